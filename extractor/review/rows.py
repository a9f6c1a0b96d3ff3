"""Rows: a figure of the store with its decisions and findings → a row of a page, or a mark in a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.model import Span
from extractor.model.table import FIGURES
from extractor.review.marked import Mark, sentence_of
from extractor.review.standing import Standing, as_decided, changed_columns
from extractor.review.views import Cells, Decided, FigureRow, Finding, Piece
from extractor.store.values import Decision
from extractor.tables.mention import mention_of
from extractor.tables.shown import shown

_OF_ARTICLE = ("source", "article_index", "article_id", "title", "published")
_AROUND = 120


def decided_of(decision: Decision, *, applies: bool = True, title: str = "") -> Decided:
    """The decision as a page shows it."""
    return Decided(
        decision_id=decision.decision_id,
        figure_id=decision.figure_id,
        article_id=decision.article_id,
        kind=decision.kind,
        who=decision.who,
        at=decision.at,
        note=decision.note,
        changes=decision.changes,
        before=decision.before,
        undone_by=decision.undone_by,
        raw=decision.evidence.raw,
        title=title,
        applies=applies,
    )


def figure_row(
    cells: Cells,
    standing: Standing,
    findings: Sequence[tuple[str, str]] = (),
    *,
    number: int = 0,
    selected: bool = False,
) -> FigureRow:
    """The row of a figure that the run found."""
    now = as_decided(cells, standing)
    return FigureRow(
        figure_id=cells["figure_id"],
        article_id=cells["article_id"],
        state=standing.state,
        cells=now,
        found=cells,
        changed=changed_columns(cells, now),
        seen=standing.seen,
        findings=tuple(Finding(*one) for one in findings),
        decided=standing.last,
        number=number,
        selected=selected,
        shown=_shown(now),
        sentence=_cut_sentence(cells),
    )


def added_row(
    add: Decision, article: Cells, standing: Standing, *, number: int = 0, selected: bool = False
) -> FigureRow:
    """The row of a figure that a person added to an article."""
    cells = as_decided(added_cells(add, article), standing)
    return FigureRow(
        figure_id=add.figure_id,
        article_id=add.article_id,
        state=standing.state,
        cells=cells,
        found={},
        seen=standing.seen,
        decided=standing.last,
        number=number,
        selected=selected,
        shown=_shown(cells),
        sentence=_cut_sentence(cells),
    )


def added_cells(add: Decision, article: Cells) -> dict[str, str]:
    """All cells of an added figure, in one of the files that hold its article."""
    evidence = add.evidence
    return {
        **dict.fromkeys(FIGURES.names, ""),
        **{name: article[name] for name in _OF_ARTICLE},
        **add.changes,
        "figure_id": add.figure_id,
        "start": evidence.start,
        "end": evidence.end,
        "in_title": evidence.in_title,
        "raw": evidence.raw,
        "sentence": evidence.sentence,
    }


def in_reading_order(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """The figures of one article, the title's first."""
    return sorted(rows, key=lambda row: reading_place(row.cells))


def reading_place(cells: Cells) -> tuple[int, int, str]:
    """Where a figure stands in its article: title or text, first character, id."""
    return int(cells["in_title"] != "1"), int(cells["start"]), cells["figure_id"]


def mark_of(row: FigureRow) -> Mark:
    """The figure as a mark in its article's text, or title."""
    return Mark(Span(int(row.cells["start"]), int(row.cells["end"])), _piece(row))


def _piece(row: FigureRow) -> Piece:
    return Piece(
        0,
        "",
        figure_id=row.figure_id,
        kind=row.cells["dimension"],
        state=row.state,
        level=row.level,
        flagged=bool(row.findings),
        selected=row.selected,
        number=row.number,
    )


def _shown(cells: Cells) -> str:
    mention = mention_of(cells, part_of="")
    return shown(mention) if mention else f"{cells['value']}{cells['unit']}"


def _cut_sentence(cells: Mapping[str, str]) -> tuple[Piece, ...]:
    """The sentence around the figure; unmarked where its words stand in it more than once."""
    sentence, raw = cells["sentence"], cells["raw"]
    at = sentence.find(raw) if raw and sentence.count(raw) == 1 else -1
    if at < 0:
        return (Piece(0, sentence[: 2 * _AROUND]),)
    around = Span(max(0, at - _AROUND), min(len(sentence), at + len(raw) + _AROUND))
    mark = Mark(Span(at, at + len(raw)), Piece(0, "", cells["figure_id"], cells["dimension"], selected=True))
    return sentence_of(sentence, mark, around)
