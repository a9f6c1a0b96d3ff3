"""Changes: the same fact over periods, where two or more are known.

change_rows(facts: Iterable[Fact]) -> Iterator[Cells]      rows of model.table.CHANGES
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from extractor.model.table import Cells
from extractor.tables.facts import Fact, by_subject


@dataclass(frozen=True, slots=True)
class Step:
    """A fact and the same fact of the next period that is known."""

    earlier: Fact
    later: Fact


def change_rows(facts: Iterable[Fact]) -> Iterator[Cells]:
    """One row a step from one period to the next, subject by subject."""
    for subject in by_subject(facts):
        yield from map(change_row, steps_of(subject))


def steps_of(subject: Iterable[Fact]) -> list[Step]:
    """The steps of one subject's facts, oldest first; periods are compared with those of their own length.

    A period of which two numbers are told gives no step: which of them would be the one?
    """
    series: dict[tuple[object, ...], dict[tuple[date, date], list[Fact]]] = {}
    for fact in subject:
        time = fact.time
        best = fact.best
        if best.change != "level" or best.modality != "reported" or any(it.part_of for it in fact.mentions):
            continue
        if time.kind == "closed" and time.start and time.end:
            length = round(((time.end - time.start).days + 1) / 30.44)
            place, kind = (time.start, time.end), ("closed", str(length))
        elif time.kind in {"standing", "since"} and time.end and not best.new:
            place, kind = (time.end, time.end), (time.kind, str(time.start) if time.kind == "since" else "")
        else:
            continue
        series.setdefault((*fact.series, *kind), {}).setdefault(place, []).append(fact)
    steps = []
    for places in series.values():
        clean = [(place, held[0]) for place, held in sorted(places.items()) if _one(held)]
        steps += [
            Step(earlier, later)
            for (before, earlier), (after, later) in pairwise(clean)
            if before[1] < after[0] or (before[1] < after[1] and before[0] == before[1])
        ]
    return steps


def _one(held: list[Fact]) -> bool:
    return len(held) == 1 and not held[0].conflicts


def change_row(step: Step) -> Cells:
    """The step's cells in the order of model.table.CHANGES."""
    earlier, later = step.earlier, step.later
    first, last = earlier.best.number, later.best.number
    difference = last.value - first.value
    in_percent = later.best.unit == "%" or first.value <= 0
    percent = None if in_percent else (difference * 100 / first.value).quantize(Decimal("0.01"))
    return (
        later.first.zone,
        later.organization,
        later.program,
        later.first.indicator,
        later.best.unit,
        _period(earlier),
        first.value,
        _period(later),
        last.value,
        difference,
        percent,
        int(any(it.bound != "exact" or it.value_max is not None for it in (first, last))),
        f"{earlier.fact_id} {later.fact_id}",
    )


def _period(fact: Fact) -> str:
    time = fact.time
    if time.kind == "closed":
        return f"{time.start}/{time.end}"
    return f"{time.start}/{time.end}" if time.kind == "since" else f"{time.end}"
