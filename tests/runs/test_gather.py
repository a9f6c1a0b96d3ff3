import contextlib
import sqlite3

import pytest

from extractor.errors import UsageError
from extractor.model.table import FIGURES, SUMMARY
from extractor.runs import gather
from extractor.runs.gather import Gathered


def figure(number, **cells):
    """A row of figures.csv, each in an article of its own."""
    known = {
        "figure_id": f"f{number}", "article_id": f"a{number}", "source": f"{number}.txt",
        "article_index": "1", "start": "0", "end": "3", "in_title": "0", "raw": f"{number}家",
        "value": str(number), "unit": "家",
        "bound": "exact", "change": "level", "modality": "reported", "confidence": "0.9",
    } | cells  # fmt: skip
    return tuple(known.get(name, "") for name in FIGURES.names)


@contextlib.contextmanager
def gathered(*rows):
    with Gathered() as base:
        for row in rows:
            base.add(row)
        yield base


def ids(rows):
    place = SUMMARY.names.index("figure_ids")
    return [row[place] for row in rows]


@pytest.fixture
def three():
    return [
        figure(1, zone="云岭高新区", indicator="示范点"),
        figure(2, zone="北塘经开区", indicator="示范点"),
        figure(3, zone="云岭高新区", indicator="示范点"),
    ]


def test_facts_are_sorted_by_what_they_tell_and_not_by_where_they_stand(three):
    with gathered(*three) as one, gathered(*reversed(three)) as other:
        zones = [[fact.first.zone for fact in base.facts()] for base in (one, other)]
    assert zones == [["云岭高新区", "云岭高新区", "北塘经开区"]] * 2


def test_facts_can_be_read_more_than_once(three):
    with gathered(*three) as base:
        assert list(base.facts()) == list(base.facts()) != []


def test_each_table_is_given_once_with_its_rows(three):
    with gathered(*three) as base:
        tables = {table.name: list(rows) for table, rows in base.tables()}
    assert list(tables) == ["summary", "audit", "changes", "wide"]
    assert sorted(ids(tables["summary"])) == ["f1", "f2", "f3"]
    assert all(isinstance(cell, str) for rows in tables.values() for row in rows for cell in row)


def test_zones_have_the_facts_of_the_summary(three):
    with gathered(*three) as base:
        assert {zone: len(list(rows)) for zone, rows in base.zones()} == {"云岭高新区": 2, "北塘经开区": 1}


def test_a_small_run_leaves_nothing_on_the_disk(three, tmp_path, monkeypatch):
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    with gathered(*three) as base:
        assert list(tmp_path.iterdir()) == []
        assert len(list(base.facts())) == 3
    assert list(tmp_path.iterdir()) == []


def test_no_figures_give_empty_tables():
    with gathered() as base:
        assert [list(rows) for _, rows in base.tables()] == [[], [], [], []]
        assert list(base.zones()) == []


def test_the_tables_are_the_same_when_they_are_taken_again(three):
    with gathered(*three, figure(4, value="-3", raw="-3家", zone="云岭高新区", indicator="示范点")) as base:
        first = {table.name: list(rows) for table, rows in base.tables()}
        assert first == {table.name: list(rows) for table, rows in base.tables()}
        assert len(first["audit"]) == 1


def test_an_article_in_two_files_is_looked_at_once():
    twice = [
        figure(1, source=name, article_id="a1", zone="", indicator="示范点") for name in ("1.txt", "2.txt")
    ]
    with gathered(*twice) as base:
        tables = {table.name: list(rows) for table, rows in base.tables()}
    assert [row[0] for row in tables["audit"]] == ["unattached"]


def test_temporary_files_without_room_are_one_sentence(three, monkeypatch):
    def full(*_given):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(gather, "_KEPT", full)
    why = "disk is full; set TMPDIR to a folder with more room"
    with pytest.raises(UsageError, match=why), gathered(*three) as base:
        list(base.facts())
