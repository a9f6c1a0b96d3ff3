"""Calibration: from a figure's probabilities to how often such figures are right as a whole."""

from __future__ import annotations

import math
from collections.abc import Sequence

_LEAST, _MOST = 0.01, 0.99
_POINTS = (0.02, *(step / 20 for step in range(1, 20)), 0.98)


def line(products: Sequence[float], right: Sequence[bool]) -> tuple[tuple[float, float], ...]:
    """The points of the line from product to confidence: a logistic curve (Platt scaling)."""
    odds = [_odds(product) for product in products]
    level, slope = 0.0, 1.0
    for _ in range(200):  # Newton's steps on two numbers, held back by a weak prior on the slope of 1
        a, b = 0.0, 1.0 - slope
        aa, ab, bb = 0.0, 0.0, 1.0
        for x, is_right in zip(odds, right, strict=True):
            p = 1 / (1 + math.exp(-(level + slope * x)))
            a += is_right - p
            b += (is_right - p) * x
            aa += p * (1 - p)
            ab += p * (1 - p) * x
            bb += p * (1 - p) * x * x
        determinant = aa * bb - ab * ab
        level += (bb * a - ab * b) / determinant
        slope += (aa * b - ab * a) / determinant
    return tuple((x, round(1 / (1 + math.exp(-(level + slope * _odds(x)))), 4)) for x in _POINTS)


def expected_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """The expected calibration error: |confidence - share right| over equal bins, weighed by their figures.

    Naeini, Cooper, Hauskrecht: Obtaining Well Calibrated Probabilities Using Bayesian Binning, AAAI 2015.
    """
    held: dict[int, list[tuple[float, bool]]] = {}
    for sure, is_right in zip(confidences, right, strict=True):
        held.setdefault(min(int(sure * bins), bins - 1), []).append((sure, is_right))
    gaps = (abs(sum(sure for sure, _ in one) - sum(good for _, good in one)) for one in held.values())
    return sum(gaps) / len(right) if right else 0.0


def _odds(product: float) -> float:
    product = min(max(product, _LEAST), _MOST)
    return math.log(product / (1 - product))
