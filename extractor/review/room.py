"""Room: one store under review, and what is known of it as long as nobody changes it.

`base` is a connection of its shelf: a request takes one, and sees one state of the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from extractor.review.agreement import agreement_in, version_of
from extractor.review.cached import Cached
from extractor.review.desk import Drawer
from extractor.review.ledger import Ledger, corrections
from extractor.review.rows import decided_of
from extractor.review.standing import standing
from extractor.review.views import Agreement, Progress
from extractor.store import deciding, lookup, states
from extractor.store.shelf import Shelf
from extractor.store.totals import Totals, open_of_kinds, totals
from extractor.store.wanted import NAMES, STATES, Filter, Moved

MOST_NAMES = 200
"""Names of zones, programs and indicators that the overview and the filters know by heart."""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Room:
    """The folder of a run, its store, the extractor, and a clock."""

    folder: Path
    url: str
    shelf: Shelf
    drawer: Drawer
    now: Callable[[], str] = _now
    _totals: Cached[str, Totals] = field(default_factory=Cached, repr=False)
    _ledger: Cached[deciding.Version, Ledger] = field(default_factory=Cached, repr=False)
    _progress: Cached[deciding.Version, Progress] = field(default_factory=Cached, repr=False)
    _agreement: Cached[tuple[int, ...], Agreement | None] = field(default_factory=Cached, repr=False)
    _gone: Cached[str, dict[str, int]] = field(default_factory=Cached, repr=False)
    _open: Cached[deciding.Version, dict[str, int]] = field(default_factory=Cached, repr=False)

    def totals(self, base: Connection) -> Totals:
        """The rows of the store, counted."""
        rows, _ = deciding.versions(base)
        return self._totals.get(rows, lambda _: totals(base, MOST_NAMES))

    def ledger(self, base: Connection) -> Ledger:
        """What people corrected and added."""
        return self._ledger.get(deciding.versions(base), lambda held: _ledger(base, held))

    def moved(self, base: Connection, wanted: Filter) -> dict[str, Moved]:
        """Figures that the filter finds, or finds no more, because of what people corrected."""
        return self.ledger(base).moved(wanted) if any(getattr(wanted, name) for name in NAMES) else {}

    def progress(self, base: Connection) -> Progress:
        """How far the review is."""
        figures = self.totals(base).figures
        rows, _ = version = deciding.versions(base)
        gone = self._gone.get(rows, lambda _: states.gone(base))
        return self._progress.get(version, lambda _: _progress(states.counted(base), gone, figures))

    def agreement(self) -> Agreement | None:
        """What the last comparison in the folder said."""
        return self._agreement.get(version_of(self.folder), lambda _: agreement_in(self.folder))

    def open_of_kinds(self, base: Connection) -> dict[str, int]:
        """How many figures with a finding of each kind are open."""
        return self._open.get(deciding.versions(base), lambda _: open_of_kinds(base))


def _progress(counts: Mapping[str, int], gone: Mapping[str, int], figures: int) -> Progress:
    held = {state: counts.get(state, 0) - gone.get(state, 0) for state in STATES if state != "open"}
    decided = held["accepted"] + held["corrected"] + held["rejected"]
    return Progress(figures=figures, open=max(0, figures - decided), **held)


def _ledger(base: Connection, held: tuple[deciding.Version, Ledger] | None) -> Ledger:
    """The ledger, made of the one before where decisions only came, and none of them added a figure."""
    rows, (last, undone) = deciding.versions(base)
    if held is not None and held[0][0] == rows and held[0][1][1] == undone and held[0][1][0] <= last:
        since = held[0][1][0]
        new = deciding.holding(base, "correct", "add", since=since) if since < last else []
        if not any(one.kind == "add" for one in new):
            return replace(held[1], corrected=corrections(new, held[1].corrected)) if new else held[1]
    changes = deciding.holding(base, "correct", "add")
    added = [one for one in changes if one.kind == "add"]
    places = lookup.places_of(base, sorted({one.article_id for one in added}))
    about = deciding.decisions_of(base, [one.figure_id for one in added])
    by_id = {name: standing(map(decided_of, found)) for name, found in about.items()}
    return Ledger(corrections(changes), [(one, by_id[one.figure_id]) for one in added], places)
