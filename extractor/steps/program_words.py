"""Words of programs' names: a cutter that never cuts inside a listed compound."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.lexicon.listed import Listed
from extractor.steps.names import Cutter

Tagged = Sequence[tuple[str, str]]


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
