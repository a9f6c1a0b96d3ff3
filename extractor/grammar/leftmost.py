"""Leftmost: the matches of several expressions as if they were one, each looked for in the way that is quick.

Joined to one alternation, expressions lose what the engine knows of each: the characters that it begins
with, the words that it must hold. Those that begin with the same look-ahead are tried together, and only
where it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import regex

from extractor.text.expressions import Expression, compiled, tried_often

_Found = tuple[int, int, int]
"""First character, place of the expression among its fellows, end."""
_Search = Callable[[str, int], _Found | None]

_OPENS = re.compile(r"(\(\?:)?\(\?=")
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


class Leftmost:
    """Expressions in order of preference; of two that match from one character on, the first wins."""

    __slots__ = ("_searches",)

    def __init__(self, sources: Sequence[str]) -> None:
        together: dict[str, list[tuple[int, Expression]]] = {}
        self._searches: list[_Search] = []
        for place, source in enumerate(sources):
            lead = lead_of(source)
            if lead:
                together.setdefault(lead, []).append((place, tried_often(source)))
            else:
                self._searches.append(_alone(compiled(source), place))
        self._searches += [_led(lead, held) for lead, held in together.items()]

    def matches(self, text: str) -> Iterator[_Found]:
        """Matches from left to right, without overlaps: start, place of the expression, end."""
        held = [(found, search) for search in self._searches if (found := search(text, 0)) is not None]
        while held:
            best = min(held, key=_found)[0]
            if best[0] >= len(text):  # what matches nothing found it at the end, where a search never ends
                return
            yield best
            position = max(best[2], best[0] + 1)
            passed = [search for found, search in held if found[0] < position]
            held = [pair for pair in held if pair[0][0] >= position]
            held += [(found, search) for search in passed if (found := search(text, position)) is not None]


def lead_of(source: str) -> str:
    """The expression in the look-ahead with which every match of `source` begins, or the empty string.

    >>> lead_of("(?:(?=[0-9]|(?:半|[(]))){number}年")
    '[0-9]|(?:半|[(])'
    >>> lead_of("[0-9]年"), lead_of("(?=半)半年|一年"), lead_of("(?:(?=半)|一)年")
    ('', '', '')
    """
    opens = _OPENS.match(source)
    if opens is None:
        return ""
    depth = 2 if opens[1] else 1
    closed = end = 0
    for piece in _PIECE.finditer(source, opens.end()):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if not end and depth == (1 if opens[1] else 0):
            end = piece.start()
            closed = piece.end()
        elif piece[0] == "|" and end and not depth:
            return ""
    whole = end and (not opens[1] or source[closed : closed + 1] == ")")
    return source[opens.end() : end] if whole else ""


def _alone(expression: regex.Pattern[str], place: int) -> _Search:
    """A search for one expression; the engine itself looks for what it must hold."""
    find = expression.search

    def search(text: str, position: int) -> _Found | None:
        match = find(text, position)
        return None if match is None else (match.start(), place, match.end())

    return search


def _led(lead: str, held: Sequence[tuple[int, Expression]]) -> _Search:
    """A search for expressions that begin with the same look-ahead, in order."""
    begins = tried_often(lead).search
    tries = [(place, expression.match) for place, expression in held]

    def search(text: str, position: int) -> _Found | None:
        while position <= len(text) and (begin := begins(text, position)) is not None:
            start = begin.start()
            for place, match_at in tries:
                if (match := match_at(text, start)) is not None:
                    return start, place, match.end()
            position = start + 1
        return None

    return search


def _found(pair: tuple[_Found, _Search]) -> _Found:
    return pair[0]
