"""Token patterns: expressions over classed words, such as `{act}{indicator: np}{figure}`.

Every class of words is one character, so that a sentence of classed words is a string and a token pattern
an expression over it. `{a|b}` is one word of either class; a class with a `pattern` of its own stands for
that pattern; `{label: …}` names the words that are taken. Blanks in a pattern mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import regex

from extractor.text.expressions import Expression, tried_often

BUILT_IN = ("figure", "other", "quote", "zone", "organization", "period")
"""Classes that the steps give: the figure in question, other figures, quoted names, names found before."""

_VERBS = ("act", "change", "serve", "compound", "either")
_LABEL = regex.compile(r"\s*([a-z_]+)\s*:(.*)", regex.DOTALL)


class TokenPatternError(ValueError):
    """A token pattern that cannot be read, and why."""


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The class of each word, by the word, by its ending, or by its tag; and one character for each class."""

    by_word: Mapping[str, str]
    by_tag: Mapping[str, str]
    by_ending: Mapping[str, str]
    carved: re.Pattern[str] | None
    codes: Mapping[str, str]
    patterns: Mapping[str, str]
    marks: Mapping[str, frozenset[str]]
    _several: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> WordClasses:
        """Classes from the entries of words.yaml; an earlier entry keeps its words."""
        by_word: dict[str, str] = {}
        by_tag: dict[str, str] = {}
        by_ending: dict[str, str] = {}
        carved: list[str] = []
        patterns: dict[str, str] = {}
        marks: dict[str, frozenset[str]] = {}
        codes = {name: chr(0xE000 + at) for at, name in enumerate(BUILT_IN)}
        for entry in entries:
            name = entry["name"]
            if entry.get("pattern"):
                patterns[name] = entry["pattern"]
                continue
            if entry.get("mark"):
                marks[name] = marks.get(name, frozenset()).union(entry["words"])
                continue
            code = codes.setdefault(name, chr(0xE000 + len(codes)))
            for word in entry.get("words", ()):
                by_word.setdefault(word, code)
            for tag in entry.get("tags", ()):
                by_tag.setdefault(tag, code)
            for ending in entry.get("endings", ()):
                by_ending.setdefault(ending, code)
            if entry.get("carved"):
                carved += entry["words"]
        cut = re.compile(_any_of(carved)) if carved else None
        return cls(by_word, by_tag, by_ending, cut, codes, patterns, marks)

    def code(self, word: str, tag: str) -> str:
        """The character of the word's class; the listed words come first."""
        found = self.by_word.get(word)
        if found is None and (tag[:1] in "nlj" or (tag == "v" and len(word) > 2)):
            found = self.by_ending.get(word[-2:]) or self.by_ending.get(word[-1:])
        if found is None and tag in {"v", "z"} and len(word) > 2:
            found = self.codes["noun"]  # 起付线, 劳资纠纷: a verb that long is a noun which no dictionary has
        if found is None:
            found = self.by_tag.get(tag)
        if found is None:
            found = self.by_tag.get(tag[:1])
        return found if found is not None else self.codes["particle"]

    def is_two_words(self, word: str) -> bool:
        """Whether a word that no list has is two, the first of them a verb: 推广|先进, 始终|保持."""
        if len(word) != 4 or word in self.by_word:
            return False
        first = self.by_word.get(word[:2])
        if first is not None and first == self.codes.get("reach"):
            return word[2:] in self.by_word  # 始终|保持
        return first is not None and first in self.codes_of(_VERBS)

    def codes_of(self, names: tuple[str, ...]) -> frozenset[str]:
        """The characters of those of the classes that the lists have."""
        codes = self._several.get(names)
        if codes is None:
            codes = self._several[names] = frozenset(self.codes[name] for name in names if name in self.codes)
        return codes

    def compile(self, pattern: str) -> Expression:
        """The expression over class characters that a token pattern stands for, compiled."""
        return tried_often(self.expanded(pattern))

    def expanded(self, pattern: str) -> str:
        """The expression over class characters that a token pattern stands for."""
        return self._expand(pattern, 0)

    def _expand(self, pattern: str, depth: int) -> str:
        if depth > 8:
            raise TokenPatternError(f"'{pattern}' contains itself")
        pieces: list[str] = []
        at = 0
        in_set = False
        while at < len(pattern):
            char = pattern[at]
            if char == "{" and (end := _closing(pattern, at)) and not pattern[at + 1 : at + 2].isdecimal():
                pieces.append(self._piece(pattern[at + 1 : end], in_set, depth))
                at = end + 1
                continue
            in_set = char == "[" or (in_set and char != "]")
            if not char.isspace():
                pieces.append(char)
            at += 1
        return "".join(pieces)

    def _piece(self, content: str, in_set: bool, depth: int) -> str:
        label = _LABEL.fullmatch(content)
        if label:
            inner = label[2].strip()
            whole = inner if "{" in inner else "{" + inner + "}"
            return f"(?P<{label[1]}>{self._expand(whole, depth + 1)})"
        names = [name.strip() for name in content.split("|")]
        if len(names) == 1 and names[0] in self.patterns:
            return f"(?:{self._expand(self.patterns[names[0]], depth + 1)})"
        unknown = [name for name in names if name not in self.codes]
        if unknown:
            known = ", ".join(sorted((*self.codes, *self.patterns)))
            raise TokenPatternError(f"unknown class '{unknown[0]}'; expected one of {known}")
        codes = "".join(self.codes[name] for name in names)
        return codes if in_set else f"[{codes}]"


def _any_of(words: Iterable[str]) -> str:
    """An expression for the longest of the words, parted by first characters: one look at each place."""
    rest: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        rest.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(ends)})" for first, ends in rest.items())


def _closing(pattern: str, at: int) -> int:
    depth = 0
    for place in range(at, len(pattern)):
        depth += (pattern[place] == "{") - (pattern[place] == "}")
        if not depth:
            return place
    raise TokenPatternError(f"'{pattern}' has a {{ without its }}")
