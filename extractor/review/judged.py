"""Judged: decisions as an analyst's own figures, and the verdicts that they are about what was extracted.

Accepted figures match, corrected ones differ in the cells that people changed, rejected ones are spurious,
added ones missing. Nothing is said of figures that nobody looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.compare.amount import Amount
from extractor.compare.found import stem_of
from extractor.compare.headings import FIELDS
from extractor.compare.manual import COLUMNS, ManualFigure
from extractor.compare.verdicts import Compared, Comparison, Verdict
from extractor.review.standing import Standing, as_decided

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure with what was decided: its cells as the run wrote them, none for an added one, and as now."""

    found: Cells | None
    now: Cells
    standing: Standing


def judged(found: Cells, standing: Standing) -> Judged:
    """A figure of the run that was decided about."""
    return Judged(found, as_decided(found, standing), standing)


def comparison_of(some: Sequence[Judged]) -> Comparison:
    """The verdicts, in the order of the figures."""
    return Comparison(tuple(_verdict(one, number) for number, one in enumerate(some, 1)))


def manual_of(some: Sequence[Judged]) -> list[ManualFigure]:
    """The figures that people say there are, in the order of the figures."""
    return [_manual(one, number) for number, one in enumerate(some, 1) if one.standing.state != "rejected"]


def manual_row(figure: ManualFigure) -> tuple[str, ...]:
    """Its cells in a table of manual figures, as corpus/manual/figures.csv has them."""
    return tuple(figure.cells[name] for name in COLUMNS)


def _verdict(one: Judged, number: int) -> Compared:
    if one.standing.state == "rejected":
        return Compared(Verdict.SPURIOUS, None, one.found)
    manual = _manual(one, number)
    if one.found is None:
        return Compared(Verdict.MISSING, manual, None)
    differs = tuple(_differs(one.found, one.now))
    if "value" in differs:
        verdict = Verdict.VALUE_DIFFERS
    elif "unit" in differs:
        verdict = Verdict.UNIT_DIFFERS
    else:
        verdict = Verdict.ATTACHMENT_DIFFERS if differs else Verdict.MATCHED
    return Compared(verdict, manual, one.found, differs)


def _differs(found: Cells, now: Cells) -> list[str]:
    """The names that comparison.csv has for what differs."""
    value = found["value"] != now["value"] or found["value_max"] != now["value_max"]
    names = ["value"] if value else []
    names += ["unit"] if found["unit"] != now["unit"] else []
    return names + [name for name in FIELDS if found[name] != now[name]]


def _manual(one: Judged, number: int) -> ManualFigure:
    now, last = one.now, one.standing.last
    amount = Amount(Decimal(now["value"]), Decimal(now["value_max"]) if now["value_max"] else None)
    # An empty cell says something only where somebody emptied it.
    said = {name: now[name] for name in FIELDS if now[name] or (one.found and one.found[name])}
    stem = stem_of(now["source"])
    cells = {
        **dict.fromkeys(COLUMNS, ""), **said, "file": stem, "article": now["article_index"],
        "order": str(number), "raw": now["raw"], "value": amount.shown, "unit": now["unit"],
        "kind": "required",
    }  # fmt: skip
    return ManualFigure(
        amount=amount,
        units=(now["unit"],),
        fields={name: (cell,) for name, cell in said.items()},
        raw=now["raw"],
        file=stem,
        article=int(now["article_index"]),
        title=now["title"],
        order=number,
        place=f"decision {last.decision_id}, {last.who}" if last else "",
        cells=cells,
    )
