"""Compiled: the statements as SQLite's own text, so that a run over a SQLite store needs no SQLAlchemy.

They are kept in the user's cache folder by a digest of the code that they are made from. Where nothing is
kept, SQLAlchemy is imported once (as long as half of pandas) and the texts are kept for the next run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from extractor.kept import keep, recall

_MADE_FROM = ("schema.py", "statements.py", "compiled.py", "../model/table.py")


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQLite's text of each statement, and the order in which it takes the values that are given."""

    statements: Mapping[str, tuple[str, tuple[int, ...]]]
    creation: tuple[str, ...]


@cache
def compiled() -> Compiled:
    """All statements for SQLite."""
    name = f"store-{_digest()}.json"
    stored = recall(name)
    if stored is None:
        stored = _compile()
        keep(name, stored)
    content = json.loads(stored)
    statements = {name: (text, tuple(order)) for name, (text, order) in content["statements"].items()}
    return Compiled(statements, tuple(content["creation"]))


def _digest() -> str:
    total = blake2b(digest_size=8)
    for name in _MADE_FROM:
        total.update((Path(__file__).parent / name).read_bytes())
    return total.hexdigest()


def _compile() -> bytes:
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
    from sqlalchemy.sql import ClauseElement
    from sqlalchemy.sql.dml import ValuesBase

    from extractor.store.statements import STATEMENTS, creation

    dialect = SQLiteDialect_pysqlite(paramstyle="qmark")
    statements = {}
    for name, statement in STATEMENTS.items():
        sets = isinstance(statement.what, ValuesBase)
        assert isinstance(statement.what, ClauseElement)
        text = statement.what.compile(dialect=dialect, column_keys=list(statement.given) if sets else None)
        taken = getattr(text, "positiontup", None) or ()
        statements[name] = (str(text), [statement.given.index(one) for one in taken])
    made = [str(one.compile(dialect=dialect)).strip() for one in creation()]
    content = {"statements": statements, "creation": made}
    return json.dumps(content, ensure_ascii=False).encode("utf-8")
