"""Boxes: text with its place on a page.

Pieces of lines, rows of them, rows that are a table. Lengths are in the page's own measure; y grows
downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extractor.sources.grids import GridCell

_LONGEST_CELL = 24
_MOST_PROSE = 0.3
_SENTENCE = regex.compile(r"[，。；！？]")  # 配有微波炉、饮水机等 | 设备11种。
_NUMBER_CELL = regex.compile(r"[^\d\s]{0,3}\d[\d,.，]*[^\d\s]{0,4}")


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of one line in letters of a size, or a `table` with its rows of cells.

    `spaced` tells that the file writes a blank before it.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str
    size: float
    spaced: bool = False
    table: tuple[tuple[GridCell, ...], ...] = ()

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line that is drawn on the page, lying or standing."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def lies(self) -> bool:
        """Whether it is horizontal."""
        return self.right - self.left >= self.bottom - self.top


def body_size(boxes: Iterable[Box]) -> float:
    """The size in which most of the characters are set."""
    count: dict[float, int] = {}
    for box in boxes:
        size = round(box.size * 2) / 2
        count[size] = count.get(size, 0) + len(box.text)
    return max(count, key=lambda size: (count[size], size), default=1.0) or 1.0


def rows_of(boxes: Iterable[Box]) -> tuple[tuple[Box, ...], ...]:
    """Boxes of one column as rows, top down, each from left to right; a table is a row by itself."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (box.middle, box.left)):
        if rows and not box.table and any(_beside(other, box) for other in rows[-1][-4:]):
            rows[-1].append(box)
        else:
            rows.append([box])
    return tuple(tuple(sorted(row, key=lambda box: box.left)) for row in rows)


def _beside(one: Box, other: Box) -> bool:
    if one.table:
        return False
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return overlap >= 0.5 * lower and (one.right <= other.left + lower or other.right <= one.left + lower)


def are_rows(rows: Sequence[Sequence[Box]]) -> bool:
    """Whether rows of boxes look like a table: short cells side by side, with numbers below the first row.

    >>> line = [Box(0, 0, 9, 1, "慰问职工300人，", 1), Box(10, 0, 19, 1, "培训职工20人。", 1)]
    >>> are_rows([line, line])
    False
    """
    cells = [box for row in rows for box in row]
    long = sum(len(box.text) > _LONGEST_CELL for box in cells)
    prose = sum(bool(_SENTENCE.search(box.text)) for box in cells)
    if any(box.table for box in cells) or long > 0.1 * len(cells) or prose > _MOST_PROSE * len(cells):
        return False
    if sum(len(row) > 1 for row in rows) < 0.8 * len(rows):
        return False
    body = rows[1:] or rows
    counting = sum(any(_NUMBER_CELL.fullmatch(box.text) for box in row[1:]) for row in body)
    return counting >= 0.6 * len(body)


def table_box(boxes: Sequence[Box], rows: Sequence[Sequence[GridCell]]) -> Box:
    """One box in the place of the boxes, with the rows of a table."""
    (left, right), top = extent(boxes), min(box.top for box in boxes)
    bottom, size = max(box.bottom for box in boxes), body_size(boxes)
    return Box(left, top, right, bottom, "", size, table=tuple(tuple(row) for row in rows))


def extent(boxes: Iterable[Box]) -> tuple[float, float]:
    """The left and the right end of the boxes."""
    held = list(boxes)
    return min(box.left for box in held), max(box.right for box in held)
