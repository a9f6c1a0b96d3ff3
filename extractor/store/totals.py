"""Totals: how many figures there are of each zone, program, indicator, period and kind of finding.

Importing this imports SQLAlchemy.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Executable, func, literal_column, select

from extractor.store.columns import decided, month, shown
from extractor.store.schema import articles, figures, files, findings, refusals
from extractor.store.wanted import NAMES

Counted = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Totals:
    """The rows of the tables, counted; names the most frequent first, months and tenths in order.

    `flagged` holds, by column, how many figures of a name a finding names. `figures` are counted once each,
    however many files hold their article.
    """

    sources: int
    articles: int
    refusals: int
    figures: int
    names: dict[str, list[Counted]]
    flagged: dict[str, dict[str, int]]
    months: list[Counted]
    tenths: list[Counted]
    kinds: list[Counted]


def totals(base: Connection, most: int) -> Totals:
    """All totals; of the names the `most` most frequent ones."""
    distinct = select(func.count(func.distinct(figures.c.figure_id)))
    return Totals(
        sources=_count(base, select(func.count()).select_from(files)),
        articles=_count(base, select(func.count()).select_from(articles)),
        refusals=_count(base, select(func.count()).select_from(refusals)),
        figures=_count(base, distinct),
        names={name: names(base, name, most) for name in NAMES},
        flagged={name: _flagged(base, name) for name in NAMES},
        months=_counted(base, select(month(), func.count()).group_by(month()).order_by(month())),
        tenths=_tenths(base),
        kinds=_kinds(base),
    )


def names(base: Connection, name: str, most: int, text: str = "") -> list[Counted]:
    """The names in a column that hold the text, and how many figures have them; the empty one is left out."""
    column = shown(name)
    query = select(column, func.count().label("number")).where(column != literal_column("''"))
    if text:
        query = query.where(column.contains(text, autoescape=True))
    return _counted(base, query.group_by(column).order_by(func.count().desc(), column).limit(most))


def open_of_kinds(base: Connection) -> dict[str, int]:
    """How many figures with a finding of each kind are still open."""
    query = (
        select(findings.c.kind, func.count(func.distinct(findings.c.figure_id)))
        .join(figures, figures.c.figure_id == findings.c.figure_id)
        .where(~decided())
        .group_by(findings.c.kind)
    )
    return dict(_counted(base, query))


def _flagged(base: Connection, name: str) -> dict[str, int]:
    column = shown(name)
    query = (
        select(column, func.count(func.distinct(figures.c.figure_id)))
        .join(findings, findings.c.figure_id == figures.c.figure_id)
        .group_by(column)
    )
    return dict(_counted(base, query))


def _kinds(base: Connection) -> list[Counted]:
    number = func.count(func.distinct(findings.c.figure_id))
    return _counted(base, select(findings.c.kind, number).group_by(findings.c.kind).order_by(findings.c.kind))


def _tenths(base: Connection) -> list[Counted]:
    # The cell is a plain decimal from 0 to 1: its first three characters are the tenth.
    tenth = func.substr(figures.c.confidence, literal_column("1"), literal_column("3"))
    return _counted(base, select(tenth, func.count()).group_by(tenth).order_by(tenth))


def _count(base: Connection, query: Executable) -> int:
    return int(base.scalar(query) or 0)


def _counted(base: Connection, query: Executable) -> list[Counted]:
    return [(str(row[0]), int(row[1])) for row in base.execute(query)]
