"""Headlines that look like prose, and cut sentences that look like headlines.

A headline may be as wide as the column, longer than a label, or end in a question mark; a byline or a
dateline below, a kicker above, the top of the page give it away. A short line with a comma whose last
character forms a pair with the next line's first (and the page knows that pair) is a cut sentence.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import regex

from extractor.pages.forms import PageForms
from extractor.pages.kinds import Judged, Kind
from extractor.pages.seams import pairs_of, unclosed

_LONGEST = 64
_LONGEST_CRY = 32
_SHORTEST = 6
_MOST_LINES = 2
_INNER_END = regex.compile(r"。")
_CRY = regex.compile(r"[!?][”’]?$")
_KICKER_END = regex.compile(r"(?::|[—-]{1,2})$")
_SUBTITLE = regex.compile(r"[—-]{1,2}\S")


def with_headlines(judged: list[Judged], forms: PageForms) -> list[Judged]:
    """The lines again; prose lines that their neighbours show to be headlines are labels."""
    result = list(judged)
    knows = _Pairs(judged)
    at_top = True
    for at, one in enumerate(result):
        if _may_be_cut(result, at):
            if knows.joint(one, result[at + 1]):
                result[at] = replace(one, kind=Kind.PROSE, ends=False)
        elif one.by_width and _stands_apart(judged, at):
            result[at] = replace(one, kind=Kind.LABEL)
        elif one.kind is Kind.PROSE and _may_be(one):
            before = result[at - 1] if at else None
            after = result[at + 1] if at + 1 < len(result) else None
            if (before is None or before.kind is not Kind.PROSE or before.ends) and (
                _announced(one, after, forms)
                or (before is not None and before.kind is Kind.LABEL and _goes_with(before, one, forms))
                or (one.by_width and _stands_above(one, after) and not knows.joint(one, after))
                or (one.by_width and bool(forms.kicker.match(one.text)) and not knows.joint(one, after))
                or (at_top and _tops(one) and not (one.by_width and knows.joint(one, after)))
            ):
                result[at] = replace(one, kind=Kind.LABEL)
        at_top = result[at].signed or (at_top and result[at].kind in (Kind.FURNITURE, Kind.DATE))
    return result


class _Pairs:
    # The pairs of characters within the lines of a page; counted only where a line asks for them.
    def __init__(self, judged: list[Judged]) -> None:
        self._judged = judged

    @cached_property
    def _known(self) -> frozenset[str]:
        return pairs_of(one.text for one in self._judged)

    def joint(self, one: Judged, after: Judged | None) -> bool:
        """Whether the page knows the pair that the two lines form where they meet."""
        return after is not None and one.text[-1] + after.text[0] in self._known


def _may_be_cut(judged: list[Judged], at: int) -> bool:
    one = judged[at]
    if one.kind is not Kind.LABEL or one.numbered or one.line.marked or at == 0 or at + 1 == len(judged):
        return False
    before, after = judged[at - 1], judged[at + 1]
    if after.kind is not Kind.PROSE or before.kind not in (Kind.PROSE, Kind.CAPTION, Kind.LABEL):
        return False
    return "," in one.text or (after.full and after.line.gap > one.line.gap)


def _may_be(one: Judged) -> bool:
    # A headline holds no full stop, and it is not the wrapped line of a sentence with commas.
    if len(one.text) > _LONGEST or _INNER_END.search(one.text) or one.text[-1] in ",、;":
        return False
    return not one.ends or bool(_CRY.search(one.text))


def _stands_apart(judged: list[Judged], at: int) -> bool:
    # In wrapped text, one or two lines between blank lines that end no sentence are a headline.
    first = at
    while first > 0 and judged[first].line.gap == 0 and at - first < _MOST_LINES:
        first -= 1
    end = first + 1
    while end < len(judged) and judged[end].line.gap == 0 and end - first <= _MOST_LINES:
        end += 1
    block = judged[first:end]
    return (
        0 < first
        and end < len(judged)
        and judged[first].line.gap > 0
        and len(block) <= _MOST_LINES
        and all(one.kind is Kind.LABEL or one.by_width for one in block)
        and not any(one.ends or "," in one.text or unclosed(one.text) for one in block)
    )


def _announced(one: Judged, after: Judged | None, forms: PageForms) -> bool:
    if after is None:
        return False
    return (
        (after.kind is Kind.BYLINE and (after.sure or not one.by_width))
        or (after.kind is Kind.FURNITURE and after.facts.is_source)
        or (after.kind is Kind.PROSE and bool(forms.dateline.match(after.text)))
    )


def _stands_above(one: Judged, after: Judged | None) -> bool:
    # Above a second line of the headline, or a bare name.
    if after is None or "," in one.text:
        return False
    return after.kind is Kind.BYLINE or (
        after.kind is Kind.LABEL and not after.numbered and len(after.text) >= _SHORTEST
    )


def _goes_with(before: Judged, one: Judged, forms: PageForms) -> bool:
    if _SUBTITLE.match(one.text):
        return True
    kicker = _KICKER_END.search(before.text) or forms.kicker.fullmatch(before.text)
    return bool(kicker) and (one.by_width or one.ends)


def _tops(one: Judged) -> bool:
    # The first line of a page, or of an article that follows a signed one.
    return one.by_width or (one.ends and len(one.text) <= _LONGEST_CRY)
