"""Nouns: how a run of words lies to the figure that it may be counted by, and what it is made of."""

from __future__ import annotations

import numpy as np

from extractor.candidates.indicators import RUN, Nouns, Row
from extractor.evidence.columns import Columns, Numbers, number_of, numbers_of
from extractor.grammar.tokens import WordClasses

_GAP = 4  # characters between a run and its figure that are told as words
_BEFORE, _AFTER, _ELSEWHERE = 1, 2, 3
_GOVERNING = ("act", "verb", "occur", "change")
_NOUNS = ("noun", "people", "serve", "quote")


def noun_columns(row: Row, nouns: Nouns, classes: WordClasses) -> Columns:
    """The facts of the candidates of one sentence's figures."""
    codes = classes.codes
    tokens, text = row.tokens, row.text
    size = len(tokens.codes)
    words = [tokens.word(at, text) for at in range(size)]
    # One more word at the end, which is no word: candidates that are no run point to it.
    word = numbers_of([*words, ""])
    tail = numbers_of([*(one[-1:] for one in words), ""])
    code = np.array([*map(ord, tokens.codes), 0], dtype=np.int64)
    start, end = np.array([*tokens.starts, 0]), np.array([*tokens.ends, 0])
    commas = _summed(tokens.codes, {codes["comma"], codes["stop"]})
    verbs = _summed(tokens.codes, classes.codes_of(("act", "verb")))
    governing = _summed(tokens.codes, classes.codes_of(_GOVERNING))
    particles = _summed(tokens.codes, {codes["de"]} if "de" in codes else set())
    noun = np.isin(code, [ord(one) for one in classes.codes_of(_NOUNS)])
    begins_verb = np.isin(code, [ord(one) for one in classes.codes_of(("act", "verb"))])
    is_figure = np.zeros(size + 1, dtype=np.int64)
    is_figure[list(tokens.figures)] = 1
    figures = np.r_[0, np.cumsum(is_figure)]

    number = np.array(nouns.figure, dtype=np.int64)
    first, last = np.array(nouns.first, dtype=np.int64), np.array(nouns.last, dtype=np.int64)
    source = np.array(nouns.source, dtype=np.int64)
    run = source == RUN
    place = np.array(tokens.figures, dtype=np.int64)[number]
    after = run & (first > place)
    low = np.where(after, place + 1, last + 1)
    high = np.where(after, first, place)
    low, high = np.where(run, low, 0), np.where(run, high, 0)
    gap = np.clip(high - low, 0, 9)
    proposed = _proposed(row)
    known = proposed[number, 0] >= 0
    same_start = known & run & (start[first] == proposed[number, 0])
    same_end = known & run & (end[last] == proposed[number, 1])
    overlaps = known & run & (start[first] < proposed[number, 1]) & (proposed[number, 0] < end[last])

    def inside(column: Numbers) -> Numbers:
        return np.where(run, column, 0)

    columns: Columns = {
        "source": source,
        "side": np.where(run, np.where(after, _AFTER, _BEFORE), _ELSEWHERE),
        "gap": inside(gap),
        "gap_commas": inside(np.clip(commas[high] - commas[low], 0, 3)),
        "gap_figures": inside(np.clip(figures[high] - figures[low], 0, 3)),
        "gap_verbs": inside(governing[high] - governing[np.maximum(low, high - 4)]),
        "gap_words": _gap_words(row, run, low, high),
        "first_class": inside(code[first]),
        "last_class": inside(code[last]),
        "class_before": inside(np.where(first > 0, code[first - 1], 0)),
        "class_after": inside(code[last + 1]),
        "first_word": inside(word[first]),
        "last_word": inside(word[last]),
        "last_char": inside(tail[last]),
        "word_before": inside(np.where(first > 0, word[first - 1], 0)),
        "word_after": inside(word[last + 1]),
        "words": inside(last - first + 1),
        "length": inside(np.clip(end[last] - start[first], 0, 14)),
        "holds_of": inside(np.minimum(particles[last + 1] - particles[first], 1)),
        "holds_verbs": inside(verbs[last + 1] - verbs[first]),
        "begins_verb": inside(begins_verb[first].astype(np.int64)),
        "more_before": inside((noun[first - 1] & (first > 0)).astype(np.int64)),
        "more_after": inside(noun[last + 1].astype(np.int64)),
        "overlaps_pattern": overlaps.astype(np.int64) + (same_start & same_end),
        "starts_pattern": same_start.astype(np.int64),
        "ends_pattern": same_end.astype(np.int64),
        "pattern": np.array([number_of(one.rule) if one else 0 for one in row.proposed], dtype=np.int64)[
            number
        ],
        "number_before": np.where(place > 0, word[place - 1], 0),
        "number_behind": word[place + 1],
        "class_number_before": np.where(place > 0, code[place - 1], 0),
        "class_number_behind": code[place + 1],
        "ordinal": np.minimum(number, 3),
    }
    for at, name in nouns.names.items():
        columns["last_word"][at] = number_of(name[-2:])
        columns["last_char"][at] = number_of(name[-1:])
        columns["length"][at] = min(len(name), 14)
    return columns


def _summed(codes: str, among: frozenset[str] | set[str]) -> Numbers:
    """How many of the first n words are of these classes, for n from 0."""
    return np.cumsum([0, *(code in among for code in codes), 0])


def _proposed(row: Row) -> Numbers:
    """Where what the patterns say stands, a row a figure; -1 where they say nothing of a place."""
    spans = [one.span if one is not None else None for one in row.proposed]
    return np.array([(span.start, span.end) if span else (-1, -1) for span in spans], dtype=np.int64).reshape(
        -1, 2
    )


def _gap_words(
    row: Row, run: np.ndarray[tuple[int], np.dtype[np.bool_]], low: Numbers, high: Numbers
) -> Numbers:
    """The characters between a run and its figure, where they are few."""
    tokens = row.tokens
    starts, ends = tokens.starts, tokens.ends
    known: dict[tuple[int, int], int] = {}
    column: list[int] = []
    for is_run, first, last in zip(run.tolist(), low.tolist(), high.tolist(), strict=True):
        if not is_run or last <= first:
            column.append(0)
            continue
        if (first, last) not in known:
            between = (
                row.text[starts[first] : ends[last - 1]] if ends[last - 1] - starts[first] <= _GAP else ""
            )
            known[first, last] = number_of(between)
        column.append(known[first, last])
    return np.array(column, dtype=np.int64)
