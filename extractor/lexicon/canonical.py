"""Canonical names: one name under which what several articles call differently can be compared.

An indicator is known by its ending (its head, in Chinese) together with what it needs beside it: 职工 is
培训职工 only where a 培训 stands in the indicator itself, in the verb, or at the end of the program's name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractor.text import kept_re as re

# What may follow the word that a program is known by: 技能培训活动. Not 站 or 学院: a place is no training.
_KINDS = re.compile(
    r"(?:集中|专项|主题|系列|公益)?(?:活动|行动|计划|工程|项目|服务|课程|班|会|周|月|季|资金|基金|制度|机制)$"
)
_LONG = re.compile(r"(?<=[一-鿿]{2})(?:高新?技术产业(?:开发区|园区)|经济技术开发区)$")
_OWN, _ACTION, _TAIL, _PROGRAM, _BARE, _WEAK = range(6)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an indicator: its verb, the words of its clause before and behind, its program.

    The words count beside the verb, because 培训 is no verb to every reader.
    """

    action: str = ""
    lead: str = ""
    tail: str = ""
    program: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of canonical.yaml."""

    id: str
    name: str
    order: int
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    units: frozenset[str]
    weak: bool

    def rank(self, indicator: str, unit: str, beside: Beside) -> int | None:
        """How well the rule fits, 0 best; None where it does not."""
        if self.units and unit not in self.units:
            return None
        action, lead, needs = beside.action, beside.lead, self.needs
        for word in self.unless:  # loops, since any() with a generator costs three times as much here
            if word in indicator or word in action or word in lead:
                return None
        if not needs:
            return _WEAK if self.weak else _BARE
        for word in needs:
            if word in indicator:
                return _WEAK if self.weak else _OWN
        for word in needs:
            if word in action or lead.endswith(word):
                return _WEAK if self.weak else _ACTION
        if self.weak:
            return None
        for word in needs:
            if word in beside.tail:
                return _TAIL
        return _PROGRAM if _ends(beside.program, needs) else None


class Canonical:
    """All canonical names, by one look-up for each ending of an indicator."""

    def __init__(
        self,
        rules: Mapping[str, tuple[Rule, ...]],
        zones: Mapping[str, str],
        programs: tuple[tuple[str, str, str], ...],
    ) -> None:
        self._rules = rules
        self._longest = max(map(len, rules), default=0)
        self._zones = zones
        self._programs = programs
        # An article names a few programs, many times each.
        self._common = lru_cache(maxsize=4096)(self._program)

    @classmethod
    def of(
        cls,
        entries: Iterable[Mapping[str, Any]],
        zones: Iterable[Mapping[str, str]] = (),
        programs: Iterable[Mapping[str, str]] = (),
    ) -> Canonical:
        """From the entries of canonical.yaml and the rows of names/zones.csv and names/programs.csv."""
        rules: dict[str, list[Rule]] = {}
        for order, entry in enumerate(entries):
            rule = Rule(
                entry["id"], entry["name"], order, tuple(entry["needs"]), tuple(entry["unless"]),
                frozenset(entry["units"]), entry["weak"],
            )  # fmt: skip
            for word in dict.fromkeys(entry["words"]):
                rules.setdefault(word, []).append(rule)
        return cls(
            {word: tuple(found) for word, found in rules.items()},
            _short_zones(zones),
            _program_words(programs),
        )

    def knows(self, indicator: str) -> bool:
        """Whether any rule is for an indicator with this ending, whatever stands beside it."""
        rules = self._rules
        for at in range(max(0, len(indicator) - self._longest), len(indicator)):
            if indicator[at:] in rules:
                return True
        return False

    def indicator(self, indicator: str, unit: str, beside: Beside) -> tuple[str, str]:
        """The canonical name and the id of the rule that gives it; two empty strings where none does.

        What the indicator itself says wins over its verb, the verb over the words behind, these over the
        program, the longer ending over the shorter one, the earlier rule over the later.
        """
        best: tuple[int, int, int] | None = None
        found: Rule | None = None
        for at in range(max(0, len(indicator) - self._longest), len(indicator)):
            for rule in self._rules.get(indicator[at:], ()):
                rank = rule.rank(indicator, unit, beside)
                if rank is not None and (best is None or (rank, at, rule.order) < best):
                    best, found = (rank, at, rule.order), rule
        return (found.name, found.id) if found else ("", "")

    def zone(self, name: str) -> str:
        """The short name of a zone that the list knows, or of several that 、 joins; else the empty string.

        Where the list does not know it, a name of the usual long form has the usual short one.
        """
        parts = name.split("、")
        short = [self._zones.get(part) or _LONG.sub(_shortened, part) for part in parts]
        return "" if short == parts and name not in self._zones else "、".join(short)

    def program(self, name: str) -> str:
        """The common name of a program that the list knows, else the empty string."""
        return self._common(name)

    def _program(self, name: str) -> str:
        for word, place, common in self._programs:
            if word in name and (place == "inside" or (name.startswith(word) and _ends(name, word))):
                return common
        return ""


def _ends(name: str, words: str | tuple[str, ...]) -> bool:
    """Whether the name ends with one of the words, kinds such as 活动 behind it left out of account."""
    return any(shorter.endswith(words) for shorter in _shorter(name))


@lru_cache(maxsize=4096)  # an article names a few programs, many times each
def _shorter(name: str) -> tuple[str, ...]:
    """The name, and what is left of it when the kinds at its end are taken away, one after the other."""
    found: list[str] = []
    while name and (not found or name != found[-1]):
        found.append(name)
        name = _KINDS.sub("", name)
    return tuple(found)


def _short_zones(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Every name of a zone with its short one; a name that two zones have stands for neither."""
    zones = [(row["name"], [it for it in row.get("aliases", "").split("|") if it]) for row in rows]
    owners = Counter(name for full, aliases in zones for name in {full, *aliases})
    found: dict[str, str] = {}
    for full, aliases in zones:
        own = [name for name in (*aliases, full) if owners[name] == 1]
        found.update((name, own[0]) for name in own)
    return found


def _program_words(rows: Iterable[Mapping[str, str]]) -> tuple[tuple[str, str, str], ...]:
    """(word, where it may stand, common name), the longest word first."""
    words = [
        (word, row.get("place", "") or "whole", row["name"])
        for row in rows
        for word in (row["name"], *row.get("aliases", "").split("|"))
        if word
    ]
    return tuple(sorted(words, key=lambda it: (-len(it[0]), it)))


def _shortened(found: re.Match[str]) -> str:
    return "经开区" if found[0].startswith("经") else "高新区"
