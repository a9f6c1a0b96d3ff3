"""Names: how far to the left a name reaches, by the words before its last part."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Protocol


class Tagged(Protocol):
    """A word with its place and its part of speech."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character after its last."""

    @property
    def text(self) -> str:
        """Its surface."""

    @property
    def tag(self) -> str:
        """Its part of speech, in jieba's terms."""


class Cutter(Protocol):
    """Whatever cuts a text into tagged words; see text.words."""

    def cut(self, text: str, offset: int = 0) -> Sequence[Tagged]:
        """The words of `text`, placed from `offset` on."""


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
    for at in range(end - 1, begin - 1, -1):
        if not _is_name_character(text[at]):
            begin = at + 1
            break
    start = end
    for taken, word in enumerate(reversed(words.cut(text[begin:end], begin))):
        if word.text in stops or taken == most:
            break
        if not word.tag.startswith(allowed) and word.text not in also:
            break
        start = word.start
    return start


def _is_name_character(char: str) -> bool:
    return "㐀" <= char <= "鿿" or char.isalnum()
