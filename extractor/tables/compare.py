"""Comparison: extracted against manual figures, article by article in reading order → verdicts.

Pairing goes by value and unit alone, as the longest common subsequence of both readings, of equals the one
whose other fields agree best. What is left over between two pairs may still be the same figure, misread.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import PurePosixPath

from extractor.tables.manual import ManualFigure, Value, number
from extractor.tables.tidy import Row

Cells = Mapping[str, str]
Group = tuple[str, int]


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
    """One verdict, with the manual figure, the extracted row and the names of the fields that differ."""

    verdict: Verdict
    manual: ManualFigure | None
    found: Cells | None
    differs: tuple[str, ...] = ()


def compare(found: Iterable[Cells], manual: Iterable[ManualFigure]) -> list[Compared]:
    """The verdicts in the manual table's order of articles, each in reading order.

    `found` are rows of figures.csv by column name. Files that the manual table does not name are not
    compared. An optional manual figure that was not found gives no verdict, and neither does an extracted one
    that equals an optional figure of its article.
    """
    wanted: dict[Group, list[ManualFigure]] = defaultdict(list)
    for figure in manual:
        wanted[figure.file, figure.article].append(figure)
    files = {file for file, _ in wanted}
    given: dict[Group, list[Cells]] = defaultdict(list)
    for row in found:
        group = (_stem(row["source"]), int(row["article_index"]))
        if group[0] in files:
            given[group].append(row)
    return [
        verdict
        for group in sorted(wanted.keys() | given.keys())
        for verdict in _compare_article(sorted(given[group], key=_reading_order), wanted[group])
    ]


def comparison_row(compared: Compared) -> Row:
    """The cells of its row in comparison.csv."""
    manual = compared.manual.cells if compared.manual else {}
    found = compared.found or {}
    return (
        compared.verdict.value,
        *(manual.get(name, "") for name in _MANUAL_CELLS),
        *(found.get(name, "") for name in _FOUND_CELLS),
        " ".join(compared.differs),
    )


def agrees(name: str, accepted: Sequence[str], cell: str) -> bool:
    """Whether the cell of field `name` is one of the accepted forms, quotation marks and widths aside.

    A program may carry words around the accepted name, a zone may be fuller or end without 省 市 县 区.

    >>> agrees("program", ["师带徒"], "“师带徒”培养体系"), agrees("zone", ["新会区"], "江门市新会区")
    (True, True)
    >>> agrees("zone", ["太原"], "太原市"), agrees("zone", ["太原高新区"], "太原")
    (True, False)
    """
    got = _bare(cell)
    forms = [_bare(form) for form in accepted]
    if got in forms:
        return True
    forms = [form for form in forms if form]
    if name == "program":
        return any(form in got for form in forms)
    if name == "zone" and got:
        short = got.rstrip(_ENDS)
        return any(got.endswith(form) or (len(short) > 1 and short == form.rstrip(_ENDS)) for form in forms)
    return False


_ENDS = "省市县区"
_MARKS = str.maketrans("", "", "“”‘’\"'「」『』《》 \u3000")
_MANUAL_CELLS = (
    *("file", "article", "order", "raw", "value", "unit", "bound", "change", "zone", "organization"),
    *("program", "indicator", "period", "kind"),
)
_FOUND_CELLS = (
    *("figure_id", "source", "article_index", "raw", "value", "value_max", "unit", "bound", "change"),
    *("zone", "organization", "program", "indicator", "period", "sentence"),
)
# Manual tables round to four places: a third is 33.3333. The context is for numbers of any length.
_PLACES = Decimal("0.0001")
_LONG = Context(prec=100_000)


@dataclass(frozen=True, slots=True)
class _Stated:
    """What pairing looks at: the rounded value, the accepted units, the words."""

    value: Value
    units: frozenset[str]
    raw: str

    def same(self, other: _Stated) -> bool:
        return self.value == other.value and not self.units.isdisjoint(other.units)


def _compare_article(found: Sequence[Cells], manual: Sequence[ManualFigure]) -> list[Compared]:
    wanted = [_stated(figure.value, figure.units, figure.cells["raw"]) for figure in manual]
    given = [_stated(_value(row), (row["unit"],), row["raw"]) for row in found]
    optional = [stated for stated, figure in zip(wanted, manual, strict=True) if not figure.required]
    pairs = [(i, j, Verdict.MATCHED) for i, j in _align(found, given, manual, wanted)]
    edges = [(-1, -1, Verdict.MATCHED), *pairs, (len(manual), len(found), Verdict.MATCHED)]
    for before, after in pairwise(edges):
        left, right = range(before[0] + 1, after[0]), range(before[1] + 1, after[1])
        pairs += _misread(left, right, wanted, given)

    verdicts = []
    for i, j, verdict in pairs:
        differs = _differing(manual[i], wanted[i], found[j], given[j])
        if verdict is Verdict.MATCHED and differs:
            verdict = Verdict.ATTACHMENT_DIFFERS
        verdicts.append((j, i, Compared(verdict, manual[i], found[j], differs)))
    taken_left = {i for i, _, _ in pairs}
    taken_right = {j for _, j, _ in pairs}
    for j, row in enumerate(found):
        if j not in taken_right and not any(given[j].same(stated) for stated in optional):
            verdicts.append((j, -1, Compared(Verdict.SPURIOUS, None, row)))
    for i, figure in enumerate(manual):
        if i not in taken_left and figure.required:
            # It stands where the figures before it end.
            j = max((right for left, right, _ in pairs if left < i), default=-1)
            verdicts.append((j, i, Compared(Verdict.MISSING, figure, None)))
    return [verdict for _, _, verdict in sorted(verdicts, key=lambda placed: placed[:2])]


def _align(
    found: Sequence[Cells],
    given: Sequence[_Stated],
    manual: Sequence[ManualFigure],
    wanted: Sequence[_Stated],
) -> list[tuple[int, int]]:
    """Pairs of indexes (manual, found) in reading order: as many as can be, then as agreeing as can be."""
    rows, cols = len(manual), len(found)
    worth: dict[tuple[int, int], tuple[int, int]] = {}
    for i, figure in enumerate(manual):
        for j, row in enumerate(found):
            if wanted[i].same(given[j]):
                agreeing = len(figure.fields) - len(_differing(figure, wanted[i], row, given[j]))
                worth[i, j] = (1, agreeing)
    best = [[(0, 0)] * (cols + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(cols)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if (i, j) in worth:
                best[i][j] = max(best[i][j], _plus(worth[i, j], best[i + 1][j + 1]))
    pairs = []
    i = j = 0
    while i < rows and j < cols:
        if (i, j) in worth and best[i][j] == _plus(worth[i, j], best[i + 1][j + 1]):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _misread(
    left: Iterable[int], right: Iterable[int], wanted: Sequence[_Stated], given: Sequence[_Stated]
) -> list[tuple[int, int, Verdict]]:
    """Pairs among the left-over figures of one stretch: the same words, but another value or another unit."""
    pairs = []
    free = list(right)
    for i in left:
        for j in free:
            verdict = _misreading(wanted[i], given[j])
            if verdict:
                pairs.append((i, j, verdict))
                free.remove(j)
                break
    return pairs


def _misreading(wanted: _Stated, given: _Stated) -> Verdict | None:
    # The words of one lie in the other's (超1.5亿元 and 1.5亿); two figures of one list never do.
    if not (wanted.raw and given.raw and (wanted.raw in given.raw or given.raw in wanted.raw)):
        return None
    if wanted.value == given.value:
        return Verdict.UNIT_DIFFERS
    return None if wanted.units.isdisjoint(given.units) else Verdict.VALUE_DIFFERS


def _differing(figure: ManualFigure, wanted: _Stated, row: Cells, given: _Stated) -> tuple[str, ...]:
    value = () if wanted.value == given.value else ("value",)
    unit = ("unit",) if wanted.units.isdisjoint(given.units) else ()
    fields = figure.fields.items()
    return (
        *value,
        *unit,
        *(name for name, accepted in fields if not agrees(name, accepted, row.get(name, ""))),
    )


def _stated(value: Value, units: Iterable[str], raw: str) -> _Stated:
    low, high = value
    rounded = (_rounded(low), None if high is None else _rounded(high))
    return _Stated(rounded, frozenset(map(_bare, units)), _bare(raw))


def _value(row: Cells) -> Value:
    high = row.get("value_max", "")
    return number(row["value"]), number(high) if high else None


def _rounded(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return value.quantize(_PLACES, context=_LONG) if isinstance(exponent, int) and exponent < -4 else value


def _plus(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    return left[0] + right[0], left[1] + right[1]


def _bare(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_MARKS).strip()


def _stem(source: str) -> str:
    return PurePosixPath(source.partition("#")[0]).stem


def _reading_order(row: Cells) -> tuple[bool, int]:
    return row["in_title"] != "1", int(row["start"])
