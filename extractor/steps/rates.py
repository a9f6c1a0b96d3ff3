"""Rates: what a quantity is per, by words before it (每户, 人均) or behind a stroke (元/篇)."""

from __future__ import annotations

from bisect import bisect_left

from extractor.lexicon.bounds import REACH
from extractor.lexicon.units import Unit, Units
from extractor.model import Dimension
from extractor.text import kept_re as re

_MARK = re.compile("[每均]")
_EACH = re.compile(r"(?!一?次性)[一1]?个?(?=[一-鿿])")
_MEAN = frozenset("人户件日月年周亩店场单班厂村县校篇次师")
_NO_MEAN = frozenset("每各工商客个专两双职法")  # 工人均, 商户均 hold no 人均, 户均
_NOT_BEHIND = frozenset("不为已有在可能由是获被属来未")
_TIMES = ("学期", "季度", "月", "日", "季", "晚", "场", "周", "课时", "人次")
_CLAUSE_END = re.compile(r"[,。;:!?\n]")
_PLAIN = re.compile(r"[一-鿿]{1,3}(?=[,。;:!?、)\s]|$)")
_JOINS = frozenset("/·.")
_MEASURED = frozenset(Dimension) - {Dimension.COUNT}


class Rates:
    """The places in one text where a word says what the numbers behind it are per."""

    __slots__ = ("_ends", "_pers", "_text", "_units")

    def __init__(self, text: str, units: Units) -> None:
        self._text = text
        self._units = units
        self._ends: list[int] = []
        self._pers: list[str] = []
        for mark in _MARK.finditer(text):
            per, end = self._mean(mark.start()) if mark[0] == "均" else self._each(mark.end())
            if per and self._ends and self._ends[-1] == mark.start():  # 每人每年
                self._ends[-1], self._pers[-1] = end, f"{self._pers[-1]}·{per}"
            elif per:
                self._ends.append(end)
                self._pers.append(per)

    @property
    def places(self) -> list[int]:
        """Where the words end that say so, in order."""
        return self._ends

    def _mean(self, at: int) -> tuple[str, int]:
        """人 of 人均, and where it ends."""
        text = self._text
        per = text[at - 1 : at]
        if per not in _MEAN or text[at - 2 : at - 1] in _NO_MEAN or text[at + 1 : at + 2] in _NOT_BEHIND:
            return "", at
        return per, at + 1

    def _each(self, at: int) -> tuple[str, int]:
        """户 of 每一户, and where it ends; `at` is behind 每."""
        each = _EACH.match(self._text, at)
        per = self._name_at(each.end()) if each else ""
        if each and not per and self._text[each.end() - 1] == "个":
            return "个", each.end()
        return (per, each.end() + len(per)) if each and per else ("", at)

    def _name_at(self, position: int) -> str:
        """The unit or the stretch of time at `position`."""
        time = next((word for word in _TIMES if self._text.startswith(word, position)), "")
        if time:
            return time
        unit = self._units.at(self._text, position)
        return unit.name if unit is not None else ""

    def before(self, position: int, free: int) -> str:
        """What the number at `position` is per, by the words before it in its clause and after `free`."""
        at = bisect_left(self._ends, position + 1) - 1
        first = max(free, position - REACH)
        if at < 0 or self._ends[at] < first or _CLAUSE_END.search(self._text, self._ends[at], position):
            return ""
        return self._pers[at]

    def after(self, end: int, unit: Unit) -> tuple[str, int]:
        """What follows a stroke behind the unit, and where it ends: 元/篇, 次/年; empty for no rate."""
        text = self._text
        if text[end : end + 1] != "/":
            return "", end
        begin = end + 1 + text.startswith("每", end + 1)
        per = self._name_at(begin)
        if not per and unit.dimension in _MEASURED and (word := _PLAIN.match(text, begin)) is not None:
            per = word[0]
        if not per:
            return "", end
        stop = begin + len(per)
        if text[stop : stop + 1] in _JOINS and (second := self._name_at(stop + 1)):  # 元/人·天
            stop += 1 + len(second)
        return text[begin:stop], stop
