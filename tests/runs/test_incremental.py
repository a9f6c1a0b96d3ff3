"""Runs that go on from the last one: what is new is read, what is known is not, nothing is lost."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from extractor.model.table import FIGURES
from extractor.runs.listener import Listener
from extractor.runs.local import run
from extractor.runs.part import read_part
from extractor.store import Decision, Store, default_url

TABLES = ("articles", "figures", "refusals", "summary", "audit", "changes", "wide")


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("甲乙区慰问30人。\n走访5家。", encoding="utf-8")
    (folder / "b.txt").write_text("丙丁区建成3所。", encoding="utf-8")
    (folder / "sub/c.txt").write_text("走访7家。", encoding="utf-8")
    (folder / "d.doc").write_bytes(b"x")
    return folder


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


class Told:
    """What a run says and reads."""

    def __init__(self):
        self.said = []
        self.refused = []
        self.read = []

    def __call__(self, paths, out, extraction, **options):
        def produce(files):
            for file in files:
                self.read.append(file.source)
                yield read_part(file, extraction)

        self.said, self.refused, self.read = [], [], []
        listener = Listener(refused=self.refused.append, said=self.said.append)
        return run(paths, out, extraction, listener=listener, produce=produce, **options)


@pytest.fixture
def go():
    return Told()


def tables(out):
    return {name: (out / f"{name}.csv").read_bytes() for name in TABLES}


def fresh(paths, tmp_path, extraction, **options):
    """The tables of one run over everything, into a folder of its own."""
    out = tmp_path / f"fresh{len(list(tmp_path.glob('fresh*')))}"
    run(paths, out, extraction, **options)
    return tables(out)


def cells(out, table, column):
    with (out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return [row[column] for row in csv.DictReader(handle)]


def written(out):
    return {path.name: path.stat().st_mtime_ns for path in out.glob("*.csv")}


def test_a_second_run_reads_nothing_and_writes_no_table(news, out, extraction, go):
    first = go([news], out, extraction)
    before = tables(out), written(out)
    second = go([news], out, extraction)
    assert (go.read, go.said, go.refused) == ([], [], [])
    assert (tables(out), written(out)) == before
    assert (first.read, first.unchanged, second.read, second.unchanged) == (4, 0, 0, 4)
    assert (second.articles, second.figures, second.with_zone, second.facts) == (4, 4, 2, 4)
    assert [one.source for one in second.refusals] == ["d.doc"]
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["files"] == {"read": 0, "unchanged": 4, "removed": 0, "forgotten": 0}
    assert [one["source"] for one in record["refusals"]] == ["d.doc"]


def test_a_new_file_alone_is_read_and_the_tables_are_those_of_one_run(news, out, tmp_path, extraction, go):
    go([news], out, extraction)
    (news / "0.txt").write_text("戊己区慰问9人。", encoding="utf-8")
    go([news], out, extraction)
    assert go.read == ["0.txt"]
    assert tables(out) == fresh([news], tmp_path, extraction)


def test_a_changed_file_replaces_its_figures(news, out, tmp_path, extraction, go):
    go([news], out, extraction)
    (news / "a.txt").write_text("甲乙区慰问31人。", encoding="utf-8")
    go([news], out, extraction)
    assert go.read == ["a.txt"]
    assert tables(out) == fresh([news], tmp_path, extraction)
    assert cells(out, "figures", "raw") == ["31人", "3所", "7家"]


def test_a_file_of_the_same_size_and_time_with_other_bytes_is_read(news, out, extraction, go):
    import os

    go([news], out, extraction)
    before = (news / "b.txt").stat()
    (news / "b.txt").write_text("丙丁区建成4所。", encoding="utf-8")
    os.utime(news / "b.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    go([news], out, extraction)
    assert go.read == ["b.txt"]


def test_a_file_that_was_only_touched_is_not_read(news, out, extraction, go):
    go([news], out, extraction)
    (news / "a.txt").touch()
    go([news], out, extraction)
    assert go.read == []


def test_a_removed_file_is_reported_and_stays_until_it_is_forgotten(news, out, tmp_path, extraction, go):
    go([news], out, extraction)
    before = tables(out)
    (news / "a.txt").unlink()
    result = go([news], out, extraction)
    assert go.said == ["no longer there, and still in the tables: a.txt"]
    assert (result.removed, result.sources, tables(out)) == (1, 4, before)
    result = go([news], out, extraction)
    assert (go.said, result.removed) == ([], 1)
    result = go([news], out, extraction, forget=True)
    assert (result.forgotten, result.removed, result.sources) == (1, 0, 3)
    assert tables(out) == fresh([news], tmp_path, extraction)


def test_a_file_that_is_there_again_is_no_longer_removed(news, out, extraction, go):
    go([news], out, extraction)
    (news / "a.txt").rename(news.parent / "a.txt")
    go([news], out, extraction)
    (news.parent / "a.txt").rename(news / "a.txt")
    result = go([news], out, extraction)
    assert (go.read, result.removed) == ([], 0)
    assert go([news], out, extraction, forget=True).forgotten == 0


def test_a_file_that_was_not_given_this_time_is_not_removed(news, out, extraction, go):
    go([news], out, extraction)
    before = tables(out)
    (news / "b.txt").unlink()
    result = go([news / "sub/c.txt"], out, extraction)
    assert (go.said, result.removed) == ([], 0)
    assert cells(out, "articles", "source") == ["a.txt", "a.txt", "b.txt", "c.txt"]
    assert go([news], out, extraction).removed == 1
    assert tables(out) == before


def test_files_below_a_folder_that_cannot_be_opened_are_not_removed(news, out, extraction, go, monkeypatch):
    import os

    go([news], out, extraction)
    scandir = os.scandir

    def closed(folder):
        if str(folder).endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", closed)
    result = go([news], out, extraction)
    assert (go.said, result.removed) == ([], 0)
    assert [one.source for one in go.refused] == ["sub"]


def test_a_file_that_is_given_under_a_longer_name_is_there_once(news, out, tmp_path, extraction, go):
    go([news / "sub"], out, extraction)
    assert cells(out, "articles", "source") == ["c.txt"]
    go([news], out, extraction)
    assert tables(out) == fresh([news], tmp_path, extraction)
    go([news / "sub"], out, extraction)
    assert sorted(cells(out, "articles", "source")) == ["a.txt", "a.txt", "b.txt", "c.txt"]


def test_a_folder_that_was_moved_is_not_read_again(news, out, extraction, go):
    go([news], out, extraction)
    before = tables(out)
    moved = news.rename(news.parent / "elsewhere")
    result = go([moved], out, extraction)
    assert (go.read, go.said, result.removed, tables(out)) == ([], [], 0, before)
    (moved / "a.txt").unlink()
    assert go([moved], out, extraction).removed == 1


def test_another_folders_file_of_the_same_name_takes_no_ones_place(news, out, tmp_path, extraction, go):
    go([news], out, extraction)
    before = cells(out, "figures", "raw")
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("庚辛区慰问99人。", encoding="utf-8")
    result = go([other], out, extraction)
    assert cells(out, "figures", "raw") == before
    (refusal,) = [one for one in result.refusals if one.source != "d.doc"]
    assert refusal.source == str(other / "a.txt")
    assert refusal.reason == (
        f"{news / 'a.txt'} has the same name in the tables (a.txt) and is still there; give both folders in "
        "one run, or another --out"
    )
    assert [one.source for one in go.refused] == [refusal.source]
    go([other], out, extraction)
    assert (go.read, go.refused) == ([], [])
    go([news, other], out, extraction)
    assert tables(out) == fresh([news, other], tmp_path, extraction)


def test_a_copy_of_a_file_that_is_there_adds_nothing(news, out, tmp_path, extraction, go):
    go([news], out, extraction)
    before = tables(out)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy/a.txt").write_bytes((news / "a.txt").read_bytes())
    result = go([tmp_path / "copy"], out, extraction)
    assert (result.read, tables(out)) == (0, before)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_is_missing_or_altered_is_written_again(news, out, extraction, go, name):
    go([news], out, extraction)
    before = tables(out)
    for spoil in (
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b""),
    ):
        spoil(out / f"{name}.csv")
        go([news], out, extraction)
        assert (go.read, tables(out)) == ([], before)


@pytest.mark.parametrize("options", [{"headers": "zh"}, {"formats": ("csv", "jsonl")}])
def test_other_headings_or_formats_are_written_without_reading(news, out, tmp_path, extraction, go, options):
    go([news], out, extraction)
    go([news], out, extraction, **options)
    assert go.read == []
    assert tables(out) == fresh([news], tmp_path, extraction, **options)
    assert (out / "figures.jsonl").exists() == ("formats" in options)


DEPENDS = {
    "extractor": "1", "segmenter": "rjieba", "columns": "", "ocr": "", "units.yaml": "u", "pages.yaml": "p",
    "names/columns.csv": "c", "names/manual_columns.csv": "m", "names/zones.csv": "z",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "read", "said"),
    [
        ({"units.yaml": "U"}, "all", "units.yaml changed"),
        (
            {"units.yaml": "U", "names/zones.csv": "Z"},
            "all",
            "names/zones.csv, units.yaml changed",
        ),
        ({"names/programs.csv": "P"}, "all", "names/programs.csv changed"),
        ({"extractor": "2"}, "all", "the extractor was 1 and is 2"),
        ({"segmenter": "jieba"}, "all", "--segmenter was rjieba and is jieba"),
        ({"names/manual_columns.csv": "M"}, "none", ""),
        ({"names/columns.csv": "C"}, "records", "names/columns.csv changed"),
        ({"columns": "title=题名"}, "records", "--columns changed"),
        ({"ocr": "3.4"}, "scans", "what reads scans was missing and is 3.4"),
    ],
)
def test_other_settings_read_what_they_touch_and_say_so(news, out, extraction, go, changed, read, said):
    (news / "r.jsonl").write_text('{"title": "题", "text": "走访8家。"}\n', encoding="utf-8")
    (news / "s.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    kinds = {"all": ["a.txt", "b.txt", "d.doc", "r.jsonl", "s.png", "sub/c.txt"], "none": []}
    kinds |= {"records": ["r.jsonl"], "scans": ["s.png"]}
    go([news], out, replace(extraction, depends=DEPENDS))
    go([news], out, replace(extraction, depends=DEPENDS | changed))
    assert go.read == kinds[read]
    count = len(go.read)
    sentence = f"{count} of 6 files {'is' if count == 1 else 'are'} read again: {said}"
    assert go.said == ([sentence] if said else [])
    go([news], out, replace(extraction, depends=DEPENDS | changed))
    assert go.read == []


def test_figures_that_settings_changed_are_those_of_one_run(news, out, tmp_path, extraction, go):
    go([news], out, replace(extraction, depends=DEPENDS))
    other = replace(extraction, figures_of=lambda _: (), depends=DEPENDS | {"units.yaml": "U"})
    go([news], out, other)
    assert tables(out) == fresh([news], tmp_path, other)


def test_decisions_stay_when_a_file_is_read_again_or_forgotten(news, out, extraction, go):
    go([news], out, extraction)
    figure_id = cells(out, "figures", "figure_id")[0]
    with Store.open(default_url(out)) as store:
        store.decide(Decision(figure_id, "a", "reject", "lin", "2025-01-01T00:00:00+00:00"))
    (news / "a.txt").write_text("甲乙区慰问30人。\n走访6家。", encoding="utf-8")
    go([news], out, extraction)
    assert figure_id in cells(out, "figures", "figure_id")
    (news / "a.txt").unlink()
    go([news], out, extraction, forget=True)
    assert figure_id not in cells(out, "figures", "figure_id")
    with Store.open(default_url(out)) as store:
        assert [one.figure_id for one in store.decisions()] == [figure_id]


def test_what_a_review_decided_is_in_the_tables_of_the_next_run(news, out, extraction, go):
    raw = FIGURES.names.index("raw")

    def revised(store):
        rejected = {one.figure_id for one in store.decisions() if not one.undone_by}
        return lambda rows: (row for row in rows if row[0] not in rejected)

    go([news], out, extraction, revised=revised)
    assert len(cells(out, "figures", "raw")) == 4
    with Store.open(default_url(out)) as store:
        figure_id = next(row[0] for row in store.rows(FIGURES) if row[raw] == "3所")
        store.decide(Decision(figure_id, "a", "reject", "lin", "2025-01-01T00:00:00+00:00"))
    result = go([news], out, extraction, revised=revised)
    assert (go.read, result.figures, result.facts) == ([], 3, 3)
    assert "3所" not in cells(out, "figures", "raw")


def test_runs_leave_a_line_each_in_the_store(news, out, extraction, go):
    go([news], out, extraction)

    def interrupted(_page):
        raise KeyboardInterrupt

    (news / "a.txt").write_text("x9人", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        go([news], out, replace(extraction, articles_of=interrupted))
    with Store.open(default_url(out)) as store:
        one, two = store.runs()
    assert (one.state, one.counts["figures"], one.counts["read"]) == ("done", 4, 4)
    assert (two.state, two.ended != "") == ("failed", True)


def test_findings_are_the_rows_of_the_audit_by_figure(news, out, extraction, go):
    go([news], out, extraction)
    ids = [one for row in cells(out, "audit", "figure_ids") for one in row.split()]
    with Store.open(default_url(out)) as store, store.engine.connect() as base:
        found = base.exec_driver_sql("SELECT figure_id FROM findings ORDER BY number").all()
    assert sorted(one for (one,) in found) == sorted(ids) != []


def test_a_store_in_the_input_folder_is_no_input(news, extraction, go):
    go([news], news, extraction)
    result = go([news], news, extraction)
    assert (go.read, result.sources) == ([], 4)


def test_the_drafts_of_a_dead_run_go_with_the_next_one(news, out, extraction, go):
    go([news], out, extraction)
    (out / ".figures.csv.999999.part").write_text("half")
    (out / ".scratch.999999.part").mkdir()
    (out / ".notes.part").write_text("an analyst's own")
    go([news], out, extraction)
    assert sorted(path.name for path in out.glob(".*")) == [".lock", ".notes.part"]
