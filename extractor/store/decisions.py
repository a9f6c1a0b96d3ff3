"""Decisions as rows: a Decision ↔ the values of its row, mappings as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from extractor.store.values import Decision, Evidence


def decision_values(decision: Decision, decision_id: int) -> tuple[object, ...]:
    """The values of a new row, in the order of the table's columns."""
    evidence = decision.evidence
    return (
        decision_id,
        decision.figure_id,
        decision.article_id,
        decision.kind,
        _text(decision.changes),
        _text(decision.before),
        evidence.raw,
        evidence.start,
        evidence.end,
        evidence.in_title,
        evidence.sentence,
        decision.who,
        decision.at,
        decision.note,
        "",
        "",
    )


def decision_of(row: Sequence[Any]) -> Decision:
    """The decision that a row stands for."""
    decision_id, figure_id, article_id, kind, changes, before = row[:6]
    who, at, note, undone_by, undone_at = row[11:]
    return Decision(
        figure_id=figure_id,
        article_id=article_id,
        kind=kind,
        who=who,
        at=at,
        changes=json.loads(changes),
        before=json.loads(before),
        evidence=Evidence(*row[6:11]),
        note=note,
        decision_id=decision_id,
        undone_by=undone_by,
        undone_at=undone_at,
    )


def _text(cells: Mapping[str, str]) -> str:
    return json.dumps(dict(cells), ensure_ascii=False, sort_keys=True)
