"""Attachment: which zone, organization, program and period each figure takes, nearest cue first.

An edge looks for its cue in the clause, then in the sentence, the paragraph, the section, the article and the
title (ConText's scope); a cue of the same kind that is named later ends the reach of the earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model import Edge, Reach
from extractor.steps.main_program import MainProgram, find_main_program
from extractor.steps.organizations import Organization
from extractor.steps.period_edges import period_edge
from extractor.steps.program_edges import program_edge
from extractor.steps.scene import Scene, last_before
from extractor.steps.zone_edges import MainZone, find_main_zone, zone_edge
from extractor.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Topic:
    """What the whole article is about: its main zone and its program, where it has them."""

    zone: MainZone
    program: MainProgram | None
    enterprise: Organization | None


def find_topic(title: Scene, body: Scene) -> Topic:
    """The main zone and the main program of an article."""
    return Topic(find_main_zone(title, body), find_main_program(title, body), _main_enterprise(title, body))


def _main_enterprise(title: Scene, body: Scene) -> Organization | None:
    """The enterprise that the whole report is about: the only one that it names, and in its lead."""
    named = [held for held in (*title.organizations, *body.organizations) if held.kind == "enterprise"]
    lead = body.sentences[min(1, len(body.sentences) - 1)].span.end if body.sentences else 0
    first = named[0] if named else None
    if first is None or not first.owner or any(held.name != first.name for held in named):
        return None
    if any(held.kind == "union" for held in body.organizations):
        return None
    return first if first in title.organizations or first.span.start < lead else None


def organization_edge(scene: Scene, sentence: Sentence, at: int, main: Organization | None) -> Edge | None:
    """The organization of a figure: the last before it in its sentence, an enterprise in its paragraph, or
    the one enterprise that the report is about."""
    near = _near_organization(scene, sentence, at)
    if near is not None or main is None:
        return near
    return Edge("organization", main.name, main.rule, Reach.ARTICLE, main.span, False)


def _near_organization(scene: Scene, sentence: Sentence, at: int) -> Edge | None:
    last = last_before(scene.organizations, at)
    if last < 0 or not scene.organizations[last].owner:
        return None
    organization = scene.organizations[last]
    clause = scene.clause(sentence, at)
    where = scene.reach(sentence, clause, organization.span)
    near = where in {Reach.CLAUSE, Reach.SENTENCE}
    if near or (where is Reach.PARAGRAPH and organization.kind == "enterprise"):
        return Edge(
            "organization", organization.name, organization.rule, where, organization.span, scene.in_title
        )
    return None


__all__ = [
    "Scene", "Topic", "find_topic", "organization_edge", "period_edge", "program_edge", "zone_edge",
]  # fmt: skip
