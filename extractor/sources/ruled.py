"""Ruled tables: lines that cross each other, and the boxes in their cells → rows.

A table without rules is found by the cut itself, see boxes.are_rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extractor.sources.boxes import Box, Rule, rows_of, table_box
from extractor.sources.grids import GridCell

_SLACK = 2.5  # points between lines that meet
_MOST_RULES = 1500
_MOST_CELLS = 4000
_LONGEST_MEAN = 60  # characters a cell; a page in columns between rules is no table
_LATIN = regex.compile(r"[A-Za-z]{2}")  # where two lines of a cell meet


def with_tables(boxes: Sequence[Box], rules: Sequence[Rule]) -> list[Box]:
    """The boxes again, those inside a ruled table replaced by one box with its rows."""
    rest = list(boxes)
    if len(rules) > _MOST_RULES:
        return rest
    for grid in _grids(rules):
        inside = [box for box in rest if grid.holds(box)]
        table = _table(grid, inside)
        if table is not None:
            taken = set(map(id, inside))
            rest = [*(box for box in rest if id(box) not in taken), table]
    return rest


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the edges of rows and columns lie, and the rules that draw them."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    rules: tuple[Rule, ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.across) - 1

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.down) - 1

    def holds(self, box: Box) -> bool:
        """Whether the middle of the box lies inside."""
        middle = (box.left + box.right) / 2
        return self.across[0] < middle < self.across[-1] and self.down[0] < box.middle < self.down[-1]

    def cell(self, box: Box) -> tuple[int, int]:
        """The row and the column in which the middle of the box lies."""
        row = bisect_right(self.down, box.middle) - 1
        return row, bisect_right(self.across, (box.left + box.right) / 2) - 1

    def parts_below(self, row: int, column: int) -> bool:
        """Whether a rule is drawn under the cell."""
        middle = (self.across[column] + self.across[column + 1]) / 2
        return any(
            rule.lies and abs(rule.top - self.down[row + 1]) <= _SLACK and rule.left < middle < rule.right
            for rule in self.rules
        )

    def parts_behind(self, row: int, column: int) -> bool:
        """Whether a rule is drawn at the right of the cell."""
        middle = (self.down[row] + self.down[row + 1]) / 2
        return any(
            not rule.lies
            and abs(rule.left - self.across[column + 1]) <= _SLACK
            and rule.top < middle < rule.bottom
            for rule in self.rules
        )


def _grids(rules: Sequence[Rule]) -> Iterable[_Grid]:
    for group in _groups(rules):
        lying = [rule for rule in group if rule.lies]
        standing = [rule for rule in group if not rule.lies]
        if len(lying) < 2 or not standing:
            continue
        ends = [min(rule.left for rule in lying), max(rule.right for rule in lying)]
        across = _edges([*(rule.left for rule in standing), *ends])
        down = _edges(rule.top for rule in lying)
        cells = (len(across) - 1) * (len(down) - 1)
        if len(across) >= 3 and len(down) >= 3 and cells <= _MOST_CELLS:
            yield _Grid(across, down, tuple(group))


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch, directly or through others."""
    parent = list(range(len(rules)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    order = sorted(range(len(rules)), key=lambda at: rules[at].left)
    reaching: list[int] = []
    for at in order:
        reaching = [other for other in reaching if rules[other].right + _SLACK >= rules[at].left]
        for other in reaching:
            if (
                rules[other].top - _SLACK <= rules[at].bottom
                and rules[at].top - _SLACK <= rules[other].bottom
            ):
                parent[root(at)] = root(other)
        reaching.append(at)
    groups: dict[int, list[Rule]] = {}
    for at in range(len(rules)):
        groups.setdefault(root(at), []).append(rules[at])
    return [groups[at] for at in sorted(groups)]


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > 2 * _SLACK:
            edges.append(place)
    return tuple(edges)


def _table(grid: _Grid, boxes: Sequence[Box]) -> Box | None:
    held: dict[tuple[int, int], list[Box]] = {}
    for box in boxes:
        held.setdefault(grid.cell(box), []).append(box)
    length = sum(len(box.text) for box in boxes)
    if len(held) < 3 or length > _LONGEST_MEAN * len(held):
        return None
    rows: list[list[GridCell]] = []
    covered: set[tuple[int, int]] = set()
    for row in range(grid.height):
        cells: list[GridCell] = []
        for column in range(grid.width):
            if (row, column) in covered:
                continue
            width, height = _reach(grid, row, column)
            places = [(y, x) for y in range(row, row + height) for x in range(column, column + width)]
            covered.update(places)
            text = _text([box for place in places for box in held.get(place, ())])
            cells.append(GridCell(text, width, height))
        rows.append(cells)
    return table_box(boxes, rows)


def _reach(grid: _Grid, row: int, column: int) -> tuple[int, int]:
    """How many columns and rows the cell takes that begins here: as far as no rule ends it."""
    right = column
    while right + 1 < grid.width and not grid.parts_behind(row, right):
        right += 1
    bottom = row
    while bottom + 1 < grid.height and not any(
        grid.parts_below(bottom, place) for place in range(column, right + 1)
    ):
        bottom += 1
    return right - column + 1, bottom - row + 1


def _text(boxes: Sequence[Box]) -> str:
    """The text of a cell, its lines joined."""
    text = ""
    for row in rows_of(boxes):
        line = " ".join(box.text for box in row)
        text += (" " if text and _LATIN.search(text[-1] + line[:1]) else "") + line
    return text
