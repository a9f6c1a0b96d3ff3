"""Grids: the cells of a table in a document → lines of text as steps.cells reads them.

`| 单位 | 投入（万元） |`: one header row, a rule below it, and a cell for every column in every row. Merged
cells are taken apart, two header rows become one, titles and notes that run across stand outside. A table
that only arranges a page (columns of prose, one cell) is no grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

MOST_CELLS = 200_000
MOST_COLUMNS = 100
_MOST_HEADER_ROWS = 3
_LONGEST_CELL = 600  # characters; whatever is longer is an article
_PROSE = 150
_MOST_PROSE = 0.25  # the share of filled cells that may be prose
# What makes a first row one of data: 37, 3.2万, 约120家, 98.5%.
_VALUE = regex.compile(
    r"[约近超逾达共]{0,2}[-+]?[0-9０-９][0-9０-９,，.．]*\s?(?:[余多]?[万亿千百]?[余多]?\p{Han}{0,3}|[%％‰])"
)
_TIME = regex.compile(r"(?:19|20)\d\d(?:年度?|[-./]\d{1,2})?(?:上半年|下半年|\d{1,2}月)?|\d{1,2}月份?|\d季度")
_DIGIT = regex.compile(r"[0-9０-９]")
_UNIT = regex.compile(r"[（(][^（()）]{1,12}[）)]$")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as the document holds it: its text on one line, and how many columns and rows it takes."""

    text: str
    columns: int = 1
    rows: int = 1
    header: bool = False


Row = Sequence[GridCell]
# Columns `start` to `end` of one row; `first` where the cell itself stands, not its continuation.
_Piece = tuple[int, int, GridCell, bool]


def grid_lines(rows: Sequence[Row], header_rows: int = 0) -> list[str] | None:
    """The lines of a table, or None where it is no table of data; `header_rows` where the format knows.

    >>> grid_lines([[GridCell("单位"), GridCell("投入（万元）")], [GridCell("衡山镇"), GridCell("18.6")]])
    ['| 单位 | 投入（万元） |', '| --- | --- |', '| 衡山镇 | 18.6 |']
    """
    pieces = _placed(rows)
    if pieces is None:
        return None
    placed = [_Line(row) for row in pieces]
    starts = sorted({start for line in placed for start, _, _, _ in line.filled})
    skipped = sum(not line.filled for line in placed[:header_rows])
    placed = [line for line in placed if line.filled]
    header_rows -= skipped
    if len(starts) < 2 or len(placed) < 2 or len(starts) * len(placed) > MOST_CELLS or _is_layout(placed):
        return None
    before: list[str] = []
    after: list[str] = []
    while placed and placed[0].spans(starts):
        before.append(placed.pop(0).words)
        header_rows -= 1
    while placed and placed[-1].spans(starts):
        after.insert(0, placed.pop().words)
    if len(placed) < 2:
        return None
    body = _body(placed, starts, min(max(header_rows, 0), len(placed) - 1))
    return [*before, *body, *after]


