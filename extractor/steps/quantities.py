"""Quantities: from the characters of a folded text to values with unit and bound.

Knows nothing of what is counted; see steps.indicators. Segmenters have no say here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import regex

from extractor.lexicon.bounds import Bounds
from extractor.lexicon.units import Unit, Units
from extractor.model import Bound, Dimension, Quantity, Span
from extractor.text.numerals import BIG, HANZI, NUMERAL, SMALL, multiplier_of, range_of, value_of

_ONE = "一壹1"
_MARKS = "余多几来许"
# Where a figure may begin. A run of numerals is entered once only, at its head: that keeps scanning linear.
_START = re.compile(rf"(?<![0-9{HANZI}])[0-9{HANZI}半]|(?<![0-9{HANZI}])(?:几|数)(?=[{''.join(SMALL)}万亿])")
_NUMERAL = re.compile(NUMERAL)
_SEPARATOR = re.compile(r" ?(?:-{1,2}|—{1,2}|~{1,2}|～|至|到|或|、(?=[0-9]+(?:%|余|多)?))(?:近|约)? ?")
_RANGE_MARK = re.compile(r" ?(?:\(含\))?(?:-{1,2}|—{1,2}|~|至|到) ?")
_FRACTION = re.compile(rf"(?P<whole>百|千|万|[{HANZI}]+|\d+)分之(?=[{HANZI}\d])")
_SLASH = re.compile(r"(\d{1,3})/(\d{1,4})(?![\d/年月.])")
_HUNDRED_PERCENT = re.compile(r"百分(?:之)?百(?![{HANZI}])")
_HALF = re.compile(r"(?P<over>过)?(?:一半|半数)")
_PER = re.compile(r"/(?:每)?(?P<per>[一-鿿]{1,3}?)(?=[,。;:!?、)\s]|$)")
_CENTS = re.compile(
    rf"(?:(?P<jiao>[\d{HANZI}])[角毛])?(?:(?P<fen>[\d{HANZI}])分)?钱?"
)
_CURRENCIES = {"人民币": "元", "港币": "港元", "美金": "美元", "日币": "日元", "¥": "元", "￥": "元", "$": "美元", "€": "欧元"}
_HUNDRED = Decimal(100)
_PERCENT_STEP = Decimal("0.01")
_CLAUSE_END = re.compile(r"[,。;:!?\n]")


@dataclass(frozen=True, slots=True)
class Exclusions:
    """What is no figure: expressions over the text before, of and behind a quantity."""

    rules: tuple[tuple[str, regex.Pattern[str] | None, regex.Pattern[str] | None, regex.Pattern[str] | None], ...]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> Exclusions:
        """Exclusions from the entries of exclusions.yaml, macros expanded."""

        def compiled(source: str, form: str) -> regex.Pattern[str] | None:
            return regex.compile(form.format(source)) if source else None

        return cls(
            tuple(
                (
                    entry["id"],
                    compiled(entry.get("before", "").rstrip("$"), "(?:{})$"),
                    compiled(entry.get("number", ""), "(?:{})$"),
                    compiled(entry.get("after", ""), "(?:{})"),
                )
                for entry in entries
            )
        )

    def reason(self, text: str, start: int, end: int) -> str:
        """The id of the rule by which characters `start` to `end` are no figure, or the empty string."""
        before = text[max(0, start - 12) : start]
        for name, left, number, right in self.rules:
            if left is not None and not left.search(before):
                continue
            if number is not None and not number.match(text, start, end):
                continue
            if right is not None and not right.match(text, end):
                continue
            return name
        return ""


@dataclass(frozen=True, slots=True)
class _Number:
    """A numeral as read: its value, its end, and what stood between it and its unit."""

    low: Decimal
    high: Decimal | None
    end: int
    bound: Bound | None
    surface: str
    bare: bool  # nothing but 百 千 万 亿: needs a bound


def find_quantities(text: str, units: Units, bounds: Bounds, exclusions: Exclusions) -> list[Quantity]:
    """Quantities of a folded text, left to right, without overlaps; spans are offsets into it."""
    return list(_scan(text, units, bounds, exclusions))


def read_number(text: str) -> Quantity | None:
    """The value of a text that is nothing but a numeral, such as a table cell; its unit is empty."""
    sign, body = _sign(text, len(text) - len(text.lstrip("-负")))
    match = _NUMERAL.fullmatch(body)
    if not match:
        return None
    pair = range_of(body)
    low, high = pair if pair else (value_of(body), None)
    return Quantity(Span(0, len(text)), low * sign, high, "", Bound.EXACT, Dimension.COUNT)


def _sign(text: str, length: int) -> tuple[int, str]:
    return (-1 if length else 1), text[length:]


def _scan(text: str, units: Units, bounds: Bounds, exclusions: Exclusions) -> Iterator[Quantity]:
    free = 0  # the first character no figure has taken yet
    position = 0
    while (match := _START.search(text, position)) is not None:
        start = match.start()
        found = _read(text, start, free, units, bounds)
        if found is None:
            position = max(_skip(text, start), start + 1)
            continue
        quantity, core = found
        span = quantity.span
        if _within_latin(text, core.start) or _within_name(text, core) or exclusions.reason(text, core.start, core.end):
            position = core.end
            continue
        yield quantity
        free = position = span.end


def _skip(text: str, start: int) -> int:
    match = _NUMERAL.match(text, start)
    return match.end() if match else start + 1


def _within_latin(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return before.isascii() and (before.isalpha() or before in {"+", "."}) and before != ""


def _within_name(text: str, core: Span) -> bool:
    """Whether the number stands in a short quoted name or a book title: “三个一”, 《焊接十二法》."""
    for left, right, longest in _NAME_MARKS:
        opened = text.rfind(left, max(0, core.start - longest), core.start)
        if opened < 0:
            continue
        closed = text.find(right, opened + 1, opened + longest + 2)
        if closed >= core.end and not _SPEECH.search(text, opened, closed):
            return True
    return False


_NAME_MARKS = (("“", "”", 10), ("‘", "’", 10), ("《", "》", 40))
_SPEECH = re.compile(r"[,。;:!?\n]")


def _read(text: str, start: int, free: int, units: Units, bounds: Bounds) -> tuple[Quantity, Span] | None:
    """The quantity whose numeral starts at `start`, with the span of its number and unit alone."""
    special = _fraction(text, start) or _half(text, start)
    if special is not None:
        return _finish(text, start, free, special, _PERCENT, special.end, bounds)
    number = _number(text, start, units, bounds)
    if number is None:
        return None
    ranged = _range(text, number, units, bounds)
    if ranged is not None:
        number, unit, end = ranged
    else:
        number, unit, end = _with_unit(text, number, units)
    if unit is None and not _bare_stands(text, start, number):
        return None
    return _finish(text, start, free, number, unit, end, bounds)


_PERCENT = Unit("分之", "%", Decimal(1), Dimension.PERCENT, ())
_NO_UNIT = Unit("", "", Decimal(1), Dimension.COUNT, ())


def _number(text: str, start: int, units: Units, bounds: Bounds) -> _Number | None:
    """A numeral with its 余 多 几 and what multiplies it: 72万余, 十几, 数百, 二百余万."""
    head = text[start]
    if head in "几数":
        match = _NUMERAL.match(text, start + 1)
        if not match:
            return None
        return _Number(value_of(match[0]), None, match.end(), Bound.OVER, text[start : match.end()], False)
    if head == "半":
        return _Number(Decimal("0.5"), None, start + 1, None, "半", False)
    match = _NUMERAL.match(text, start)
    if not match:
        return None
    end = _before_unit(text, start, match.end(), units)
    surface = text[start:end]
    pair = range_of(surface)
    low, high = pair if pair else (value_of(surface), None)
    bare = all(char in SMALL or char in BIG for char in surface) and surface[0] != "十"
    bound = None
    at = end + 1 if text[end : end + 1] == " " else end
    inside = bounds.inside_at(text, at)
    if inside is not None and _marks(text, at, inside.length, surface):
        bound, end = inside.bound, at + inside.length
        if end < len(text) and (text[end] in BIG or text[end] in SMALL):
            stop = end + 1
            while stop < len(text) and text[stop] in BIG:
                stop += 1
            stop = _before_unit(text, end, stop, units)
            if stop > end:
                factor = value_of(text[end:stop])
                low, high = low * factor, None if high is None else high * factor
                end = stop
                bare = False
        again = bounds.inside_at(text, end)
        if again is not None and text[end - 1] in BIG:  # 十几万余
            end += again.length
    return _Number(low, high, end, bound, surface, bare)


def _marks(text: str, at: int, length: int, surface: str) -> bool:
    """Whether 余 多 几 来 belongs to the number: after a round numeral only, and not as the head of a word."""
    mark = text[at : at + length]
    if mark in {"多", "来"} and text[at + length : at + length + 1] in _NO_MARK[mark]:
        return False
    if mark == "几":
        return surface[-1] in SMALL or surface[-1] in BIG
    return True


_NO_MARK = {"多": "层边样媒功种", "来": "自到源说看访电信往华临"}


def _before_unit(text: str, start: int, end: int, units: Units) -> int:
    """The numeral's end, given back where its last 千 or 百 begins a unit: 2亿|千瓦时, 3个|百分点."""
    if end - start > 1 and text[end - 1] in "千百" and (unit := units.at(text, end - 1)) is not None:
        return end - 1 if len(unit.name) > 1 else end
    return end


