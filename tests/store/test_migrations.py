"""Migrations: an older store becomes one of today with all that it holds; a newer one is left alone."""

from __future__ import annotations

import re
import sqlite3
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from extractor.errors import UsageError
from extractor.model.table import ARTICLES, FIGURES
from extractor.store import Decision, Finding, Store
from extractor.store.compiled import compiled
from extractor.store.migrations import VERSION

OLD = (Path(__file__).parent / "version_1.sql").read_text(encoding="utf-8")


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request, tmp_path):
    """The URL of a store that version 1 has left."""
    if request.param == "sqlite":
        with sqlite3.connect(tmp_path / "store.sqlite") as base:
            base.executescript(OLD)
        base.close()
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    url = request.getfixturevalue("base")
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute(re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', OLD))
    return url


def layout(store):
    """Every column of every table with its type, and the keys."""
    inspected = sqlalchemy.inspect(store.engine)
    return {
        name: (
            {(one["name"], str(one["type"]), one["nullable"]) for one in inspected.get_columns(name)},
            inspected.get_pk_constraint(name)["constrained_columns"],
        )
        for name in inspected.get_table_names()
    }


def test_a_store_of_version_1_becomes_one_of_today(old, tmp_path, request):
    new = f"sqlite:///{tmp_path / 'new.sqlite'}"
    if old.startswith("postgresql"):
        new = request.getfixturevalue("server").new("today")
    with Store.open(old) as store, Store.open(new) as today:
        assert layout(store) == layout(today)
        assert store.note("schema") == str(VERSION)


def test_what_an_old_store_held_is_there(old):
    for _ in range(2):
        with Store.open(old) as store:
            assert store.known()["a.txt"].digest == "ab12"
            ((_, *_, text, _, _, _),) = store.rows(ARTICLES)
            assert text == "慰问30人"
            assert [row[FIGURES.names.index("value")] for row in store.rows(FIGURES)] == ["30"]
            (decision,) = store.decisions()
            assert (decision.kind, decision.undone_by, decision.undone_at) == ("reject", "wang", "")
            assert [run.state for run in store.runs()] == ["done"]


def test_a_migrated_store_takes_what_todays_does(old):
    with Store.open(old) as store:
        store.replace_findings([Finding(0, "f", "a", "conflict", "x")])
        number = store.decide(Decision("f", "a", "accept", "lin", "2025-01-02T00:00:00+00:00"))
        store.undo(number, "wang", "2025-01-03T00:00:00+00:00")
        assert [one.undone_at for one in store.decisions()] == ["", "2025-01-03T00:00:00+00:00"]


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        (str(VERSION + 1), "was written by a newer extractor .its version is 4, this one knows 3.; update"),
        ("x", "has no known version .'x'."),
        ("0", "has no known version .'0'."),
    ],
)
def test_a_store_of_another_program_is_left_alone(old, version, sentence):
    with Store.open(old) as store:
        store.set_note("schema", version)
    with pytest.raises(UsageError, match=sentence):
        Store.open(old)
    with pytest.raises(UsageError, match=sentence):
        Store.open(old)


def test_a_changed_schema_has_a_new_version():
    """Where this fails: raise VERSION, write the step to it, and put the new digest here."""
    digests = {3: "2e5438fab9838555"}
    assert sha256("\n".join(compiled().creation).encode()).hexdigest()[:16] == digests[VERSION]
