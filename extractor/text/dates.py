"""Dates: what a time expression's words stand for, reckoned against the day of publication.

"Today" is an argument: without a publication date, relative words have no dates.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from extractor.text import kept_re as re
from extractor.text.numerals import value_of

Days = tuple[date | None, date | None]
UNKNOWN: Days = (None, None)

_YEAR = re.compile(r"((?:19|20)\d{2}|[一二][〇零○九一二三四五六七八][〇零○一二三四五六七八九]{2})年")
_RELATIVE = re.compile(r"今年|本年|去年|上年|上一年|明年|前年|后年")
_ANAPHORIC = re.compile(r"次年|翌年|当年|同年")  # counted from a year that the words do not hold
_SHIFT = {"去": -1, "上": -1, "明": 1, "前": -2, "后": 2}
_MONTH = re.compile(r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月")
_DAY = re.compile(r"([12]\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日")
_QUARTER = re.compile(r"(前)?([一二三四两1-4首])季度")
_FIRST_MONTHS = re.compile(r"前([一二三四五六七八九十]{1,2}|\d{1,2})个?月")
_PAST = re.compile(r"(\d+|[一二两三四五六七八九十半]{1,3})(?:多|余)?个?(年|月)")
_RANGE = re.compile(r"^(.*?)(?:-|—+|~|至|到)(.*)$")
_PLANS = {
    "七五": 1986,
    "八五": 1991,
    "九五": 1996,
    "十五”": 2001,
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
    "十六五": 2031,
}
_CONGRESSES = {"十六": date(2002, 11, 8), "十七": date(2007, 10, 15), "十八": date(2012, 11, 8),
               "十九": date(2017, 10, 18), "二十": date(2022, 10, 16)}  # fmt: skip


def resolve(words: str, kind: str, published: date | None) -> Days:
    """First and last day of a folded time expression, each None where it cannot be known.

    >>> resolve("今年1至8月", "range", date(2025, 9, 17))
    (datetime.date(2025, 1, 1), datetime.date(2025, 8, 31))
    >>> resolve("截至6月底", "as-of", date(2025, 7, 22))
    (None, datetime.date(2025, 6, 30))
    >>> resolve("2024年", "date", None)
    (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    >>> resolve("近3年", "years-past", date(2025, 7, 22))
    (datetime.date(2022, 7, 23), datetime.date(2025, 7, 22))
    """
    try:
        return _RESOLVERS[kind](words, published)
    except (KeyError, ValueError, OverflowError):
        return UNKNOWN


def read_date(text: str) -> date | None:
    """The one day that `text` names (2025年3月5日, 2025-03-05, 二〇二五年三月五日), or None.

    >>> read_date("二〇二五年十月三十日")
    datetime.date(2025, 10, 30)
    """
    iso = re.search(r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})", text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        year, month, day = _year(text, None), _MONTH.search(text), _DAY.search(text)
        return date(year, _int(month[1]), _int(day[1])) if year and month and day else None
    except ValueError:
        return None


def _int(numeral: str) -> int:
    return int(value_of(numeral))


def _year(words: str, published: date | None) -> int | None:
    if match := _YEAR.search(words):
        return int("".join(str(_int(char)) for char in match[1]))
    if published is None:
        return None
    if match := _RELATIVE.search(words):
        return published.year + _SHIFT.get(match[0][0], 0)
    return None


def _span(words: str, published: date | None) -> Days:
    """The days of one point in time: a day, a month, a quarter, a half or a year."""
    year = _year(words, published)
    if year is None and _ANAPHORIC.search(words):
        return UNKNOWN
    if year is None and published is not None and not _YEAR.search(words):
        year = published.year
    if year is None:
        return UNKNOWN
    month, day = _MONTH.search(words), _DAY.search(words)
    if month and day:
        only = date(year, _int(month[1]), _int(day[1]))
        return only, only
    if first := _FIRST_MONTHS.search(words):
        return date(year, 1, 1), _month_end(year, _int(first[1]))
    if month:
        number = _int(month[1])
        if (
            published is not None
            and not _YEAR.search(words)
            and not _RELATIVE.search(words)
            and number > published.month
        ):
            year -= 1  # 12月 in a paper of March is last year's
        start, end = date(year, number, 1), _month_end(year, number)
        for mark, first_day, last_day in (("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, end.day)):
            if mark in words:
                return date(year, number, first_day), date(year, number, last_day)
        return start, end
    if quarter := _QUARTER.search(words):
        number = {"首": 1, "两": 2}.get(quarter[2]) or _int(quarter[2])
        return date(year, 1 if quarter[1] else 3 * number - 2, 1), _month_end(year, 3 * number)
    if "上半年" in words or "前半年" in words:
        return date(year, 1, 1), date(year, 6, 30)
    if "下半年" in words or "后半年" in words:
        return date(year, 7, 1), date(year, 12, 31)
    if re.search(r"年[底末]|岁末|底$|末$", words):
        return date(year, 12, 1), date(year, 12, 31)
    if re.search(r"年初|岁首|初$", words):
        return date(year, 1, 1), date(year, 1, 31)
    if _YEAR.search(words) or _RELATIVE.search(words):
        return date(year, 1, 1), date(year, 12, 31)
    return UNKNOWN


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _as_of(words: str, published: date | None) -> Days:
    if re.search(r"目前|当前|现在|今日|发稿|迄今|至今|如今|眼下", words):
        return None, published
    last = _RANGE.match(
        words.removeprefix("截至").removeprefix("截止至").removeprefix("截止到").removeprefix("截止")
    )
    return None, _span(last[2] if last and last[2] and last[1] else words, published)[1]


def _since(words: str, published: date | None) -> Days:
    return _span(words, published)[0], published


def _range(words: str, published: date | None) -> Days:
    match = _RANGE.match(words)
    if not match:
        return UNKNOWN
    left, right = match.groups()
    if (
        not _YEAR.search(right)
        and not _RELATIVE.search(right)
        and (year := _YEAR.search(left) or _RELATIVE.search(left))
    ):
        right = year[0] + right
    if "月" not in right and "日" in right and (month := _MONTH.search(left)):
        right = right.replace(_DAY.search(right)[0], month[0] + _DAY.search(right)[0])  # type: ignore[index]
    if (left and left[-1].isdecimal()) or left[-1:] in "一二三四五六七八九十":
        left += "月" if "日" not in right else "日"
    if "日" in left and "月" not in left and (month := _MONTH.search(right)):
        left = month[0] + left
    return _span(left, published)[0], _span(right, published)[1]


def _years_past(words: str, published: date | None) -> Days:
    match = _PAST.search(words)
    if published is None or not match:
        return None, published
    half = match[1] == "半"
    months = 6 if half else _int(match[1]) * (12 if match[2] == "年" else 1)
    total = published.year * 12 + published.month - 1 - months
    year, month = divmod(total, 12)
    day = min(published.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=1), published


def _plan(words: str, published: date | None) -> Days:
    for name, year in _PLANS.items():
        if name in words:
            start = date(year, 1, 1)
            return (start, published) if "以来" in words else (start, date(year + 4, 12, 31))
    for name, start in _CONGRESSES.items():
        if f"{name}大以来" in words:
            return start, published
    return UNKNOWN


def _day(words: str, published: date | None) -> Days:
    """24日上午: the last such day up to the publication, within a month."""
    match = _DAY.search(words)
    if published is None or not match:
        return UNKNOWN
    day = _int(match[1])
    last = published if day <= published.day else published.replace(day=1) - timedelta(days=1)
    found = last.replace(day=day)
    return found, found


def _now(words: str, published: date | None) -> Days:
    return (None, None) if words in {"当时", "此前"} else (None, published)


def _nothing(_words: str, _published: date | None) -> Days:
    return UNKNOWN


_RESOLVERS = {
    "as-of": _as_of,
    "since": _since,
    "range": _range,
    "years-past": _years_past,
    "date": _span,
    "now": _now,
    "plan": _plan,
    "day": _day,
    "festival": _nothing,
    "future": _nothing,
    "each": _nothing,
    "clause": _nothing,
    "year-round": _nothing,
    "": _nothing,
}
