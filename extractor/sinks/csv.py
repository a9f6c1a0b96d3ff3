"""CSV: a model.table.Table's rows as UTF-8 with BOM, which Excel opens, one row at a time."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from typing import Literal

from extractor.model.table import Table
from extractor.sinks.drafts import Drafts
from extractor.tables.guard import FIRST, guarded

Headers = Literal["en", "zh"]
Writer = Callable[[Sequence[str]], object]

ENCODING = "utf-8-sig"


def open_table(drafts: Drafts, table: Table, headers: Headers = "en") -> Writer:
    """A function that writes one row of the table, cells in the table's order; the headings are written."""
    writer = csv.writer(drafts.open(f"{table.name}.csv", encoding=ENCODING), lineterminator="\n")
    writer.writerow(table.names if headers == "en" else table.headings)
    is_text = tuple(column.type == "text" for column in table.columns)

    def write(row: Sequence[str]) -> None:
        if len(row) != len(is_text) or not FIRST.isdisjoint([cell[:1] for cell in row]):
            row = [guarded(cell) if text else cell for cell, text in zip(row, is_text, strict=True)]
        writer.writerow(row)

    return write
