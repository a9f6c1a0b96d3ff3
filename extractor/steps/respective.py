"""Respective: numbers that 分别 or 依次 shares out among the names, the owners or the figures before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.grammar.tokens import WordClasses
from extractor.model import Quantity, Span
from extractor.steps.tokens import Tokens
from extractor.text import kept_re as re

Named = tuple[str, Span | None]

_MARKS = str.maketrans("", "", '“”‘’《》" ')
_RESPECTIVELY = re.compile(r"(?:分别|依次|各自)")
_BETWEEN = re.compile(r"[、和与及,]{1,2}(?:分别)?")
# What a name in such a list is made of, and what may stand between the last name and 分别.
_NOMINAL = (
    "noun",
    "people",
    "serve",
    "occur",
    "quote",
    "percapita",
    "verb",
    "act",
    "average",
    "de",
    "period",
)
_SKIPPED = ("reach", "adverb", "compare", "prep", "measure", "particle", "place", "to", "pronoun", "time")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a figure counts: its words, the rule that says so, and where the words stand.

    `span` is None where the words were taken over from another figure.
    """

    name: str
    span: Span | None
    rule: str


def share_out(
    text: str,
    tokens: Tokens,
    quantities: Sequence[Quantity],
    found: list[Indicator | None],
    classes: WordClasses,
) -> list[Indicator | None]:
    """The indicators, where 分别 shares the numbers of a list among the names or the figures before it.

    The nth number belongs to the nth name, or to the nth of as many figures before it.
    """
    first = 0
    while first < len(quantities):
        last = first
        while last + 1 < len(quantities) and _BETWEEN.fullmatch(
            text, quantities[last].span.end, quantities[last + 1].span.start
        ):
            last += 1
        count = last - first + 1
        if count > 1:
            names = _names_before(text, tokens, tokens.figures[first], count, classes)
            owners = _owners_before(text, tokens, tokens.figures[first], classes)
            if owners:
                held = next((one for one in (found[last], found[first]) if one is not None), None)
                names = [(held.name, held.span)] * count if held else []
            elif (
                not names
                and first >= count
                and _says_respectively(text, tokens, tokens.figures[first], classes)
            ):
                names = [
                    (held.name, held.span) if held else ("", None) for held in found[first - count : first]
                ]
            for offset, (name, span) in enumerate(names):
                if name:
                    found[first + offset] = Indicator(name, span, "indicator.respective")
        first = last + 1
    return found


def _says_respectively(text: str, tokens: Tokens, place: int, classes: WordClasses) -> bool:
    ends = {classes.codes["comma"], classes.codes["stop"], classes.codes["other"]}
    for at in range(place - 1, -1, -1):
        if tokens.codes[at] in ends:
            return False
        if _RESPECTIVELY.match(tokens.word(at, text)):
            return True
    return False


def _owners_before(text: str, tokens: Tokens, place: int, classes: WordClasses) -> bool:
    """Whether 分别 shares the numbers among zones or organizations, which then have one noun in common."""
    codes = classes.codes
    ends = {codes["comma"], codes["stop"], codes["other"]}
    seen = False
    for at in range(place - 1, -1, -1):
        if tokens.codes[at] in ends:
            return False
        if seen:
            return tokens.codes[at] in {codes["zone"], codes["organization"]}
        seen = _RESPECTIVELY.match(tokens.word(at, text)) is not None
    return False


def _names_before(text: str, tokens: Tokens, place: int, count: int, classes: WordClasses) -> list[Named]:
    """The `count` names that 分别 shares its numbers among; empty where there are not as many."""
    codes = classes.codes
    ends = {codes["comma"], codes["stop"], codes["other"]}
    at = place - 1
    while at >= 0 and not _RESPECTIVELY.match(tokens.word(at, text)):
        if tokens.codes[at] in ends:
            return []
        at -= 1
    nominal = {codes[name] for name in _NOMINAL}
    skipped = {codes[name] for name in _SKIPPED}
    marks = {codes["pause"], codes["conj"]}
    items: list[list[int]] = [[]]
    for back in range(at - 1, -1, -1):
        code = tokens.codes[back]
        if code in marks:
            items.insert(0, [])
            if len(items) > count:
                break
        elif code in nominal:
            items[0].insert(0, back)
        elif code in skipped and len(items) == 1 and (not items[0] or code == codes["compare"]):
            items[0] = []  # 比同岗位分别高出: what stands between the last name and 分别
        else:
            break
    items = [item for item in items if item][-count:]
    if len(items) != count:
        return []
    return _with_shared_head(text, tokens, items, classes)


def _with_shared_head(text: str, tokens: Tokens, items: list[list[int]], classes: WordClasses) -> list[Named]:
    """高级工、技师的月工资: the head that only the last name has belongs to all of them."""
    verbs = {classes.codes["act"], classes.codes["verb"]}
    dropped = {classes.codes["de"], classes.codes["period"]}
    for item in items:
        while len(item) > 1 and tokens.codes[item[0]] in verbs:
            item.pop(0)
    bare = [[at for at in item if tokens.codes[at] not in dropped] for item in items]
    tail: list[int] = []
    if len(bare[-1]) > 1 and all(len(item) == 1 for item in bare[:-1]):
        tail = bare[-1][1:]
    named: list[Named] = []
    for number, item in enumerate(bare):
        whole = item if number == len(bare) - 1 else [*item, *tail]
        words = "".join(tokens.word(at, text) for at in whole).translate(_MARKS)
        named.append((words, Span(tokens.starts[item[0]], tokens.ends[item[-1]]) if item else None))
    return named
