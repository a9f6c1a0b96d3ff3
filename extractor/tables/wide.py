"""Wide: zone × indicator.

    Wide().add(fact) and .table(), or wide_table(facts): tuple[Table, Iterator[Cells]]
        a Table named `wide` whose first column is zone, the others (numbers) one an indicator and unit;
        holds one number a zone and indicator

A cell holds the zone's own number, reported and not superseded: of several the latest, then the one that most
articles tell, then the largest. An indicator has a column where the list knows it, or where two zones
have it and its name tells what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from extractor.model.table import WIDE, Cells, Column, Table
from extractor.tables.facts import Fact

# A spreadsheet has 16,384 columns; so many indicators are no table that anyone reads.
_WIDEST = 1000
# 企业 and 价值 are in every second article, and never the same.
_TELLING = 4

_Best = tuple[tuple[object, ...], Decimal]


def wide_table(facts: Iterable[Fact]) -> tuple[Table, Iterator[Cells]]:
    """The table with its columns, and its rows sorted by zone."""
    wide = Wide()
    for fact in facts:
        wide.add(fact)
    return wide.table()


class Wide:
    """The table as it grows, fact by fact."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[tuple[str, str], _Best]] = {}
        self._known: set[tuple[str, str]] = set()
        self._zones_of: dict[tuple[str, str], int] = {}

    def add(self, fact: Fact) -> None:
        """Puts the fact's number into its cell, if it is fitter than the one there."""
        first, best = fact.first, fact.best
        if not (first.zone and first.indicator) or not _is_level(fact):
            return
        counted = (first.indicator, best.unit)
        if any(mention.known for mention in fact.mentions):
            self._known.add(counted)
        row = self._numbers.setdefault(first.zone, {})
        if counted not in row:
            self._zones_of[counted] = self._zones_of.get(counted, 0) + 1
        rank = _rank(fact)
        if counted not in row or rank > row[counted][0]:
            row[counted] = rank, best.number.value

    def table(self) -> tuple[Table, Iterator[Cells]]:
        """The table with its columns, and its rows sorted by zone."""
        zones_of, known = self._zones_of, self._known
        columns = sorted(
            (it for it in zones_of if it in known or (zones_of[it] > 1 and len(it[0]) >= _TELLING)),
            key=lambda it: (-zones_of[it], it not in known, it),
        )[:_WIDEST]
        columns.sort()
        table = Table(WIDE.name, WIDE.about, (*WIDE.columns, *(_column(*it) for it in columns)))
        rows = (
            (zone, *(row[it][1] if it in row else None for it in columns))
            for zone, row in sorted(self._numbers.items())
            if any(it in row for it in columns)
        )
        return table, rows


def _column(indicator: str, unit: str) -> Column:
    name = f"{indicator}（{unit}）" if unit else indicator
    return Column(name, name, "number", f"{indicator}, in {unit or 'no unit'}; the latest that is known")


def _is_level(fact: Fact) -> bool:
    best = fact.best
    return (
        best.change == "level"
        and best.modality == "reported"
        and best.aggregate not in {"average", "per"}
        and not best.per
        and not fact.superseded_by
        and not fact.organization.endswith(("公司", "厂", "集团"))
    )


def _rank(fact: Fact) -> tuple[object, ...]:
    """Sorts the facts of one cell from the least fit to the fittest, the same in every run."""
    is_part = any(mention.part_of for mention in fact.mentions)
    return (
        not fact.best.new,
        not fact.organization,
        not is_part,
        fact.as_of or date.min,
        len(fact.articles),
        fact.best.number.value,
        fact.fact_id,
    )
