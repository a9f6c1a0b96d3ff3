"""What holds of every text: a number in any form reads back the same, and spans are slices of the text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.steps.quantities import read_number
from extractor.text.fold import fold, simplify
from extractor.text.numerals import range_of, read_whole, value_of

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
FULL = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")

# Everything that the reader has an opinion about, so that random texts hit its branches.
NEWS = st.text(
    alphabet="0123456789.,:/%-—~+ 一二三两半十百千万亿零〇廿几数余多来上近约超过不到至从第每均分之成倍番点"
    "个名家人次元块角年月日天小时公里平方米户场以内外左右“”《》（）()、，。职工会的各分别最高12\n\t|"
    "萬億餘個３５％￥$AbC",
    max_size=60,
)


def chinese(number: int) -> str:
    """The number as it is read aloud: 10800 is 一万零八百."""
    if number == 0:
        return "零"
    words, gap = "", False
    for unit, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        part, number = divmod(number, size)
        if not part:
            gap = gap or bool(words)
            continue
        if words and (gap or part < 1000):
            words += "零"
        words += _thousands(part) + unit
        gap = False
    return words.removeprefix("一") if words.startswith("一十") else words


def _thousands(part: int) -> str:
    words, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, part = divmod(part, size)
        if digit:
            words += ("零" if gap else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = bool(words)
    return words


def mixed(number: int) -> str:
    """1亿2000万, 3万4000; with 万 and 亿 between digits."""
    high, rest = divmod(number, 10**8)
    middle, low = divmod(rest, 10**4)
    parts = [f"{high}亿"] if high else []
    parts += [f"{middle}万"] if middle else []
    # 3万5 would be 35000 in speech, and 3亿5 is nothing that is written
    if low >= 1000 or (not parts and low):
        parts.append(str(low))
    elif low:
        return str(number)
    return "".join(parts) or "0"


FORMS = {
    "digits": str,
    "separators": lambda n: f"{n:,}",
    "spaces": lambda n: f"{n:,}".replace(",", " "),
    "full width": lambda n: str(n).translate(FULL),
    "full width with separators": lambda n: f"{n:,}".translate(FULL),
    "Chinese": chinese,
    "formal": lambda n: chinese(n).translate(FORMAL),
    "traditional": lambda n: chinese(n).replace("万", "萬").replace("亿", "億"),
    "mixed": mixed,
}


@pytest.mark.parametrize("form", FORMS)
@given(number=st.integers(0, 10**12 - 1))
@example(number=10800)
@example(number=100_000_010)
@example(number=11)
def test_a_number_reads_back_the_same_in_every_form(form: str, number: int) -> None:
    written = FORMS[form](number)
    read = read_number(fold(written))
    assert read is not None
    assert (written, read.value, read.value_max) == (written, Decimal(number), None)


@pytest.mark.parametrize("form", FORMS)
@given(number=st.integers(11, 10**9))  # 伍 and 拾 alone write money only
def test_a_number_with_a_unit_reads_back_the_same_in_every_form(form: str, number: int, reader: Any) -> None:
    text = f"共培训{FORMS[form](number)}人次，其中"
    found = reader(text)
    assert [(q.value, q.unit, q.span.of(text)) for q in found] == [(Decimal(number), "人次", text[3:-3])]


@given(number=st.decimals(0, 10**6, places=2, allow_nan=False), unit=st.sampled_from(["", "万", "亿"]))
def test_decimals_with_wan_and_yi_read_back_the_same(number: Decimal, unit: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}[unit]
    assert value_of(f"{number}{unit}") == number * factor


@given(low=st.integers(1, 8), unit=st.sampled_from(["十", "百", "千", "万", "十万", "亿"]))
def test_two_neighbouring_digits_are_a_range(low: int, unit: str) -> None:
    pair = range_of(f"{DIGITS[low]}{DIGITS[low + 1]}{unit}")
    assert pair == (value_of(DIGITS[low] + unit), value_of(DIGITS[low + 1] + unit))


@settings(max_examples=600)
@given(text=NEWS)
@example(text="3元/")
@example(text="百分之")
@example(text="从3个到")
@example(text="-")
def test_spans_are_slices_in_order_and_never_overlap(text: str, reader: Any) -> None:
    end = 0
    for quantity in reader(text):
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        end = quantity.span.end
        assert quantity.value_max is None or quantity.value < quantity.value_max
    for cell in reader.cells(text):
        assert 0 <= cell.span.start < cell.span.end <= len(text)


@given(text=st.text(max_size=80) | NEWS)
def test_no_text_makes_the_reader_fail(text: str, reader: Any) -> None:
    reader(text)
    reader.cells(text)
    read_number(fold(text))
    read_whole(text)


@given(text=st.text(max_size=80) | NEWS)
def test_folding_never_changes_a_length_and_folds_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert len(simplify(text)) == len(text)
    assert fold(folded) == folded


@settings(max_examples=400)
@given(before=NEWS, after=NEWS)
def test_what_stands_in_another_line_changes_nothing(before: str, after: str, reader: Any) -> None:
    """A sentence gives the same quantities whatever paragraphs stand around it."""
    middle = "全年培训职工3000余人次，投入1.5亿元。"
    text = f"{before}。\n\n{middle}\n\n。{after}"
    start = len(before) + 3
    inside = [q.span.of(text) for q in reader(text) if start <= q.span.start < start + len(middle)]
    assert inside == ["3000余人次", "1.5亿元"]
