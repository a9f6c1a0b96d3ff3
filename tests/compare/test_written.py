import re

import pytest

from extractor.compare.written import Hand


@pytest.fixture(scope="module")
def hand(knowledge):
    return Hand(knowledge.quantities)


@pytest.mark.parametrize(
    ("cell", "beside", "shown", "unit", "bound"),
    [
        ("约280万元", "", "2800000", "元", "about"),
        ("约 280 万元", "", "2800000", "元", "about"),
        ("2300余", "人次", "2300", "人次", "over"),
        ("2300余", "", "2300", "", "over"),
        ("2300+", "家", "2300", "家", "over"),
        ("近300", "", "300", "", "nearly"),
        ("1.5亿", "", "150000000", "", ""),
        ("1.5亿", "万元", "150000000", "元", ""),
        ("1.5", "亿元", "150000000", "元", ""),
        ("15023", "万元", "150230000", "元", ""),
        ("18%", "", "18", "%", ""),
        ("18", "%", "18", "%", ""),
        ("三分之一", "", "33.33", "%", ""),
        ("3至5个", "", "3..5", "个", ""),
        ("3-5", "个", "3..5", "个", ""),
        ("3～5", "个", "3..5", "个", ""),
        ("1,589", "", "1589", "", ""),
        ("1 589", "家", "1589", "家", ""),
        ("１，５８９", "家", "1589", "家", ""),
        ("三百二十万", "元", "3200000", "元", ""),
        ("逾万人次", "", "10000", "人次", "over"),
        ("-5", "", "-5", "", ""),
        ("12笸箩", "", "12", "笸箩", ""),
        ("300余笸箩", "", "300", "笸箩", "over"),
        ("12", "万笸箩", "120000", "笸箩", ""),
        ("317", "台（套）", "317", "台（套）", ""),
    ],
)
def test_a_cell_is_read_with_the_unit_that_stands_in_it_or_beside_it(hand, cell, beside, shown, unit, bound):
    written = hand.written(cell, beside)
    assert (written.amount.shown, written.unit, written.amount.bound) == (shown, unit, bound)


@pytest.mark.parametrize(
    ("cell", "beside", "said"),
    [
        ("很多", "", "'很多' is not a number; write 2300, 约280万元, 18%, or a range as 3至5个"),
        ("培训12场、300人次", "", "holds 2 numbers; write one a row, or one a column"),
        ("280万元", "人", "'280万元' is in 元, but the unit beside it is 人; keep one of them"),
        ("2024-05-01", "家", "is not a number"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_write(hand, cell, beside, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        hand.written(cell, beside)
