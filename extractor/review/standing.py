"""Standing: all decisions about a figure, in their order → its state, its changed cells, what came last.

A decision that was undone counts for nothing; corrections add up; the last accept or reject wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.review.views import Decided
from extractor.store.wanted import state_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of a figure: `changes` are the cells that people gave it, `last` the last decision.

    `seen` is what a next decision must name, so that nobody decides over what they have not seen.
    """

    state: str = "open"
    changes: Mapping[str, str] = field(default_factory=dict)
    last: Decided | None = None

    @property
    def seen(self) -> int:
        """The id of the last decision that holds; 0 without any."""
        return self.last.decision_id if self.last else 0


def standing(decisions: Iterable[Decided]) -> Standing:
    """What the decisions about one figure come to."""
    held = sorted((one for one in decisions if not one.undone_by), key=lambda one: one.decision_id)
    changes: dict[str, str] = {}
    for one in held:
        changes.update(one.changes)
    return Standing(state_of([one.kind for one in held]), changes, held[-1] if held else None)


def standings(decisions: Iterable[Decided]) -> dict[str, Standing]:
    """The same of many figures, by their id."""
    by_figure: dict[str, list[Decided]] = {}
    for one in decisions:
        by_figure.setdefault(one.figure_id, []).append(one)
    return {figure_id: standing(some) for figure_id, some in by_figure.items()}


def as_decided(found: Mapping[str, str], standing: Standing) -> dict[str, str]:
    """The figure's cells with what people changed."""
    return {**found, **standing.changes}


def changed_columns(found: Mapping[str, str], cells: Mapping[str, str]) -> tuple[str, ...]:
    """The columns in which the two differ, in the order of `cells`; none for an added figure."""
    return tuple(name for name, cell in cells.items() if found and found.get(name, "") != cell)
