"""Lines of a page with their places, their widths and the blank lines before them.

Nothing is judged here: what a line is, kinds.py says.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from extractor.model import Span
from extractor.text import kept_regex as regex
from extractor.text.fold import fold

_LINE = regex.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)")
# Invisible at the ends of lines: spaces of all kinds, zero-width ones, byte order marks.
_BLANKS = " \t\n\r\v\f\x00\x1c\x1d\x1e\x1f\x85\xa0\u2002\u2003\u2009\u200b\u2028\u2029\u2060\u3000\ufeff"
# Longer lines are paragraphs whatever stands in them; no form of a line is looked for there.
LONGEST_FORM = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its place without the blanks around it, and its folded characters.

    `gap` counts the blank lines before it, `width` is in columns (a Chinese character takes two), as is
    `indent`, the blanks before it; `marked` tells whether the format calls it a heading, `closed` whether the
    format says that its paragraph ends with it.
    """

    span: Span
    text: str
    gap: int
    width: int
    indent: int = 0
    marked: bool = False
    closed: bool = False

    @property
    def indented(self) -> bool:
        """Whether blanks stood before it."""
        return self.indent > 0

    @property
    def is_long(self) -> bool:
        """Whether it is a paragraph by its length alone."""
        return len(self.text) > LONGEST_FORM


def lines_of(text: str, headings: tuple[Span, ...] = (), ends: tuple[int, ...] = ()) -> list[Line]:
    """The lines of `text` that are not blank, in order.

    Those that begin inside a heading are marked, those in which a paragraph ends (at one of `ends`) closed.
    """
    folded = fold(text)
    known = sorted(ends)
    lines: list[Line] = []
    gap, marks, mark = 0, sorted(headings), 0
    for found in _LINE.finditer(text):
        raw = found[0]
        bare = raw.lstrip(_BLANKS)
        first, last = found.span()
        start = last - len(bare)
        bare = bare.rstrip(_BLANKS)
        if not bare:
            gap += 1
            continue
        end = start + len(bare)
        span = Span(start, end)
        while mark < len(marks) and marks[mark].end <= start:
            mark += 1
        marked = mark < len(marks) and marks[mark].overlaps(span)
        width = _width(bare) if len(bare) <= LONGEST_FORM else 2 * len(bare)
        indent = _width(text[first:start]) if start > first else 0
        closed = bool(known) and bisect_right(known, start) < bisect_right(known, last)
        lines.append(Line(span, folded[start:end], gap, width, indent, marked, closed))
        gap = 0
    return lines


def _width(raw: str) -> int:
    # GB 18030 spends two bytes on a full-width character, one on ASCII: columns, at the speed of a codec.
    return len(raw.encode("gb18030", "replace"))
