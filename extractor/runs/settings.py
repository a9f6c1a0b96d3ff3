"""Settings: what the rows of a file depend on besides its bytes, and what to say where that has changed.

A name is a pattern file (units.yaml, names/columns.csv) or one of the words below; its value is a digest or a
version. What only some kinds of file need, the others do not depend on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import PurePosixPath
from types import MappingProxyType

from extractor.sources.readers import ARCHIVE, PICTURES, RECORDS

EXTRACTOR, CODE, SEGMENTER, COLUMNS, OCR = "extractor", "code", "segmenter", "columns", "ocr"

_RECORDS = frozenset({*RECORDS, ARCHIVE})
_PRINTED = frozenset({*PICTURES, ".pdf", ARCHIVE})
# Other names are for every file.
_ONLY_FOR: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        COLUMNS: _RECORDS,
        "names/columns.csv": _RECORDS,
        OCR: _PRINTED,
        "names/manual_columns.csv": frozenset(),  # for comparisons, which read no news
    }
)
_SAID = MappingProxyType({EXTRACTOR: "the extractor", SEGMENTER: "--segmenter", OCR: "what reads scans"})
_CHANGED = MappingProxyType({CODE: "the extractor's code", COLUMNS: "--columns"})


class Settings:
    """The settings of a run, of which each file has those that it depends on."""

    def __init__(self, depends: Mapping[str, str]) -> None:
        self._depends = depends
        self._of_suffix = cache(self._narrowed)

    def of(self, source: str) -> dict[str, str]:
        """What the file of this name depends on."""
        return self._of_suffix(PurePosixPath(source).suffix.lower())[0]

    def digest(self, source: str) -> str:
        """A digest of what the file of this name depends on."""
        return self._of_suffix(PurePosixPath(source).suffix.lower())[1]

    def _narrowed(self, suffix: str) -> tuple[dict[str, str], str]:
        mine = {
            name: value
            for name, value in sorted(self._depends.items())
            if suffix in _ONLY_FOR.get(name, (suffix,))
        }
        return mine, sha256(json.dumps(mine).encode()).hexdigest()[:16]


def why_again(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """What changed, in words.

    >>> why_again({"units.yaml": "1", "segmenter": "rjieba"}, {"units.yaml": "2", "segmenter": "jieba"})
    '--segmenter was rjieba and is jieba; units.yaml changed'
    >>> why_again({}, {"units.yaml": "2"})
    'they were read with other settings'
    """
    if not before:
        return "they were read with other settings"
    names = [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
    told = [
        f"{_SAID[name]} was {before.get(name) or 'missing'} and is {now.get(name) or 'missing'}"
        for name in names
        if name in _SAID
    ]
    changed = [_CHANGED.get(name, name) for name in names if name not in _SAID]
    if changed:
        told.append(f"{', '.join(changed)} changed")
    return "; ".join(told) or "they were read with other settings"
