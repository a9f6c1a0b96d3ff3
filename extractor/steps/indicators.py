"""Indicators: the noun phrase that each figure of a sentence counts, by the token patterns of indicators.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from extractor.grammar.tokens import WordClasses
from extractor.model import Quantity, Span
from extractor.steps.tokens import Tokens

_WINDOW = 40  # tokens to the left; further back nothing is an indicator
_AHEAD = 14
_MARKS = str.maketrans("", "", "“”‘’《》\" ")
# Words that are no part of a noun phrase at its edges.
_LEADING = frozenset("等 的 了 各 其中 是 为 有 共 已 并 及 和 与 每 全市 全区 全省 全县 部分 则 也 还 都 均 : ; , 、 -".split())
_TRAILING = frozenset("等 的 了 达 为 已 约 近 超 平均 同比 环比 年均 月均 其中 分别 中 , : 、 ; ↑ -".split())
_RESPECTIVELY = regex.compile(r"(?:分别|依次|各自)")
_BETWEEN = regex.compile(r"[、和与及,]{1,2}(?:分别)?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One token pattern, and which figures it is for."""

    name: str
    expression: regex.Pattern[str]
    take: str
    dimensions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a figure counts: its words, where they stand (None where it was inherited), and the rule that says so."""

    name: str
    span: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class IndicatorRules:
    """The token patterns in order, and the classes that they are written in."""

    rules: tuple[Rule, ...]
    classes: WordClasses

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]], classes: WordClasses) -> IndicatorRules:
        """Rules from the entries of indicators.yaml."""
        rules = []
        for entry in entries:
            for source in entry["match"]:
                rules.append(
                    Rule(
                        entry["id"],
                        classes.compile(source),
                        entry.get("take", "words"),
                        frozenset(entry.get("dimensions", ())),
                    )
                )
        return cls(tuple(rules), classes)


def find_indicators(
    text: str, tokens: Tokens, quantities: Sequence[Quantity], rules: IndicatorRules
) -> list[Indicator | None]:
    """The indicator of each quantity of one sentence, in their order; None where no pattern matches."""
    found: list[Indicator | None] = []
    figure = rules.classes.codes["figure"]
    for number, quantity in enumerate(quantities):
        place = tokens.figures[number]
        start = max(0, place - _WINDOW)
        window = tokens.codes[start:place] + figure + tokens.codes[place + 1 : place + _AHEAD]
        found.append(_first(text, tokens, start, window, quantity, number, quantities, found, rules))
    return _respective(text, tokens, quantities, found, rules.classes)


def _first(
    text: str,
    tokens: Tokens,
    start: int,
    window: str,
    quantity: Quantity,
    number: int,
    quantities: Sequence[Quantity],
    before: Sequence[Indicator | None],
    rules: IndicatorRules,
) -> Indicator | None:
    for rule in rules.rules:
        if rule.dimensions and quantity.dimension.value not in rule.dimensions:
            continue
        match = rule.expression.search(window)
        if match is None:
            continue
        if rule.take == "words":
            first, last = match.span("indicator")
            if first == last:
                continue
            name, span = _phrase(text, tokens, start + first, start + last, rules.classes)
            if name:
                return Indicator(name, span, rule.name)
        elif rule.take == "inherit":
            if before and before[-1] is not None:
                return Indicator(before[-1].name, None, rule.name)
        else:
            for earlier in range(number - 1, -1, -1):
                held = before[earlier]
                if held is not None and quantities[earlier].unit == quantity.unit:
                    return Indicator(held.name, None, rule.name)
    return None


def _phrase(text: str, tokens: Tokens, first: int, last: int, classes: WordClasses) -> tuple[str, Span]:
    """The taken words without particles and marks, and the span from the first to the last of them."""
    particle = classes.codes["particle"]
    while last - first > 1 and tokens.spans[first].of(text) in _LEADING:
        first += 1
    while last - first > 1 and tokens.spans[last - 1].of(text) in _TRAILING:
        last -= 1
    words = [tokens.spans[at].of(text) for at in range(first, last) if tokens.codes[at] != particle]
    return "".join(words).translate(_MARKS), Span(tokens.spans[first].start, tokens.spans[last - 1].end)


def _respective(
    text: str, tokens: Tokens, quantities: Sequence[Quantity], found: list[Indicator | None], classes: WordClasses
) -> list[Indicator | None]:
    """分别 and 依次: the nth number of a list belongs to the nth name before it, or to the nth figure before it."""
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
            elif not names and first >= count and _says_respectively(text, tokens, tokens.figures[first], classes):
                names = [(held.name, held.span) if held else ("", None) for held in found[first - count : first]]
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
        if _RESPECTIVELY.match(tokens.spans[at].of(text)):
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
        seen = _RESPECTIVELY.match(tokens.spans[at].of(text)) is not None
    return False


def _names_before(
    text: str, tokens: Tokens, place: int, count: int, classes: WordClasses
) -> list[tuple[str, Span | None]]:
    """The `count` names that 分别 shares its numbers among; empty where there are not as many."""
    codes = classes.codes
    ends = {codes["comma"], codes["stop"], codes["other"]}
    at = place - 1
    while at >= 0 and not _RESPECTIVELY.match(tokens.spans[at].of(text)):
        if tokens.codes[at] in ends:
            return []
        at -= 1
    nominal = {codes[name] for name in ("noun", "people", "serve", "quote", "percapita", "verb", "act", "average", "de", "period")}
    skipped = {codes[name] for name in ("reach", "adverb", "compare", "prep", "measure", "particle", "place", "to", "pronoun", "time")}
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


def _with_shared_head(
    text: str, tokens: Tokens, items: list[list[int]], classes: WordClasses
) -> list[tuple[str, Span | None]]:
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
    named: list[tuple[str, Span | None]] = []
    for number, item in enumerate(bare):
        whole = item if number == len(bare) - 1 else [*item, *tail]
        words = "".join(tokens.spans[at].of(text) for at in whole).translate(_MARKS)
        named.append((words, Span(tokens.spans[item[0]].start, tokens.spans[item[-1]].end) if item else None))
    return named
