"""Organization edges: which union, enterprise or school owns each figure: the last named, near enough."""

from __future__ import annotations

from extractor.model import Edge, Reach
from extractor.steps.organizations import Organization
from extractor.steps.scene import Scene, last_before
from extractor.text.sentences import Sentence


def main_enterprise(title: Scene, body: Scene) -> Organization | None:
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
