"""Writes how often edges are right on the corpus: patterns/names/confidence.csv and docs/confidence.md.

    python corpus/calibrate.py

Run it when rules have changed. Rules are too right on the texts that they were made by, so the report shows
the texts that no rule was made by (files 41 and up, but for two) apart.
"""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from extractor.compare.headings import Headings
from extractor.compare.knowledge import Knowledge
from extractor.compare.manual import read_manual
from extractor.compare.verdicts import compare
from extractor.grammar import load
from extractor.model import Edge
from extractor.model.table import FIGURES
from extractor.pages import read_page
from extractor.pipeline import Extractor
from extractor.sources.readers import read
from extractor.sources.sheets import read_sheets
from extractor.steps.confidence import TARGETS, Confidence, keys
from extractor.tables.tidy import figure_row

CHECKOUT = Path(__file__).parent.parent
FIRST_UNSEEN = 41
SEEN_SINCE = frozenset({"43", "51"})  # rules for programs were mended by these two
LIST = CHECKOUT / "patterns" / "names" / "confidence.csv"
REPORT = CHECKOUT / "docs" / "confidence.md"

FEWEST = 8  # edges of a kind, below which its wider kind counts
DRAWN = 15  # so many cases of its wider kind are added to each kind
BINS = tuple(step / 10 for step in range(11))


_REPORT = """# Confidence

The column `confidence` of figures.csv is the share of figures like this one whose zone, program, indicator,
period, bound and change were all right on the corpus. What a figure is like is said by its edges: the target,
the rule that drew the edge, and how far it reached (`because` names the rules). The shares stand in
`patterns/names/confidence.csv`. This page and that list are written by `python corpus/calibrate.py`.

Each file is judged by what the others taught (leave one file out).

## All texts of the corpus

{all}

## Texts that no rule was made by

{unseen}

Rules are too right on the texts that they were made by: on a new paper expect the second table, not the
first. The kinds of edges say little about which figures of one text are wrong, so most confidences lie close
together; take their order for what it is worth, and the second decimal for nothing. A figure below 0.5 stands
in audit.csv as `low_confidence`.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One figure of the corpus: its file, its edges, and which of the scored targets are right."""

    file: str
    edges: tuple[Edge, ...]
    right: dict[str, bool]
    whole: bool


def cases() -> list[Case]:
    """The required figures of the corpus that were found."""
    extractor = Extractor(load())
    rows, edges = [], {}
    for path in sorted((CHECKOUT / "corpus" / "articles").glob("*.txt")):
        for page in read(path):
            for article in read_page(page, extractor.page_forms):
                for figure in extractor.figures(article):
                    edges[figure.figure_id] = figure.edges
                    rows.append(dict(zip(FIGURES.names, figure_row(figure, article), strict=True)))
    manual = read_manual(read_sheets(CHECKOUT / "corpus/manual/figures.csv"), Headings(), Knowledge())
    return [
        Case(
            one.manual.file,
            edges[one.found["figure_id"]],
            {t: t not in one.differs for t in TARGETS if one.manual.fields.get(t)},
            not set(one.differs) - {"organization"},
        )
        for one in compare(rows, manual.figures).verdicts
        if one.manual is not None and one.found is not None and one.manual.required
    ]


def shares(held: Iterable[Case]) -> dict[str, tuple[float, int]]:
    """The share of right edges of each kind, drawn towards its wider kind, and how many there were."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for case in held:
        by_target = {edge.target: edge for edge in case.edges}
        for target, is_right in case.right.items():
            for key in keys(target, by_target.get(target)):
                of[key] += 1
                right[key] += is_right
    found: dict[str, tuple[float, int]] = {}
    for key in sorted(of, key=lambda key: (key.count("/"), key)):
        wider = key.rpartition("/")[0]
        if not wider:
            found[key] = (right[key] / of[key], of[key])
        elif of[key] >= FEWEST:
            base = found.get(wider) or found[wider.rpartition("/")[0]]
            found[key] = ((right[key] + DRAWN * base[0]) / (of[key] + DRAWN), of[key])
    return found


def line(products: Sequence[float], whole: Sequence[bool]) -> list[tuple[float, float]]:
    """The points of the line from product to confidence: a logistic curve of the product's odds."""
    odds = [math.log(p / (1 - p)) for p in products]
    level, slope = 0.0, 1.0
    for _ in range(200):  # Newton's steps on two numbers, held back by a weak prior on the slope of 1
        a = b = 0.0
        aa = ab = 0.0
        bb = 1.0
        b -= slope - 1.0
        for x, is_right in zip(odds, whole, strict=True):
            p = 1 / (1 + math.exp(-(level + slope * x)))
            a += is_right - p
            b += (is_right - p) * x
            aa += p * (1 - p)
            ab += p * (1 - p) * x
            bb += p * (1 - p) * x * x
        det = aa * bb - ab * ab
        level += (bb * a - ab * b) / det
        slope += (aa * b - ab * a) / det
    points = (0.02, *(step / 20 for step in range(1, 20)), 0.98)
    return [(x, 1 / (1 + math.exp(-(level + slope * math.log(x / (1 - x)))))) for x in points]


