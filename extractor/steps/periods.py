"""Periods: the time expressions of a folded text; what each governs is decided in steps.period_edges."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import regex

from extractor.model import Period, Span
from extractor.text.dates import resolve

# 比上年增长, 较去年提高, 与2023年相比: a time that is compared with sets no period.
_COMPARED = regex.compile(r"(?:比|较|占|[高低优多少快慢大小强]于)$")
_TOGETHER = regex.compile(r"[与同和]$")
_LIKENED = regex.compile(r"[^,。;:]{0,6}(?:相比|持平|比较)")
_DAY = regex.compile(r"日(?:晚|上午|下午)?$")
# 2023年启动的行动, 今年要把标准提高: such a date tells nothing of what comes after its sentence.
_PASSING = regex.compile(r"[^,。;:\n]{1,10}的[^,。;:\n]|,?[^,。;:\n]{0,6}(?:要|将|计划|力争|拟)")
_NUMERALS = frozenset("0123456789一二三四五六七八九十")
_NOWHERE = sys.maxsize
_LASTING = frozenset({"since", "range", "years-past", "plan"})


@dataclass(frozen=True, slots=True)
class PeriodForms:
    """Time expressions in order of preference, with how their dates are reckoned."""

    entries: tuple[tuple[regex.Pattern[str], str, str], ...]  # expression, id, resolve

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> PeriodForms:
        """Forms from the entries of periods.yaml, macros expanded."""
        return cls(
            tuple(
                (regex.compile("|".join(e["match"])), e["id"], e.get("resolve", ""))
                for e in entries
                if e["match"]
            )
        )

    def matches(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """Leftmost matches with id and resolve; of two that begin together, the earlier entry's.

        One search an entry: an alternation of them all has no beginning that the engine can look for.
        """
        spans = [_span(expression.search(text)) for expression, _, _ in self.entries]
        while spans:
            start, end = min(spans, key=_start)
            if start >= len(text):  # nothing is left, or an expression that matches nothing found it there
                return
            _, rule, kind = self.entries[spans.index((start, end))]
            yield start, end, rule, kind
            end = max(end, start + 1)
            for at, (begins, _) in enumerate(spans):
                if begins < end:
                    spans[at] = _span(self.entries[at][0].search(text, end))


def find_periods(text: str, forms: PeriodForms, published: date | None) -> tuple[Period, ...]:
    """Time expressions of a folded text, left to right; dates are reckoned against `published`."""
    found: list[Period] = []
    for start, end, rule, kind in forms.matches(text):
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


def _span(match: regex.Match[str] | None) -> tuple[int, int]:
    return match.span() if match is not None else (_NOWHERE, _NOWHERE)


def _start(span: tuple[int, int]) -> int:
    return span[0]


def _is_compared(text: str, start: int, end: int) -> bool:
    if _COMPARED.search(text, max(0, start - 2), start):
        return True
    return (
        _TOGETHER.search(text, max(0, start - 1), start) is not None and _LIKENED.match(text, end) is not None
    )
