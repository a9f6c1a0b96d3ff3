"""Shelf: a store as the review holds it open: many readers at once, the indexes that its questions need.

Importing this imports SQLAlchemy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event, exc
from sqlalchemy.schema import CreateIndex, CreateTable

from extractor.errors import UsageError
from extractor.store import schema, states
from extractor.store.columns import LOOKUPS
from extractor.store.engine import connect, refused, shown
from extractor.store.sqlite import path_of
from extractor.store.store import Store


class Shelf:
    """A store opened for the review; connections are shared out to threads, the indexes are there."""

    def __init__(self, url: str) -> None:
        """Raises UsageError where there is no store, or it cannot be used."""
        path = path_of(url)
        self._shown = shown(url)
        if path is not None and not path.is_file():
            raise UsageError(f"no store at {path}; write one with extractor run … --out {path.parent}")
        Store.open(url).close()  # an older store is migrated, one of a newer version refused
        self.engine: Engine = connect(url)
        if path is not None:
            event.listen(self.engine, "connect", _map_into_memory)
        with self.told(), self.engine.connect() as base:
            base.info["writes"] = True
            with base.begin():
                for index in (*schema.LOOKUPS, *LOOKUPS):
                    base.execute(CreateIndex(index, if_not_exists=True))
                base.execute(CreateTable(states.states, if_not_exists=True))
                base.execute(CreateIndex(states.by_state, if_not_exists=True))
                states.make_anew(base)
            base.info.pop("writes")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the store as it stands when it first reads."""
        with self.told(), self.engine.connect() as base:
            yield base

    @contextmanager
    def told(self) -> Iterator[None]:
        """Errors of the database as a UsageError that says what to do."""
        try:
            yield
        except exc.DBAPIError as error:
            raise refused(error, self._shown) from error

    def close(self) -> None:
        """Gives all connections back."""
        self.engine.dispose()


def _map_into_memory(base: sqlite3.Connection, _record: object) -> None:
    base.execute("PRAGMA mmap_size = 2000000000")
