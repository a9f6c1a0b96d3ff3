"""Scene: one text of an article with all that was found in it, and how far a cue lies from a figure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from extractor.model import Period, Quantity, Reach, Span
from extractor.steps.organizations import Organization
from extractor.steps.program import Program
from extractor.steps.segments import Segments, find_segments
from extractor.steps.zones import Zone, zone_groups
from extractor.text.sentences import Sentence, clause_marks, clause_of


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def span(self) -> Span:
        """Its characters."""


P = TypeVar("P", bound=Placed)


class InOrder(tuple[P, ...]):
    """Things in reading order, with the characters that they begin at."""

    @cached_property
    def starts(self) -> list[int]:
        """The first character of each."""
        return [item.span.start for item in self]


@dataclass(frozen=True)
class Scene:
    """One text (the body, or the title) with everything that was found in it, each in reading order."""

    text: str
    in_title: bool
    sentences: tuple[Sentence, ...]
    zones: tuple[Zone, ...]
    programs: tuple[Program, ...]
    organizations: tuple[Organization, ...]
    periods: tuple[Period, ...]
    figures: tuple[Quantity, ...] = ()

    def __post_init__(self) -> None:
        # They are looked up by place for every figure.
        for name in ("sentences", "zones", "programs", "organizations", "periods", "figures"):
            object.__setattr__(self, name, InOrder(getattr(self, name)))

    @cached_property
    def paragraph_starts(self) -> dict[int, int]:
        """Where each paragraph begins, by its number."""
        starts: dict[int, int] = {}
        for sentence in self.sentences:
            starts.setdefault(sentence.paragraph, sentence.span.start)
        return starts

    @cached_property
    def _marks(self) -> dict[int, list[int]]:
        return {}

    @cached_property
    def _clauses(self) -> dict[int, Span]:
        return {}

    def clause(self, sentence: Sentence, position: int) -> Span:
        """The clause of `sentence` that holds character `position`, without its closing mark."""
        clause = self._clauses.get(position)
        if clause is None:
            span = sentence.span
            marks = self._marks.get(span.start)
            if marks is None:
                marks = self._marks[span.start] = clause_marks(self.text, span)
            clause = self._clauses[position] = clause_of(marks, span, position)
        return clause

    def reach(self, sentence: Sentence, clause: Span, cue: Span) -> Reach:
        """How far it is from a figure in `clause` of `sentence` back to the cue."""
        if cue.start >= clause.start:
            return Reach.CLAUSE
        if cue.start >= sentence.span.start:
            return Reach.SENTENCE
        if cue.start >= self.paragraph_starts[sentence.paragraph]:
            return Reach.PARAGRAPH
        if sentence.heading is not None and cue.start >= sentence.heading.start:
            return Reach.SECTION
        return Reach.ARTICLE

    @cached_property
    def zone_groups(self) -> tuple[tuple[Zone, ...], ...]:
        """Zones of one rank that the text joins by 、 and 和: 绵阳高新区、德阳经开区."""
        return zone_groups(self.text, self.zones)

    @cached_property
    def segments(self) -> Mapping[str, Segments]:
        """Where the text turns to another item, part or owner, by their kind."""
        return find_segments(self.text, self.sentences, self.programs, self.organizations, self.zones)

    def figures_between(self, start: int, end: int) -> Sequence[Quantity]:
        """The figures that begin between two characters."""
        return between(self.figures, start, end)

    def section_start(self, sentence: Sentence) -> int:
        """Where the section of a sentence begins: at its heading, else at the start of the text."""
        return sentence.heading.start if sentence.heading is not None else 0


def between(items: Sequence[P], start: int, end: int) -> Sequence[P]:
    """The items that begin at `start` or after, and before `end`."""
    starts = _starts(items)
    first = bisect_left(starts, start)
    return items[first : bisect_left(starts, end, first)]


def last_before(items: Sequence[P], position: int) -> int:
    """The index of the last item that begins before `position`, or -1."""
    return bisect_left(_starts(items), position) - 1


def paragraph_of(sentences: Sequence[Sentence], position: int) -> int:
    """The number of the paragraph that holds character `position`."""
    at = bisect_right(_starts(sentences), position) - 1
    return sentences[at].paragraph if at >= 0 else 0


def within(items: Sequence[P], span: Span) -> Sequence[P]:
    """The items that lie inside `span` as a whole; items are in reading order and do not overlap."""
    found = between(items, span.start, span.end)
    return found if not found or found[-1].span.end <= span.end else found[:-1]


def near(items: Sequence[P], span: Span) -> Sequence[P]:
    """The items that may overlap `span`: those that begin in it, and the one before."""
    starts = _starts(items)
    return items[max(0, bisect_left(starts, span.start) - 1) : bisect_left(starts, span.end)]


def _starts(items: Sequence[P]) -> Sequence[int]:
    return items.starts if isinstance(items, InOrder) else [item.span.start for item in items]
