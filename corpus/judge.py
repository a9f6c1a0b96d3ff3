"""Trains the judge: patterns/judge/weights.npz and docs/confidence.md.

    python corpus/judge.py [--texts FOLDER] [--without NAME…] [--check]

It learns from corpus/manual and, where their texts are at hand (`--texts`), from the annotated passages of
corpus/pool. Scores are taken by folds: a passage's fold is in no training that scores it. The same input
gives
the same bytes. Without the passages the weights would be those of our own articles alone, so that it writes
them only with `--own`.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from extractor.evidence.article import TARGETS
from extractor.grammar import load
from extractor.judge.calibration import expected_error, line
from extractor.judge.judge import Floats, Judge, decided, softmax, starts_of
from extractor.judge.learning import heat_of, joined, learned
from extractor.judge.lessons import Taught, is_right, taught
from extractor.judge.weights import Dense, Weights
from extractor.pages import read_page
from extractor.pipeline import Extractor
from extractor.sources.readers import read

CHECKOUT = Path(__file__).parent.parent
WEIGHTS = CHECKOUT / "patterns" / "judge" / "weights.npz"
REPORT = CHECKOUT / "docs" / "confidence.md"
OWN, POOL = "corpus", "pool"
MAY_BE_EMPTY = ("zone", "program", "period")
UNREAD = (5, 6)  # the folds whose errors nobody reads

_REPORT = """# Confidence, and what a new paper gives

The judge (`extractor/judge/`) learns what a figure belongs to from figures that readers have annotated.
This page
is written by `python corpus/judge.py`, which trains it; every score here is of texts that were in no
training.

## Real news, by folds

{passages} passages of real news, {figures} required figures, in six folds; a fold is scored by a judge that
has
learned from the other five and from our own articles. A name where the text says none counts as wrong under
*_all*.

{scores}

`whole` asks that zone, program, indicator and period are all right. Folds {unread} are read by nobody who
makes rules or facts.

## How much more annotated text would help

Trained on a part of the articles, scored on the same folds:

{curve}

## How far `confidence` can be trusted

The column `confidence` of figures.csv is how likely all four fields are right. Of the {figures} figures,
each judged by what the other folds taught:

{reliability}

Expected calibration error (ten bins) {error:.3f}, on folds {unread} alone {error_unread:.3f}. Of the surer
half of the figures of these two folds {surer:.2f} are right as a whole, of all {all_right:.2f}.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One article with what it teaches; `fold` is 0 for our own, which are in every training."""

    set: str
    file: str
    fold: int
    taught: Taught


_CASES: list[Case] = []
"""What the processes that train share: they are forked when it is filled."""


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table by column."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def cases_of(
    extractor: Extractor, name: str, texts: Path, gold: Iterable[dict[str, str]], folds: Mapping[str, int]
) -> list[Case]:
    """The articles of a folder with their gold; files without gold teach nothing."""
    told: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in gold:
        told[row["file"], row["article"]].append(row)
    files = {file for file, _ in told}
    found = []
    for path in sorted(texts.iterdir()):
        if path.stem not in files:
            continue
        for page in read(path):
            for article in read_page(page, extractor.page_forms):
                evidence = extractor.evidence(article)
                if evidence is not None:
                    gold_of = told.get((path.stem, str(article.index)), [])
                    found.append(Case(name, path.stem, folds.get(path.stem, 0), taught(evidence, gold_of)))
    return found


def trained(cases: Sequence[Case], target: str) -> Dense:
    """The weights of one target."""
    lessons = [case.taught.lessons[target] for case in cases]
    return learned(joined([lesson for lesson in lessons if lesson.right.any()]))


def unseen_sums(cases: Sequence[Case], target: str, share: float = 1.0) -> dict[int, Floats]:
    """The sums of every case that has a fold, by what a `share` of the other folds taught."""
    sums: dict[int, Floats] = {}
    for fold in sorted({case.fold for case in cases if case.fold}):
        others = [case for case in cases if case.fold != fold]
        table = trained(others[:: round(1 / share)], target)
        for number, case in enumerate(cases):
            if case.fold == fold:
                sums[number] = table[case.taught.lessons[target].cells].sum(axis=0, dtype=np.float64)
    return sums


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one figure of a fold, by target: the probability, right where told, right at all."""

    fold: int
    probability: Mapping[str, float]
    told: Mapping[str, bool | None]
    right: Mapping[str, bool]

    @property
    def whole(self) -> bool:
        """Whether all fields that the gold fills are right."""
        return all(one is not False for one in self.told.values())

    @property
    def whole_all(self) -> bool:
        """Whether all fields are right, the empty ones included."""
        return all(self.right.values())

    @property
    def product(self) -> float:
        """The product of its probabilities."""
        return prod(self.probability.values())


