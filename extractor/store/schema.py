"""Schema: the tables of the database, as SQLAlchemy has them; the columns of our tables are model.table's.

Importing this imports SQLAlchemy, which a run over a SQLite store does not; see `compiled`.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text
from sqlalchemy.dialects import postgresql

from extractor.model import table as model
from extractor.model.table import ARTICLES, FIGURES, REFUSALS

# Order is that of code points, as Python sorts and SQLite compares; a database's own locale is not.
TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")

metadata = MetaData()


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, TEXT, primary_key=key, nullable=False)


def _number(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=False, autoincrement=False)


meta = Table("meta", metadata, _text("key", key=True), _text("value"))

files = Table(
    "files",
    metadata,
    _text("file", key=True),
    _text("path"),
    _text("digest"),
    _text("settings"),
    _text("state"),
    _number("run_id"),
)


def _rows(table: model.Table, *more: Column[int]) -> Table:
    """The rows of one of our tables: the file they came from, their number in it from 0, and their cells.

    A cell is the text that the CSV file has, without the `'` that guards what looks like a formula.
    """
    cells = [_text(name) for name in table.names]
    return Table(table.name, metadata, _text("file", key=True), _number("number", key=True), *more, *cells)


articles = _rows(ARTICLES)
figures = _rows(FIGURES, _number("article_number"))
refusals = _rows(REFUSALS)

findings = Table(
    "findings",
    metadata,
    _number("number", key=True),
    _text("figure_id", key=True),
    _text("article_id"),
    _text("kind"),
    _text("message"),
)

runs = Table(
    "runs",
    metadata,
    _number("run_id", key=True),
    _text("started"),
    _text("ended"),
    _text("state"),
    _text("counts"),
    _text("settings"),
)

decisions = Table(
    "decisions",
    metadata,
    _number("decision_id", key=True),
    _text("figure_id"),
    _text("article_id"),
    _text("kind"),
    _text("changes"),
    _text("before"),
    _text("raw"),
    _text("start"),
    _text("end"),
    _text("in_title"),
    _text("sentence"),
    _text("who"),
    _text("at"),
    _text("note"),
    _text("undone_by"),
    _text("undone_at"),
)

# Runs do not need these, and keeping them costs each run a little: they are made when somebody looks things
# up by id (store.shelf), and from then on kept.
LOOKUPS = (
    Index("articles_by_id", articles.c.article_id),
    Index("figures_by_id", figures.c.figure_id),
    Index("figures_by_article", figures.c.article_id),
    Index("findings_by_figure", findings.c.figure_id),
    Index("decisions_by_figure", decisions.c.figure_id),
)

TABLES = tuple(metadata.sorted_tables)
