"""Judge: from the facts of an article's pairs to probabilities, and each figure's best candidate."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.candidates.mention import key_of
from extractor.evidence.columns import Numbers
from extractor.evidence.table import Table
from extractor.judge.hashing import cells
from extractor.judge.templates import TEMPLATES
from extractor.judge.weights import Weights

Floats = npt.NDArray[np.float64]
SURE = 0.9  # a field over this is not in doubt


class Verdict(NamedTuple):
    """The best pair of a figure, how probable it is, and the best one with another name (-1 without one)."""

    pair: int
    probability: float
    runner_up: int


@dataclass(frozen=True, slots=True)
class Judge:
    """Adds up the weights of a target's evidence."""

    weights: Weights

    def sums(self, target: str, table: Table) -> Floats:
        """The sum of the weights of each pair."""
        found = cells(table.columns, TEMPLATES[target])
        sums: Floats = self.weights.tables[target][found].sum(axis=0, dtype=np.float64)
        return sums

    def probabilities(self, target: str, table: Table) -> Floats:
        """How probable each pair is among those of its figure."""
        return softmax(self.sums(target, table) / self.weights.heat.get(target, 1.0), starts_of(table.figure))

    def verdicts(self, target: str, table: Table, name: Callable[[int], str]) -> list[Verdict]:
        """The verdict on each figure of the table, in order; `name` tells a pair's name."""
        probabilities = self.probabilities(target, table)
        bounds = [*starts_of(table.figure).tolist(), len(table.figure)]
        return [
            decided(target, probabilities[first:last].tolist(), first, name)
            for first, last in pairwise(bounds)
        ]

    def confidence(self, probabilities: Iterable[float]) -> float:
        """How likely all fields of a figure are right, from the probabilities of each; two decimals."""
        product = prod(probabilities)
        line = self.weights.line
        if not line:
            return round(product, 2)
        at = bisect_right(line, product, key=lambda point: point[0])
        if at in {0, len(line)}:
            return round(line[min(at, len(line) - 1)][1], 2)
        (left, low), (right, high) = line[at - 1], line[at]
        return round(low + (high - low) * (product - left) / (right - left), 2)


def decided(target: str, probabilities: Sequence[float], first: int, name: Callable[[int], str]) -> Verdict:
    """The verdict on one figure, whose pairs begin at `first`; `name` tells a pair's name, empty for none.

    A program is named longer and shorter (失业保险稳岗返还, 稳岗返还): what such names have together stands
    against none, and then the most probable of them is the name.
    """
    order = sorted(range(len(probabilities)), key=lambda at: -probabilities[at])
    best = order[0]
    probability = probabilities[best]
    if target == "program":
        named = next((at for at in order if name(first + at)), None)
        if named is not None:
            key = key_of(name(first + named))
            alike = (at for at in order if (its := name(first + at)) and _is_alike(key, key_of(its)))
            together = sum(probabilities[at] for at in alike)
            if best == named or together > probability:
                best, probability = named, together
    chosen = name(first + best)
    other = next((first + at for at in order if at != best and name(first + at) != chosen), -1)
    return Verdict(first + best, probability, other)


def _is_alike(one: str, other: str) -> bool:
    return one in other or other in one


def starts_of(figure: Numbers) -> Numbers:
    """Where the pairs of each figure begin."""
    return np.flatnonzero(np.r_[True, np.diff(figure) > 0]) if len(figure) else np.zeros(0, dtype=np.int64)


def softmax(sums: Floats, starts: Numbers) -> Floats:
    """Probabilities of the pairs, which add up to one over each stretch that begins at `starts`."""
    if not len(sums):
        return sums
    sizes = np.diff(np.r_[starts, len(sums)])
    raised = np.exp(sums - np.repeat(np.maximum.reduceat(sums, starts), sizes))
    total: Floats = raised / np.repeat(np.add.reduceat(raised, starts), sizes)
    return total
