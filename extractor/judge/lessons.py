"""Lessons: figures that a reader has annotated, as pairs of which some are right."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

import numpy as np

from extractor.evidence.article import TARGETS, ArticleEvidence
from extractor.judge.hashing import cells
from extractor.judge.learning import Lesson
from extractor.judge.templates import TEMPLATES
from extractor.model import Quantity

_MARKS = str.maketrans("", "", "“”‘’\"'「」『』《》 \u3000")
_LEVELS = "省市县区"

Gold = Mapping[str, str]
"""One annotated figure: value, unit, kind, and the four fields with `|` between alternatives."""


@dataclass(frozen=True, slots=True)
class Taught:
    """One article: its lessons by target, the names of their pairs, and the gold of each figure."""

    lessons: Mapping[str, Lesson]
    names: Mapping[str, Sequence[str]]
    gold: Sequence[Gold | None]
    missed: int


def taught(evidence: ArticleEvidence, gold: Sequence[Gold]) -> Taught:
    """What an article teaches; the gold's figures stand in reading order, as the article's do."""
    found = aligned([figure.quantity for figure in evidence.stated], gold)
    of_figure: list[Gold | None] = [None] * len(evidence.stated)
    for figure, row in found:
        if gold[row]["kind"] == "required":
            of_figure[figure] = gold[row]
    required = sum(row["kind"] == "required" for row in gold)
    lessons: dict[str, Lesson] = {}
    names: dict[str, Sequence[str]] = {}
    for target in TARGETS:
        table = evidence.tables[target]
        names[target] = [evidence.name(target, pair) for pair in range(len(table.figure))]
        lessons[target] = Lesson(
            cells(table.columns, TEMPLATES[target]),
            table.figure,
            np.array(
                [
                    its is not None and is_right(target, its[target], name)
                    for its, name in zip(
                        (of_figure[figure] for figure in table.figure.tolist()), names[target], strict=True
                    )
                ],
                dtype=np.bool_,
            ),
        )
    return Taught(lessons, names, of_figure, required - sum(one is not None for one in of_figure))


def aligned(quantities: Sequence[Quantity], gold: Sequence[Gold]) -> list[tuple[int, int]]:
    """Pairs of a quantity and the gold's row of the same value and unit, both in reading order."""
    found = [(_number(quantity.value, quantity.value_max), _plain(quantity.unit)) for quantity in quantities]
    told = [(_told(row["value"]), _plain(row["unit"].split("|")[0])) for row in gold]
    blocks = SequenceMatcher(None, found, told, autojunk=False).get_matching_blocks()
    return [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]


def is_right(target: str, expected: str, name: str) -> bool:
    """Whether a name is one of the alternatives (an empty one, or no gold at all, accepts the empty name).

    A program may carry its own words around the expected name, a zone may be fuller or leave out its 市 or
    县.
    """
    got = _plain(name)
    options = [_plain(option) for option in expected.split("|")]
    if got in options:
        return True
    named = [option for option in options if option]
    if not got or not named:
        return False
    if target == "program":
        return any(option in got for option in named)
    if target == "zone":
        bare = got.rstrip(_LEVELS)
        return any(
            got.endswith(option) or (len(bare) > 1 and bare == option.rstrip(_LEVELS)) for option in named
        )
    return False


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_MARKS).strip()


def _number(value: Decimal, value_max: Decimal | None) -> str:
    low = f"{value.quantize(Decimal('0.0001')).normalize():f}"
    return low if value_max is None else f"{low}..{_number(value_max, None)}"


def _told(cell: str) -> str:
    low, _, high = cell.partition("..")
    try:
        return _number(Decimal(low.replace(",", "")), Decimal(high) if high else None)
    except InvalidOperation:
        return cell
