"""Comparison: verdicts, scores and suggestions → all the files that a comparison leaves in its folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.sinks.csv import Headers

if TYPE_CHECKING:
    from extractor.compare.score import Score
    from extractor.compare.sheet import Unread
    from extractor.compare.teaching import Taught
    from extractor.compare.verdicts import Comparison


@dataclass(frozen=True, slots=True)
class Told:
    """What the files say of themselves: the names of both sides, notes, and what was not read."""

    figures: str
    manual: str
    notes: Sequence[str] = ()
    unread: Sequence[Unread] = ()


def write_comparison(
    out: Path,
    told: Told,
    comparison: Comparison,
    scored: Score,
    lesson: Taught | None,
    headers: Headers = "en",
    patterns: Path | None = None,
) -> Path | None:
    """Writes tables, workbook, page and suggestions; where suggestions went that somebody had edited.

    Raises UsageError where `out` cannot be written.
    """
    from extractor.compare.overlay import entry_id
    from extractor.compare.score import score_row
    from extractor.compare.suggestion import suggestion_row
    from extractor.compare.tables import FOLDER, SCORES, SUGGESTIONS
    from extractor.compare.verdicts import comparison_row
    from extractor.grammar.folder import collect
    from extractor.model.table import COMPARISON, REFUSALS
    from extractor.sinks.comparison_book import write_comparison_book
    from extractor.sinks.comparison_page import Page, write_comparison_page
    from extractor.sinks.csv import open_table
    from extractor.sinks.drafts import Drafts
    from extractor.sinks.suggestion_folder import write_folder

    refused = [(one.source, one.place, one.reason) for one in told.unread]
    parts = [score_row(part) for part in scored.parts]
    suggested = [suggestion_row(entry_id(one), one) for one in lesson.suggestions] if lesson else []
    suggested += [_gap_row(gap.file, gap.example, gap.rests_on) for gap in lesson.gaps] if lesson else []
    kept = _kept_refusals(out, told.manual)
    with Drafts(out) as drafts:
        tables = [(COMPARISON, map(comparison_row, comparison.verdicts)), (SCORES, parts)]
        tables += [(REFUSALS, [*kept, *refused])] if kept or refused else []
        tables += [(SUGGESTIONS, suggested)] if lesson else []
        for table, rows in tables:
            write = open_table(drafts, table, headers)
            for row in rows:
                write(row)
        lines = map(comparison_row, comparison.verdicts)
        write_comparison_book(drafts, lines, parts, refused, suggested, headers)
        held = lesson.suggestions if lesson else ()
        page = Page(told.figures, told.manual, scored, refused, held, list(told.notes))
        write_comparison_page(drafts, comparison.verdicts, page)
    if not lesson:
        return None
    base = collect(patterns, patterns.as_posix()).files if patterns else {}
    return write_folder(out / FOLDER, lesson.overlay.files(), base)


def _gap_row(file: str, example: Mapping[str, str], rests_on: str) -> tuple[str, ...]:
    place, _, figure = rests_on.partition("; figure ")
    wanted = ", ".join(
        f"{name} {cell}" for name, cell in example.items() if name not in {"text", "title", "why"}
    )
    sentence = example.get("title") or example["text"]
    return (
        f"{file.removesuffix('.yaml')}.suggested-gaps",
        "gap",
        file,
        wanted,
        "",
        "",
        figure,
        place,
        sentence,
    )


def _kept_refusals(out: Path, manual: str) -> list[tuple[str, ...]]:
    """What refusals.csv of the same folder says of other sources: a run's refusals are not ours to drop."""
    from extractor.model.table import REFUSALS
    from extractor.sources.table import read_table

    path = out / f"{REFUSALS.name}.csv"
    if not path.is_file():
        return []
    rows = [row for row in read_table(path, REFUSALS) if row["source"] != manual]
    return [tuple(row[name] for name in REFUSALS.names) for row in rows]
