"""Bytes that someone has changed: a reader gives pages and refusals, or refuses; it never fails or hangs."""

from __future__ import annotations

import io
import time
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import UnreadableSourceError
from extractor.grammar import load
from extractor.pages import read_page
from extractor.sources.readers import DOCUMENTS, RECORDS, read_bytes
from extractor.sources.record_columns import Columns
from tests.pages.conftest import page_forms

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.name not in ("README.md", "expected.csv"))
SUFFIXES = (*DOCUMENTS, *RECORDS, ".zip")
# A changed byte in the middle of packed data says little: most of these change what is inside.
PACKED = (".docx", ".xlsx", ".zip")
SECONDS = 20
PIECES = (
    b"", b"\x00", b"\xff", b"\n", b'"', b"'", b"<", b">", b"&", b"{", b"[", b"]]>", b"<table>", b"&a;", b"-1",
    b"<!ENTITY a 'b'>", b"<row r='9999999'>", b"<c r='XFD99'>", b"PK\x03\x04", b"\xef\xbf\xbd", b"9" * 30,
    b"\xd0\xcf\x11\xe0",
)  # fmt: skip

changes = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 60), st.sampled_from(PIECES) | st.binary(max_size=6)),
    min_size=1,
    max_size=6,
)


@lru_cache(maxsize=1)
def columns() -> Columns:
    return Columns.of(load().names("columns"))


def changed(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for place, cut, put in edits:
        at = int(place * len(data))
        data = data[:at] + put + data[at + cut :]
    return data


def changed_inside(data: bytes, edits: list[tuple[float, int, bytes]], which: int) -> bytes:
    """The same ZIP file with one member changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(written, "w") as after:
        members = before.infolist()
        for number, info in enumerate(members):
            content = before.read(info)
            if number == which % len(members):
                content = changed(content, edits)
            after.writestr(info.filename, content)
    return written.getvalue()


def check(data: bytes, suffix: str) -> None:
    started = time.monotonic()
    try:
        reading = read_bytes(data, suffix, f"a{suffix}", columns())
    except UnreadableSourceError:
        return
    assert reading.pages or reading.refusals
    for page in reading.pages:
        page.text.encode()
        page.title.encode()
        assert all(0 <= span.start <= span.end <= len(page.text) for span in page.headings)
        read_page(page, page_forms())
    assert time.monotonic() - started < SECONDS


def _fuzzed(examples: int) -> settings:
    return settings(
        max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
    )


@pytest.mark.parametrize("name", NAMES)
@_fuzzed(12)
@given(edits=changes)
def test_a_changed_sample_is_read_or_refused(name: str, edits: list[tuple[float, int, bytes]]) -> None:
    check(changed((SAMPLES / name).read_bytes(), edits), Path(name).suffix)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(PACKED)])
@_fuzzed(12)
@given(edits=changes, which=st.integers(0, 40))
def test_a_sample_changed_inside_is_read_or_refused(
    name: str, edits: list[tuple[float, int, bytes]], which: int
) -> None:
    check(changed_inside((SAMPLES / name).read_bytes(), edits, which), Path(name).suffix)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@_fuzzed(400)
@given(edits=changes)
def test_a_changed_sample_is_read_or_refused_at_length(
    name: str, edits: list[tuple[float, int, bytes]]
) -> None:
    check(changed((SAMPLES / name).read_bytes(), edits), Path(name).suffix)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(PACKED)])
@_fuzzed(600)
@given(edits=changes, which=st.integers(0, 40))
def test_a_sample_changed_inside_is_read_or_refused_at_length(
    name: str, edits: list[tuple[float, int, bytes]], which: int
) -> None:
    check(changed_inside((SAMPLES / name).read_bytes(), edits, which), Path(name).suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
@_fuzzed(15)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_under_any_name(suffix: str, data: bytes) -> None:
    check(data, suffix)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".txt", ".docx", ".xlsx", ".zip", ".html", ".csv", ".json"])
def test_a_sample_under_another_name_is_read_or_refused(name: str, suffix: str) -> None:
    check((SAMPLES / name).read_bytes(), suffix)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_sample_that_ends_too_soon_is_read_or_refused(name: str, share: float) -> None:
    data = (SAMPLES / name).read_bytes()
    check(data[: int(share * len(data))], Path(name).suffix)
