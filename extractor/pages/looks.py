"""What a line is by its own looks: prose, a label, a byline, a caption, furniture.

A label is a short line that ends no sentence; whether it is a headline or a subheading, and whose,
split.py decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.pages.blocks import Line
from extractor.pages.bylines import byline_of, tail_byline
from extractor.pages.captions import with_captions
from extractor.pages.forms import PageForms
from extractor.pages.furniture import furniture_in
from extractor.pages.headlines import with_headlines
from extractor.pages.kinds import Judged, Kind
from extractor.pages.lists import with_lists
from extractor.pages.seams import Pairs, unclosed
from extractor.pages.wrapping import full_lines, with_headed_ends, without_false_ends
from extractor.text import kept_re as re

_SENTENCE_MARKS = ("。", "!", "?", "…")
_CLOSERS = "”’)》】]"
_AFTER_SENTENCE = re.compile(r"[。!?][”’]?\s?\([^()]{2,60}\)$")
_PAUSE_END = re.compile(r"[;:][”’)]*$")
_QUESTION = re.compile(r"[^,。;:“”‘’]{4,20}[!?]$")
_COMMA = re.compile(r"[,;]")
_INNER_END = re.compile(r"。[^”’)》]")
_COMMA_END = re.compile(r"[,、]$")
_SENTENCE_TAIL = 80  # characters from the end of a long line that can hold its last mark
_LONGEST_LABEL = 45
_LONGEST_WITH_COMMA = 24
_TAIL = 82  # characters that a byline at the end of a paragraph can take


def judge(lines: Sequence[Line], forms: PageForms, pairs: Pairs, *, titled: bool = False) -> list[Judged]:
    """Each line with its kind, by its own looks first, then by what stands around it.

    `titled` tells that the format gives the title apart from the lines.
    """
    full = full_lines(lines)
    lines = with_headed_ends(without_false_ends(lines, full), full)
    full = [runs_on and not line.closed for line, runs_on in zip(lines, full, strict=True)]
    judged = [_judged(line, runs_on, forms) for line, runs_on in zip(lines, full, strict=True)]
    listed = with_lists(_with_signed_ends(judged, forms), forms, titled=titled)
    return with_headlines(with_captions(listed), forms, pairs)


def _judged(line: Line, full: bool, forms: PageForms) -> Judged:
    text = line.text
    ends = _ends_sentence(text)
    if forms.table.match(text):
        return Judged(line, Kind.TABLE)
    if line.is_long:
        return Judged(line, Kind.PROSE, ends)
    if line.marked:
        return Judged(line, Kind.LABEL, numbered=bool(forms.heading.match(text)))
    if forms.note.match(text):
        return Judged(line, Kind.NOTE, ends, full)
    if forms.caption.found_in(text):
        return Judged(line, Kind.CAPTION, ends, full)
    furniture = _furniture(line, forms)
    if furniture is not None:
        return replace(furniture, ends=ends, full=full)
    if ends and "," in text:
        return Judged(line, Kind.PROSE, ends, full)
    byline = byline_of(text, forms)
    if byline is not None:
        return Judged(line, Kind.BYLINE, ends, full, names=byline.names, sure=byline.sure)
    if forms.heading.match(text) and not ends and not full and len(text) <= _LONGEST_LABEL:
        return Judged(line, Kind.LABEL, numbered=True)
    if forms.item.match(text) and not full:
        return Judged(line, Kind.ITEM)
    if _reads_as_prose(text, ends, forms):
        return Judged(line, Kind.PROSE, ends or (not full and bool(_PAUSE_END.search(text))), full)
    if full:
        return Judged(line, Kind.PROSE, ends, full, by_width=True)
    return Judged(line, Kind.LABEL, ends, full)


def _ends_sentence(text: str) -> bool:
    # With its full stop, or with a byline in brackets behind it.
    if text.rstrip(_CLOSERS).endswith(_SENTENCE_MARKS):
        return True
    return text[-1] == ")" and bool(_AFTER_SENTENCE.search(text[-_SENTENCE_TAIL:]))


def _furniture(line: Line, forms: PageForms) -> Judged | None:
    found = furniture_in(line.text, forms)
    if found is None:
        return None
    if found.is_only_date:
        return Judged(line, Kind.DATE, facts=found.facts)
    byline = byline_of(found.rest, forms)
    if byline is not None and byline.names:
        names = tuple(name.shifted(found.at) for name in byline.names)
        return Judged(line, Kind.BYLINE, facts=found.facts, names=names)
    if forms.signature.fullmatch(found.rest) and found.facts.published and not found.facts.publisher:
        return Judged(line, Kind.SIGNATURE, facts=replace(found.facts, publisher=found.rest))
    return Judged(line, Kind.FURNITURE, facts=found.facts) if found.is_furniture else None


def _reads_as_prose(text: str, ends: bool, forms: PageForms) -> bool:
    if ends:
        return not _QUESTION.fullmatch(text)
    commas = len(_COMMA.findall(text))
    return bool(
        commas >= 2
        or len(text) > _LONGEST_LABEL
        or (commas and (len(text) > _LONGEST_WITH_COMMA or text.count("、") > 1))
        or _COMMA_END.search(text)
        or _INNER_END.search(text)
        or unclosed(text)
        or forms.cut.search(text)
        or forms.opening.match(text)
        or forms.sentence.match(text)
        or forms.dateline.match(text)
    )


def _with_signed_ends(judged: list[Judged], forms: PageForms) -> list[Judged]:
    # 满意率98%。方小舟 祁安 ends an article although it ends with no mark; the names may be wrapped, too.
    result = list(judged)
    for at, one in enumerate(judged):
        if result[at].signed or not _may_be_signed(one):
            continue
        after, beyond = (judged[place] if place < len(judged) else None for place in (at + 1, at + 2))
        wrapped = after is not None and not one.ends and one.full and _may_be_rest(after)
        if wrapped and after is not None and _is_signed(one.text, after.text, beyond, forms):
            result[at + 1] = replace(after, kind=Kind.PROSE, ends=True, full=False, signed=True, names=())
        elif _is_signed(one.text, "", after, forms):
            result[at] = replace(one, kind=Kind.PROSE, ends=True, full=False, signed=True)
    return result


def _may_be_signed(one: Judged) -> bool:
    if one.kind is Kind.LABEL:
        return "。" in one.text
    return one.kind is Kind.PROSE and (not one.ends or one.text[-1] == ")")


def _may_be_rest(one: Judged) -> bool:
    return one.kind in (Kind.LABEL, Kind.BYLINE) and one.line.gap == 0 and len(one.text) <= _LONGEST_LABEL


def _is_signed(text: str, rest: str, after: Judged | None, forms: PageForms) -> bool:
    text = text[-_TAIL:]
    tail = tail_byline(text + rest, forms, (len(text),) if rest else ())
    if tail is None or tail[0] >= len(text):
        return False
    return tail[1].sure or len(tail[1].names) > 1 or _closes_above(after, forms)


def _closes_above(after: Judged | None, forms: PageForms) -> bool:
    if after is None or after.kind in (Kind.LABEL, Kind.FURNITURE, Kind.DATE):
        return True
    return after.kind is Kind.PROSE and bool(forms.dateline.match(after.text))
