"""Pieces of a page joined to one text, each character with its place.

Chinese lines join without anything between them; two words in Latin letters keep a blank.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.model import Origin, Span
from extractor.pages.kinds import Judged
from extractor.text import kept_regex as regex

_LINE_FEED = regex.compile("\n")


class Stitching:
    """A text that grows piece by piece, and where its pieces come from; `starts` are those of raw's lines."""

    def __init__(self, raw: str, starts: Sequence[int]) -> None:
        self._raw = raw
        self._starts = starts
        self._parts: list[str] = []
        self._origin: list[Origin] = []
        self.length = 0

    @property
    def text(self) -> str:
        """What was taken and added so far."""
        return "".join(self._parts)

    @property
    def origin(self) -> tuple[Origin, ...]:
        """The runs of characters that stand in one line of the page's text in the same order."""
        return tuple(self._origin)

    def add(self, joint: str) -> None:
        """Append characters that the page does not hold."""
        self._parts.append(joint)
        self.length += len(joint)

    def take(self, span: Span) -> None:
        """Append the characters of the page at `span`, which lie in one line."""
        if not len(span):
            return
        last = self._origin[-1] if self._origin else None
        end = self.length + len(span)
        line = bisect_right(self._starts, span.start)
        column = span.start - self._starts[line - 1] + 1
        follows = last is not None and last.end == self.length and last.line == line
        if last is not None and follows and last.column + last.end - last.start == column:
            self._origin[-1] = replace(last, end=end)
        else:
            self._origin.append(Origin(self.length, end, line, column))
        self._parts.append(span.of(self._raw))
        self.length = end

    def take_lines(self, lines: Sequence[Judged], *, apart: bool) -> None:
        """Append lines as one: with a blank between them where they stand `apart`, as in a title."""
        before = ""
        for one in lines:
            if before and (apart or _needs_blank(before, one.text)):
                self.add(" ")
            self.take(one.line.span)
            before = one.text


def line_starts(text: str) -> list[int]:
    """Where each line of the text begins, as an editor counts lines."""
    return [0, *(found.end() for found in _LINE_FEED.finditer(text))]


def joined(lines: Iterable[Judged]) -> str:
    """The folded characters of the lines as one text, without anything between them."""
    return "".join(one.text for one in lines)


def cut(lines: Sequence[Judged], at: int) -> list[Judged]:
    """The lines up to character `at` of their joined text, without the blanks before it."""
    kept: list[Judged] = []
    for one in lines:
        if at <= 0:
            break
        text = one.text[:at].rstrip() if at < len(one.text) else one.text
        at -= len(one.text)
        if text:
            span = Span(one.line.span.start, one.line.span.start + len(text))
            kept.append(replace(one, line=replace(one.line, span=span, text=text)))
    return kept


def written(raw: str, lines: Sequence[Judged], span: Span) -> str:
    """The characters of the page that stand at `span` of the joined text of the lines."""
    parts: list[str] = []
    offset = 0
    for one in lines:
        start, end = max(span.start - offset, 0), min(span.end - offset, len(one.text))
        if start < end:
            parts.append(one.line.span.of(raw)[start:end])
        offset += len(one.text)
        if offset >= span.end:
            break
    return "".join(parts)


def _needs_blank(before: str, after: str) -> bool:
    if not (after[0].isascii() and after[0].isalpha()):
        return False
    return before[-1].isascii() and (before[-1].isalpha() or before[-1] in ",.;:!?")
