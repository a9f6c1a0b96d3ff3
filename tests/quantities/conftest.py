"""The quantities of a text as written, by the project's own patterns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from extractor.grammar import load
from extractor.lexicon.bounds import Bounds
from extractor.lexicon.units import Units
from extractor.model import Quantity
from extractor.steps.cells import Cell, find_cells
from extractor.steps.quantities import Exclusions, find_quantities
from extractor.text.fold import fold

# A few of the names that the gazetteer gives; the tests need no other.
NAMES = ("五家渠市", "五家渠", "三门峡市", "六合区", "七台河", "五台县", "三元区")


@dataclass(frozen=True, repr=False)
class Reader:
    units: Units
    bounds: Bounds
    exclusions: Exclusions

    def __call__(self, text: str) -> list[Quantity]:
        return find_quantities(fold(text), self.units, self.bounds, self.exclusions)

    def cells(self, text: str) -> tuple[Cell, ...]:
        return find_cells(fold(text), self.units, self.bounds, self.exclusions)


@pytest.fixture(scope="session")
def reader() -> Reader:
    patterns = load()
    return Reader(
        Units.of(patterns.entries("units")),
        Bounds.of(patterns.entries("bounds")),
        Exclusions.of(patterns.entries("exclusions"), NAMES),
    )


@pytest.fixture(scope="session")
def written(reader: Reader) -> Callable[[str], list[str]]:
    """Each quantity on a line: `raw = value..value_max unit bound /per`, without what is empty or exact."""

    def write(text: str) -> list[str]:
        return [_line(quantity, text) for quantity in reader(text)]

    return write


def _line(quantity: Quantity, text: str) -> str:
    value = f"{quantity.value.normalize():f}"
    if quantity.value_max is not None:
        value += f"..{quantity.value_max.normalize():f}"
    words = [value, quantity.unit, "" if quantity.bound == "exact" else str(quantity.bound)]
    words.append(f"/{quantity.per}" if quantity.per else "")
    return f"{quantity.span.of(text)} = {' '.join(word for word in words if word)}"
