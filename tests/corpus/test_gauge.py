"""Gauge: what a change does to the tables of the corpus, said in lines."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.scripts import script

CHECKOUT = Path(__file__).parents[2]
ROW = {"what": "changed", "source": "a.txt", "raw": "46户", "sentence": "走访困难职工46户。"}


GAUGE = script("corpus/gauge.py")


def score(by: str, name: str, f1: str) -> dict[str, str]:
    return {"by": by, "name": name, "f1": f1}


def test_nothing_that_differs_is_said() -> None:
    same = [{"zone": "甲", "value": "1"}]
    assert GAUGE.gauged([], ([], []), {"summary": (same, same)}) == [
        "figures.csv: no difference",
        "summary.csv: no difference",
        "scores (f1)",
    ]


def test_cells_are_counted_by_column_with_examples_the_fullest_column_first() -> None:
    found = [
        {**ROW, "field": "unit", "earlier": "户", "later": ""},
        *[{**ROW, "field": "zone", "earlier": "", "later": f"区{n}"} for n in range(3)],
    ]
    assert GAUGE.gauged(found, ([], []), {}, examples=2)[:-1] == [
        "figures.csv",
        "  zone           3",
        "      a.txt: 46户  (empty) → 区0",
        "        走访困难职工46户。",
        "      a.txt: 46户  (empty) → 区1",
        "        走访困难职工46户。",
        "      … and 1 more",
        "  unit           1",
        "      a.txt: 46户  户 → (empty)",
        "        走访困难职工46户。",
    ]


def test_a_figure_that_came_or_went_is_counted_by_itself() -> None:
    lines = GAUGE.gauged([{**ROW, "what": "appeared", "field": "", "earlier": "", "later": ""}], ([], []), {})
    assert lines[1:3] == ["  appeared       1", "      a.txt: 46户"]


def test_a_long_sentence_is_cut_around_its_figure() -> None:
    sentence = "甲" * 60 + "46户" + "乙" * 60
    (line,) = [
        line
        for line in GAUGE.gauged(
            [{**ROW, "field": "zone", "earlier": "", "later": "", "sentence": sentence}], ([], []), {}
        )
        if "甲" in line
    ]
    assert line.strip() == f"…{'甲' * 24}46户{'乙' * 24}…"


def test_rows_of_other_tables_are_told_apart_as_a_whole_and_as_often_as_they_stand() -> None:
    before = [{"zone": "甲", "value": "1"}, {"zone": "甲", "value": "1"}]
    after = [{"zone": "甲", "value": "1"}, {"zone": "乙", "value": ""}]
    assert GAUGE.gauged([], ([], []), {"summary": (before, after)})[1:-1] == [
        "summary.csv: 1 rows gone, 1 new",
        "  - 甲 | 1",
        "  + 乙",
    ]


def test_a_column_that_only_one_revision_has_is_named_and_not_compared() -> None:
    tables = {"summary": ([{"zone": "甲"}], [{"zone": "甲", "shown": "1户"}])}
    assert GAUGE.gauged([], ([], []), tables)[1:-1] == [
        "summary.csv: 0 rows gone, 0 new",
        "  columns in one of them only: shown",
    ]


def test_scores_of_fields_are_all_told_and_those_of_articles_where_they_move() -> None:
    before = [
        score("all", "", "0.9900"),
        score("field", "zone", "0.9000"),
        score("source", "a", "1.0000"),
        score("source", "b", "1.0000"),
    ]
    after = [
        score("all", "", "0.9900"),
        score("field", "zone", "0.9500"),
        score("source", "a", "1.0000"),
        score("source", "b", "0.5000"),
    ]
    lines = GAUGE.gauged([], (before, after), {})[1:]
    assert [line.split() for line in lines] == [
        ["scores", "(f1)"],
        ["all", "0.9900", "→", "0.9900"],
        ["field", "zone", "0.9000", "→", "0.9500", "+0.0500"],
        ["source", "b", "1.0000", "→", "0.5000", "-0.5000"],
    ]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of one file, `a`, with the text 1 in its only commit and 2 in the work tree."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "a").write_text("1")
    committed(folder)
    (folder / "a").write_text("2")
    return folder


def committed(folder: Path) -> None:
    name = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    for call in (["init", "-q"], ["add", "."], [*name, "commit", "-q", "-m", "a"]):
        subprocess.run(["git", *call], cwd=folder, check=True)


def test_a_revision_is_unpacked_and_the_checkout_stays_as_it_is(repository: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in (repository / ".git").iterdir())
    assert (GAUGE.unpacked("HEAD", tmp_path / "base", repository) / "a").read_text() == "1"
    assert (repository / "a").read_text() == "2"
    assert sorted(path.name for path in (repository / ".git").iterdir()) == before


def test_a_revision_that_is_none_is_said(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(GAUGE.GaugeError, match="git knows no revision 'main~99'"):
        GAUGE.unpacked("main~99", tmp_path / "base", repository)


def test_a_table_of_an_older_revision_gets_the_newer_ones_columns(tmp_path: Path) -> None:
    older, newer = tmp_path / "older.csv", tmp_path / "newer.csv"
    older.write_text("a,b\n1,2\n", encoding="utf-8-sig")
    newer.write_text("b,a,c\n2,1,3\n", encoding="utf-8-sig")
    GAUGE.widened(older, newer)
    assert GAUGE.rows_of(older) == [{"b": "2", "a": "1", "c": ""}]


@pytest.mark.slow
def test_a_changed_pattern_is_seen_in_the_tables_and_scores(tmp_path: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("needs git")
    folder = tmp_path / "checkout"
    for name in ("extractor", "patterns"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "corpus" / "articles").mkdir(parents=True)
    (folder / "corpus" / "manual").mkdir()
    for path in sorted((CHECKOUT / "corpus" / "articles").glob("0[12]*.txt")):
        shutil.copy(path, folder / "corpus" / "articles")
    shutil.copy(CHECKOUT / "corpus" / "manual" / "figures.csv", folder / "corpus" / "manual")
    committed(folder)
    units = folder / "patterns" / "units.yaml"
    units.write_text(units.read_text("utf-8").replace("names: [人, 人次, 人/次]", "names: [人]"), "utf-8")
    (tmp_path / "work").mkdir()
    lines = GAUGE.gauge("HEAD", None, folder, tmp_path / "work")
    assert any(line.split()[0] == "vanished" for line in lines)
    before, after = next(line for line in lines if line.startswith("  all")).split()[1:4:2]
    assert float(after) < float(before)
