"""Columns of the review's questions: names as they are compared, the order of text, and its indexes.

Importing this imports SQLAlchemy.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Index, func, literal_column, select

from extractor.store.schema import articles, decisions, figures, findings
from extractor.store.states import states
from extractor.store.wanted import NAMES

_EMPTY: ColumnElement[str] = literal_column("''")


def shown(name: str) -> ColumnElement[str]:
    """The canonical name of a zone, program or indicator, or, where there is none, the name as written."""
    canonical = figures.c[NAMES[name]]
    # A function, not a CASE: PostgreSQL takes no other expression into an index without brackets.
    return func.coalesce(func.nullif(canonical, _EMPTY), figures.c[name])


LOOKUPS = (
    *(Index(f"review_{name}", shown(name), figures.c.file, figures.c.number) for name in NAMES),
    *(Index(f"review_{name}_written", figures.c[name]) for name in NAMES),
    Index("review_confidence", figures.c.confidence, figures.c.file, figures.c.number),
    Index("review_period", figures.c.period_end),
    Index("review_article", figures.c.file, figures.c.article_number),
    Index("review_kind", findings.c.kind, findings.c.figure_id),
    Index("review_source", articles.c.source),
    Index(
        "review_holds",
        decisions.c.figure_id,
        decisions.c.decision_id,
        decisions.c.kind,
        sqlite_where=decisions.c.undone_by == _EMPTY,
        postgresql_where=decisions.c.undone_by == _EMPTY,
    ),
    Index(
        "review_undone",
        decisions.c.decision_id,
        sqlite_where=decisions.c.undone_by != _EMPTY,
        postgresql_where=decisions.c.undone_by != _EMPTY,
    ),
    Index("review_decided", decisions.c.kind, decisions.c.decision_id),
)
"""Indexes that nobody but the review needs; it makes them when it opens a store."""


def holds() -> ColumnElement[bool]:
    """Whether a decision was not undone."""
    return decisions.c.undone_by == _EMPTY


def decided() -> ColumnElement[bool]:
    """Whether a decision about the figure holds."""
    return select(literal_column("1")).where(states.c.figure_id == figures.c.figure_id).exists()


def in_state(state: str) -> ColumnElement[bool]:
    """Whether the figure is in that state."""
    if state == "open":
        return ~decided()
    return figures.c.figure_id.in_(select(states.c.figure_id).where(states.c.state == state))


def flagged(kind: str = "") -> ColumnElement[bool]:
    """Whether a finding, one of that kind where it is given, names the figure."""
    asked = [findings.c.figure_id == figures.c.figure_id]
    if kind:
        asked.append(findings.c.kind == kind)
    return select(literal_column("1")).where(*asked).exists()


def month() -> ColumnElement[str]:
    """Year and month of the last day of the figure's period."""
    return func.substr(figures.c.period_end, literal_column("1"), literal_column("7"))
