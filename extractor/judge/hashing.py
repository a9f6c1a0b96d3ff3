"""Hashing: in which cell of a target's weights a template with its values lies (the hashing trick).

Weinberger et al., Feature Hashing for Large Scale Multitask Learning, ICML 2009. Numbers are mixed as in the
finalizer lowbias32 (Chris Wellons, 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from extractor.evidence.columns import Columns
from extractor.judge.templates import Template

BITS = 18
CELLS = 1 << BITS
_FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
Cells = npt.NDArray[np.uint32]


@lru_cache(maxsize=64)
def _layout(
    templates: tuple[Template, ...], names: tuple[str, ...]
) -> tuple[list[npt.NDArray[np.intp]], list[npt.NDArray[np.intp]], Cells]:
    """For the n-th fact of templates: which templates have one, and its column; and each template's seed."""
    at = {name: number for number, name in enumerate(names)}
    most = max(map(len, templates))
    rows = [np.array([t for t, one in enumerate(templates) if len(one) > n]) for n in range(most)]
    columns = [np.array([at[one[n]] for one in templates if len(one) > n]) for n in range(most)]
    seeds = np.array([crc32("&".join(one).encode()) for one in templates], dtype=np.uint32)
    return rows, columns, seeds


def cells(columns: Columns, templates: Sequence[Template]) -> Cells:
    """The cell of each template (rows) for each pair (columns)."""
    names = tuple(columns)
    rows, which, seeds = _layout(tuple(templates), names)
    values = np.stack([columns[name] for name in names]).astype(np.uint32)
    total = np.repeat(seeds[:, None], values.shape[1], axis=1)
    for factor, row, column in zip(_FACTORS, rows, which, strict=False):
        if len(row) == len(total):
            total += values[column] * np.uint32(factor)
        else:
            total[row] += values[column] * np.uint32(factor)
    total ^= total >> np.uint32(16)
    total *= np.uint32(0x7FEB352D)
    total ^= total >> np.uint32(15)
    total *= np.uint32(0x846CA68B)
    total ^= total >> np.uint32(16)
    return total & np.uint32(CELLS - 1)
