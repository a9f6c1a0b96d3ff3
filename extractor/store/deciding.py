"""Deciding: what people decided about figures; and a decision that is stored only in sight of the last one.

Importing this imports SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, literal_column, select

from extractor.store.columns import holds
from extractor.store.decisions import decision_of, decision_values
from extractor.store.engine import Alchemy
from extractor.store.runner import Runner
from extractor.store.schema import decisions, meta, runs
from extractor.store.states import keep_up
from extractor.store.values import Decision

_CONTENT = "content"
_LOT = 500

Version = tuple[str, tuple[int, int]]
"""What changes with the rows; and the last decision, and how many were taken back."""


class Overtaken(Exception):  # noqa: N818 (nothing went wrong: somebody was quicker)
    """Somebody decided about the figure in the meantime; `current` is what holds now, if anything does."""

    def __init__(self, current: Decision | None) -> None:
        self.current = current
        super().__init__("somebody else decided about this figure first")


def decide(url: str, decision: Decision, seen: int) -> int:
    """The number that the decision got.

    Raises Overtaken where the last decision about the figure that holds is another one than `seen` (0: none).
    """
    with _writing(url) as runner:
        held = _held(runner, decision.figure_id)
        current = held[-1] if held else None
        if (current.decision_id if current else 0) != seen:
            raise Overtaken(current)
        ((last,),) = runner.fetch("last_decision")
        decision_id = int(last or 0) + 1
        runner.run("add_decision", *decision_values(decision, decision_id))
        keep_up(runner.connection(), decision.figure_id, [*(one.kind for one in held), decision.kind])
        _count_change(runner)
    return decision_id


def undo(url: str, decision_id: int, who: str, at: str) -> Decision | None:
    """The decision, taken back; None where there is none of that number.

    Raises Overtaken where it was taken back already, or a later one was made in sight of it.
    """
    with _writing(url) as runner:
        found = runner.fetch("decision", decision_id)
        if not found:
            return None
        decision = decision_of(found[0])
        held = _held(runner, decision.figure_id)
        if not held or held[-1].decision_id != decision_id:
            raise Overtaken(held[-1] if held else None)
        runner.run("undo_decision", who, at, decision_id)
        keep_up(runner.connection(), decision.figure_id, [one.kind for one in held[:-1]])
        _count_change(runner)
    return replace(decision, undone_by=who, undone_at=at)


def decisions_of(base: Connection, figure_ids: Sequence[str]) -> dict[str, list[Decision]]:
    """All decisions about each figure, those taken back too, the first one first."""
    found: dict[str, list[Decision]] = {}
    for at in range(0, len(figure_ids), _LOT):
        query = select(decisions).where(decisions.c.figure_id.in_(figure_ids[at : at + _LOT]))
        for one in _decisions(base.execute(query.order_by(decisions.c.decision_id))):
            found.setdefault(one.figure_id, []).append(one)
    return found


def decisions_page(
    base: Connection, before: int | None, limit: int, *, figure_id: str = "", who: str = ""
) -> list[Decision]:
    """Decisions, the newest first, from below a number on; about one figure, or by one person."""
    query = select(decisions).order_by(decisions.c.decision_id.desc()).limit(limit)
    if before is not None:
        query = query.where(decisions.c.decision_id < before)
    if figure_id:
        query = query.where(decisions.c.figure_id == figure_id)
    if who:
        query = query.where(decisions.c.who == who, holds())
    return list(_decisions(base.execute(query)))


def holding(base: Connection, *kinds: str, since: int = 0) -> list[Decision]:
    """Decisions of these kinds (of all, without any) that hold, behind the number `since`, in their order."""
    query = select(decisions).where(holds()).order_by(decisions.c.decision_id)
    if since:
        query = query.where(decisions.c.decision_id > since)
    if kinds:
        query = query.where(decisions.c.kind.in_(kinds))
    return list(_decisions(base.execute(query)))


def adds_of(base: Connection, article_id: str) -> list[Decision]:
    """Figures that people added to an article: the decisions that did it, and hold."""
    query = select(decisions).where(holds(), decisions.c.kind == "add", decisions.c.article_id == article_id)
    return list(_decisions(base.execute(query.order_by(decisions.c.decision_id))))


def reviewer_counts(base: Connection) -> list[tuple[str, int]]:
    """Who made how many decisions that hold, the most first."""
    number = func.count()
    query = select(decisions.c.who, number).where(holds()).group_by(decisions.c.who)
    return [(who, int(count)) for who, count in base.execute(query.order_by(number.desc(), decisions.c.who))]


def versions(base: Connection) -> Version:
    """What changes when the rows change, and what changes when decisions do."""
    undone = select(func.count()).select_from(decisions).where(decisions.c.undone_by != literal_column("''"))
    last, taken = base.execute(
        select(func.coalesce(func.max(decisions.c.decision_id), 0), undone.scalar_subquery())
    ).one()
    content = base.execute(select(meta.c.value).where(meta.c.key == _CONTENT)).scalar()
    run = base.execute(select(runs.c.run_id, runs.c.ended).order_by(runs.c.run_id.desc()).limit(1)).first()
    # A decision, and an undoing, each count as one change of the content.
    rows = f"{int(content or 0) - int(last) - int(taken)} {tuple(run) if run else ()}"
    return rows, (int(last), int(taken))


def _decisions(rows: Iterable[Row[Any]]) -> Iterator[Decision]:
    return (decision_of(row) for row in rows)


def _held(runner: Runner, figure_id: str) -> list[Decision]:
    found = map(decision_of, runner.fetch("decisions_of", figure_id))
    return [one for one in found if not one.undone_by]


def _count_change(runner: Runner) -> None:
    found = runner.fetch("meta", _CONTENT)
    runner.run("drop_meta", _CONTENT)
    runner.run("add_meta", _CONTENT, str(int(found[0][0] if found else 0) + 1))


@contextmanager
def _writing(url: str) -> Iterator[Alchemy]:
    """A runner of our own, as each belongs to one thread, in a transaction that nobody else writes in."""
    runner = Alchemy(url)
    try:
        with runner.writing():
            yield runner
    finally:
        runner.close()
