"""Workbooks: .xlsx exports with one article a row, on any of their sheets → one Page each."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.errors import UnreadableSourceError
from extractor.sources.reading import Reading
from extractor.sources.record_columns import Columns
from extractor.sources.record_pages import Collected, Row, collect_rows

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_LONGEST_MERGED = 100  # characters; a date or a source is shorter, an article longer


def read_workbook(data: bytes, source: str, columns: Columns) -> Reading:
    """The articles of all sheets whose headings name a column of texts; the other sheets are refused.

    Raises UnreadableSourceError where the workbook is damaged, has a password, or is too large.
    """
    from python_calamine import SheetVisibleEnum

    from extractor.sources.workbook_guard import guarded_workbook

    workbook = _opened(guarded_workbook(data, source), source)
    collected = Collected(source)
    for sheet in workbook.sheets_metadata:
        if sheet.visible is not SheetVisibleEnum.Visible:
            collected.refuse(sheet.name, "the sheet is hidden; show it in Excel to have it read")
            continue
        try:
            rows = _rows(workbook.get_sheet_by_name(sheet.name))
        except BaseException as error:
            if _is_ours(error):
                raise
            if "WorksheetNotFound" not in type(error).__name__:  # a sheet that is a chart
                collected.refuse(sheet.name, f"the sheet cannot be read ({error}); save the workbook again")
            continue
        collect_rows(rows, columns, collected, sheet.name)
    return collected.reading()


def _opened(data: bytes, source: str) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except BaseException as error:  # the library is written in Rust, whose panics are no Exceptions
        if _is_ours(error):
            raise
        raise UnreadableSourceError(source, f"it is a damaged workbook ({error}); save it again") from error


def _is_ours(error: BaseException) -> bool:
    return isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError))


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The rows with their numbers; a cell merged over several rows stands in each, unless it is an article.

    A row in which nothing but merged cells stands belongs to the row above.
    """
    ends = {start: end[0] for start, end in sheet.merged_cell_ranges or () if end[0] > start[0]}
    lasting: dict[int, tuple[int, str]] = {}  # column → the last row that it covers, and its words
    for at, values in enumerate(sheet.iter_rows()):
        cells = [_words(value) for value in values]
        for column, cell in enumerate(cells):
            end = ends.get((at, column))
            if end is not None and 0 < len(cell) <= _LONGEST_MERGED:
                lasting[column] = end, cell
        filled = any(cells)
        for column, (end, words) in tuple(lasting.items()):
            if at > end:
                del lasting[column]
            elif filled and not cells[column]:
                cells[column] = words
        yield at + 1, cells if filled else ()


def _words(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
