"""Bounds: words that bind a number, by where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from extractor.model import Bound
from extractor.text.fold import fold


@dataclass(frozen=True, slots=True)
class Binding:
    """A bound word and its length."""

    bound: Bound
    length: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bound words by place; `apart` holds expressions that end right before the number."""

    before: Mapping[str, Bound]
    inside: Mapping[str, Bound]
    after: Mapping[str, Bound]
    apart: tuple[tuple[regex.Pattern[str], Bound], ...]
    not_after: Mapping[Bound, tuple[str, ...]]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> Bounds:
        """Bounds from the entries of bounds.yaml."""
        before: dict[str, Bound] = {}
        inside: dict[str, Bound] = {}
        after: dict[str, Bound] = {}
        apart: list[tuple[regex.Pattern[str], Bound]] = []
        not_after: dict[Bound, tuple[str, ...]] = {}
        for entry in entries:
            bound = Bound(entry["bound"])
            for table, field in ((before, "before"), (inside, "inside"), (after, "after")):
                table.update((fold(word), bound) for word in entry.get(field, ()))
            apart += [(regex.compile(rf"(?:{source})$"), bound) for source in entry.get("apart", ())]
            not_after[bound] = (*not_after.get(bound, ()), *entry.get("not_after", ()))
        return cls(before, inside, after, tuple(apart), not_after)

    def before_at(self, text: str, position: int) -> Binding | None:
        """The longest bound word that ends at `position`, unless it is the end of another word."""
        for length in range(min(6, position), 0, -1):
            bound = self.before.get(text[position - length : position])
            if bound is not None:
                if length <= 2 and text.endswith(self.not_after.get(bound, ()) or ("\0",), 0, position - length):
                    continue
                return Binding(bound, length)
        return None

    def inside_at(self, text: str, position: int) -> Binding | None:
        """The bound word that stands at `position`, between a numeral and its unit."""
        return _longest(self.inside, text, position, 2)

    def after_at(self, text: str, position: int) -> Binding | None:
        """The longest bound word that stands at `position`, behind a unit."""
        return _longest(self.after, text, position, 5)

    def apart_from(self, window: str) -> Bound | None:
        """The bound that binds from some words before; `window` is the clause up to the number."""
        for expression, bound in self.apart:
            if expression.search(window):
                return bound
        return None


def _longest(table: Mapping[str, Bound], text: str, position: int, longest: int) -> Binding | None:
    for length in range(longest, 0, -1):
        bound = table.get(text[position : position + length])
        if bound is not None:
            return Binding(bound, length)
    return None
