"""Manual figures: rows of a hand-made table → ManualFigure, with what an analyst accepts in each field.

The columns are those of corpus/manual/figures.csv; `|` separates alternatives, and an empty one accepts an
empty cell. Sheets of an analyst's own making are not read yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from extractor.errors import ExtractorError, PlacedError

FIELDS = ("bound", "change", "zone", "organization", "program", "indicator", "period")
COLUMNS = ("file", "article", "order", "raw", "value", "unit", *FIELDS, "kind")

Cells = Mapping[str, str]
Value = tuple[Decimal, Decimal | None]


@dataclass(frozen=True, slots=True)
class ManualFigure:
    """One row: `value` is (low, high) or (value, None); `fields` holds the filled ones' alternatives."""

    file: str
    article: int
    value: Value
    units: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    required: bool
    cells: Cells


class ManualError(ExtractorError):
    """All the problems of a manual table at once, one line each."""


def read_manual(rows: Iterable[Cells], name: str) -> list[ManualFigure]:
    """The figures of the manual table called `name`, in its order; raises ManualError with every bad row."""
    figures: list[ManualFigure] = []
    problems: list[PlacedError] = []
    for line, cells in enumerate(rows, 2):
        missing = [column for column in COLUMNS if column not in cells]
        if missing:
            problems.append(PlacedError(name, f"no column {', '.join(missing)}", line=1))
            break
        try:
            figures.append(_figure(cells))
        except ValueError as error:
            problems.append(PlacedError(name, str(error), line=line))
    if problems:
        raise ManualError("\n".join(map(str, problems)))
    return figures


def number(text: str) -> Decimal:
    """The decimal that a cell holds; raises ValueError with what was found.

    >>> number("2,300.50")
    Decimal('2300.50')
    """
    try:
        value = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        message = f"value {text!r} is not a number; write 2300, 0.5, or a range as 3..5"
        raise ValueError(message)
    return value


def _figure(cells: Cells) -> ManualFigure:
    low, dots, high = cells["value"].partition("..")
    if not cells["article"].strip().isdecimal():
        message = f"article {cells['article']!r} is not its place on the page; write 1, 2, …"
        raise ValueError(message)
    if cells["kind"] not in {"required", "optional"}:
        message = f"kind {cells['kind']!r} is not known; expected required or optional"
        raise ValueError(message)
    return ManualFigure(
        file=cells["file"].strip(),
        article=int(cells["article"]),
        value=(number(low), number(high) if dots else None),
        units=tuple(cells["unit"].split("|")),
        fields={name: tuple(cells[name].split("|")) for name in FIELDS if cells[name].strip()},
        required=cells["kind"] == "required",
        cells=cells,
    )
