"""Comparing: all decisions as manual figures against the run: verdicts, scores, what patterns might learn."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection

from extractor.compare.headings import FIELDS
from extractor.compare.manual import COLUMNS
from extractor.compare.score import Score, score
from extractor.errors import UsageError
from extractor.model import Article
from extractor.review.exporting import FOLDER, one_at_a_time
from extractor.review.judged import Judged, comparison_of, judged, manual_of, manual_row
from extractor.review.refusal import InvalidError
from extractor.review.room import Room
from extractor.review.rows import reading_place
from extractor.review.taking import decisions_taken
from extractor.review.views import Compared, Count, Wrong
from extractor.runs.comparison import Told, write_comparison
from extractor.sinks.csv import ENCODING
from extractor.store import lookup, queries
from extractor.tables.guard import guarded
from extractor.tables.tidy import article_of

MANUAL = "manual.csv"
"""The decisions as a table of manual figures, for `extractor compare`."""

MOST_TAUGHT = 2_000
"""Decisions beyond which suggestions are not tried: trying them reads the articles again and again."""


def compare_decisions(room: Room) -> Compared:
    """What was written into the folder of reviewed tables. Raises InvalidError where nothing was decided."""
    with room.shelf.reading() as base:
        some = everything_judged(base)
        if not some:
            raise InvalidError([Wrong("", "nothing was decided yet")])
        articles = _articles(base, some)
    comparison = comparison_of(some)
    manual = manual_of(some)
    scored = score(comparison.verdicts)
    rows = [one.found for one in some if one.found is not None]
    lesson = None
    if len(some) <= MOST_TAUGHT and any(one.verdict != "matched" for one in comparison.verdicts):
        lesson = room.drawer.open().teach(comparison, rows, manual, articles)
    out = room.folder / FOLDER
    with one_at_a_time():
        try:
            out.mkdir(parents=True, exist_ok=True)
            with (out / MANUAL).open("w", encoding=ENCODING, newline="") as handle:
                table = csv.writer(handle, lineterminator="\n")
                table.writerow(COLUMNS)
                table.writerows([guarded(cell) for cell in manual_row(figure)] for figure in manual)
        except OSError as error:
            raise UsageError(f"cannot write to {out}: {error.strerror or error}") from error
        write_comparison(out, Told(room.folder.absolute().name, MANUAL), comparison, scored, lesson)
    verdicts = Counter(one.verdict.value for one in comparison.verdicts)
    return Compared(
        folder=FOLDER,
        verdicts=tuple(Count(name, number, name) for name, number in verdicts.most_common()),
        ratios=tuple(_ratios(scored)),
        suggestions=len(lesson.suggestions) if lesson else 0,
        gaps=len(lesson.gaps) if lesson else 0,
    )


def everything_judged(base: Connection) -> list[Judged]:
    """All figures that were decided about and are still there, in the order of the tables."""
    taken = decisions_taken(base)
    found: list[tuple[tuple[object, ...], Judged]] = []
    ids = [figure_id for figure_id, standing in taken.standings.items() if standing.state != "added"]
    for held in queries.figures_by_id(base, ids):
        one = judged(held.cells, taken.standings[held.cells["figure_id"]])
        found.append((_place(held.cells), one))
    for added in taken.added:
        standing = taken.standings[added.cells["figure_id"]]
        found.append((_place(added.cells), Judged(None, added.cells, standing)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _place(cells: Mapping[str, str]) -> tuple[object, ...]:
    return cells["source"], int(cells["article_index"]), *reading_place(cells)


def _articles(base: Connection, some: list[Judged]) -> list[Article]:
    ids = sorted({one.now["article_id"] for one in some})[: MOST_TAUGHT + 1]
    return [article_of(dict(held.cells)) for article_id in ids for held in lookup.article(base, article_id)]


def _ratios(scored: Score) -> list[tuple[str, float]]:
    shown = ("precision", "recall", "f1", *(name for name in FIELDS if scored.filled.get(name)), "whole")
    return [(name, scored.ratios[name]) for name in shown]
