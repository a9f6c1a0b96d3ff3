"""Statements: everything that the store says to its database, by name, written once for all databases.

A statement takes its values in the order of its `given` names. Importing this imports SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Executable, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.schema import CreateTable, ExecutableDDLElement

from extractor.model.table import ARTICLES, FIGURES, REFUSALS
from extractor.store import schema


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, and the names of the values that it is given, in order.

    Those of an insert or an update are the columns that it sets.
    """

    what: Executable
    given: tuple[str, ...] = ()


def _add(table: Table) -> Statement:
    return Statement(insert(table), tuple(column.name for column in table.columns))


def _drop(table: Table, key: str) -> Statement:
    return Statement(delete(table).where(table.c[key] == bindparam("key")), ("key",))


def _rows(table: Table, names: Iterable[str]) -> Statement:
    return Statement(select(*(table.c[name] for name in names)).order_by(table.c.file, table.c.number))


_FILE = (schema.files.c.file, schema.files.c.digest, schema.files.c.settings, schema.files.c.path,
         schema.files.c.state)  # fmt: skip
_DECISIONS = select(*schema.decisions.columns).order_by(schema.decisions.c.decision_id)

STATEMENTS: Mapping[str, Statement] = MappingProxyType(
    {
        "meta": Statement(select(schema.meta.c.value).where(schema.meta.c.key == bindparam("key")), ("key",)),
        "add_meta": _add(schema.meta),
        "drop_meta": _drop(schema.meta, "key"),
        "files": Statement(select(*_FILE).order_by(schema.files.c.file)),
        "file": Statement(select(*_FILE).where(schema.files.c.file == bindparam("file")), ("file",)),
        "add_files": _add(schema.files),
        "drop_file": _drop(schema.files, "file"),
        "set_place": Statement(
            update(schema.files).where(schema.files.c.file == bindparam("key")),
            ("path", "state", "run_id", "key"),
        ),
        "set_state": Statement(
            update(schema.files).where(schema.files.c.file == bindparam("key")), ("state", "run_id", "key")
        ),
        "count_files": Statement(
            select(func.count()).select_from(schema.files).where(schema.files.c.state == bindparam("key")),
            ("key",),
        ),
        "articles": _rows(schema.articles, ARTICLES.names),
        "figures": _rows(schema.figures, FIGURES.names),
        "refusals": _rows(schema.refusals, REFUSALS.names),
        "add_articles": _add(schema.articles),
        "add_figures": _add(schema.figures),
        "add_refusals": _add(schema.refusals),
        "drop_articles": _drop(schema.articles, "file"),
        "drop_figures": _drop(schema.figures, "file"),
        "drop_refusals": _drop(schema.refusals, "file"),
        "drop_findings": Statement(delete(schema.findings)),
        "add_findings": _add(schema.findings),
        "last_run": Statement(select(func.max(schema.runs.c.run_id))),
        "add_run": _add(schema.runs),
        "end_run": Statement(
            update(schema.runs).where(schema.runs.c.run_id == bindparam("key")),
            ("ended", "state", "counts", "key"),
        ),
        "runs": Statement(select(*schema.runs.columns).order_by(schema.runs.c.run_id)),
        "last_decision": Statement(select(func.max(schema.decisions.c.decision_id))),
        "add_decision": _add(schema.decisions),
        "undo_decision": Statement(
            update(schema.decisions).where(schema.decisions.c.decision_id == bindparam("key")),
            ("undone_by", "undone_at", "key"),
        ),
        "decision": Statement(
            select(*schema.decisions.columns).where(schema.decisions.c.decision_id == bindparam("key")),
            ("key",),
        ),
        "decisions": Statement(_DECISIONS),
        "decisions_of": Statement(
            _DECISIONS.where(schema.decisions.c.figure_id == bindparam("key")), ("key",)
        ),
    }
)


def creation() -> tuple[ExecutableDDLElement, ...]:
    """What makes the tables of an empty database."""
    return tuple(CreateTable(table) for table in schema.TABLES)
