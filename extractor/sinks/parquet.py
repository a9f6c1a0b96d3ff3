"""Parquet: a table's rows with their types, a group of rows at a time; needs the extra `parquet`.

Numbers are decimal128, dates date32, integers int64; text of closed lists and names is dictionary text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractor.errors import UsageError
from extractor.model.table import Column, Table
from extractor.sinks.csv import Headers, Row, Rows, headings_of
from extractor.sinks.drafts import Drafts

if TYPE_CHECKING:
    import pyarrow as pa

# Rows and characters of a group: what is in memory at once.
_ROWS = 16_384
_CHARACTERS = 8_000_000

# Text columns whose few values come again and again.
_REPEATED = frozenset(
    {
        *("source", "article_id", "title", "published", "publisher", "section"),
        *("unit", "dimension", "bound", "change", "aggregate", "per", "modality"),
        *("zone", "organization", "program", "indicator", "canonical", "action", "period", "because"),
        *("kind", "verdict", "conflict"),
    }
)

# Digits before and after the point that a column of numbers has room for. The first is what every reader
# knows, and what all figures of real news need; a longer number widens its whole table, and none is rounded.
_ROOM = ((28, 10), (46, 30))


def require_parquet() -> None:
    """Raises UsageError, with what to install, where pyarrow is missing."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        message = 'Parquet needs pyarrow; install it with: python -m pip install "extractor[parquet]"'
        raise UsageError(message) from error


def write_table(drafts: Drafts, table: Table, rows: Rows, headers: Headers = "en") -> None:
    """Writes the whole table as `<name>.parquet`, empty cells as nulls."""
    require_parquet()
    import pyarrow as pa
    import pyarrow.parquet as pq

    room = _room_for(table, rows)
    schema = pa.schema(
        [
            pa.field(heading, _type(column, room), metadata={"heading": column.heading})
            for heading, column in zip(headings_of(table, headers), table.columns, strict=True)
        ]
    )
    with pq.ParquetWriter(drafts.path(f"{table.name}.parquet"), schema, compression="zstd") as writer:
        for group in _groups(rows):
            arrays = [
                _array(cells, column, field.type)
                for cells, column, field in zip(zip(*group, strict=True), table.columns, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=_ROWS)


def _room_for(table: Table, rows: Rows) -> tuple[int, int] | None:
    """The first of `_ROOM` that every number of the table fits; None where only text would hold them."""
    places = [at for at, column in enumerate(table.columns) if column.type == "number"]
    before = after = 0
    if places:
        for row in rows():
            for at in places:
                cell = row[at]
                # Nearly all are shorter than the smallest room.
                if len(cell) > 10:
                    whole, _, fraction = cell.lstrip("-").partition(".")
                    before, after = max(before, len(whole)), max(after, len(fraction))
    return next((room for room in _ROOM if before <= room[0] and after <= room[1]), None)


def _type(column: Column, room: tuple[int, int] | None) -> pa.DataType:
    import pyarrow as pa

    match column.type:
        case "integer":
            return pa.int64()
        case "date":
            return pa.date32()
        case "number" if room:
            digits = sum(room)
            return pa.decimal128(digits, room[1]) if digits <= 38 else pa.decimal256(digits, room[1])
        case "text" if column.name in _REPEATED:
            return pa.dictionary(pa.int32(), pa.string())
        case _:
            return pa.string()


def _groups(rows: Rows) -> Iterator[list[Row]]:
    group: list[Row] = []
    characters = 0
    for row in rows():
        group.append(row)
        characters += sum(map(len, row))
        if len(group) >= _ROWS or characters >= _CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _array(cells: Sequence[str], column: Column, kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    values: list[Any]
    if pa.types.is_decimal(kind):
        values = [Decimal(cell) if cell else None for cell in cells]
    elif column.type == "integer":
        values = [int(cell) if cell else None for cell in cells]
    elif column.type == "date":
        values = [date.fromisoformat(cell) if cell else None for cell in cells]
    else:
        values = [cell or None for cell in cells]
        if pa.types.is_dictionary(kind):
            return pa.array(values, pa.string()).dictionary_encode()
    return pa.array(values, kind)
