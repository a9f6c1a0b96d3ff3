"""Sheets: a CSV file or a workbook of an analyst → its sheets as text, merged regions filled.

Excel keeps 18% as 0.18 with a format, and 86家 as 86 with another; the formats are put back into the text.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.compare.sheet import Sheet
from extractor.errors import UsageError
from extractor.sources.encoding import decode
from extractor.sources.number_formats import Shown, shown_formats

TEXT = frozenset({".csv", ".tsv", ".txt"})
BOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})

_MOST_BYTES = 64 * 1024 * 1024
_MOST_UNPACKED = 1024 * 1024 * 1024
_MOST_CELLS = 5_000_000
_LONGEST_CELL = 2**20
_DELIMITERS = ",\t;，"


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of the file, hidden ones left out; raises UsageError where it cannot be read."""
    suffix = path.suffix.lower()
    if suffix not in TEXT | BOOKS:
        known = " ".join(sorted(TEXT | BOOKS))
        raise UsageError(
            f"cannot read {path}: no reader for {suffix or 'a name without suffix'}; read: {known}"
        )
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise UsageError(
                f"cannot read {path}: it is too large ({size >> 20} MB, at most {_MOST_BYTES >> 20})"
            )
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    if suffix in TEXT:
        return [_text_sheet(data, path)]
    return _book_sheets(data, path)


def _text_sheet(data: bytes, path: Path) -> Sheet:
    decoded = decode(data)
    if decoded is None:
        raise UsageError(f"cannot read {path}: it is no text; save the table as CSV or .xlsx")
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(decoded.text, newline=""), delimiter=_delimiter(decoded.text)))
    except csv.Error as error:
        raise UsageError(f"cannot read {path}: {error}") from error
    return Sheet(path.name, "", _even([[cell.strip() for cell in row] for row in rows]))


def _delimiter(text: str) -> str:
    """The character that parts the cells of most of the first lines."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    counts = {mark: sum(mark in line for line in lines) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: counts[mark])


def _book_sheets(data: bytes, path: Path) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    _refuse_bomb(data, path)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        formats = shown_formats(data) if zipfile.is_zipfile(io.BytesIO(data)) else {}
        sheets = []
        for about in book.sheets_metadata:
            if about.visible is not SheetVisibleEnum.Visible or about.typ is not SheetTypeEnum.WorkSheet:
                continue
            page = book.get_sheet_by_name(about.name)
            if page.total_height * page.total_width > _MOST_CELLS:
                raise UsageError(f"cannot read {path}: sheet {about.name} is larger than {_MOST_CELLS} cells")
            grid = page.to_python(skip_empty_area=False)
            regions = page.merged_cell_ranges or []
            sheets.append(_sheet(path.name, about.name, grid, regions, formats.get(about.name, {})))
    except (CalamineError, zipfile.BadZipFile, ValueError, KeyError) as error:
        raise UsageError(f"cannot read {path}: {error}; save it as .xlsx again") from error
    return sheets


def _refuse_bomb(data: bytes, path: Path) -> None:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
            raise UsageError(
                f"cannot read {path}: it unpacks to more than {_MOST_UNPACKED >> 30} GB; split it"
            )


def _sheet(
    source: str,
    name: str,
    grid: Sequence[Sequence[Any]],
    regions: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    formats: Mapping[tuple[int, int], Shown],
) -> Sheet:
    rows = [
        [_text(cell, formats.get((at, column))) for column, cell in enumerate(row)]
        for at, row in enumerate(grid)
    ]
    copies: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in regions:
        if top >= len(rows) or left >= len(rows[top]) or not rows[top][left]:
            continue
        for at in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[at]))):
                if (at, column) != (top, left):
                    rows[at][column] = rows[top][left]
                    copies.add((at, column))
    return Sheet(source, name, _even(rows), frozenset(copies))


def _text(cell: Any, shown: Shown | None) -> str:
    """The cell as Excel shows it: whole numbers without .0, dates ISO, 18% where the format says so."""
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, int | float):
        number = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
        if not number.is_finite():
            return ""
        if shown is not None:
            return shown.before + _plain(number * 100 if shown.percent else number) + shown.after
        return _plain(number)
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return str(cell).strip()


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _even(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The rows at one length, without the empty ones at the end."""
    width = max(map(len, rows), default=0)
    return tuple(_padded(row, width) for row in rows)


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))
