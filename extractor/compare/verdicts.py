"""Verdicts: extracted rows against manual figures → one verdict for each of both, with what differs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from extractor.compare.agreement import Agreement, bare
from extractor.compare.amount import rounded
from extractor.compare.blocks import Gathering
from extractor.compare.cost import Costs, Differences
from extractor.compare.found import Cells, Found, found_of
from extractor.compare.knowledge import Knowledge
from extractor.compare.manual import ManualFigure
from extractor.compare.pairing import pair
from extractor.tables.tidy import Row

if TYPE_CHECKING:
    from extractor.compare.rough import Rough


class Verdict(StrEnum):
    """How a manual and an extracted figure compare."""

    MATCHED = "matched"
    VALUE_DIFFERS = "value_differs"
    UNIT_DIFFERS = "unit_differs"
    ATTACHMENT_DIFFERS = "attachment_differs"
    MISSING = "missing"
    SPURIOUS = "spurious"


@dataclass(frozen=True, slots=True)
class Compared:
    """One verdict, with both sides, the fields that differ, and what was let pass (rounding, a bound)."""

    verdict: Verdict
    manual: ManualFigure | None
    found: Cells | None
    differs: tuple[str, ...] = ()
    tolerated: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdicts in order, and how many extracted rows the manual side says nothing of."""

    verdicts: tuple[Compared, ...]
    outside: int = 0


def compare(
    found: Iterable[Cells], manual: Sequence[ManualFigure], knowledge: Knowledge | None = None
) -> Comparison:
    """The verdicts: by article in reading order where the manual side names articles, else in its own order.

    `found` are rows of figures.csv by column name. Files, or zones, that the manual side does not name are
    not compared. An optional manual figure that was not found gives no verdict, and neither does an extracted
    one that equals an optional figure of its article. A fact that is stated several times counts once, unless
    the manual side lists mentions.
    """
    agreement = Agreement(knowledge or Knowledge())
    rows = found_of(found)
    scope = Gathering(manual, rows, agreement).scope()
    costs = Costs(manual, rows, agreement)

    @cache
    def rough() -> Rough:
        from extractor.compare.rough import Rough

        return Rough(manual, rows, agreement.zone_key)

    keys = (lambda i: _key(manual[i]), lambda j: (rounded(rows[j].amount.low), rows[j].amount.high))
    pairs = pair(scope.blocks, costs, keys, rough)
    spurious = _spurious(manual, rows, pairs, scope.spoken_of)
    judged = [(i, j, _judged(costs.differences(i, j), manual[i], rows[j])) for i, j in pairs]
    taken = {i for i, _ in pairs}
    judged += [
        (i, -1, Compared(Verdict.MISSING, figure, None))
        for i, figure in enumerate(manual)
        if i not in taken and figure.required
    ]
    judged += [(-1, j, Compared(Verdict.SPURIOUS, None, rows[j].row)) for j in spurious]
    compared = {j for _, j in pairs} | set(spurious)
    outside = sum(j not in scope.spoken_of and j not in compared for j in range(len(rows)))
    return Comparison(tuple(_in_order(judged, manual, rows)), outside)


def comparison_row(compared: Compared) -> Row:
    """The cells of its row in comparison.csv."""
    manual = compared.manual.cells if compared.manual else {}
    found = compared.found or {}
    return (
        compared.verdict.value,
        *(manual.get(name, "") for name in _MANUAL_CELLS),
        *(found.get(name, "") for name in _FOUND_CELLS),
        " ".join(compared.differs),
        compared.tolerated,
        compared.manual.place if compared.manual else "",
        compared.manual.title if compared.manual else "",
    )


_MANUAL_CELLS = (
    *("file", "article", "order", "raw", "value", "unit", "bound", "change", "zone", "organization"),
    *("program", "indicator", "period", "kind"),
)
_FOUND_CELLS = (
    *("figure_id", "source", "article_index", "raw", "value", "value_max", "unit", "bound", "change"),
    *("zone", "organization", "program", "indicator", "period", "sentence"),
)


def _judged(differences: Differences, figure: ManualFigure, one: Found) -> Compared:
    names = differences.names
    verdict = Verdict.MATCHED
    if "value" in names:
        verdict = Verdict.VALUE_DIFFERS
    elif "unit" in names:
        verdict = Verdict.UNIT_DIFFERS
    elif names:
        verdict = Verdict.ATTACHMENT_DIFFERS
    return Compared(verdict, figure, one.row, names, differences.tolerated)


def _spurious(
    manual: Sequence[ManualFigure],
    rows: Sequence[Found],
    pairs: Sequence[tuple[int, int]],
    spoken_of: Iterable[int],
) -> list[int]:
    """The rows that no manual figure has: of mentions of one fact the first, none where one was paired."""
    taken = {j for _, j in pairs}
    once = not any(figure.order is not None for figure in manual)
    stated = {rows[j].fact for j in taken} if once else set()
    optional = {
        (figure.file, figure.article, rounded(figure.amount.low), figure.amount.high, bare(unit))
        for figure in manual if not figure.required for unit in figure.units
    }  # fmt: skip
    spurious = []
    for j in sorted(spoken_of):
        one = rows[j]
        if (
            j in taken
            or (one.stem, one.article, rounded(one.amount.low), one.amount.high, one.unit) in optional
        ):
            continue
        if once and one.fact in stated:
            continue
        stated.add(one.fact)
        spurious.append(j)
    return spurious


def _in_order(
    judged: Sequence[tuple[int, int, Compared]], manual: Sequence[ManualFigure], rows: Sequence[Found]
) -> list[Compared]:
    """By article, each in reading order; a figure that was not found stands where those before it end."""
    ends: dict[tuple[str, int], tuple[list[int], list[int]]] = {}
    for i, j, _ in sorted(judged, key=lambda one: one[0]):
        if i >= 0 and j >= 0:
            before, last = ends.setdefault(_article_of(manual[i]), ([], []))
            before.append(i)
            last.append(max([j, *last[-1:]]))

    def place(one: tuple[int, int, Compared]) -> tuple[str, int, int, int]:
        i, j, _ = one
        if j >= 0:
            named = i < 0 or bool(manual[i].file)
            return (rows[j].stem, rows[j].article, j, i) if named else ("", 0, i, j)
        file, article = _article_of(manual[i])
        if not file:
            return "", 0, i, -1
        before, last = ends.get((file, article), ([], []))
        at = bisect_left(before, i)
        return file, article, last[at - 1] if at else -1, i

    return [compared for _, _, compared in sorted(judged, key=place)]


def _article_of(figure: ManualFigure) -> tuple[str, int]:
    return figure.file, figure.article or 0


def _key(figure: ManualFigure) -> object:
    return rounded(figure.amount.low), figure.amount.high
