"""SQLAlchemy's way to a database: PostgreSQL, and SQLite where more than the run's own statements is wanted.

Importing this imports SQLAlchemy.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, event, exc, func, inspect, select
from sqlalchemy.engine import URL, make_url

from extractor.errors import UsageError
from extractor.store import sqlite
from extractor.store.runner import Values
from extractor.store.statements import STATEMENTS, Statement, creation

# Writers take turns; any number that no other program uses as well.
_TURN = 7_305_814_201
_AT_ONCE = 500


def connect(url: str) -> Engine:
    """An engine for the store's URL, not yet connected. Raises UsageError for one that cannot be meant."""
    if path := sqlite.path_of(url):
        engine = sqlalchemy.create_engine(
            URL.create("sqlite", database=str(path)), connect_args={"timeout": sqlite.WAIT}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.drivername != "postgresql+psycopg":
            raise UsageError(f"--store {shown(url)}: {_EXPECTED}")
        return sqlalchemy.create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": 20})
    except (exc.ArgumentError, exc.NoSuchModuleError, ValueError) as error:
        raise UsageError(f"--store {shown(url)}: {_EXPECTED}") from error
    except ModuleNotFoundError as error:
        message = f'--store {shown(url)} needs the driver: pip install "extractor[postgres]"'
        raise UsageError(message) from error


_EXPECTED = "no such store; expected postgresql+psycopg://user@host/base or sqlite:///path/to/file"


def shown(url: str) -> str:
    """The URL as messages show it, without its password.

    >>> shown("postgresql+psycopg://lin:p@ss:word@host/base?password=secret")
    'postgresql+psycopg://lin:***@host/base?password=***'
    """
    return str(sqlite.path_of(url) or _PASSWORD.sub(r"\1***", url))


_PASSWORD = re.compile(r"((?<=://)[^:/@?]*:|[?&]password=)(?:(?<=:).*(?=@)|(?<==)[^&]*)")


class Alchemy:
    """A runner over an engine; it holds one of its connections."""

    def __init__(self, url: str) -> None:
        self._shown = shown(url)
        self._engine = connect(url)
        self._is_sqlite = self._engine.dialect.name == "sqlite"
        try:
            self._base: Connection = self._engine.connect()
        except exc.DBAPIError as error:
            if self._is_sqlite and error.orig is not None:
                raise sqlite.refused(error.orig, self._shown) from error
            raise UsageError(
                f"the store {self._shown} cannot be reached: {_line(error.orig or error)}"
            ) from error

    def fetch(self, name: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows that the statement gives."""
        with self._told(), self._own():
            return [self._read(row) for row in self._execute(name, values)]

    def stream(self, name: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows that the statement gives, fetched in small lots."""
        statement = STATEMENTS[name]
        options = {"stream_results": True, "yield_per": _AT_ONCE}
        given = self._given(statement, values)
        with self._told():
            for row in self._base.execute(statement.what, given, execution_options=options):
                yield self._read(row)

    def run(self, name: str, *values: object) -> None:
        """Runs a statement that changes something."""
        with self._told():
            self._execute(name, values)

    def run_many(self, name: str, rows: Iterable[Values]) -> None:
        """Runs a statement for each of the rows."""
        statement = STATEMENTS[name]
        given = (self._given(statement, row) for row in rows)
        with self._told():
            while some := list(islice(given, _AT_ONCE)):
                self._base.execute(statement.what, some)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A block that sees the database as it stands when it first reads."""
        with self._transaction(writes=False):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block whose changes appear together; it waits until no one else writes."""
        with self._transaction(writes=True):
            yield

    def version(self) -> str | None:
        """The schema version that the database says it has."""
        with self._told(), self._own():
            if not inspect(self._base).has_table("meta"):
                return None
            found = self._execute("meta", ("schema",)).first()
            return str(found[0]) if found else ""

    def create(self) -> None:
        """Makes the tables."""
        with self._told():
            for one in creation():
                self._base.execute(one)

    def connection(self) -> Connection:
        """The connection, for what has no name here: migrations; only inside `writing`."""
        return self._base

    def close(self) -> None:
        """Closes the connection."""
        with suppress(exc.SQLAlchemyError):
            self._base.close()
        self._engine.dispose()

    def _execute(self, name: str, values: tuple[object, ...]) -> sqlalchemy.CursorResult[Any]:
        statement = STATEMENTS[name]
        return self._base.execute(statement.what, self._given(statement, values))

    def _given(self, statement: Statement, values: Values) -> dict[str, Any]:
        if not self._is_sqlite:
            values = [_without_nul(value) if isinstance(value, str) else value for value in values]
        return dict(zip(statement.given, values, strict=True))

    def _read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        if self._is_sqlite or not any(isinstance(value, str) and _MARK in value for value in row):
            return tuple(row)
        return tuple(_with_nul(value) if isinstance(value, str) else value for value in row)

    @contextmanager
    def _own(self) -> Iterator[None]:
        """Ends the transaction that reading outside of any has begun."""
        alone = not self._base.in_transaction()
        try:
            yield
        finally:
            if alone and self._base.in_transaction():
                with suppress(exc.SQLAlchemyError):
                    self._base.rollback()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[None]:
        with self._told():
            self._base.info["writes"] = writes
            transaction = self._base.begin()
            if not self._is_sqlite and writes:
                self._base.execute(select(func.pg_advisory_xact_lock(_TURN)))
            elif not self._is_sqlite:
                self._base.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        try:
            yield
            with self._told():
                transaction.commit()
        except BaseException:
            with suppress(exc.SQLAlchemyError):
                transaction.rollback()
            raise
        finally:
            self._base.info.pop("writes", None)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as error:
            if self._is_sqlite and error.orig is not None:
                raise sqlite.refused(error.orig, self._shown) from error
            raise refused(error, self._shown) from error
        except exc.SQLAlchemyError as error:
            raise UsageError(f"the store {self._shown} cannot be used: {_line(error)}") from error


def refused(error: exc.DBAPIError, where: str) -> UsageError:
    """What to say about an error of a PostgreSQL server, and what to do."""
    why = _line(error.orig or error)
    if error.connection_invalidated:
        return UsageError(
            f"the connection to the store {where} was lost ({why}); what was stored until then is kept: run "
            "again when the server answers"
        )
    return UsageError(f"the store {where} cannot be used: {why}")


def _without_nul(text: str) -> str:
    """The text as PostgreSQL takes it.

    >>> [_with_nul(_without_nul(text)) == text for text in ("a", "a\\0b", "\\ue000", "\\ue0000\\0")]
    [True, True, True, True]
    """
    if "\0" in text or _MARK in text:
        return text.replace(_MARK, f"{_MARK}1").replace("\0", f"{_MARK}0")
    return text


def _with_nul(text: str) -> str:
    return text.replace(f"{_MARK}0", "\0").replace(f"{_MARK}1", _MARK)


# PostgreSQL takes every character but NUL, which an export may hold; this one is nobody's.
_MARK = "\ue000"


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]


def _prepare_sqlite(base: sqlite3.Connection, _record: object) -> None:
    base.isolation_level = None
    for pragma in ("PRAGMA journal_mode = WAL", *sqlite.PRAGMAS):
        base.execute(pragma)


def _begin_sqlite(base: Connection) -> None:
    base.exec_driver_sql("BEGIN IMMEDIATE" if base.info.get("writes") else "BEGIN")
