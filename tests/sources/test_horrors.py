"""A folder of everything that can be wrong with a file: the good ones are read, each other one is a row.

The run is a process of its own, so that its time and its memory can be measured.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples"
GOOD = (
    "utf-8.txt", "gb18030.txt", "big5.txt", "utf-16.txt", "article.md", "gbk.html", "article.docx",
    "page.pdf", "export.jsonl", "export.csv", "export.xlsx", "archive.zip",
)  # fmt: skip
MOST_SECONDS = 240
MOST_MEGABYTES = 1000
TEXT = "榆原高新区总工会今年慰问职工300余人，发放慰问金15万元。"
MB = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")
NESTED = "".join(f'<!ENTITY b{at} "{f"&b{at - 1};" * 10}">' for at in range(1, 12))
ENTITIES = f'<!DOCTYPE a [<!ENTITY b0 "ha">{NESTED}]>'
NO_OCR = "it is a picture; "  # where the extra is not installed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="links and pipes, and a measure of memory"),
]


def zipped(*members: tuple[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return written.getvalue()


def with_part(name: str, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A sample with one of its parts changed."""
    with zipfile.ZipFile(SAMPLES / name) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    return zipped(*((at, change(content) if at == part else content) for at, content in members))


def bombed(content: bytes) -> bytes:
    head, mark, rest = content.partition(b"?>")
    assert re.search(rb"<(?:w:)?t>", rest)
    return head + mark + ENTITIES.encode() + re.sub(rb"<(?:w:)?t>", rb"\g<0>&b11;", rest, count=1)


def spaced(content: bytes) -> bytes:
    return content + b" " * 99 * MB


def far(content: bytes) -> bytes:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return content.replace(b"</sheetData>", cell)


def with_password() -> bytes:
    data = bytearray(zipped(("a.txt", TEXT.encode())))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def overlapping() -> bytes:
    """An archive of many names for the same 40 MB."""
    packed = zipped(("a.txt", b"\n" * 40 * MB))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        start, info = archive.start_dir, archive.infolist()[0]
    entries = b"".join(
        struct.pack(
            "<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 8, 0, 0x21, info.CRC, info.compress_size,
            info.file_size, len(name), 0, 0, 0, 0, 0, 0,
        ) + name
        for name in (f"{number:04}.txt".encode() for number in range(2000))
    )  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2000, 2000, len(entries), start, 0)
    return packed[:start] + entries + end


