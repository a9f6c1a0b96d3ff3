"""Written: a cell of an analyst's sheet → the amount and the unit that it states.

约280万元, 2300余, 1.5亿, 18%, 3至5个, 1,589; the unit may stand in the cell, in a column of its own, or in
the heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractor.compare.amount import Amount, step_of
from extractor.model import Dimension, Quantity
from extractor.text.fold import fold

Quantities = Callable[[str], Sequence[Quantity]]

_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?|[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_BLANK = re.compile(r"\s+")
_RANGE = re.compile(r"(?<=\d)(?:\.\.+|[-—~至到]+)(?=\d)")
_MULTIPLIER = re.compile(r"[十百千]?[万亿]|[十百千]")
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_UNIT_WORD = re.compile(r"[一-鿿A-Za-z/·()㎡℃%‰]{1,8}")
_STAND_IN = "个"  # a number alone is read as if it counted something
NOTHING = frozenset(
    {
        "",
        "-",
        "--",
        "—",
        "——",
        "/",
        "\\",
        "无",
        "暂无",
        "暂缺",
        "缺",
        "未统计",
        "n/a",
        "na",
        "null",
        "…",
        "……",
    }
)
"""What cells hold where nobody knows the number; folded, in lower case."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a cell states; `unit` is the base unit, empty where nothing says one."""

    amount: Amount
    unit: str
    dimension: Dimension | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as someone writes it: the number times `factor` is in `base`; not `known`: no list has it."""

    base: str
    factor: Decimal
    dimension: Dimension | None
    known: bool


class Hand:
    """Reads cells and units with the house's own reading of quantities; each form is read once."""

    def __init__(self, quantities: Quantities) -> None:
        self._quantities = quantities
        self.unit = lru_cache(maxsize=4096)(self._unit)
        self.written = lru_cache(maxsize=65_536)(self._written)

    def _unit(self, words: str) -> Unit:
        """The unit that the words name; one that no list has counts itself: 万筐 is 10000 筐.

        >>> Hand(lambda text: []).unit("万筐")
        Unit(base='筐', factor=Decimal('10000'), dimension=None, known=False)
        """
        name = _BLANK.sub("", fold(words))
        if not name:
            return Unit("", Decimal(1), None, known=False)
        whole = self._whole("1" + name)
        if whole is not None and whole.unit:
            return Unit(whole.unit, whole.value, whole.dimension, known=True)
        times = _MULTIPLIER.match(name)
        factor = Decimal(1)
        if times:
            for char in times[0]:
                factor *= _TIMES[char]
            name = name[times.end() :]
        return Unit(name, factor, None, known=False)

    def is_unit(self, words: str) -> bool:
        """Whether the words are a unit of the house, alone or after 十, 百, 千, 万, 亿."""
        name = _BLANK.sub("", fold(words))
        return bool(name) and (bool(_MULTIPLIER.fullmatch(name)) or self.unit(name).known)

    def _written(self, cell: str, unit: str) -> Written:
        """What the cell states, with the unit that stands beside it, if any.

        Raises ValueError, with what was found and what was expected, where it is no number.
        """
        text = _BLANK.sub("", fold(cell)).rstrip("。;")
        beside = self.unit(unit)
        if _PLAIN.fullmatch(text):
            value = Decimal(text.replace(",", ""))
            scaled = value * beside.factor
            return Written(Amount(scaled, None, "", step_of(text, scaled)), beside.base, beside.dimension)
        return self._worded(text, cell, beside)

    def _worded(self, text: str, cell: str, beside: Unit) -> Written:
        text = _RANGE.sub("至", text)
        if text.endswith("+"):
            text = text[:-1] + "余"
        own = self._whole(text)
        if own is not None and own.unit:
            amount = _amount(own, text)
            if beside.base and beside.base != own.unit and beside.dimension not in {None, own.dimension}:
                message = (
                    f"{cell!r} is in {own.unit}, but the unit beside it is {beside.base}; keep one of them"
                )
                raise ValueError(message)
            return Written(amount, own.unit, own.dimension)
        bare = self._bare(text)
        if bare is not None:
            # 1.5亿 under 金额（万元） is 1.5亿元: the number brings its own 万 and 亿.
            factor = beside.factor if not re.search("[万亿]", text) else _leading(beside.factor)
            return Written(_amount(bare, text, factor), beside.base, beside.dimension)
        for end in range(len(text) - 1, max(0, len(text) - 7), -1):
            name = text[end:]
            number = self._bare(text[:end]) if _UNIT_WORD.fullmatch(name) else None
            if number is not None:
                unit = self.unit(name)
                return Written(_amount(number, text[:end], unit.factor), unit.base, unit.dimension)
        held = len(self._quantities(text))
        if held > 1:
            message = f"{cell!r} holds {held} numbers; write one a row, or one a column"
        else:
            message = f"{cell!r} is not a number; write 2300, 约280万元, 18%, or a range as 3至5个"
        raise ValueError(message)

    def _whole(self, text: str) -> Quantity | None:
        """The quantity that the text is, and nothing else."""
        found = self._quantities(text)
        if len(found) == 1 and found[0].span.start == 0 and found[0].span.end == len(text):
            return found[0]
        return None

    def _bare(self, text: str) -> Quantity | None:
        """The number that the text is, without any unit."""
        own = self._whole(text)
        if own is not None and not own.unit:
            return own
        stood_in = self._whole(text + _STAND_IN)
        return stood_in if stood_in is not None and stood_in.unit == _STAND_IN else None


def _amount(quantity: Quantity, text: str, factor: Decimal = Decimal(1)) -> Amount:
    low = quantity.value * factor
    high = None if quantity.value_max is None else quantity.value_max * factor
    bound = "" if quantity.bound.value == "exact" else quantity.bound.value
    return Amount(low, high, bound, None if high is not None else step_of(text, low))


def _leading(factor: Decimal) -> Decimal:
    """What is left of a unit's factor without its 万 or 亿: 千元 keeps its thousand."""
    while factor >= 10**4:
        factor /= 10**4
    return factor
