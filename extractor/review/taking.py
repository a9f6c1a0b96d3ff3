"""Taking: all decisions of a store → what an export, or a comparison, needs of them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from extractor.review.revise import Added, ArticleKey, Decisions
from extractor.review.rows import added_cells, decided_of
from extractor.review.standing import Standing, as_decided, standing
from extractor.store import deciding, lookup, queries
from extractor.store.queries import Key
from extractor.store.values import Decision


def decisions_taken(base: Connection) -> Decisions:
    """What holds of every figure that was decided about."""
    about: dict[str, list[Decision]] = {}
    for one in deciding.holding(base):
        about.setdefault(one.figure_id, []).append(one)
    standings = {figure_id: standing(map(decided_of, some)) for figure_id, some in about.items()}
    added = [
        (next(one for one in some if one.kind == "add"), standings[figure_id])
        for figure_id, some in about.items()
        if standings[figure_id].state == "added"
    ]
    return Decisions(standings, tuple(_added(base, added)))


def _added(base: Connection, some: list[tuple[Decision, Standing]]) -> list[Added]:
    places = lookup.places_of(base, sorted({add.article_id for add, _ in some}))
    # A figure that a later run finds by itself is no addition any more.
    found = queries.known(base, [add.figure_id for add, _ in some])
    following: dict[Key, ArticleKey | None] = {}
    added = []
    for add, held in some:
        if add.figure_id in found:
            continue
        for key, article in places.get(add.article_id, ()):
            if key not in following:
                following[key] = None if _has_figures(article) else lookup.next_with_figures(base, key)
            added.append(Added(as_decided(added_cells(add, article), held), following[key]))
    return added


def _has_figures(article: Mapping[str, str]) -> bool:
    return article["figures"] not in {"", "0"}
