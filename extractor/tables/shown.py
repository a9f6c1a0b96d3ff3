"""Shown: a number as one reads it, with bound and unit: 约280万元, 2300余人次, 18%, 3至5个.

The article's own words where they can be read by themselves; else the same said anew: a table's cell 42,800
with its unit 册, 三千餘名 in figures and simplified characters.
"""

from __future__ import annotations

from decimal import Decimal

from extractor.steps.agreement import Stated
from extractor.tables.mention import Mention
from extractor.text import kept_re as re
from extractor.text.fold import fold

_BARE = re.compile(r"[-+]?[\d.,]+")
_READABLE = re.compile(r".*\d")
_HANZI_UNIT = re.compile(r"[一二三四五六七八九十百千万亿半两]+(?:分之|成)")
_WAN, _YI = Decimal(10_000), Decimal(100_000_000)
_BEFORE = {"under": "不足", "nearly": "近", "about": "约", "up_to": "最高"}


def shown(mention: Mention) -> str:
    """The mention's number as one reads it."""
    raw = mention.raw.strip()
    if _READABLE.match(raw) and fold(raw) == raw.translate(_FOLDED) and not _BARE.fullmatch(raw):
        return raw
    return said(mention.number, mention.unit)


_FOLDED = {ord(wide): narrow for wide, narrow in zip("，％：（）", ",%:()", strict=True)}


def said(number: Stated, unit: str) -> str:
    """The number, its bound and its unit in words of our own.

    >>> from extractor.steps.agreement import stated
    >>> def number(text, bound, high=None):
    ...     return stated(Decimal(text), high and Decimal(high), bound, text, "")
    >>> said(number("2800000", "about"), "元"), said(number("3", "exact", "5"), "个")
    ('约280万元', '3至5个')
    >>> said(number("2300", "over"), "人次"), said(number("331", "over"), "家")
    ('2300余人次', '超过331家')
    """
    if number.value_max is not None:
        return f"{digits(number.value)}至{digits(number.value_max)}{unit}"
    if number.bound == "over":
        if number.grain >= 10 and unit != "%":
            return f"{digits(number.value)}余{unit}"
        return f"超过{digits(number.value)}{unit}"
    return f"{_BEFORE.get(number.bound, '')}{digits(number.value)}{unit}"


def digits(value: Decimal) -> str:
    """The number in digits, with 万 or 亿 where that leaves three decimals at most.

    >>> [digits(Decimal(text)) for text in ("2800000", "150230000", "42000", "1234567", "9800", "-15000")]
    ['280万', '15023万', '4.2万', '1234567', '9800', '-1.5万']
    """
    for scale, name in ((_YI, "亿"), (_WAN, "万")):
        if abs(value) >= scale:
            scaled = value / scale
            if scaled == scaled.quantize(Decimal("0.001")):
                return f"{_plain(scaled)}{name}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
