"""Periods: the time expressions of a folded text; what each governs is decided in steps.period_edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from extractor.grammar.leftmost import Leftmost
from extractor.model import Period, Span
from extractor.text import kept_re as re
from extractor.text.dates import resolve

# 比上年增长, 较去年提高, 与2023年相比: a time that is compared with sets no period.
_COMPARED = re.compile(r"(?:比|较|占|[高低优多少快慢大小强]于)$")
_TOGETHER = re.compile(r"[与同和]$")
_LIKENED = re.compile(r"[^,。;:]{0,6}(?:相比|持平|比较)")
_DAY = re.compile(r"日(?:晚|上午|下午)?$")
# 2023年启动的行动, 今年要把标准提高: such a date tells nothing of what comes after its sentence.
_PASSING = re.compile(r"[^,。;:\n]{1,10}的[^,。;:\n]|,?[^,。;:\n]{0,6}(?:要|将|计划|力争|拟)")
_NUMERALS = frozenset("0123456789一二三四五六七八九十")
_LASTING = frozenset({"since", "range", "years-past", "plan"})


@dataclass(frozen=True, slots=True)
class PeriodForms:
    """Time expressions in order of preference, with how their dates are reckoned."""

    leftmost: Leftmost
    rules: tuple[tuple[str, str], ...]  # of each expression: id, resolve

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> PeriodForms:
        """Forms from the entries of periods.yaml, macros expanded."""
        narrow = [entry for entry in entries if not entry.get("wide")]
        held = [(source, (e["id"], e.get("resolve", ""))) for e in narrow for source in e["match"]]
        return cls(Leftmost([source for source, _ in held]), tuple(rule for _, rule in held))


def find_periods(text: str, forms: PeriodForms, published: date | None) -> tuple[Period, ...]:
    """Time expressions of a folded text, left to right; dates are reckoned against `published`."""
    found: list[Period] = []
    for start, place, end in forms.leftmost.matches(text):
        rule, kind = forms.rules[place]
        if start == end or _is_compared(text, start, end):
            continue
        if kind == "ignored" or (text[start] in _NUMERALS and start and text[start - 1] in _NUMERALS):
            continue
        words = text[start:end].strip()
        first, last = resolve(words, kind, published)
        dated = kind == "date" and not _DAY.search(words) and _PASSING.match(text, end) is None
        lasting = kind in _LASTING or dated
        found.append(Period(Span(start, end), words, rule, lasting, first, last))
    return tuple(found)


def _is_compared(text: str, start: int, end: int) -> bool:
    if _COMPARED.search(text, max(0, start - 2), start):
        return True
    return (
        _TOGETHER.search(text, max(0, start - 1), start) is not None and _LIKENED.match(text, end) is not None
    )
