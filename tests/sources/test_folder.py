import os
import sys

import pytest

from extractor.errors import UsageError
from extractor.sources import folder as folders
from extractor.sources.folder import walk


@pytest.fixture
def tree(tmp_path):
    """Makes files from their paths, in a folder of its own."""

    def make(*paths, folder="news"):
        for path in paths:
            place = tmp_path / folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("高新区工会")
        return tmp_path / folder

    return make


def sources(files):
    return [file.source for file in files]


def test_files_are_sorted_by_their_path_below_the_folder(tree):
    folder = tree("b.txt", "a/深 层/c“引”.txt", "a.txt", "z.pdf")
    assert sources(walk([folder])) == ["a.txt", "a/深 层/c“引”.txt", "b.txt", "z.pdf"]


def test_many_files_of_a_folder_are_a_sequence_like_any_other(tree, monkeypatch):
    monkeypatch.setattr(folders, "_TOGETHER", 3)
    folder = tree(*(f"{number:02}.txt" for number in range(10)))
    (folder / "04.txt").unlink()
    (folder / "04.txt").symlink_to("gone")
    files = walk([folder])
    every = list(files)
    assert sources(every) == [f"{number:02}.txt" for number in range(10)]
    assert [file.source for file in every if file.refusal] == ["04.txt"]
    assert all(file.path == folder.resolve() / file.source for file in every)
    assert [files[at] for at in range(len(files))] == every
    assert (files[-1], files[2:7], files[8:99]) == (every[-1], every[2:7], every[8:])
    with pytest.raises(IndexError):
        files[10]


def test_a_file_that_is_given_is_called_by_its_name(tree):
    assert sources(walk([tree("a/b.txt") / "a/b.txt"])) == ["b.txt"]


def test_hidden_files_and_folders_are_left_out(tree):
    assert sources(walk([tree("a.txt", ".b.txt", ".git/c.txt")])) == ["a.txt"]


@pytest.mark.parametrize("name", ["~$a.docx", "Thumbs.db", "desktop.ini", "__MACOSX/._a.txt"])
def test_what_systems_and_programs_leave_in_a_folder_is_left_out(name, tree):
    assert sources(walk([tree("a.txt", name)])) == ["a.txt"]


@pytest.mark.parametrize("parts", ["新闻_files", "新闻.files"])
def test_the_parts_of_a_saved_page_are_refused_as_one(parts, tree):
    files = walk([tree("新闻.html", f"{parts}/a.js", f"{parts}/b/c.png", "其他_files/d.txt")])
    refused = {file.source: bool(file.refusal) for file in files}
    assert refused == {"其他_files/d.txt": False, "新闻.html": False, parts: True}


def test_a_file_given_twice_is_read_once(tree):
    folder = tree("a.txt", "b.txt")
    assert sources(walk([folder, folder / "a.txt", folder])) == ["a.txt", "b.txt"]


def test_the_order_of_the_arguments_does_not_matter(tree):
    one, two = tree("b.txt", folder="1"), tree("a.txt", folder="2")
    assert walk([one, two]) == walk([two, one])


def test_files_of_one_name_in_two_folders_are_told_apart(tree):
    one, two = tree("x/a.txt", "b.txt", folder="2024"), tree("x/a.txt", folder="2025")
    assert sources(walk([one, two])) == ["2024/x/a.txt", "2025/x/a.txt", "b.txt"]


def test_what_stands_in_the_output_folder_is_no_input(tree):
    folder = tree("a.txt", "out/figures.csv", "out/old.txt")
    assert sources(walk([folder], folder / "out")) == ["a.txt"]


def test_an_input_folder_that_is_the_output_folder_gives_all_but_our_own_files(tree):
    folder = tree("a.txt", "figures.csv", "deep/figures.csv")
    assert sources(walk([folder], folder, {"figures.csv"})) == ["a.txt", "deep/figures.csv"]


def test_an_input_folder_inside_the_output_folder_is_meant(tree):
    folder = tree("in/a.txt")
    assert sources(walk([folder / "in"], folder)) == ["a.txt"]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("../../secret.txt", "it is a link that leaves the folder; copy the file into it"),
        ("/", "it is a link that leaves the folder; copy the file into it"),
        ("gone.txt", "it is a link that leads nowhere"),
        ("link.txt", "it is a link that leads nowhere"),
        ("../a", "it is a link to a folder, whose files are read where they stand"),
        ("b.txt", ""),
    ],
)
def test_a_link_is_read_only_where_it_stays_inside(tree, target, reason):
    folder = tree("a/b.txt")
    tree("secret.txt", folder=".")
    (folder / "a/link.txt").symlink_to(target)
    assert {file.source: file.refusal for file in walk([folder])} == {"a/b.txt": "", "a/link.txt": reason}


def test_a_folder_that_cannot_be_opened_is_refused_and_the_rest_goes_on(tree, monkeypatch):
    folder = tree("a/b.txt", "c.txt")
    scandir = os.scandir

    def forbidden(path):
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(folders.os, "scandir", forbidden)
    refusals = {file.source: file.refusal for file in walk([folder])}
    assert refusals == {"a": "the folder cannot be opened: Permission denied", "c.txt": ""}


@pytest.mark.skipif(os.name == "nt", reason="names are text on Windows")
def test_a_name_that_is_not_utf_8_is_decoded(tree):
    folder = tree("a.txt")
    name = os.fsdecode("高新区工会简报.txt".encode("gbk"))
    try:
        (folder / name).write_text("高新区")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert sources(walk([folder])) == ["a.txt", "高新区工会简报.txt"]


def test_a_folder_deeper_than_the_stack_is_read(tmp_path):
    folders = [tmp_path / "d"]
    while len(folders) < sys.getrecursionlimit() + 100:
        folders.append(folders[-1] / "d")
    try:
        for folder in folders:
            folder.mkdir()
        (folders[-1] / "a.txt").write_text("高新区工会")
    except OSError:
        pytest.skip("this file system has no such deep folders")
    (file,) = walk([tmp_path])
    assert (file.source, file.refusal) == ("d/" * len(folders) + "a.txt", "")
    # The clean-up of the tests is recursive.
    file.path.unlink()
    for folder in reversed(folders):
        folder.rmdir()


def test_a_name_with_spaces_and_quotes_is_kept(tree):
    names = ["“引号” 与 空格.txt", "a 'b' \"c\".txt", "A.TXT", "尾 .txt"]
    assert sources(walk([tree(*names)])) == sorted(names)


def test_no_file_at_all_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match=r"no input: .* holds no files; give a file or a folder that does"):
        walk([tmp_path])


def test_a_path_that_does_not_exist_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match=r"no input: .*gone does not exist; give"):
        walk([tmp_path / "gone"])
