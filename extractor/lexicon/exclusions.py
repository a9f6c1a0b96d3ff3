"""Exclusions: what looks like a figure and is none, by the text before, of and behind it, and by place names.

A rule is tried only where the characters at its edges allow it. Which characters do, the rule's own
expressions say (a partial match of one character), so a user's rules are as quick as ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import regex

from extractor.text.expressions import compiled

_Expression = regex.Pattern[str]
# Characters that a rule sees on each side of the number. So few that no expression can be slow on them: a
# timeout, which costs more than the match itself, is left to the longer numbers.
_REACH = 12
_SECONDS = 0.5


class Exclusions:
    """The rules of exclusions.yaml, and the names of places that begin with a numeral: 五家渠市."""

    __slots__ = ("_after", "_before", "_first", "_last", "_names", "_rules")

    def __init__(self, rules: Iterable[_Rule], names: Iterable[str] = ()) -> None:
        self._rules = tuple(rules)
        self._before = _Edge([rule.before for rule in self._rules])
        self._first = _Edge([rule.number for rule in self._rules])
        self._last = _Edge([rule.number_backwards for rule in self._rules])
        self._after = _Edge([rule.after for rule in self._rules])
        by_first: dict[str, tuple[str, ...]] = {}
        for name in names:
            if len(name) > 2:  # 三元 and 三台 alone are numbers with a unit
                by_first[name[0]] = (*by_first.get(name[0], ()), name)
        self._names = by_first

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]], names: Iterable[str] = ()) -> Exclusions:
        """Exclusions from the entries of exclusions.yaml, macros expanded, and folded names of places."""
        return cls([_Rule(entry) for entry in entries], names)

    def reason(self, text: str, start: int, end: int) -> str:
        """The id of the rule by which characters `start` to `end` are no figure, or the empty string."""
        mask = (
            self._first[text[start]]
            & self._last[text[end - 1]]
            & self._before[text[start - 1 : start]]
            & self._after[text[end : end + 1]]
        )
        if not mask:
            return ""
        for number, rule in enumerate(self._rules):
            if mask >> number & 1 and rule.holds(text, start, end):
                return rule.name
        return ""

    def begins_name(self, text: str, start: int) -> int:
        """The length of the place name that stands at `start`, such as 五家渠市; 0 where none does."""
        names = self._names.get(text[start])
        if names is None or not text.startswith(names, start):
            return 0
        return max(len(name) for name in names if text.startswith(name, start))


class _Rule:
    """One entry, compiled: `before` is matched backwards from the number, `after` forwards from its end."""

    __slots__ = ("after", "before", "name", "number", "number_backwards")

    def __init__(self, entry: Mapping[str, Any]) -> None:
        self.name: str = entry["id"]
        self.before = _compiled(entry.get("before", "").removesuffix("$"), "(?r)")
        self.number = _compiled(entry.get("number", ""), "")
        self.number_backwards = _compiled(entry.get("number", ""), "(?r)")
        self.after = _compiled(entry.get("after", ""), "")

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether the number at `start` to `end` is none by this rule."""
        if self.number is not None and not self._is_number(text, start, end):
            return False
        if self.after is not None and self.after.match(text, end, end + _REACH) is None:
            return False
        return self.before is None or self.before.match(text, max(0, start - _REACH), start) is not None

    def _is_number(self, text: str, start: int, end: int) -> bool:
        assert self.number is not None
        if end - start <= _REACH:
            return self.number.fullmatch(text, start, end) is not None
        try:
            return self.number.fullmatch(text, start, end, timeout=_SECONDS) is not None
        except TimeoutError:
            return False


def _compiled(source: str, flag: str) -> _Expression | None:
    return compiled(f"{flag}(?:{source})") if source else None


class _Edge(dict[str, int]):
    """For a character at one edge of a number, a bit for each rule that allows it.

    The character is empty at an end of the text. Reckoned when one is first seen.
    """

    def __init__(self, expressions: list[_Expression | None]) -> None:
        super().__init__()
        self._expressions = expressions

    def __missing__(self, char: str) -> int:
        allowed = [
            expression is None or expression.match(char, partial=True) is not None
            for expression in self._expressions
        ]
        self[char] = mask = sum(1 << number for number, allows in enumerate(allowed) if allows)
        return mask