def fitted(held: Sequence[Case]) -> tuple[dict[str, tuple[float, int]], list[tuple[float, float]]]:
    """The shares of edges and the line, of these cases; products are taken with each case's file left out."""
    products, whole = [], []
    for file in sorted({case.file for case in held}):
        sure = _confidence(shares(case for case in held if case.file != file))
        for case in held:
            if case.file == file:
                products.append(min(max(sure.product(case.edges), 0.01), 0.99))
                whole.append(case.whole)
    return shares(held), line(products, whole)


def _confidence(
    found: dict[str, tuple[float, int]], points: Sequence[tuple[float, float]] = ()
) -> Confidence:
    return Confidence.of(rows(found, points))


def rows(found: dict[str, tuple[float, int]], points: Sequence[tuple[float, float]]) -> list[dict[str, str]]:
    """The rows of names/confidence.csv."""
    kinds = [{"name": key, "right": f"{right:.3f}", "of": str(of)} for key, (right, of) in found.items()]
    return kinds + [{"name": f"figure/{x:.2f}", "right": f"{y:.3f}", "of": ""} for x, y in points]


def left_out(held: Sequence[Case]) -> list[tuple[float, Case]]:
    """The confidence of each case by what the other files taught."""
    judged = []
    for file in sorted({case.file for case in held}):
        sure = _confidence(*fitted([case for case in held if case.file != file]))
        judged += [(sure.of_edges(case.edges), case) for case in held if case.file == file]
    return judged


def report(held: Sequence[Case]) -> str:
    """docs/confidence.md."""
    judged = left_out(held)
    unseen = [one for one in judged if _is_unseen(one[1].file[:2])]
    return _REPORT.format(all="\n".join(_reliability(judged)), unseen="\n".join(_reliability(unseen)))


def _is_unseen(number: str) -> bool:
    return int(number) >= FIRST_UNSEEN and number not in SEEN_SINCE


def _reliability(judged: Sequence[tuple[float, Case]]) -> list[str]:
    share = sum(case.whole for _, case in judged) / len(judged)
    brier = sum((sure - case.whole) ** 2 for sure, case in judged) / len(judged)
    files = len({case.file for _, case in judged})
    base = share * (1 - share)
    lines = [
        f"{len(judged)} figures of {files} files, {share:.0%} right as a whole.",
        f"Brier score {brier:.3f}; saying {share:.2f} of every figure would give {base:.3f}.",
        "",
        "| confidence | figures | mean confidence | right |",
        "|---|---|---|---|",
    ]
    for low, high in pairwise(BINS):
        inside = [one for one in judged if low <= one[0] < high or (high == 1 and one[0] == 1)]
        if inside:
            mean = sum(sure for sure, _ in inside) / len(inside)
            right = sum(case.whole for _, case in inside) / len(inside)
            lines.append(f"| {low:.1f} to {high:.1f} | {len(inside)} | {mean:.2f} | {right:.2f} |")
    return lines


def listed(held: Sequence[Case]) -> str:
    """patterns/names/confidence.csv."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ("name", "right", "of"), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(*fitted(held)))
    return out.getvalue()


def main() -> None:
    """Writes both files."""
    held = cases()
    LIST.write_text(listed(held), encoding="utf-8")
    REPORT.write_text(report(held), encoding="utf-8")


if __name__ == "__main__":
    main()
