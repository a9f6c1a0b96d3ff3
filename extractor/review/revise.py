"""Revise: the rows of figures.csv as people decided: rejected ones go, corrected change, added ones come.

What people looked at is sure: its confidence is 1, and `because` says which cells are theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.model.table import FIGURES
from extractor.review.rows import reading_place
from extractor.review.standing import Standing

Row = Sequence[str]
Cells = Mapping[str, str]
ArticleKey = tuple[str, str]
"""Source and number of an article: its cells `source` and `article_index`."""

_NAMES = FIGURES.names
_ID, _SOURCE, _INDEX = (_NAMES.index(name) for name in ("figure_id", "source", "article_index"))
_RESTATES, _PART_OF = _NAMES.index("restates"), _NAMES.index("part_of")
_OWN = "review"


@dataclass(frozen=True, slots=True)
class Added:
    """A figure that people added to an article, all its cells.

    `before` is the next article that has figures of the run; None where its own has, or where none follows.
    """

    cells: Cells
    before: ArticleKey | None = None

    @property
    def article(self) -> ArticleKey:
        """The article that it stands in."""
        return self.cells["source"], self.cells["article_index"]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What holds of each figure that was decided about, and the added ones."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    added: Sequence[Added] = ()


def revised(decisions: Decisions) -> Callable[[Iterator[Row]], Iterable[Row]]:
    """A function from the rows of a run to the rows that hold after the review, in the same order."""
    return lambda rows: _linked(_merged(rows, decisions), decisions.standings)


def _merged(rows: Iterator[Row], decisions: Decisions) -> Iterator[Row]:
    inside: dict[ArticleKey, list[Added]] = {}
    ahead: dict[ArticleKey, list[Added]] = {}
    last: list[Added] = []
    for one in decisions.added:
        if one.before is None:
            inside.setdefault(one.article, []).append(one)
        else:
            ahead.setdefault(one.before, []).append(one)
    article: ArticleKey | None = None
    waiting: list[Added] = []
    for row in rows:
        if (row[_SOURCE], row[_INDEX]) != article:
            yield from map(_added_row, waiting)
            article = row[_SOURCE], row[_INDEX]
            yield from map(_added_row, ahead.pop(article, ()))
            waiting = sorted(inside.pop(article, ()), key=lambda one: reading_place(one.cells))
        if waiting:
            place = reading_place(dict(zip(_NAMES, row, strict=True)))
            while waiting and reading_place(waiting[0].cells) < place:
                yield _added_row(waiting.pop(0))
        standing = decisions.standings.get(row[_ID])
        if standing is None:
            yield row
        elif standing.state != "rejected":
            yield _decided_row(row, standing)
    yield from map(_added_row, waiting)
    for some in (*ahead.values(), *inside.values()):
        last += some
    yield from map(_added_row, sorted(last, key=lambda one: (*one.article, reading_place(one.cells))))


def _decided_row(row: Row, standing: Standing) -> Row:
    cells = dict(zip(_NAMES, row, strict=True))
    changed = [name for name, cell in standing.changes.items() if cells[name] != cell]
    because = dict(part.partition("=")[::2] for part in cells["because"].split("; ") if part)
    because |= dict.fromkeys(changed, _OWN)
    cells |= standing.changes
    cells |= {"confidence": "1", "because": "; ".join(f"{name}={rule}" for name, rule in because.items())}
    return tuple(cells[name] for name in _NAMES)


def _added_row(one: Added) -> Row:
    cells = {**one.cells, "confidence": "1", "because": f"{_OWN}=add"}
    return tuple(cells[name] for name in _NAMES)


def _linked(rows: Iterable[Row], standings: Mapping[str, Standing]) -> Iterator[Row]:
    """The rows, none of which restates, or is a part of, a figure that is gone.

    What restated a figure that is gone restates the first of those that did.
    """
    gone = {figure_id for figure_id, standing in standings.items() if standing.state == "rejected"}
    first: dict[str, str] = {}
    for row in rows:
        if row[_RESTATES] in gone or row[_PART_OF] in gone:
            cells = list(row)
            if cells[_PART_OF] in gone:
                cells[_PART_OF] = ""
            if cells[_RESTATES] in gone:
                mine = first.setdefault(cells[_RESTATES], cells[_ID])
                cells[_RESTATES] = "" if mine == cells[_ID] else mine
            row = tuple(cells)
        yield row
