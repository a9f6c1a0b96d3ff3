"""Cells: the numbers of a table in a text, whose unit stands in the header, the row's name or the caption.

Markdown rows (`| 单位 | 投入（万元） |`) and tab-separated rows. Knows nothing of what a header or a row
means; it hands over their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.lexicon.bounds import Bounds
from extractor.lexicon.units import Units
from extractor.model import Quantity, Span
from extractor.steps.quantities import Exclusions, find_quantities, read_number
from extractor.text import kept_re as re

_CELL_EDGE = " \t*_　"
_RULE = frozenset("|:+- \t")
_LINE = re.compile(r"[^\n]+")
# 投入(万元), 投入(单位:万元), 投入/万元, 投入:万元
_NAMED_UNIT = re.compile(r"[(\[](?:单位[::])?([^()\[\]]{1,8})[)\]]$|[/,:]([^/,:()]{1,8})$")
_CAPTION = re.compile(r"单位[::] ?([^\s,。;:、()|]{1,8})")
_UNIT_COLUMN = frozenset({"单位", "计量单位", "度量单位"})
_YEARS = ("年份", "年度", "时间", "日期", "月份")
# A number in such a column counts nothing, even where the caption names a unit for the whole table.
_NO_COUNT = re.compile(r"序号|编号|代码|电话|年份|年度|日期|时间|名次|排名|位次|邮编|证号|地址|备注")
_SHARE = re.compile(r"(?:率|占比|比重|比例|百分比|增幅|增速|增长|同比|环比)$")
_MONEY = ("金额", "款额", "资金", "经费")
_COUNTED = re.compile(r"(人次|场次|批次|班次|件次)数?$|(人|户|家|件|项|场|次|个|名)?(?:总|合计)?数量?$")
_BARE = re.compile(r"[-+]?\d[\d,. ]*")
_LONGEST = 32  # characters; a longer cell is prose


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's body, but not of its first row or of the column that names the rows.

    `header` is the cell above it in the first row, `row` the cell that names its row (None where no column
    does), both without blanks and asterisks. `quantity` is filled where the cell is a number alone; its span
    is the cell's, its unit the header's. In a cell with a unit of its own (`约8,595万元`) it is None, and
    find_quantities finds it.
    """

    span: Span
    header: Span
    row: Span | None
    quantity: Quantity | None


def find_cells(text: str, units: Units, bounds: Bounds, exclusions: Exclusions) -> tuple[Cell, ...]:
    """The cells of every table in a folded text, in order; spans are offsets into it."""
    if "\t" not in text and "|" not in text:
        return ()

    def read(written: str) -> Quantity | None:
        found = find_quantities(written, units, bounds, exclusions)
        whole = Span(0, len(written))
        return found[0] if len(found) == 1 and found[0].span == whole else None

    return tuple(cell for table in _tables(text) for cell in _cells(text, table, read))


