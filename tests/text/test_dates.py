"""Dates: the days that a time expression stands for, against the day of publication."""

from datetime import date

import pytest

from extractor.text.dates import UNKNOWN, read_date, resolve

PUBLISHED = date(2025, 9, 17)


@pytest.mark.parametrize(
    ("words", "kind", "first", "last"),
    [
        ("2024年", "date", "2024-01-01", "2024-12-31"),
        ("二〇二四年", "date", "2024-01-01", "2024-12-31"),
        ("2024年3月5日", "date", "2024-03-05", "2024-03-05"),
        ("今年", "date", "2025-01-01", "2025-12-31"),
        ("去年9月", "date", "2024-09-01", "2024-09-30"),
        ("今年上半年", "date", "2025-01-01", "2025-06-30"),
        ("今年前三季度", "date", "2025-01-01", "2025-09-30"),
        ("一季度", "date", "2025-01-01", "2025-03-31"),
        ("2024年2月", "date", "2024-02-01", "2024-02-29"),
        ("8月下旬", "date", "2025-08-21", "2025-08-31"),
        ("12月", "date", "2024-12-01", "2024-12-31"),
        ("今年1至8月", "range", "2025-01-01", "2025-08-31"),
        ("去年10月至今年2月", "range", "2024-10-01", "2025-02-28"),
        ("3月5日至9日", "range", "2025-03-05", "2025-03-09"),
        ("截至6月底", "as-of", "", "2025-06-30"),
        ("截至目前", "as-of", "", "2025-09-17"),
        ("到2027年底", "as-of", "", "2027-12-31"),
        ("2025年以来", "since", "2025-01-01", "2025-09-17"),
        ("自去年9月启用以来", "since", "2024-09-01", "2025-09-17"),
        ("近3年", "years-past", "2022-09-18", "2025-09-17"),
        ("半年来", "years-past", "2025-03-18", "2025-09-17"),
        ("“十四五”期间", "plan", "2021-01-01", "2025-12-31"),
        ("“十四五”以来", "plan", "2021-01-01", "2025-09-17"),
    ],
)
def test_words_stand_for_days(words: str, kind: str, first: str, last: str) -> None:
    days = resolve(words, kind, PUBLISHED)
    assert [str(day) if day else "" for day in days] == [first, last]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("今年上半年", "date"), ("去年", "date"), ("近3年", "years-past"), ("截至目前", "as-of")],
)
def test_without_a_day_of_publication_relative_words_have_no_dates(words: str, kind: str) -> None:
    assert resolve(words, kind, None) == UNKNOWN


@pytest.mark.parametrize(
    ("words", "kind"),
    [("全年", "year-round"), ("春节前", "festival"), ("每月", "each"), ("同年", "date"), ("次年3月", "date")],
)
def test_words_that_name_no_year_have_no_dates(words: str, kind: str) -> None:
    assert resolve(words, kind, PUBLISHED) == UNKNOWN


def test_a_day_that_is_not_in_the_calendar_has_no_dates() -> None:
    assert resolve("2025年2月30日", "date", PUBLISHED) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年3月5日", "2025-03-05"),
        ("2025-03-05", "2025-03-05"),
        ("二〇二五年十月三十日", "2025-10-30"),
        ("2025年9月17日 星期三", "2025-09-17"),
        ("2025年9月", "None"),
        ("2025-13-01", "None"),
    ],
)
def test_the_day_of_a_date_line_is_read(text: str, day: str) -> None:
    assert str(read_date(text)) == day
