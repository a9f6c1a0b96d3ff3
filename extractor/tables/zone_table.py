"""Zone tables: each zone's facts as a newspaper or a yearbook prints them.

zone_tables(facts: Iterable[Fact]) -> Iterator[tuple[str, Iterator[Cells]]]
    (zone, rows of model.table.ZONE), sorted by zone; holds one zone at a time. Facts without a zone come
    under the empty name
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from extractor.model.table import Cells
from extractor.tables.facts import Fact
from extractor.tables.shown import shown

_CHANGES = {"increase": "增加", "decrease": "减少"}
_AGGREGATES = {"average": "平均"}


def zone_tables(facts: Iterable[Fact]) -> Iterator[tuple[str, Iterator[Cells]]]:
    """Each zone with its rows: program by program, in the order in which the articles tell them."""
    for zone, group in groupby(facts, key=lambda fact: fact.first.zone):
        held = list(group)
        begins: dict[str, object] = {}
        for fact in sorted(held, key=_place):
            begins.setdefault(fact.program, _place(fact))
        rows = sorted(held, key=lambda fact: (not fact.program, begins[fact.program], _place(fact)))
        yield zone, map(zone_row, rows)


def zone_row(fact: Fact) -> Cells:
    """The fact's cells in the order of model.table.ZONE."""
    return (
        fact.program,
        fact.first.indicator,
        shown(fact.best),
        fact.time.words,
        provenance(fact),
        _note(fact),
        " ".join(mention.figure_id for mention in fact.mentions),
    )


def provenance(fact: Fact) -> str:
    """Where the fact stands: 《title》, date; the source where the article has no title."""
    first = fact.first
    where = f"《{first.title}》" if first.title else first.source
    dated = f"，{first.published}" if first.published else ""
    others = len(fact.articles) - 1
    return f"{where}{dated}" + (f"，另{others}篇" if others else "")


def _place(fact: Fact) -> tuple[str, int, int, int, str]:
    return fact.first.order


def _note(fact: Fact) -> str:
    best = fact.best
    written = best.written
    notes = (
        fact.organization,
        f"原词：{written}" if written and written not in fact.first.indicator else "",
        "计划" if best.modality == "planned" else "",
        _AGGREGATES.get(best.aggregate, ""),
        f"每{best.per}" if best.per else "",
        _CHANGES.get(best.change, ""),
        "其中" if any(mention.part_of for mention in fact.mentions) else "",
        "与另一处矛盾，见待核" if fact.conflicts else "",
        "已有更新的数字" if fact.superseded_by else "",
    )
    return "；".join(note for note in notes if note)
