"""Comparison workbook: verdicts with both sides, scores, refusals; no colour says what words do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from extractor.compare.tables import BOOK, SCORES, SUGGESTIONS
from extractor.model.table import COMPARISON, REFUSALS, Table
from extractor.sinks.csv import Headers, headings_of
from extractor.sinks.drafts import Drafts

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Row = Sequence[str]

MARKS: Mapping[str, tuple[str, str]] = {
    "matched": ("✓ 一致", "#E2F0D9"),
    "value_differs": ("≠ 数值不同", "#FCE4D6"),
    "unit_differs": ("≠ 单位不同", "#FFF2CC"),
    "attachment_differs": ("≠ 归属不同", "#DDEBF7"),
    "missing": ("− 漏提", "#F8CBAD"),
    "spurious": ("+ 多提", "#EDEDED"),
}
"""What each verdict is called, with a sign of its own, and the colour of its rows."""

_ROWS = 1_048_575
_LONGEST = 32_767
_WIDE, _USUAL, _NARROW = 60, 14, 9
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 (a workbook's dates have no zone)


def write_comparison_book(
    drafts: Drafts,
    comparison: Iterable[Row],
    scores: Sequence[Row],
    refusals: Sequence[Row],
    suggestions: Sequence[Row],
    headers: Headers = "en",
) -> None:
    """Writes comparison.xlsx: the rows of the four tables, a sheet each, with filters and fixed headings."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxFileError

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(drafts.scratch()),
    }
    book = Workbook(str(drafts.path(BOOK)), options)
    book.set_properties({"title": "提取结果与手工数据对照", "created": _CREATED})
    try:
        paper = _Paper(book, headers)
        paper.sheet("对照", COMPARISON, comparison, colours=True)
        paper.sheet("得分", SCORES, scores)
        if suggestions:
            paper.sheet("建议", SUGGESTIONS, suggestions)
        if refusals:
            paper.sheet("未读", REFUSALS, refusals)
        paper.legend()
        book.close()
    except XlsxFileError as error:
        raise OSError(*(error.args[0].args if error.args else ("the workbook cannot be written",))) from error


class _Paper:
    """The sheets of one workbook, all in one hand."""

    def __init__(self, book: Workbook, headers: Headers) -> None:
        self._book = book
        self._headers = headers
        self._head = book.add_format(
            {"bold": True, "bg_color": "#D9E1F2", "text_wrap": True, "valign": "top"}
        )
        self._plain = book.add_format({"text_wrap": True, "valign": "top"})
        self._coloured = {
            verdict: book.add_format({"text_wrap": True, "valign": "top", "bg_color": colour})
            for verdict, (_, colour) in MARKS.items()
        }

    def sheet(self, name: str, table: Table, rows: Iterable[Row], *, colours: bool = False) -> None:
        """One table; rows beyond what a sheet holds are left to the CSV file, which has them all."""
        page = self._book.add_worksheet(name)
        headings = headings_of(table, self._headers)
        lead = ["标记"] if colours else []
        for at, heading in enumerate([*lead, *headings]):
            page.write_string(0, at, heading, self._head)
            wide = heading in {"sentence", "原句", "reason", "原因"}
            numeric = at >= len(lead) and table.columns[at - len(lead)].type in {"integer", "number"}
            page.set_column(at, at, _WIDE if wide else _NARROW if numeric else _USUAL)
        numbers = [column.type in {"integer", "number"} for column in table.columns]
        written = 0
        for written, row in enumerate(rows, 1):
            if written > _ROWS:
                break
            style = self._coloured.get(row[0], self._plain) if colours else self._plain
            if colours:
                page.write_string(written, 0, MARKS.get(row[0], (row[0], ""))[0], style)
            for at, (cell, numeric) in enumerate(zip(row, numbers, strict=True), len(lead)):
                _write(page, written, at, cell, numeric, style)
        page.freeze_panes(1, len(lead))
        page.autofilter(0, 0, max(1, min(written, _ROWS)), len(lead) + len(headings) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def legend(self) -> None:
        """What the marks and colours mean."""
        page = self._book.add_worksheet("说明")
        page.set_column(0, 1, 24)
        for at, (verdict, (mark, _)) in enumerate(MARKS.items()):
            page.write_string(at, 0, mark, self._coloured[verdict])
            page.write_string(at, 1, verdict, self._plain)
        page.write_string(
            len(MARKS) + 1,
            0,
            "全部行见 comparison.csv；容差一栏写明按四舍五入或限定词放过的差别",
            self._plain,
        )


def _write(page: Worksheet, row: int, column: int, cell: str, numeric: bool, style: Format) -> None:
    if not cell:
        page.write_blank(row, column, None, style)
    elif numeric and _is_short(cell):
        page.write_number(row, column, float(cell), style)
    else:
        page.write_string(row, column, cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…", style)


def _is_short(cell: str) -> bool:
    # Excel keeps fifteen digits; a longer number stays text, as it is.
    return sum(map(str.isdecimal, cell)) <= 15 and cell.lstrip("-").replace(".", "", 1).isdecimal()
