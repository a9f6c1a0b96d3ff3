"""Kinds of lines, and a line with its kind.

What a line is by its looks, looks.py says; what stands around it may change that (lists.py, captions.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from extractor.model import Span
from extractor.pages.blocks import Line
from extractor.pages.furniture import NO_FACTS, Facts


class Kind(Enum):
    """What a line, or a passage of lines, is."""

    PROSE = "prose"
    LABEL = "label"
    ITEM = "item"
    TABLE = "table"
    BYLINE = "byline"
    CAPTION = "caption"
    NOTE = "note"
    FURNITURE = "furniture"
    DATE = "date"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with what it is.

    `ends` tells whether a sentence ends with it, `full` whether it runs to the edge of its column;
    `names` are the spans of a byline's names in the line, `sure` whether anything announces them;
    `by_width` tells that a line counts as prose only because it was wrapped, `signed` that its paragraph
    ends with a byline.
    """

    line: Line
    kind: Kind
    ends: bool = True
    full: bool = False
    facts: Facts = NO_FACTS
    names: tuple[Span, ...] = ()
    sure: bool = True
    numbered: bool = False
    by_width: bool = False
    signed: bool = False

    @property
    def text(self) -> str:
        """The folded characters of the line."""
        return self.line.text
