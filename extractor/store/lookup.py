"""Lookup: an article by its id, and where articles stand among the others.

Importing this imports SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, literal, select, tuple_

from extractor.model.table import ARTICLES
from extractor.store.queries import Cells, Held, Key
from extractor.store.schema import articles

_LOT = 200


def article(base: Connection, article_id: str) -> list[Held]:
    """The article, whole, and its copies in other files, the first one first; none where there is none."""
    query = (
        select(articles.c.file, articles.c.number, *(articles.c[name] for name in ARTICLES.names))
        .where(articles.c.article_id == article_id)
        .order_by(articles.c.file, articles.c.number)
        .limit(20)
    )
    return [
        Held(row[0], row[1], dict(zip(ARTICLES.names, row[2:], strict=True))) for row in base.execute(query)
    ]


def places_of(base: Connection, article_ids: Sequence[str]) -> dict[str, list[tuple[Key, Cells]]]:
    """Where articles stand, with the cells that their figures share with them."""
    names = ("article_id", "source", "article_index", "title", "published", "figures")
    found: dict[str, list[tuple[Key, Cells]]] = {}
    for at in range(0, len(article_ids), _LOT):
        some = article_ids[at : at + _LOT]
        query = (
            select(articles.c.file, articles.c.number, *(articles.c[name] for name in names))
            .where(articles.c.article_id.in_(some))
            .order_by(articles.c.file, articles.c.number)
        )
        for row in base.execute(query):
            cells = dict(zip(names, row[2:], strict=True))
            found.setdefault(cells["article_id"], []).append(((row[0], row[1]), cells))
    return found


def next_with_figures(base: Connection, key: Key) -> tuple[str, str] | None:
    """Source and number of the next article that has figures; None behind the last one."""
    query = (
        select(articles.c.source, articles.c.article_index)
        .where(tuple_(articles.c.file, articles.c.number) > tuple_(*map(literal, key)))
        .where(articles.c.figures.not_in(("", "0")))
        .order_by(articles.c.file, articles.c.number)
        .limit(1)
    )
    row = base.execute(query).first()
    return (row[0], row[1]) if row else None
