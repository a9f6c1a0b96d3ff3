"""Report content: the tables of a run's folder → what the report shows of them, within its limits.

Tables are read one row at a time and kept only as far as the report lists them, so that a run of a hundred
thousand articles costs no more memory than the pages that it fills.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from extractor.model import Span
from extractor.model.table import ARTICLES, AUDIT, CHANGES, COMPARISON, FIGURES, REFUSALS, SUMMARY, Table
from extractor.review.agreement import agreement_in
from extractor.review.labels import Lang
from extractor.review.marked import Mark, paragraphs, title_of
from extractor.review.periods import periods
from extractor.review.views import Agreement, Count, Paragraph, Piece, Progress
from extractor.sources.table import each_row

Cells = Mapping[str, str]
Rows = Callable[[Table], Iterator[Cells]]

_NAMES = {"zone": "canonical_zone", "program": "canonical_program", "indicator": "canonical"}
_MOST_NAMED = 12  # articles that a zone's heading names
_MAY_LACK = (COMPARISON, CHANGES, REFUSALS)
_WORST = ("missing", "spurious", "value_differs", "unit_differs", "attachment_differs")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the report lists; what is more is said in one line, and stands in the tables."""

    facts: int = 3_000
    articles: int = 200
    letters: int = 20_000
    audit: int = 400
    compared: int = 300
    refusals: int = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of summary.csv: its number in the report, and that of the article that it is printed from."""

    number: int
    cells: Cells
    figure_id: str
    article: int
    flagged: bool
    same_program: bool


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone's facts, program by program, in the order in which the articles tell them."""

    name: str
    facts: Sequence[Fact]
    whole: int
    articles: Sequence[tuple[int, str, str]]
    """Number, title and date of the first articles that tell them."""


@dataclass(frozen=True, slots=True)
class Printed:
    """An article as evidence: its text with the figures marked, each with the number of its fact."""

    number: int
    cells: Cells
    title: Paragraph
    paragraphs: Sequence[Paragraph]
    cut: int


@dataclass(frozen=True, slots=True)
class Noted:
    """A row of audit.csv, and the facts that it speaks of."""

    cells: Cells
    facts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Content:
    """All that the report shows; `left` says, by table, how much it does not."""

    lang: Lang
    folder: str
    record: Mapping[str, str]
    counted: Mapping[str, int]
    published: tuple[str, str]
    zones: tuple[Count, ...]
    programs: tuple[Count, ...]
    indicators: tuple[Count, ...]
    periods: tuple[Count, ...]
    audit: tuple[Count, ...]
    facts: Sequence[Zone]
    evidence: Sequence[Printed]
    noted: Sequence[Noted]
    changes: Sequence[Cells]
    refusals: Sequence[Cells]
    agreement: Agreement | None
    compared: Sequence[Cells]
    progress: Progress | None
    left: Mapping[str, int] = field(default_factory=dict)


