from decimal import Decimal

import pytest

from extractor.tables.manual import COLUMNS, ManualError, read_manual

ROW = dict.fromkeys(COLUMNS, "") | {
    "file": "page",
    "article": "1",
    "raw": "3至5个",
    "value": "3..5",
    "unit": "个|所",
    "zone": "高新区",
    "organization": "高新区总工会|",
    "kind": "required",
}


def test_a_row_gives_its_range_and_its_alternatives():
    (figure,) = read_manual([ROW], "m.csv")
    assert figure.value == (Decimal(3), Decimal(5))
    assert figure.units == ("个", "所")
    assert figure.fields == {"zone": ("高新区",), "organization": ("高新区总工会", "")}


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"value": "很多"}, "m.csv:3: value '很多' is not a number; write 2300, 0.5, or a range as 3..5"),
        ({"value": "NaN"}, "m.csv:3: value 'NaN' is not a number; write 2300, 0.5, or a range as 3..5"),
        ({"article": "一"}, "m.csv:3: article '一' is not its place on the page; write 1, 2, …"),
        ({"kind": "maybe"}, "m.csv:3: kind 'maybe' is not known; expected required or optional"),
    ],
)
def test_a_bad_row_is_named_with_its_line(cells, line):
    with pytest.raises(ManualError) as caught:
        read_manual([ROW, ROW | cells], "m.csv")
    assert str(caught.value) == line


def test_all_bad_rows_are_named_at_once():
    with pytest.raises(ManualError) as caught:
        read_manual([ROW | {"kind": ""}, ROW, ROW | {"value": ""}], "m.csv")
    assert [line.split(": ")[0] for line in str(caught.value).split("\n")] == ["m.csv:2", "m.csv:4"]


def test_a_column_that_is_missing_is_named():
    with pytest.raises(ManualError, match=r"m\.csv:1: no column unit, kind"):
        read_manual([{name: cell for name, cell in ROW.items() if name not in {"unit", "kind"}}], "m.csv")
