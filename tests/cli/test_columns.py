import csv

TEXT = "甲乙区工会\n慰问30人，走访5家。"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def export(folder, headings):
    with (folder / "export.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([headings, ["甲", TEXT]])


def test_columns_that_are_given_are_read(extractor, news, tmp_path):
    (news / "a.txt").unlink()
    export(news, ["题名", "全文内容"])
    status, _, _ = extractor("run", news, "--out", tmp_path / "out", "--columns", "title=题名,text=全文内容")
    assert status == 0
    assert [row["raw"] for row in rows(tmp_path / "out/figures.csv")] == ["30人", "5家"]


def test_an_export_without_a_known_column_is_refused_with_what_to_do(extractor, news, tmp_path):
    export(news, ["题名", "全文内容"])
    status, _, err = extractor("run", news, "--out", tmp_path / "out", "--strict")
    assert status == 1
    assert "found 题名, 全文内容; say which one: --columns text=NAME" in err


def test_columns_that_cannot_be_understood_are_wrong_usage(extractor, news, tmp_path):
    status, _, err = extractor("run", news, "--out", tmp_path / "out", "--columns", "全文")
    assert status == 2
    assert err.startswith("extractor: --columns '全文'; expected FIELD=COLUMN")
