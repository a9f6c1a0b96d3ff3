"""Fields: what a person wrote into the cells of a figure → cells as figures.csv holds them, or what is wrong.

What follows from a cell is filled with it: the dimension from the unit, canonical names from the names, days
from the words of the period. How words are read is handed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from extractor.model import Quantity
from extractor.model.table import FIGURES
from extractor.review.signs import hidden_places, one_line, visible
from extractor.review.views import Wrong
from extractor.tables.tidy import plain
from extractor.text.fold import fold

Cells = Mapping[str, str]

EDITABLE = (
    *("value", "value_max", "unit", "bound", "change", "aggregate", "per", "modality", "zone"),
    *("organization", "program", "indicator", "canonical", "action", "period", "period_start", "period_end"),
)
"""The columns of figures.csv that a person may correct, in the order of the form."""

LONGEST = 200
_COLUMNS = {column.name: column for column in FIGURES.columns}
_NUMBER = re.compile(r"[-+]?\d{1,30}(?:\.\d{1,12})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reads:
    """How the house reads words: numbers, canonical names, and the days of a period against a date."""

    quantities: Callable[[str], Sequence[Quantity]]
    zone: Callable[[str], str]
    program: Callable[[str], str]
    indicator: Callable[[str, str, str, str], str]
    """Indicator, unit, action and program → the canonical indicator."""
    dates: Callable[[str, str], tuple[str, str]]
    """The words of a period and the day of publication → first and last day, empty where not known."""


def checked(given: Cells, held: Cells, reads: Reads) -> tuple[dict[str, str], list[Wrong]]:
    """The cells that the figure would have otherwise than it holds now, and what is wrong with them.

    A cell that is given as it stands, or as a page shows it, is not changed.
    """
    wrong = [Wrong(name, "this column cannot be corrected") for name in given if name not in EDITABLE]
    asked = {
        name: cell.strip() for name, cell in given.items() if name in EDITABLE and not _same(cell, held[name])
    }
    found: dict[str, str] = {}
    for name, cell in asked.items():
        problem = _unfit(name, cell)
        if problem:
            wrong.append(problem)
        elif name not in {"value", "value_max", "unit"}:
            found[name] = fold(cell) if _COLUMNS[name].type == "text" else cell
    if wrong:
        return {}, wrong
    numbers, wrong = _numbers(asked, reads)
    found = {**numbers, **found}
    found |= {name: cell for name, cell in _following(found, held, reads).items() if name not in asked}
    wrong += _unordered({**held, **found})
    return {name: cell for name, cell in found.items() if cell != held.get(name, "")}, wrong


def _same(given: str, held: str) -> bool:
    return given.strip() in {held, visible(held), one_line(held)}


def _unfit(name: str, cell: str) -> Wrong | None:
    """Why a cell of this column cannot be so, whatever stands in the others; None where it can."""
    column = _COLUMNS[name]
    if len(cell) > LONGEST:
        return Wrong(name, "longer than {} characters", (str(LONGEST),))
    if hidden_places(cell) or "\n" in cell or "\t" in cell:
        return Wrong(name, "it holds a character that cannot be seen")
    if column.values and cell and cell not in column.values:
        return Wrong(name, "{} is not known; expected {}", (cell, ", ".join(column.values)))
    if column.type == "date" and cell and not _is_day(cell):
        return Wrong(name, "{} is not a day; write it as 2025-01-31", (cell,))
    if name in {"value", "bound", "change", "modality"} and not cell:
        return Wrong(name, "it cannot be empty")
    return None


def _is_day(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _numbers(asked: Cells, reads: Reads) -> tuple[dict[str, str], list[Wrong]]:
    """Value, upper value, unit, dimension and bound, in the base unit; 280万 with 元 is 2800000."""
    found: dict[str, str] = {}
    wrong: list[Wrong] = []
    for name in ("value", "value_max"):
        if name not in asked:
            continue
        number, quantity = _number(asked[name], reads)
        if quantity is not None and name == "value":
            found |= _of_quantity(quantity)
        elif number is not None or not asked[name]:
            found[name] = plain(number)
        else:
            wrong.append(Wrong(name, "{} is no number; write 2800000 or 280万元", (asked[name],)))
    if "unit" in asked and not wrong:
        unit = fold(asked["unit"])
        base = next(iter(reads.quantities(f"1{unit}")), None) if unit else None
        known = base is not None and len(base.span) == 1 + len(unit)
        if base is None or not known:
            found |= {"unit": unit, "dimension": "count" if not unit else "other"}
        elif base.value == 1:
            found |= {"unit": base.unit, "dimension": base.dimension.value}
        elif "value" in asked and found.get("unit", "") == "":
            found |= {name: plain(Decimal(found[name]) * base.value) for name in ("value", "value_max")
                      if found.get(name)}  # fmt: skip
            found |= {"unit": base.unit, "dimension": base.dimension.value}
        else:
            said = (f"1{unit}", f"{plain(base.value)}{base.unit}", base.unit)
            wrong.append(Wrong("unit", "{} is {}; write the value in {}", said))
    return found, wrong


def _number(cell: str, reads: Reads) -> tuple[Decimal | None, Quantity | None]:
    """The plain number that a cell holds, or the quantity that it writes, should it be all of it."""
    words = fold(cell).replace(",", "")
    if _NUMBER.fullmatch(words):
        try:
            return Decimal(words), None
        except InvalidOperation:
            return None, None
    found = reads.quantities(words)
    if len(found) == 1 and len(found[0].span) == len(words):
        return None, found[0]
    return None, None


def _of_quantity(quantity: Quantity) -> dict[str, str]:
    cells = {
        "value": plain(quantity.value),
        "value_max": plain(quantity.value_max),
        "bound": quantity.bound.value,
    }
    if quantity.unit:
        cells |= {"unit": quantity.unit, "dimension": quantity.dimension.value, "per": quantity.per}
    return cells


def _following(found: Cells, held: Cells, reads: Reads) -> dict[str, str]:
    """What follows from the cells that change."""
    now = {**held, **found}
    more: dict[str, str] = {}
    if "zone" in found:
        more["canonical_zone"] = reads.zone(now["zone"]) if now["zone"] else ""
    if "program" in found:
        more["canonical_program"] = reads.program(now["program"]) if now["program"] else ""
    if "indicator" in found:
        names = (now[name] for name in ("indicator", "unit", "action", "program"))
        more["canonical"] = reads.indicator(*names) if now["indicator"] else ""
    if "period" in found:
        first, last = reads.dates(now["period"], now["published"]) if now["period"] else ("", "")
        more |= {"period_start": first, "period_end": last}
    return more


def _unordered(cells: Cells) -> list[Wrong]:
    wrong: list[Wrong] = []
    if cells["value_max"] and Decimal(cells["value_max"]) <= Decimal(cells["value"]):
        wrong.append(Wrong("value_max", "the upper value must be above the value"))
    if cells["period_start"] and cells["period_end"] and cells["period_start"] > cells["period_end"]:
        wrong.append(Wrong("period_end", "the last day is before the first"))
    return wrong
