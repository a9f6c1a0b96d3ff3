"""Readers by suffix: which module reads which file, within which size.

A reader takes a file's bytes and its source name; it raises UnreadableSourceError for a file that it
must refuse whole. Those of exports take the columns, too.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from extractor.errors import UnreadableSourceError
from extractor.model import Page
from extractor.sources.reading import Reading, Refusal
from extractor.sources.record_columns import Columns

if TYPE_CHECKING:
    from extractor.sources.archive import Members

Reader = Callable[[bytes, str], Reading]
RecordReader = Callable[[bytes, str, Columns], Reading]

# A year of a daily newspaper is about 20 MB of text; more in one file is a dump that should be split.
MOST_BYTES = 64 * 1024 * 1024


def _plain(data: bytes, source: str) -> Reading:
    from extractor.sources.plain import read_plain

    return read_plain(data, source)


def _markdown(data: bytes, source: str) -> Reading:
    from extractor.sources.markdown import read_markdown

    return read_markdown(data, source)


def _web(data: bytes, source: str) -> Reading:
    from extractor.sources.web import read_web

    return read_web(data, source)


def _word(data: bytes, source: str) -> Reading:
    from extractor.sources.word import read_word

    return read_word(data, source)


def _pdf(data: bytes, source: str) -> Reading:
    from extractor.sources.pdf import read_pdf

    return read_pdf(data, source)


def _picture(data: bytes, source: str) -> Reading:
    from extractor.sources.scan import read_picture

    return read_picture(data, source)


PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")

DOCUMENTS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": _plain,
        ".md": _markdown,
        **dict.fromkeys((".html", ".htm", ".xhtml", ".mht", ".mhtml"), _web),
        ".docx": _word,
        ".pdf": _pdf,
        **dict.fromkeys(PICTURES, _picture),
    }
)
"""The reader of each suffix, in lower case; each imports what it needs when it is called."""


def _lines(data: bytes, source: str, columns: Columns) -> Reading:
    from extractor.sources.records import read_json_lines

    return read_json_lines(data, source, columns)


def _json(data: bytes, source: str, columns: Columns) -> Reading:
    from extractor.sources.records import read_json

    return read_json(data, source, columns)


def _csv(data: bytes, source: str, columns: Columns) -> Reading:
    from extractor.sources.records import read_csv

    return read_csv(data, source, columns)


def _workbook(data: bytes, source: str, columns: Columns) -> Reading:
    from extractor.sources.workbook import read_workbook

    return read_workbook(data, source, columns)


RECORDS: Mapping[str, RecordReader] = MappingProxyType(
    {
        ".jsonl": _lines,
        ".ndjson": _lines,
        ".json": _json,
        ".csv": _csv,
        ".tsv": _csv,
        ".xlsx": _workbook,
    }
)
"""The readers of exports, with one article a row."""

ARCHIVE = ".zip"

# What messages call a file with the suffix; a suffix that is not here is text.
_NAMES = {
    ".pdf": "a PDF file",
    ".docx": "a Word document",
    ".xlsx": "an Excel workbook",
    ".zip": "a ZIP archive",
    **dict.fromkeys((".html", ".htm", ".xhtml"), "a web page"),
    **dict.fromkeys((".mht", ".mhtml"), "a web archive"),
    **dict.fromkeys(PICTURES, "a picture"),
}
# What to do with a file of a kind that is common but not read.
INSTEAD = {
    ".doc": "save it as .docx",
    ".wps": "save it as .docx",
    ".rtf": "save it as .docx",
    ".odt": "save it as .docx",
    ".xls": "save it as .xlsx",
    ".et": "save it as .xlsx",
    **dict.fromkeys((".docm", ".dot", ".dotx", ".wpt", ".pages"), "save it as .docx"),
    **dict.fromkeys((".xlsm", ".xlsb", ".ods", ".numbers"), "save it as .xlsx"),
    **dict.fromkeys((".ppt", ".pptx", ".dps", ".key", ".ofd", ".caj", ".ceb", ".xps"), "print it as .pdf"),
    **dict.fromkeys((".gif", ".heic", ".heif", ".jp2"), "save it as .png"),
    **dict.fromkeys((".shtml", ".aspx", ".asp", ".jsp", ".php", ".webarchive"), "save the page as .html"),
    **dict.fromkeys((".eml", ".msg"), "save its attachments"),
    **dict.fromkeys((".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"), "pack what it holds as .zip"),
}


_READ = dict.fromkeys((*DOCUMENTS, *RECORDS, ARCHIVE))


def digest_of(path: Path, source: str) -> str:
    """The SHA-256 of the bytes of the file, as `load` gives it, without a look at what they say.

    Raises UnreadableSourceError where `load` would not read them either.
    """
    _check_suffix(path.suffix, source)
    return sha256(_bytes_of(path, source)).hexdigest()


def load(path: Path, source: str, columns: Columns | None = None) -> Reading:
    """What the file at `path` gives under the name `source`; one that cannot be read gives a refusal."""
    digest = ""
    try:
        _check_suffix(path.suffix, source)
        data = _bytes_of(path, source)
        digest = sha256(data).hexdigest()
        reading = read_bytes(data, path.suffix, source, columns or Columns())
    except UnreadableSourceError as error:
        return Reading(source, refusals=(Refusal.of(error),), digest=digest)
    return Reading(source, reading.pages, reading.refusals, digest)


def read_bytes(data: bytes, suffix: str, source: str, columns: Columns) -> Reading:
    """What the bytes of a file give, whose name ends in `suffix`.

    Raises UnreadableSourceError where there is no reader, the bytes are something else than the suffix says,
    or nothing can be read.
    """
    _check_suffix(suffix, source)
    suffix = suffix.lower()
    if not data:
        raise UnreadableSourceError(source, "it is empty")
    from extractor.sources.signature import contradiction

    lie = contradiction(data, suffix, _NAMES.get(suffix, "text"))
    if lie:
        raise UnreadableSourceError(source, lie)
    if suffix == ARCHIVE:
        from extractor.sources.archive import read_archive

        return read_archive(data, source, _members(columns))
    if suffix in RECORDS:
        return RECORDS[suffix](data, source, columns)
    return DOCUMENTS[suffix](data, source)


def read(path: Path | str, columns: Columns | None = None) -> list[Page]:
    """The pages of one file, its name as their source; raises UnreadableSourceError where it gives none."""
    place = Path(path)
    reading = load(place, place.name, columns)
    if not reading.pages:
        refusal = reading.refusals[0]
        raise UnreadableSourceError(str(path), refusal.reason)
    return list(reading.pages)


def _members(columns: Columns) -> Members:
    from extractor.sources.archive import Members

    def check(source: str) -> None:
        _check_suffix(PurePosixPath(source).suffix, source)

    def read_member(data: bytes, source: str) -> Reading:
        return read_bytes(data, PurePosixPath(source).suffix, source, columns)

    return Members(check, read_member)


def _check_suffix(suffix: str, source: str) -> None:
    if suffix.lower() not in _READ:
        instead = INSTEAD.get(suffix.lower()) or f"read: {' '.join(_READ)}"
        raise UnreadableSourceError(source, f"no reader for {suffix or 'a name without suffix'}; {instead}")


def _bytes_of(path: Path, source: str) -> bytes:
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise UnreadableSourceError(source, "it is not a file")
        if before.st_size > MOST_BYTES:
            size, most = before.st_size >> 20, MOST_BYTES >> 20
            raise UnreadableSourceError(source, f"it is too large ({size} MB, at most {most}); split it")
        with path.open("rb") as handle:
            data = handle.read(MOST_BYTES + 1)
            after = path.stat()
    except OSError as error:
        raise UnreadableSourceError(source, f"it cannot be opened: {error.strerror or error}") from error
    if len(data) != after.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise UnreadableSourceError(source, "it changed while it was read; run again when it is complete")
    return data