def content_of(tables: Path, folder: Path, lang: Lang, states: Mapping[str, int], limits: Limits) -> Content:
    """What the report on the run in `folder` shows; its tables are read from `tables`.

    `states` counts the figures that were decided about, none where nobody did. Raises UsageError where
    articles.csv, figures.csv, summary.csv or audit.csv is not there.
    """

    def rows(table: Table) -> Iterator[Cells]:
        # Nobody's decisions change what a comparison with manual figures said of the run.
        place = (folder if table is COMPARISON else tables) / f"{table.name}.csv"
        for row in each_row(place, table) if place.is_file() or table not in _MAY_LACK else ():
            yield dict(zip(table.names, row, strict=True))

    flagged = {one for row in rows(AUDIT) for one in row["figure_ids"].split()}
    totals = _totals(rows, flagged)
    listed, whole = _listed(rows, limits)
    first = {row["figure_ids"].split()[0]: row for facts in listed.values() for row in facts}
    shown, order = _shown(rows, first, limits)
    zones = list(_numbered(listed, whole, order, flagged))
    numbers = {
        figure_id: fact.number
        for zone in zones
        for fact in zone.facts
        for figure_id in fact.cells["figure_ids"].split()
    }
    articles = list(_articles(rows, shown, numbers, flagged, limits))
    differing, number = _compared(rows, limits)
    counted = {**totals.counted, "facts": sum(whole.values()), "audit": sum(totals.kinds.values())}
    refusals = list(islice(rows(REFUSALS), limits.refusals + 1))
    left = {
        "facts": counted["facts"] - sum(len(zone.facts) for zone in zones),
        "articles": counted["articles"] - len(articles),
        "audit": max(0, counted["audit"] - limits.audit),
        "compare": number - len(differing),
    }
    return Content(
        lang,
        folder.resolve().name,
        _record(tables),
        {**counted, "refusals": len(refusals)},
        totals.published,
        totals.names["zone"],
        totals.names["program"],
        totals.names["indicator"],
        periods(sorted(totals.months.items())),
        tuple(Count(kind, number, kind) for kind, number in totals.kinds.most_common()),
        zones,
        articles,
        [
            Noted(row, sorted({numbers[one] for one in row["figure_ids"].split() if one in numbers}))
            for row in islice(rows(AUDIT), limits.audit)
        ],
        list(islice(rows(CHANGES), limits.audit)),
        refusals[: limits.refusals],
        agreement_in(folder),
        differing,
        _progress(states, counted["figures"]),
        left,
    )


@dataclass(slots=True)
class _Totals:
    names: dict[str, tuple[Count, ...]]
    months: Counter[str]
    kinds: Counter[str]
    published: tuple[str, str]
    counted: dict[str, int]


