import csv

import pytest

from extractor.compare.manual import COLUMNS


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
        (
            "a,b\n1,2\n",
            "extractor: no figure in m.csv: no line of headings with values below it; name the columns",
        ),
        (
            "园区,数值\n甲乙区,很多\n",
            "extractor: no figure in m.csv: row 2, column B: '很多' is not a number",
        ),
    ],
)
def test_a_manual_table_that_is_none_is_wrong_usage(extractor, outputs, tmp_path, text, said):
    manual = tmp_path / "m.csv"
    if text:
        manual.write_text(text, encoding="utf-8")
    status, _, err = extractor("compare", outputs, manual, "--out", outputs)
    assert status == 2
    assert said in err
    assert not (outputs / "comparison.csv").exists()


@pytest.fixture
def sheet(tmp_path):
    def write(*rows):
        path = tmp_path / "analyst.csv"
        path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="gb18030")
        return path

    return write


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_an_analysts_own_sheet_compares_as_well(extractor, outputs, sheet, tmp_path):
    page = sheet(
        ("区域", "数值", "单位"), ("甲乙区", "30", "人"), ("甲乙区", "6", "家"), ("甲乙区", "很多", "家")
    )
    status, out, err = extractor("compare", outputs, page, "--out", tmp_path / "cmp", "--no-suggest")
    assert (status, out.splitlines()[0]) == (0, "found 1 of 2 figures, 1 beside them")
    assert err.startswith(
        "refused analyst.csv: row 4, column B: '很多' is not a number; write 2300, 约280万元"
    )
    assert [(row["source"], row["place"]) for row in rows_of(tmp_path / "cmp/refusals.csv")] == [
        ("analyst.csv", "row 4, column B")
    ]
    assert {path.name for path in (tmp_path / "cmp").iterdir()} == {
        ".lock", "comparison.csv", "comparison.html", "comparison.xlsx", "scores.csv", "refusals.csv",
    }  # fmt: skip
    assert extractor("compare", outputs, page, "--out", tmp_path / "cmp", "--no-suggest", "--strict")[0] == 1


def test_a_runs_own_refusals_stay_beside_those_of_the_comparison(extractor, news, sheet, tmp_path):
    (news / "b.xyz").write_bytes(b"?")
    extractor("run", news, "--out", tmp_path / "out")
    page = sheet(("区域", "数值"), ("甲乙区", "30人"), ("甲乙区", "很多"))
    for _ in range(2):
        extractor("compare", tmp_path / "out", page, "--out", tmp_path / "out", "--no-suggest")
    assert [row["source"] for row in rows_of(tmp_path / "out/refusals.csv")] == ["b.xyz", "analyst.csv"]


def test_columns_are_given_by_hand(extractor, outputs, sheet, tmp_path):
    page = sheet(("哪里", "多少"), ("甲乙区", "30人"), ("甲乙区", "5家"))
    arguments = ("compare", outputs, page, "--out", tmp_path / "cmp", "--columns", "zone=哪里,value=多少")
    status, out, _ = extractor(*arguments, "--no-suggest")
    assert (status, out.splitlines()[0]) == (0, "found 2 of 2 figures, 0 beside them")


@pytest.mark.parametrize("headers", ["en", "zh"])
def test_two_runs_are_compared_with_the_same_command(extractor, outputs, news, tmp_path, headers):
    (news / "a.txt").write_text("甲乙区工会\n开会，慰问31人，走访5家。", encoding="utf-8")
    extractor("run", news, "--out", tmp_path / "later", "--headers", headers)
    status, out, err = extractor("compare", outputs, tmp_path / "later", "--out", tmp_path / "cmp")
    assert (status, err) == (0, "")
    assert out == "2 figures before, 2 now: 1 appeared, 1 vanished, 0 changed, 1 moved\n"
    told = [(row["what"], row["raw"]) for row in rows_of(tmp_path / "cmp/differences.csv")]
    assert told == [("vanished", "30人"), ("appeared", "31人"), ("moved", "5家")]


def test_two_runs_have_no_floor(extractor, outputs, tmp_path):
    status, _, err = extractor("compare", outputs, outputs, "--out", tmp_path / "cmp", "--min", "f1=0.5")
    assert (status, err) == (2, "extractor: --min and --columns are for a manual table; these are two runs\n")


def test_the_page_is_offline_and_says_what_the_text_says(extractor, outputs, manual):
    extractor("compare", outputs, manual, "--out", outputs, "--no-suggest")
    page = (outputs / "comparison.html").read_text(encoding="utf-8")
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert "://" not in page
    assert "<script" not in page
    assert "慰问<mark>30人</mark>，走访5家。" in page
