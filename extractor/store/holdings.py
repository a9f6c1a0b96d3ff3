"""Holdings: how much a store holds, in numbers. Importing this imports SQLAlchemy."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, Table, func, select

from extractor.store import schema


def holdings(engine: Engine) -> dict[str, int]:
    """How many files, articles, figures … the store holds, by name; all as of one moment."""
    with engine.connect() as base:
        by_state = select(schema.files.c.state, func.count()).group_by(schema.files.c.state)
        states: dict[str, int] = dict(base.execute(by_state).tuples().all())
        return {
            "files": states.get("present", 0),
            "files_removed": states.get("removed", 0),
            "articles": _count(base, schema.articles),
            "figures": _count(base, schema.figures),
            "refusals": _count(base, schema.refusals),
            "to_check": _count(base, schema.findings),
            "decisions": _count(base, schema.decisions, schema.decisions.c.undone_by == ""),
            "schema": int(base.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "schema")) or 0),
        }


def _count(base: Connection, table: Table, *where: object) -> int:
    return base.scalar(select(func.count()).select_from(table).where(*where)) or 0  # type: ignore[arg-type]
