"""The cases of cn2an, JioNLP and WeText: we agree, or answer otherwise for a reason that stands here."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.model import Quantity
from extractor.steps.quantities import read_number
from extractor.text.fold import fold

FOLDER = Path(__file__).parent.parent / "data" / "exam"
OTHERWISE = {
    "三百万": "a money parser takes a bare number for yuan; the text names no unit, so we name none",
    "小于40万": "the same",
    "3000多欧元": "a range up to 4000 is a guess; 多 says over 3000",
    "大约十多欧元": "a range up to 20 is a guess; 多 says over 10",
}
SAME_UNIT = {"kg": "公斤", "km": "公里"}  # WeText writes units in symbols; we keep the words of the text


def _cases() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def _read(text: str, reader: Any) -> list[Quantity]:
    whole = read_number(fold(text))
    return [whole] if whole else reader(text)


def _value(quantity: Quantity, case: dict[str, str]) -> str:
    low, high = quantity.value, quantity.value_max
    if quantity.unit == "%" and not case["expected_unit"]:
        low = low / 100  # 二分之一 is 50 % to us and 0.5 to them: the same ratio
    places = case["expected_value"].partition(".")[2]
    if case["suite"].startswith("jionlp") and len(places) == 2:
        low = round(low, 2)  # JioNLP writes money to the cent
    return f"{low.normalize():f}" + (f"..{high.normalize():f}" if high is not None else "")


def _expected(case: dict[str, str]) -> str:
    return "..".join(f"{Decimal(part).normalize():f}" for part in case["expected_value"].split(".."))


def _agrees(case: dict[str, str], reader: Any) -> bool:
    found = _read(case["text"], reader)
    if len(found) != 1:
        return False
    unit = SAME_UNIT.get(case["expected_unit"], case["expected_unit"])
    ratio = found[0].unit == "%" and not unit
    # Their raw is the whole text; ours leaves out words that are no part of a number: 一年后, 从8500到3万.
    within = found[0].span.of(case["text"]) in case["expected_raw"]
    return _value(found[0], case) == _expected(case) and (found[0].unit == unit or ratio) and within


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case['suite']}-{case['text']}") for case in _cases()]
)
def test_we_agree_with_the_fields_own_cases(case: dict[str, str], reader: Any) -> None:
    found = [(f"{q.value:f}", q.value_max, q.unit, str(q.bound)) for q in _read(case["text"], reader)]
    if case["text"] in OTHERWISE:
        assert not _agrees(case, reader), f"agrees by now: {case['text']} need not be listed"
    else:
        assert _agrees(case, reader), (
            f"expected {case['expected_value']} {case['expected_unit']}, found {found}"
        )


def test_all_cases_are_there_and_few_are_answered_otherwise() -> None:
    texts = [case["text"] for case in _cases()]
    assert len(texts) == 176
    assert set(OTHERWISE) <= set(texts)
    assert 1 - len(OTHERWISE) / len(texts) >= 0.97
