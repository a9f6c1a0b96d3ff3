"""Sheet: one worksheet that holds a table, its cells typed, its look set, its limits kept and counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from extractor.model.table import Column, Table
from extractor.sinks.csv import Headers, Row, headings_of
from extractor.tables.guard import guarded

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_576
"""Rows of a worksheet, the headings' included."""
LINKS = 65_530
"""Links of a worksheet."""
_CHARACTERS = 32_767  # of a cell, in UTF-16
_NAME = 31  # characters of a sheet's name, in UTF-16
_DIGITS = 15  # of a number that a double holds exactly

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
# Excel keeps these names for itself; the second is what the first is called in its Chinese edition.
_RESERVED = frozenset({"history", "历史记录"})

# Excel counts a leap day in 1900 that never was: earlier dates are a day off.
_FIRST_DATE = date(1900, 3, 1)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "top"}
_HEADING = {
    **FONT, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter",
    "bg_color": "#D9E1F2", "bottom": 1, "right": 1, "border_color": "#8EA9DB",
}  # fmt: skip
_LINK = {"font_color": "#0563C1", "underline": 1}
_WARNING = {"font_color": "#C00000", "bold": True}

# Widths in characters of a digit's width; a Chinese one takes two.
_WIDTHS = {
    **dict.fromkeys(("unit", "per", "mentions", "articles", "conflict", "in_title", "article_index"), 7),
    **dict.fromkeys(("start", "end", "bound", "aggregate", "confidence"), 8),
    **dict.fromkeys(("change", "modality", "dimension", "action", "doubt"), 10),
    **dict.fromkeys(("published", "period_start", "period_end", "value_max"), 12),
    **dict.fromkeys(("value", "period", "figure_id", "article_id", "figure_ids", "restates", "part_of"), 14),
    **dict.fromkeys(("superseded_by", "conflicts_with", "raw", "shown", "canonical"), 15),
    **dict.fromkeys(("section", "zone", "program", "canonical_zone", "canonical_program"), 18),
    **dict.fromkeys(("runner_up", "kind"), 18),
    **dict.fromkeys(("organization", "indicator", "written", "source"), 22),
    **dict.fromkeys(("title", "note"), 28),
    **dict.fromkeys(("provenance", "because"), 44),
    **dict.fromkeys(("sentence", "message"), 64),
}
_WIDTH = 16
# Text that is read, and so may take several lines; ids and codes are cut off by the next cell.
_WRAPPED = frozenset(
    {
        *("section", "zone", "organization", "program", "indicator", "period", "raw", "shown"),
        *("sentence", "message", "note", "provenance", "canonical", "canonical_zone", "canonical_program"),
    }
)
LINE = 16.5
"""Points of a line in the font of the house."""
_TALLEST = 409.0

# Columns folded away behind the + above them: one click for who needs them, no paper for who prints.
_FOLDED = {
    "figures": frozenset(
        {
            *("source", "article_index", "article_id", "section", "start", "end", "in_title", "dimension"),
            *("aggregate", "per", "action", "period_start", "period_end", "restates", "part_of", "because"),
            *("canonical_zone", "canonical_program"),
        }
    ),
    "summary": frozenset(
        {
            *("articles", "written", "action", "aggregate", "per", "period_start", "period_end", "part_of"),
            *("superseded_by", "conflicts_with", "published", "source"),
        }
    ),
    "audit": frozenset({"article_id", "article_index"}),
}


@dataclass(slots=True)
class Counts:
    """What a sheet has no room for: rows after its last, cells cut short, cells without their link."""

    rows: int = 0
    cells: int = 0
    links: int = 0


class Styles:
    """The workbook's formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}
        self._numbers: dict[int, Format] = {}
        self._integer = self.of(num_format="0", align="center")

    def of(self, **properties: object) -> Format:
        """The house's font with these properties."""
        key = tuple(sorted(properties.items(), key=lambda pair: pair[0]))
        if key not in self._made:
            self._made[key] = self._book.add_format({**FONT, **properties})
        return self._made[key]

    @property
    def plain_integer(self) -> Format:
        """An integer that counts or orders, and needs no separators."""
        return self._integer

    def number(self, decimals: int) -> Format:
        """A number with separators and exactly so many decimals."""
        if decimals not in self._numbers:
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self.of(num_format=pattern, align="right", indent=1)
        return self._numbers[decimals]


