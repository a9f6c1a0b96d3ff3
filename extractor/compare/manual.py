"""Manual figures: the sheets of an analyst → ManualFigure, and what could not be read, with its place.

A sheet with the columns of corpus/manual/figures.csv is read as it stands: base units, and `|` between
readings that are equally right. Any other by its headings (compare.layout) and cells (compare.written).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from extractor.compare.amount import Amount
from extractor.compare.headings import FIELDS, Headings
from extractor.compare.knowledge import Knowledge, plain_heading
from extractor.compare.layout import Column, Layout, find_layout, is_note, is_total
from extractor.compare.sheet import Sheet, Unread
from extractor.compare.written import NOTHING, Hand, Written
from extractor.errors import UsageError
from extractor.text.fold import fold

COLUMNS = ("file", "article", "order", "raw", "value", "unit", *FIELDS, "kind")
"""The columns of corpus/manual/figures.csv, and the cells of every manual figure."""

_KNOWN = {
    "bound": ("exact", "over", "under", "nearly", "about", "up_to"),
    "change": ("level", "increase", "decrease"),
    "kind": ("required", "optional"),
}
_SAID = {
    "change": {"增加": "increase", "减少": "decrease", "存量": "level"},
    "kind": {"是": "required", "必需": "required", "否": "optional", "可选": "optional"},
    "bound": {"余": "over", "超过": "over", "不足": "under", "近": "nearly", "约": "about", "精确": "exact"},
}


@dataclass(frozen=True, slots=True)
class ManualFigure:
    """One value that a person wrote down, with what is accepted in each field that they filled.

    `file`, `article` and `title` say where it was read, as far as they are known; `order` is its place in the
    reading order, None where the sheet lists facts, not mentions. `by_heading` is true where the indicator
    is the heading of a column, so that the sheet holds no other indicator than those of its headings.
    """

    amount: Amount
    units: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    raw: str = ""
    file: str = ""
    article: int | None = None
    title: str = ""
    order: int | None = None
    required: bool = True
    by_heading: bool = False
    place: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manual:
    """All that a manual table gave: its figures in order, what was not read, and the columns left out."""

    figures: tuple[ManualFigure, ...]
    unread: tuple[Unread, ...] = ()
    unused: tuple[str, ...] = ()


def read_manual(sheets: Sequence[Sheet], headings: Headings, knowledge: Knowledge) -> Manual:
    """The figures of the sheets, in their order.

    Raises UsageError where a given column is in no sheet, or where nothing in them can be read.
    """
    hand = Hand(knowledge.quantities)
    figures: list[ManualFigure] = []
    unread: list[Unread] = []
    unused: dict[str, None] = {}
    layouts: list[Layout] = []
    for sheet in sheets:
        if not any(any(row) for row in sheet.rows):
            continue
        if _is_ours(sheet) and not headings.given:
            _read(_ours(sheet), sheet, figures, unread)
            continue
        layout = find_layout(sheet, headings, hand)
        if layout is None:
            reason = (
                "no line of headings with values below it; name the columns with --columns value=…,zone=…"
            )
            unread.append(Unread(sheet.source, f"sheet {sheet.name}" if sheet.name else "", reason))
            continue
        layouts.append(layout)
        unused.update(
            dict.fromkeys(f"{sheet.name}: {name}" if sheet.name else name for name in layout.unused)
        )
        _read(_rows(sheet, layout, hand), sheet, figures, unread)
    lacking = headings.lacking([one for layout in layouts for one in layout.headings]) if layouts else []
    if lacking:
        seen = ", ".join(
            dict.fromkeys(one.words for layout in layouts for one in layout.headings if one.words)
        )
        raise UsageError(
            f"--columns {', '.join(lacking)}: no sheet has that heading; the headings are {seen}"
        )
    if not figures:
        source = sheets[0].source if sheets else "the manual table"
        why = "; ".join(f"{one.place}: {one.reason}" if one.place else one.reason for one in unread[:5])
        raise UsageError(f"no figure in {source}: {why or 'it has no rows'}")
    return Manual(tuple(figures), tuple(unread), tuple(unused))


_Given = Iterator[tuple[int, int | None, ManualFigure | str]]
"""Row, column, and the figure, or the reason why there is none."""


def _read(given: _Given, sheet: Sheet, figures: list[ManualFigure], unread: list[Unread]) -> None:
    for row, column, found in given:
        place = sheet.place(row, column)
        if isinstance(found, str):
            unread.append(Unread(sheet.source, place, found))
        else:
            figures.append(replace(found, place=place))


def _is_ours(sheet: Sheet) -> bool:
    return set(COLUMNS) <= set(sheet.rows[0])


def _ours(sheet: Sheet) -> _Given:
    """The rows of a sheet with our own columns."""
    header = sheet.rows[0]
    at = {name: header.index(name) for name in COLUMNS}
    for number, row in enumerate(sheet.rows[1:], 1):
        if not any(row):
            continue
        cells = {name: row[column].strip() for name, column in at.items()}
        column, reason = _problem(cells)
        if reason:
            yield number, at[column], reason
            continue
        low, dots, high = cells["value"].partition("..")
        yield number, None, ManualFigure(
            amount=Amount(number_of(low), number_of(high) if dots else None),
            units=tuple(cells["unit"].split("|")),
            fields={name: tuple(cells[name].split("|")) for name in FIELDS if cells[name]},
            raw=cells["raw"],
            file=cells["file"],
            article=int(cells["article"]),
            order=int(cells["order"]) if cells["order"].isdecimal() else number,
            required=cells["kind"] == "required",
            cells=cells,
        )  # fmt: skip


def _problem(cells: Mapping[str, str]) -> tuple[str, str]:
    """The column that is wrong in a row of ours, and why; two empty strings where none is."""
    try:
        low, dots, high = cells["value"].partition("..")
        number_of(low)
        if dots:
            number_of(high)
    except ValueError as error:
        return "value", str(error)
    if not cells["article"].isdecimal():
        return "article", f"article {cells['article']!r} is not its place on the page; write 1, 2, …"
    if cells["kind"] not in _KNOWN["kind"]:
        return "kind", f"kind {cells['kind']!r} is not known; expected required or optional"
    return "", ""


def number_of(text: str) -> Decimal:
    """The decimal that a cell holds; raises ValueError with what was found.

    >>> number_of("2,300.50")
    Decimal('2300.50')
    """
    try:
        value = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        message = f"value {text!r} is not a number; write 2300, 0.5, or a range as 3..5"
        raise ValueError(message)
    return value


def _rows(sheet: Sheet, layout: Layout, hand: Hand) -> _Given:
    """The figures of an analyst's own sheet, row by row."""
    header = {column.at: column.heading.words for column in layout.values}
    header |= {at: layout.headings[at].words for at in layout.fields.values()}
    for number in range(layout.first, len(sheet.rows)):
        row = sheet.rows[number]
        own = [
            column for column in layout.values
            if (number, column.at) not in sheet.copies and not _is_nothing(row[column.at])
        ]  # fmt: skip
        if not own:
            if _lacks_value(sheet, layout, number):
                yield number, layout.values[0].at, "the value is empty"
            continue
        if sum(plain_heading(row[at]) == plain_heading(words) for at, words in header.items()) > 1:
            continue  # the headings again, on a new page
        if is_total(row):
            yield number, own[0].at, "a total of other rows; it is not compared"
            continue
        fields, wrong = _fields_of(row, layout)
        if wrong:
            yield number, *wrong
            continue
        for column in own:
            yield _figure(sheet, number, column, layout, fields, hand)


