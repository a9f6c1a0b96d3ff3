"""Periods: figures by month → by year, or by month where there are few years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from extractor.review.views import Count

_FEW_YEARS = 2


def periods(months: Iterable[tuple[str, int]]) -> tuple[Count, ...]:
    """Figures by year, or, of one or two years, by month; those without a period last, under no name.

    >>> [(one.name, one.count) for one in periods([("", 4), ("2023-12", 1), ("2024-01", 2), ("2025-03", 1)])]
    [('2023', 1), ('2024', 2), ('2025', 1), ('', 4)]
    """
    found = list(months)
    years = {month[:4] for month, _ in found if month}
    length = 7 if len(years) <= _FEW_YEARS else 4
    counts: Counter[str] = Counter()
    for month, number in found:
        counts[month[:length]] += number
    undated = counts.pop("", 0)
    dated = [Count(name, counts[name], name) for name in sorted(counts)]
    return (*dated, Count("", undated)) if undated else tuple(dated)
