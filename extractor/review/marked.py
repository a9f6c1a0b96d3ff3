"""Marked text: an article's text and the places of its figures → paragraphs of pieces, nothing lost.

The pieces of a paragraph, put together, are its characters; what would not be seen has a piece of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.model import Span
from extractor.review.signs import hidden_places, name_of, visible
from extractor.review.views import Paragraph, Piece

_LONGEST = 4_000  # characters of one paragraph of the page; a browser is slow with lines of a megabyte
_LONGEST_SHOWN = 120_000
_MOST_SIGNS = 2_000  # of more than these, none is named: each would cost the page an element

Place = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of a figure, and the piece that stands for it, without its text."""

    span: Span
    piece: Piece


def paragraphs(
    text: str, marks: Sequence[Mark], headings: Sequence[Span], place: Place, window: Span
) -> tuple[Paragraph, ...]:
    """The lines of the text that lie in the window; a long one in several paragraphs."""
    starts = {heading.start for heading in headings}
    ordered = _apart(marks)
    found: list[Paragraph] = []
    at = 0
    signs = len(hidden_places(window.of(text))) <= _MOST_SIGNS
    for line in _lines(text, window):
        for start in range(line.start, max(line.end, line.start + 1), _LONGEST):
            part = Span(start, min(start + _LONGEST, line.end))
            while at < len(ordered) and ordered[at].span.end <= part.start:
                at += 1
            pieces = tuple(_pieces(text, part, ordered, at, signs=signs))
            goes_on = part.end < line.end
            said = place(start) if start == line.start else ""
            found.append(Paragraph(start, pieces, line.start in starts, said, goes_on))
    return tuple(found)


def title_of(text: str, marks: Sequence[Mark], place: str = "") -> Paragraph:
    """The title as one paragraph, however long; line feeds in it are shown as signs by the page."""
    whole = Span(0, min(len(text), _LONGEST))
    return Paragraph(0, tuple(_pieces(text, whole, _apart(marks))), True, place, len(text) > _LONGEST)


def sentence_of(text: str, mark: Mark, around: Span) -> tuple[Piece, ...]:
    """The pieces of the sentence `around` the mark."""
    return tuple(_pieces(text, around, [mark]))


def window_of(text: str, wanted: int) -> Span:
    """The part of a very long text that is shown: all of most, else what lies around the offset wanted."""
    if len(text) <= _LONGEST_SHOWN:
        return Span(0, len(text))
    start = min(max(0, wanted - _LONGEST_SHOWN // 2), len(text) - _LONGEST_SHOWN)
    return Span(start, start + _LONGEST_SHOWN)


def _lines(text: str, window: Span) -> Iterator[Span]:
    start = window.start
    while True:
        end = text.find("\n", start, window.end)
        if end < 0:
            yield Span(start, window.end)
            return
        yield Span(start, end)
        start = end + 1


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """The marks in order, each beginning where those before it end; one inside another is left out."""
    found: list[Mark] = []
    end = 0
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        span = Span(max(end, mark.span.start), max(end, mark.span.end))
        if span.start < span.end:
            found.append(replace(mark, span=span))
            end = span.end
    return found


def _pieces(
    text: str, part: Span, marks: Sequence[Mark], first: int = 0, *, signs: bool = True
) -> Iterator[Piece]:
    at = part.start
    for number in range(first, len(marks)):
        mark = marks[number]
        start, end = max(mark.span.start, at), min(mark.span.end, part.end)
        if mark.span.start >= part.end:
            break
        if start >= end:
            continue
        yield from _shown(text, Span(at, start), None, signs)
        yield from _shown(text, Span(start, end), mark.piece, signs)
        at = end
    yield from _shown(text, Span(at, part.end), None, signs)


def _shown(text: str, span: Span, figure: Piece | None, signs: bool) -> Iterator[Piece]:
    """The characters of the span, each hidden one alone where `signs` are named."""
    if span.start >= span.end:
        return
    piece = figure or Piece(0, "")
    words = span.of(text)
    at = 0
    for place in hidden_places(words) if signs else ():
        if at < place:
            yield replace(piece, start=span.start + at, text=words[at:place])
        sign = name_of(words[place])
        yield replace(piece, start=span.start + place, text=visible(words[place]), sign=sign)
        at = place + 1
    if at < len(words):
        yield replace(piece, start=span.start + at, text=visible(words[at:]))
