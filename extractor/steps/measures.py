"""Measures: a number with the unit behind it, alone or as a range of two: 3至5个, 3块5毛, 八成五."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractor.lexicon.bounds import Bounds
from extractor.lexicon.units import Unit, Units
from extractor.model import Bound, Dimension
from extractor.steps.numbers import RANGE_MARK, Number, fraction_at, half_at, number_at
from extractor.text import kept_re as re
from extractor.text.numerals import BIG, HANZI, SMALL, multiplier_of, value_of

PERCENT = Unit("分之", "%", Decimal(1), Dimension.PERCENT)
NO_UNIT = Unit("", "", Decimal(1), Dimension.COUNT)

_CENTS = re.compile(rf"(?:(?P<jiao>[\d{HANZI}])[角毛])?(?:(?P<fen>[\d{HANZI}])分)?钱?")
_TENTHS_OF_YUAN = re.compile(rf"[1-9一二三四五六七八九](?![\d.{HANZI}一-鿿])")  # 3块5, but not 3块5个
_TENTHS = {char: Decimal(value) / 10 for value, char in enumerate("一二三四五六七八九", 1)}
_HALF = Decimal("0.5")
_NOTHING = Decimal(0)
_NUMERALS = frozenset("0123456789" + HANZI)
_MORE = _NUMERALS | {"半"}
_HALVED = frozenset((Dimension.DURATION, Dimension.RATIO, Dimension.MASS))
_DATES = frozenset("年月日")
_RANGE_HEADS = frozenset(" (-—~至到")
# No year and no telephone number: 2024职工运动会, 12351职工热线.
_COUNTS = re.compile(r"(?!(?:19|20)\d[1-9]$|(?:12|9[56])\d{3}$|365$)[1-9]\d{1,5}")
_STROKES = frozenset("分/")


class Measure(NamedTuple):
    """A number, its unit, and where the two end; without a unit, `unit` is NO_UNIT."""

    number: Number
    unit: Unit
    end: int


def measure_at(
    text: str, start: int, free: int, units: Units, bounds: Bounds, *, priced: bool
) -> Measure | None:
    """The number at `start` with its unit, the whole range where it is one; None where nothing is counted.

    A `priced` number stands behind the sign of a currency, and needs no unit.
    """
    if text[start] == "半" or text.startswith("半", start + 1):
        half = half_at(text, start, free)
        if half is not None:
            return Measure(half, PERCENT, half.end)
    number = number_at(text, start, units, bounds)
    if number is None:
        return None
    if text[number.end : number.end + 1] in _STROKES:
        fraction = fraction_at(text, start)
        if fraction is not None:
            return Measure(fraction, PERCENT, fraction.end)
    unit, end = _unit_at(text, number.end, units)
    if text[end : end + 1] in _RANGE_HEADS and number.high is None:
        ranged = _range(text, Measure(number, unit, end), units, bounds)
        if ranged is not None:
            return ranged
    if unit is NO_UNIT:
        return Measure(number, unit, end) if priced or _stands_bare(text, number, units) else None
    if number.high is None and (text[end : end + 1] in _MORE or unit.name[1:2] == "半"):
        more, end = _more(text, unit, end)
        number = number._replace(low=number.low + more) if more else number
    return Measure(number, unit, end)


def _unit_at(text: str, position: int, units: Units) -> tuple[Unit, int]:
    """The unit at `position`, or one blank further on, and its end; NO_UNIT at `position` for none."""
    unit = units.at(text, position)
    at = position
    if unit is None and text[position : position + 1] == " ":
        at += 1
        unit = units.at(text, at)
    if unit is None:
        return NO_UNIT, position
    end = at + len(unit.name)
    if text[end : end + 1] == "(" and text[end + 2 : end + 3] == ")" and unit.dimension is Dimension.COUNT:
        other = units.at(text, end + 1)
        if other is not None and len(other.name) == 1:  # 7.8万件(套)
            return unit._replace(base=f"{unit.base}（{other.name}）"), end + 3
    return unit, end


def _more(text: str, unit: Unit, end: int) -> tuple[Decimal, int]:
    """What is written behind the unit, in it, and where it ends: 八成五, 3元5角, 两年半."""
    following = text[end : end + 1]
    if unit.name == "成":
        if following in _TENTHS and text[end + 1 : end + 2] not in SMALL:
            return _TENTHS[following], end + 1
    elif unit.base == "元" and unit.factor == 1:
        cents = _CENTS.match(text, end)
        if cents is not None and (cents["jiao"] or cents["fen"]):
            return value_of(cents["jiao"] or "零") / 10 + value_of(cents["fen"] or "零") / 100, cents.end()
        if unit.name == "块" and (tenths := _TENTHS_OF_YUAN.match(text, end)) is not None:
            return value_of(tenths[0]) / 10, tenths.end()
    elif unit.name.startswith("个半"):
        return _HALF, end
    elif following == "半" and unit.dimension in _HALVED:
        return _HALF, end + 1
    return _NOTHING, end


def _range(text: str, left: Measure, units: Units, bounds: Bounds) -> Measure | None:
    """3至5个, 1万元至8万元, 2%~3%: two numbers, with a unit on the right at least, or % on the left."""
    number, unit, end = left
    mark = RANGE_MARK.match(text, end)
    if mark is None or mark.end() >= len(text):
        return None
    second = number_at(text, mark.end(), units, bounds) if text[mark.end()] in _NUMERALS else None
    if second is None or second.high is not None:
        return None
    right, stop = _unit_at(text, second.end, units)
    if unit.base == "%" and right is NO_UNIT and text[second.end : second.end + 1] not in _DATES:
        right = unit
    if unit is not NO_UNIT and right.base != unit.base:
        return None
    if right is NO_UNIT and second.surface[-1:] not in BIG:
        return None
    low = number.low
    if unit is NO_UNIT:
        factor = multiplier_of(second.surface)
        if factor > 1 and multiplier_of(number.surface) < factor and low <= second.low / factor:
            low *= factor
    elif unit.factor != right.factor:
        low = low * unit.factor / right.factor
    high = second.low
    if low > high and unit is not NO_UNIT and mark[0] == "至":
        low, high = high, low  # 5万元至5000元不等
    if low >= high:
        return None
    joined = Number(low, high, second.end, number.bound or second.bound, second.surface, False)
    return Measure(joined, right, stop)


def _stands_bare(text: str, number: Number, units: Units) -> bool:
    """Whether a number without a unit is a figure: where it says 万 or 亿, or 余 and 多, before a noun.

    Digits alone are one before a noun of people or enterprises, as in headlines: 200职工, but not 2024职工.
    """
    if number.bound is None and text[number.end - 1].isdigit() and _COUNTS.fullmatch(number.surface):
        return units.noun_at(text, number.end)
    following = text[number.end : number.end + 1]
    if number.bare:  # 逾万职工: quantities.py asks for the bound
        return "一" <= following <= "鿿" and following not in _DATES
    spelled = number.surface[-1:] in BIG or text[number.end - 1 : number.end] in BIG
    if number.bound is Bound.OVER and number.surface[:1] not in {"几", "数"}:
        return spelled or ("一" <= following <= "鿿" and following not in "年月日时点分")
    return spelled and len(number.surface) > 1 and following not in {"年", "里", "一", "岁", "号"}
