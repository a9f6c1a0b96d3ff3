"""Lists: pages of articles, of figures, of the queue and of decisions, from the store, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from extractor.review.ledger import Ledger, named
from extractor.review.links import mark, unmark
from extractor.review.room import Room
from extractor.review.rows import added_cells, added_row, decided_of, figure_row, reading_place
from extractor.review.standing import Standing, as_decided, standings
from extractor.review.views import (
    ArticleRow,
    Articles,
    Cells,
    Decided,
    FigureRow,
    Figures,
    History,
    Queue,
)
from extractor.store import deciding, lookup, queries
from extractor.store.queries import Held, Key
from extractor.store.values import Decision
from extractor.store.wanted import NAMES, Filter

LIMIT = 50
_SNIPPET = 60
_OPEN = Standing()

FIGURE_MARK = (str, int, str, int, int, int, str)
QUEUE_MARK = (int, str, str, int)
KEY_MARK = (str, int)

Place = tuple[str, int, int, int, str]
"""Where a figure stands among all: file, article, title or text, first character, id."""


class BadMarkError(ValueError):
    """A mark for the next page that was not made here."""


def figures(base: Connection, room: Room, wanted: Filter, after: str = "", limit: int = LIMIT) -> Figures:
    """The figures that the filter finds, added ones among them, in reading order."""
    at = _unmarked(after, FIGURE_MARK)
    key: Key | None = (str(at[0]), int(at[1])) if at else None
    place: Place | None = tuple(at[2:]) if at else None  # type: ignore[assignment]
    ledger = room.ledger(base)
    found: list[tuple[Place, Held | tuple[Decision, Cells]]] = []
    if wanted.state != "added":
        some = queries.figures_page(base, wanted, room.moved(base, wanted), key, limit + 1)
        found += [(_place(held), held) for held in some]
    found += [(where, one) for where, one in _added(ledger, wanted) if place is None or where > place]
    found = sorted(found, key=lambda one: one[0])[: limit + 1]
    rows = shown_rows(base, [one for _, one in found[:limit]])
    following = ""
    if len(found) > limit:
        for where, one in found[:limit]:
            key = one.key if isinstance(one, Held) else key or (where[0], -1)
        following = mark(*(key or ("", -1)), *found[limit - 1][0])
    return Figures(tuple(rows), wanted, following, _total(room, base, wanted))


def queue(base: Connection, room: Room, wanted: Filter, after: str = "", limit: int = LIMIT) -> Queue:
    """Open figures, what needs a look first."""
    at = _unmarked(after, QUEUE_MARK)
    moved = room.moved(base, wanted)
    found = queries.queue_page(base, wanted, moved, at, limit + 1)  # type: ignore[arg-type]
    rows = shown_rows(base, [held for _, held in found[:limit]])
    following = mark(*found[limit - 1][0]) if len(found) > limit else ""
    total = room.progress(base).open if wanted.empty else None
    return Queue(tuple(rows), wanted, following, total)


def next_in_queue(base: Connection, room: Room, wanted: Filter, figure_id: str) -> Held | None:
    """The open figure behind this one in the queue; the first one where there is no such figure."""
    held = queries.figure(base, figure_id) if figure_id else None
    at = queries.queue_key(base, held) if held else None
    moved = room.moved(base, wanted)
    found = queries.queue_page(base, wanted, moved, at, 2)
    return next((one for _, one in found if one.cells["figure_id"] != figure_id), None)


def articles(base: Connection, room: Room, wanted: Filter, after: str = "", limit: int = LIMIT) -> Articles:
    """The articles that hold what the filter finds."""
    at = _unmarked(after, KEY_MARK)
    found = queries.articles_page(base, wanted, room.moved(base, wanted), at, limit + 1)  # type: ignore[arg-type]
    shown = found[:limit]
    counts = queries.counts_of_articles(base, shown)
    rows = tuple(_article_row(held, counts.get(held.key)) for held in shown)
    following = mark(*shown[-1].key) if len(found) > limit else ""
    total = room.totals(base).articles if wanted.empty else None
    return Articles(rows, wanted, following, total)


def history(base: Connection, after: str = "", limit: int = LIMIT, *, figure_id: str = "") -> History:
    """Decisions, the newest first, those about figures that are no more marked as such."""
    at = _unmarked(after, (int,))
    found = deciding.decisions_page(base, at[0] if at else None, limit + 1, figure_id=figure_id)  # type: ignore[arg-type]
    rows = decisions_shown(base, found[:limit])
    following = mark(rows[-1].decision_id) if len(found) > limit else ""
    return History(tuple(rows), following)


def decisions_shown(base: Connection, some: Sequence[Decision]) -> list[Decided]:
    """The decisions with the titles of their articles, and whether they still apply."""
    ids = sorted({one.figure_id for one in some})
    places = lookup.places_of(base, sorted({one.article_id for one in some}))
    known = queries.known(base, ids) | {one.figure_id for one in some if one.article_id in places
                                        and _is_added(one.figure_id, some, base)}  # fmt: skip
    return [
        decided_of(
            one,
            applies=one.figure_id in known,
            title=places[one.article_id][0][1]["title"] if one.article_id in places else "",
        )
        for one in some
    ]


def _is_added(figure_id: str, some: Sequence[Decision], base: Connection) -> bool:
    if any(one.figure_id == figure_id and one.kind == "add" for one in some):
        return True
    return any(one.kind == "add" for one in deciding.decisions_of(base, [figure_id]).get(figure_id, []))


def shown_rows(base: Connection, some: Sequence[Held | tuple[Decision, Cells]]) -> list[FigureRow]:
    """The figures with what was decided about them and what the audit found."""
    ids = [one.cells["figure_id"] if isinstance(one, Held) else one[0].figure_id for one in some]
    decided = {
        figure_id: [decided_of(one) for one in found]
        for figure_id, found in deciding.decisions_of(base, ids).items()
    }
    held = {figure_id: standings(found)[figure_id] for figure_id, found in decided.items()}
    findings = queries.findings_of(base, ids)
    nothing = _OPEN
    rows = []
    for figure_id, one in zip(ids, some, strict=True):
        standing = held.get(figure_id, nothing)
        if isinstance(one, Held):
            rows.append(figure_row(one.cells, standing, findings.get(figure_id, ())))
        else:
            rows.append(added_row(one[0], one[1], standing))
    return rows


def _article_row(held: Held, counts: tuple[int, int, int, str] | None) -> ArticleRow:
    figures, decided, flagged, lowest = counts or (0, 0, 0, "")
    cells = held.cells
    return ArticleRow(
        article_id=cells["article_id"],
        source=cells["source"],
        article_index=cells["article_index"],
        title=cells["title"],
        published=cells["published"],
        zone=cells["zone"],
        figures=figures,
        decided=decided,
        flagged=flagged,
        lowest=lowest,
        snippet=cells["text"][:_SNIPPET].replace("\n", " "),
    )


def _place(held: Held) -> Place:
    return held.file, held.article, *reading_place(held.cells)


def _added(ledger: Ledger, wanted: Filter) -> list[tuple[Place, tuple[Decision, Cells]]]:
    """The added figures that the filter finds, in each file that holds their article."""
    if wanted.state not in {"", "added"} or wanted.audit or wanted.least or wanted.most:
        return []
    found = []
    for add, standing in ledger.added:
        if standing.state != "added":
            continue
        for (file, number), article in ledger.places.get(add.article_id, ()):
            cells = as_decided(added_cells(add, article), standing)
            if _finds(wanted, cells):
                where = (file, number, *reading_place(cells))
                found.append((where, (add, article)))
    return found


def _finds(wanted: Filter, cells: Cells) -> bool:
    if any(value and not named(cells, name, value) for name in NAMES if (value := getattr(wanted, name))):
        return False
    text = wanted.text.lower()
    if text and text not in cells["sentence"].lower() and text not in cells["title"].lower():
        return False
    if wanted.source and wanted.source.lower() not in cells["source"].lower():
        return False
    return not wanted.article or cells["article_id"] == wanted.article


def _total(room: Room, base: Connection, wanted: Filter) -> int | None:
    """How many there are, where that is known without counting."""
    progress = room.progress(base)
    if wanted.empty:
        return progress.figures + progress.added
    if wanted.state and wanted == Filter(state=wanted.state):
        return int(getattr(progress, wanted.state))
    return None


def _unmarked(after: str, kinds: tuple[type[str | int], ...]) -> tuple[str | int, ...] | None:
    if not after:
        return None
    parts = unmark(after, kinds)
    if parts is None:
        raise BadMarkError(after)
    return parts