_Row = list[Span]
_Reader = Callable[[str], Quantity | None]


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of one table, the first of them its header, and the unit that its caption names."""

    rows: tuple[_Row, ...]
    unit: str


def _tables(text: str) -> Iterator[_Table]:
    """Two or more rows of as many cells, one under the other."""
    rows: list[_Row] = []
    caption, above = "", ""
    last = -1
    for line in _LINE.finditer(text):
        row = _row(text, line.start(), line.end())
        touching = line.start() <= last + 2  # one blank line may stand between two rows
        if rows and not (touching and len(row) in {0, len(rows[0])} and (row or _is_rule(line[0]))):
            if len(rows) > 1:
                yield _Table(tuple(rows), caption)
            rows = []
        if not row and len(rows) > 1 and not any(_BARE.fullmatch(cell.of(text)) for cell in rows[-1]):
            # A rule stands below a header: the row above it, without a number, begins another table.
            header = rows.pop()
            if len(rows) > 1:
                yield _Table(tuple(rows), caption)
            rows, caption = [header], ""
        if len(row) > 1:
            if not rows:
                caption = _caption(above)
            rows.append(row)
        elif not rows:
            above = line[0]
        last = line.end()
    if len(rows) > 1:
        yield _Table(tuple(rows), caption)


def _row(text: str, start: int, end: int) -> _Row:
    """The cells of one line; none where it is no row, or the rule under a header."""
    line = text[start:end]
    bare = line.strip()
    if bare.startswith("|"):
        if _is_rule(bare):
            return []
        mark, left = "|", start + line.index("|") + 1
        right = start + len(line.rstrip()) - bare.endswith("|")
    elif "\t" in bare:
        mark, left, right = "\t", start, end
    else:
        return []
    cells: _Row = []
    while left <= right:
        cut = text.find(mark, left, right)
        stop = cut if cut >= 0 else right
        cells.append(_trimmed(text, left, stop))
        left = stop + 1
    return cells


def _is_rule(line: str) -> bool:
    """Whether a line is the rule under a header: | --- | --- |."""
    return "-" in line and _RULE.issuperset(line)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _CELL_EDGE:
        start += 1
    while end > start and text[end - 1] in _CELL_EDGE:
        end -= 1
    return Span(start, end)


def _caption(line: str) -> str:
    match = _CAPTION.search(line)
    return match[1] if match else ""


def _cells(text: str, table: _Table, read: _Reader) -> Iterator[Cell]:
    header, *body = table.rows
    names = [span.of(text) for span in header]
    columns = [_unit_in(name, read) for name in names]
    measures = _column_of_units(text, names, body, read)
    naming = _column_of_names(text, names, body)
    for row in body:
        name = row[naming] if naming is not None and len(row[naming]) else None
        of_row = (
            row[measures].of(text)
            if measures is not None
            else _unit_in(name.of(text), read)
            if name
            else None
        )
        for at, span in enumerate(row):
            if at in {naming, measures} or not len(span):
                continue
            unit = columns[at] or of_row or _implied(names[at], table.unit)
            yield Cell(span, header[at], name, _quantity(text, span, unit, read))


def _unit_in(name: str, read: _Reader) -> str | None:
    """The unit that a header or a row's name ends with: 投入(万元), 满意率/%, 培训人次."""
    match = _NAMED_UNIT.search(name)
    unit = (match[1] or match[2]) if match else ""
    return unit if unit and read("2" + unit) is not None else None


def _implied(name: str, caption: str) -> str | None:
    """The unit of a column whose header names none: the caption's, what it counts, or the empty one."""
    if not name or _NO_COUNT.search(name):
        return None
    if _SHARE.search(name):
        return "%" if caption == "%" else None
    if caption:
        return caption
    if name.endswith(_MONEY):
        return "元"
    counted = _COUNTED.search(name)
    return (counted[1] or counted[2] or "") if counted else None


def _column_of_units(text: str, names: Sequence[str], body: Sequence[_Row], read: _Reader) -> int | None:
    """The column 计量单位: every cell below it is a unit; 单位 over names of places is none."""
    for at, name in enumerate(names):
        if name in _UNIT_COLUMN and all(
            len(row[at]) and read("2" + row[at].of(text)) is not None for row in body
        ):
            return at
    return None


def _column_of_names(text: str, names: Sequence[str], body: Sequence[_Row]) -> int | None:
    """The first column without a bare number; a column of years names its rows, too."""
    for at, name in enumerate(names):
        cells = [row[at].of(text) for row in body]
        if name.startswith(_YEARS) or not any(_BARE.fullmatch(cell) for cell in cells):
            return at
    return None


def _quantity(text: str, span: Span, unit: str | None, read: _Reader) -> Quantity | None:
    """The cell's number, read with its unit written behind it, so that 约845 and 800余 are read, too."""
    cell = span.of(text)
    if unit is None or len(cell) > _LONGEST or read(cell) is not None:
        return None
    if not unit:
        number = read_number(cell)
        return replace(number, span=span) if number else None
    number = read(cell + unit)
    return replace(number, span=span) if number else None
