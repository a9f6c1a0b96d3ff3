"""Adding: a selection of an article's text → the figure that it would be, as the extractor reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.model import Article, Quantity, Span
from extractor.model.table import FIGURES
from extractor.review.desk import Desk
from extractor.review.fields import EDITABLE
from extractor.review.marked import Mark, sentence_of
from extractor.review.reading import added_id, sentence_span
from extractor.review.refusal import InvalidError
from extractor.review.views import Addition, Piece, Wrong
from extractor.tables.tidy import figure_row, plain
from extractor.text.fold import fold

LONGEST = 60
"""Characters of a selection; a number with its bound and its unit is shorter."""

_AROUND = 40
_READ = 3_000  # characters before and behind, of a longer article, that the extractor looks at
_FILLED = (*EDITABLE, "dimension", "section", "canonical_zone", "canonical_program")


@dataclass(frozen=True, slots=True)
class Selection:
    """Characters `start` to `end` of an article's text, or of its title."""

    start: int
    end: int
    in_title: bool = False


def addition(article: Article, selection: Selection, desk: Desk) -> Addition:
    """The figure at the selection, or at the one number that it touches, with what it would be attached to.

    A selection without a number that we can read gives a figure without a value. Raises InvalidError where
    the selection is no place of the article, or touches several numbers.
    """
    text = article.title if selection.in_title else article.text
    span = _checked(text, selection)
    span, quantity = _quantity(text, span, desk)
    cells = dict.fromkeys(FIGURES.names, "") | {"bound": "exact", "change": "level", "modality": "reported"}
    cells |= {"dimension": "count"}
    if quantity is not None:
        cells |= _read(article, quantity, selection.in_title, desk)
    around = sentence_span(article, span, in_title=selection.in_title)
    article_id = article.article_id
    figure_id = added_id(article_id, span.start, span.end, in_title=selection.in_title)
    kept = {name: cells[name] for name in _FILLED}
    mark = Mark(span, Piece(0, "", figure_id, kept["dimension"], "added", selected=True))
    return Addition(
        article_id=article_id,
        figure_id=figure_id,
        start=span.start,
        end=span.end,
        in_title=selection.in_title,
        raw=span.of(text),
        cells=kept,
        suggested=tuple(name for name in EDITABLE if kept[name]),
        sentence=sentence_of(text, mark, around),
    )


def _checked(text: str, selection: Selection) -> Span:
    """The span of the selection without blanks around it."""
    span = Span(selection.start, selection.end)
    if not 0 <= span.start < span.end <= len(text):
        raise InvalidError([Wrong("end", "the selection is no place of this article")])
    if len(span) > LONGEST:
        raise InvalidError([Wrong("end", "select one number: at most {} characters", (str(LONGEST),))])
    words = span.of(text)
    if not words.strip() or "\n" in words.strip():
        raise InvalidError([Wrong("end", "select one number, in one line")])
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _quantity(text: str, span: Span, desk: Desk) -> tuple[Span, Quantity | None]:
    """The one quantity that the selection touches, read in its line; else what the selection alone is."""
    first = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
    last = text.find("\n", span.end)
    near = Span(first, min(last if last >= 0 else len(text), span.end + _AROUND))
    inner = span.shifted(-first)
    found = [one for one in desk.reads.quantities(near.of(text)) if one.span.overlaps(inner)]
    at = first
    if not found:
        found, at = list(desk.reads.quantities(span.of(text))), span.start
    if len(found) > 1:
        numbers = "、".join(one.span.shifted(at).of(text) for one in found)
        raise InvalidError([Wrong("end", "the selection holds several numbers: {}; select one", (numbers,))])
    if not found:
        return span, None
    quantity = replace(found[0], span=found[0].span.shifted(at))
    return quantity.span, quantity


def _read(article: Article, quantity: Quantity, in_title: bool, desk: Desk) -> dict[str, str]:
    """The cells of the figure that the extractor makes of the quantity, were it one."""
    shift = 0 if in_title else max(0, quantity.span.start - _READ)
    end = min(len(article.text), quantity.span.end + _READ) if not in_title else 2 * _READ
    inside = (one for one in article.headings if shift <= one.start and one.end <= end)
    headings = tuple(one.shifted(-shift) for one in inside)
    text = article.text[shift:end]
    part = replace(article, text=text, headings=headings, origin=(), title_origin=())
    here = replace(quantity, span=quantity.span.shifted(-shift))
    for figure in desk.figures_with(part, here, in_title):
        if figure.in_title == in_title and figure.quantity.span == here.span:
            return dict(zip(FIGURES.names, figure_row(figure, part), strict=True))
    return {
        "value": plain(quantity.value),
        "value_max": plain(quantity.value_max),
        "unit": fold(quantity.unit),
        "dimension": quantity.dimension.value,
        "bound": quantity.bound.value,
        "per": quantity.per,
    }
