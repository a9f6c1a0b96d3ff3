"""Words of programs' names: their last words, and a cutter that never cuts inside a listed compound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractor.lexicon.listed import Listed
from extractor.steps.names import Cutter
from extractor.text.expressions import tried_often

Tagged = Sequence[tuple[str, str]]


class LastWords:
    """The last words of programs' names, several of them as one: 技能|竞赛|活动; `stops` hold none of them.

    What `more` matches goes on with a last word, too: 培训|班.
    """

    __slots__ = ("_more", "_names", "_stops")

    def __init__(self, names: Iterable[str], stops: Iterable[str], more: str) -> None:
        self._names = Listed(names)
        self._stops = Listed(stops)
        self._more = tried_often(more).match

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where last words begin and end, left to right and without overlaps.

        >>> list(LastWords(["竞赛", "活动"], ["活动室"], "班").find("竞赛活动，活动室，活动班"))
        [(0, 4), (9, 12)]
        """
        names, stops, more = self._names.ends(text), self._stops.ends(text), self._more
        free = 0
        for start in sorted({*names, *stops}):
            if start < free:
                continue
            if start in stops:
                free = stops[start]
                continue
            end = names[start]
            while end > free:
                free = end
                if free in names:
                    end = names[free]
                elif (match := more(text, free)) is not None:
                    end = match.end()
            yield start, free


class Whole:
    """A cutter whose words never break a compound: 再就业 is one word, and 新就业形态."""

    def __init__(self, words: Cutter, compounds: Listed) -> None:
        self._words = words
        self._compounds = compounds

    def tagged(self, text: str) -> Tagged:
        """The words of `text`, with those of each compound joined to one noun."""
        found: Tagged = self._words.tagged(text)
        if len(found) > 1:
            for start, end in self._compounds.longest(text):
                found = _joined(found, start, end)
        return found


def _joined(words: Tagged, start: int, end: int) -> Tagged:
    """The words with those between `start` and `end` as one, where both are borders of words."""
    first = last = -1
    at = 0
    for number, (word, _) in enumerate(words):
        if at == start:
            first = number
        at += len(word)
        if at >= end:
            last = number
            break
    if first < 0 or at != end or last == first:
        return words
    whole = "".join([word for word, _ in words[first : last + 1]])
    return [*words[:first], (whole, "n"), *words[last + 1 :]]
