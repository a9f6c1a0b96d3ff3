"""Gather: the figures of a whole run, sorted by subject on a disk, become facts, and facts become tables.

Here the map over articles ends; where the sorted rows lie is known to this module alone.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from operator import itemgetter
from types import TracebackType
from typing import Self

from extractor.errors import UsageError
from extractor.model.table import AUDIT, CHANGES, FIGURES, SUMMARY, Cell, Cells, Table
from extractor.sinks.csv import Row
from extractor.tables.article_audit import article_findings
from extractor.tables.audit import subject_findings
from extractor.tables.changes import change_row, steps_of
from extractor.tables.facts import Fact, by_subject, facts, keyed
from extractor.tables.mention import CELLS
from extractor.tables.summary import summary_row
from extractor.tables.tidy import plain
from extractor.tables.wide import Wide
from extractor.tables.zone_table import zone_tables

# A database without a name is a file in the folder for temporary files that nobody else sees; it is made
# only when its pages fill the cache, so that a small run writes nothing, and gone whatever ends the process.
_NOWHERE = ""
_CACHE_KIB = 2_048  # more is no quicker, as everything is written and read in its order
_AT_ONCE = 500  # rows
# The rows of audit.csv: what the facts give comes before what the articles give.
_OF_FACTS, _OF_ARTICLES = "of_facts", "of_articles"

_ALL = FIGURES.names
_ARTICLE = itemgetter(*(_ALL.index(name) for name in ("source", "article_index", "article_id")))
_KEPT = itemgetter(*CELLS)


class Gathered:
    """The facts of a run's figures, and the tables made of them; a `with` block, as they lie on a disk.

    Give every row of figures.csv to `add`, in their order, then take the tables. Memory is that of one
    article, or of one subject.
    """

    def __init__(self) -> None:
        self._base = sqlite3.connect(_NOWHERE, isolation_level=None)
        self._article: list[Row] = []
        self._place: object = None
        self._mentions: list[tuple[str, bytes]] = []

    def __enter__(self) -> Self:
        self._base.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA temp_store = FILE")
        self._base.execute("CREATE TABLE mentions (place INTEGER PRIMARY KEY, subject TEXT, mention BLOB)")
        self._base.execute("CREATE TABLE audited (article TEXT PRIMARY KEY) WITHOUT ROWID")
        for name in (_OF_FACTS, _OF_ARTICLES, CHANGES.name):
            self._base.execute(f"CREATE TABLE {name} (place INTEGER PRIMARY KEY, cells BLOB)")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        if isinstance(error, sqlite3.OperationalError):
            message = f"the temporary files cannot be written: {error}; set TMPDIR to a folder with more room"
            raise UsageError(message) from error

    def add(self, row: Row) -> None:
        """Takes the next row of figures.csv."""
        place = _ARTICLE(row)
        if place != self._place:
            self._end_article()
            self._place = place
        self._article.append(row)

    def facts(self) -> Iterator[Fact]:
        """The facts in the order of summary.csv, from the first, each time; made anew each time, too."""
        self._end()
        query = "SELECT subject, mention FROM mentions ORDER BY subject, place"
        return facts(
            (subject, dict(zip(CELLS, marshal.loads(mention), strict=True)))
            for subject, mention in self._base.cursor().execute(query)
        )

    def tables(self) -> Iterator[tuple[Table, Iterator[Row]]]:
        """Each table made of the facts, with its rows; take all rows of one before the next table."""
        wide = Wide()
        yield SUMMARY, self._summary(wide)
        yield AUDIT, chain(self._kept(_OF_FACTS), self._kept(_OF_ARTICLES))
        yield CHANGES, self._kept(CHANGES.name)
        table, rows = wide.table()
        yield table, map(texts, rows)

    def zones(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Each zone with the rows of its own table, sorted by zone; those of no zone under the empty name."""
        return ((zone, map(texts, rows)) for zone, rows in zone_tables(self.facts()))

    def _summary(self, wide: Wide) -> Iterator[Row]:
        """The rows of summary.csv; on the way, what else the facts give is put aside."""
        for name in (_OF_FACTS, CHANGES.name):
            self._base.execute(f"DELETE FROM {name}")
        for subject in by_subject(self.facts()):
            if len(subject) > 1:
                steps = steps_of(subject)
                self._keep(_OF_FACTS, (finding.cells for finding in subject_findings(subject, steps)))
                self._keep(CHANGES.name, map(change_row, steps))
            for fact in subject:
                wide.add(fact)
                yield texts(summary_row(fact))

    def _end_article(self) -> None:
        if not self._article:
            return
        rows = [dict(zip(_ALL, row, strict=True)) for row in self._article]
        self._article.clear()
        self._mentions += [(subject, marshal.dumps(_KEPT(row))) for subject, row in keyed(rows)]
        findings = list(article_findings(rows))
        # The same article in two files is looked at once: its figures have the same ids.
        if findings and self._is_first(rows[0]["article_id"]):
            self._keep(_OF_ARTICLES, (finding.cells for finding in findings))
        if len(self._mentions) >= _AT_ONCE:
            self._write()

    def _is_first(self, article_id: str) -> bool:
        return self._base.execute("INSERT OR IGNORE INTO audited VALUES (?)", (article_id,)).rowcount == 1

    def _end(self) -> None:
        self._end_article()
        self._place = None
        self._write()

    def _write(self) -> None:
        self._base.execute("BEGIN")
        self._base.executemany("INSERT INTO mentions (subject, mention) VALUES (?, ?)", self._mentions)
        self._base.execute("COMMIT")
        self._mentions.clear()

    def _keep(self, name: str, cells: Iterable[Cells]) -> None:
        rows = [(marshal.dumps(texts(one)),) for one in cells]
        if rows:
            self._base.executemany(f"INSERT INTO {name} (cells) VALUES (?)", rows)

    def _kept(self, name: str) -> Iterator[Row]:
        for (cells,) in self._base.cursor().execute(f"SELECT cells FROM {name} ORDER BY place"):
            yield marshal.loads(cells)


def texts(cells: Cells) -> tuple[str, ...]:
    """The cells as they are written: numbers plain, dates ISO, nothing as the empty string.

    >>> texts(("高新区", 3, Decimal("2.50"), date(2025, 1, 31), None))
    ('高新区', '3', '2.5', '2025-01-31', '')
    """
    return tuple([cell if type(cell) is str else _text(cell) for cell in cells])


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
