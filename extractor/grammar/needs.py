"""Needs: the words without which a token pattern cannot match, before the figure and after it.

Most patterns fail in most sentences, because a class of words that they need is not there at all; to ask for
the classes first takes a fifth of the time of trying the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

_CLASSES = range(0xE000, 0xE000 + 256)  # the characters that tokens.WordClasses gives to classes
_BEFORE = {chr(code): 1 << at for at, code in enumerate(_CLASSES)}
_AFTER = {code: bit << len(_CLASSES) for code, bit in _BEFORE.items()}
# A piece of an expression over class characters, with the repeat behind it.
_PIECE = re.compile(
    r"""(?: \[(?P<not>\^?)(?P<set>[^\]]*)\] | (?P<char>[\ue000-\uf8ff])
      | (?P<open>\((?:\?P<\w+>|\?:|(?P<look>\?<?[=!]))?) | (?P<close>\)) | (?P<bar>\|) | . )
      (?P<repeat>[*?]|\{0|\{,)?""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Needs:
    """Bits (see `bits_of`) that must all be there for a match, and sets of which one each must be there."""

    every: int = 0
    one_of: tuple[int, ...] = ()

    @classmethod
    def of(cls, expression: str, figure: str) -> Needs:
        """The needs of an expression over class characters; `figure` is the character of the figure."""
        sets, _ = _sequence(list(_PIECE.finditer(expression)), 0)
        if figure not in sets:
            return cls()
        at = sets.index(figure)
        every, one_of = 0, []
        for place, codes in enumerate(sets):
            if place == at:
                continue
            bits = bits_of(codes, "") if place < at else bits_of("", codes)
            if len(set(codes)) == 1:
                every |= bits
            else:
                one_of.append(bits)
        return cls(every, tuple(one_of))


def bits_of(before: str, after: str) -> int:
    """One bit for each class that stands before a figure, and one for each that stands after it."""
    bits = reduce(or_, map(_BEFORE.__getitem__, set(before)), 0)
    return reduce(or_, map(_AFTER.__getitem__, set(after)), bits)


def _sequence(pieces: Sequence[re.Match[str]], at: int) -> tuple[list[str], int]:
    """What one sequence of pieces needs, in order, and where it ends; alternatives need nothing for sure."""
    sets: list[str] = []
    alternatives = False
    while at < len(pieces) and not pieces[at]["close"]:
        piece = pieces[at]
        inner: list[str] = []
        if piece["open"]:
            inner, at = _sequence(pieces, at + 1)
            if piece["look"]:
                inner = []
        elif piece["bar"]:
            alternatives = True
        elif (piece["char"] or piece["set"]) and not piece["not"]:
            inner = [piece["char"] or piece["set"]]
        if at < len(pieces) and not pieces[at]["repeat"]:
            sets += inner
        at += 1
    return ([] if alternatives else sets), at
