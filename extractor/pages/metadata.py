"""Dates as a page writes them, in ISO; years, months and days as far as they are said."""

from __future__ import annotations

import datetime

from extractor.text import kept_regex as regex

_DATE = regex.compile(r"([0-9]{4}) ?[年./-] ?([0-9]{1,2}) ?[月./-] ?([0-9]{1,2})")
_CHINESE = regex.compile(r"(\p{Han}|[〇○OＯ]){4}年\p{Han}{1,3}月\p{Han}{1,3}日")
_ZEROS = "〇○零OＯ"
_DIGITS = {char: digit for digit, char in enumerate("一二三四五六七八九", start=1)} | dict.fromkeys(_ZEROS, 0)


def iso_date(words: str) -> str:
    """The date of `words` as ISO, or the empty string where it is none.

    >>> iso_date("二〇二五年十月三十日"), iso_date("2025.3.8"), iso_date("2025年13月1日")
    ('2025-10-30', '2025-03-08', '')
    """
    found = _DATE.search(words)
    if found:
        year, month, day = (int(part) for part in found.groups())
    elif _CHINESE.search(words):
        before, _, rest = words.partition("年")
        months, _, days = rest.partition("月")
        year, month, day = _year(before[-4:]), _small(months), _small(days.partition("日")[0])
    else:
        return ""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _year(words: str) -> int:
    return int("".join(str(_DIGITS.get(char, 0)) for char in words) or 0)


def _small(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS.get(char, 0)) for char in words) or 0)
    return 10 * (_DIGITS.get(tens, 1) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)
