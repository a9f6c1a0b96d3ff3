"""Segments: where the text turns to something else: an item, a part of a sentence, another owner.

Which segments end the reach of what, steps.program_reach says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.model import Span
from extractor.steps.organizations import Organization
from extractor.steps.program import BREAK, Program
from extractor.steps.zones import Zone
from extractor.text.sentences import Sentence

_PART = ";"
_OPENS = 24  # characters: an owner that comes so early in its part is its subject


@dataclass(frozen=True, slots=True)
class Segments:
    """The beginnings of segments of one kind, left to right, each with its owner's name (or none)."""

    starts: Sequence[int]
    names: Sequence[str]

    def last(self, position: int) -> int:
        """The index of the segment that holds character `position`, or -1."""
        return bisect_right(self.starts, position) - 1


def find_segments(
    text: str,
    sentences: Iterable[Sentence],
    programs: Iterable[Program],
    organizations: Sequence[Organization],
    zones: Sequence[Zone],
) -> Mapping[str, Segments]:
    """The segments of a text by their kind; names stand in reading order."""
    found: dict[str, list[tuple[int, str]]] = {}
    for mark in programs:
        if mark.kind == BREAK:
            found.setdefault(mark.key, []).append((mark.span.start, ""))
    owner = zone = 0
    for part in _parts(text, sentences):
        end = min(part.end, part.start + _OPENS)
        while owner < len(organizations) and organizations[owner].span.start < part.start:
            owner += 1
        for organization in organizations[owner : owner + 4]:
            if organization.owner and organization.span.start < end:
                held = found.setdefault(organization.kind, [])
                held.append((organization.span.start, organization.name))
                break
        while zone < len(zones) and zones[zone].span.start < part.start:
            zone += 1
        for place in zones[zone : zone + 4]:
            if place.owner and not place.generic and place.span.start < end:
                found.setdefault("zone", []).append((place.span.start, place.name))
                break
    return {
        kind: Segments([at for at, _ in held], [name for _, name in held]) for kind, held in found.items()
    }


def _parts(text: str, sentences: Iterable[Sentence]) -> Iterable[Span]:
    """The parts of the sentences between semicolons."""
    for sentence in sentences:
        first = sentence.span.start
        while first < sentence.span.end:
            end = text.find(_PART, first, sentence.span.end)
            end = sentence.span.end if end < 0 else end + 1
            yield Span(first, end)
            first = end
