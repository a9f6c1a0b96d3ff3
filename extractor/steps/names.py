"""Names: how far to the left a name reaches, by the words before its last part."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Protocol

from extractor.text import kept_re as re

# Up to the last of what ends a name on its left: all but letters, digits and Chinese characters.
_APART = re.compile(r".*(?:[^\w㐀-鿿]|_)", re.DOTALL)


class Cutter(Protocol):
    """Whatever cuts a text into tagged words; see text.words."""

    def tagged(self, text: str) -> Sequence[tuple[str, str]]:
        """The words of `text`, in order and without gaps, each with its part of speech in jieba's terms."""


def name_start(
    text: str,
    end: int,
    words: Cutter,
    *,
    allowed: tuple[str, ...],
    stops: Container[str],
    most: int,
    reach: int = 20,
    also: Container[str] = (),
) -> int:
    """Where the name that runs up to `end` begins.

    It takes in as many words to the left as have an allowed tag or are in `also`, `most` at most.
    """
    begin = max(0, end - reach)
    mark = _APART.match(text, begin, end)
    if mark is not None:
        begin = mark.end()
    if begin == end:
        return end
    start = end
    for taken, (word, tag) in enumerate(reversed(words.tagged(text[begin:end]))):
        if taken == most or word in stops:
            break
        if not tag.startswith(allowed) and word not in also:
            break
        start -= len(word)
    return start
