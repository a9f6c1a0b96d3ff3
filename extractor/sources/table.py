"""Tables: a CSV file with a line of headings → its rows by column name."""

from __future__ import annotations

import csv
from pathlib import Path

from extractor.errors import UsageError
from extractor.model.table import Table
from extractor.tables.guard import unguarded

Cells = dict[str, str]

# The longest article is one cell, and the csv module stops at 131,072 characters by itself.
_LONGEST_CELL = 2**31 - 1


def read_rows(path: Path) -> list[Cells]:
    """The rows of the CSV file by heading, cells as they stand; a short row lacks its last ones.

    Raises UsageError where the file cannot be read.
    """
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            lines = csv.reader(handle, strict=True)
            headings = [heading.strip() for heading in next(lines, [])]
            return [dict(zip(headings, cells, strict=False)) for cells in lines if any(cells)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = getattr(error, "strerror", None) or str(error)
        message = f"cannot read {path}: {why}"
        raise UsageError(message) from error


def read_table(path: Path, table: Table) -> list[Cells]:
    """The rows of one of our tables, every column in each; Chinese headings are known, guards are off.

    Raises UsageError where the file cannot be read, or has rows but lacks a column.
    """
    rows = read_rows(path)
    names = {column.heading: column.name for column in table.columns}
    rows = [{names.get(heading, heading): cell for heading, cell in row.items()} for row in rows]
    lacking = [name for name in table.names if rows and name not in rows[0]]
    if lacking:
        message = f"{path} is no table of {table.name}: no column {', '.join(lacking)}"
        raise UsageError(message)
    text = {column.name for column in table.columns if column.type == "text"}
    return [{name: unguarded(cell) if name in text else cell for name, cell in row.items()} for row in rows]
