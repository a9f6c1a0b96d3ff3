"""Where lines were wrapped: which of them run to the edge of their column.

A line that runs to the edge says nothing by ending there; one that stops short does. And where they were not,
whatever the format says or does not say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.pages.blocks import Line, lines_of
from extractor.pages.seams import unclosed
from extractor.text import kept_regex as regex

_WINDOW = 6  # lines looked at before and after: a column's width holds over a paragraph or two
_WIDEST = 120  # columns; a longer line was never wrapped
_NARROWEST = 12
_INDENT = 4  # columns: a paragraph begins two characters in, what stands further in is put in the middle
_FEWEST = 3  # lines that end at the same edge
# What a wrapping program will not tear apart: opening marks and what follows, a number, marks after it.
_CHUNK = regex.compile(r"[“‘(《【〈\[]*(?:[0-9.,%A-Za-z]+|.)[,。、;:!?”’)》】〉\]%…]*")
# 发放补助123万元: what the lines of a list end with, and wrapped lines only by chance.
_FIGURE_END = regex.compile(r"[0-9][0-9.,]*[万亿千百余多]*+(?:\p{Han}{1,3}|%)[)↑↓]?$")
_HANGING = ",。、;:!?”’)》】…"
_SENTENCE_END = regex.compile(r"[。!?;:][”’)】\]]*$")
_HEAD = regex.compile(r"[^,。;:!?]{2,8}:[^,。;:!?]{2,20}")  # 互助:彩虹部落的“绣娘车间”
_FEWEST_FALSE = 5  # paragraphs that end at the edge of a column, before the format is not believed
# 发放慰问金23 | 00万元, 开展培训、 | 比武: what no paragraph ends and none begins with.
_CUT = regex.compile(r"[,、(]$|[0-9.]$")
_NEVER_FIRST = regex.compile(r"[,。、;:!?”’)》】\]%]")
_NUMBER_FIRST = regex.compile(r"[0-9.]|[余多]?[万亿千百元人名家个项件次场所]")


def full_lines(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it runs to the edge of a column of wrapped lines; a table's lines never do."""
    lines = [replace(line, text="。", width=0) if line.text[0] == "|" else line for line in lines]
    open_ended = [not _SENTENCE_END.search(line.text[-3:]) for line in lines]
    indents = [line.indent if line.indent <= _INDENT else 0 for line in lines]
    # A program that counts characters cuts Chinese and digits alike: there most lines have the same length,
    # but for lists and subheadings, less than half as long.
    lengths = Counter(
        indent + 2 * len(line.text)
        for indent, line, open_ in zip(indents, lines, open_ended, strict=True)
        if open_ and line.width <= _WIDEST
    )
    if lengths.total() < _FEWEST:
        return [False] * len(lines)
    figures = [bool(_FIGURE_END.search(line.text[-16:])) for line in lines]
    hanging = [_hanging(line.text) for line in lines]
    columns = [indent + line.width - over for indent, line, over in zip(indents, lines, hanging, strict=True)]
    full = _full(columns, hanging, lines, open_ended, figures, slack=3)
    usual = max(lengths, key=lambda length: (lengths[length], length))
    longer = sum(count for length, count in lengths.items() if 2 * length > usual)
    if 2 * lengths[usual] < longer:
        return full
    characters = [
        indent + 2 * len(line.text) - over for indent, line, over in zip(indents, lines, hanging, strict=True)
    ]
    other = _full(characters, hanging, lines, open_ended, figures, slack=1)
    return other if sum(other) > sum(full) else full


def without_false_ends(lines: Sequence[Line], full: Sequence[bool]) -> list[Line]:
    """The lines; where most paragraphs of the format are lines cut at an edge, their ends are not believed.

    Text that was copied out of a PDF stands in Word with a paragraph for each printed line.
    """
    closed = [at for at, line in enumerate(lines) if line.closed and not line.marked and line.text[0] != "|"]
    cut = [at for at in closed if full[at] and not _SENTENCE_END.search(lines[at].text[-3:])]
    if len(cut) < _FEWEST_FALSE or 2 * len(cut) <= len(closed):
        return list(lines)
    return [replace(line, closed=False) for line in lines]


def with_headed_ends(lines: Sequence[Line], full: Sequence[bool]) -> list[Line]:
    """The lines; where nothing is wrapped, a head with a colon above a long paragraph is closed."""
    if any(full):
        return list(lines)
    result = list(lines)
    for at, (line, after) in enumerate(pairwise(lines)):
        above = after.width > _WIDEST and not after.gap and not line.closed
        if above and _HEAD.fullmatch(line.text[:32]) and not _is_cut(line.text, after.text):
            result[at] = replace(line, closed=True)
    return result


def are_paragraphs(text: str) -> bool:
    """Whether the lines of a text that was not wrapped by its format are paragraphs: none of them looks cut.

    >>> are_paragraphs("新建工会37家\\n培训职工300人"), are_paragraphs("发放慰问金23\\n00万元")
    (True, False)
    """
    lines = lines_of(text)
    if any(full_lines(lines)):
        return False
    return not any(_is_cut(line.text, after.text) for line, after in pairwise(lines) if not after.gap)


def _is_cut(line: str, after: str) -> bool:
    end = _CUT.search(line[-1:])
    if end and line[-1] in "0123456789.":
        return bool(_NUMBER_FIRST.match(after))
    return bool(end or _NEVER_FIRST.match(after) or (unclosed(line) and not unclosed(line + after)))


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
