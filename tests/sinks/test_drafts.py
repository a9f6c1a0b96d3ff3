import contextlib

import pytest

from extractor.errors import UsageError
from extractor.sinks import drafts as module
from extractor.sinks.drafts import LOCK, Drafts


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != LOCK)


def test_files_appear_together_and_only_at_the_end(tmp_path):
    with Drafts(tmp_path / "new/out") as drafts:
        for name in ("a.csv", "b.csv"):
            drafts.open(name).write(name)
        assert not {"a.csv", "b.csv"} & set(names(tmp_path / "new/out"))
    assert names(tmp_path / "new/out") == ["a.csv", "b.csv"]
    assert (tmp_path / "new/out/a.csv").read_text() == "a.csv"


def test_a_writer_that_opens_its_file_by_itself_gets_a_place_to_write_to(tmp_path):
    with Drafts(tmp_path) as drafts:
        drafts.path("a.xlsx").write_bytes(b"a")
        assert "a.xlsx" not in names(tmp_path)
    assert (tmp_path / "a.xlsx").read_bytes() == b"a"


def test_a_whole_draft_can_be_read_before_it_appears(tmp_path):
    with Drafts(tmp_path) as drafts:
        drafts.open("a.csv").write("a")
        assert drafts.whole("a.csv").read_text() == drafts.whole("a.csv").read_text() == "a"
        assert "a.csv" not in names(tmp_path)
    assert (tmp_path / "a.csv").read_text() == "a"


def test_dropped_drafts_never_appear(tmp_path):
    with Drafts(tmp_path) as drafts:
        for name in ("a.csv", "b.csv"):
            drafts.open(name)
        drafts.path("c.xlsx").write_bytes(b"")
        drafts.drop_all_but(["a.csv"])
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("fails", [False, True])
def test_the_scratch_folder_goes_with_the_drafts(tmp_path, fails):
    (tmp_path / "scratch").mkdir()
    with contextlib.suppress(KeyboardInterrupt), Drafts(tmp_path) as drafts:
        (drafts.scratch() / "x").write_text("x")
        if fails:
            raise KeyboardInterrupt
    assert names(tmp_path) == ["scratch"]


def test_after_an_error_the_old_files_stand_and_no_draft_is_left(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(KeyboardInterrupt), Drafts(tmp_path) as drafts:
        drafts.open("a.csv").write("half")
        raise KeyboardInterrupt
    assert names(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "old"


def test_a_full_disk_is_one_sentence_and_leaves_the_old_files(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    (tmp_path / "a.csv").write_text("old")
    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(UsageError, match="No space left on device"), Drafts(tmp_path) as drafts:
        drafts.open("a.csv").write("new")
    assert names(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "old"


def test_a_write_that_fails_is_a_refusal_of_the_folder(tmp_path):
    with pytest.raises(UsageError, match="give another folder with --out"), Drafts(tmp_path):
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_is_a_file_is_refused_with_what_to_do(tmp_path, place):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"cannot write to .*; give another folder with --out"):
        Drafts(tmp_path / place).__enter__()


def test_a_folder_in_the_place_of_a_table_is_refused_before_anything_is_written(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(UsageError, match="is a folder"), Drafts(tmp_path) as drafts:
        drafts.open("a.csv")
    assert names(tmp_path) == ["a.csv"]
