"""States: what the decisions about a figure come to, in a table of its own that only the review reads.

It follows from `decisions`: it is made anew when the review opens a store, and kept up with every decision.
Importing this imports SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    MetaData,
    Row,
    Table,
    delete,
    func,
    insert,
    literal_column,
    select,
)

from extractor.store.schema import TEXT, decisions, figures
from extractor.store.wanted import state_of

states = Table(
    "review_states",
    MetaData(),
    Column("figure_id", TEXT, primary_key=True, nullable=False),
    Column("state", TEXT, nullable=False),
)
"""Figures that are not open, by id; also those that the store no longer has."""

by_state = Index("review_states_by_state", states.c.state, states.c.figure_id)


def make_anew(base: Connection) -> None:
    """Fills the table from all decisions."""
    query = (
        select(decisions.c.figure_id, decisions.c.kind)
        .where(decisions.c.undone_by == literal_column("''"))
        .order_by(decisions.c.figure_id, decisions.c.decision_id)
    )
    kinds: dict[str, list[str]] = {}
    for figure_id, kind in base.execute(query):
        kinds.setdefault(figure_id, []).append(kind)
    rows = [{"figure_id": figure_id, "state": state_of(some)} for figure_id, some in kinds.items()]
    held = {row.figure_id: row.state for row in base.execute(select(states))}
    if held == {row["figure_id"]: row["state"] for row in rows}:
        return
    base.execute(delete(states))
    if rows:
        base.execute(insert(states), rows)


def keep_up(base: Connection, figure_id: str, kinds: Sequence[str]) -> None:
    """Notes the state of one figure, by the kinds of the decisions about it that hold, in their order."""
    base.execute(delete(states).where(states.c.figure_id == figure_id))
    if kinds:
        base.execute(insert(states), [{"figure_id": figure_id, "state": state_of(kinds)}])


def counted(base: Connection) -> dict[str, int]:
    """How many figures are in each state but the open one."""
    return _counts(base.execute(select(states.c.state, func.count()).group_by(states.c.state)))


def gone(base: Connection) -> dict[str, int]:
    """How many of them are figures that the store no longer has; added ones are none of its own."""
    there = select(literal_column("1")).where(figures.c.figure_id == states.c.figure_id).exists()
    query = select(states.c.state, func.count()).where(states.c.state != "added", ~there)
    return _counts(base.execute(query.group_by(states.c.state)))


def _counts(rows: Iterable[Row[Any]]) -> dict[str, int]:
    return {str(state): int(number) for state, number in map(tuple, rows)}
