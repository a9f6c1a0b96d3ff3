"""Period: words that set a time, and the dates they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor.model.span import Span


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression: its place, its words, and its first and last day where they can be known.

    `rule` is the id of the pattern entry that found it; `lasting` is false for a single day, which sets
    the time of its own paragraph at most.
    """

    span: Span
    words: str
    rule: str = ""
    lasting: bool = True
    start: date | None = None
    end: date | None = None
