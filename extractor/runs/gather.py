"""Gather: the figures of a whole run, sorted by subject on a disk, become facts, and facts become tables.

Here the map over articles ends; where the sorted rows lie is known to this module alone.
"""

from __future__ import annotations

import io
import marshal
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice
from operator import attrgetter
from types import TracebackType
from typing import Any, Self

from extractor.errors import UsageError
from extractor.model.table import AUDIT, CHANGES, FIGURES, SUMMARY, Cell, Cells, Table
from extractor.sinks.csv import Row, Rows
from extractor.tables.audit import audit_rows
from extractor.tables.changes import change_rows
from extractor.tables.facts import Fact, facts, keyed
from extractor.tables.summary import summary_rows
from extractor.tables.tidy import plain
from extractor.tables.wide import wide_table
from extractor.tables.zone_table import zone_tables

# A database without a name is a file in the folder for temporary files that nobody else sees; it is made
# only when its pages fill the cache, so that a small run writes nothing, and gone whatever ends the process.
_NOWHERE = ""
_CACHE_KIB = 32_768
_AT_ONCE = 64  # facts that are kept as one

_NAMES = FIGURES.names


class Gathered:
    """The facts of a run's figures, and the tables made of them; a `with` block, as they lie on a disk.

    `figures` gives the rows of figures.csv in their order. Memory is that of one article, or of one subject.
    """

    def __init__(self, figures: Rows) -> None:
        self._figures = figures
        self._base = sqlite3.connect(_NOWHERE, isolation_level=None)

    def __enter__(self) -> Self:
        try:
            self._gather()
        except sqlite3.OperationalError as error:
            self._base.close()
            message = f"the temporary files cannot be written: {error}; set TMPDIR to a folder with more room"
            raise UsageError(message) from error
        except BaseException:
            self._base.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def facts(self) -> Iterator[Fact]:
        """The facts in the order of summary.csv, from the first, each time."""
        for (some,) in self._base.cursor().execute("SELECT some FROM facts ORDER BY place"):
            # Our own bytes, from a file that nobody else can open.
            yield from pickle.loads(some)

    def tables(self) -> Iterator[tuple[Table, Iterator[Row]]]:
        """Each table made of the facts, with its rows; take the rows of one before the next table."""
        yield SUMMARY, map(texts, summary_rows(self.facts()))
        yield AUDIT, map(texts, audit_rows(self._rows(), self.facts()))
        yield CHANGES, map(texts, change_rows(self.facts()))
        wide, rows = wide_table(self.facts())
        yield wide, map(texts, rows)

    def zones(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Each zone with the rows of its own table, sorted by zone; those of no zone under the empty name."""
        return ((zone, map(texts, rows)) for zone, rows in zone_tables(self.facts()))

    def _gather(self) -> None:
        self._base.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA temp_store = FILE")
        self._base.execute("CREATE TABLE mentions (place INTEGER PRIMARY KEY, subject TEXT, mention BLOB)")
        self._base.execute("CREATE TABLE facts (place INTEGER PRIMARY KEY, some BLOB)")
        rows = ((key, marshal.dumps(tuple(row.values()))) for key, row in keyed(self._rows()))
        self._keep("INSERT INTO mentions (subject, mention) VALUES (?, ?)", rows)
        kept = ((_pickled(some),) for some in _batches(facts(self._sorted())))
        self._keep("INSERT INTO facts (some) VALUES (?)", kept)
        self._base.execute("DROP TABLE mentions")

    def _rows(self) -> Iterator[dict[str, str]]:
        return (dict(zip(_NAMES, row, strict=True)) for row in self._figures())

    def _sorted(self) -> Iterator[tuple[str, dict[str, str]]]:
        query = "SELECT subject, mention FROM mentions ORDER BY subject, place"
        for subject, mention in self._base.cursor().execute(query):
            yield subject, dict(zip(_NAMES, marshal.loads(mention), strict=True))

    def _keep(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._base.execute("BEGIN")
        self._base.executemany(statement, rows)
        self._base.execute("COMMIT")


class _Pickler(pickle.Pickler):
    """Pickles a frozen dataclass as the call that makes it, which reads back five times as fast."""

    def reducer_override(self, value: object) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        kind = type(value)
        return (kind, _fields_of(kind)(value)) if is_dataclass(kind) else NotImplemented


@cache
def _fields_of(kind: type[Any]) -> Callable[[object], tuple[object, ...]]:
    names = [field.name for field in fields(kind)]
    if len(names) == 1:
        get = attrgetter(names[0])
        return lambda value: (get(value),)
    return attrgetter(*names)


def _pickled(some: list[Fact]) -> bytes:
    data = io.BytesIO()
    _Pickler(data, pickle.HIGHEST_PROTOCOL).dump(some)
    return data.getvalue()


def _batches(told: Iterator[Fact]) -> Iterator[list[Fact]]:
    while some := list(islice(told, _AT_ONCE)):
        yield some


def texts(cells: Cells) -> Row:
    """The cells as they are written: numbers plain, dates ISO, nothing as the empty string.

    >>> texts(("高新区", 3, Decimal("2.50"), date(2025, 1, 31), None))
    ('高新区', '3', '2.5', '2025-01-31', '')
    """
    return tuple(cell if type(cell) is str else _text(cell) for cell in cells)


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Decimal():
            return plain(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