class Sheet:
    """A worksheet for one table: frozen headings, filters, typed cells, print set-up.

    No cell is ever a formula. `counts` says what did not fit, `written` how many rows did; `room` is for
    tests.
    """

    def __init__(
        self, page: Worksheet, styles: Styles, table: Table, headers: Headers, room: int = ROWS
    ) -> None:
        self.counts = Counts()
        self.written = 0
        self._page = page
        self._styles = styles
        self._columns = table.columns
        self._widths = [_WIDTHS.get(column.name, _WIDTH) for column in table.columns]
        self._wrapped = [at for at, column in enumerate(table.columns) if column.name in _WRAPPED]
        self._looks = [{"text_wrap": True} if at in self._wrapped else {} for at in range(len(table.columns))]
        self._plain = [styles.of(**look) for look in self._looks]
        self._day = styles.of(num_format="yyyy-mm-dd", align="center")
        self._room = room - 1
        self._linked = 0
        self._set_look(table, headings_of(table, headers))

    def write(self, row: Row, links: Mapping[str, str] | None = None) -> bool:
        """Whether there was room for the row; `links` are places in the workbook by the linked column."""
        if self.written >= self._room:
            self.counts.rows += 1
            return False
        self.written += 1
        self._set_height(row)
        for at, (column, cell) in enumerate(zip(self._columns, row, strict=True)):
            if not cell:
                continue
            if links and column.name in links:
                self._write_link(at, cell, links[column.name])
            elif column.type == "text" and column.name != "published":
                self._write_text(at, cell)
            elif column.type in ("text", "date"):
                self._write_day(at, cell)
            else:
                self._write_number(at, column, cell)
        return True

    def close(self) -> None:
        """Puts the filters over the rows that were written."""
        self._page.autofilter(0, 0, max(self.written, 1), len(self._columns) - 1)

    def _write_text(self, at: int, cell: str, **look: object) -> None:
        text = self._fitting(cell)
        style = self._styles.of(**self._looks[at], **look) if look else self._plain[at]
        if guarded(text) is not text:
            # The text is no formula as it stands; this keeps it from becoming one when it is edited.
            style = self._styles.of(quote_prefix=True, **self._looks[at], **look)
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a text for its own mark-up; in two parts it is written as text.
            self._page.write_rich_string(self.written, at, text[:1], style, text[1:], style)
        else:
            self._page.write_string(self.written, at, text, style)

    def _write_link(self, at: int, cell: str, place: str) -> None:
        if self._linked >= LINKS:
            self.counts.links += 1
            self._write_text(at, cell)
            return
        self._linked += 1
        style = self._styles.of(**self._looks[at], **_LINK)
        self._page.write_url(self.written, at, f"internal:{place}", style, self._fitting(cell))

    def _write_day(self, at: int, cell: str) -> None:
        day = date_of(cell)
        if day:
            self._page.write_datetime(self.written, at, day, self._day)
        else:
            self._write_text(at, cell)

    def _write_number(self, at: int, column: Column, cell: str) -> None:
        if not is_exact(cell):
            self._write_text(at, cell, align="right", indent=1)
            return
        if column.type == "number":
            style = self._styles.number(len(cell.partition(".")[2]))
        elif column.name == "conflict" and cell != "0":
            style = self._styles.of(num_format="0", align="center", **_WARNING)
        else:
            style = self._styles.plain_integer
        self._page.write_number(self.written, at, float(cell), style)

    def _fitting(self, cell: str) -> str:
        text = cleaned(cell)
        short = shortened(text, _CHARACTERS)
        self.counts.cells += short is not text
        return short

    def _set_height(self, row: Row) -> None:
        # Excel finds a row's height by itself, other programs keep the one that the file says.
        lines = max((lines_of(row[at], self._widths[at]) for at in self._wrapped if row[at]), default=1)
        if lines > 1:
            self._page.set_row(self.written, min(lines * LINE, _TALLEST))
        # The row before has gone to the disk; what XlsxWriter remembers of it would fill the memory.
        self._page.row_info.pop(self.written - 2, None)
        self._page.row_sizes.pop(self.written - 2, None)

    def _set_look(self, table: Table, headings: tuple[str, ...]) -> None:
        page = self._page
        folded = _FOLDED.get(table.name, frozenset())
        style = self._styles.of(**_HEADING)
        page.set_default_row(LINE)
        page.set_row(0, 2 * LINE)
        for at, (column, heading) in enumerate(zip(table.columns, headings, strict=True)):
            options = {"level": 1, "hidden": True} if column.name in folded else {}
            page.set_column(at, at, self._widths[at], None, options)
            page.write_string(0, at, self._fitting(heading), style)
        page.freeze_panes(1, 1)
        set_print(page, wide=table.name == "figures")
        page.repeat_rows(0)


