"""Headlines that look like prose, and cut sentences that look like headlines.

A headline may be as wide as the column, longer than a label, or end in a question mark; a byline or a
dateline below, a kicker above, the top of the page give it away. A short line with a comma whose last
character forms a pair with the next line's first (and the page knows that pair) is a cut sentence.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.pages.forms import PageForms
from extractor.pages.kinds import Judged, Kind
from extractor.pages.seams import Pairs, unclosed
from extractor.text import kept_re as re

_LONGEST = 64
_LONGEST_CRY = 32
_SHORTEST = 6
_MOST_LINES = 2
_INNER_END = re.compile(r"。")
_CRY = re.compile(r"[!?][”’]?$")
_KICKER_END = re.compile(r"(?::|[—-]{1,2})$")
_SUBTITLE = re.compile(r"[—-]{1,2}\S")


def with_headlines(judged: list[Judged], forms: PageForms, pairs: Pairs) -> list[Judged]:
    """The lines again; prose lines that their neighbours show to be headlines are labels, and the reverse."""
    result = list(judged)
    at_top = True
    for at, one in enumerate(result):
        if _may_be_cut(result, at):
            if pairs.one_word(one.text, result[at + 1].text):
                result[at] = replace(one, kind=Kind.PROSE, ends=False)
        elif one.kind is Kind.PROSE and _may_be(one):
            before = result[at - 1] if at else None
            after = result[at + 1] if at + 1 < len(result) else None
            closed = before is None or before.kind is not Kind.PROSE or before.ends
            if (closed and _is_headline(before, one, after, forms, pairs, at_top=at_top)) or (
                one.by_width and _stands_apart(judged, at)
            ):
                result[at] = replace(one, kind=Kind.LABEL)
        at_top = result[at].signed or (at_top and result[at].kind in (Kind.FURNITURE, Kind.DATE))
    return result


def _is_headline(
    before: Judged | None, one: Judged, after: Judged | None, forms: PageForms, pairs: Pairs, *, at_top: bool
) -> bool:
    # Of a line whose predecessor left nothing open.
    if _announced(one, after, forms):
        return True
    if before is not None and before.kind is Kind.LABEL and _goes_with(before, one, forms):
        return True
    if not one.by_width:
        # 技能提升，谁来买单？
        return at_top and one.ends and len(one.text) <= _LONGEST_CRY
    if after is not None and pairs.one_word(one.text, after.text):
        return False
    return at_top or _stands_above(one, after) or bool(forms.kicker.match(one.text))


def _may_be_cut(judged: list[Judged], at: int) -> bool:
    one = judged[at]
    if one.kind is not Kind.LABEL or one.numbered or one.line.marked or one.line.closed:
        return False
    if at == 0 or at + 1 == len(judged):
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
        first > 0
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
