"""Reasons: what decided a verdict, what the second best was, and what spoke for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from extractor.evidence.article import TARGETS, ArticleEvidence
from extractor.evidence.sentences import Said, family_of, sentence
from extractor.judge.attach import NOTHING
from extractor.judge.hashing import cells
from extractor.judge.judge import Judge
from extractor.judge.templates import TEMPLATES

_MOST = 3
_LEAST = 0.1  # a smaller weight decides nothing


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a figure took `name`: reasons with their weights; and what spoke for the runner-up."""

    name: str
    probability: float
    decided: tuple[tuple[Said, float], ...]
    runner_up: str
    runner_up_probability: float
    for_runner_up: tuple[tuple[Said, float], ...]


def reasons(evidence: ArticleEvidence, judge: Judge, figure: int) -> Mapping[str, Reasons]:
    """The reasons for each field of the figure of that number."""
    found: dict[str, Reasons] = {}
    for target in TARGETS:
        table = evidence.tables[target]
        verdict = judge.verdicts(target, table, partial(evidence.name, target))[figure]
        probabilities = judge.probabilities(target, table)
        second = verdict.runner_up
        mine = _by_family(judge, evidence, target, verdict.pair)
        other = _by_family(judge, evidence, target, second) if second >= 0 else {}
        found[target] = Reasons(
            evidence.name(target, verdict.pair),
            verdict.probability,
            _told(evidence, target, verdict.pair, mine, other),
            (evidence.name(target, second) or NOTHING) if second >= 0 else "",
            float(probabilities[second]) if second >= 0 else 0.0,
            _told(evidence, target, second, other, mine) if second >= 0 else (),
        )
    return found


def _by_family(judge: Judge, evidence: ArticleEvidence, target: str, pair: int) -> dict[str, float]:
    """The weights of a pair, added up by family."""
    table = evidence.tables[target]
    columns = {name: column[pair : pair + 1] for name, column in table.columns.items()}
    weights = judge.weights.tables[target][cells(columns, TEMPLATES[target])][:, 0]
    total: dict[str, float] = defaultdict(float)
    for template, weight in zip(TEMPLATES[target], np.asarray(weights).tolist(), strict=True):
        total[family_of(template)] += weight
    return total


def _told(
    evidence: ArticleEvidence, target: str, pair: int, mine: Mapping[str, float], other: Mapping[str, float]
) -> tuple[tuple[Said, float], ...]:
    """The families that speak most for a pair against another one, as sentences."""
    ahead = {family: weight - other.get(family, 0.0) for family, weight in mine.items()}
    largest = sorted(ahead, key=lambda family: -ahead[family])[:_MOST]
    return tuple(
        (sentence(evidence, target, pair, family), round(ahead[family], 2))
        for family in largest
        if ahead[family] >= _LEAST
    )
