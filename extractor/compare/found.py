"""Found: rows of figures.csv as a comparison looks at them, with the mentions of one fact held together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath

from extractor.compare.agreement import bare
from extractor.compare.amount import Amount, step_of
from extractor.compare.manual import number_of

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """One extracted row: its amount, unit and words as they are compared, and the fact that it states.

    `fact` is the same for mentions that restate each other, and for rows of other articles that say the same.
    """

    row: Cells = field(repr=False)
    amount: Amount
    unit: str
    words: str
    stem: str
    article: int
    fact: int


def found_of(rows: Iterable[Cells]) -> list[Found]:
    """The rows in the order of their articles, each article's in reading order."""
    ordered = sorted(rows, key=_reading_order)
    facts: dict[object, int] = {}
    roots: dict[str, int] = {}
    found = []
    for row in ordered:
        first = row.get("restates", "")
        fact = roots[first] if first in roots else facts.setdefault(_said(row), len(facts))
        if row.get("figure_id"):
            roots[row["figure_id"]] = fact
        high = row.get("value_max", "")
        low = number_of(row["value"])
        bound = row.get("bound", "")
        step = None if high else step_of(row.get("raw", ""), low)
        amount = Amount(low, Decimal(high) if high else None, "" if bound == "exact" else bound, step)
        words = bare(row.get("raw", ""))
        found.append(
            Found(
                row, amount, bare(row["unit"]), words, stem_of(row["source"]), int(row["article_index"]), fact
            )
        )
    return found


def stem_of(source: str) -> str:
    """The name of a source without its folders and its suffix.

    >>> stem_of("2025/03/page.txt"), stem_of("all.zip#2025/page.docx")
    ('page', 'all')
    """
    return PurePosixPath(source.partition("#")[0]).stem


def _said(row: Cells) -> tuple[str, ...]:
    names = (
        "value",
        "value_max",
        "unit",
        "zone",
        "organization",
        "program",
        "indicator",
        "period_start",
        "period_end",
    )
    return (
        *(row.get(name, "") for name in names),
        row.get("period", "") if not row.get("period_end") else "",
    )


def _reading_order(row: Cells) -> tuple[str, int, bool, int]:
    return row["source"], int(row["article_index"]), row["in_title"] != "1", int(row["start"])
