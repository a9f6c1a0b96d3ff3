"""Ledger: decisions that change what a filter finds: cells that people gave, figures that they added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.review.standing import Standing
from extractor.store.queries import Key
from extractor.store.values import Decision
from extractor.store.wanted import NAMES, NONE, Filter, Moved

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What people changed of the columns that filters ask for, and the figures that they added.

    `corrected` maps a figure to those cells as the run wrote them and as they are now; `places` the articles
    of added figures to where they stand.
    """

    corrected: Mapping[str, tuple[Cells, Cells]] = field(default_factory=dict)
    added: Sequence[tuple[Decision, Standing]] = ()
    places: Mapping[str, Sequence[tuple[Key, Cells]]] = field(default_factory=dict)

    def moved(self, wanted: Filter) -> dict[str, Moved]:
        """For each column that the filter asks for, the figures that it now finds, or finds no more."""
        found = {}
        for name in NAMES:
            value = getattr(wanted, name)
            if not value:
                continue
            into, out_of = [], []
            for figure_id, (before, now) in self.corrected.items():
                if name not in before:
                    continue
                was, is_ = named(before, name, value), named(now, name, value)
                if is_ and not was:
                    into.append(figure_id)
                elif was and not is_:
                    out_of.append(figure_id)
            if into or out_of:
                found[name] = Moved(into, out_of)
        return found


def named(cells: Cells, name: str, value: str) -> bool:
    """Whether the figure has that zone, program or indicator, canonical or as written."""
    written, canonical = cells.get(name, ""), cells.get(NAMES[name], "")
    if value == NONE:
        return not (canonical or written)
    return value in {written, canonical or written}


def corrections(
    decisions: Iterable[Decision], held: Mapping[str, tuple[Cells, Cells]] | None = None
) -> dict[str, tuple[Cells, Cells]]:
    """By figure, the cells before the first correction that holds, and after the last; `held` came before."""
    found = dict(held or {})
    for one in decisions:
        if one.kind == "correct":
            before, now = found.get(one.figure_id, ({}, {}))
            found[one.figure_id] = {**one.before, **before}, {**one.before, **now, **one.changes}
    return found
