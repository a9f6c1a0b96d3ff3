"""Indicators as candidates: every run of words in a figure's sentence that could be what it counts.

A run lies within a window around the figure, holds no mark and no figure, and neither begins nor ends with a
particle. Beside the runs stand what the patterns of indicators.yaml take over from another figure, and the
unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractor.grammar.tokens import WordClasses
from extractor.model import Quantity, Span
from extractor.steps.respective import Indicator
from extractor.steps.tokens import Tokens

_MARKS = str.maketrans("", "", '“”‘’《》" ')
_BACK = 30  # words before the figure; further back nothing is an indicator
_AHEAD = 12
_LONGEST = 9  # words of an indicator
_TAKEN_OVER = 3  # indicators of earlier figures of the sentence

RUN, INHERITED, UNIT, NONE = 1, 2, 6, 7
"""Sources: a run of words, what a pattern takes over; 3 to 5 the figures before; the unit; nothing."""


class Row(NamedTuple):
    """The words of one sentence that holds figures, and what the patterns say that each of them counts."""

    text: str
    in_title: bool
    tokens: Tokens
    quantities: Sequence[Quantity]
    proposed: Sequence[Indicator | None]


class Nouns(NamedTuple):
    """The candidates of one sentence's figures, figure by figure, as columns.

    `figure` counts in the sentence; `first` and `last` are words of it (-1 where the candidate is no run of
    words), `source` says where a candidate comes from, `names` holds what is no run, by its place.
    """

    figure: Sequence[int]
    first: Sequence[int]
    last: Sequence[int]
    source: Sequence[int]
    names: dict[int, str]


def noun_candidates(row: Row, classes: WordClasses) -> Nouns:
    """The candidates of each figure of a sentence; the last of each is none."""
    codes, places = row.tokens.codes, row.tokens.figures
    particle = classes.codes["particle"]
    barred = {classes.codes[name] for name in ("comma", "stop", "colon", "other") if name in classes.codes}
    no_end = {particle, classes.codes.get("de", particle)}
    firsts: list[int] = []
    lasts: list[int] = []
    bars = [code in barred for code in codes]
    for place in places:
        bars[place] = True
    for first, code in enumerate(codes):
        if bars[first] or code == particle:
            continue
        for last in range(first, min(first + _LONGEST, len(codes))):
            if bars[last]:
                break
            if codes[last] not in no_end:
                firsts.append(first)
                lasts.append(last)
    starts, ends = row.tokens.starts, row.tokens.ends
    spans = {proposed.span for proposed in row.proposed if proposed is not None}
    runs: dict[Span | None, str] = {
        span: noun_name(row, first, last, classes)
        for first, last in zip(firsts, lasts, strict=True)
        if (span := Span(starts[first], ends[last])) in spans
    }
    all_first, all_last = np.array(firsts, dtype=np.int64), np.array(lasts, dtype=np.int64)
    figure: list[int] = []
    first_of: list[int] = []
    last_of: list[int] = []
    source: list[int] = []
    names: dict[int, str] = {}
    told: list[str] = []

    def add(number: int, kind: int, name: str) -> None:
        names[len(figure)] = name
        figure.append(number)
        first_of.append(-1)
        last_of.append(-1)
        source.append(kind)

    for number, (place, quantity) in enumerate(zip(places, row.quantities, strict=True)):
        near = (all_first >= place - _BACK) & (all_first < place + _AHEAD)
        chosen = np.flatnonzero(near)
        figure += [number] * len(chosen)
        first_of += all_first[chosen].tolist()
        last_of += all_last[chosen].tolist()
        source += [RUN] * len(chosen)
        proposed = row.proposed[number]
        if proposed is not None and proposed.name != runs.get(proposed.span, ""):
            add(number, INHERITED, proposed.name)  # also one that holds a figure: 50岁以上的占45.3%
        for back, name in enumerate(reversed(told[-_TAKEN_OVER:])):
            if name:
                add(number, INHERITED + 1 + back, name)
        if quantity.unit:
            add(number, UNIT, quantity.unit)
        add(number, NONE, "")
        told.append(proposed.name if proposed is not None else "")
    return Nouns(figure, first_of, last_of, source, names)


def noun_name(row: Row, first: int, last: int, classes: WordClasses) -> str:
    """A run of words as a table holds it: without particles, 的 and marks."""
    dropped = {classes.codes["particle"], classes.codes.get("de", "")}
    tokens = row.tokens
    words = [tokens.word(at, row.text) for at in range(first, last + 1) if tokens.codes[at] not in dropped]
    return "".join(words).translate(_MARKS)


def noun_span(row: Row, first: int, last: int) -> Span:
    """The characters of a run of words."""
    return Span(row.tokens.starts[first], row.tokens.ends[last])
