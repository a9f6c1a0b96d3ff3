"""Word package: the bytes of a .docx → the document that python-docx opens, once they are known to be safe.

A .docx is an archive of XML. Its parts are unpacked here within bounds, whatever sizes the archive claims,
and the library gets them in a new archive: no bomb, no entities, no pictures.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from docx import Document
from docx.document import Document as WordDocument

from extractor.errors import UnreadableSourceError

MOST_PARTS = 10_000
MOST_BYTES = 24 * 1024 * 1024  # of XML; a book of 500 pages has 15 MB
MOST_ELEMENTS = 400_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT = "word/document.xml"
_DOCUMENT_NAME = re.compile(r"/?word/document\d*\.xml")
_CHUNK = 1 << 16
# Office Open XML knows no document types; whoever declares one declares entities.
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
# The strict form of the format differs from the usual one by the names of its namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip


def open_document(data: bytes, source: str) -> WordDocument:
    """The Word document in the bytes; raises UnreadableSourceError where they are none, or not a safe one."""
    if data.startswith(_OLE):
        what = "it is protected by a password; save it without one"
        old = "it is an old Word document (.doc) despite its name; save it as .docx"
        raise UnreadableSourceError(source, what if _ENCRYPTED in data else old)
    parts = _unpacked(data, source)
    if not any(_DOCUMENT_NAME.fullmatch(name) for name in parts):
        raise UnreadableSourceError(source, f"it holds no Word document (no {_DOCUMENT}); {_SAVE_AGAIN}")
    try:
        document = Document(_packed(parts))
        elements = int(document.element.xpath("count(.//*)"))
    except Exception as error:
        # A damaged part can make the library fail anywhere, with any kind of error.
        raise UnreadableSourceError(source, f"its parts do not fit together; {_SAVE_AGAIN}") from error
    if elements > MOST_ELEMENTS:
        size = f"{elements:,} elements, at most {MOST_ELEMENTS:,}"
        raise UnreadableSourceError(source, f"it is too large for a Word document ({size}); split it")
    return document


_SAVE_AGAIN = "open it in Word and save it again as .docx"


def _unpacked(data: bytes, source: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive, source)
    except zipfile.BadZipFile as error:
        what = "it is damaged, or no Word document"
        raise UnreadableSourceError(source, f"{what}; {_SAVE_AGAIN}") from error
    except (zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError) as error:
        raise UnreadableSourceError(source, f"its archive cannot be unpacked; {_SAVE_AGAIN}") from error


def _parts(archive: zipfile.ZipFile, source: str) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MOST_PARTS:
        size = f"{len(members)} parts, at most {MOST_PARTS}"
        raise UnreadableSourceError(source, f"it is too large for a Word document ({size}); split it")
    parts: dict[str, bytes] = {}
    left = MOST_BYTES
    for member in members:
        if member.flag_bits & 1:
            raise UnreadableSourceError(source, "it is protected by a password; save it without one")
        name = member.filename
        if not name.endswith((".xml", ".rels")):
            parts[name] = b""
            continue
        # Twice the same name is two parts for a reader who unpacks, and one for Word: the last.
        parts[name] = _read(archive, member, left, source)
        left -= len(parts[name])
        if any(doctype in parts[name] for doctype in _DOCTYPES):
            what = f"{name} declares a document type, which may hide an entity bomb"
            raise UnreadableSourceError(source, f"{what}; {_SAVE_AGAIN}")
    return parts


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, source: str) -> bytes:
    too_large = UnreadableSourceError(
        source, f"it is too large for a Word document (over {MOST_BYTES >> 20} MB of text unpacked); split it"
    )
    if member.file_size > most:
        raise too_large
    chunks: list[bytes] = []
    size = 0
    with archive.open(member) as part:
        # In pieces, because what is packed may be longer than the archive says.
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise too_large
            chunks.append(chunk)
    return b"".join(chunks)


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            for strict, usual in _STRICT:
                content = content.replace(strict, usual)
            archive.writestr(zipfile.ZipInfo(name), content)
    packed.seek(0)
    return packed
