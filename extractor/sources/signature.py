"""Signatures: what a file really is by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from extractor.sources.encoding import decode

_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_FIRST = 2048  # bytes in which a web page says that it is one


@dataclass(frozen=True, slots=True)
class Signature:
    """A kind of file: what messages call it, and the suffixes under which it is read here, if any."""

    name: str
    suffixes: tuple[str, ...] = ()


PDF = Signature("a PDF file", (".pdf",))
WORD = Signature("a Word document", (".docx",))
WORKBOOK = Signature("an Excel workbook", (".xlsx",))
ARCHIVE = Signature("a ZIP archive", (".zip",))
WEB = Signature("a web page", (".html", ".htm", ".xhtml"))
PICTURE = Signature("a picture", (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"))
OFFICE = Signature("an old Office file (save it as .docx or .xlsx)")
LOCKED = Signature("an Office file with a password")

_FIRST_BYTES = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"{\\rtf", Signature("a Rich Text file (save it as .docx)")),
    (b"Rar!\x1a\x07", Signature("a RAR archive (pack it as .zip)")),
    (b"7z\xbc\xaf\x27\x1c", Signature("a 7z archive (pack it as .zip)")),
    (b"\x1f\x8b\x08", Signature("a gzip file (unpack it)")),
)
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A ZIP archive with this member is a document; the first that fits.
_PARTS = (("word/document.xml", WORD), ("xl/workbook.xml", WORKBOOK), ("xl/workbook.bin", WORKBOOK))


def signature(data: bytes) -> Signature | None:
    """What the bytes are; None for text that is no web page, and for what nobody knows."""
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _packed(data)
    if data.startswith(_OLE):
        return LOCKED if _ENCRYPTED in data else OFFICE
    for start, kind in _FIRST_BYTES:
        if data.startswith(start):
            return kind
    return WEB if _HTML.match(data[:_FIRST].removeprefix(b"\xef\xbb\xbf")) else None


def contradiction(data: bytes, suffix: str, expected: str) -> str:
    """Why a file named `suffix` is not what it claims to be (`expected`); empty where it may be.

    A file that is damaged so that nobody can say what it is passes: its reader knows more.
    """
    kind = signature(data)
    if kind is None:
        if suffix in _BINARY and decode(data) is not None:
            return f"it is text, not {expected}, despite its name; rename it to .txt"
        return ""
    if suffix in kind.suffixes:
        return ""
    if kind is LOCKED and suffix in (*WORD.suffixes, *WORKBOOK.suffixes):
        return "it is locked with a password; save it without one"
    what_to_do = f"; rename it to {kind.suffixes[0]}" if kind.suffixes else ""
    return f"it is {kind.name}, not {expected}, despite its name{what_to_do}"


_BINARY = frozenset((*PDF.suffixes, *WORD.suffixes, *WORKBOOK.suffixes, *ARCHIVE.suffixes, *PICTURE.suffixes))


def _packed(data: bytes) -> Signature | None:
    import zipfile  # most files are text, and a run on text need not pay for it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception:  # noqa: BLE001 (zipfile raises many kinds on damaged bytes; the reader says which)
        return None
    return next((kind for part, kind in _PARTS if part in names), ARCHIVE)
