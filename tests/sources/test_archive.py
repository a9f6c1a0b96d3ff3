import io
import stat
import zipfile

import pytest

from extractor.errors import UnreadableSourceError
from extractor.grammar import load
from extractor.sources import archive as archives
from extractor.sources.readers import read_bytes
from extractor.sources.record_columns import Columns

COLUMNS = Columns.of(load().names("columns"))
TEXT = "高新区工会慰问职工300人。"


class Named(zipfile.ZipInfo):
    """A member whose name is written in an encoding, with nothing that says so."""

    encoding = "gbk"

    def _encodeFilenameFlags(self):  # noqa: N802
        return self.filename.encode(self.encoding), self.flag_bits & ~0x800


def packed(members, method=zipfile.ZIP_DEFLATED):
    """A ZIP file of (name or ZipInfo, bytes or text) pairs."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in members:
            archive.writestr(name, content, method)
    return written.getvalue()


def reading(data):
    return read_bytes(data, ".zip", "a.zip", COLUMNS)


def sources(data):
    return [page.source for page in reading(data).pages]


def refused(data):
    return [(one.source, one.place, one.reason) for one in reading(data).refusals]


def test_members_are_read_in_the_order_of_their_names():
    data = packed([("b/二.txt", TEXT), ("a 1.md", TEXT), ("b/一.TXT", TEXT.encode("gbk"))])
    assert sources(data) == ["a.zip/a 1.md", "a.zip/b/一.TXT", "a.zip/b/二.txt"]
    assert {page.text for page in reading(data).pages} == {TEXT}


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "big5"])
def test_names_that_do_not_say_their_encoding_are_decoded(encoding):
    names = (
        ["簡報/高新區工會“機台課堂”.txt", "簡報/開發區.txt"]
        if encoding == "big5"
        else ["简报/高新区工会.txt"]
    )
    members = []
    for name in names:
        info = Named(name)
        info.encoding = encoding
        members.append((info, TEXT))
    assert sources(packed(members)) == sorted(f"a.zip/{name}" for name in names)


def test_backslashes_part_folders():
    assert sources(packed([(Named("简报\\一.txt"), TEXT)])) == ["a.zip/简报/一.txt"]


def test_hidden_members_and_folders_are_left_out():
    data = packed(
        [("__MACOSX/._a.txt", TEXT), (".git/a.txt", TEXT), ("b/.c.txt", TEXT), ("b/", ""), ("b/d.txt", TEXT)]
    )
    assert sources(data) == ["a.zip/b/d.txt"]
    assert refused(data) == []


def test_exports_and_archives_inside_are_read_once_more():
    inner = packed([("c.txt", TEXT)])
    data = packed([("b.zip", inner), ("a.jsonl", '{"正文": "' + TEXT + '"}')])
    assert [(page.source, page.place) for page in reading(data).pages] == [
        ("a.zip/a.jsonl", "line 1"),
        ("a.zip/b.zip/c.txt", ""),
    ]


def test_an_archive_three_deep_is_refused():
    deepest = packed([("d.txt", TEXT)])
    data = packed([("b.zip", packed([("c.zip", deepest), ("d.txt", TEXT)]))])
    assert sources(data) == ["a.zip/b.zip/d.txt"]
    assert refused(data) == [
        (
            "a.zip/b.zip/c.zip",
            "",
            "it is an archive inside an archive inside an archive; unpack it and give what it holds",
        )
    ]


@pytest.mark.parametrize(
    "name", ["/etc/a.txt", "../a.txt", "b/../../a.txt", "C:/a.txt", "..\\a.txt", "b//a.txt"]
)
def test_a_name_that_leads_out_is_refused(name):
    data = packed([(name, TEXT), ("good.txt", TEXT)])
    ((source, _, reason),) = refused(data)
    assert source == "a.zip/" + name.replace("\\", "/")
    assert reason == "its name leads out of the archive; pack the archive again"
    assert sources(data) == ["a.zip/good.txt"]


def test_nothing_is_written_while_an_archive_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reading(packed([("b/a.txt", TEXT), ("../a.txt", TEXT)]))
    assert list(tmp_path.iterdir()) == []


def test_a_second_member_of_one_name_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed([("a.txt", TEXT), ("a.txt", "别的")])
    assert [page.text for page in reading(data).pages] == [TEXT]
    assert refused(data) == [
        ("a.zip/a.txt", "", "the archive holds another file of this name; that one was read")
    ]


def test_a_link_is_refused():
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refused(packed([(info, "/etc/passwd")])) == [
        ("a.zip/a.txt", "", "it is a link; pack the file itself")
    ]


def test_a_member_with_a_password_is_refused():
    data = bytearray(packed([("a.txt", TEXT), ("b.txt", TEXT)]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert refused(bytes(data)) == [("a.zip/a.txt", "", "it is protected by a password; pack it without one")]
    assert sources(bytes(data)) == ["a.zip/b.txt"]


def test_a_damaged_member_costs_itself_only():
    data = bytearray(packed([("a.txt", TEXT * 9), ("b.txt", TEXT)], zipfile.ZIP_STORED))
    data[data.index(TEXT.encode())] ^= 1
    ((source, _, reason),) = refused(bytes(data))
    assert (source, reason[:15]) == ("a.zip/a.txt", "it is damaged (")
    assert sources(bytes(data)) == ["a.zip/b.txt"]


def test_a_member_packed_in_an_unknown_way_is_refused():
    data = bytearray(packed([("a.txt", TEXT)]))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + offset] = 97
    ((_, _, reason),) = refused(bytes(data))
    assert reason.startswith("it is packed in a way that cannot be read (")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", "", "it is empty"),
        ("a.doc", "x", "no reader for .doc; save it as .docx"),
        ("a.txt", b"%PDF-1.7 x", "it is a PDF file, not text, despite its name; rename it to .pdf"),
        ("a.zip", "高新区工会", "it is a damaged or incomplete archive"),
    ],
)
def test_a_member_that_cannot_be_read_is_refused_under_its_own_name(name, content, reason):
    ((source, _, said),) = refused(packed([(name, content)]))
    assert source == f"a.zip/{name}"
    assert said.startswith(reason)


@pytest.mark.parametrize("cut", [10, 60, -10])
def test_a_truncated_archive_is_refused_whole(cut):
    with pytest.raises(UnreadableSourceError, match="it is a damaged or incomplete archive"):
        reading(packed([("a.txt", TEXT * 3)])[:cut])


def test_an_archive_without_files_is_refused():
    with pytest.raises(UnreadableSourceError, match="the archive holds no files"):
        reading(packed([("b/", "")]))


def test_a_bomb_is_known_by_its_ratio_before_it_is_unpacked():
    data = packed([("a.txt", b"a" * (3 << 20)), ("b.txt", TEXT)])
    ((source, _, reason),) = refused(data)
    assert (source, "times its size" in reason) == ("a.zip/a.txt", True)
    assert sources(data) == ["a.zip/b.txt"]


def test_a_member_that_is_larger_than_it_says_is_not_read_on(monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 100)
    data = bytearray(packed([("a.txt", "a" * 5000)], zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = (50).to_bytes(4, "little")
    ((_, _, reason),) = refused(bytes(data))
    assert reason.startswith("it is damaged (")


def test_all_members_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES_IN_ALL", 100)
    data = packed([("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT), ("d.txt", TEXT)])
    assert sources(data) == ["a.zip/a.txt", "a.zip/b.txt"]
    assert [reason for _, _, reason in refused(data)] == [
        "the archive unpacks to more than 256 MB; split it"
    ] * 2


def test_so_many_members_are_refused_whole(monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    for count in (4, 9):
        with pytest.raises(UnreadableSourceError, match="it holds more than 10000 files; split it"):
            reading(packed([(f"{number}.txt", TEXT) for number in range(count)]))


def test_what_systems_and_programs_leave_in_an_archive_is_left_out():
    data = packed([("a.txt", TEXT), ("Thumbs.db", "x"), ("b/~$c.docx", "x"), ("__MACOSX/._a.txt", "x")])
    assert (sources(data), refused(data)) == (["a.zip/a.txt"], [])


def test_the_parts_of_a_saved_page_in_an_archive_are_refused_as_one():
    page = f"<html><body><p>{TEXT}</p></body></html>"
    data = packed(
        [("b/甲.html", page), ("b/甲_files/a.js", "x"), ("b/甲_files/c/d.png", "x"), ("e_files/f.txt", TEXT)]
    )
    assert sources(data) == ["a.zip/b/甲.html", "a.zip/e_files/f.txt"]
    assert [one[0] for one in refused(data)] == ["a.zip/b/甲_files"]


def test_members_that_share_their_bytes_are_refused_whole():
    data = packed([("a.txt", TEXT * 9), ("b.txt", TEXT * 9)])
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    # The second entry of the directory names the first one's bytes.
    shared = data[: second + 42] + data[first + 42 : first + 46] + data[second + 46 :]
    with pytest.raises(UnreadableSourceError, match="its files lie upon each other"):
        reading(shared)
