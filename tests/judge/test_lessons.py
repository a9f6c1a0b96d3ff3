"""Lessons: an annotated figure meets its own, and a name is right as an analyst would say."""

from decimal import Decimal

import pytest

from extractor.judge.lessons import aligned, is_right
from extractor.model import Bound, Dimension, Quantity, Span


def quantity(value, unit, high=None):
    return Quantity(Span(0, 1), Decimal(value), high and Decimal(high), unit, Bound.EXACT, Dimension.COUNT)


def test_figures_meet_in_reading_order():
    found = [quantity("30", "人"), quantity("5", "家"), quantity("30", "人"), quantity("3", "个", "5")]
    told = [
        {"value": "30", "unit": "人"}, {"value": "7", "unit": "项"}, {"value": "30.0", "unit": "人|名"},
        {"value": "3..5", "unit": "个"},
    ]  # fmt: skip
    assert aligned(found, told) == [(0, 0), (2, 2), (3, 3)]


@pytest.mark.parametrize(
    ("target", "expected", "name", "right"),
    [
        ("program", "师带徒", "“师带徒”培养体系", True),
        ("program", "师带徒培养体系", "师带徒", False),
        ("program", "", "", True),
        ("program", "", "师带徒", False),
        ("program", "师带徒|", "", True),
        ("zone", "太原", "太原市", True),
        ("zone", "新会区", "江门市新会区", True),
        ("zone", "江门市", "江门市新会区", False),
        ("indicator", "职工|培训职工", "培训职工", True),
        ("indicator", "职工", "培训职工", False),
        ("period", "今年", "", False),
    ],
)
def test_a_name_is_right_where_it_is_one_of_the_alternatives(target, expected, name, right):
    assert is_right(target, expected, name) is right
