"""Cost: how unlike a manual figure and an extracted row are, from 0 to MOST, which is another figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.compare.agreement import Agreement, bare
from extractor.compare.amount import difference
from extractor.compare.found import Found
from extractor.compare.manual import ManualFigure

MOST = 1.0
"""A pair that costs this much is no pair."""

# In one article a number is hardly ever another one's twin; in a table of facts the names must agree more.
_IN_ARTICLE: Mapping[str, float] = {
    "zone": 0.12, "organization": 0.05, "program": 0.08, "indicator": 0.16, "period": 0.06, "bound": 0.03,
    "change": 0.05,
}  # fmt: skip
_IN_FACTS: Mapping[str, float] = {
    "zone": 0.3, "organization": 0.08, "program": 0.14, "indicator": 0.22, "period": 0.14, "bound": 0.03,
    "change": 0.08,
}  # fmt: skip
_VALUE, _UNIT, _TOLERATED, _UNSAID, _ORDER = 0.42, 0.34, 0.02, 0.7, 0.22
_ALIKE = 0.45  # how like the words of two indicators must be where nothing else speaks for the pair
_IN_PLACE = 0.25  # how far out of order a figure may be and still stand where the other is expected
_NUMERALS = frozenset("0123456789.零〇一二两三四五六七八九十百千")
_SMALL = 10  # counts below it are met everywhere
_RARE = 1000  # a number from here on, and not a round one, is seldom met twice


@dataclass(frozen=True, slots=True)
class Differences:
    """What a pair does not agree in: the names of fields, `value` and `unit` first; and what was let pass."""

    names: tuple[str, ...]
    tolerated: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields alone."""
        return tuple(name for name in self.names if name not in {"value", "unit"})


