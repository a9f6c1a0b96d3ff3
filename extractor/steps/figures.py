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
)
from extractor.model.article import content_id
from extractor.steps.canonical import canonical_names
from extractor.steps.marks import Marks
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
    sentence: Sentence,
    quantity: Quantity,
    marks: Marks,
    edges: tuple[Edge, ...],
    period: Period | None,
    names: Canonical,
) -> Figure:
    """One figure of `sentence` with its edges, which stand in the order of the columns of figures.csv."""
    source = article.title if scene.in_title else article.text
    start, end = quantity.span.start, quantity.span.end
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
        change=_CHANGES[marks.change],
        aggregate=marks.aggregate,
        modality=_MODALITIES[marks.modality],
        edges=edges,
        period=period,
        canonical=canonical,
        canonical_zone=zone,
        canonical_program=program,
    )


def with_row(edges: tuple[Edge, ...], row: Mapping[str, Edge]) -> tuple[Edge, ...]:
    """The edges, with those of the table's row, by target, in the place of the figure's own."""
    named = {edge.target for edge in edges if edge.name}
    kept = [row.get(edge.target, edge) for edge in edges]
    return (*kept, *(edge for target, edge in row.items() if target not in named))
