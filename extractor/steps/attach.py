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
from extractor.steps.organizations import Organization
from extractor.steps.programs import Program
from extractor.steps.zones import Zone
from extractor.text.sentences import Sentence, clause_of

_RANK = {"高新": 1, "经开": 1, "新区": 1, "保税": 1, "自贸": 1, "示范": 2, "园区": 2, "镇街": 4, "全国": 5, "1": 3, "2": 3, "3": 3}
_DEVELOPMENT = {"高新", "经开", "新区", "保税", "自贸", "园区", "示范"}


@dataclass(frozen=True, slots=True)
class Scene:
    """One text (the body, or the title) with everything that was found in it."""

    text: str
    in_title: bool
    sentences: tuple[Sentence, ...]
    zones: tuple[Zone, ...]
    programs: tuple[Program, ...]
    organizations: tuple[Organization, ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What the whole article is about: its main zone and program, where it has one."""

    zone: Zone | None
    program: Program | None
    several_zones: bool


def find_topic(title: Scene, body: Scene) -> Topic:
    """The main zone and the main program: what the title names, else what the body names most and first."""
    return Topic(_main_zone(title, body), _main_program(title, body), _several(title, body))


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


def _main_program(title: Scene, body: Scene) -> Program | None:
    in_title = [program for program in title.programs if program.strong]
    names = Counter(program.name for program in body.programs if program.strong and program.quoted)
    for program in in_title:
        if program.quoted and any(_alike(program.name, name) for name in names):
            return program
    if names:
        name, count = names.most_common(1)[0]
        if count > 1 or not in_title:
            return next(program for program in body.programs if program.name == name)
    return in_title[0] if in_title else None


def _alike(one: str, other: str) -> bool:
    return one.startswith(other[:4]) or other.startswith(one[:4])


def zone_edge(scene: Scene, sentence: Sentence, at: int, topic: Topic) -> Edge | None:
    """The zone of a figure at character `at`: the nearest one that may own it, else the article's."""
    main = topic.zone
    clause = clause_of(scene.text, sentence.span, at)
    before = [zone for zone in scene.zones if zone.owner and zone.span.start < at]
    for zone in reversed(before):
        where = _reach(scene, sentence, clause, zone.span)
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


def _reach(scene: Scene, sentence: Sentence, clause: Span, cue: Span) -> Reach:
    if cue.start >= clause.start:
        return Reach.CLAUSE
    if cue.start >= sentence.span.start:
        return Reach.SENTENCE
    start = sentence.span.start
    for other in reversed(scene.sentences):
        if other.span.start < start and other.paragraph == sentence.paragraph:
            start = other.span.start
    if cue.start >= start:
        return Reach.PARAGRAPH
    heading = sentence.heading
    if heading is not None and cue.start >= heading.start:
        return Reach.SECTION
    return Reach.ARTICLE


def program_edge(
    scene: Scene, sentence: Sentence, at: int, end: int, indicator: Span | None, topic: Topic
) -> Edge | None:
    """The program of a figure: named before it in the sentence, counted by it, or named by paragraph, heading or title."""
    clause = clause_of(scene.text, sentence.span, at)
    strong = [program for program in scene.programs if program.strong]
    inside = [p for p in strong if sentence.span.start <= p.span.start < at]
    if inside:
        program = inside[-1]
        return _program(scene, program, _reach(scene, sentence, clause, program.span))
    own = [p for p in strong if indicator is not None and p.span.overlaps(indicator) and p.span.start >= end]
    if own:
        return _program(scene, own[0], Reach.CLAUSE)
    before = [p for p in strong if p.span.start < at]
    for program in reversed(before):
        where = _reach(scene, sentence, clause, program.span)
        if where is Reach.PARAGRAPH:
            return _program(scene, program, where)
        if where is Reach.SECTION and sentence.heading is not None and sentence.heading.contains(program.span):
            return _program(scene, program, where)
    later = [p for p in strong if end <= p.span.start < clause.end]
    if later:
        return _program(scene, later[0], Reach.CLAUSE)
    if topic.program is not None:
        held = topic.program
        return Edge("program", held.name, held.rule, Reach.TITLE if held.in_title else Reach.ARTICLE, held.span, held.in_title)
    if before:
        return _program(scene, before[-1], Reach.ARTICLE)
    return None


def _program(scene: Scene, program: Program, reach: Reach) -> Edge:
    return Edge("program", program.name, program.rule, reach, program.span, scene.in_title)


def organization_edge(scene: Scene, sentence: Sentence, at: int) -> Edge | None:
    """The organization of a figure: the last one named before it in its sentence, or an enterprise in its paragraph."""
    clause = clause_of(scene.text, sentence.span, at)
    for organization in reversed(scene.organizations):
        if organization.span.start >= at:
            continue
        where = _reach(scene, sentence, clause, organization.span)
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
        where = _reach(scene, sentence, clause, period.span)
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
