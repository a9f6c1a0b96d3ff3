"""Agreement: what the last comparison with manual figures left in a run's folder."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from extractor.compare.headings import FIELDS
from extractor.compare.tables import SCORES
from extractor.errors import ExtractorError
from extractor.model.table import COMPARISON
from extractor.review.views import Agreement, Count
from extractor.sources.table import read_table

_LONGEST = 100_000_000  # bytes of a comparison.csv that is counted
_ORDER = ("matched", "attachment_differs", "value_differs", "unit_differs", "missing", "spurious")


def agreement_in(folder: Path) -> Agreement | None:
    """What comparison.csv and scores.csv in the folder say; None where there was no comparison."""
    verdicts = _counted(folder / f"{COMPARISON.name}.csv")
    if not verdicts:
        return None
    return Agreement(verdicts, tuple(_ratios(folder / f"{SCORES.name}.csv")))


def version_of(folder: Path) -> tuple[int, ...]:
    """What changes when the comparison in the folder does."""
    found: list[int] = []
    for name in (COMPARISON.name, SCORES.name):
        try:
            told = (folder / f"{name}.csv").stat()
        except OSError:
            continue
        found += (told.st_mtime_ns, told.st_size)
    return tuple(found)


def _counted(path: Path) -> tuple[Count, ...]:
    try:
        if path.stat().st_size > _LONGEST:
            return ()
        with path.open(encoding="utf-8-sig", newline="") as handle:
            # Our own files hold whole articles in a cell.
            csv.field_size_limit(2**31 - 1)
            counts = Counter(row[0] for row in csv.reader(handle) if row)
    except (OSError, ValueError, csv.Error):
        return ()
    return tuple(Count(name, counts[name], name) for name in _ORDER if counts[name])


def _ratios(path: Path) -> Iterable[tuple[str, float]]:
    try:
        rows = read_table(path, SCORES)
    except ExtractorError:
        return
    for row in rows:
        try:
            if row["by"] == "all":
                yield from ((name, float(row[name])) for name in ("precision", "recall", "f1"))
            elif row["by"] == "field" and row["name"] in FIELDS:
                yield row["name"], float(row["f1"])
        except ValueError:
            continue