def _unit_at(text: str, position: int, units: Units) -> tuple[Unit, int] | None:
    """The unit at `position`, or one blank further on, and its end."""
    unit = units.at(text, position)
    if unit is None and text[position : position + 1] == " ":
        position += 1
        unit = units.at(text, position)
    return None if unit is None else (unit, position + len(unit.name))


def _with_unit(text: str, number: _Number, units: Units) -> tuple[_Number, Unit | None, int]:
    found = _unit_at(text, number.end, units)
    if found is None:
        return number, None, number.end
    unit, end = found
    if unit.dimension is Dimension.PERCENT and unit.name == "成":
        tenth = text[end : end + 1]
        if tenth in _TENTHS and text[end + 1 : end + 2] not in SMALL:
            number = _Number(number.low + Decimal(_TENTHS[tenth]) / 10, None, end + 1, number.bound, "", False)
            end += 1
    elif unit.base == "元" and unit.factor == 1 and number.high is None:
        cents = _CENTS.match(text, end)
        if cents and (cents["jiao"] or cents["fen"]):
            extra = sum(
                (value_of(cents[name]) * step for name, step in (("jiao", Decimal("0.1")), ("fen", _PERCENT_STEP)) if cents[name]),
                Decimal(0),
            )
            number = _Number(number.low + extra, None, cents.end(), number.bound, number.surface, False)
            end = cents.end()
    elif unit.dimension is Dimension.DURATION and text[end : end + 1] == "半" and number.high is None:
        number = _Number(number.low + Decimal("0.5"), None, end + 1, number.bound, number.surface, False)
        end += 1
    elif unit.name.startswith("个半"):
        number = _Number(number.low + Decimal("0.5"), None, end, number.bound, number.surface, False)
    return number, unit, end


