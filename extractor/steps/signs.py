"""Signs: what stands right before a number and belongs to it: a minus, a currency, a Latin word."""

from __future__ import annotations

from decimal import Decimal

from extractor.lexicon.units import Unit
from extractor.model import Dimension
from extractor.steps.measures import NO_UNIT

_CURRENCIES = {
    "人民币": "元", "RMB": "元", "CNY": "元", "¥": "元", "港币": "港元", "HK$": "港元", "US$": "美元",
    "NT$": "新台币", "美金": "美元", "USD": "美元", "日币": "日元", "$": "美元", "€": "欧元", "£": "英镑",
}  # fmt: skip
CURRENCY_ENDS = frozenset(sign[-1] for sign in _CURRENCIES)
_NO_MINUS = frozenset("抱肩胜自减担背税债")  # 为企业减负300万元
_UNSIGNED = frozenset((Dimension.COUNT, Dimension.DURATION))
_DEGREES = frozenset(("度", "℃", "摄氏度"))


def is_latin(text: str, start: int) -> bool:
    """Whether the digits belong to a Latin word or a sum: H7, COVID-19, 1+2, 2.0.1."""
    before = text[start - 1] if start else ""
    if before in {"-", "/"}:  # COVID-19, GB/19001
        before = text[start - 2 : start - 1]
        return before.isascii() and before.isalpha()
    return before.isascii() and (before.isalpha() or before in {"+", "."})


def signed(text: str, start: int, free: int, unit: Unit) -> int:
    """Where the sign of a negative number begins; `start` where it has none."""
    if start <= free:
        return start
    if text[start - 1] == "负" and text[start - 2 : start - 1] not in _NO_MINUS:
        return start - 1
    if text[start - 1] == "-" and unit.dimension not in _UNSIGNED:
        before = text[start - 2 : start - 1]
        if not (before in {"%", "-", "—"} or (before.isascii() and before.isalnum())):
            return start - 1
    if unit.base in _DEGREES and text.endswith("零下", free, start):
        return start - 2
    return start


def currency(text: str, begin: int, free: int, unit: Unit) -> Unit | None:
    """The currency whose name or sign stands before the number, as a unit of its own."""
    if (
        begin <= free
        or text[begin - 1] not in CURRENCY_ENDS
        or not (unit is NO_UNIT or unit.dimension is Dimension.MONEY)
    ):
        return None
    for sign, base in _CURRENCIES.items():
        if text.endswith(sign, free, begin):
            return Unit(sign, base, Decimal(1), Dimension.MONEY)
    return None
