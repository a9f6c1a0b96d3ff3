"""Chains: places that a text names one inside the other, joined to one: 广东省广州市黄埔区."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.lexicon.places import Level, Place
from extractor.model import Span
from extractor.steps.names import Cutter


@dataclass(frozen=True, slots=True)
class Chain:
    """Places that follow each other downwards as one: 广东省广州市黄埔区."""

    span: Span
    name: str
    level: Level


def place_chains(
    text: str, found: Sequence[Place], full: set[str], no_place: frozenset[str], words: Cutter
) -> list[Chain]:
    """Chains of places, left to right; a county's short form counts only beside its full one."""
    chains: list[Chain] = []
    for place in found:
        if (
            place.level is Level.COUNTY
            and len(place.span) == 3
            and _is_straddled(text, place.span.start, words)
        ):
            continue
        if place.span.of(text) in no_place and not (chains and chains[-1].span.end == place.span.start):
            continue
        if place.short and place.level is Level.COUNTY and place.name not in full:
            named = text.startswith("总工会", place.span.end)  # 石狮总工会
            if not named:
                continue
        last = chains[-1] if chains else None
        if last and last.span.end == place.span.start and last.level < place.level:
            chains[-1] = Chain(Span(last.span.start, place.span.end), place.name, place.level)
        else:
            chains.append(Chain(place.span, place.name, place.level))
    return chains


def _is_straddled(text: str, at: int, words: Cutter) -> bool:
    """Whether a word runs over `at`: 成立|山区 holds no 立山区."""
    begin = max(0, at - 3)
    for word, _ in words.tagged(text[begin : at + 3]):
        if begin >= at:
            break
        begin += len(word)
    return begin > at
