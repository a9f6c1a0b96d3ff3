"""Labels: the words of the review page and the report, in Chinese and in English, by key.

The Chinese came first and is the one to change; the English beside it is for whoever helps. A line is
`key: (Chinese, English)`; `{}` stands for what the page puts there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, get_args

from extractor.review.wording import PAGE, REPORT, VALUES

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)

Words = Callable[[str], str]

_SIDE = {"zh": 0, "en": 1}

KINDS = {
    "count": "count", "money": "money", "percent": "percent", "ratio": "percent", "duration": "measure",
    "area": "measure", "length": "measure", "mass": "measure", "energy": "measure", "other": "measure",
}  # fmt: skip
"""What a figure's dimension is marked as in the text: four kinds are as many as one tells apart."""

SIGNS = {
    "count": "数", "money": "元", "percent": "％", "measure": "量",
    "open": "", "accepted": "✓", "corrected": "✎", "rejected": "✕", "added": "＋", "flagged": "!",
}  # fmt: skip
"""What says the same as a colour does."""


def words(lang: Lang) -> Words:
    """A function from a key to its words; a key that nobody has worded yet stands for itself."""
    side = _SIDE[lang]

    def worded(key: str) -> str:
        pair = PAGE.get(key) or REPORT.get(key) or VALUES.get(key)
        return pair[side] if pair else key

    return worded


def known() -> frozenset[str]:
    """Every key that has words."""
    return frozenset(PAGE) | frozenset(REPORT) | frozenset(VALUES)


_PLACE = re.compile(r"[^。；]*第\d+篇 (?:正文|标题)第\d+字[^「」]*「[^」]*」。?")


def brief(message: str) -> str:
    """What an audit row says, without the sentence that it quotes: beside the article one sees it.

    A row that sets two places against each other keeps both.

    >>> brief("“20万元”没有找到区域。a.txt 第2篇 正文第9字：「最高赔付20万元。」。请补上区域")
    '“20万元”没有找到区域。请补上区域'
    """
    return _PLACE.sub("", message) if message.count("「") == 1 else message


def kind_of(dimension: str) -> str:
    """How a figure of that dimension is marked: count, money, percent or measure."""
    return KINDS.get(dimension, "measure")


def sign(name: str) -> str:
    """The sign of a kind or of a state of review."""
    return SIGNS.get(name, "")
