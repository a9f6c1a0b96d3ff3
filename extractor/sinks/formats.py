"""Formats: what tables can be written as, by the name that --format takes; csv is always among them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from extractor.errors import UsageError
from extractor.model.table import Table

Format = Literal["csv", "xlsx", "parquet", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)

WORKBOOK = "extractor.xlsx"


def formats_of(names: str) -> tuple[Format, ...]:
    """The formats named, joined by commas, each once, csv first.

    Raises UsageError for a name that is none, or where the format's extra is not installed.

    >>> formats_of("xlsx, CSV,xlsx")
    ('csv', 'xlsx')
    """
    named = {name.strip().lower() for name in names.split(",")} - {""}
    unknown = sorted(named.difference(FORMATS))
    if unknown:
        message = f"--format {names}: no format {', '.join(unknown)}; known are {', '.join(FORMATS)}"
        raise UsageError(message)
    if "parquet" in named:
        from extractor.sinks.parquet import require_parquet

        require_parquet()
    return tuple(name for name in FORMATS if name == "csv" or name in named)


def files_of(table: Table) -> Iterable[str]:
    """The names of the files that the table can be written to."""
    return (f"{table.name}.{suffix}" for suffix in ("csv", "parquet", "jsonl"))
