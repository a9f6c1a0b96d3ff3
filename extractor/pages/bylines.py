"""Names of reporters: in a line of their own, after a dateline, at the end of a paragraph.

Names only, without role, mark and brackets. Whether the place suits a byline, split.py decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from extractor.model import Span
from extractor.pages.forms import PageForms
from extractor.text import kept_regex as regex
from extractor.text.fold import fold

_LONGEST = 80
_ROLE = "记者"
_ASIDE = regex.compile(r"[;；()（）]")
_SENTENCE = regex.compile(r"[0-9。!?;“”‘’《》%]")
_TOKEN = regex.compile(r"[\p{Han}]+(?:[·•.][\p{Han}]+)*")
_BETWEEN = regex.compile(r"[\s、,/|&:]*")
_BRACKETS = {"(": ")", "【": "】", "[": "]", "〔": "〕"}
# What may stand before a byline that follows the last sentence of a paragraph.
_TAIL = regex.compile(r"[。!?…][”’)】]*(?P<tail>[^。!?…“”;]{2,80})$")
_NO_TAIL = frozenset("。!?…“”;")  # most paragraphs end so
_AFTER_DATELINE = regex.compile(r"\s*\((?P<names>[^()]{2,80})\)")


@dataclass(frozen=True, slots=True)
class Byline:
    """Spans of the names in the text given; `sure` where a role, a mark or brackets announce them."""

    names: tuple[Span, ...]
    sure: bool


def byline_of(text: str, forms: PageForms, breaks: Collection[int] = ()) -> Byline | None:
    """The names of `text` (folded) if it is a byline and nothing else, or None.

    `breaks` are the places where lines were joined: a blank may have been lost there. A byline that no role
    and no mark announces must hold nothing but names, one of them with a known surname.
    """
    if not 2 <= len(text) <= _LONGEST or _SENTENCE.search(text):
        return None
    start, end = 0, len(text)
    mark = forms.byline_mark.match(text)
    if mark:
        start = mark.end()
    closing = _BRACKETS.get(text[start : start + 1])
    bracketed = bool(closing) and text.endswith(closing or "")
    if bracketed:
        start, end = start + 1, end - 1
    roles = [Span(*found.span()) for found in forms.byline_role.finditer(text, start, end)]
    names = _names(text, start, end, roles, forms, breaks)
    if names is None and bracketed and not roles:
        # (榆原市总工会 方小舟): the organization stands where a role might.
        office = _office(text, start, end, forms)
        names = _names(text, office.end, end, [office], forms, breaks) if office else None
        if names and not _plausible(text, names, forms):
            return None
        roles = [office] if office and names else []
    if names is None or (not names and not roles):
        return None
    announced = bool(mark) or bool(roles and roles[0].start == start)
    if not names and not announced:
        # (榆原市总工会 供稿): an organization reports, and no person.
        announced = _office(text, start, end, forms) is not None
    if announced or _plausible(text, names, forms):
        return Byline(names, sure=announced or bracketed or bool(roles))
    return None


def given_names(words: str, forms: PageForms) -> str:
    """The names of a byline that the format gives apart from the text, joined by one space.

    Empty where the words are no names: an office, the account that put the page up.
    """
    raw = _ASIDE.sub(" ", words)
    for words_before in ("", f"{_ROLE} "):
        text = words_before + raw.strip()
        byline = byline_of(fold(text), forms)
        if byline is not None and byline.names:
            return " ".join("".join(name.of(text).split()) for name in byline.names)
    return ""


def dateline_names(text: str, forms: PageForms) -> tuple[int, tuple[Span, ...]] | None:
    """Where the dateline at the start of `text` (folded) ends, and the names in the brackets after it."""
    found = forms.dateline.match(text[:160])
    if found is None:
        return None
    end = found.end()
    credit = _AFTER_DATELINE.match(text[:240], end)
    if credit is None:
        credit = forms.credit.match(text[:240], end)
    if credit is None:
        return end, ()
    start, stop = credit.span("names")
    roles = [Span(*role.span()) for role in forms.byline_role.finditer(text, start, stop)]
    names = _names(text, start, stop, roles, forms, ()) if roles else None
    return (credit.end(), names) if names else (end, ())


def tail_byline(text: str, forms: PageForms, breaks: Collection[int] = ()) -> tuple[int, Byline] | None:
    """Where a byline after the last sentence of `text` (folded) begins, and its names; None without one."""
    offset = max(0, len(text) - _LONGEST - 1)
    end = text[offset:]
    if end.endswith(")"):
        at = offset + end.rfind("(")
        if at > 0 and offset <= at and text[at - 1] in "。!?…”’) ":
            byline = byline_of(text[at:], forms, [place - at for place in breaks])
            return (at, _placed(byline, at)) if byline and byline.names else None
        return None
    if end[-1:] in _NO_TAIL or (found := _TAIL.search(end)) is None:
        return None
    tail = found["tail"]
    at = offset + found.start("tail") + len(tail) - len(tail.lstrip())
    byline = byline_of(text[at:], forms, [place - at for place in breaks])
    return (at, _placed(byline, at)) if byline and byline.names else None


def _placed(byline: Byline, offset: int) -> Byline:
    return Byline(tuple(name.shifted(offset) for name in byline.names), byline.sure)


def _office(text: str, start: int, end: int, forms: PageForms) -> Span | None:
    # The organization that the words begin with.
    token = _TOKEN.match(text, start, end)
    return Span(*token.span()) if token and forms.signature.fullmatch(token.group()) else None


def _names(
    text: str, start: int, end: int, roles: list[Span], forms: PageForms, breaks: Collection[int]
) -> tuple[Span, ...] | None:
    # The names between the roles; None if anything else than names, roles and separators is there.
    names: list[Span] = []
    for piece in _outside(start, end, roles):
        at = piece.start
        while at < piece.end:
            between = _BETWEEN.match(text, at, piece.end)
            at = between.end() if between else at
            if at >= piece.end:
                break
            token = _TOKEN.match(text, at, piece.end)
            if token is None:
                return None
            span = _to_break(Span(*token.span()), breaks)
            word = span.of(text)
            if names and len(word) == 1 and len(names[-1]) == 1:
                names[-1] = Span(names[-1].start, span.end)  # 田　野: a short name spaced out
            elif roles and forms.signature.fullmatch(word):
                pass  # the correspondent's own organization, not a name
            elif len(word) <= 4 or "·" in word or "•" in word or "." in word:
                names.append(span)
            else:
                return None
            at = span.end
    if any(len(name) < 2 for name in names):
        return None
    return tuple(names)


def _to_break(token: Span, breaks: Collection[int]) -> Span:
    # 田野|覃思: where lines were joined, two characters or more on either side are two names.
    for place in breaks:
        if token.start + 2 <= place <= token.end - 2:
            return Span(token.start, place)
    return token


def _outside(start: int, end: int, roles: list[Span]) -> list[Span]:
    pieces, at = [], start
    for role in roles:
        pieces.append(Span(at, role.start))
        at = role.end
    return [*pieces, Span(at, end)]


def _plausible(text: str, names: tuple[Span, ...], forms: PageForms) -> bool:
    # Without a role or a mark: 方小舟 祁安, but neither 安全 生产 nor 高新区.
    words = [name.of(text) for name in names]
    if "," in text or ":" in text:
        return False
    if not 0 < len(words) <= 6 or any(word.endswith(forms.no_name) for word in words):
        return False
    known = [(len(word) <= 3 and word[0] in forms.surname) or word[:2] in forms.surname for word in words]
    short = [len(word) <= 3 or "·" in word for word in words]
    return any(known) and all(one or other for one, other in zip(known, short, strict=True))
