"""Bounds: words that bind a number, by where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from extractor.model import Bound
from extractor.text import kept_regex as regex
from extractor.text.expressions import compiled
from extractor.text.fold import fold

REACH = 24
"""How many characters before a number a word may stand that binds it from there."""

_CLAUSE_END = regex.compile(r"(?r)[,。;:!?\n]")


class Binding(NamedTuple):
    """A bound word and its length."""

    bound: Bound
    length: int


_Words = Mapping[str, tuple[tuple[str, Bound], ...]]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bound words by place, keyed by the character nearest to the number's reader, the longest first.

    `before` is keyed by a word's last character, `inside` and `after` by its first; `apart` holds expressions
    that end right before the number, and `cues` finds where one of them may begin.
    """

    before: _Words
    inside: _Words
    after: _Words
    apart: tuple[tuple[regex.Pattern[str], Bound], ...]
    cues: regex.Pattern[str] | None
    not_after: Mapping[Bound, tuple[str, ...]]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> Bounds:
        """Bounds from the entries of bounds.yaml."""
        words: dict[str, dict[str, Bound]] = {"before": {}, "inside": {}, "after": {}}
        apart: list[tuple[str, Bound]] = []
        not_after: dict[Bound, tuple[str, ...]] = {}
        for entry in entries:
            bound = Bound(entry["bound"])
            for field, table in words.items():
                table.update((fold(word), bound) for word in entry.get(field, ()))
            apart += [(source, bound) for source in entry.get("apart", ())]
            not_after[bound] = (*not_after.get(bound, ()), *map(fold, entry.get("not_after", ())))
        return cls(
            _by_char(words["before"], -1),
            _by_char(words["inside"], 0),
            _by_char(words["after"], 0),
            tuple((compiled(rf"(?:{source})$"), bound) for source, bound in apart),
            compiled("|".join(f"(?:{source})" for source, _ in apart)) if apart else None,
            not_after,
        )

    def before_at(self, text: str, position: int) -> Binding | None:
        """The longest bound word that ends at `position`, unless it is the end of another word."""
        if not position:
            return None
        for word, bound in self.before.get(text[position - 1], ()):
            if not text.endswith(word, 0, position):
                continue
            start = position - len(word)
            barred = self.not_after.get(bound)
            if len(word) <= 2 and barred and text.endswith(barred, 0, start):
                continue  # 节约, 附近
            return Binding(bound, len(word))
        return None

    def inside_at(self, text: str, position: int) -> Binding | None:
        """The bound word that stands at `position`, between a numeral and its unit."""
        return _first(self.inside, text, position)

    def after_at(self, text: str, position: int) -> Binding | None:
        """The longest bound word that stands at `position`, behind a unit."""
        return _first(self.after, text, position)

    def cues_in(self, text: str) -> list[int]:
        """Where a word that binds from some words before may begin."""
        if self.cues is None:
            return []
        return [match.start() for match in self.cues.finditer(text, overlapped=True)]

    def apart_at(self, text: str, position: int, free: int, cues: Sequence[int]) -> Bound | None:
        """The bound that binds the number at `position` from before, in its clause and not before `free`."""
        at = bisect_left(cues, position) - 1
        if at < 0 or cues[at] < max(free, position - REACH):
            return None
        first = max(free, position - REACH)
        stop = _CLAUSE_END.search(text, first, position)
        window = text[stop.end() if stop else first : position]
        return next((bound for expression, bound in self.apart if expression.search(window)), None)


def _by_char(words: Mapping[str, Bound], at: int) -> dict[str, tuple[tuple[str, Bound], ...]]:
    table: dict[str, tuple[tuple[str, Bound], ...]] = {}
    for word in sorted(words, key=len, reverse=True):
        table[word[at]] = (*table.get(word[at], ()), (word, words[word]))
    return table


def _first(table: _Words, text: str, position: int) -> Binding | None:
    for word, bound in table.get(text[position : position + 1], ()):
        if text.startswith(word, position):
            return Binding(bound, len(word))
    return None
