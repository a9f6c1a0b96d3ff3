"""Figures: quantities with their edges, change, aggregate and modality, and the links among the mentions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.model import (
    Article,
    Change,
    Dimension,
    Edge,
    Figure,
    Modality,
    Period,
    Quantity,
    Reach,
)
from extractor.model.article import content_id
from extractor.steps.attach import Topic, organization_edge, period_edge, zone_edge
from extractor.steps.marks import MarkRules
from extractor.steps.program_edges import program_edge
from extractor.steps.respective import Indicator
from extractor.steps.scene import InOrder, Scene, near
from extractor.text.sentences import Sentence

_AMONG = re.compile(r"(?:其中|包括|含)")
# How sure an edge is by how far it reached.
_SURE = {
    Reach.CLAUSE: 1.0,
    Reach.SENTENCE: 0.97,
    Reach.PARAGRAPH: 0.9,
    Reach.SECTION: 0.88,
    Reach.ARTICLE: 0.8,
    Reach.TITLE: 0.92,
}
_WEIGHED = frozenset({"zone", "program", "period"})


# Making a member from its value takes ten times as long as looking it up.
_CHANGES = {"": Change.LEVEL, **{change.value: change for change in Change}}
_MODALITIES = {"": Modality.REPORTED, **{modality.value: modality for modality in Modality}}


def counted(quantities: Sequence[Quantity], periods: Sequence[Period], text: str) -> tuple[Quantity, ...]:
    """The quantities that state how much or how many: those that only set a time are left out."""
    periods = InOrder(periods)
    return tuple(
        quantity
        for quantity in quantities
        if not (
            quantity.dimension is Dimension.DURATION
            and (
                any(period.span.overlaps(quantity.span) for period in near(periods, quantity.span))
                or (quantity.span.of(text)[:1] == "一" and len(quantity.span) == 2)
            )
        )
    )


def build_figure(
    article: Article,
    article_id: str,
    scene: Scene,
    title: Scene,
    sentence: Sentence,
    quantity: Quantity,
    indicator: Indicator | None,
    action: Edge | None,
    marks: MarkRules,
    topic: Topic,
) -> Figure:
    """One figure of `sentence`; its edges stand in the order of the columns of figures.csv."""
    source = article.title if scene.in_title else article.text
    start, end = quantity.span.start, quantity.span.end
    clause = scene.clause(sentence, start)
    lead = scene.text[clause.start : start]
    upto = scene.text[sentence.span.start : start]
    period = period_edge(scene, sentence, start, title)
    candidates = (
        zone_edge(scene, sentence, start, topic.zone),
        organization_edge(scene, sentence, start),
        program_edge(scene, sentence, start, end, indicator.span if indicator else None, topic.program),
        _indicator_edge(scene, indicator),
        action,
        period[0] if period else None,
    )
    edges = tuple([edge for edge in candidates if edge is not None])
    heading = sentence.heading
    return Figure(
        figure_id=content_id(article_id, str(start), str(end), str(int(scene.in_title))),
        article_id=article_id,
        quantity=quantity,
        raw=quantity.span.of(source),
        in_title=scene.in_title,
        section=heading.of(source) if heading and not scene.in_title else "",
        sentence=sentence.span.of(source),
        change=_CHANGES[marks.value("change", lead, scene.text[end : end + 8])],
        aggregate=marks.value("aggregate", lead) or ("per" if quantity.per else ""),
        modality=_MODALITIES[marks.value("modality", upto)],
        edges=edges,
        period=period[1] if period else None,
        confidence=_confidence(edges),
    )


def _indicator_edge(scene: Scene, indicator: Indicator | None) -> Edge | None:
    if indicator is None:
        return None
    return Edge("indicator", indicator.name, indicator.rule, Reach.CLAUSE, indicator.span, scene.in_title)


def _confidence(edges: Sequence[Edge]) -> float:
    sure = 1.0
    targets = set()
    for edge in edges:
        targets.add(edge.target)
        if edge.target in _WEIGHED:
            sure *= _SURE[edge.reach]
    sure *= 1.0 if "indicator" in targets else 0.5
    sure *= 1.0 if "zone" in targets else 0.7
    return round(sure, 2)


def with_edges(figure: Figure, edges: Mapping[str, Edge]) -> Figure:
    """The figure with these edges, by target, in the place of its own."""
    kept = tuple(edges.get(edge.target, edge) for edge in figure.edges)
    new = tuple(edge for target, edge in edges.items() if not figure.name_of(target))
    return replace(figure, edges=kept + new)


def link_mentions(figures: Sequence[Figure], text: str) -> tuple[Figure, ...]:
    """The figures with `restates` (the fact's first mention) and `part_of` (the total) filled in."""
    linked: list[Figure] = []
    told: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        quantity = figure.quantity
        zone = figure.name_of("zone")
        alike = told.setdefault((quantity.value, quantity.value_max, quantity.unit, figure.change, zone), [])
        first = next((other for other in alike if _same_indicator(figure, other)), None)
        if first is not None:
            figure = replace(figure, restates=first.figure_id)
        else:
            total = _total(figure, linked, text)
            figure = replace(figure, part_of=total.figure_id) if total else figure
            alike.append(figure)
        linked.append(figure)
    return tuple(linked)


def _same_indicator(one: Figure, other: Figure) -> bool:
    mine, theirs = one.name_of("indicator"), other.name_of("indicator")
    return bool(mine and theirs) and (mine.endswith(theirs) or theirs.endswith(mine))


def _total(figure: Figure, before: Sequence[Figure], text: str) -> Figure | None:
    """The figure that 其中 makes this one a part of: of its unit, before it in the sentence, and larger."""
    if figure.quantity.dimension is Dimension.PERCENT or figure.in_title:
        return None
    for total in reversed(before):
        if total.in_title or total.sentence != figure.sentence:
            return None
        if total.quantity.unit == figure.quantity.unit and total.quantity.value >= figure.quantity.value:
            between = text[total.quantity.span.end : figure.quantity.span.start]
            if _AMONG.search(between):
                return replace(total) if not total.part_of else None
            if total.part_of and _joined_parts(between):
                return next((held for held in before if held.figure_id == total.part_of), None)
    return None


def _joined_parts(between: str) -> bool:
    return not re.search(r"[。;!?]", between) and "、" in between