def pdf(pages: int, encrypt: StandardEncryption | None = None) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, encrypt=encrypt)
    for number in range(1, pages + 1):
        canvas.drawString(72, 700, f"This page has the number {number}, and 300 people came to see it.")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def picture(width: int, height: int) -> bytes:
    """A PNG of so many black points, which packs to next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" * (width // 8 + 1)) for _ in range(height)) + packer.flush()
    head = struct.pack(">2L5B", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def frames(count: int) -> bytes:
    written = io.BytesIO()
    one = Image.new("1", (400, 400))
    one.save(written, "TIFF", save_all=True, append_images=[one] * (count - 1))
    return written.getvalue()


def document(text: str) -> bytes:
    written = io.BytesIO()
    made = docx.Document()
    made.add_paragraph(text)
    made.save(written)
    return written.getvalue()


def half(name: str) -> bytes:
    data = (SAMPLES / name).read_bytes()
    return data[: len(data) // 2]


# Name, bytes, and what the row of refusals.csv must say.
HORRORS: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("locked.docx", lambda: LOCKED, "with a password"),
    ("locked.xlsx", lambda: LOCKED, "with a password"),
    ("locked.pdf", lambda: pdf(1, StandardEncryption("a", "b", strength=128)), "with a password"),
    ("locked.zip", with_password, "by a password"),
    ("half.docx", lambda: half("article.docx"), "damaged"),
    ("half.xlsx", lambda: half("export.xlsx"), "damaged"),
    ("half.zip", lambda: half("archive.zip"), "damaged or incomplete archive"),
    ("half.png", lambda: picture(900, 900)[:60], f"damaged|{NO_OCR}"),
    ("lie zip.docx", lambda: zipped(("a.txt", TEXT.encode())), "it is a ZIP archive, not a Word document"),
    ("lie word.zip", lambda: document(TEXT), "it is a Word document, not a ZIP archive"),
    ("lie pdf.txt", lambda: pdf(1), "it is a PDF file, not text"),
    ("lie text.pdf", TEXT.encode, "it is text, not a PDF file"),
    ("lie picture.docx", lambda: picture(90, 90), "it is a picture, not a Word document"),
    ("old.xls", lambda: OLE + bytes(600), "save it as .xlsx"),
    ("bomb.zip", lambda: zipped(("a.txt", bytes(60 * MB))), "times its size"),
    ("bomb in bomb.zip", lambda: zipped(("b.zip", zipped(("c.zip", zipped(("d.txt", b"1")))))), "inside"),
    ("bomb overlaps.zip", overlapping, "lie upon each other"),
    ("bomb many.zip", lambda: zipped(*((f"{n}.txt", b"") for n in range(12_000))), "more than 10000 files"),
    ("bomb spaces.docx", lambda: with_part("article.docx", "word/document.xml", spaced), "too large"),
    ("bomb entities.docx", lambda: with_part("article.docx", "word/document.xml", bombed), "entity bomb"),
    ("bomb entities.xlsx", lambda: with_part("export.xlsx", "xl/sharedStrings.xml", bombed), "entity bomb"),
    ("bomb points.png", lambda: picture(60_000, 60_000), f"too large|{NO_OCR}"),
    ("bomb frames.tif", lambda: frames(3000), f"3000 pictures, at most 200|{NO_OCR}"),
    ("bomb deep.json", lambda: b"[" * 200_000, "not JSON"),
    ("bomb deep.html", lambda: b"<div>" * 200_000 + TEXT.encode(), "nested too deep|too large"),
    ("bomb attributes.html", lambda: b"<p " + b"".join(b"a%d=1 " % n for n in range(9999)), "attributes"),
    (
        "bomb quotes.csv",
        lambda: "标题,正文\n".encode() + b'"300","x"y\n' * 9000,
        "CSV|such reasons|broken row",
    ),
    ("far.xlsx", lambda: with_part("export.xlsx", "xl/worksheets/sheet1.xml", far), "reach too far"),
    ("huge.txt", lambda: (TEXT + "\n").encode() * 2_600_000, "too large .200 MB, at most 64"),
    ("binary.txt", lambda: bytes(range(256)) * 4000, "binary"),
    ("nothing.txt", bytes, "it is empty"),
    ("marks.txt", "\ufeff\u3000\n\n".encode, "it is empty"),
    ("5000 pages.pdf", lambda: pdf(5000), "5000 pages, at most 2000"),
    ("film.mp4", lambda: b"\0" * 99, "no reader for .mp4"),
    ("no suffix", TEXT.encode, "no reader for a name without suffix"),
    ("line\nfeed.exe", lambda: b"MZ", "no reader for .exe"),
)
LINKS = (
    ("link out.txt", "leaves the folder"),
    ("link up", "leaves the folder"),
    ("link to itself", "leads nowhere"),
    ("link to nothing.txt", "leads nowhere"),
    ("pipe.txt", "not a file"),
    ("growing.txt", "changed while it was read"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("horrors")
    given = made / "news"
    given.mkdir()
    for name in GOOD:
        shutil.copy(SAMPLES / name, given / name)
    for name, content, _ in HORRORS:
        (given / name).write_bytes(content())
    (made / "secret.txt").write_text(TEXT, encoding="utf-8")
    (given / "link out.txt").symlink_to(made / "secret.txt")
    (given / "link up").symlink_to(made)
    (given / "link to itself").symlink_to(given / "link to itself")
    (given / "link to nothing.txt").symlink_to(given / "nothing there")
    os.mkfifo(given / "pipe.txt")
    (given / "growing.txt").write_bytes((TEXT + "\n").encode() * 300_000)
    (given / "a" / "b").mkdir(parents=True)
    (given / "a" / "b" / os.fsdecode("报.txt".encode("gbk"))).write_text(TEXT, encoding="utf-8")
    return given


@contextmanager
def growing(path: Path) -> Iterator[None]:
    """Someone writes on at the file for as long as this lasts."""
    stop = threading.Event()

    def write() -> None:
        with path.open("ab", buffering=0) as handle:
            while not stop.wait(0.0002):
                handle.write(b"\n")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()


@pytest.fixture(scope="module")
def ran(folder: Path) -> dict[str, object]:
    out = folder.parent / "out"
    code = (
        "import resource, sys\n"
        "from extractor.cli.app import main\n"
        "try:\n    main()\n"
        "finally:\n    print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
    )
    started = time.monotonic()
    with growing(folder / "growing.txt"):
        done = subprocess.run(
            [sys.executable, "-c", code, "run", str(folder), "--out", str(out)],
            capture_output=True, text=True, timeout=2 * MOST_SECONDS, cwd=ROOT, check=False,
        )  # fmt: skip
    seconds = time.monotonic() - started
    peak = re.search(r"^peak (\d+)", done.stderr, re.MULTILINE)
    found = {
        "status": done.returncode,
        "said": done.stderr,
        "seconds": seconds,
        "megabytes": int(peak[1]) // (1024 if sys.platform == "linux" else MB) if peak else 0,
    }
    return found | {name: rows(out / f"{name}.csv") for name in ("articles", "refusals")}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_the_run_ends_well_in_bounded_time_and_memory(ran):
    assert (ran["status"], "Traceback" in ran["said"]) == (0, False)
    assert ran["seconds"] < MOST_SECONDS
    assert 0 < ran["megabytes"] < MOST_MEGABYTES


def test_the_good_files_are_read_as_if_they_stood_alone(ran, tmp_path):
    alone = tmp_path / "alone"
    subprocess.run(
        [sys.executable, "-m", "extractor", "run", *(SAMPLES / name for name in GOOD), "--out", alone],
        check=True, capture_output=True, cwd=ROOT,
    )  # fmt: skip
    here = {tuple(row.items()) for row in ran["articles"]}
    expected = [tuple(row.items()) for row in rows(alone / "articles.csv")]
    assert len(expected) >= len(GOOD)
    assert not [row for row in expected if row not in here]


@pytest.mark.parametrize(("name", "reason"), [*((name, reason) for name, _, reason in HORRORS), *LINKS])
def test_each_horror_is_one_clear_row(ran, name, reason):
    found = [row for row in ran["refusals"] if row["source"].split("/")[0] == name]
    assert len(found) == 1 or (found and name.endswith(".csv"))  # of a table, each row may be refused
    for row in found:
        assert re.search(reason, row["reason"]), row
        assert len(row["reason"]) < 300
        assert "the extractor failed" not in row["reason"]


def test_nothing_else_is_refused(ran):
    known = {name for name, *_ in (*HORRORS, *LINKS)}
    assert {row["source"].split("/")[0] for row in ran["refusals"]} == known


def test_what_a_link_leads_to_is_not_read(ran):
    assert not [row for row in ran["articles"] if row["source"].startswith(("link", "pipe", "secret"))]


def test_a_name_in_an_old_encoding_is_read(ran):
    assert "a/b/报.txt" in {row["source"] for row in ran["articles"]}


def test_the_record_of_the_run_counts_the_refusals(ran, folder):
    record = json.loads((folder.parent / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["counts"]["refusals"] == len(ran["refusals"])
