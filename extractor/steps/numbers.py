"""Numbers: a numeral in a text with its 余 多 几 来 and what multiplies it; fractions and halves.

Knows nothing of what follows; units and ranges are steps.measures, bounds around it steps.quantities.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor.lexicon.bounds import Bounds
from extractor.lexicon.units import Units
from extractor.model import Bound, Dimension
from extractor.text import kept_re as re
from extractor.text.numerals import BIG, HANZI, LONGEST, NUMERAL, SMALL, range_of, value_of

NUMERAL_AT = re.compile(NUMERAL)
RANGE_MARK = re.compile(r" ?(?:\(含\))?(?:-{1,2}|—{1,2}|~|至|到) ?")

_FRACTION = re.compile(rf"(?P<whole>百|千|万|[{HANZI}]+|\d+)分之(?=[{HANZI}\d])")
_SLASH = re.compile(r"(\d{1,3})/(\d{1,4})(?![\d/年月.])")
_WHOLE = ("百分之百", "百分百")
_HALF = re.compile(r"过?(?:一半|半数)")
_OVER_HALF = re.compile(
    rf"半(?:数)?(?![{HANZI}年天日月个小时场程路途边径斤里亩价壁夜点成公升米票载辈生世决])"
)
_LEAD_OF_HALF = ("近", "超", "过", "逾", "超过")
_LEADS = frozenset("几数")
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")  # alone, these write money only
_TENS = frozenset("十拾")
_HUNDREDS = frozenset("千百")
_HALF_OF_ONE = Decimal("0.5")
_HUNDRED = Decimal(100)
_STEP = Decimal("0.01")
_NO_MARK = {"多": frozenset("层边样媒功种"), "来": frozenset("自到源说看访电信往华临")}


class Number(NamedTuple):
    """A number as read: its value, where it ends, and the bound that stood inside it.

    `bare` is a number of nothing but 百 千 万 亿, which counts nothing without a bound.
    """

    low: Decimal
    high: Decimal | None
    end: int
    bound: Bound | None
    surface: str
    bare: bool


def number_at(text: str, start: int, units: Units, bounds: Bounds) -> Number | None:
    """The number whose first character stands at `start`: 72万余, 十几, 数百, 二百余万, 半."""
    head = text[start]
    if head == "半":
        return Number(_HALF_OF_ONE, None, start + 1, None, "半", False)
    led = head in _LEADS
    match = NUMERAL_AT.match(text, start + led)
    if match is None or match.end() - start > LONGEST:
        return None
    if led:
        return Number(value_of(match[0]), None, match.end(), Bound.OVER, head + match[0], False)
    surface, end = match[0], match.end()
    if surface[-1] in _HUNDREDS and len(surface) > 1 and _begins_unit(text, end - 1, units):
        surface, end = surface[:-1], end - 1
    if surface in _FORMAL and not _is_price(text, end, units):
        return None  # 陆家嘴, 队伍人数, 收拾
    low, high, bare = _read(surface)
    if text[end : end + 1] in bounds.inside or text[end : end + 1] == " ":
        marked = _marked(text, Number(low, high, end, None, surface, bare), units, bounds)
        if marked is not None:
            return marked
    return Number(low, high, end, None, surface, bare)


@lru_cache(maxsize=4096)  # the same numerals come again and again: 3, 12, 二十
def _read(surface: str) -> tuple[Decimal, Decimal | None, bool]:
    """Low, high, and whether the numeral is nothing but 百 千 万 亿."""
    low, high = range_of(surface) or (value_of(surface), None)
    return low, high, surface[0] not in _TENS and all(char in SMALL or char in BIG for char in surface)


def _marked(text: str, number: Number, units: Units, bounds: Bounds) -> Number | None:
    """The number with the 余 多 几 来 at its end, and the 万 亿 behind that; None where there is none."""
    at = number.end
    if text[at : at + 1] == " ":
        at += 1
    inside = bounds.inside_at(text, at)
    if inside is None or not _belongs(text, at, inside.length, number.surface):
        return None
    low, high, bare = number.low, number.high, number.bare
    end = at + inside.length
    if end < len(text) and (text[end] in BIG or text[end] in SMALL):
        stop = end + 1
        while stop < len(text) and text[stop] in BIG:
            stop += 1
        if not _begins_unit(text, end, units):
            factor = value_of(text[end:stop])
            low, high = low * factor, None if high is None else high * factor
            end, bare = stop, False
    if text[end - 1] in BIG and (again := bounds.inside_at(text, end)) is not None:  # 十几万余
        end += again.length
    return Number(low, high, end, inside.bound, number.surface, bare)


def _belongs(text: str, at: int, length: int, surface: str) -> bool:
    """Whether 余 多 几 来 belongs to the number, and is not the head of a word: 来自, 多样."""
    mark = text[at : at + length]
    if mark == "几":
        return surface[-1] in SMALL or surface[-1] in BIG
    heads = _NO_MARK.get(mark)
    return heads is None or text[at + length : at + length + 1] not in heads


def _is_price(text: str, at: int, units: Units) -> bool:
    unit = units.at(text, at)
    return unit is not None and unit.dimension is Dimension.MONEY


def _begins_unit(text: str, at: int, units: Units) -> bool:
    """Whether the 千 or 百 at the end of a numeral begins a unit: 2亿|千瓦时, 3个|百分点."""
    unit = units.at(text, at)
    return unit is not None and len(unit.name) > 1


def fraction_at(text: str, start: int) -> Number | None:
    """百分之六十三点二, 三分之一, 2/3: a percent, rounded to two decimals."""
    slash = _SLASH.match(text, start)
    if slash is not None:
        over, under = Decimal(slash[1]), Decimal(slash[2])
        return (
            Number(_percent(over / under), None, slash.end(), None, slash[0], False) if over < under else None
        )
    for whole_words in _WHOLE:
        if text.startswith(whole_words, start):
            return Number(_HUNDRED, None, start + len(whole_words), None, whole_words, False)
    match = _FRACTION.match(text, start)
    upper = NUMERAL_AT.match(text, match.end()) if match else None
    if match is None or upper is None or upper.end() - start > LONGEST:
        return None
    whole = value_of(match["whole"])
    if not whole:
        return None
    low, high = range_of(upper[0]) or (value_of(upper[0]), None)
    end = upper.end()
    second = _upper_end(text, end, whole)
    if second is not None and second[0] > low:
        high, end = second
    bound = Bound.OVER if high is None and text[end : end + 1] in {"几", "多", "余"} else None
    end += bound is not None
    return Number(
        _percent(low / whole), None if high is None else _percent(high / whole), end, bound, upper[0], False
    )


def _upper_end(text: str, end: int, whole: Decimal) -> tuple[Decimal, int] | None:
    """The upper end of 百分之三十到百分之四十, 百分之三十至四十, and where it ends."""
    mark = RANGE_MARK.match(text, end)
    if mark is None:
        return None
    for words in _WHOLE:
        if text.startswith(words, mark.end()):
            return whole, mark.end() + len(words)
    again = _FRACTION.match(text, mark.end())
    second = NUMERAL_AT.match(text, again.end() if again else mark.end())
    return (value_of(second[0]), second.end()) if second and len(second[0]) <= LONGEST else None


def _percent(ratio: Decimal) -> Decimal:
    """Percent of a ratio; 三分之一 is cut to two decimals, 百分之一点三五二 keeps its three."""
    exact = ratio * _HUNDRED
    rounded = exact.quantize(_STEP, ROUND_HALF_UP)
    exponent = exact.normalize().as_tuple().exponent
    return exact if exact == rounded or (isinstance(exponent, int) and exponent >= -3) else rounded


def half_at(text: str, start: int, free: int) -> Number | None:
    """一半, 半数, 过半: fifty percent."""
    match = _HALF.match(text, start)
    if match is not None:
        return Number(Decimal(50), None, match.end(), None, match[0], False)
    if (
        text[start] == "半"
        and text.endswith(_LEAD_OF_HALF, free, start)
        and (match := _OVER_HALF.match(text, start))
    ):
        return Number(Decimal(50), None, match.end(), None, match[0], False)
    return None
