"""Columns: how facts become numbers, and how a distance becomes a step of a scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Columns = dict[str, Numbers]
"""One number a pair, by the name of the fact."""


@lru_cache(maxsize=1 << 16)
def number_of(words: str) -> int:
    """The number that stands for words in a column: 0 for none."""
    return crc32(words.encode("utf-8", "surrogatepass")) if words else 0


def numbers_of(words: Iterable[str]) -> Numbers:
    """The numbers of several words."""
    return np.array([number_of(word) for word in words], dtype=np.int64)


def steps(values: Numbers, scale: Sequence[int]) -> Numbers:
    """On which step of a scale each value stands, from 0.

    >>> steps(np.array([0, 1, 5, 99]), (1, 4, 10)).tolist()
    [0, 1, 2, 3]
    """
    return np.searchsorted(np.asarray(scale), values, side="right")
