"""Queries: what the review page asks the store, page by page, each answer the work of a few index look-ups.

Importing this imports SQLAlchemy. Every function takes a connection from `shelf.Shelf.reading`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Select,
    Table,
    case,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
)

from extractor.model.table import ARTICLES, FIGURES, KINDS
from extractor.store import schema
from extractor.store.columns import decided, flagged, in_state, shown
from extractor.store.wanted import NONE, Filter, Moved

articles, figures, findings = schema.articles, schema.figures, schema.findings

Cells = Mapping[str, str]
Key = tuple[str, int]
"""A file and a number in it: the place of a row in its table."""
QueueKey = tuple[int, str, str, int]
"""The place of a figure in the queue: rank of its worst finding, confidence, file, number."""

UNFLAGGED = len(KINDS)
"""The rank of a figure that no finding names."""
_TEXT_OF_LIST = 400
_FEW = 300
_LOT = 200


@dataclass(frozen=True, slots=True)
class Held:
    """A row of articles or of figures, and where it stands; `article` is the number of a figure's article."""

    file: str
    number: int
    cells: Cells = field(repr=False)
    article: int = 0

    @property
    def key(self) -> Key:
        """Where it stands."""
        return self.file, self.number


def figures_page(
    base: Connection,
    wanted: Filter,
    moved: Mapping[str, Moved],
    after: Key | None,
    limit: int,
    *,
    backwards: bool = False,
) -> list[Held]:
    """The figures that the filter finds, in reading order, after a place (or, backwards, before it)."""
    query = _asked(_keys(), wanted, moved, _few_articles(base, wanted))
    query = _from(query, figures, after, backwards=backwards).limit(limit)
    return _rows_at(base, [(row[0], row[1]) for row in base.execute(query)])


def queue_page(
    base: Connection, wanted: Filter, moved: Mapping[str, Moved], after: QueueKey | None, limit: int
) -> list[tuple[QueueKey, Held]]:
    """Open figures, those with findings first, the gravest kind first; then the least confident ones."""
    found: list[tuple[QueueKey, Held]] = []
    if wanted.state not in {"", "open"}:
        return found
    some = _few_articles(base, wanted)
    if after is None or after[0] < UNFLAGGED:
        found = _queue_flagged(base, wanted, moved, some, after, limit)
    if len(found) < limit:
        rest = after if after is not None and after[0] == UNFLAGGED else None
        found += _queue_rest(base, wanted, moved, some, rest, limit - len(found))
    return found


def queue_key(base: Connection, held: Held) -> QueueKey:
    """Where the figure stands, or would stand, in the queue."""
    ranks = select(func.min(_rank())).where(findings.c.figure_id == held.cells["figure_id"])
    rank = base.execute(ranks).scalar()
    return UNFLAGGED if rank is None else int(rank), held.cells["confidence"], held.file, held.number


def articles_page(
    base: Connection,
    wanted: Filter,
    moved: Mapping[str, Moved],
    after: Key | None,
    limit: int,
    *,
    backwards: bool = False,
) -> list[Held]:
    """The articles that hold a figure that the filter finds, their text cut, in the order of articles.csv."""
    key = tuple_(articles.c.file, articles.c.number)
    query = select(articles.c.file, articles.c.number, *(
        func.substr(articles.c.text, 1, _TEXT_OF_LIST).label("text") if name == "text" else
        literal("").label(name) if name in {"origin", "headings"} else articles.c[name]
        for name in ARTICLES.names
    ))  # fmt: skip
    query = query.where(*_in_articles(wanted))
    if wanted.article:
        query = query.where(articles.c.article_id == wanted.article)
    of_figures = Filter(
        zone=wanted.zone, program=wanted.program, indicator=wanted.indicator, audit=wanted.audit,
        state=wanted.state, least=wanted.least, most=wanted.most,
    )  # fmt: skip
    some = _asked(select(figures.c.file, figures.c.article_number), of_figures, moved)
    if of_figures == Filter(state="open"):
        # Nearly all articles hold one: it is sooner found for each than all of them are gathered.
        own = (figures.c.file == articles.c.file) & (figures.c.article_number == articles.c.number)
        query = query.where(some.where(own).exists())
    elif not of_figures.empty:
        query = query.where(key.in_(some))
    query = _from(query, articles, after, backwards=backwards).limit(limit)
    return [
        Held(row[0], row[1], dict(zip(ARTICLES.names, row[2:], strict=True))) for row in base.execute(query)
    ]


