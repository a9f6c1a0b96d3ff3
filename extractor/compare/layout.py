"""Layout: where a sheet's headings stand, and which of its columns hold values, names, or nothing for us.

A long table has one value a row; a wide one a row for each zone and a column for each indicator or year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.compare.headings import IGNORED, MEASURE, VALUE, Heading, Headings, time_said, unit_said
from extractor.compare.knowledge import plain_heading
from extractor.compare.sheet import Sheet
from extractor.compare.written import NOTHING, Hand
from extractor.text.fold import fold

_LOOKED_AT = 30  # rows in which the headings are searched
_SAMPLED = 200  # rows by which a column is judged
_MOSTLY = 0.6
_COUNTABLE = frozenset({"zone", "organization", "program", "indicator"})
_NAMES = frozenset({"zone", "organization", "program", "indicator", "period"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read: its place, and what its headings say."""

    at: int
    heading: Heading


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is to be read: `first` is the first row below the headings.

    `values` hold the numbers, `fields` the place of everything else; `wide` where headings are indicators.
    `unit` and `period` hold for the whole sheet; `unused` are the headings of columns that are not read.
    """

    headings: tuple[Heading, ...]
    first: int
    fields: dict[str, int]
    values: tuple[Column, ...]
    wide: bool
    unit: str = ""
    period: str = ""
    unused: tuple[str, ...] = ()


def find_layout(sheet: Sheet, headings: Headings, hand: Hand) -> Layout | None:
    """The layout of the sheet; None where it has no line of headings with a value below it."""
    best: tuple[float, int] | None = None
    for at in range(min(len(sheet.rows), _LOOKED_AT)):
        score = _header_score(sheet, at, headings, hand)
        if score and (best is None or score > best[0]):
            best = (score, at)
    if best is None:
        return None
    top, bottom, words = _header_words(sheet, best[1], headings, hand)
    read = [headings.read(text, hand) for text in words]
    said = [cell for row in sheet.rows[:top] for cell in dict.fromkeys(row) if cell]
    unit = next(filter(None, (unit_said(cell, hand) for cell in said)), "")
    period = next(filter(None, map(time_said, said)), "") or time_said(sheet.name)
    layout = _arranged(sheet, read, bottom + 1, hand)
    return replace(layout, unit=unit, period=period) if layout is not None else None


def is_number(cell: str, hand: Hand) -> bool:
    """Whether the cell states an amount."""
    try:
        hand.written(cell, "")
    except ValueError:
        return False
    return True


def _header_score(sheet: Sheet, at: int, headings: Headings, hand: Hand) -> float:
    """How much a row looks like headings: usual names count, numbers count against it; 0 for none."""
    cells = [cell for cell in sheet.rows[at] if cell]
    if len(set(cells)) < 2:
        return 0
    fields = [headings.read(cell, hand).field for cell in dict.fromkeys(cells)]
    known = sum(1.0 if name and name != IGNORED else 0.4 if name else 0.0 for name in fields)
    given = sum(2.0 for cell in set(cells) if plain_heading(cell) in headings.given)
    named = any(name in _NAMES or name in {VALUE, "file", "raw"} for name in fields)
    if not named or not any(len(set(filter(None, row))) >= 2 for row in sheet.rows[at + 1 : at + 6]):
        return 0
    numbers = sum(is_number(cell, hand) and not time_said(cell) for cell in cells)
    return max(0.0, known + given - numbers)


def _header_words(sheet: Sheet, at: int, headings: Headings, hand: Hand) -> tuple[int, int, list[str]]:
    """First and last row of the headings, and their words by column; two rows of headings are joined."""
    row = sheet.rows[at]
    below = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else ()
    if below and _is_second(row, below, headings, hand):
        return at, at + 1, [_joined(upper, lower) for upper, lower in zip(row, below, strict=True)]
    above = sheet.rows[at - 1] if at else ()
    groups = [column for column, cell in enumerate(above) if cell and cell != row[column]]
    named = any(headings.read(row[column], hand).field in _NAMES for column in groups)
    if groups and not named and len(set(above)) > 1:
        return at - 1, at, [_joined(upper, lower) for upper, lower in zip(above, row, strict=True)]
    return at, at, list(row)


def _is_second(row: Sequence[str], below: Sequence[str], headings: Headings, hand: Hand) -> bool:
    """Whether the row below goes on with the headings: 2024年 above 培训（人次）, 投入（万元）."""
    more = [(upper, lower) for upper, lower in zip(row, below, strict=True) if lower and lower != upper]
    if not more or any(is_number(lower, hand) and not time_said(lower) for _, lower in more):
        return False
    # Names stand in one row only: their cell is merged over both, or empty in the second.
    if any(headings.read(upper, hand).field in _NAMES for upper, _ in more if upper):
        return False
    return len(row) > len(set(filter(None, row))) or any(not upper for upper, _ in more)


def _joined(upper: str, lower: str) -> str:
    return lower if upper == lower or not upper else f"{upper}{lower}"


def _arranged(sheet: Sheet, read: Sequence[Heading], first: int, hand: Hand) -> Layout | None:
    """Which columns hold what."""
    fields: dict[str, int] = {}
    plain: list[Column] = []
    measures: list[Column] = []
    unused: list[str] = []
    for at, heading in enumerate(read):
        if not heading.words:
            continue
        name = heading.field
        if name == "unit" and "organization" not in fields and not _holds_units(sheet, at, first, hand):
            name = "organization"  # 单位 is as often the enterprise as the measure
        if name in _COUNTABLE and _holds_numbers(sheet, at, first, hand):
            name = MEASURE  # 企业（家） counts enterprises and names none
        if name == VALUE:
            plain.append(Column(at, heading))
        elif name == MEASURE or (not name and _holds_numbers(sheet, at, first, hand)):
            measures.append(Column(at, heading))
        elif name and name != IGNORED and name not in fields:
            fields[name] = at
        elif name != IGNORED:
            unused.append(heading.words)
    values, wide = _value_columns(plain, measures, fields)
    if not values:
        return None
    taken = {column.at for column in values}
    unused += [column.heading.words for column in (*plain, *measures) if column.at not in taken]
    return Layout(tuple(read), first, fields, tuple(values), wide, unused=tuple(unused))


def _value_columns(
    plain: Sequence[Column], measures: Sequence[Column], fields: dict[str, int]
) -> tuple[Sequence[Column], bool]:
    """The columns of the numbers, and whether their headings name the indicators."""
    by_period = [column for column in (*plain, *measures) if column.heading.period]
    if "indicator" in fields or "raw" in fields:
        if plain and not any(column.heading.period for column in plain):
            return plain[:1], False
        if by_period:
            return by_period, False
        return [column for column in measures if column.heading.field == MEASURE], False
    if plain and not measures:
        return (plain if by_period else plain[:1]), False
    return sorted((*plain, *measures), key=lambda column: column.at), True


def _holds_units(sheet: Sheet, at: int, first: int, hand: Hand) -> bool:
    return _mostly([hand.is_unit(cell.partition("|")[0]) for cell in _below(sheet, at, first)])


def _holds_numbers(sheet: Sheet, at: int, first: int, hand: Hand) -> bool:
    return _mostly([is_number(cell, hand) for cell in _below(sheet, at, first)])


def _below(sheet: Sheet, at: int, first: int) -> Iterator[str]:
    for row in sheet.rows[first : first + _SAMPLED]:
        if row[at] and fold(row[at]).lower() not in NOTHING:
            yield row[at]


def _mostly(judged: Sequence[bool]) -> bool:
    return bool(judged) and sum(judged) >= _MOSTLY * len(judged)


_NOTE = re.compile(r"(?:备?注|说明|填[表报]|制表|审核|数据来源|资料来源)\d*[:：.、]?")
_TOTAL = frozenset({"合计", "总计", "小计", "共计", "总和", "全部合计", "本页合计"})


def is_note(row: Sequence[str]) -> bool:
    """Whether a row is a note below the table, or a line that stands alone in it."""
    cells = list(dict.fromkeys(filter(None, row)))
    return len(cells) == 1 or bool(cells and _NOTE.match(fold(cells[0])))


def is_total(row: Sequence[str]) -> bool:
    """Whether a row adds up the others."""
    return any(fold(cell).replace(" ", "") in _TOTAL for cell in row if cell)
