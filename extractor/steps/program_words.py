"""Words of programs' names: a cutter that never cuts inside a listed compound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from extractor.steps.names import Cutter, Tagged


class Joined(NamedTuple):
    """A compound that the dictionary does not know, as one noun."""

    start: int
    end: int
    text: str
    tag: str


class Whole:
    """A cutter whose words never break a compound: 再就业 is one word, and 新就业形态."""

    def __init__(self, words: Cutter, compounds: regex.Pattern[str]) -> None:
        self._words = words
        self._compounds = compounds

    def cut(self, text: str, offset: int = 0) -> Sequence[Tagged]:
        """The words of `text`, placed from `offset` on, with those of each compound joined."""
        found: Sequence[Tagged] = self._words.cut(text, offset)
        for match in self._compounds.finditer(text):
            found = _joined(found, match.start() + offset, match.end() + offset, text, offset)
        return found


def _joined(words: Sequence[Tagged], start: int, end: int, text: str, offset: int) -> Sequence[Tagged]:
    """The words with those between `start` and `end` as one, where both are borders of words."""
    inside = [word for word in words if start <= word.start and word.end <= end]
    if len(inside) < 2 or inside[0].start != start or inside[-1].end != end:
        return words
    at = next(number for number, word in enumerate(words) if word.start == start)
    whole = Joined(start, end, text[start - offset : end - offset], "n")
    return [*words[:at], whole, *words[at + len(inside) :]]
