"""Units: what a number may count or measure, looked up by the characters that follow it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from extractor.model import Dimension
from extractor.text.fold import fold


class Unit(NamedTuple):
    """One name of a unit: the number times `factor` is in `base`."""

    name: str
    base: str
    factor: Decimal
    dimension: Dimension
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Units:
    """All units: those of one character by it, the others by their first two, the longest first.

    `barred` holds, for each unit that needs it, the words that may not follow, by their first character;
    `firsts` the characters that a name begins with; `nouns` what a number counts without a unit, by first
    character.
    """

    short: Mapping[str, Unit]
    long: Mapping[str, tuple[Unit, ...]]
    barred: Mapping[str, Mapping[str, tuple[str, ...]]]
    firsts: frozenset[str]
    nouns: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> Units:
        """Units from the entries of units.yaml; a later entry replaces an earlier name."""
        by_name: dict[str, Unit] = {}
        nouns: list[str] = []
        for entry in entries:
            if entry.get("bare"):
                nouns += map(fold, entry["names"])
                continue
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
        long: dict[str, tuple[Unit, ...]] = {}
        for name in sorted(by_name, key=len, reverse=True):
            if len(name) > 1:
                long[name[:2]] = (*long.get(name[:2], ()), by_name[name])
        return cls(
            {name: unit for name, unit in by_name.items() if len(name) == 1},
            long,
            {name: _by_first(unit.unless) for name, unit in by_name.items() if unit.unless},
            frozenset(name[0] for name in by_name),
            _by_first(nouns),
        )

    def noun_at(self, text: str, position: int) -> bool:
        """Whether a noun that needs no unit stands at `position`: 200职工."""
        return _stands(self.nouns, text, position)

    def at(self, text: str, position: int) -> Unit | None:
        """The longest unit whose name stands at `position` of a folded text, or None."""
        for unit in self.long.get(text[position : position + 2], ()):
            name = unit.name
            if text.startswith(name, position):
                barred = self.barred.get(name)
                if barred is None or not _stands(barred, text, position + len(name)):
                    return unit
        name = text[position : position + 1]
        short = self.short.get(name)
        if short is not None:
            barred = self.barred.get(name)
            if (
                barred is not None
                and text[position + 1 : position + 2] in barred
                and _stands(barred, text, position + 1)
            ):
                return None
        return short


def _stands(words: Mapping[str, tuple[str, ...]], text: str, position: int) -> bool:
    """Whether one of the words stands at `position`."""
    found = words.get(text[position : position + 1])
    return found is not None and text.startswith(found, position)


def _by_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    by_first: dict[str, tuple[str, ...]] = {}
    for word in words:
        by_first[word[0]] = (*by_first.get(word[0], ()), word)
    return by_first
