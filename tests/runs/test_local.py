import csv
import json
from dataclasses import replace

import pytest

from extractor.errors import UsageError
from extractor.model import Article, Page
from extractor.runs import gather, part
from extractor.runs.local import Listener, run
from extractor.sinks.formats import FORMATS
from extractor.sources.readers import DOCUMENTS, RECORDS
from extractor.sources.reading import Reading


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    (folder / "深").mkdir(parents=True)
    (folder / "b.txt").write_text("甲乙区慰问30人，走访5家。\n慰问7人。\n", encoding="gbk")
    (folder / "深/a.txt").write_text("丙丁区建成3所。", encoding="utf-8")
    (folder / "c.docy").write_text("x")
    (folder / "空.txt").write_text("")
    return folder


def rows(out, name):
    with (out / name).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_figures_come_by_source_article_and_place(news, tmp_path, extraction):
    run([news], tmp_path / "out", extraction)
    found = [
        (row["source"], row["article_index"], row["raw"]) for row in rows(tmp_path / "out", "figures.csv")
    ]
    assert found == [
        ("b.txt", "1", "30人"),
        ("b.txt", "1", "5家"),
        ("b.txt", "2", "7人"),
        ("深/a.txt", "1", "3所"),
    ]


def test_articles_hold_their_zone_and_how_many_figures_they_have(news, tmp_path, extraction):
    run([news], tmp_path / "out", extraction)
    found = [(row["zone"], row["figures"], row["text"]) for row in rows(tmp_path / "out", "articles.csv")]
    assert found == [
        ("甲乙区", "2", "甲乙区慰问30人，走访5家。"),
        ("", "1", "慰问7人。"),
        ("丙丁区", "1", "丙丁区建成3所。"),
    ]


def test_what_was_refused_is_listed_and_told_at_once(news, tmp_path, extraction):
    told = []
    run([news], tmp_path / "out", extraction, listener=Listener(refused=told.append))
    listed = [tuple(row.values()) for row in rows(tmp_path / "out", "refusals.csv")]
    assert listed == [
        ("c.docy", "", f"no reader for .docy; read: {' '.join((*DOCUMENTS, *RECORDS, '.zip'))}"),
        ("空.txt", "", "it is empty"),
    ]
    assert [(one.source, one.place, one.reason) for one in told] == listed


def test_the_record_says_what_was_read_and_how(news, tmp_path, extraction):
    result = run([news], tmp_path / "out", extraction)
    record = json.loads((tmp_path / "out/run.json").read_text(encoding="utf-8"))
    counts = {"sources": 4, "articles": 3, "figures": 4, "refusals": 2, "facts": 4, "audit": result.audit}
    assert record["counts"] == counts
    assert (record["extractor"], record["patterns"], len(record["inputs"])) == ("0", "abc", 64)
    assert (result.articles, result.figures, result.with_zone, len(result.refusals)) == (3, 4, 3, 2)


def test_two_runs_give_the_same_bytes_but_for_the_seconds(news, tmp_path, extraction):
    for name in ("one", "two"):
        run([news], tmp_path / name, extraction, formats=FORMATS)
    for path in (tmp_path / "one").iterdir():
        if path.name not in {"run.json", "store.sqlite"}:
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    one, two = (json.loads((tmp_path / name / "run.json").read_text()) for name in ("one", "two"))
    assert one | {"seconds": 0} == two | {"seconds": 0}


def test_the_digest_of_the_inputs_changes_with_a_file(news, tmp_path, extraction):
    digests = set()
    for text in ("慰问30人", "慰问31人"):
        (news / "b.txt").write_text(text)
        run([news], tmp_path / "out", extraction)
        digests.add(json.loads((tmp_path / "out/run.json").read_text())["inputs"])
    assert len(digests) == 2


def test_a_run_into_its_own_input_folder_does_not_read_its_tables(news, extraction):
    first = run([news], news, extraction)
    second = run([news], news, extraction)
    assert (first.sources, second.sources) == (4, 4)


def test_headings_in_chinese(news, tmp_path, extraction):
    run([news], tmp_path / "out", extraction, headers="zh")
    assert list(rows(tmp_path / "out", "refusals.csv")[0]) == ["来源文件", "位置", "原因"]


def test_progress_is_told_file_by_file(news, tmp_path, extraction):
    told = []
    run([news], tmp_path / "out", extraction, listener=Listener(done=lambda *counts: told.append(counts)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize("step", ["articles_of", "figures_of"])
def test_a_bug_in_one_article_costs_that_article_and_is_listed(news, tmp_path, extraction, step):
    def failing(value):
        if "7人" in value.text:
            raise RecursionError("too deep")
        return getattr(extraction, step)(value)

    result = run([news], tmp_path / "out", replace(extraction, **{step: failing}))
    (refusal,) = [one for one in result.refusals if one.source == "b.txt"]
    assert refusal.place == ("article 2" if step == "figures_of" else "")
    assert refusal.reason == "the extractor failed on it (RecursionError: too deep); please report this"
    assert "丙丁区建成3所。" in [row["text"] for row in rows(tmp_path / "out", "articles.csv")]


def test_a_source_of_several_pages_numbers_its_articles_through(tmp_path, extraction, monkeypatch):
    pages = (Page("a.txt", "慰问1人"), Page("a.txt", "慰问2人\n慰问3人"))
    monkeypatch.setattr(part, "load", lambda _path, source, _columns: Reading(source, pages))
    (tmp_path / "a.txt").write_text("x")
    run([tmp_path / "a.txt"], tmp_path / "out", extraction)
    assert [row["article_index"] for row in rows(tmp_path / "out", "articles.csv")] == ["1", "2", "3"]


def test_an_interrupted_run_leaves_the_tables_of_the_last_one(news, tmp_path, extraction):
    out = tmp_path / "out"
    run([news], out, extraction)
    before = {path.name: path.read_bytes() for path in out.iterdir() if "store" not in path.name}

    def interrupted(_article: Article):
        raise KeyboardInterrupt

    (news / "b.txt").write_text("慰问99人")
    with pytest.raises(KeyboardInterrupt):
        run([news], out, replace(extraction, figures_of=interrupted))
    after = {path.name: path.read_bytes() for path in out.iterdir() if "store" not in path.name}
    assert after == before


def test_a_bug_in_the_tables_of_facts_does_not_cost_the_figures(news, tmp_path, extraction, monkeypatch):
    def failing(*_given):
        raise RecursionError("too deep")

    monkeypatch.setattr(gather, "summary_row", failing)
    told = []
    result = run([news], tmp_path / "out", extraction, listener=Listener(refused=told.append))
    assert [one.source for one in told] == ["c.docy", "空.txt", "summary.csv"]
    assert rows(tmp_path / "out", "refusals.csv")[-1]["source"] == "summary.csv"
    assert len(rows(tmp_path / "out", "figures.csv")) == result.figures == 4
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        ".lock",
        "articles.csv",
        "figures.csv",
        "refusals.csv",
        "run.json",
        "store.sqlite",
    ]


def test_no_input_makes_no_output_folder(tmp_path, extraction):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no input"):
        run([tmp_path / "empty"], tmp_path / "out", extraction)
    assert not (tmp_path / "out").exists()