def outcomes(
    cases: Sequence[Case], sums: Mapping[str, Mapping[int, Floats]], heat: Mapping[str, float]
) -> list[Outcome]:
    """The outcome of every annotated figure that has a fold."""
    found: dict[tuple[int, int], tuple[dict[str, float], dict[str, bool | None], dict[str, bool]]] = {}
    for target, by_case in sums.items():
        for number, its in by_case.items():
            taught_ = cases[number].taught
            lesson = taught_.lessons[target]
            starts = starts_of(lesson.figure)
            probabilities = softmax(its / heat[target], starts)
            for first, last in pairwise([*starts.tolist(), len(its)]):
                figure = int(lesson.figure[first])
                gold = taught_.gold[figure]
                if gold is None:
                    continue
                names = taught_.names[target]
                best, probability, _ = decided(
                    target, probabilities[first:last].tolist(), first, names.__getitem__
                )
                name = names[best]
                one = found.setdefault((number, figure), ({}, {}, {}))
                one[0][target] = probability
                one[1][target] = is_right(target, gold[target], name) if gold[target] else None
                one[2][target] = bool(lesson.right[best]) or (target == "indicator" and not gold[target])
    return [Outcome(cases[number].fold, *one) for (number, _), one in sorted(found.items())]


def scores(held: Sequence[Outcome]) -> dict[str, float]:
    """The shares of right figures, as the tables of docs/confidence.md name them."""
    result: dict[str, float] = {}
    for target in TARGETS:
        told = [one.told[target] for one in held if one.told[target] is not None]
        result[target] = sum(map(bool, told)) / len(told) if told else 1.0
    for target in MAY_BE_EMPTY:
        result[f"{target}_all"] = sum(one.right[target] for one in held) / len(held)
    result["whole"] = sum(one.whole for one in held) / len(held)
    result["whole_all"] = sum(one.whole_all for one in held) / len(held)
    return result


def table(rows: Mapping[str, Mapping[str, float]]) -> str:
    """Scores as a table in Markdown, a row a name."""
    names = list(next(iter(rows.values())))
    lines = ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    lines += [
        f"| {row} | " + " | ".join(f"{values[name]:.3f}" for name in names) + " |"
        for row, values in rows.items()
    ]
    return "\n".join(lines)


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> str:
    """How often figures of each confidence are right, as a table in Markdown."""
    lines = ["| confidence | figures | mean confidence | right |", "|---|---|---|---|"]
    for tenth in range(10):
        inside = [pair for pair in zip(confidences, right, strict=True) if min(int(pair[0] * 10), 9) == tenth]
        if inside:
            mean = sum(sure for sure, _ in inside) / len(inside)
            good = sum(is_good for _, is_good in inside) / len(inside)
            lines.append(
                f"| {tenth / 10:.1f} to {(tenth + 1) / 10:.1f} | {len(inside)} | {mean:.2f} | {good:.2f} |"
            )
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Trains, scores, and writes the weights and the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--texts", type=Path, help="the folder of the passages that corpus/pool annotates")
    parser.add_argument("--own", action="store_true", help="write weights of our own articles alone")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="folders with texts/ and gold.csv")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--processes", type=int, default=2)
    settings = parser.parse_args(arguments)
    if settings.texts is None and not settings.own:
        parser.error("say where the texts of corpus/pool are (--texts), or --own to learn from our own alone")
    extractor = Extractor(load())
    own = rows_of(CHECKOUT / "corpus/manual/figures.csv")
    cases = cases_of(extractor, OWN, CHECKOUT / "corpus/articles", own, {})
    written = CHECKOUT / "corpus/lessons"
    cases += cases_of(extractor, OWN, written / "articles", rows_of(written / "figures.csv"), {})
    for folder in settings.also:
        cases += cases_of(extractor, folder.name, folder / "texts", rows_of(folder / "gold.csv"), {})
    if settings.texts is not None:
        gold = rows_of(CHECKOUT / "corpus/pool/figures.csv")
        folds = {row["file"]: int(row["fold"]) for row in rows_of(CHECKOUT / "corpus/pool/passages.csv")}
        cases += cases_of(extractor, POOL, settings.texts, gold, folds)
    about = {
        "articles": dict(sorted(Counter(case.set for case in cases).items())),
        "figures": {
            name: _figures([case for case in cases if case.set == name])
            for name in sorted({case.set for case in cases})
        },
        "patterns": "learned with the candidates and evidence of this version",
    }
    _CASES.extend(cases)
    with ProcessPoolExecutor(settings.processes, get_context("fork")) as pool:
        tables = dict(zip(TARGETS, pool.map(_trained, TARGETS), strict=True))
        heat, points = dict.fromkeys(TARGETS, 1.0), ()
        if settings.texts is not None:
            heat, points, report, about["scores"] = _by_folds(cases, pool)
            if settings.out == WEIGHTS:
                REPORT.write_text(report, encoding="utf-8")
            sys.stdout.write(report)
    settings.out.parent.mkdir(parents=True, exist_ok=True)
    settings.out.write_bytes(Weights(tables, heat, points, about).to_bytes())
    return 0


