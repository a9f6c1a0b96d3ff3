"""Kept files: whole or not at all, in the user's own folder, and only the newest."""

import sys
from pathlib import Path

import pytest

from extractor.kept import cache_folder, keep, recall


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("extractor.kept.cache_folder", lambda: tmp_path)
    return tmp_path


def test_what_was_kept_is_recalled(folder: Path) -> None:
    keep("patterns-1.json", b"content")
    assert recall("patterns-1.json") == b"content"


def test_what_was_never_kept_is_none(folder: Path) -> None:
    assert recall("patterns-1.json") is None


@pytest.mark.parametrize("stored", [b"", b"short", b"x" * 16 + b"content"])
def test_an_altered_file_counts_as_not_kept(folder: Path, stored: bytes) -> None:
    (folder / "patterns-1.json").write_bytes(stored)
    assert recall("patterns-1.json") is None


def test_only_the_newest_of_a_kind_stay(folder: Path) -> None:
    keep("other-1.json", b"")
    for number in range(4):
        keep(f"patterns-{number}.json", b"", newest=2)
    names = {path.name for path in folder.iterdir()}
    assert len(names) == 3
    assert {"other-1.json", "patterns-3.json"} <= names


def test_a_user_without_a_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.kept.cache_folder", lambda: None)
    keep("patterns-1.json", b"content")
    assert recall("patterns-1.json") is None


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/caches"}, "/caches/extractor"),
        ("linux", {"XDG_CACHE_HOME": "relative", "HOME": "/home/lin"}, "/home/lin/.cache/extractor"),
        ("linux", {"HOME": "/home/lin"}, "/home/lin/.cache/extractor"),
        ("darwin", {"HOME": "/Users/lin"}, "/Users/lin/Library/Caches/extractor"),
        ("win32", {"LOCALAPPDATA": "/AppData/Local"}, "/AppData/Local/extractor"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the paths are written as POSIX has them")
def test_the_folder_is_where_the_platform_has_it(
    platform: str, variable: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for name, value in variable.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert cache_folder() == Path(expected)
