"""No input makes the reader slow: a hostile line takes less than ten times a normal text of its length."""

from __future__ import annotations

import time
from typing import Any

import pytest

from extractor.lexicon.exclusions import Exclusions

LENGTH = 1_000_000
NORMAL = "2025年以来，全区工会开展技能培训253场，培训职工3.2万余人次，投入专项资金约280万元，满意率达98.5%。"
LINES = {
    "digits": "7",
    "one": "一",
    "thousand": "千",
    "wan": "万",
    "half": "半",
    "hundred-per": "百分之",
    "commas": "1,",
    "groups": "111,",
    "spaced": "111 ",
    "points": "1.",
    "strokes": "1/2",
    "ranges": "1至",
    "dashes": "3-",
    "brackets": "（（（3个",
    "quotes": "“‘《3",
    "open quotes": "“",
    "titles": "《",
    "units": "3个",
    "each": "每均",
    "apart": "约占最高",
    "bounds": "不超过",
    "rules": "|-",
    "one row": "|3",
    "tabs": "3\t",
    "rows": "|3|4|\n",
    "signs": "$￥-负",
    "more": "十几多余",
    "wide": "３，",
    "traditional": "萬億餘",
}


def _line(pattern: str) -> str:
    return (pattern * (LENGTH // len(pattern) + 1))[:LENGTH]


def _seconds(reader: Any, text: str) -> float:
    started = time.process_time()
    reader(text)
    reader.cells(text)
    return time.process_time() - started


@pytest.fixture(scope="module")
def normal(reader: Any) -> float:
    text = _line(NORMAL)
    return max(_seconds(reader, text), _seconds(reader, text))


@pytest.mark.slow
@pytest.mark.parametrize("name", LINES)
def test_a_hostile_megabyte_is_no_slower_than_ten_of_news(name: str, reader: Any, normal: float) -> None:
    line = _line(LINES[name])
    taken = min(_seconds(reader, line), _seconds(reader, line))
    assert taken < 10 * normal, f"{taken:.1f} s against {normal:.1f} s"


def test_an_endless_numeral_is_no_number(reader: Any) -> None:
    assert reader("7" * 100 + "个") == []
    assert reader("万" * 5000 + "个") == []


def test_an_expression_that_explodes_is_stopped() -> None:
    exclusions = Exclusions.of([{"id": "slow", "number": "(?:[0-9]+)+x", "after": "(?:(?:的+)+)x"}])
    text = "3" * 60 + "的" * 60
    started = time.process_time()
    assert exclusions.reason(text, 0, 60) == ""
    assert time.process_time() - started < 2