def _lacks_value(sheet: Sheet, layout: Layout, number: int) -> bool:
    """Whether a row of a long table names a figure but holds none; notes and empty rows do not."""
    row = sheet.rows[number]
    at = layout.values[0].at
    if layout.wide or row[at] or (number, at) in sheet.copies or is_note(row):
        return False
    return sum(bool(row[column]) for column in layout.fields.values()) > 1


def _is_nothing(cell: str) -> bool:
    return fold(cell).strip().lower() in NOTHING


def _fields_of(row: Sequence[str], layout: Layout) -> tuple[dict[str, str], tuple[int, str] | None]:
    """What the row says in each field, known words in our own form; or the column that is wrong, and why."""
    fields: dict[str, str] = {}
    for name, at in layout.fields.items():
        said = row[at].strip()
        if name in _KNOWN and said:
            said = _SAID[name].get(said, said)
            if said not in _KNOWN[name]:
                return {}, (at, f"{name} {said!r} is not known; expected {', '.join(_KNOWN[name])}")
        if name in {"article", "order"} and said and not said.isdecimal():
            return {}, (at, f"{name} {said!r} is no number from 1")
        if said and not _is_nothing(said):
            fields[name] = said
    return fields, None


def _figure(
    sheet: Sheet, number: int, column: Column, layout: Layout, row: Mapping[str, str], hand: Hand
) -> tuple[int, int | None, ManualFigure | str]:
    cell = sheet.rows[number][column.at].strip()
    said = dict(row)
    heading = column.heading
    if layout.wide and heading.stem:
        said.setdefault("indicator", heading.stem)
    if heading.period:
        said.setdefault("period", heading.period)
    elif layout.period:
        said.setdefault("period", layout.period + "|")  # may be unsaid: it stands over the whole sheet
    if said.get("period", "").isdecimal() and len(said["period"]) == 4:
        said["period"] += "年"
    unit = said.get("unit", "") or heading.unit or layout.unit
    try:
        written = _written(cell, unit, hand)
    except ValueError as error:
        return number, column.at, str(error)
    cells = dict.fromkeys(COLUMNS, "") | said
    units = _units(written, said.get("unit", ""), hand)
    cells |= {"value": written.amount.shown, "unit": "|".join(units), "raw": said.get("raw") or cell}
    cells["kind"] = said.get("kind", "required")
    return number, column.at, ManualFigure(
        amount=written.amount,
        units=units,
        fields={name: tuple(said[name].split("|")) for name in FIELDS if name in said},
        raw=said.get("raw", ""),
        file=said.get("file", ""),
        article=int(said["article"]) if "article" in said else None,
        title=said.get("title", ""),
        order=int(said["order"]) if "order" in said else None,
        required=said.get("kind") != "optional",
        by_heading=layout.wide,
        cells=cells,
    )  # fmt: skip


def _written(cell: str, unit: str, hand: Hand) -> Written:
    """What the cell states; a unit that holds for the whole sheet gives way to the cell's own."""
    return hand.written(cell, unit.partition("|")[0])


def _units(written: Written, beside: str, hand: Hand) -> tuple[str, ...]:
    """The base units that are equally right; none where nobody says one."""
    others = [hand.unit(name).base for name in beside.split("|")[1:]]
    return tuple(dict.fromkeys(name for name in (written.unit, *others) if name))


def all_fields(figures: Iterable[ManualFigure]) -> list[str]:
    """The fields that at least one figure fills, in the order of FIELDS."""
    filled = {name for figure in figures for name in figure.fields}
    return [name for name in FIELDS if name in filled]
