"""Turns: whether the text turns to something else between a candidate and a figure.

A new item of an enumeration, a part with a verb of its own, another year, a label, another owner: parallel
segments end each other's scope (steps.segments).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from extractor.evidence.columns import Columns, Numbers
from extractor.evidence.pairs import Pairs
from extractor.steps.segments import Segments

_KINDS = ("item", "verb", "year", "label", "zone", "enterprise", "union")


def turn_columns(pairs: Pairs, at: Numbers, segments: Mapping[str, Segments], shift: int) -> Columns:
    """`turn`: one bit a kind of segment that begins between the mention before and the figure at `at`."""
    ends = np.array([*(mention.end for mention in pairs.mentions), 0], dtype=np.int64)[pairs.before]
    found = np.zeros(len(at), dtype=np.int64)
    for bit, kind in enumerate(_KINDS):
        if kind in segments:
            starts = np.array(segments[kind].starts, dtype=np.int64) + shift
            between = np.searchsorted(starts, at, side="right") - np.searchsorted(starts, ends, side="left")
            found |= ((pairs.before >= 0) & (between > 0)).astype(np.int64) << bit
    return {"turn": found}
