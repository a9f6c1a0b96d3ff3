"""Which two numbers may be one, and which cannot."""

from decimal import Decimal

import pytest

from extractor.steps.agreement import agree, contradict, slip, stated


def told(words):
    """A number from `value bound raw`, such as `2300 over 2300余`; a range has `3..5` as its value."""
    value, bound, raw = words.split()
    low, _, high = value.partition("..")
    return stated(Decimal(low), Decimal(high) if high else None, bound, raw, "%" if "%" in raw else "家")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("331 exact 331", "331 exact 331", "agree"),
        ("331 exact 331", "313 exact 313", "contradict"),
        ("2300 over 2300余", "2312 exact 2312", "agree"),
        ("2300 over 2300余", "2299 exact 2299", "contradict"),
        ("2300 over 2300余", "2900 exact 2900", "neither"),
        ("1000 over 超1000", "1800 exact 1800", "agree"),
        ("150000000 exact 1.5亿", "150230000 exact 15023万", "agree"),
        ("150000000 exact 1.5亿", "180230000 exact 18023万", "contradict"),
        ("42000 exact 4.2万", "42999 exact 42999", "agree"),
        ("42000 exact 4.2万", "43100 exact 43100", "contradict"),
        ("5200 exact 5200", "5234 exact 5234", "neither"),
        ("330 exact 330", "331 exact 331", "contradict"),
        ("5000 nearly 近5000", "4860 exact 4860", "agree"),
        ("5000 nearly 近5000", "5100 exact 5100", "contradict"),
        ("280 about 约280", "300 exact 300", "agree"),
        ("280 about 约280", "500 exact 500", "contradict"),
        ("50 up_to 最多50", "30 exact 30", "neither"),
        ("50 up_to 最多50", "60 exact 60", "contradict"),
        ("3..5 exact 3至5", "4 exact 4", "agree"),
        ("3..5 exact 3至5", "6 exact 6", "contradict"),
        ("98.7 exact 98.7%", "99 exact 99%", "agree"),
        ("98.7 exact 98.7%", "96 exact 96%", "contradict"),
        ("80 exact 八成%", "83.5 exact 83.5%", "agree"),
    ],
)
def test_two_numbers(one, other, expected):
    for pair in ((told(one), told(other)), (told(other), told(one))):
        found = "agree" if agree(*pair) else "contradict" if contradict(*pair) else "neither"
        assert found == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("331", "313", True),
        ("331", "381", True),
        ("12000", "120000000", True),
        ("331", "331", False),
        ("331", "482", False),
        ("13", "31", False),
        ("331", "3131", False),
        ("300", "301", False),
    ],
)
def test_a_slip_of_the_pen(one, other, expected):
    assert slip(told(f"{one} exact {one}"), told(f"{other} exact {other}")) is expected
