import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.table import COMPARISON
from extractor.tables.compare import agrees, compare, comparison_row
from extractor.tables.manual import COLUMNS, read_manual
from extractor.tables.score import score

BLANK = dict.fromkeys(COLUMNS, "")
FOUND_BLANK = dict.fromkeys(["figure_id", "value_max", "organization", "sentence"], "") | {"in_title": "0"}


def wanted(*rows, article="1"):
    """Manual figures from (raw, value, unit, …fields)."""
    cells = []
    for order, (raw, value, unit, *rest) in enumerate(rows, 1):
        fields = {"kind": "required"} | (rest[0] if rest else {})
        row = {
            "file": "page",
            "article": article,
            "order": str(order),
            "raw": raw,
            "value": value,
            "unit": unit,
        }
        cells.append(BLANK | row | fields)
    return read_manual(cells, "m.csv")


def found(*rows, source="2025/page.txt", article="1"):
    """Rows of figures.csv from (raw, value, unit, …fields)."""
    cells = []
    for start, (raw, value, unit, *rest) in enumerate(rows):
        row = {"source": source, "article_index": article, "start": str(start * 10)}
        row |= {"raw": raw, "value": value, "unit": unit}
        cells.append(FOUND_BLANK | row | (rest[0] if rest else {}))
    return cells


def verdicts(given_rows, manual_rows):
    return [one.verdict.value for one in compare(given_rows, manual_rows)]


@pytest.mark.parametrize(
    ("given_row", "manual_row", "verdict", "differs"),
    [
        (("33家", "33", "家"), ("33家", "33", "家"), "matched", ()),
        (("33家", "33", "家"), ("33家", "33.0", "个|家"), "matched", ()),
        (("三分之一", "33.33", "%"), ("三分之一", "33.33", "％"), "matched", ()),
        (("3至5个", "3", "个", {"value_max": "5"}), ("3至5个", "3..5", "个"), "matched", ()),
        (("3至5个", "3", "个"), ("3至5个", "3..5", "个"), "value_differs", ("value",)),
        (("1.5亿", "15000", "元"), ("超1.5亿元", "150000000", "元"), "value_differs", ("value",)),
        (("2万元", "20000", "万元"), ("2万元", "20000", "元"), "unit_differs", ("unit",)),
        (
            ("3人", "3", "人", {"zone": "甲区"}),
            ("3人", "3", "人", {"zone": "乙区"}),
            "attachment_differs",
            ("zone",),
        ),
        (("3人", "3", "人", {"bound": "over"}), ("3人", "3", "人", {"bound": ""}), "matched", ()),
        (("3人", "3", "人", {"program": ""}), ("3人", "3", "人", {"program": "求学圆梦|"}), "matched", ()),
    ],
)
def test_one_figure_against_one(given_row, manual_row, verdict, differs):
    (one,) = compare(found(given_row), wanted(manual_row))
    assert (one.verdict.value, one.differs) == (verdict, differs)


def test_what_stands_on_one_side_only_is_missing_or_spurious():
    given_rows = found(("1人", "1", "人"), ("9家", "9", "家"), ("3项", "3", "项"))
    manual_rows = wanted(("1人", "1", "人"), ("3项", "3", "项"), ("4所", "4", "所"))
    assert verdicts(given_rows, manual_rows) == ["matched", "spurious", "matched", "missing"]


def test_figures_pair_in_reading_order_only():
    given_rows = found(("2人", "2", "人"), ("1人", "1", "人"))
    manual_rows = wanted(("1人", "1", "人"), ("2人", "2", "人"))
    assert sorted(verdicts(given_rows, manual_rows)) == ["matched", "missing", "spurious"]


def test_of_equal_figures_those_pair_that_agree_best():
    given_rows = found(("1人", "1", "人", {"zone": "甲区"}), ("1人", "1", "人", {"zone": "乙区"}))
    assert [
        one.found["zone"] for one in compare(given_rows, wanted(("1人", "1", "人", {"zone": "乙区"})))
    ] == [
        "甲区",
        "乙区",
    ]
    assert verdicts(given_rows, wanted(("1人", "1", "人", {"zone": "乙区"}))) == ["spurious", "matched"]


