"""Amount: a number as one side writes it, and when two amounts are the same but for rounding or a bound.

How a cell becomes an amount is in compare.written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from extractor.tables.tidy import plain
from extractor.text.fold import fold

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Manual tables round to four places: a third is 33.3333. The context is for numbers of any length.
_PLACES = Decimal("0.0001")
_LONG = Context(prec=100_000)
# What is written with one digit (3万) rounds from far; beyond these shares nobody means the same number.
_MOST_ROUNDED = Decimal("0.05")
_MOST_BOUNDED = Decimal("0.1")
_ABOVE, _BELOW = frozenset({"over"}), frozenset({"under", "nearly", "up_to"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in the base unit, `high` only for a range; `step` is what one of its last written digit counts.

    1.5亿 has the step 1000万; None is a step that nobody knows. `bound` is empty where nothing binds.
    """

    low: Decimal
    high: Decimal | None = None
    bound: str = ""
    step: Decimal | None = None

    @property
    def shown(self) -> str:
        """The number as the tables write it, a range as low..high."""
        return plain(self.low) if self.high is None else f"{plain(self.low)}..{plain(self.high)}"

    def equals(self, other: Amount) -> bool:
        """Whether both are the same number, or the same range, to four places."""
        return _equal(self.low, other.low) and _equal(self.high, other.high)


def rounded(value: Decimal) -> Decimal:
    """The value to four places; one with fewer as it is."""
    exponent = value.as_tuple().exponent
    return value.quantize(_PLACES, context=_LONG) if isinstance(exponent, int) and exponent < -4 else value


def step_of(words: str, value: Decimal) -> Decimal | None:
    """What the last digit of the words counts, where they write `value`; None where that cannot be told.

    >>> [str(plain(step_of(*it))) for it in (("约1.5亿元", Decimal(150000000)), ("2300余家", Decimal(2300)))]
    ['10000000', '1']
    >>> plain(step_of("三百二十万", Decimal(3200000)))
    '100000'
    """
    found = _DIGITS.findall(fold(words))
    if not value or not value.is_finite():
        return None
    if not found:
        # Written in characters: the last one that counts is the last digit that is not zero.
        exponent = value.normalize(_LONG).as_tuple().exponent
        return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else None
    written = Decimal(found[0].replace(",", "").replace(".", ""))
    return abs(value) / written if written else None


def difference(one: Amount, other: Amount) -> str | None:
    """Why two different amounts may still be one: what was tolerated, in words; None where they differ.

    Two equal amounts give the empty string, or say that their bounds are not the same.

    >>> coarse, fine = Decimal(10**7), Decimal(10**4)
    >>> difference(Amount(Decimal(150000000), step=coarse), Amount(Decimal(150230000), step=fine))
    'rounded: 150000000 for 150230000'
    >>> difference(Amount(Decimal(2300)), Amount(Decimal(2300), bound="over"))
    'bound: exact for over'
    >>> difference(Amount(Decimal(2300)), Amount(Decimal(2400))) is None
    True
    """
    if one.equals(other):
        mine, theirs = one.bound or "exact", other.bound or "exact"
        return "" if mine == theirs else f"bound: {mine} for {theirs}"
    if one.high is not None or other.high is not None:
        return None
    for bounded, exact in ((one, other), (other, one)):
        if _holds(bounded, exact):
            return f"bound: {bounded.shown} {bounded.bound} holds {exact.shown}"
    coarse, fine = (one, other) if (one.step or 0) >= (other.step or 0) else (other, one)
    if coarse.step is None or fine.step is None or coarse.step <= fine.step:
        return None
    apart = abs(coarse.low - fine.low)
    if apart * 2 <= coarse.step and apart <= abs(fine.low) * _MOST_ROUNDED:
        return f"rounded: {coarse.shown} for {fine.shown}"
    return None


def contradict(one: str, other: str) -> bool:
    """Whether two bounds cannot both hold: 超过 and 不足, but not 超过 and none.

    >>> contradict("over", "nearly"), contradict("over", "exact"), contradict("about", "over")
    (True, False, False)
    """
    return (one in _ABOVE and other in _BELOW) or (one in _BELOW and other in _ABOVE)


def _equal(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    if one == other:
        return True
    return abs(one - other) <= _PLACES and rounded(one) == rounded(other)


def _holds(bounded: Amount, exact: Amount) -> bool:
    """Whether the words 2300余 say 2317: on their side, and less than their last round digit away."""
    if bounded.bound in {"", "exact"} or exact.bound not in {"", "exact"} or not bounded.low:
        return False
    exponent = bounded.low.normalize(_LONG).as_tuple().exponent
    if not isinstance(exponent, int):
        return False
    room = min(Decimal(1).scaleb(exponent), abs(bounded.low) * _MOST_BOUNDED)
    above = exact.low - bounded.low
    if bounded.bound in _ABOVE:
        return 0 <= above < room
    if bounded.bound in _BELOW:
        return 0 <= -above < room
    return abs(above) * 2 <= room
