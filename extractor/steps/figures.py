"""Figures: quantities with their edges, change, aggregate and modality; steps.mentions links them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.lexicon.canonical import Canonical
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
from extractor.steps.canonical import canonical_names
from extractor.steps.confidence import Confidence
from extractor.steps.marks import MarkRules
from extractor.steps.program_edges import program_edge
from extractor.steps.respective import Indicator
from extractor.steps.scene import InOrder, Scene, near
from extractor.text.sentences import Sentence

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
    row: Mapping[str, Edge],
    sure: Confidence,
    names: Canonical,
) -> Figure:
    """One figure of `sentence`; its edges stand in the order of the columns of figures.csv.

    Those of the table's `row` that it stands in, by target, take the place of its own.
    """
    source = article.title if scene.in_title else article.text
    start, end = quantity.span.start, quantity.span.end
    clause = scene.clause(sentence, start)
    lead = scene.text[clause.start : start]
    upto = scene.text[sentence.span.start : start]
    period = period_edge(scene, sentence, start, title)
    candidates = (
        zone_edge(scene, sentence, start, topic.zone),
        organization_edge(scene, sentence, start, topic.enterprise),
        program_edge(scene, sentence, start, end, indicator.span if indicator else None, topic.program),
        _indicator_edge(scene, indicator),
        action,
        period[0] if period else None,
    )
    edges = tuple([edge for edge in candidates if edge is not None])
    if row:
        edges = _with_row(edges, row)
    confidence = sure.of_edges(edges)
    edges, canonical, zone, program = canonical_names(edges, quantity, names, scene.text)
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
        canonical=canonical,
        confidence=confidence,
        canonical_zone=zone,
        canonical_program=program,
    )


def _indicator_edge(scene: Scene, indicator: Indicator | None) -> Edge | None:
    if indicator is None:
        return None
    return Edge("indicator", indicator.name, indicator.rule, Reach.CLAUSE, indicator.span, scene.in_title)


def _with_row(edges: tuple[Edge, ...], row: Mapping[str, Edge]) -> tuple[Edge, ...]:
    """The edges, with those of the table's row, by target, in the place of the figure's own."""
    named = {edge.target for edge in edges if edge.name}
    kept = [row.get(edge.target, edge) for edge in edges]
    return (*kept, *(edge for target, edge in row.items() if target not in named))
