"""Listed words: where the words of a closed list stand in a text, found in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Listed:
    """The words of a list, looked for by an Aho-Corasick automaton."""

    __slots__ = ("_automaton", "_longest")

    def __init__(self, words: Iterable[str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        listed = sorted(set(filter(None, words)))
        self._automaton: AhoCorasick = AhoCorasick(listed, matchkind=MatchKind.Standard)
        self._longest = max(map(len, listed), default=0)

    def starts(self, text: str) -> list[int]:
        """Every character with which a word begins, in order.

        >>> Listed(["职工", "职工之家", "之家"]).starts("建职工之家")
        [1, 3]
        """
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return sorted({start for _, start, _ in found})

    def longest(self, text: str) -> list[tuple[int, int]]:
        """Where words stand, left to right and without overlaps; of those that begin together, the longest.

        >>> Listed(["职工", "职工之家", "之家"]).longest("建职工之家")
        [(1, 5)]
        """
        ends = self.ends(text)
        found: list[tuple[int, int]] = []
        if not ends:
            return found
        free = 0
        for start in sorted(ends):
            if start >= free:
                free = ends[start]
                found.append((start, free))
        return found

    def ends(self, text: str) -> dict[int, int]:
        """Where the longest word ends that begins with a character, for each that one begins with.

        >>> Listed(["职工", "职工之家", "之家"]).ends("建职工之家")
        {1: 5, 3: 5}
        """
        ends: dict[int, int] = {}
        for _, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if end > ends.get(start, 0):
                ends[start] = end
        return ends

    def first(self, text: str, start: int, most: int) -> int:
        """Where the first word begins at `start` or after, `most` characters further on at most; -1 for none.

        >>> Listed(["职工", "之家"]).first("建职工之家", 2, 3), Listed(["职工"]).first("建职工", 0, 0)
        (3, -1)
        """
        window = text[start : start + most + self._longest]
        found = self._automaton.find_matches_as_indexes(window, overlapping=True)
        at = min([start for _, start, _ in found], default=most + 1)
        return start + at if at <= most else -1
