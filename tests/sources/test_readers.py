import io
import os
import zipfile

import pytest

from extractor.errors import UnreadableSourceError
from extractor.sources import readers
from extractor.sources.readers import DOCUMENTS, RECORDS, load, read

TEXT = "高新区工会慰问职工300人。\n"


@pytest.fixture
def file(tmp_path):
    def write(data, name="a.txt"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.md"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_text_file_is_one_page(file, name, encoding):
    (page,) = load(file(TEXT.encode(encoding), name), "报/a.txt").pages
    assert (page.source, page.text) == ("报/a.txt", TEXT)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_become_line_feeds(file, end):
    (page,) = read(file(f"高新区{end}工会{end}".encode()))
    assert page.text == "高新区\n工会\n"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "it is empty"),
        ("a.txt", "\ufeff \r\n\u3000".encode(), "it is empty"),
        ("a.txt", bytes(range(256)) * 9, "it is binary, not text; save it as text in UTF-8"),
        ("a.doc", b"x", "no reader for .doc; save it as .docx"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(file, name, data, reason):
    reading = load(file(data, name), "s")
    assert [(one.source, one.place, one.reason) for one in reading.refusals] == [("s", "", reason)]
    assert reading.pages == ()


@pytest.mark.parametrize(("name", "said"), [("a.xyz", ".xyz"), ("name", "a name without suffix")])
def test_a_file_of_an_unknown_kind_is_refused_with_the_kinds_that_are_read(file, name, said):
    (refusal,) = load(file(b"x", name), "s").refusals
    assert refusal.reason == f"no reader for {said}; read: {' '.join((*DOCUMENTS, *RECORDS, '.zip'))}"


def office(part):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(part, "<x/>")
    return written.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"%PDF-1.7 x", "a PDF file, not text, despite its name; rename it to .pdf"),
        (
            "a.txt",
            office("word/document.xml"),
            "a Word document, not text, despite its name; rename it to .docx",
        ),
        ("a.txt", office("a.txt"), "a ZIP archive, not text, despite its name; rename it to .zip"),
        ("a.md", b"<!DOCTYPE html><p>x", "a web page, not text, despite its name; rename it to .html"),
        (
            "a.csv",
            office("xl/workbook.xml"),
            "an Excel workbook, not text, despite its name; rename it to .xlsx",
        ),
        ("a.txt", b"\x89PNG\r\n\x1a\nxx", "a picture, not text, despite its name; rename it to .png"),
        (
            "a.docx",
            office("a.txt"),
            "a ZIP archive, not a Word document, despite its name; rename it to .zip",
        ),
        ("a.docx", TEXT.encode(), "text, not a Word document, despite its name; rename it to .txt"),
        (
            "a.xlsx",
            b"<html><table>",
            "a web page, not an Excel workbook, despite its name; rename it to .html",
        ),
        (
            "a.zip",
            b"Rar!\x1a\x07\x00",
            "a RAR archive (pack it as .zip), not a ZIP archive, despite its name",
        ),
        (
            "a.docx",
            OLE,
            "an old Office file (save it as .docx or .xlsx), not a Word document, despite its name",
        ),
        (
            "a.zip",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "an Office file with a password, not a ZIP archive, despite its name",
        ),
    ],
)
def test_a_file_whose_name_lies_is_refused_with_what_it_is(file, name, data, what):
    assert [one.reason for one in load(file(data, name), "s").refusals] == [f"it is {what}"]


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_an_office_file_with_a_password_is_refused(file, name):
    data = OLE + "EncryptedPackage".encode("utf-16-le")
    (refusal,) = load(file(data, name), "s").refusals
    assert refusal.reason == "it is locked with a password; save it without one"


def test_a_text_of_200_megabytes_is_refused_at_once(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as handle:
        handle.truncate(200 << 20)
    assert load(path, "s").refusals[0].reason == "it is too large (200 MB, at most 64); split it"


def test_a_broken_byte_is_a_refused_part_with_its_line(file):
    reading = load(file("高新区工会\n慰问职工".encode() + b"\xff300" + "人".encode()), "s")
    assert reading.pages[0].text == "高新区工会\n慰问职工\ufffd300人"
    (refusal,) = reading.refusals
    assert (refusal.place, refusal.reason) == ("2", "1 characters cannot be read as utf-8; they stand as �")


def test_a_file_that_is_too_large_is_not_opened(file, monkeypatch):
    monkeypatch.setattr(readers, "MOST_BYTES", 10)
    assert load(file(TEXT.encode()), "s").refusals[0].reason.startswith("it is too large")


def test_a_file_that_cannot_be_opened_is_refused(file, monkeypatch):
    path = file(TEXT.encode())

    def forbidden(*_arguments, **_names):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", forbidden)
    assert load(path, "s").refusals[0].reason == "it cannot be opened: Permission denied"


def test_a_file_that_vanished_is_refused(tmp_path):
    assert (
        load(tmp_path / "gone.txt", "s").refusals[0].reason
        == "it cannot be opened: No such file or directory"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert load(tmp_path / "pipe.txt", "s").refusals[0].reason == "it is not a file"


def test_a_file_that_changes_while_it_is_read_is_refused(file, monkeypatch):
    path = file(TEXT.encode())
    opened = type(path).open

    def growing(self, *arguments, **names):
        with opened(self, "ab") as handle:
            handle.write(b"x")
        return opened(self, *arguments, **names)

    monkeypatch.setattr(type(path), "open", growing)
    assert load(path, "s").refusals[0].reason.startswith("it changed while it was read")


def test_the_digest_is_that_of_the_bytes(file):
    one, two = (load(file(TEXT.encode(encoding)), "s") for encoding in ("utf-8", "gbk"))
    assert len(one.digest) == 64
    assert one.digest != two.digest


def test_reading_one_file_raises_what_a_run_would_list(file):
    with pytest.raises(UnreadableSourceError, match=r"a\.xyz: no reader for \.xyz"):
        read(file(b"x", "a.xyz"))
