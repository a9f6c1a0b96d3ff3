"""Lists: short lines one below the other, each of them whole.

求学圆梦行动惠及职工820人，发放补助123万元 ends without a full stop and does not go on in the next line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.pages.forms import PageForms
from extractor.pages.kinds import Judged, Kind
from extractor.pages.seams import unclosed
from extractor.text import kept_re as re

_LONGEST_ITEM = 60
_LONGEST_LIST_HEADING = 12
_FEWEST = 3
_FIGURE = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿]")
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_UNFINISHED = re.compile(r"。.|[,、]$")


def with_lists(judged: Sequence[Judged], forms: PageForms, *, titled: bool = False) -> list[Judged]:
    """The lines again; those of a list (three or more short ones in a row, not wrapped) as items.

    Where the page is `titled` apart from its text, a list may stand at the very top.
    """
    result = list(judged)
    start = 0 if titled else _below_the_title(judged)
    while start < len(judged):
        end = start
        while end < len(judged) and _may_be_listed(judged[end], forms) and _in_row(judged, start, end):
            end += 1
        end = _without_heading(judged, start, end)
        run = judged[start:end]
        if len(run) >= _FEWEST and _counts(run):
            for at in range(start, end):
                if not _names_the_next(judged, at, end):
                    result[at] = replace(judged[at], kind=Kind.ITEM, ends=True)
        start = max(end, start + 1)
    return result


def _below_the_title(judged: Sequence[Judged]) -> int:
    # Labels at the top are the title, whatever follows; a line of several numbers is no second headline.
    at = 0
    while at < len(judged) and judged[at].kind in (Kind.FURNITURE, Kind.DATE):
        at += 1
    first = at
    while at < len(judged) and judged[at].kind is Kind.LABEL:
        if at > first and len(_NUMBER.findall(judged[at].text)) > 1:
            break
        at += 1
    return at


def _may_be_listed(one: Judged, forms: PageForms) -> bool:
    if one.full or len(one.text) > _LONGEST_ITEM or one.numbered or one.line.marked:
        return False
    if one.kind is Kind.PROSE:
        unfinished = one.ends or unclosed(one.text) or _UNFINISHED.search(one.text)
        return not (unfinished or forms.dateline.match(one.text))
    return one.kind in (Kind.ITEM, Kind.LABEL)


def _in_row(judged: Sequence[Judged], start: int, at: int) -> bool:
    # An indented line below others that are not begins a paragraph.
    line = judged[at].line
    if line.indented and not judged[start].line.indented:
        return False
    return at == start or line.gap == judged[start + 1].line.gap


def _without_heading(judged: Sequence[Judged], start: int, end: int) -> int:
    # 甲高新区：热线接得更快, below a list and above a paragraph, heads the paragraph.
    if not start < end < len(judged) or judged[end].kind is not Kind.PROSE:
        return end
    last = judged[end - 1]
    return end - 1 if last.kind is Kind.LABEL and not _FIGURE.search(last.text) else end


def _counts(run: Sequence[Judged]) -> bool:
    return 2 * sum(bool(_FIGURE.search(one.text)) for one in run) > len(run)


def _names_the_next(judged: Sequence[Judged], at: int, end: int) -> bool:
    # A short line without any number above a line that has one is a heading.
    one = judged[at]
    return (
        one.kind is Kind.LABEL
        and at + 1 < end
        and len(one.text) <= _LONGEST_LIST_HEADING
        and not _FIGURE.search(one.text)
        and bool(_FIGURE.search(judged[at + 1].text))
    )
