"""Agreement: whether two numbers can be the same number, told more or less exactly.

2300余 and 2312 agree, as do 1.5亿 and 15023万; 331 and 313 contradict each other; 超过1000 and 1800
do neither.
Knows numbers only; whether both count the same thing is for steps.mentions and tables.facts to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractor.text import kept_re as re

_MULTIPLIERS = frozenset("百千万亿萬億")  # 4.2万 is a round number, 42000 need not be one
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_HALF = Decimal("0.5")
_ENDLESS = Decimal("1e40")
# Two zeros at the end make a plain number a round one: 5200 beside 5234, but not 330 beside 331.
_ROUND = 100


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as it is told.

    `step` is the place of its last digit as written, `grain` that of its last digit that is no zero: 300万
    has steps of 1万 and a grain of 100万. `spoken` says that it stands for all numbers within its step.
    """

    value: Decimal
    value_max: Decimal | None
    bound: str
    step: Decimal
    grain: Decimal
    spoken: bool

    @property
    def inexact(self) -> tuple[bool, bool, Decimal]:
        """Sorts the numbers that tell the same from the most exact to the vaguest."""
        return self.bound != "exact" or self.value_max is not None, self.spoken, self.step


def stated(value: Decimal, value_max: Decimal | None, bound: str, raw: str, unit: str) -> Stated:
    """The number with the step to which its words round it.

    >>> [int(stated(Decimal(value), None, "exact", raw, "").step) for value, raw in
    ...  (("42000", "4.2万项"), ("3000000", "300万元"), ("331", "331家"), ("15000", "一万五千人"))]
    [1000, 10000, 1, 1000]
    """
    grain = _grain(value)
    if unit == "%":
        tenth = "成" in raw
        step = (Decimal(10) if value % 10 == 0 else Decimal(5)) if tenth else min(grain, Decimal(1))
        return Stated(value, value_max, bound, step, max(step, grain if tenth else step), True)
    spoken = not _MULTIPLIERS.isdisjoint(raw) and value != 0
    return Stated(
        value, value_max, bound, _step(value, raw, grain) if spoken else min(grain, Decimal(1)), grain, spoken
    )


def agree(one: Stated, other: Stated) -> bool:
    """Whether both may well be the same number: the same words, or one is the other rounded or bounded."""
    if (one.value, one.value_max) == (other.value, other.value_max):
        return True
    if "up_to" in {one.bound, other.bound}:
        return False
    return _meet(_likely(one), _likely(other))


def contradict(one: Stated, other: Stated) -> bool:
    """Whether no number can be both, however they were rounded."""
    return not _meet(_possible(one), _possible(other))


def slip(one: Stated, other: Stated) -> bool:
    """Whether one looks like the other mistyped: digits changed places, one digit differs, a 万 too many.

    >>> def number(text): return stated(Decimal(text), None, "exact", text, "家")
    >>> [slip(number("331"), number(text)) for text in ("313", "311", "3310000", "214", "331")]
    [True, True, True, False, False]
    """
    left, right = _digits(one.value), _digits(other.value)
    if one.value == other.value or len(left) < 2 or len(right) < 2:
        return False
    if left == right:
        return True  # only the zeros behind differ
    if len(left) != len(right) or len(left) < 3 or one.value.adjusted() != other.value.adjusted():
        return False
    differing = sum(a != b for a, b in zip(left, right, strict=True))
    return differing == 1 or (differing == 2 and sorted(left) == sorted(right))


def near(one: Stated, other: Stated, times: Decimal) -> bool:
    """Whether neither is more than `times` the other; both must be above zero."""
    low, high = sorted((one.value, other.value))
    return low > 0 and high <= low * times


def _likely(it: Stated) -> tuple[Decimal, Decimal]:
    """The interval in which the number lies when its words are taken as people mean them."""
    value, grain = it.value, it.grain
    if it.value_max is not None:
        return value, it.value_max
    if it.bound == "over":
        return value, value + max(grain, abs(value) / 50)
    if it.bound in {"nearly", "under"}:
        return value - max(grain, abs(value) / 50), value
    if it.bound == "about":
        reach = max(grain * _HALF, abs(value) / 10)
        return value - reach, value + reach
    return _rounded(it, it.step) if it.spoken else (value, value)


def _possible(it: Stated) -> tuple[Decimal, Decimal]:
    """The interval outside of which the number cannot lie."""
    value = it.value
    if it.value_max is not None:
        return value, it.value_max
    if it.bound == "over":
        return value, _ENDLESS
    if it.bound in {"nearly", "under", "up_to"}:
        return -_ENDLESS, value
    if it.bound == "about":
        return value - abs(value) * 3 / 10, value + abs(value) * 4 / 10
    if it.grain >= it.step * _ROUND:
        return _rounded(it, it.grain)
    return _rounded(it, it.step) if it.spoken else (value, value)


def _rounded(it: Stated, step: Decimal) -> tuple[Decimal, Decimal]:
    """Rounded to the step, or cut off at it, as 4.29万 becomes 4.2万."""
    if it.value < 0:
        return it.value - step, it.value + step * _HALF
    return it.value - step * _HALF, it.value + step


def _meet(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _step(value: Decimal, raw: str, grain: Decimal) -> Decimal:
    """The place of the last digit that is written: 1万 in 300万; the grain of a numeral in characters."""
    written = _DIGITS.search(raw)
    number = Decimal(written[0].replace(",", "")) if written else Decimal(0)
    if written is None or number == 0:
        return grain
    decimals = len(written[0].partition(".")[2])
    return abs(value / number).scaleb(-decimals)


def _grain(value: Decimal) -> Decimal:
    """The place of the last digit that is no zero."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not any(digits):
        return Decimal(1)
    zeros = 0
    while digits[-1 - zeros] == 0:
        zeros += 1
    return _power(exponent + zeros)


@cache
def _power(exponent: int) -> Decimal:
    return Decimal(1).scaleb(exponent)


def _digits(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits)).strip("0")
