"""JSONL: a table's rows, one JSON object a line, numbers as they stand.

A number is written with the digits that its cell has, as JSON allows any number of them: reading it as a
decimal loses nothing. An empty cell is null. Dates are ISO text, which is all that JSON has.
"""

from __future__ import annotations

import re
from json import JSONEncoder

from extractor.model.table import Table
from extractor.sinks.csv import Headers, Row, Rows, headings_of
from extractor.sinks.drafts import Drafts

# Line ends to some readers of lines, and none to JSON.
_BREAKS = re.compile("[\x85\u2028\u2029]")


def write_table(drafts: Drafts, table: Table, rows: Rows, headers: Headers = "en") -> None:
    """Writes the whole table as `<name>.jsonl`, in UTF-8 without BOM."""
    encode = JSONEncoder(ensure_ascii=False).encode
    keys = [f"{encode(heading)}: " for heading in headings_of(table, headers)]
    is_number = [column.type in ("integer", "number") for column in table.columns]
    handle = drafts.open(f"{table.name}.jsonl")

    def line(row: Row) -> str:
        members = [
            key + ((cell if number else encode(cell)) if cell else "null")
            for key, number, cell in zip(keys, is_number, row, strict=True)
        ]
        return _BREAKS.sub(_escaped, "{" + ", ".join(members) + "}\n")

    handle.writelines(map(line, rows()))


def _escaped(mark: re.Match[str]) -> str:
    return f"\\u{ord(mark[0]):04x}"