class Costs:
    """Weighs pairs of one comparison by their places in both lists."""

    def __init__(self, manual: Sequence[ManualFigure], found: Sequence[Found], agreement: Agreement) -> None:
        self._manual = manual
        self._found = found
        self._agreement = agreement
        self._units = [frozenset(map(bare, figure.units)) for figure in manual]
        self._words = [bare(figure.raw) for figure in manual]
        self._likeness = lru_cache(maxsize=1 << 18)(_likeness)

    def cost(self, i: int, j: int, off: float = 0.0) -> float:
        """What the pair costs; `off` says how far it is out of the reading order, 0 to 1."""
        figure, one = self._manual[i], self._found[j]
        same_words = self._same_words(i, j)
        same_unit = not self._units[i] or one.unit in self._units[i]
        if off >= MOST and not same_words and not (same_unit and figure.amount.low == one.amount.low):
            return MOST  # out of place, and not the same by its looks either
        same_value = self._value(i, j, same_words) is not None
        if not (same_value or same_unit or same_words):
            return MOST
        in_article = is_of_article(figure)
        weights = _IN_ARTICLE if in_article else _IN_FACTS
        fields = self._agreement.differing(figure, one.row)
        total = off * _ORDER + sum(weights[name] * self._share(name, figure, one) for name in fields)
        if same_value and same_unit:
            if not (in_article or self._may_be_one(figure, one, fields)):
                return MOST
            exact = one.amount.low == figure.amount.low
            return min(total + (0.0 if exact else _TOLERATED), MOST)
        if not (same_words or self._may_be_misread(figure, one, fields, off, same_value)):
            return MOST
        total += (0.0 if same_value else _VALUE) + (0.0 if same_unit else _UNIT)
        # The same words, in the same place, are the same figure whatever was made of them.
        return min(total * 0.7, MOST - 0.01) if same_words else min(total, MOST)

    def differences(self, i: int, j: int) -> Differences:
        """What the pair does not agree in, and what was tolerated."""
        figure, one = self._manual[i], self._found[j]
        value = self._value(i, j, self._same_words(i, j))
        names = [] if value is not None else ["value"]
        if self._units[i] and one.unit not in self._units[i]:
            names.append("unit")
        names += self._agreement.differing(figure, one.row)
        if self._agreement.bound_differs(figure, one.row):
            names.append("bound")
        # A bound that the manual side states in a column of its own is compared there.
        notes = (
            [value or ""] if "bound" not in figure.fields or not (value or "").startswith("bound:") else []
        )
        notes.append(self._agreement.tolerated(figure, one.row))
        return Differences(tuple(names), "; ".join(filter(None, notes)))

    def _value(self, i: int, j: int, same_words: bool) -> str | None:
        """What was tolerated in the value; None where the values differ."""
        mine, theirs = self._manual[i].amount, self._found[j].amount
        note = difference(mine, theirs)
        # The same words cannot say two numbers: one of them was misread, not rounded.
        return None if note and same_words and not mine.equals(theirs) else note

    def _same_words(self, i: int, j: int) -> bool:
        """Whether the words of one lie in the other's: 超1.5亿元, 1.5亿; two figures of a list never do."""
        mine, theirs = self._words[i], self._found[j].words
        return bool(mine and theirs) and (_holds(theirs, mine) or _holds(mine, theirs))

    def _share(self, name: str, figure: ManualFigure, one: Found) -> float:
        """The share of its weight that a difference costs: less where the row is silent or close."""
        cell = one.row.get(name, "")
        if not cell:
            return _UNSAID
        return max(0.3, 1.0 - self._alike(figure, cell)) if name == "indicator" else 1.0

    def _alike(self, figure: ManualFigure, cell: str) -> float:
        """How like an indicator is to the accepted ones, 0 to 1."""
        return max((self._likeness(form, cell) for form in figure.fields.get("indicator", ())), default=0.0)

    def _may_be_one(self, figure: ManualFigure, one: Found, fields: Sequence[str]) -> bool:
        """Whether the same value may be the same fact although its zone, or what it counts, differs."""
        if "zone" not in fields and "indicator" not in fields:
            return True
        if _is_rare(figure):
            return True
        cell = one.row.get("indicator", "")
        if "zone" in fields:
            return "indicator" in figure.fields and "indicator" not in fields
        by_program = "program" in figure.fields and "program" not in fields
        return (
            by_program or not cell or abs(figure.amount.low) >= _SMALL or self._alike(figure, cell) >= _ALIKE
        )

    def _may_be_misread(
        self, figure: ManualFigure, one: Found, fields: Sequence[str], off: float, same_value: bool
    ) -> bool:
        """Whether another value, or unit, may still be the same figure: by its names, or its place."""
        in_order = figure.order is not None
        if off >= MOST or "zone" in fields or "period" in fields:
            return False
        agreeing = len(figure.fields) - len(fields)
        if in_order and off <= _IN_PLACE and (same_value or (len(fields) < 2 <= agreeing)):
            return True
        if same_value and _is_rare(figure):
            return True
        if "indicator" in figure.fields:
            return "indicator" not in fields and bool(one.row.get("indicator"))
        return "program" in figure.fields and "program" not in fields


def is_of_article(figure: ManualFigure) -> bool:
    """Whether the manual side says which article, or which file, the figure is from."""
    return bool(figure.file or figure.title)


def _holds(words: str, part: str) -> bool:
    """Whether the words hold the part, and not inside a longer number: 16家 is no part of 1196家."""
    at = words.find(part)
    if at < 0:
        return False
    before, after = words[at - 1 : at] if at else "", words[at + len(part) : at + len(part) + 1]
    return not (before and before in _NUMERALS and part[0] in _NUMERALS) and not (
        after and after in _NUMERALS and part[-1] in _NUMERALS
    )


def _is_rare(figure: ManualFigure) -> bool:
    value = figure.amount.low
    return abs(value) >= _RARE and value % 100 != 0


def _likeness(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(bare(one), bare(other)) / 100
