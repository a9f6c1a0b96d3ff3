"""Captions and notes have several lines: back from 某某 摄 to a blank line, on from 图为 to its end."""

from __future__ import annotations

from dataclasses import replace

from extractor.pages.kinds import Judged, Kind
from extractor.text import kept_re as re

_MOST_LINES = 5
_LONGEST = 150
_SIGNED = re.compile(r"(?:摄影?|供图|提供|制图|照片|图片)[)】]?$")
_ABSORBED = (Kind.PROSE, Kind.LABEL, Kind.CAPTION)
_LONGEST_ALONE = 80  # characters of the one sentence that the line of a name signs
_ONLY_SIGNED = 14  # characters: 通讯员 陈立新 摄


def with_captions(judged: list[Judged]) -> list[Judged]:
    """The lines again, with all lines of each caption and of each note marked as such."""
    result = list(judged)
    for at, one in enumerate(judged):
        if one.kind is Kind.CAPTION:
            signed = bool(_SIGNED.search(one.text))
            first = _first_of_caption(judged, at) if signed else at
            last = at if signed or one.ends else _last_of_caption(judged, at)
            for other in range(first, last + 1):
                result[other] = replace(judged[other], kind=Kind.CAPTION)
        elif one.kind is Kind.NOTE and not one.ends:
            for other in range(at, _last_of_caption(judged, at) + 1):
                result[other] = replace(judged[other], kind=Kind.NOTE)
    return result


def _first_of_caption(judged: list[Judged], at: int) -> int:
    # Blank lines on both sides set the whole block off. Without them only the line of the name is certain,
    # and the sentence before it where it holds nothing else.
    apart = at + 1 == len(judged) or judged[at + 1].line.gap > 0
    length, first = len(judged[at].text), at
    while apart and first > 0 and judged[first].line.gap == 0 and at - first < _MOST_LINES - 1:
        if judged[first - 1].line.closed:
            break
        length += len(judged[first - 1].text)
        if length > _LONGEST or judged[first - 1].kind not in _ABSORBED:
            break
        first -= 1
    if apart and judged[first].line.gap > 0:
        return first
    one = judged[at]
    alone = len(one.text) <= _ONLY_SIGNED and "。" not in one.text and one.line.gap == 0
    if at == 0 or not alone or not judged[at - 1].ends:
        return at
    # Of a paragraph that stands whole, only a short one can be a caption.
    long = judged[at - 1].line.closed and len(judged[at - 1].text) > _LONGEST_ALONE
    return at if long else at - 1


def _last_of_caption(judged: list[Judged], at: int) -> int:
    last, length = at, len(judged[at].text)
    while last + 1 < len(judged) and judged[last + 1].line.gap == 0 and last - at < _MOST_LINES:
        if judged[last].line.closed:
            break
        length += len(judged[last + 1].text)
        if length > 2 * _LONGEST or judged[last + 1].kind not in _ABSORBED:
            break
        last += 1
        if judged[last].ends or _SIGNED.search(judged[last].text):
            break
    return last