_TENTHS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}


def _range(text: str, number: _Number, units: Units, bounds: Bounds) -> tuple[_Number, Unit | None, int] | None:
    """3至5个, 1万元至8万元, 2%~3%: two numbers, a unit on the right at least."""
    if number.high is not None:
        return None
    left_unit = _unit_at(text, number.end, units)
    at = left_unit[1] if left_unit else number.end
    mark = _RANGE_MARK.match(text, at)
    if not mark or mark.end() >= len(text):
        return None
    if left_unit and text[max(0, number.end - len(number.surface) - 1) : number.end - len(number.surface)] in {"从", "由"} and mark[0].strip() in {"到", "至"}:
        return None  # 从20家到50家 is two levels
    second = _fraction(text, mark.end()) if left_unit and left_unit[0] is _PERCENT else None
    second = second or (_number(text, mark.end(), units, bounds) if _NUMERAL.match(text, mark.end()) else None)
    if second is None or second.high is not None:
        return None
    found = _unit_at(text, second.end, units)
    if left_unit and (found is None or found[0].base != left_unit[0].base):
        return None
    if found is None and second.surface[-1:] not in BIG:
        return None
    low = number.low
    if not left_unit:
        factor = multiplier_of(second.surface)
        if factor > 1 and multiplier_of(number.surface) < factor and low <= second.low / factor:
            low *= factor
    if low >= second.low:
        return None
    unit = found[0] if found else None
    joined = _Number(low, second.low, second.end, number.bound or second.bound, second.surface, False)
    return joined, unit, found[1] if found else second.end


