"""Period edges: which time each figure takes: its clause's, else the last one stated in its paragraph, else one that lasts."""

from __future__ import annotations

import regex

from extractor.model import Edge, Period, Reach
from extractor.steps.scene import Scene
from extractor.text.sentences import Sentence, clause_of

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
                return _edge(scene, period, where), period
            continue
        if where in {Reach.CLAUSE, Reach.SENTENCE, Reach.PARAGRAPH}:
            return _edge(scene, period, where), period
        if scene.in_title:
            break
        if period.lasting:
            kept = period
            break
    if kept is not None:
        return _edge(scene, kept, Reach.ARTICLE), kept
    if not scene.in_title and (lasting := [period for period in title.periods if period.lasting]):
        period = lasting[0]
        return Edge("period", period.words, period.rule, Reach.TITLE, period.span, True), period
    return None


def _edge(scene: Scene, period: Period, reach: Reach) -> Edge:
    return Edge("period", period.words, period.rule, reach, period.span, scene.in_title)
