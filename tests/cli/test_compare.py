import csv

import pytest

from extractor.tables.manual import COLUMNS


@pytest.fixture
def manual(tmp_path):
    rows = [("30人", "30", "人", "甲乙区"), ("6家", "6", "家", "甲乙区")]
    with (tmp_path / "manual.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, restval="")
        writer.writeheader()
        for order, (raw, value, unit, zone) in enumerate(rows, 1):
            row = {"file": "a", "article": 1, "order": order, "raw": raw, "value": value, "unit": unit}
            writer.writerow(row | {"zone": zone, "kind": "required"})
    return tmp_path / "manual.csv"


@pytest.fixture
def outputs(extractor, news, tmp_path):
    extractor("run", news, "--out", tmp_path / "out")
    return tmp_path / "out"


@pytest.mark.parametrize("given", ["", "figures.csv"])
def test_the_scores_are_printed_and_the_verdicts_written(extractor, outputs, manual, given):
    status, out, err = extractor("compare", outputs / given, manual, "--out", outputs)
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "found 1 of 2 figures, 1 beside them"
    ratios = {line.split()[0]: line.split()[1] for line in out.splitlines()[1:]}
    assert (ratios["precision"], ratios["zone"], ratios["whole"]) == ("0.500", "1.000", "0.500")
    with (outputs / "comparison.csv").open(encoding="utf-8-sig", newline="") as handle:
        assert [row["verdict"] for row in csv.DictReader(handle)] == ["matched", "missing", "spurious"]


@pytest.mark.parametrize(
    ("least", "status", "said"),
    [
        (["f1=0.5"], 0, ""),
        (["f1=0.6", "zone=1", "recall=0.51"], 1, "falls short of f1=0.6 (0.500), recall=0.51 (0.500); see "),
        (
            ["f2=1"],
            2,
            "extractor: --min f2=1 is not NAME=RATIO from 0 to 1; NAME is one of precision, recall",
        ),
        (["f1"], 2, "extractor: --min f1 is not"),
        (["f1=95"], 2, "extractor: --min f1=95 is not"),
        (["f1=nan"], 2, "extractor: --min f1=nan is not"),
    ],
)
def test_a_floor_decides_the_status(extractor, outputs, manual, least, status, said):
    options = [word for pair in least for word in ("--min", pair)]
    given, _, err = extractor("compare", outputs, manual, "--out", outputs, *options)
    assert given == status
    assert err.startswith(said)


def test_tables_with_chinese_headings_compare_as_well(extractor, news, manual, tmp_path):
    extractor("run", news, "--out", tmp_path / "zh", "--headers", "zh")
    assert "found 1 of 2" in extractor("compare", tmp_path / "zh", manual, "--out", tmp_path / "zh")[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "extractor: cannot read "),
        ("a,b\n1,2\n", "extractor: {manual}:1: no column file, article, order, raw"),
    ],
)
def test_a_manual_table_that_is_none_is_wrong_usage(extractor, outputs, tmp_path, text, said):
    manual = tmp_path / "m.csv"
    if text:
        manual.write_text(text)
    status, _, err = extractor("compare", outputs, manual, "--out", outputs)
    assert status == 2
    assert err.startswith(said.format(manual=manual))
    assert not (outputs / "comparison.csv").exists()
