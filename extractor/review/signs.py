"""Signs: characters that a page would not show, or that would turn its words around, as ones that it shows.

Each becomes exactly one character, so that offsets into the text stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HIDDEN_SIGN = "␦"  # SYMBOL FOR SUBSTITUTE FORM TWO: nothing in the news looks like it
_LINE_SIGN = "␤"
# Everything that is not sure to be an ordinary character; `is_hidden` looks closer.
_MAYBE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ufffe\uffff\U000110bd\U000110cd\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)


def visible(text: str) -> str:
    """The text with a sign for each character that would not be seen; as long as the text.

    >>> visible("工" + chr(0x202E) + "会" + chr(0))
    '工␦会␀'
    """
    return _MAYBE.sub(lambda found: _sign(found[0]), text)


def one_line(text: str) -> str:
    """The same, and a sign for line feeds and tabs too, for what stands in one line.

    >>> one_line("高新区" + chr(10) + "工会")
    '高新区␤工会'
    """
    return visible(text).replace("\n", _LINE_SIGN).replace("\t", "␉")


def name_of(char: str) -> str:
    """What a hidden character is called, for who points at its sign.

    >>> name_of(chr(0x202E))
    'U+202E RIGHT-TO-LEFT OVERRIDE'
    """
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name}".rstrip()


def hidden_places(text: str) -> list[int]:
    """Where the hidden characters stand.

    >>> hidden_places("工" + chr(0x200B) + "会")
    [1]
    """
    return [found.start() for found in _MAYBE.finditer(text)]


@lru_cache(maxsize=1024)
def _sign(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return _HIDDEN_SIGN
