"""Periods: the time expressions of a folded text; which figure each governs is decided in steps.attach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import regex

from extractor.model import Period, Span
from extractor.text.dates import resolve

# 比上年增长, 较去年提高: a time that is compared with sets no period.
_COMPARED = regex.compile(r"(?:比|较|与|同|和|于)$")
_DAY = regex.compile(r"日(?:晚|上午|下午)?$")
_NUMERALS = frozenset("0123456789一二三四五六七八九十")


@dataclass(frozen=True, slots=True)
class PeriodForms:
    """Time expressions in order of preference, with how their dates are reckoned."""

    expression: regex.Pattern[str]
    entries: Mapping[str, tuple[str, str]]  # group → (id, resolve)

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> PeriodForms:
        """Forms from the entries of periods.yaml, macros expanded."""
        sources: list[str] = []
        table: dict[str, tuple[str, str]] = {}
        for number, entry in enumerate(entries):
            group = f"p{number}"
            table[group] = (entry["id"], entry.get("resolve", ""))
            sources.append(f"(?P<{group}>{'|'.join(entry['match'])})")
        return cls(regex.compile("|".join(sources)), table)


def find_periods(text: str, forms: PeriodForms, published: date | None) -> tuple[Period, ...]:
    """Time expressions of a folded text, left to right; dates are reckoned against `published`."""
    found: list[Period] = []
    for match in forms.expression.finditer(text):
        start, end = match.span()
        if start == end or _COMPARED.search(text, max(0, start - 2), start):
            continue
        if text[start] in _NUMERALS and start and text[start - 1] in _NUMERALS:
            continue
        rule, kind = forms.entries[match.lastgroup or ""]
        words = text[start:end].strip()
        first, last = resolve(words, kind, published)
        lasting = kind in {"as-of", "since", "range", "years-past", "plan"} or (
            kind == "date" and not _DAY.search(words)
        )
        found.append(Period(Span(start, end), words, rule, lasting, first, last))
    return tuple(found)