def figures_of(base: Connection, one: Held) -> list[Held]:
    """All figures of an article, in reading order."""
    query = (
        _figures()
        .where(figures.c.file == one.file, figures.c.article_number == one.number)
        .order_by(figures.c.number)
    )
    return [_figure(row) for row in base.execute(query)]


def figure(base: Connection, figure_id: str) -> Held | None:
    """The figure, in the first file that holds it."""
    query = (
        _figures().where(figures.c.figure_id == figure_id).order_by(figures.c.file, figures.c.number).limit(1)
    )
    row = base.execute(query).first()
    return _figure(row) if row else None


def figures_by_id(base: Connection, figure_ids: Sequence[str]) -> Iterator[Held]:
    """The figures of these ids, in every file that holds them."""
    for some in _lots(figure_ids):
        for row in base.execute(_figures().where(figures.c.figure_id.in_(some))):
            yield _figure(row)


def known(base: Connection, figure_ids: Sequence[str]) -> set[str]:
    """Those of the ids that a figure of the store has."""
    found: set[str] = set()
    for some in _lots(figure_ids):
        found.update(base.execute(select(figures.c.figure_id).where(figures.c.figure_id.in_(some))).scalars())
    return found


def findings_of(base: Connection, figure_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Kind and message of the findings that name each figure."""
    found: dict[str, list[tuple[str, str]]] = {}
    for some in _lots(figure_ids):
        query = (
            select(findings.c.figure_id, findings.c.kind, findings.c.message)
            .where(findings.c.figure_id.in_(some))
            .order_by(findings.c.number)
        )
        for figure_id, kind, message in base.execute(query):
            found.setdefault(figure_id, []).append((kind, message))
    return found


def counts_of_articles(base: Connection, some: Sequence[Held]) -> dict[Key, tuple[int, int, int, str]]:
    """Of each article: its figures, how many are decided, how many have a finding, the least confidence."""
    if not some:
        return {}
    one = figures.c.file, figures.c.article_number
    query = (
        select(
            *one,
            func.count(),
            func.sum(case((decided(), 1), else_=0)),
            func.sum(case((flagged(), 1), else_=0)),
            func.min(figures.c.confidence),
        )
        .where(_at(figures.c.article_number, [held.key for held in some]))
        .group_by(*one)
    )
    return {(row[0], row[1]): (row[2], int(row[3]), int(row[4]), row[5]) for row in base.execute(query)}


def _figures() -> Select[Any]:
    return select(
        figures.c.file,
        figures.c.number,
        figures.c.article_number,
        *(figures.c[name] for name in FIGURES.names),
    )


def _figure(row: Sequence[Any]) -> Held:
    return Held(row[0], row[1], dict(zip(FIGURES.names, row[3:], strict=True)), row[2])


def _asked(
    query: Select[Any], wanted: Filter, moved: Mapping[str, Moved], some: Sequence[Key] | None = None
) -> Select[Any]:
    """The query with the conditions of the filter, in `some` articles where they are given."""
    if some is not None:
        query = query.where(_at(figures.c.article_number, some))
    for name in ("zone", "program", "indicator"):
        value = getattr(wanted, name)
        if value:
            query = query.where(_named(name, value, moved.get(name, Moved())))
    if wanted.audit:
        named = select(findings.c.figure_id)
        if wanted.audit != "any":
            named = named.where(findings.c.kind == wanted.audit)
        query = query.where(figures.c.figure_id.in_(named))
    if wanted.state:
        query = query.where(in_state(wanted.state))
    if wanted.least:
        query = query.where(figures.c.confidence >= wanted.least)
    if wanted.most:
        query = query.where(figures.c.confidence <= wanted.most)
    if wanted.text:
        query = query.where(
            or_(_holds(figures.c.sentence, wanted.text), _holds(figures.c.title, wanted.text))
        )
    if wanted.source:
        query = query.where(_holds(figures.c.source, wanted.source))
    if wanted.article:
        query = query.where(figures.c.article_id == wanted.article)
    return query


def _in_articles(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    if wanted.text:
        yield or_(_holds(articles.c.text, wanted.text), _holds(articles.c.title, wanted.text))
    if wanted.source:
        yield _holds(articles.c.source, wanted.source)


def _few_articles(base: Connection, wanted: Filter) -> list[Key] | None:
    """The articles that hold the words, where they are few; else None, as figures with them are soon found.

    Every sentence stands in its article, and there are fewer articles than sentences to look through.
    """
    if not wanted.text and not wanted.source:
        return None
    query = select(articles.c.file, articles.c.number).where(*_in_articles(wanted)).limit(_FEW + 1)
    found = [(str(file), int(number)) for file, number in base.execute(query)]
    return found if len(found) <= _FEW else None


def _named(name: str, value: str, moved: Moved) -> ColumnElement[bool]:
    """Figures of that name, canonical or as written; none of those that people gave another one."""
    if value == NONE:
        named: ColumnElement[bool] = shown(name) == ""
    else:
        named = or_(shown(name) == value, figures.c[name] == value)
    if moved.out_of:
        named &= figures.c.figure_id.not_in(list(moved.out_of))
    if moved.into:
        named |= figures.c.figure_id.in_(list(moved.into))
    return named


def _holds(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    return column.contains(words, autoescape=True)


def _rank() -> ColumnElement[int]:
    return case({kind: at for at, kind in enumerate(KINDS)}, value=findings.c.kind, else_=UNFLAGGED - 1)


def _queue_flagged(
    base: Connection,
    wanted: Filter,
    moved: Mapping[str, Moved],
    some: Sequence[Key] | None,
    after: QueueKey | None,
    limit: int,
) -> list[tuple[QueueKey, Held]]:
    ranked = select(findings.c.figure_id, func.min(_rank()).label("rank")).group_by(findings.c.figure_id)
    worst = ranked.subquery()
    order = (worst.c.rank, figures.c.confidence, figures.c.file, figures.c.number)
    joined: Select[Any] = select(*order).join(worst, worst.c.figure_id == figures.c.figure_id)
    query = _asked(joined, wanted, moved, some).where(~decided())
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*map(literal, after)))
    return _queued(base, query.order_by(*order).limit(limit))


def _queue_rest(
    base: Connection,
    wanted: Filter,
    moved: Mapping[str, Moved],
    some: Sequence[Key] | None,
    after: QueueKey | None,
    limit: int,
) -> list[tuple[QueueKey, Held]]:
    order = (figures.c.confidence, figures.c.file, figures.c.number)
    ranked: Select[Any] = select(literal_column(str(UNFLAGGED)), *order)
    query = _asked(ranked, wanted, moved, some).where(~decided(), ~flagged())
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*map(literal, after[1:])))
    return _queued(base, query.order_by(*order).limit(limit))


def _queued(base: Connection, query: Executable) -> list[tuple[QueueKey, Held]]:
    keys: list[QueueKey] = [(int(row[0]), row[1], row[2], int(row[3])) for row in base.execute(query)]
    rows = _rows_at(base, [(key[2], key[3]) for key in keys])
    return list(zip(keys, rows, strict=True))


def _from(query: Select[Any], table: Table, after: Key | None, *, backwards: bool) -> Select[Any]:
    """The rows of the table in their order, or against it, from behind a place on."""
    order = (table.c.file, table.c.number)
    if after is not None:
        key, place = tuple_(*order), tuple_(*map(literal, after))
        query = query.where(key < place if backwards else key > place)
    return query.order_by(*(column.desc() for column in order) if backwards else order)


def _keys() -> Select[Any]:
    """The places of figures: sorting these alone is much cheaper than sorting whole rows."""
    return select(figures.c.file, figures.c.number)


def _rows_at(base: Connection, keys: Sequence[Key]) -> list[Held]:
    """The figures that stand there, in the order of the places."""
    found: dict[Key, Held] = {}
    for at in range(0, len(keys), _LOT):
        some = _at(figures.c.number, keys[at : at + _LOT])
        found |= {held.key: held for held in map(_figure, base.execute(_figures().where(some)))}
    return [found[key] for key in keys]


def _at(number: ColumnElement[int], keys: Sequence[Key]) -> ColumnElement[bool]:
    """Whether a figure has one of these keys; for a list of pairs, SQLite would scan all rows."""
    return or_(false(), *((figures.c.file == file) & (number == at) for file, at in keys))


def _lots(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), _LOT):
        yield values[at : at + _LOT]
