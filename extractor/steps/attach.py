"""Attachment: which zone, organization, program and period each figure takes, nearest cue first.

An edge looks for its cue in the clause, then in the sentence, the paragraph, the section, the article and the
title (ConText's scope); a cue of the same kind that is named later ends the reach of the earlier one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.model import Edge, Period, Reach, Span
from extractor.steps.program_edges import MainProgram, find_main_program, program_edge
from extractor.steps.scene import Scene
from extractor.steps.zones import Zone
from extractor.text.sentences import Sentence, clause_of

_RANK = {"高新": 1, "经开": 1, "新区": 1, "保税": 1, "自贸": 1, "示范": 2, "园区": 2, "镇街": 4, "全国": 5, "1": 3, "2": 3, "3": 3}
_DEVELOPMENT = {"高新", "经开", "新区", "保税", "自贸", "园区", "示范"}


@dataclass(frozen=True, slots=True)
class Topic:
    """What the whole article is about: its main zone and program, where it has one."""

    zone: Zone | None
    program: MainProgram | None
    several_zones: bool


def find_topic(title: Scene, body: Scene) -> Topic:
    """The main zone and the main program: what the title names, else what the body names most and first."""
    return Topic(_main_zone(title, body), find_main_program(title, body), _several(title, body))


def _main_zone(title: Scene, body: Scene) -> Zone | None:
    scores: Counter[str] = Counter()
    first: dict[str, Zone] = {}
    for zone in (*title.zones, *body.zones):
        if zone.generic or not zone.owner or zone.kind in {"全国", "镇街"}:
            continue
        weight = 3 if zone.kind in _DEVELOPMENT and _RANK[zone.kind] == 1 else 1
        weight = weight * 4 if zone.in_title else weight
        if zone.key not in first:
            first[zone.key] = zone
            weight += 1 if zone.in_title or zone.span.start < 120 else 0
        scores[zone.key] += weight
    if not scores:
        return next((zone for zone in (*title.zones, *body.zones) if zone.owner and not zone.generic and zone.kind == "镇街"), None)
    best = max(scores, key=lambda key: (scores[key], -_order(first[key])))
    return first[best]


def _order(zone: Zone) -> int:
    return zone.span.start - (1_000_000 if zone.in_title else 0)


def _several(title: Scene, body: Scene) -> bool:
    keys = {zone.key for zone in body.zones if not zone.generic and zone.owner and _RANK.get(zone.kind, 9) == 1}
    return len(keys) > 1


def zone_edge(scene: Scene, sentence: Sentence, at: int, topic: Topic) -> Edge | None:
    """The zone of a figure at character `at`: the nearest one that may own it, else the article's."""
    main = topic.zone
    clause = clause_of(scene.text, sentence.span, at)
    before = [zone for zone in scene.zones if zone.owner and zone.span.start < at]
    for zone in reversed(before):
        where = scene.reach(sentence, clause, zone.span)
        if where in {Reach.SECTION, Reach.ARTICLE}:
            break
        if zone.generic:
            if where in {Reach.CLAUSE, Reach.SENTENCE} and main is not None and not topic.several_zones:
                return Edge("zone", main.name, "zone.generic", where, zone.span, scene.in_title)
            continue
        if _may_own(zone, main, where):
            return Edge("zone", zone.name, zone.rule, where, zone.span, scene.in_title)
    if main is None or _RANK.get(main.kind, 9) >= 3 or topic.several_zones:
        later = [zone for zone in scene.zones if zone.owner and not zone.generic and at < zone.span.start < sentence.span.end]
        if main is None and later:
            return Edge("zone", later[0].name, later[0].rule, Reach.SENTENCE, later[0].span, scene.in_title)
        for zone in reversed(before):
            if not zone.generic and _may_own(zone, main, Reach.ARTICLE):
                return Edge("zone", zone.name, zone.rule, Reach.ARTICLE, zone.span, scene.in_title)
    if main is None:
        return None
    return Edge("zone", main.name, main.rule, Reach.TITLE if main.in_title else Reach.ARTICLE, main.span, main.in_title)


def _may_own(zone: Zone, main: Zone | None, where: Reach) -> bool:
    """Whether a mention takes the figure from the article's main zone: a zone of lower rank does not."""
    if main is None or zone.key == main.key:
        return True
    rank, held = _RANK.get(zone.kind, 9), _RANK.get(main.kind, 9)
    if zone.kind == "全国":
        return where in {Reach.CLAUSE, Reach.SENTENCE}
    if held <= 2:
        return rank <= held
    return rank <= 3 or (zone.kind == "镇街" and held >= 3 and where is not Reach.ARTICLE)


def organization_edge(scene: Scene, sentence: Sentence, at: int) -> Edge | None:
    """The organization of a figure: the last one named before it in its sentence, or an enterprise in its paragraph."""
    clause = clause_of(scene.text, sentence.span, at)
    for organization in reversed(scene.organizations):
        if organization.span.start >= at:
            continue
        where = scene.reach(sentence, clause, organization.span)
        if where in {Reach.CLAUSE, Reach.SENTENCE} or (where is Reach.PARAGRAPH and organization.kind == "enterprise"):
            return Edge("organization", organization.name, organization.rule, where, organization.span, scene.in_title)
        break
    return None


_EACH_PERSON = regex.compile(r"每[一-鿿]{1,3}$")


def period_edge(scene: Scene, sentence: Sentence, at: int, title: Scene) -> tuple[Edge, Period] | None:
    """The period of a figure: the last one stated before it in its paragraph, else the last lasting one before."""
    clause = clause_of(scene.text, sentence.span, at)
    kept: Period | None = None
    for period in reversed(scene.periods):
        if period.span.start >= at:
            continue
        where = scene.reach(sentence, clause, period.span)
        if period.rule == "period.each":
            if where is Reach.CLAUSE and not _EACH_PERSON.search(scene.text[clause.start : period.span.start]):
                return _period(scene, period, where), period
            continue
        if where in {Reach.CLAUSE, Reach.SENTENCE, Reach.PARAGRAPH}:
            return _period(scene, period, where), period
        if scene.in_title:
            break
        if period.lasting:
            kept = period
            break
    if kept is not None:
        return _period(scene, kept, Reach.ARTICLE), kept
    if not scene.in_title and (lasting := [period for period in title.periods if period.lasting]):
        period = lasting[0]
        return Edge("period", period.words, period.rule, Reach.TITLE, period.span, True), period
    return None


def _period(scene: Scene, period: Period, reach: Reach) -> Edge:
    return Edge("period", period.words, period.rule, reach, period.span, scene.in_title)
