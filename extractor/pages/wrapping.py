"""Where lines were wrapped: which of them run to the edge of their column.

A line that runs to the edge says nothing by ending there; one that stops short does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from extractor.pages.blocks import Line

_WINDOW = 6  # lines looked at before and after: a column's width holds over a paragraph or two
_WIDEST = 120  # columns; a longer line was never wrapped
_NARROWEST = 12
_FEWEST = 3  # lines that end at the same edge
# What a wrapping program will not tear apart: opening marks and what follows, a number, marks after it.
_CHUNK = regex.compile(r"[“‘(《【〈\[]*(?:[0-9.,%A-Za-z]+|.)[,。、;:!?”’)》】〉\]%…]*")
# 发放补助123万元: what the lines of a list end with, and wrapped lines only by chance.
_FIGURE_END = regex.compile(r"[0-9][0-9.,]*[万亿千百余多]*+(?:\p{Han}{1,3}|%)[)↑↓]?$")
_HANGING = ",。、;:!?”’)》】…"
_SENTENCE_END = regex.compile(r"[。!?;:][”’)】\]]*$")


def full_lines(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it runs to the edge of a column of wrapped lines."""
    open_ended = [not _SENTENCE_END.search(line.text[-3:]) for line in lines]
    wrappable = [
        line for line, open_ in zip(lines, open_ended, strict=True) if open_ and line.width <= _WIDEST
    ]
    if len(wrappable) < _FEWEST:
        return [False] * len(lines)
    figures = [bool(_FIGURE_END.search(line.text[-16:])) for line in lines]
    hanging = [_hanging(line.text) for line in lines]
    columns = [line.width - over for line, over in zip(lines, hanging, strict=True)]
    full = _full(columns, hanging, lines, open_ended, figures, slack=3)
    # A program that counts characters cuts Chinese and digits alike: there most lines have the same length.
    lengths = Counter(len(line.text) for line in wrappable)
    if 2 * max(lengths.values()) < len(wrappable):
        return full
    characters = [2 * len(line.text) - over for line, over in zip(lines, hanging, strict=True)]
    other = _full(characters, hanging, lines, open_ended, figures, slack=1)
    return other if sum(other) > sum(full) else full


def _full(
    widths: list[int],
    hanging: list[int],
    lines: Sequence[Line],
    open_ended: list[bool],
    figures: list[bool],
    slack: int,
) -> list[bool]:
    full = [False] * len(lines)
    for at, width in enumerate(widths):
        if not _NARROWEST <= width <= _WIDEST:
            continue
        reach = width + hanging[at] + _next_chunk(lines, at, by_characters=slack == 1)
        allowed = slack if open_ended[at] else 1
        # Where one column width gives way to another, only the lines on one side tell the edge.
        for low, high, fewest in (
            (at - _WINDOW, at + _WINDOW, _FEWEST),
            (at - _WINDOW, at, _FEWEST + 1),
            (at, at + _WINDOW, _FEWEST + 1),
        ):
            window = slice(max(low, 0), high + 1)
            edge = _edge(widths[window], open_ended[window], figures[window], slack, fewest)
            if edge and width <= edge + 1 and reach > edge - allowed:
                full[at] = True
                break
    return full


def _edge(widths: list[int], open_ended: list[bool], figures: list[bool], slack: int, fewest: int) -> int:
    # The width at which the lines of a window end, or 0: the third widest, so that a headline may be wider.
    # Of the lines that end no sentence most must reach it, or they are a list and not wrapped at all;
    # subheadings, less than half as wide, do not count. No wrapped sentence ends beyond it.
    if len(widths) < _FEWEST or sum(width > _WIDEST for width in widths) > 1:
        return 0
    edge = sorted(widths, reverse=True)[_FEWEST - 1]
    if edge < _NARROWEST:
        return 0
    near = reaching = short = listed = beyond = 0
    for width, is_open, figure in zip(widths, open_ended, figures, strict=True):
        if abs(width - edge) <= 2 * slack:
            near += 1
            reaching += is_open
            listed += is_open and figure
        elif is_open:
            short += 2 * width > edge
        else:
            beyond += width > edge
    wrapped = near >= fewest and reaching >= fewest - 1 and reaching > short and 2 * listed <= reaching
    return edge if wrapped and not beyond else 0


def _hanging(text: str) -> int:
    # Closing marks may hang over the edge.
    return 2 * (len(text) - len(text.rstrip(_HANGING)))


def _next_chunk(lines: Sequence[Line], at: int, *, by_characters: bool) -> int:
    # The columns that the next line's first characters would have needed on this one.
    found = _CHUNK.match(lines[at + 1].text[:20]) if at + 1 < len(lines) else None
    chunk = found.group() if found else "一"
    if by_characters:
        return 2 * min(len(chunk), 4)
    return min(sum(1 if char.isascii() and char.isalnum() else 2 for char in chunk), 8)