def set_print(page: Worksheet, *, wide: bool = False) -> None:
    """Sets the paper: landscape, as wide as the columns, with lines, the sheet's name and page numbers."""
    page.set_landscape()
    page.set_paper(8 if wide else 9)  # A3, A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.hide_gridlines(0)
    page.set_header("&C&12&A")
    page.set_footer("&C第 &P 页，共 &N 页")


def lines_of(text: str, width: int) -> int:
    """How many lines the text takes in a column of that width; a guess, as fonts differ.

    >>> lines_of("高新区", 6), lines_of("高新区工会", 6), lines_of("a\\nb", 6)
    (1, 2, 2)
    """
    # A Chinese character has three bytes in UTF-8 and two columns, a Latin one has one of each.
    return sum(
        max(1, -(-(len(line.encode("utf-8", "replace")) + len(line)) // (2 * width)))
        for line in text.split("\n")
    )


def cleaned(text: str) -> str:
    """The text without characters that a workbook cannot hold; a carriage return becomes a line feed.

    >>> cleaned("a\\x00b\\r\\nc\\ufffe\\td")
    'ab\\nc\\td'
    """
    if text.isprintable():
        return text
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def shortened(text: str, most: int) -> str:
    """The text, or its beginning and “…” where it has more than `most` characters in UTF-16.

    >>> shortened("高新区", 3), shortened("高新区", 2), shortened("𠮷𠮷", 3)
    ('高新区', '高…', '𠮷…')
    """
    if len(text) * 2 <= most or len(text.encode("utf-16-le")) <= most * 2:
        return text
    return text.encode("utf-16-le")[: (most - 1) * 2].decode("utf-16-le", "ignore") + "…"


def is_exact(number: str) -> bool:
    """Whether Excel holds the number as it is written, digit for digit.

    >>> [is_exact(number) for number in ("33.33", "123456789012345", "0.1234567890123456", "1" + "0" * 20)]
    [True, True, False, True]
    """
    return len(number.replace(".", "").strip("-0")) <= _DIGITS and len(number) < 300


def date_of(cell: str) -> date | None:
    """The day, where Excel knows it; None for a year, a month, or a day before 1900-03-01."""
    if not _DATE.fullmatch(cell):
        return None
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return None
    return day if day >= _FIRST_DATE else None


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel accepts and `taken` has not, in any case of letters; it is added to `taken`.

    >>> taken = {"明细"}
    >>> [sheet_name(name, taken) for name in ("明细", "a/b:c", "A/B:C", "'x'", "", "History")]
    ['明细 (2)', 'a／b：c', 'A／B：C (2)', 'x', '□', 'History (2)']
    """
    wide = _FORBIDDEN.sub(lambda match: chr(ord(match[0]) + 0xFEE0), " ".join(cleaned(name).split()))
    base = wide.strip("'") or "□"
    number = 1
    while True:
        suffix = f" ({number})" if number > 1 else ""
        tried = shortened(base, _NAME - len(suffix)) + suffix
        if tried.casefold() not in taken and tried.casefold() not in _RESERVED:
            taken.add(tried.casefold())
            return tried
        number += 1


def link_to(name: str, row: int = 1, column: int = 0) -> str:
    """The place of a cell, as links name it; rows count from 1, and the headings are the first.

    >>> link_to("王'五", 7)
    "'王''五'!A7"
    """
    return f"'{name.replace(chr(39), chr(39) * 2)}'!{chr(ord('A') + column)}{row}"
