"""SQLite without SQLAlchemy: the compiled statements, run by the standard library's driver.

Write-ahead logging lets readers read while one writes; a second writer waits for the first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from extractor.errors import UsageError
from extractor.store.compiled import compiled
from extractor.store.runner import Values

WAIT = 120.0
"""Seconds that a writer waits for another one."""
PRAGMAS = ("PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -4096", "PRAGMA foreign_keys = OFF")
"""What each connection is told: what was committed outlives a killed process."""
NAME = "store.sqlite"
FILES = frozenset({NAME, f"{NAME}-wal", f"{NAME}-shm", f"{NAME}-journal"})
"""The names of a store's files: its own, its logs, a log's index."""


def path_of(url: str) -> Path | None:
    """The file of a SQLite URL; None for another kind of store."""
    head, found, path = url.partition("sqlite:///")
    return Path(path) if found and not head and path else None


class SQLite:
    """A runner over the SQLite file `path`, which is made where it is missing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._compiled = compiled()
        self._inside = False
        with self._told():
            self._base = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        with self._told():
            # Fails where the file is no database; the mode stays with the file.
            (mode,) = self._base.execute("PRAGMA journal_mode").fetchone()
            if mode != "wal":
                self._base.execute("PRAGMA journal_mode = WAL")
            for pragma in PRAGMAS:
                self._base.execute(pragma)

    def fetch(self, name: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows that the statement gives."""
        with self._told():
            return self._execute(name, values).fetchall()

    def stream(self, name: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows that the statement gives, one at a time."""
        with self._told():
            yield from self._execute(name, values)

    def run(self, name: str, *values: object) -> None:
        """Runs a statement that changes something."""
        with self._told():
            self._execute(name, values)

    def run_many(self, name: str, rows: Iterable[Values]) -> None:
        """Runs a statement for each of the rows."""
        text, order = self._compiled.statements[name]
        if order != tuple(range(len(order))):
            rows = ([row[at] for at in order] for row in rows)
        with self._told():
            self._base.executemany(text, rows)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A block that sees the database as it stands when it first reads."""
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block whose changes appear together; it waits until no one else writes."""
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    def version(self) -> str | None:
        """The schema version that the database says it has."""
        with self._told():
            known = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'meta'"
            if self._base.execute(known).fetchone() == (0,):
                return None
            found = self._execute("meta", ("schema",)).fetchone()
            return str(found[0]) if found else ""

    def create(self) -> None:
        """Makes the tables."""
        with self._told():
            for text in self._compiled.creation:
                self._base.execute(text)

    def close(self) -> None:
        """Closes the file; the last one to close it writes the log back."""
        self._base.close()

    def _execute(self, name: str, values: tuple[object, ...]) -> sqlite3.Cursor:
        text, order = self._compiled.statements[name]
        return self._base.execute(text, [values[at] for at in order])

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self._told():
            self._base.execute(begin)
        try:
            yield
            with self._told():
                self._base.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._base.execute("ROLLBACK")
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise refused(error, self._path) from error


def refused(error: BaseException, path: Path | str) -> UsageError:
    """What to say about an error of SQLite, and what to do."""
    why = str(error)
    for part, sentence in _SENTENCES.items():
        if part in why:
            return UsageError(f"the store {path} {sentence}")
    return UsageError(f"the store {path} cannot be used: {why}")


_KEPT = "what was stored until then is kept"
_SENTENCES = {
    "disk is full": f"cannot be written: the disk is full; make room and run again, {_KEPT}",
    "disk I/O error": f"cannot be read or written: the disk fails or is full; {_KEPT}",
    "unable to open": "cannot be opened; look whether its folder is there and may be written",
    "readonly": "may not be written; give another --out, or the rights to write there",
    "is locked": "is in use by another process that does not end; wait for it, or end it, and run again",
    "not a database": "is no database; give another --out or --store, or move the file away",
    "malformed": "is damaged; move it away and run again over the same files, or take a backup",
}
