"""Headings: what the words above a column say: the field it holds, the unit, time or indicator they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.compare.knowledge import Knowledge, plain_heading
from extractor.compare.written import Hand
from extractor.errors import UsageError
from extractor.text.fold import fold

FIELDS = ("bound", "change", "zone", "organization", "program", "indicator", "period")
"""What is attached to a figure, and compared where the manual side says it."""
GIVABLE = ("value", "unit", *FIELDS, "raw", "file", "title", "article", "order", "kind")
"""What a column may hold, and `--columns` may name."""
VALUE, MEASURE, IGNORED = "value", "measure", "ignored"

_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]{1,20})[)\]】〕]")
_UNIT_IS = re.compile(r"^(?:计量)?单位[:为]?")
_BEHIND = re.compile(r"[/,、:_-]([^/,、:_-]{1,8})$")
_TIME = re.compile(
    r"(?:19|20)\d\d(?:年度?)?(?:(?:[1-4一二三四]|第[1-4一二三四])季度|[上下]半年|Q[1-4]|"
    r"(?:\d{1,2}月?[-—~至到])?\d{1,2}月(?:底|末)?|年?[底末])?|[上下]半年|第?[1-4一二三四]季度"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The words above one column: `field` where they are a usual name, else empty; `stem` is what they name.

    `unit` and `period` are what the words add: 2024年投入金额（万元） is 投入金额 in 万元 of 2024年.
    """

    words: str
    stem: str
    field: str = ""
    unit: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Headings:
    """The usual names of columns, and those given, which go before them."""

    usual: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, knowledge: Knowledge, given: Iterable[str] = ()) -> Headings:
        """The headings of the house, with `zone=园区,value=数值` put over them.

        Raises UsageError where what is given cannot be understood.
        """
        return cls(knowledge.headings, _given(given))

    def read(self, words: str, hand: Hand) -> Heading:
        """What the words say."""
        stem, unit = _without_unit(fold(words).strip(), hand)
        own = self._field(words, stem)
        period = ""
        if not own:
            # 投入金额 and 2024年投入金额 name one thing; 2024年 alone names a time.
            time = _TIME.search(stem)
            if time:
                period, stem = time[0], (stem[: time.start()] + stem[time.end() :]).strip(" 、,.:")
                own = self._field(words, stem) if stem else ""
        return Heading(words, stem, own, unit, period)

    def lacking(self, read: Iterable[Heading]) -> list[str]:
        """The given columns that none of the headings is, as `zone=园区`."""
        known = {
            plain for heading in read for plain in (plain_heading(heading.words), plain_heading(heading.stem))
        }
        return [f"{name}={plain}" for plain, name in self.given.items() if plain not in known]

    def _field(self, words: str, stem: str) -> str:
        for plain in (plain_heading(words), plain_heading(stem)):
            if plain in self.given:
                return self.given[plain]
        usual = self.usual.get(plain_heading(stem)) or self.usual.get(plain_heading(words)) or ""
        # What is given for a field takes it away from the usual names.
        return "" if usual in self.given.values() else usual


def _without_unit(words: str, hand: Hand) -> tuple[str, str]:
    for match in _BRACKET.finditer(words):
        name = _UNIT_IS.sub("", match[1].strip())
        if hand.is_unit(name) or _UNIT_IS.match(match[1].strip()):
            return (words[: match.start()] + words[match.end() :]).strip(), name
    behind = _BEHIND.search(words)
    if behind and hand.is_unit(_UNIT_IS.sub("", behind[1])):
        return words[: behind.start()].strip(), _UNIT_IS.sub("", behind[1])
    return words, ""


def unit_said(words: str, hand: Hand) -> str:
    """The unit that a title names for its whole table, as in （单位：万元）; else the empty string."""
    match = re.search(r"(?:计量)?单位[:为]\s*([^\s,;)）】、]{1,8})", fold(words))
    return match[1] if match and hand.is_unit(match[1]) else ""


def time_said(words: str) -> str:
    """The time that a title names for its whole table, as in 2024年各园区数据; else the empty string.

    >>> time_said("2024年上半年各园区工会数据"), time_said("各园区工会数据")
    ('2024年上半年', '')
    """
    match = _TIME.search(fold(words))
    return match[0] if match else ""


def _given(columns: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    fields: set[str] = set()
    for pair in _pairs(columns):
        name, equals, heading = (part.strip() for part in pair.partition("="))
        if not equals or not plain_heading(heading) or name not in GIVABLE:
            message = f"--columns {pair!r}; expected FIELD=COLUMN, FIELD one of {', '.join(GIVABLE)}"
            raise UsageError(message)
        if name in fields:
            raise UsageError(f"--columns gives {name} twice; expected each field once")
        fields.add(name)
        found[plain_heading(heading)] = name
    return found


def _pairs(columns: Iterable[str]) -> Sequence[str]:
    return [pair.strip() for words in columns for pair in words.replace("，", ",").split(",") if pair.strip()]
