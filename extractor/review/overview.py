"""Overview: the run at a glance, from the store and from what a comparison left in the folder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from extractor.model.table import KINDS
from extractor.review.room import Room
from extractor.review.views import Count, Overview
from extractor.store import deciding
from extractor.store.totals import Counted, Totals

_SHOWN = 30
_FEW_YEARS = 2


def overview(base: Connection, room: Room) -> Overview:
    """What the first page shows."""
    totals = room.totals(base)
    progress = room.progress(base)
    waiting = room.open_of_kinds(base)
    kinds = dict(totals.kinds)
    return Overview(
        sources=totals.sources,
        articles=totals.articles,
        facts=_facts(room.folder),
        progress=progress,
        zones=_names(totals, "zone"),
        programs=_names(totals, "program"),
        indicators=_names(totals, "indicator"),
        periods=periods(totals.months),
        audit=tuple(Count(kind, kinds[kind], kind, waiting.get(kind, 0)) for kind in KINDS if kind in kinds),
        confidence=_tenths(totals.tenths),
        refusals=totals.refusals,
        agreement=room.agreement(),
        reviewers=tuple(Count(who, number, who) for who, number in deciding.reviewer_counts(base)),
    )


def periods(months: Sequence[Counted]) -> tuple[Count, ...]:
    """Figures by year, or, of one or two years, by month; those without a period last, under no name.

    >>> [(one.name, one.count) for one in periods([("", 4), ("2023-12", 1), ("2024-01", 2), ("2025-03", 1)])]
    [('2023', 1), ('2024', 2), ('2025', 1), ('', 4)]
    """
    years = {month[:4] for month, _ in months if month}
    length = 7 if len(years) <= _FEW_YEARS else 4
    counts: Counter[str] = Counter()
    for month, number in months:
        counts[month[:length]] += number
    undated = counts.pop("", 0)
    found = [Count(name, counts[name], name) for name in sorted(counts)]
    return (*found, Count("", undated)) if undated else tuple(found)


def _names(totals: Totals, name: str) -> tuple[Count, ...]:
    flagged = totals.flagged[name]
    return tuple(Count(one, number, one, flagged.get(one, 0)) for one, number in totals.names[name][:_SHOWN])


def _tenths(found: Sequence[Counted]) -> tuple[Count, ...]:
    counts: Counter[str] = Counter()
    for tenth, number in found:
        counts["0.9" if tenth.startswith("1") else "0.0" if tenth == "0" else tenth] += number
    return tuple(Count(name, counts[name], name) for name in sorted(counts))


def _facts(folder: Path) -> int:
    try:
        counts = json.loads((folder / "run.json").read_text(encoding="utf-8")).get("counts", {})
        return int(counts.get("facts", 0))
    except (OSError, ValueError, AttributeError, TypeError):
        return 0
