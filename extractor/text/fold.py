"""Folding: full-width to half-width, traditional to simplified, one character for one.

The folded text has the length of the original, so every offset holds in both. NFKC is no help here: it
makes six dots of …… and m2 of ㎡. Simplification is OpenCC's `t2s` (OpenCC 1.4), whose words keep their lengths.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HALF_WIDTH |= {
    0x3000: 0x20,  # ideographic space
    0x00A0: 0x20,  # no-break space, from web pages
    0x2002: 0x20,
    0x2003: 0x20,
    0x2009: 0x20,
    0x301C: 0x7E,  # 〜
    0x2013: 0x2D,  # –
    0x2212: 0x2D,  # −
    0x2010: 0x2D,
    0x2011: 0x2D,
    0x00B7: 0xB7,
}
# What is quoted in 「」 and 『』 is quoted in “” and ‘’ in simplified print.
_QUOTES = str.maketrans("「」『』", "“”‘’")
_TABLE = _HALF_WIDTH | _QUOTES


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplify(text: str) -> str:
    """`text` in simplified characters, of the same length.

    >>> simplify("廈門火炬高新區")
    '厦门火炬高新区'
    """
    if _is_plainly_simplified(text):
        return text
    converted: str = _simplifier().convert(text)
    if len(converted) == len(text):
        return converted
    convert = _simplifier().convert
    return "".join(new if len(new := convert(char)) == 1 else char for char in text)


def fold(text: str) -> str:
    """`text` half-width and simplified, of the same length; what patterns are matched against.

    >>> fold("「求學圓夢」１，３１８人，占９８％")
    '“求学圆梦”1,318人,占98%'
    """
    return simplify(text.translate(_TABLE))


def _is_plainly_simplified(text: str) -> bool:
    # GB 2312 holds no traditional character, so what it can encode needs no conversion.
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