def _totals(rows: Rows, flagged: set[str]) -> _Totals:
    counts: dict[str, Counter[str]] = {name: Counter() for name in _NAMES}
    odd: dict[str, Counter[str]] = {name: Counter() for name in _NAMES}
    months: Counter[str] = Counter()
    figures = 0
    for row in rows(FIGURES):
        figures += 1
        months[row["period_end"][:7]] += 1
        for name, canonical in _NAMES.items():
            called = row[canonical] or row[name]
            counts[name][called] += 1
            odd[name][called] += row["figure_id"] in flagged
    days: list[str] = []
    articles = 0
    sources: set[str] = set()
    for row in rows(ARTICLES):
        articles += 1
        sources.add(row["source"])
        if row["published"]:
            days = [min([*days, row["published"]]), max([*days, row["published"]])]
    names = {
        name: tuple(
            Count(called, number, called, odd[name][called])
            for called, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        for name, found in counts.items()
    }
    kinds = Counter(row["kind"] for row in rows(AUDIT))
    counted = {"figures": figures, "articles": articles, "sources": len(sources)}
    return _Totals(names, months, kinds, (days[0], days[1]) if days else ("", ""), counted)


def _listed(rows: Rows, limits: Limits) -> tuple[dict[str, list[Cells]], Counter[str]]:
    """The facts that are listed, by zone, the zone with the most facts first, that of no name last."""
    whole = Counter(row["zone"] for row in rows(SUMMARY))
    room = limits.facts
    takes: dict[str, int] = {}
    for zone, number in sorted(whole.items(), key=lambda pair: (not pair[0], -pair[1], pair[0])):
        takes[zone] = min(number, room)
        room -= takes[zone]
    listed: dict[str, list[Cells]] = {zone: [] for zone, number in takes.items() if number}
    for row in rows(SUMMARY):
        if len(listed.get(row["zone"], ())) < takes[row["zone"]]:
            listed[row["zone"]].append(row)
    return listed, whole


def _shown(
    rows: Rows, first: Mapping[str, Cells], limits: Limits
) -> tuple[dict[tuple[str, str], int], dict[str, tuple[int, int]]]:
    """The articles that are printed, numbered, and for each first figure its place in reading order."""
    order: dict[str, tuple[int, int]] = {}
    shown: dict[tuple[str, str], int] = {}
    for place, row in enumerate(rows(FIGURES)):
        if row["figure_id"] not in first or row["figure_id"] in order:
            continue
        key = row["source"], row["article_index"]
        if key not in shown and len(shown) < limits.articles:
            shown[key] = len(shown) + 1
        order[row["figure_id"]] = place, shown.get(key, 0)
    return shown, order


def _numbered(
    listed: Mapping[str, Sequence[Cells]],
    whole: Mapping[str, int],
    order: Mapping[str, tuple[int, int]],
    flagged: set[str],
) -> Iterator[Zone]:
    number = 0
    nowhere = len(order) + 1, 0
    for zone, rows in listed.items():

        def place(row: Cells) -> tuple[int, int]:
            return order.get(row["figure_ids"].split()[0], nowhere)

        begins: dict[str, tuple[int, int]] = {}
        for row in sorted(rows, key=place):
            begins.setdefault(row["program"], place(row))
        facts: list[Fact] = []
        for row in sorted(rows, key=lambda row: (not row["program"], begins[row["program"]], place(row))):
            number += 1
            ids = row["figure_ids"].split()
            same = bool(facts) and facts[-1].cells["program"] == row["program"]
            odd = not flagged.isdisjoint(ids)
            facts.append(Fact(number, row, ids[0], place(row)[1], odd, same))
        told = {fact.article: (fact.cells["title"], fact.cells["published"]) for fact in facts}
        articles = [(at, *told[at]) for at in sorted(told) if at]
        yield Zone(zone, facts, whole[zone], articles[:_MOST_NAMED])


def _articles(
    rows: Rows,
    shown: Mapping[tuple[str, str], int],
    numbers: Mapping[str, int],
    flagged: set[str],
    limits: Limits,
) -> Iterator[Printed]:
    marks: dict[tuple[str, str], list[Cells]] = {key: [] for key in shown}
    for row in rows(FIGURES):
        key = row["source"], row["article_index"]
        if key in marks and row["figure_id"] in numbers:
            marks[key].append(row)
    for row in rows(ARTICLES):
        key = row["source"], row["article_index"]
        if key not in shown:
            continue
        text = row["text"]
        window = Span(0, min(len(text), limits.letters))
        headings = [Span(*map(int, one.split("-"))) for one in row["headings"].split()]
        inside = list(_marks(marks[key], numbers, flagged, in_title="0"))
        title = title_of(row["title"], list(_marks(marks[key], numbers, flagged, in_title="1")))
        lines = paragraphs(text, inside, headings, lambda _: "", window)
        yield Printed(shown[key], row, title, lines, len(text) - window.end)


def _marks(
    found: Iterable[Cells], numbers: Mapping[str, int], flagged: set[str], in_title: str
) -> Iterator[Mark]:
    for row in found:
        if row["in_title"] != in_title:
            continue
        figure_id = row["figure_id"]
        piece = Piece(
            0, "", figure_id, row["dimension"], flagged=figure_id in flagged, number=numbers[figure_id]
        )
        yield Mark(Span(int(row["start"]), int(row["end"])), piece)


def _compared(rows: Rows, limits: Limits) -> tuple[list[Cells], int]:
    """The verdicts to look at, the worst first, and how many there are in all."""
    found: dict[str, list[Cells]] = {verdict: [] for verdict in _WORST}
    number = 0
    for row in rows(COMPARISON):
        if row["verdict"] in found:
            number += 1
            if len(found[row["verdict"]]) < limits.compared:
                found[row["verdict"]].append(row)
    return [row for verdict in _WORST for row in found[verdict]][: limits.compared], number


def _progress(states: Mapping[str, int], exported: int) -> Progress | None:
    """How far the review is; `exported` figures hold the added ones, and not the rejected ones."""
    if not states:
        return None
    accepted, corrected, rejected, added = (
        states.get(state, 0) for state in ("accepted", "corrected", "rejected", "added")
    )
    figures = exported + rejected - added
    waiting = max(0, figures - accepted - corrected - rejected)
    return Progress(figures, waiting, accepted, corrected, rejected, added)


def _record(folder: Path) -> dict[str, str]:
    try:
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: str(record.get(name, "")) for name in ("extractor", "patterns", "inputs", "segmenter")}
