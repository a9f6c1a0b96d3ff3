"""Periods as candidates: every time expression that may set a figure's time.

steps.periods finds those that the token patterns know; the entries of periods.yaml that say `wide` add the
others: 日前, 第二季度, 疫情期间, 实施以来.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import regex

from extractor.candidates.ground import Ground
from extractor.candidates.mention import Mention
from extractor.model import Period
from extractor.text import kept_re as re
from extractor.text.dates import resolve
from extractor.text.expressions import compiled

_DIGITS = re.compile("[0-9一二三四五六七八九十]+")


@dataclass(frozen=True, slots=True)
class WidePeriods:
    """The expressions that only the judge sees, each with how its dates are reckoned."""

    expressions: tuple[tuple[regex.Pattern[str], str, str], ...]  # expression, resolve, id

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> WidePeriods:
        """The wide entries of periods.yaml, macros expanded."""
        return cls(
            tuple(
                (compiled("|".join(entry["match"])), entry.get("resolve", ""), entry["id"])
                for entry in entries
                if entry.get("wide")
            )
        )


def period_mentions(
    ground: Ground,
    title: Sequence[Period],
    body: Sequence[Period],
    wide: WidePeriods,
    published: date | None,
) -> list[Mention]:
    """Every time expression, left to right; a wide one that is found already stands once."""
    found: list[Mention] = []
    held: set[tuple[int, int]] = set()
    for periods, in_title in ((title, True), (body, False)):
        for period in periods:
            start, end = ground.place(period.span, in_title=in_title)
            held.add((start, end))
            form = _DIGITS.sub("#", period.words)
            trait = 1 + period.lasting
            words, rule = period.words, period.rule
            found.append(Mention(start, end, words, words, rule, form, trait, rule, period))
    for expression, kind, rule in wide.expressions:
        for match in expression.finditer(ground.text):
            words = match[0].strip()
            if match.span() in held or not words:
                continue
            held.add(match.span())
            first, last = resolve(words, kind, published)
            span, _ = ground.span(*match.span())
            period = Period(span, words, rule, False, first, last)
            form = _DIGITS.sub("#", words[-4:])
            found.append(Mention(*match.span(), words, words, "period.wide", form, 3, rule, period))
    return sorted(found, key=lambda mention: (mention.start, mention.end))