class _Line:
    # One row with its cells in their columns.
    def __init__(self, pieces: list[_Piece]) -> None:
        self.pieces = pieces
        self.filled = [piece for piece in pieces if piece[3] and piece[2].text]

    @property
    def words(self) -> str:
        return " ".join(cell.text for _, _, cell, _ in self.filled)

    def spans(self, starts: Sequence[int]) -> bool:
        # Whether one cell takes the whole row, or stands in it alone, written across empty ones.
        if len(self.filled) != 1:
            return False
        start, end, cell, _ = self.filled[0]
        return start <= starts[0] and (end > starts[-1] or (len(cell.text) > _PROSE // 6 and _is_note(cell)))

    def cells(self, starts: Sequence[int], *, header: bool) -> list[str]:
        # The words of each column; those of a merged cell in all of its columns and rows, unless they would
        # state a figure again.
        found = [""] * len(starts)
        at = 0
        across = not header and self.spans(starts)
        for start, end, cell, first in self.pieces:
            while at < len(starts) and starts[at] < start:
                at += 1
            inside = at
            while inside < len(starts) and starts[inside] < end:
                repeated = not first or inside > at
                if not repeated or header or not (across or _states(cell.text)):
                    found[inside] = cell.text
                inside += 1
            at = inside
        return found


def _is_note(cell: GridCell) -> bool:
    return cell.text.startswith(("注", "说明", "备注", "单位", "填报", "数据来源"))


def _states(text: str) -> bool:
    return bool(_DIGIT.search(text)) and not _TIME.fullmatch(text)


def _placed(rows: Sequence[Row]) -> list[list[_Piece]] | None:
    # Each row's cells at their columns, with what reaches into it from above; None where a cell stands
    # beyond the last column.
    hanging: list[tuple[int, int, GridCell, int]] = []  # columns, cell, rows that it still takes
    found: list[list[_Piece]] = []
    for number, row in enumerate(rows):
        left = len(rows) - number
        pieces: list[_Piece] = [(start, end, cell, False) for start, end, cell, _ in hanging]
        taken = sorted((start, end) for start, end, _, _ in hanging)
        hanging = [(start, end, cell, more - 1) for start, end, cell, more in hanging if more > 1]
        column = place = 0
        for cell in row:
            while place < len(taken) and taken[place][0] <= column:
                column = max(column, taken[place][1])
                place += 1
            if column >= MOST_COLUMNS:
                return None
            end = min(column + max(cell.columns, 1), MOST_COLUMNS)
            if place < len(taken):
                end = min(end, max(taken[place][0], column + 1))
            pieces.append((column, end, cell, True))
            if cell.rows > 1 and left > 1:
                hanging.append((column, end, cell, min(cell.rows, left) - 1))
            column = end
        found.append(sorted(pieces, key=lambda piece: piece[:2]))
    return found


def _is_layout(lines: Sequence[_Line]) -> bool:
    # Whether the cells are columns of prose, or so long that nobody would tabulate them.
    lengths = [len(cell.text) for line in lines for _, _, cell, _ in line.filled]
    prose = sum(length > _PROSE for length in lengths)
    return max(lengths) > _LONGEST_CELL or prose > _MOST_PROSE * len(lengths)


def _body(lines: list[_Line], starts: list[int], header_rows: int) -> list[str]:
    count = header_rows or _header_rows(lines, starts)
    heads = [line.cells(starts, header=True) for line in lines[:count]]
    rows = [line.cells(starts, header=False) for line in lines[count:]]
    if not heads and len(starts) == 2:
        # 新建工会 | 37家 without any header reads as a list of indicators.
        return ["：".join(filter(None, row)) for row in rows]
    header = [_joined([head[at] for head in heads]) for at in range(len(starts))]
    return [_line(header), _line(["---"] * len(starts)), *map(_line, rows)]


def _header_rows(lines: Sequence[_Line], starts: Sequence[int]) -> int:
    # As many rows as the first row's merged cells reach down; one where no cell is merged; none where the
    # first row holds values already.
    first = lines[0]
    if all(cell.header for _, _, cell, _ in first.filled):
        count = next((at for at, line in enumerate(lines) if not _all_headers(line)), len(lines))
        return min(count, _MOST_HEADER_ROWS, len(lines) - 1)
    if _holds_values(first):
        return 0
    deep = max(cell.rows for _, _, cell, _ in first.filled)
    wide = any(end - start > 1 for start, end, _, _ in first.filled)
    if wide and deep == 1 and len(lines) > 2 and len(lines[1].filled) == len(starts):
        deep = 2
    count = 1
    while count < min(deep, _MOST_HEADER_ROWS, len(lines) - 1) and wide and not _holds_values(lines[count]):
        count += 1
    return count


def _all_headers(line: _Line) -> bool:
    return all(cell.header for _, _, cell, _ in line.filled)


def _holds_values(line: _Line) -> bool:
    return any(
        _VALUE.fullmatch(cell.text) and not _TIME.fullmatch(cell.text) for _, _, cell, _ in line.filled
    )


def _joined(parts: Sequence[str]) -> str:
    # 投入（万元） over 2024年 is 投入2024年（万元）: the unit goes to the end, where it is looked for.
    name, unit = "", ""
    for at, part in enumerate(parts):
        if not part or part in parts[:at]:
            continue
        found = _UNIT.search(part)
        name += part[: found.start()] if found else part
        unit = found.group() if found else unit
    return name + unit


def _line(cells: Sequence[str]) -> str:
    # A stroke inside a cell would be one cell more; 投入|万元 is read as 投入/万元.
    return "| " + " | ".join(cell.replace("|", "/").replace("｜", "/") for cell in cells) + " |"