def _fraction(text: str, start: int) -> _Number | None:
    """百分之六十三点二, 三分之一, 2/3: percent, rounded to two decimals."""
    if (slash := _SLASH.match(text, start)) is not None and slash[2] not in {"0", "00", "000", "0000"}:
        over, under = Decimal(slash[1]), Decimal(slash[2])
        if over < under:
            return _Number(_percent(over / under), None, slash.end(), None, slash[0], False)
        return None
    if text.startswith("百分百", start) or text.startswith("百分之百", start):
        return _Number(_HUNDRED, None, start + (3 if text[start + 2] == "百" else 4), None, "百分百", False)
    match = _FRACTION.match(text, start)
    if not match:
        return None
    upper = _NUMERAL.match(text, match.end())
    if not upper:
        return None
    whole = value_of(match["whole"])
    if not whole:
        return None
    end = upper.end()
    low, high = value_of(upper[0]), None
    if pair := range_of(upper[0]):
        low, high = pair
    mark = _RANGE_MARK.match(text, end)
    if mark is not None:
        again = _FRACTION.match(text, mark.end())
        if text.startswith("百分之百", mark.end()):
            high, end = whole, mark.end() + 4
        elif (second := _NUMERAL.match(text, again.end() if again else mark.end())) is not None:
            high, end = value_of(second[0]), second.end()
        if high is not None and high <= low:
            high, end = None, upper.end()
    if text[end : end + 1] in {"几", "多", "余"}:
        return _Number(_percent(low / whole), None, end + 1, Bound.OVER, upper[0], False)
    return _Number(_percent(low / whole), None if high is None else _percent(high / whole), end, None, upper[0], False)


def _percent(ratio: Decimal) -> Decimal:
    exact = ratio * _HUNDRED
    rounded = exact.quantize(_PERCENT_STEP, ROUND_HALF_UP)
    return exact if exact == rounded or -exact.normalize().as_tuple().exponent <= 3 else rounded  # type: ignore[operator]


def _half(text: str, start: int) -> _Number | None:
    match = _HALF.match(text, start)
    if not match:
        return None
    return _Number(Decimal(50), None, match.end(), None, match[0], False)


def _bare_stands(text: str, start: int, number: _Number) -> bool:
    """A number without a unit is a figure where it says 万 or 亿, or 余 and 多, before a noun."""
    if number.bare:
        return False
    following = text[number.end : number.end + 1]
    spelled = number.surface[-1:] in BIG or text[number.end - 1 : number.end] in BIG
    if number.bound is Bound.OVER and number.surface[:1] not in "几数":
        return spelled or ("一" <= following <= "鿿" and following not in "年月日时点分")
    return spelled and len(number.surface) > 1 and following not in {"年", "里", "一", "岁", "号"}


