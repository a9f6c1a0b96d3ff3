"""Headlines that look like prose: as wide as the column, longer than a label, or ending in a question mark.

Their neighbours give them away: a byline or a dateline below, a kicker above, the top of the page.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from extractor.pages.forms import PageForms
from extractor.pages.kinds import Judged, Kind
from extractor.pages.seams import pairs_of

_LONGEST = 64
_LONGEST_CRY = 32
_INNER_END = regex.compile(r"。")
_CRY = regex.compile(r"[!?][”’]?$")
_KICKER_END = regex.compile(r"(?::|[—-]{1,2})$")
_SUBTITLE = regex.compile(r"[—-]{1,2}\S")


def with_headlines(judged: list[Judged], forms: PageForms) -> list[Judged]:
    """The lines again; prose lines that their neighbours show to be headlines are labels."""
    result = list(judged)
    pairs = None
    at_top = True
    for at, one in enumerate(result):
        if one.kind is Kind.PROSE and _may_be(one):
            before = result[at - 1] if at else None
            after = result[at + 1] if at + 1 < len(result) else None
            if one.by_width and at_top and pairs is None:
                pairs = pairs_of(line.text for line in judged)
            if (before is None or before.kind is not Kind.PROSE or before.ends) and (
                _announced(one, after, forms)
                or (before is not None and before.kind is Kind.LABEL and _goes_with(before, one, forms))
                or (at_top and _tops(one, after, pairs or frozenset()))
            ):
                result[at] = replace(one, kind=Kind.LABEL)
        at_top = at_top and result[at].kind in (Kind.FURNITURE, Kind.DATE)
    return result


def _may_be(one: Judged) -> bool:
    # A headline holds no full stop, and it is not the wrapped line of a sentence with commas.
    if len(one.text) > _LONGEST or _INNER_END.search(one.text) or one.text[-1] in ",、;":
        return False
    return not one.ends or bool(_CRY.search(one.text))


def _announced(one: Judged, after: Judged | None, forms: PageForms) -> bool:
    if after is None:
        return False
    return (
        after.kind is Kind.BYLINE
        or (after.kind is Kind.FURNITURE and after.facts.is_source)
        or (after.kind is Kind.PROSE and bool(forms.dateline.match(after.text)))
    )


def _goes_with(before: Judged, one: Judged, forms: PageForms) -> bool:
    if _SUBTITLE.match(one.text):
        return True
    kicker = _KICKER_END.search(before.text) or forms.kicker.fullmatch(before.text)
    return bool(kicker) and (one.by_width or one.ends)


def _tops(one: Judged, after: Judged | None, pairs: frozenset[str]) -> bool:
    # The first line of a page, unless the page shows that it goes on in the next.
    if one.by_width:
        return after is None or one.text[-1] + after.text[0] not in pairs
    return one.ends and len(one.text) <= _LONGEST_CRY
