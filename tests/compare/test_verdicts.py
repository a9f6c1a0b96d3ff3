import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.compare.headings import Headings
from extractor.compare.knowledge import Knowledge
from extractor.compare.manual import read_manual
from extractor.compare.score import score
from extractor.compare.verdicts import compare, comparison_row
from extractor.model.table import COMPARISON

NOTHING = Knowledge()
ATTACHED = "attachment_differs"


def judged(found, sheet, knowledge=NOTHING):
    return compare(found, read_manual([sheet], Headings(), knowledge).figures, knowledge).verdicts


def names(found, sheet, knowledge=NOTHING):
    return [one.verdict.value for one in judged(found, sheet, knowledge)]


@pytest.mark.parametrize(
    ("row", "manual", "verdict", "differs"),
    [
        (("33家", "33", "家"), ("33家", "33", "家"), "matched", ()),
        (("33家", "33", "家"), ("33家", "33.0", "个|家"), "matched", ()),
        (("三分之一", "33.33", "%"), ("三分之一", "33.3333", "％"), "value_differs", ("value",)),
        (("三分之一", "33.33", "%"), ("三分之一", "33.33", "％"), "matched", ()),
        (("3至5个", "3", "个", {"value_max": "5"}), ("3至5个", "3..5", "个"), "matched", ()),
        (("3至5个", "3", "个"), ("3至5个", "3..5", "个"), "value_differs", ("value",)),
        (("1.5亿", "15000", "元"), ("超1.5亿元", "150000000", "元"), "value_differs", ("value",)),
        (("1.5亿", "150230000", "元"), ("1.5亿", "150000000", "元"), "value_differs", ("value",)),
        (("2万元", "20000", "万元"), ("2万元", "20000", "元"), "unit_differs", ("unit",)),
        (("2万元", "2", "万元"), ("2万元", "20000", "元"), "value_differs", ("value", "unit")),
        (("3人", "3", "人", {"zone": "甲"}), ("3人", "3", "人", {"zone": "乙"}), ATTACHED, ("zone",)),
        (("3人", "3", "人", {"bound": "over"}), ("3人", "3", "人", {"bound": ""}), "matched", ()),
        (("3人", "3", "人", {"bound": "over"}), ("3人", "3", "人", {"bound": "exact"}), ATTACHED, ("bound",)),
        (("3人", "3", "人", {"program": ""}), ("3人", "3", "人", {"program": "求学圆梦|"}), "matched", ()),
    ],
)  # fmt: skip
def test_one_mention_against_one(extracted, ours, row, manual, verdict, differs):
    (one,) = judged(extracted(row), ours(manual))
    assert (one.verdict.value, one.differs) == (verdict, differs)


def test_what_stands_on_one_side_only_is_missing_or_spurious(extracted, ours):
    rows = extracted(("1人", "1", "人"), ("9家", "9", "家"), ("3项", "3", "项"))
    manual = ours(("1人", "1", "人"), ("3项", "3", "项"), ("4所", "4", "所"))
    assert names(rows, manual) == ["matched", "spurious", "matched", "missing"]


def test_a_number_inside_a_longer_one_is_not_the_same_words(extracted, ours):
    assert names(extracted(("1196家", "1196", "家")), ours(("16家", "16", "家"))) == ["missing", "spurious"]


def test_reading_order_tells_equal_figures_apart(extracted, ours):
    zones = [{"zone": "甲区"}, {"zone": "乙区"}, {"zone": "丙区"}]
    rows = extracted(*[("1人", "1", "人", zone) for zone in zones])
    manual = ours(*[("1人", "1", "人") for _ in zones])
    assert [one.found["zone"] for one in judged(rows, manual)] == ["甲区", "乙区", "丙区"]


def test_of_equal_figures_those_pair_that_agree_best(extracted, ours):
    rows = extracted(("1人", "1", "人", {"zone": "甲区"}), ("1人", "1", "人", {"zone": "乙区"}))
    assert names(rows, ours(("1人", "1", "人", {"zone": "乙区"}))) == ["spurious", "matched"]


def test_the_least_total_cost_wins_over_the_nearest_pair(extracted, ours):
    rows = extracted(("7家", "7", "家", {"indicator": "企业"}), ("5家", "5", "家", {"indicator": "企业"}))
    manual = ours(("5家", "5", "家", {"indicator": "企业"}), ("9家", "9", "家", {"indicator": "企业"}))
    pairs = {
        (one.manual.raw, one.found["raw"]): one.verdict.value
        for one in judged(rows, manual)
        if one.found and one.manual
    }
    assert pairs[("5家", "5家")] == "matched"


@pytest.mark.parametrize("count", [0, 1, 2])
def test_an_optional_figure_is_neither_missed_nor_spurious(extracted, ours, count):
    compared = judged(
        extracted(*[("5天", "5", "天")] * count), ours(("5天", "5", "天", {"kind": "optional"}))
    )
    assert {one.verdict.value for one in compared} <= {"matched"}
    assert (score(compared).missed, score(compared).extra) == (0, 0)


def test_another_article_and_another_file_are_not_mixed_up(extracted, ours):
    rows = extracted(("1人", "1", "人"), article_index="2") + extracted(
        ("7人", "7", "人"), source="other.txt"
    )
    manual = read_manual([ours(("1人", "1", "人"))], Headings(), NOTHING).figures
    comparison = compare(rows, manual)
    assert [one.verdict.value for one in comparison.verdicts] == ["missing", "spurious"]
    assert comparison.outside == 1


def test_figures_of_the_title_come_first(extracted, ours):
    rows = extracted(("1人", "1", "人"), ("2人", "2", "人", {"in_title": "1"}))
    compared = judged(rows, ours(("2人", "2", "人"), ("1人", "1", "人")))
    assert [one.manual.raw for one in compared] == ["2人", "1人"]


def test_a_row_of_the_table_holds_both_sides(extracted, ours):
    (one,) = judged(
        extracted(("3人", "3", "人", {"zone": "甲区"})), ours(("3人", "3", "人", {"zone": "乙区"}))
    )
    cells = dict(zip(COMPARISON.names, comparison_row(one), strict=True))
    picked = [
        cells[name] for name in ("manual_zone", "zone", "manual_raw", "source", "differs", "manual_place")
    ]
    assert picked == ["乙区", "甲区", "3人", "2025/page.txt", "zone", "row 2"]


def test_a_number_of_any_length_is_compared(extracted, ours):
    long = "9" * 60 + ".123456"
    assert names(extracted((long, long, "元")), ours((long, long, "元"))) == ["matched"]


mentions = st.lists(st.sampled_from([("1人", "1", "人"), ("2人", "2", "人"), ("2家", "2", "家")]), max_size=6)


@settings(deadline=None)
@given(mentions, mentions.filter(bool))
def test_every_required_and_every_found_figure_has_one_verdict(extracted, ours, given_rows, manual_rows):
    compared = judged(extracted(*given_rows), ours(*manual_rows))
    assert sum(one.manual is not None for one in compared) == len(manual_rows)
    assert sum(one.found is not None for one in compared) == len(given_rows)
