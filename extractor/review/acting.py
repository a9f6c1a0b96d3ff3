"""Acting: accept, correct, reject, add, undo: what was asked is looked at, then stored with who and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from sqlalchemy import Connection

from extractor.model import Span
from extractor.review.adding import Selection, addition
from extractor.review.fields import checked
from extractor.review.lists import shown_rows
from extractor.review.reading import rows_of, sentence_span
from extractor.review.refusal import InvalidError, NotThereError
from extractor.review.room import Room
from extractor.review.views import Addition, FigureRow, Wrong
from extractor.store import deciding, lookup, queries
from extractor.store.queries import Held
from extractor.store.values import Decision, Evidence, Kind
from extractor.store.wanted import NAMES
from extractor.tables.tidy import article_of

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for about a figure that there is; `seen` is the last decision that they saw."""

    figure_id: str
    kind: str
    seen: int
    changes: Cells = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class AskedToAdd:
    """What a person asks to add: a selection in an article, and the cells that they filled."""

    article_id: str
    selection: Selection
    changes: Cells = field(default_factory=dict)
    note: str = ""


def decide(room: Room, asked: Asked, who: str) -> int:
    """The number of the decision.

    Raises NotThereError, InvalidError, or deciding.Overtaken where somebody else decided first.
    """
    with room.shelf.reading() as base:
        row = figure_now(base, asked.figure_id)
    changes: dict[str, str] = {}
    before: dict[str, str] = {}
    if asked.kind == "correct":
        changes, wrong = checked(asked.changes, row.cells, room.drawer.open().reads)
        if wrong:
            raise InvalidError(wrong)
        if not changes:
            raise InvalidError(
                [Wrong("", "nothing is changed; accept the figure as it is, or change a field")]
            )
        before = {name: row.cells[name] for name in _with_names(changes)}
    decision = Decision(
        figure_id=row.figure_id,
        article_id=row.article_id,
        kind=cast("Kind", asked.kind),
        who=who,
        at=room.now(),
        changes=changes,
        before=before,
        evidence=_evidence(row.cells),
        note=asked.note,
    )
    return deciding.decide(room.url, decision, asked.seen)


def add(room: Room, asked: AskedToAdd, who: str) -> tuple[int, str]:
    """The number of the decision that adds the figure, and the figure's id. Raises as `decide` does."""
    with room.shelf.reading() as base:
        new = selected(base, room, asked.article_id, asked.selection)
        copies = lookup.article(base, asked.article_id)
    if new.known:
        raise InvalidError([Wrong("start", "this figure is there already; correct it instead")])
    published = copies[0].cells["published"]
    # What the selection gives is checked as if it had been written: the cells that a person fills go before.
    held = {**new.cells, "published": published}
    if not held["value"]:
        held["value"] = "0"
    changes, wrong = checked(asked.changes, held, room.drawer.open().reads)
    if not new.cells["value"] and "value" not in asked.changes:
        wrong.append(Wrong("value", "no number was read here; write the value"))
    if wrong:
        raise InvalidError(wrong)
    cells = {name: cell for name, cell in ({**new.cells, **changes}).items() if cell}
    article = article_of(dict(copies[0].cells))
    text = article.title if new.in_title else article.text
    span = Span(new.start, new.end)
    sentence = sentence_span(article, span, in_title=new.in_title).of(text)
    evidence = Evidence(span.of(text), str(new.start), str(new.end), str(int(new.in_title)), sentence)
    decision = Decision(
        figure_id=new.figure_id,
        article_id=new.article_id,
        kind="add",
        who=who,
        at=room.now(),
        changes=cells,
        evidence=evidence,
        note=asked.note,
    )
    return deciding.decide(room.url, decision, 0), new.figure_id


def undo(room: Room, decision_id: int, who: str) -> Decision:
    """The decision, taken back. Raises NotThereError or deciding.Overtaken."""
    found = deciding.undo(room.url, decision_id, who, room.now())
    if found is None:
        raise NotThereError
    return found


def selected(base: Connection, room: Room, article_id: str, selection: Selection) -> Addition:
    """What a selection would add; `known` names the figure that stands there already."""
    copies = lookup.article(base, article_id)
    if not copies:
        raise NotThereError
    held = copies[0]
    new = addition(article_of(dict(held.cells)), selection, room.drawer.open())
    known = next((row.figure_id for row in rows_of(base, held) if _stands(row, new)), "")
    return replace(new, known=known)


def figure_now(base: Connection, figure_id: str) -> FigureRow:
    """The figure as it is now decided, one of the run or an added one. Raises NotThereError."""
    held = queries.figure(base, figure_id)
    if held is not None:
        return shown_rows(base, [held])[0]
    decisions = deciding.decisions_of(base, [figure_id]).get(figure_id, [])
    for one in decisions:
        if one.kind == "add" and not one.undone_by:
            copies = lookup.article(base, one.article_id)
            some: list[Held | tuple[Decision, Cells]] = [(one, copy.cells) for copy in copies[:1]]
            if some:
                return shown_rows(base, some)[0]
    raise NotThereError


def _with_names(changes: Cells) -> list[str]:
    """The columns that change, each name with its canonical one: a filter looks at both."""
    return sorted({one for name in changes for one in {name} | _pair(name)})


def _pair(name: str) -> set[str]:
    return next(({a, b} for a, b in NAMES.items() if name in {a, b}), set())


def _evidence(cells: Cells) -> Evidence:
    return Evidence(*(cells[name] for name in ("raw", "start", "end", "in_title", "sentence")))


def _stands(row: FigureRow, new: Addition) -> bool:
    place = (int(row.cells["start"]), int(row.cells["end"]), row.cells["in_title"] == "1")
    return place == (new.start, new.end, new.in_title)
