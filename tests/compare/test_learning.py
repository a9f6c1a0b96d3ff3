"""The learning loop: run, compare, accept what is suggested, run and compare again."""

import csv
import re

import pytest

from extractor.check import run as check
from extractor.cli.app import call
from extractor.compare.manual import COLUMNS

NEWS = {
    "a.txt": "云岭高新区总工会送苗到户\n云岭高新区总工会举办麦田同行，惠及职工320人次。\n"
    "今年以来，发放爱心菜苗300余畦，培训职工120人。",
    "b.txt": "麦溪谷总工会服务职工\n麦溪谷总工会今年建成职工书屋12家，服务职工4300人次。",
    "c.txt": "禾谷科技园工会见闻\n禾谷科技园工会走访企业70家。禾谷科技园工会慰问职工900人次。"
    "“从车间走5分钟就到。”职工说。",
    "d.txt": "济宁高新区总工会慰问职工\n济宁高新区总工会慰问职工210人。",
    "e.txt": "济南高新区总工会慰问职工\n济南高新区总工会慰问职工320人。",
}
# file, raw, value, unit, zone, program, indicator
MANUAL = [
    ("a", "320人次", "320", "人次", "云岭高新区", "麦田同行", "职工"),
    ("a", "300余畦", "300", "畦", "云岭高新区", "", "爱心菜苗"),
    ("a", "120人", "120", "人", "云岭高新区", "", "职工|培训职工"),
    ("b", "12家", "12", "家", "麦溪谷", "", "职工书屋"),
    ("b", "4300人次", "4300", "人次", "麦溪谷", "", "职工"),
    ("c", "70家", "70", "家", "禾溪谷科技园", "", "企业"),
    ("c", "900人次", "900", "人次", "禾溪谷科技园", "", "职工"),
    ("d", "210人", "210", "人", "济南高新区", "", "职工"),
    ("e", "320人", "320", "人", "济宁高新区", "", "职工"),
]


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def loop(tmp_path_factory):
    """Both rounds: the folders of the first and of the second, and what each printed."""
    folder = tmp_path_factory.mktemp("loop")
    (folder / "news").mkdir()
    for name, text in NEWS.items():
        (folder / "news" / name).write_text(text, encoding="utf-8")
    with (folder / "manual.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, restval="")
        writer.writeheader()
        for order, (file, raw, value, unit, zone, program, indicator) in enumerate(MANUAL, 1):
            writer.writerow(
                {"file": file, "article": 1, "order": order, "raw": raw, "value": value, "unit": unit,
                 "zone": zone, "program": program, "indicator": indicator, "kind": "required"}
            )  # fmt: skip
    news, first, second = (str(folder / name) for name in ("news", "first", "second"))
    manual = str(folder / "manual.csv")
    assert call(["run", news, "--out", first]) == 0
    assert call(["compare", first, manual, "--out", first]) == 0
    taught = str(folder / "first" / "suggestions")
    assert call(["run", news, "--out", second, "--patterns", taught]) == 0
    assert call(["compare", second, manual, "--out", second, "--patterns", taught, "--no-suggest"]) == 0
    return folder


def scores(folder):
    return {
        (row["by"], row["name"]): float(row["f1"])
        for row in rows_of(folder / "scores.csv")
        if row["by"] != "unit"
    }


def verdicts(folder):
    return {
        (row["manual_file"], row["manual_raw"] or row["raw"]): row["verdict"]
        for row in rows_of(folder / "comparison.csv")
    }


def test_each_kind_of_miss_gets_a_suggestion_that_says_what_it_rests_on(loop):
    rows = [row for row in rows_of(loop / "first" / "suggestions.csv") if row["kind"] != "gap"]
    assert sorted((row["kind"], row["name"], row["stands_for"], row["mends"]) for row in rows) == [
        ("alias", "禾谷科技园", "禾溪谷科技园", "2"),
        ("program", "麦田同行", "", "1"),
        ("reject", "间走5分钟就到", "", "1"),
        ("unit", "畦", "", "1"),
        ("zone", "麦溪谷", "", "2"),
    ]
    assert all(row["figure_ids"] or row["manual_places"] for row in rows)
    assert all(row["name"] in row["sentence"] for row in rows)


def test_what_cannot_be_taught_is_a_gap(loop):
    gaps = [row for row in rows_of(loop / "first" / "suggestions.csv") if row["kind"] == "gap"]
    assert sorted(row["name"] for row in gaps) == ["zone 济南高新区", "zone 济宁高新区"]


def test_swapped_zones_of_like_names_are_no_alias(loop):
    written = loop / "first" / "suggestions" / "names" / "zones.csv"
    assert [row["name"] for row in rows_of(written)] == ["禾溪谷科技园"]


def failures_in(folder):
    """The cases of the folder's own files that fail; those of the house are tested elsewhere."""
    return [
        failure.line for failure in check(folder).failures if failure.case.file.startswith(folder.as_posix())
    ]


def test_the_check_accepts_the_folder(loop):
    assert failures_in(loop / "first" / "suggestions") == []


def test_every_entry_carries_an_example_or_a_reject(loop):
    files = sorted((loop / "first" / "suggestions").glob("*.yaml"))
    entries = [
        entry for file in files for entry in re.split(r"(?m)^  - ", file.read_text(encoding="utf-8"))[1:]
    ]
    assert len(entries) == 5
    assert all(re.search(r"(?m)^    (?:examples|rejects|gaps):", entry) for entry in entries)


def test_accepting_raises_the_score_and_nothing_falls(loop):
    before, after = scores(loop / "first"), scores(loop / "second")
    assert {name for name, f1 in before.items() if after.get(name, 0) < f1} == set()
    assert before["all", ""] < after["all", ""] == 1.0
    assert before["field", "zone"] < after["field", "zone"]
    assert before["field", "program"] < after["field", "program"] == 1.0
    was, now = verdicts(loop / "first"), verdicts(loop / "second")
    assert was["a", "300余畦"] != "matched" == now["a", "300余畦"]
    assert {name for name, verdict in now.items() if verdict != "matched"} == {("d", "210人"), ("e", "320人")}


@pytest.mark.slow
def test_accepting_changes_nothing_in_the_corpus(loop, checkout, tmp_path):
    taught = str(loop / "first" / "suggestions")
    for name, more in (("plain", []), ("taught", ["--patterns", taught])):
        out = str(tmp_path / name)
        assert call(["run", str(checkout / "corpus/articles"), "--out", out, *more]) == 0
        manual = str(checkout / "corpus/manual/figures.csv")
        assert call(["compare", out, manual, "--out", out, "--no-suggest", *more]) == 0
    assert (tmp_path / "plain/comparison.csv").read_bytes() == (
        tmp_path / "taught/comparison.csv"
    ).read_bytes()


def test_an_edited_folder_is_kept_when_the_next_comparison_writes_its_own(loop, capsys, tmp_path):
    out = tmp_path / "out"
    arguments = ["compare", str(loop / "first"), str(loop / "manual.csv"), "--out", str(out)]
    assert call(arguments) == 0
    assert call(arguments) == 0
    assert not (out / "suggestions.1").exists()
    (out / "suggestions" / "programs.yaml").unlink()
    assert call(arguments) == 0
    assert not (out / "suggestions.1" / "programs.yaml").exists()
    assert (out / "suggestions" / "programs.yaml").exists()
    assert "the edited suggestions were kept as" in capsys.readouterr().err


def test_suggestions_are_put_behind_an_analysts_own_patterns(loop, tmp_path):
    mine = tmp_path / "mine"
    (mine / "names").mkdir(parents=True)
    (mine / "units.yaml").write_text(
        "# my own\nunits:\n  - id: unit.mine\n    about: 我的量词\n    dimension: count\n    names: [笸箩]\n",
        encoding="utf-8",
    )
    (mine / "names" / "zones.csv").write_text("name,aliases\n东禾谷,\n", encoding="utf-8")
    out = tmp_path / "out"
    arguments = [
        "compare",
        str(loop / "first"),
        str(loop / "manual.csv"),
        "--patterns",
        str(mine),
        "--out",
        str(out),
    ]
    assert call(arguments) == 0
    text = (out / "suggestions" / "units.yaml").read_text(encoding="utf-8")
    assert "# my own" in text
    assert text.index("unit.mine") < text.index("unit.suggested-")
    assert [row["name"] for row in rows_of(out / "suggestions" / "names" / "zones.csv")] == [
        "东禾谷",
        "禾溪谷科技园",
    ]
    assert failures_in(out / "suggestions") == []


def test_a_table_of_facts_rejects_nothing_it_only_leaves_out(loop, tmp_path):
    page = tmp_path / "facts.csv"
    page.write_text("区域,指标,数值,单位\n云岭高新区,培训职工,120,人\n", encoding="utf-8")
    assert call(["compare", str(loop / "first"), str(page), "--out", str(tmp_path / "out")]) == 0
    assert "reject" not in {row["kind"] for row in rows_of(tmp_path / "out" / "suggestions.csv")}
    assert {row["verdict"] for row in rows_of(tmp_path / "out" / "comparison.csv")} == {"matched", "spurious"}
