"""Numerals: 三百二十万, 3.2万, 1亿2000万, 五六十 → Decimal.

Knows nothing of units or bounds; see lexicon.units and lexicon.bounds. Reads folded text.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from extractor.text import kept_re as re

DIGITS = {
    **dict.fromkeys("〇零○", 0),
    **dict.fromkeys("一壹", 1),
    **dict.fromkeys("二两贰", 2),
    **dict.fromkeys("三叁", 3),
    **dict.fromkeys("四肆", 4),
    **dict.fromkeys("五伍", 5),
    **dict.fromkeys("六陆", 6),
    **dict.fromkeys("七柒", 7),
    **dict.fromkeys("八捌", 8),
    **dict.fromkeys("九玖", 9),
}
TWENTIES = {"廿": 20, "卅": 30}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"万": 10**4, "亿": 10**8}

_DIGIT = "".join(DIGITS)
_SMALL = "".join(SMALL)
_BIG = "".join(BIG)
HANZI = _DIGIT + "".join(TWENTIES) + _SMALL + _BIG
"""Every character that a Chinese numeral is written with."""

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.·]\d+)?)"
# 8点30分 is a clock time: 点 is a decimal point only between Chinese numerals, and never before 十 百 千.
POINT = rf"(?<=[{HANZI}])点(?:[{_DIGIT}]+|\d+)(?![{_SMALL}点时\d])"
NUMERAL = rf"(?:{ARABIC}|[{HANZI}])(?:{ARABIC}|[{HANZI}]|{POINT})*"
"""One numeral, as long as it goes; write a look-behind before it, so that scanning stays linear."""

LONGEST = 64
"""Characters of the longest numeral that is read; a longer run is an id, a key or an attack."""

_PAIR = re.compile(rf"^(.*?)(?<![{_DIGIT}])([{_DIGIT}])([{_DIGIT}])(?![{_DIGIT}点])([{_SMALL}]?[{_BIG}]*)$")
_NUMERAL = re.compile(NUMERAL)
_TOKEN = re.compile(rf"{ARABIC}|[{HANZI}]|点(?:[{_DIGIT}]+|\d+)")


def value_of(numeral: str) -> Decimal:
    """The value of one folded numeral, as matched by `NUMERAL`.

    >>> [int(value_of(n)) for n in ("三百二十万", "1亿2000万", "3万4000", "一万五", "廿二", "壹佰")]
    [3200000, 120000000, 34000, 15000, 22, 100]
    >>> int(value_of("3千万亿"))
    3000000000000000
    >>> [str(value_of(n)) for n in ("零点八", "3.2万", "二十点一万", "41·4", "2 317", "一七二零点一三四")]
    ['0.8', '32000.0', '201000.0', '41.4', '2317', '1720.134']
    """
    if numeral.isascii() and numeral.isdecimal():
        return Decimal(numeral)
    return _value_of(numeral)


@lru_cache(maxsize=1024)  # 二十, 三百, 1.5万: the same ones come again and again
def _value_of(numeral: str) -> Decimal:
    return _value(_TOKEN.findall(numeral))


def read_whole(text: str) -> tuple[Decimal, Decimal | None] | None:
    """Low and high (None, unless it is a range) of a text that is one numeral and nothing else, or None.

    >>> read_whole("三五百"), read_whole("12"), read_whole("12个"), read_whole("")
    ((Decimal('300'), Decimal('500')), (Decimal('12'), None), None, None)
    """
    if len(text) > LONGEST or not _NUMERAL.fullmatch(text):
        return None
    return range_of(text) or (value_of(text), None)


def range_of(numeral: str) -> tuple[Decimal, Decimal] | None:
    """Low and high of two neighbouring digits that say a range, or None.

    >>> [tuple(map(int, range_of(n))) for n in ("五六十", "三五百", "十七八", "三四十万", "八九")]
    [(50, 60), (300, 500), (17, 18), (300000, 400000), (8, 9)]
    >>> range_of("二八") is range_of("一二三") is range_of("五十六") is None
    True
    """
    match = _PAIR.match(numeral)
    if not match:
        return None
    head, low, high, tail = match.groups()
    step = DIGITS[high] - DIGITS[low]
    if DIGITS[low] == 0 or not (step == 1 or (DIGITS[low], DIGITS[high]) == (3, 5)):
        return None
    if head and head[-1] not in SMALL and head[-1] not in BIG:
        return None
    return value_of(head + low + tail), value_of(head + high + tail)


def multiplier_of(numeral: str) -> int:
    """The multiplier that the numeral ends with (1 where it ends with a digit): what a range shares.

    >>> multiplier_of("3万"), multiplier_of("七千亿"), multiplier_of("30")
    (10000, 100000000, 1)
    """
    factor = 1
    for char in reversed(numeral):
        if char in BIG:
            factor *= BIG[char]
        else:
            break
    if factor == 1 and len(numeral) > 1 and numeral[-1] in SMALL and SMALL[numeral[-1]] >= 100:
        return SMALL[numeral[-1]]
    return factor


def _value(tokens: list[str]) -> Decimal:
    """Splits at the last 亿, then at the last 万: 3千万亿 is (3千万) × 亿."""
    for mark in ("亿", "万"):
        if mark in tokens:
            at = len(tokens) - 1 - tokens[::-1].index(mark)
            head = _value(tokens[:at]) if at else Decimal(1)
            return head * BIG[mark] + _tail(tokens[at + 1 :], BIG[mark])
    return _below_wan(tokens)


def _tail(tokens: list[str], unit: int) -> Decimal:
    """What follows a multiplier; a single bare digit counts tenths of it: 一万五 is 15000."""
    if len(tokens) == 1 and (digit := _digit(tokens[0])):
        return Decimal(digit * unit // 10)
    return _value(tokens) if tokens else Decimal(0)


def _digit(token: str) -> int:
    if token in DIGITS:
        return DIGITS[token]
    return int(token) if token.isdecimal() and len(token) == 1 else 0


def _below_wan(tokens: list[str]) -> Decimal:
    total = Decimal(0)
    pending: Decimal | None = None
    run = ""  # digits without multipliers: 一七二零
    last = 1
    for token in tokens:
        if token in DIGITS:
            run += str(DIGITS[token])
            pending = Decimal(run)
        elif token in TWENTIES:
            total += TWENTIES[token]
            last = 10
        elif token in SMALL:
            last = SMALL[token]
            total += (pending if pending else Decimal(1)) * last
            pending, run = None, ""
        elif token[0] == "点":
            fraction = "".join(str(DIGITS.get(char, char)) for char in token[1:])
            pending = (
                Decimal(f"{pending or 0}.{fraction}") if pending is not None else Decimal(f"0.{fraction}")
            )
        else:
            pending = Decimal(token.replace(",", "").replace(" ", "").replace("·", "."))
            run = ""
            if token.startswith("0"):
                last = 1  # 1百01
    if pending is None:
        return total
    # 两百五 is 250, 一百零五 is 105
    if last >= 100 and tokens[-1] in DIGITS and pending and tokens[-2:-1] and tokens[-2] in SMALL:
        return total + pending * last / 10
    return total + pending
