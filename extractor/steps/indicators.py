"""Indicators: the noun phrase that each figure counts, by the token patterns of indicators.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from extractor.grammar.needs import Needs, bits_of
from extractor.grammar.tokens import WordClasses
from extractor.model import Dimension, Quantity, Span
from extractor.steps.respective import Indicator, share_out
from extractor.steps.tokens import Tokens
from extractor.text.expressions import Expression, tried_often

_WINDOW = 40  # tokens to the left; further back nothing is an indicator
_AHEAD = 14
_MARKS = str.maketrans("", "", '“”‘’《》" ')
_PERSONAL = frozenset(("名", "位"))
_VERBAL = ("act", "serve", "compound", "either", "occur", "change")


@dataclass(frozen=True)
class Rule:
    """One token pattern as an expression over class characters, and which figures it is for."""

    name: str
    source: str
    take: str
    dimensions: frozenset[str]
    units: frozenset[str]
    not_units: frozenset[str]
    not_ending: tuple[str, ...]
    needs: Needs

    @cached_property
    def expression(self) -> Expression:
        """The expression, compiled when it is first tried."""
        return tried_often(self.source)


_Needy = tuple[int, tuple[int, ...], Rule]
"""A rule behind the classes that it needs: all of these, and one of each of those."""


@dataclass(frozen=True, slots=True)
class IndicatorRules:
    """The token patterns in order, and the classes that they are written in."""

    rules: tuple[Rule, ...]
    classes: WordClasses
    verbal: frozenset[str]
    _by_kind: dict[tuple[Dimension, str], list[_Needy]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]], classes: WordClasses) -> IndicatorRules:
        """Rules from the entries of indicators.yaml."""
        rules = tuple(
            Rule(
                entry["id"],
                source,
                entry.get("take", "words"),
                frozenset(entry.get("dimensions", ())),
                frozenset(entry.get("units", ())),
                frozenset(entry.get("not_units", ())),
                tuple(entry.get("not_ending", ())),
                Needs.of(source, classes.codes["figure"]),
            )
            for entry in entries
            for source in map(classes.expanded, entry["match"])
        )
        return cls(rules, classes, classes.codes_of(_VERBAL))

    def rules_for(self, quantity: Quantity) -> Sequence[_Needy]:
        """The rules that may say what such a quantity counts, each behind the classes that it needs."""
        kind = quantity.dimension, quantity.unit
        rules = self._by_kind.get(kind)
        if rules is None:
            rules = self._by_kind[kind] = [
                (rule.needs.every, rule.needs.one_of, rule)
                for rule in self.rules
                if quantity.unit not in rule.not_units
                and (not rule.units or quantity.unit in rule.units)
                and (not rule.dimensions or quantity.dimension.value in rule.dimensions)
            ]
        return rules


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
    return share_out(text, tokens, quantities, found, rules.classes)


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
    before_it, _, after_it = window.partition(rules.classes.codes["figure"])
    for rule in _fitting(rules.rules_for(quantity), bits_of(before_it, after_it)):
        match = rule.expression.search(window)
        if match is None:
            continue
        if rule.take == "words":
            first, last = match.span("indicator")
            if first == last or _ends_so(text, tokens, start + last - 1, rule, rules.classes):
                continue
            if first == len(before_it) + 1 or quantity.unit in _PERSONAL:
                last = _agreeing(text, tokens, start + first, start + last, quantity, rules.classes) - start
            name, span = _phrase(text, tokens, start + first, start + last, rules.classes)
            if name:
                return Indicator(name, span, rule.name)
        elif rule.take == "unit":  # 6部门
            return Indicator(quantity.unit, quantity.span, rule.name)
        elif rule.take == "inherit":
            if before and before[-1] is not None:
                return Indicator(before[-1].name, None, rule.name)
        else:
            for earlier in range(number - 1, -1, -1):
                if ";" in text[quantities[earlier].span.end : quantity.span.start]:
                    break
                held = before[earlier]
                if held is not None and quantities[earlier].unit == quantity.unit:
                    if rules.classes.by_word.get(held.name) in rules.verbal:
                        break
                    return Indicator(held.name, None, rule.name)
    return None


def _fitting(rules: Sequence[_Needy], present: int) -> Iterator[Rule]:
    """The rules whose needs are all among the classes that are present."""
    missing = ~present
    for every, one_of, rule in rules:
        if every & missing:
            continue
        for need in one_of:
            if not need & present:
                break
        else:
            yield rule


def _ends_so(text: str, tokens: Tokens, place: int, rule: Rule, classes: WordClasses) -> bool:
    """Whether the word at `place` is of a class or a mark that the rule does not take at its end."""
    if not rule.not_ending:
        return False
    word, code = tokens.word(place, text), tokens.codes[place]
    return any(
        code == classes.codes.get(name) or word in classes.marks.get(name, frozenset())
        for name in rule.not_ending
    )


def _agreeing(
    text: str, tokens: Tokens, first: int, last: int, quantity: Quantity, classes: WordClasses
) -> int:
    """Where the noun of a figure ends: at the last word that its classifier can count.

    名 and 位 count people, 家 what has a house: 250名员工|晋级总决赛, 10家航运企业|响应倡议.
    Without such a word it ends at `last`.
    """
    unit, people = quantity.unit, classes.codes["people"]
    housed = tuple(classes.marks.get("housed", ())) if unit == "家" else ()
    if not housed and unit not in _PERSONAL:
        return last
    for at in range(last - 1, first - 1, -1):
        if tokens.word(at, text).endswith(housed) if housed else tokens.codes[at] == people:
            return at + 1
    return last


def _phrase(text: str, tokens: Tokens, first: int, last: int, classes: WordClasses) -> tuple[str, Span]:
    """The taken words without particles and marks, and the span from the first to the last of them."""
    particle, period = classes.codes["particle"], classes.codes["period"]
    leading, trailing, honours = (
        classes.marks.get(name, frozenset()) for name in ("leading", "trailing", "honour")
    )
    while last - first > 1 and (tokens.word(first, text) in leading or tokens.codes[first] == period):
        first += 1
    if last - first > 1 and tokens.word(first, text) == "全国":  # 全国|服务站点, but 全国劳动模范
        next_word = tokens.ends[first] + (text[tokens.ends[first]] == "“")  # 全国“五一”劳动奖章
        first += not text.startswith(tuple(honours), next_word)
    while last - first > 1 and tokens.word(last - 1, text) in trailing:
        last -= 1
    if tokens.word(last - 1, text) in classes.marks.get("size", ()):
        first = last - 1  # 海上职工之家|占地面积
    if tokens.word(first, text) in leading:
        return "", tokens.span(first)
    words = [tokens.word(at, text) for at in range(first, last) if tokens.codes[at] != particle]
    return "".join(words).translate(_MARKS), Span(tokens.starts[first], tokens.ends[last - 1])