def _by_folds(
    cases: Sequence[Case], pool: ProcessPoolExecutor
) -> tuple[dict[str, float], tuple[tuple[float, float], ...], str, dict[str, dict[str, float]]]:
    """How hot the sums are, the line to confidence, the report, and the scores."""
    shares = (0.25, 0.5, 1.0)
    wanted = [(target, share) for target in TARGETS for share in shares]
    by_share: dict[float, dict[str, dict[int, Floats]]] = {share: {} for share in shares}
    for (target, share), sums in zip(wanted, pool.map(_sums, wanted), strict=True):
        by_share[share][target] = sums
    full = by_share[1.0]
    heat = {target: _heat(cases, full[target], target) for target in TARGETS}
    held = outcomes(cases, full, heat)
    points = line([one.product for one in held], [one.whole_all for one in held])
    unread = [one for one in held if one.fold in UNREAD]
    # A figure's confidence by a line that its own fold had no part in.
    sure: dict[int, Judge] = {}
    for fold in sorted({one.fold for one in held}):
        others = [one for one in held if one.fold != fold]
        its_line = line([one.product for one in others], [one.whole_all for one in others])
        sure[fold] = Judge(Weights({}, heat, its_line))
    confidences = [sure[one.fold].confidence(one.probability.values()) for one in held]
    right = [one.whole_all for one in held]
    last = [(c, one.whole_all) for c, one in zip(confidences, held, strict=True) if one.fold in UNREAD]
    surest = sorted(last, key=lambda pair: -pair[0])[: len(last) // 2]
    by_fold = {f"fold {fold}": scores([one for one in held if one.fold == fold]) for fold in sorted(sure)}
    unread_name = " and ".join(map(str, UNREAD))
    rows = {"all": scores(held), f"folds {unread_name}": scores(unread), **by_fold}
    report = _REPORT.format(
        passages=len({case.file for case in cases if case.fold}),
        figures=len(held),
        scores=table(rows),
        unread=unread_name,
        curve=table({f"{share:.0%}": scores(outcomes(cases, by_share[share], heat)) for share in shares}),
        reliability=reliability(confidences, right),
        error=expected_error(confidences, right),
        error_unread=expected_error([c for c, _ in last], [good for _, good in last]),
        surer=sum(good for _, good in surest) / len(surest),
        all_right=sum(good for _, good in last) / len(last),
    )
    return (
        heat,
        points,
        report,
        {name: {k: round(v, 4) for k, v in row.items()} for name, row in rows.items()},
    )


def _heat(cases: Sequence[Case], sums: Mapping[int, Floats], target: str) -> float:
    numbers = sorted(sums)
    lessons = joined([cases[number].taught.lessons[target] for number in numbers])
    return heat_of(np.concatenate([sums[number] for number in numbers]), lessons.figure, lessons.right)


def _figures(cases: Sequence[Case]) -> int:
    return sum(gold is not None for case in cases for gold in case.taught.gold)


def _trained(target: str) -> Dense:
    return trained(_CASES, target)


def _sums(asked: tuple[str, float]) -> dict[int, Floats]:
    return unseen_sums(_CASES, *asked)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