def _finish(
    text: str, start: int, free: int, number: _Number, unit: Unit | None, end: int, bounds: Bounds
) -> tuple[Quantity, Span] | None:
    """The quantity with bounds on both sides; None where it is the generic one or a bare 百 千 万."""
    unit = unit or _NO_UNIT
    core = Span(start, end)
    begin = start
    bound = number.bound
    low = number.low
    if begin > free and text[begin - 1] in "-负" and not _joins(text, begin - 1):
        low, begin = -low, begin - 1
    for sign in _CURRENCIES:
        if text.endswith(sign, free, begin) and (unit is _NO_UNIT or unit.dimension is Dimension.MONEY):
            unit = Unit(sign, _CURRENCIES[sign], Decimal(1), Dimension.MONEY, ())
            begin -= len(sign)
            break
    blank = 1 if text[begin - 1 : begin] == " " else 0
    before = bounds.before_at(text, begin - blank)
    if before is not None and begin - blank - before.length >= free:
        word = text[begin - blank - before.length : begin - blank]
        if word not in _ROUND_ONLY or number.bare:
            bound = bound if bound is Bound.OVER and before.bound is Bound.OVER else before.bound
            begin -= blank + before.length
    after = bounds.after_at(text, end)
    if after is None and text[end : end + 1] == " ":
        after = bounds.after_at(text, end + 1)
        end += after is not None
    if after is not None:
        bound = after.bound if bound in {None, Bound.OVER} and before is None or bound is None else bound
        end += after.length
    elif unit.dimension is Dimension.DURATION and text[end : end + 1] == "内" and text[end + 1 : end + 2] not in {"部", "容"}:
        bound, end = bound or Bound.UNDER, end + 1
    elif unit.dimension in _TAILED and text[end : end + 1] in {"多", "余"} and text[end + 1 : end + 2] not in _NO_MARK["多"]:
        bound, end = bound or Bound.OVER, end + 1
    if unit.name[:1] == "个" and unit.name[1:2] in {"多", "余"}:  # 一个多月
        bound = bound or Bound.OVER
    if bound is None and number.bare:
        return None
    if bound is None and _is_generic(number, unit):
        return None
    if bound is None:
        window = _window(text, begin, free)
        bound = bounds.apart_from(window)
    per = ""
    if unit.dimension is Dimension.MONEY and (rate := _PER.match(text, end)):
        per, end = rate["per"], rate.end()
    factor = unit.factor
    quantity = Quantity(
        Span(begin, end),
        low if factor == 1 else low * factor,
        None if number.high is None else number.high * factor,
        unit.base,
        bound or Bound.EXACT,
        unit.dimension,
        per,
    )
    return quantity, core


def _joins(text: str, at: int) -> bool:
    """Whether the dash at `at` joins two numbers or letters, and is no minus."""
    before = text[at - 1 : at]
    return before != "" and (before in "%-—" or (before.isascii() and before.isalnum()))


_ROUND_ONLY = {"上", "过", "数", "几", "成"}
_TAILED = {Dimension.DURATION, Dimension.RATIO, Dimension.PERCENT, Dimension.LENGTH, Dimension.MASS}


def _is_generic(number: _Number, unit: Unit) -> bool:
    """一个, 一批: a bare 一 with a classifier counts nothing."""
    return (
        number.surface == "一"
        and number.high is None
        and (unit.dimension in {Dimension.COUNT, Dimension.LENGTH, Dimension.OTHER} or unit.name == "块")
    )


def _window(text: str, begin: int, free: int) -> str:
    window = text[max(free, begin - 24) : begin]
    ends = list(_CLAUSE_END.finditer(window))
    return window[ends[-1].end() :] if ends else window
