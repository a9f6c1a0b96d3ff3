"""Tables: a CSV file with a line of headings → its rows, by column name or in a table's own order."""

from __future__ import annotations

import csv
from collections.abc import Callable, Container, Iterator
from datetime import date
from pathlib import Path

from extractor.errors import PlacedError, UsageError
from extractor.model.table import Table, Type
from extractor.tables.guard import unguarded
from extractor.text import kept_re as re

Cells = dict[str, str]

# The longest article is one cell, and the csv module stops at 131,072 characters by itself.
_LONGEST_CELL = 2**31 - 1

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)


def read_rows(path: Path) -> list[Cells]:
    """The rows of the CSV file by heading, cells as they stand; a short row lacks its last ones.

    Raises UsageError where the file cannot be read.
    """
    lines = _lines(path)
    _, first = next(lines, (0, []))
    headings = [heading.strip() for heading in first]
    return [dict(zip(headings, cells, strict=False)) for _, cells in lines]


def read_headings(path: Path) -> list[str]:
    """The headings of the CSV file, as they stand; none where it is empty. Raises as `read_rows` does."""
    _, first = next(_lines(path), (0, []))
    return [heading.strip() for heading in first]


def read_table(path: Path, table: Table) -> list[Cells]:
    """The rows of one of our tables, every column in each; Chinese headings are known, guards are off.

    Raises UsageError where the file cannot be read, or has rows but lacks a column.
    """
    rows = read_rows(path)
    names = {column.heading: column.name for column in table.columns}
    rows = [{names.get(heading, heading): cell for heading, cell in row.items()} for row in rows]
    _refuse_lack(path, table, rows[0] if rows else table.names)
    text = {column.name for column in table.columns if column.type == "text"}
    return [{name: unguarded(cell) if name in text else cell for name, cell in row.items()} for row in rows]


def each_row(path: Path, table: Table) -> Iterator[tuple[str, ...]]:
    """The rows of one of our tables, cells in the table's order, one row in memory at a time.

    Columns that the table does not have are left out. Raises UsageError where the file cannot be read,
    has rows but lacks a column, or where a cell is not what its column holds.
    """
    lines = _lines(path)
    _, first = next(lines, (0, []))
    names = {column.heading: column.name for column in table.columns}
    places = {names.get(heading.strip(), heading.strip()): at for at, heading in enumerate(first)}
    order = [places.get(name, -1) for name in table.names]
    as_written = order == list(range(len(first)))
    text = [at for at, column in enumerate(table.columns) if column.type == "text"]
    typed = [(at, column.name, *_KINDS[column.type]) for at, column in enumerate(table.columns)
             if column.type != "text"]  # fmt: skip
    for number, (line, cells) in enumerate(lines):
        if number == 0:
            # A table of headings alone may lack some: it has no rows to miss them.
            _refuse_lack(path, table, places)
        if len(cells) != len(first):
            raise PlacedError(str(path), f"{len(cells)} cells under {len(first)} headings", line=line)
        row = cells if as_written else [cells[at] for at in order]
        if "'" in "".join(cells):
            for at in text:
                row[at] = unguarded(row[at])
        for at, name, is_right, expected in typed:
            if row[at] and not is_right(row[at]):
                message = f"{name} is {row[at][:40]!r}; expected {expected}"
                raise PlacedError(str(path), message, line=line)
        yield tuple(row)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of the file that are not empty, the headings first, each with its number."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            lines = csv.reader(handle, strict=True)
            yield 1, next(lines, [])
            for cells in lines:
                if any(cells):
                    yield lines.line_num, cells
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = getattr(error, "strerror", None) or str(error)
        message = f"cannot read {path}: {why}"
        raise UsageError(message) from error


def _refuse_lack(path: Path, table: Table, known: Container[str]) -> None:
    lacking = [name for name in table.names if name not in known]
    if lacking:
        message = f"{path} is no table of {table.name}: no column {', '.join(lacking)}"
        raise UsageError(message)


def _is_date(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


_KINDS: dict[Type, tuple[Callable[[str], object], str]] = {
    "integer": (_INTEGER.fullmatch, "an integer"),
    "number": (_NUMBER.fullmatch, "a plain decimal, without separators, as 1234.5"),
    "date": (_is_date, "a date as 2025-01-31"),
}
