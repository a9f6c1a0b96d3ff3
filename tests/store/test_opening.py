"""Opening a store: what cannot be one is refused in a sentence that says what to do, without a password."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

from extractor.errors import UsageError
from extractor.store import Store, compiled, default_url
from extractor.store.compiled import compiled as compile_all


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (
            "oracle://lin:secret@db/base",
            "--store oracle://lin:***@db/base: no such store; expected postgresql",
        ),
        ("mysql+pymysql://lin:secret@db/base", "--store mysql+pymysql://lin:***@db/base: no such store"),
        (
            "news.sqlite",
            "--store news.sqlite: no such store; expected postgresql+psycopg://user@host/base or",
        ),
        ("sqlite:///", "--store sqlite:///: no such store"),
        (
            "postgresql+psycopg://lin:secret@127.0.0.1:1/base",
            "the store postgresql+psycopg://lin:***@127.0.0.1:1/base cannot be reached: ",
        ),
        (
            "postgresql://lin:secret@127.0.0.1:1/base",
            "the store postgresql://lin:***@127.0.0.1:1/base cannot be reached: ",
        ),
    ],
)
def test_a_url_that_cannot_be_meant_is_refused_without_its_password(url, sentence):
    with pytest.raises(UsageError) as refused:
        Store.open(url)
    assert str(refused.value).startswith(sentence)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "store.sqlite").write_text("not a database, but long enough to be looked at " * 20)
    with pytest.raises(
        UsageError, match=r"is no database; give another --out or --store, or move the file away"
    ):
        Store.open(default_url(tmp_path))


def test_a_database_of_something_else_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "store.sqlite") as base:
        base.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    with pytest.raises(UsageError, match="has no known version"):
        Store.open(default_url(tmp_path))


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"cannot be opened; look whether its folder is there"):
        Store.open(default_url(tmp_path / "gone"))


def test_a_database_that_does_not_exist_is_named(server):
    with pytest.raises(UsageError, match=r'cannot be reached: .*database "nowhere" does not exist'):
        Store.open(server.url("nowhere"))


@pytest.mark.parametrize("name", ["a b", "100%", "x?y#z", "甲乙"])
def test_a_folder_may_have_any_name(tmp_path, name):
    (tmp_path / name).mkdir()
    with Store.open(default_url(tmp_path / name)) as store:
        store.set_note("a", "b")
        with store.engine.connect() as base:
            found = base.exec_driver_sql("SELECT value FROM meta WHERE \"key\" = 'a'").all()
    assert found == [("b",)]
    assert [path.name for path in (tmp_path / name).iterdir()] == ["store.sqlite"]


def test_sqlalchemy_is_imported_only_where_no_statement_is_kept(tmp_path):
    code = (
        "import sys; from pathlib import Path; from extractor.store import Store, default_url; "
        "Store.open(default_url(Path(sys.argv[1]))).close(); print('sqlalchemy' in sys.modules)"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            env={"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    assert said == ["True\n", "False\n"]


def test_a_spoilt_statement_is_compiled_again(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.kept.cache_folder", lambda: tmp_path)
    compile_all.cache_clear()
    first = compile_all()
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-10])
    compile_all.cache_clear()
    assert compile_all() == first
    assert compiled.recall(kept.name)
