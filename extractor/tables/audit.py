"""Audit: what an analyst should look at, as rows of audit.csv.

    audit_rows(rows: Iterable[Row], facts: Iterable[Fact]) -> Iterator[Cells]      rows of model.table.AUDIT
        rows in the order of figures.csv, facts as tables.facts gives them; each is read once, facts first

Every message says in Chinese what is the matter, quotes the words with their places, and says what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from extractor.model.table import Cells
from extractor.tables.article_audit import article_findings
from extractor.tables.changes import Step, steps_of
from extractor.tables.facts import Fact, by_subject
from extractor.tables.findings import Finding, both
from extractor.tables.mention import Mention, Row
from extractor.tables.shown import shown

# From one period to the next hardly anything grows tenfold; a lost 万 makes it so.
_JUMP = 10


def audit_rows(rows: Iterable[Row], facts: Iterable[Fact]) -> Iterator[Cells]:
    """What the facts give, in their order, then what the articles give, in reading order."""
    for subject in by_subject(facts):
        for finding in subject_findings(subject, steps_of(subject)):
            yield finding.cells
    seen: set[str] = set()
    for place, article in groupby(rows, key=itemgetter("source", "article_index", "article_id")):
        # The same article in two files is looked at once: its figures have the same ids.
        if place[2] not in seen:
            seen.add(place[2])
            for finding in article_findings(list(article)):
                yield finding.cells


def subject_findings(subject: list[Fact], steps: Sequence[Step]) -> Iterator[Finding]:
    """What contradicts itself among the facts of one subject, and what jumps from period to period."""
    yield from _conflicts(subject)
    yield from _jumps(steps)


def _conflicts(subject: list[Fact]) -> Iterator[Finding]:
    by_id = {fact.fact_id: fact for fact in subject}
    for fact in subject:
        for other_id in fact.conflicts:
            other = by_id[other_id]
            if fact.first.order < other.first.order:
                yield _conflict(fact, other)


def _conflict(fact: Fact, other: Fact) -> Finding:
    mine, theirs = fact.best, other.best
    named = (fact.first.zone, fact.best.owner, fact.program, fact.first.indicator)
    what = "·".join(dict.fromkeys(filter(None, named)))
    newer = ""
    if fact.superseded_by == other.fact_id or other.superseded_by == fact.fact_id:
        later = other if fact.superseded_by == other.fact_id else fact
        newer = f"较新的是“{shown(later.best)}”。"
    return _between(
        "conflict",
        mine,
        theirs,
        f"同一指标有两个数：{what}，一处是“{mine.raw}”，另一处是“{theirs.raw}”。{newer}"
        f"{both(mine, theirs)}。请核对原文，确定以哪个为准",
    )


def _jumps(steps: Sequence[Step]) -> Iterator[Finding]:
    for step in steps:
        earlier, later = step.earlier.best, step.later.best
        low, high = sorted((earlier.number.value, later.number.value))
        if low > 0 and high >= low * _JUMP and high >= _JUMP * _JUMP:
            yield _between(
                "implausible",
                earlier,
                later,
                f"前后两期相差{high / low:.0f}倍：“{earlier.raw}”（{earlier.time.words}）到“{later.raw}”"
                f"（{later.time.words}）。{both(earlier, later)}。请核对是否漏写或多写了“万”",
            )


def _between(kind: str, one: Mention, other: Mention, message: str) -> Finding:
    articles = tuple(dict.fromkeys((one.article_id, other.article_id)))
    return Finding(
        kind, articles, (one.figure_id, other.figure_id), message, one.source, one.order[1], one.zone
    )
