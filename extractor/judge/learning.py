"""Learning: weights from figures whose right candidates are known.

A log-linear model over the pairs of each figure, every right candidate of which counts (the conditional
likelihood of a set of answers); L2 penalty, L-BFGS (scipy.optimize). The same input gives the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from extractor.evidence.columns import Numbers
from extractor.judge.hashing import CELLS, Cells
from extractor.judge.judge import Floats, softmax, starts_of
from extractor.judge.weights import Dense

PENALTY = 2.0
STEPS = 150
_LEAST = 0.005  # a weight nearer to 0 is left out

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Pairs of several articles: their cells (templates in rows), whose they are, and which are right.

    A figure without a right pair teaches nothing.
    """

    cells: Cells
    figure: Numbers
    right: Flags


def joined(lessons: Sequence[Lesson]) -> Lesson:
    """Several lessons as one; figures are numbered on."""
    figures: list[Numbers] = []
    free = 0
    for lesson in lessons:
        figures.append(lesson.figure + free)
        free += int(lesson.figure[-1]) + 1 if len(lesson.figure) else 0
    return Lesson(
        np.concatenate([lesson.cells for lesson in lessons], axis=1),
        np.concatenate(figures),
        np.concatenate([lesson.right for lesson in lessons]),
    )


def learned(
    lesson: Lesson, prior: Dense | None = None, *, penalty: float = PENALTY, steps: int = STEPS
) -> Dense:
    """The weights that make the right pairs most likely, drawn towards `prior` (0 without one)."""
    starts = starts_of(lesson.figure)
    taught = np.maximum.reduceat(lesson.right.astype(np.int64), starts) > 0
    sizes = np.diff(np.r_[starts, len(lesson.figure)])
    used = np.repeat(taught, sizes)
    cells, right = lesson.cells[:, used], lesson.right[used].astype(np.float64)
    starts = starts_of(lesson.figure[used])
    sizes = np.diff(np.r_[starts, len(right)])
    held, flat = np.unique(cells.T, return_inverse=True)
    templates, pairs = cells.shape
    facts = csr_matrix(
        (np.ones(templates * pairs), flat.ravel(), np.arange(0, templates * pairs + 1, templates)),
        shape=(pairs, len(held)),
    )
    facts.sum_duplicates()
    back = facts.T.tocsr()
    base = np.zeros(len(held)) if prior is None else prior[held].astype(np.float64)

    def loss(change: Floats) -> tuple[float, Floats]:
        sums = facts @ (base + change)
        highest = np.maximum.reduceat(sums, starts)
        raised = np.exp(sums - np.repeat(highest, sizes))
        total, good = np.add.reduceat(raised, starts), np.add.reduceat(raised * right, starts)
        good = np.maximum(good, 1e-300)
        expected = raised / np.repeat(total, sizes) - raised * right / np.repeat(good, sizes)
        value = float(np.sum(np.log(total) - np.log(good))) + penalty / 2 * float(change @ change)
        return value, back @ expected + penalty * change

    found = minimize(loss, np.zeros(len(held)), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    table = np.zeros(CELLS, dtype=np.float32) if prior is None else prior.copy()
    weights = base + found.x
    table[held] = np.where(np.abs(weights) < _LEAST, 0.0, weights)
    return table


def heat_of(sums: Floats, figure: Numbers, right: Flags) -> float:
    """The divisor of sums, from 0.5 to 4, that makes the right pairs of unseen figures most likely."""
    starts = starts_of(figure)
    taught = np.maximum.reduceat(right.astype(np.int64), starts) > 0
    best, least = 1.0, np.inf
    for heat in np.arange(0.5, 4.01, 0.05):
        good = np.add.reduceat(softmax(sums / heat, starts) * right, starts)[taught]
        loss = float(-np.log(np.maximum(good, 1e-12)).sum())
        if loss < least:
            best, least = float(heat), loss
    return round(best, 2)