@pytest.mark.parametrize(
    "given_rows", [[], found(("5天", "5", "天")), found(("5天", "5", "天"), ("5天", "5", "天"))]
)
def test_an_optional_figure_is_neither_missed_nor_spurious(given_rows):
    compared = compare(given_rows, wanted(("5天", "5", "天", {"kind": "optional"})))
    assert {one.verdict.value for one in compared} <= {"matched"}
    assert (score(compared).missed, score(compared).extra) == (0, 0)


def test_another_article_and_another_file_are_not_mixed_up():
    given_rows = found(("1人", "1", "人"), article="2") + found(("7人", "7", "人"), source="other.txt")
    assert verdicts(given_rows, wanted(("1人", "1", "人"))) == ["missing", "spurious"]


def test_figures_of_the_title_come_first():
    given_rows = found(("1人", "1", "人"), ("2人", "2", "人", {"in_title": "1"}))
    assert verdicts(given_rows, wanted(("2人", "2", "人"), ("1人", "1", "人"))) == ["matched", "matched"]


@pytest.mark.parametrize(
    ("name", "accepted", "cell", "expected"),
    [
        ("zone", "宝鸡高新区", "宝鸡高新区", True),
        ("zone", "新会区", "江门市新会区", True),
        ("zone", "太原市", "太原", True),
        ("zone", "宝鸡高新区", "宝鸡", False),
        ("zone", "济南高新区", "济宁高新区", False),
        ("zone", "", "宝鸡", False),
        ("program", "师带徒", "“师带徒”培养体系", True),
        ("program", "师带徒", "", False),
        ("program", "求学圆梦|", "", True),
        ("indicator", "教案|“一页纸”教案", "一页纸教案", True),
        ("indicator", "职工", "职工数", False),
        ("period", "２０２５年", "2025年", True),
    ],
)
def test_a_field_agrees_with_one_of_its_accepted_forms(name, accepted, cell, expected):
    assert agrees(name, accepted.split("|"), cell) is expected


def test_a_row_of_the_table_holds_both_sides():
    (one,) = compare(
        found(("3人", "3", "人", {"zone": "甲区"})), wanted(("3人", "3", "人", {"zone": "乙区"}))
    )
    cells = dict(zip(COMPARISON.names, comparison_row(one), strict=True))
    picked = [cells[name] for name in ("manual_zone", "zone", "manual_raw", "source", "differs")]
    assert picked == ["乙区", "甲区", "3人", "2025/page.txt", "zone"]


def test_a_number_of_any_length_is_compared():
    long = "9" * 60 + ".123456"
    assert verdicts(found((long, long, "元")), wanted((long, long, "元"))) == ["matched"]


def test_the_score_counts_by_the_book():
    given_rows = found(
        ("1人", "1", "人", {"zone": "甲区", "period": "今年"}),
        ("2人", "2", "人", {"zone": "丙区"}),
        ("9家", "9", "家"),
    )
    manual_rows = wanted(
        ("1人", "1", "人", {"zone": "甲区", "period": "今年"}),
        ("2人", "2", "人", {"zone": "乙区"}),
        ("3人", "3", "人", {"zone": "乙区"}),
        ("5天", "5", "天", {"kind": "optional"}),
    )
    scored = score(compare(given_rows, manual_rows))
    assert (scored.found, scored.missed, scored.extra) == (2, 1, 1)
    picked = {
        name: round(scored.ratios[name], 3) for name in ("precision", "recall", "zone", "period", "whole")
    }
    assert picked == {"precision": 0.667, "recall": 0.667, "zone": 0.5, "period": 1.0, "whole": 0.333}
    assert scored.falls_short({"zone": 0.5, "f1": 0.7, "period": 1}) == ["f1"]


def test_nothing_found_scores_nothing():
    scored = score(compare([], wanted(("1人", "1", "人"))))
    assert (scored.ratios["f1"], scored.ratios["whole"], scored.missed) == (0.0, 0.0, 1)


quantities = st.lists(
    st.sampled_from([("1人", "1", "人"), ("2人", "2", "人"), ("2家", "2", "家")]), max_size=6
)


@given(quantities, quantities)
def test_every_required_and_every_found_figure_has_one_verdict(given_rows, manual_rows):
    compared = compare(found(*given_rows), wanted(*manual_rows))
    assert sum(one.manual is not None for one in compared) == len(manual_rows)
    if manual_rows:
        assert sum(one.found is not None for one in compared) == len(given_rows)
