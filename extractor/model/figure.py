"""Figure: a quantity with everything that was attached to it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractor.model.period import Period
from extractor.model.quantity import Change, Modality, Quantity
from extractor.model.span import Span


class Reach(StrEnum):
    """How far an edge had to go from the figure to its cue, nearest first."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SECTION = "section"
    ARTICLE = "article"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Edge:
    """One attachment: `target` (zone, organization, program, indicator, action, period) is called `name`.

    `cue` is the span that says so, in the article's text, or in its title where `cue_in_title`;
    `rule` is the id of the pattern entry that found the name, `reach` how far it reached, `probability` how
    likely the judge holds it among all candidates (1 for what grammar alone says).
    """

    target: str
    name: str
    rule: str
    reach: Reach
    cue: Span | None = None
    cue_in_title: bool = False
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One mention of a quantity that the article reports; spans are offsets into its text, or its title.

    `doubt` is the field that is least sure, empty where all are over 0.9; `runner_up` what it would be
    else, `-` where it would be empty.
    """

    figure_id: str
    article_id: str
    quantity: Quantity
    raw: str
    in_title: bool
    section: str
    sentence: str
    change: Change
    aggregate: str
    modality: Modality
    edges: tuple[Edge, ...]
    period: Period | None = None
    canonical: str = ""
    restates: str = ""
    part_of: str = ""
    confidence: float = 1.0
    canonical_zone: str = ""
    canonical_program: str = ""
    doubt: str = ""
    runner_up: str = ""

    def name_of(self, target: str) -> str:
        """The name attached as `target` (zone, program, …), or the empty string."""
        for edge in self.edges:
            if edge.target == target:
                return edge.name
        return ""

    @property
    def because(self) -> str:
        """The edges in words: `zone=title; program=heading; indicator=object-before`."""
        return "; ".join([f"{edge.target}={edge.rule}" for edge in self.edges])
