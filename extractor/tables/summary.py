"""Summary: facts → rows of summary.csv.

summary_rows(facts: Iterable[Fact]) -> Iterator[Cells]      rows of model.table.SUMMARY, one a fact
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.model.table import Cells
from extractor.tables.facts import Fact
from extractor.tables.shown import shown


def summary_rows(facts: Iterable[Fact]) -> Iterator[Cells]:
    """One row a fact, in the order of the facts."""
    return map(summary_row, facts)


def summary_row(fact: Fact) -> Cells:
    """The fact's cells in the order of model.table.SUMMARY."""
    first, best, time = fact.first, fact.best, fact.time
    closed_or_since = time.kind in {"closed", "since"}
    return (
        first.zone,
        fact.program,
        first.indicator,
        best.unit,
        time.words,
        best.number.value,
        best.number.value_max,
        best.number.bound,
        best.change,
        len(fact.mentions),
        len(fact.articles),
        int(bool(fact.conflicts)),
        " ".join(mention.figure_id for mention in fact.mentions),
        shown(best),
        fact.organization,
        first.written,
        best.action,
        best.aggregate,
        best.per,
        best.modality,
        time.start if closed_or_since else None,
        time.end,
        next((mention.part_of for mention in fact.mentions if mention.part_of), ""),
        fact.superseded_by,
        " ".join(fact.conflicts),
        first.published,
        first.title,
        first.source,
    )
