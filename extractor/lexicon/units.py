"""Units: what a number may count or measure, looked up by the characters that follow it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractor.model import Dimension
from extractor.text.fold import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """One name of a unit: the number times `factor` is in `base`."""

    name: str
    base: str
    factor: Decimal
    dimension: Dimension
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """All units by folded name; `longest` bounds the look-up."""

    by_name: Mapping[str, Unit]
    longest: int

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> Units:
        """Units from the entries of units.yaml; a later entry replaces an earlier name."""
        by_name: dict[str, Unit] = {}
        for entry in entries:
            dimension = Dimension(entry["dimension"])
            unless = tuple(fold(word) for word in entry.get("unless", ()) if word)
            for name in entry["names"]:
                by_name[fold(name)] = Unit(
                    name=fold(name),
                    base=entry.get("base") or name,
                    factor=Decimal(str(entry.get("factor", 1))),
                    dimension=dimension,
                    unless=unless,
                )
        return cls(by_name, max(map(len, by_name), default=0))

    def at(self, text: str, position: int) -> Unit | None:
        """The longest unit whose name stands at `position` of a folded text, or None."""
        by_name = self.by_name
        for length in range(min(self.longest, len(text) - position), 0, -1):
            unit = by_name.get(text[position : position + length])
            if unit is not None and not (unit.unless and text.startswith(unit.unless, position + length)):
                return unit
        return None
