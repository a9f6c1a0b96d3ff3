"""CSV: a model.table.Table's rows as UTF-8 with BOM, which Excel opens, one row at a time."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from extractor.model.table import Table
from extractor.sinks.drafts import Drafts
from extractor.tables.guard import FIRST, guarded

Headers = Literal["en", "zh"]
Row = Sequence[str]
Rows = Callable[[], Iterable[Row]]
"""Gives the rows from the first to the last, each time it is called."""
Writer = Callable[[Row], object]

ENCODING = "utf-8-sig"


def headings_of(table: Table, headers: Headers) -> tuple[str, ...]:
    """What stands above the columns: their names, or their Chinese headings."""
    return table.names if headers == "en" else table.headings


def open_table(drafts: Drafts, table: Table, headers: Headers = "en") -> Writer:
    """A function that writes one row of the table, cells in the table's order; the headings are written."""
    handle = drafts.open(f"{table.name}.csv", encoding=ENCODING)
    plain = csv.writer(handle, lineterminator="\n")
    quoting = csv.writer(handle, lineterminator="\n", quoting=csv.QUOTE_ALL)
    is_text = tuple(column.type == "text" for column in table.columns)

    def write_cells(cells: Row) -> None:
        # A carriage return ends a line to whoever reads the file, and the csv module does not quote it.
        (quoting if "\r" in "".join(cells) else plain).writerow(cells)

    def write(row: Row) -> None:
        if len(row) != len(is_text) or not FIRST.isdisjoint([cell[:1] for cell in row]):
            row = [guarded(cell) if text else cell for cell, text in zip(row, is_text, strict=True)]
        write_cells(row)

    # The headings of a wide table are words from the news.
    write_cells([guarded(heading) for heading in headings_of(table, headers)])
    return write


def append_row(drafts: Drafts, table: Table, row: Row) -> None:
    """Adds one row to the table's draft when it is already whole."""
    cells = [
        guarded(cell) if column.type == "text" else cell
        for cell, column in zip(row, table.columns, strict=True)
    ]
    with drafts.whole(f"{table.name}.csv").open("a", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(cells)


def write_table(drafts: Drafts, table: Table, rows: Rows, headers: Headers = "en") -> None:
    """Writes the whole table as `<name>.csv`."""
    write = open_table(drafts, table, headers)
    for row in rows():
        write(row)
