"""Workbook guard: an .xlsx as it may safely be read, or why not.

A spreadsheet of a few kilobytes may unpack to gigabytes, and one cell in its last corner makes a reader ask
for all the cells before it, which ends the process. So the parts that are needed are unpacked here within
limits, looked at, and packed again without compression: what was checked is what is read.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO

from extractor.errors import UnreadableSourceError

MOST_BYTES = 128 * 1024 * 1024
MOST_CELLS = 4_000_000
MOST_PARTS = 5_000
_PARTS = re.compile(r"(?:\[Content_Types\]\.xml|.*\.(?:xml|rels))", re.I)
_SKIPPED = re.compile(r"(?:^|/)(?:media|drawings|charts|theme|printerSettings)/", re.I)
# Every `r="AB12"` of a cell and `r="12"` of a row, however it is written; Excel escapes nothing in them.
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{0,8})(\d{1,12})\s*[\"']")
_ESCAPED = re.compile(rb"\br\s*=\s*[\"'][^\"']*&")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.I)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")


def guarded_workbook(data: bytes, source: str) -> bytes:
    """The workbook with its sheets and strings only, all within the limits.

    Raises UnreadableSourceError where it is damaged, or too large once unpacked.
    """
    packed = io.BytesIO()
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as workbook, zipfile.ZipFile(packed, "w") as safe:
            parts = workbook.infolist()
            if len(parts) > MOST_PARTS:
                raise UnreadableSourceError(source, f"it has {len(parts)} parts, at most {MOST_PARTS}")
            for part in parts:
                if not _PARTS.fullmatch(part.filename) or _SKIPPED.search(part.filename):
                    continue
                if part.flag_bits & 1:
                    raise UnreadableSourceError(source, "it is protected by a password; save it without one")
                with workbook.open(part) as handle:
                    content = handle.read(left + 1)
                left -= len(content)
                if left < 0:
                    most = MOST_BYTES >> 20
                    raise UnreadableSourceError(source, f"it unpacks to more than {most} MB; split it")
                if _DOCTYPE.search(content):
                    what = f"{part.filename} declares a document type, which may hide an entity bomb"
                    raise UnreadableSourceError(source, f"{what}; open it in Excel and save it again")
                _check_sheet(content, source)
                safe.writestr(zipfile.ZipInfo(part.filename), content)
    except UnreadableSourceError:
        raise
    except Exception as error:  # (zipfile raises many kinds on damaged bytes)
        raise UnreadableSourceError(source, f"it is a damaged workbook ({error}); save it again") from error
    return packed.getvalue()


def _check_sheet(content: bytes, source: str) -> None:
    if b"sheetData" not in content and b"\x00" not in content[:4]:
        return
    if b"\x00" in content[:4] or _ENCODING.search(content[:200]) or _ESCAPED.search(content):
        raise UnreadableSourceError(source, "it is written in an unusual way; open it and save it again")
    rows = columns = references = 0
    for letters, digits in _REFERENCE.findall(content):
        rows = max(rows, int(digits))
        if letters:
            references += 1
            columns = max(columns, _column(letters))
    cells = len(_CELL.findall(content))
    if references >= cells and max(rows, len(_ROW.findall(content))) * columns <= MOST_CELLS:
        return
    # Cells that are only coloured count for nothing; this look is exact, and slow.
    if _extent(io.BytesIO(content), source) > MOST_CELLS:
        most = f"{MOST_CELLS // 1_000_000} million"
        raise UnreadableSourceError(
            source, f"its cells reach too far ({most} at most); delete the empty rows and columns"
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _extent(sheet: IO[bytes], source: str) -> int:
    """How many cells lie between the first and the last that hold anything."""
    from lxml import etree

    row = column = 0
    top = left = 1 << 60
    bottom = right = -1
    try:
        for event, element in etree.iterparse(sheet, events=("start", "end"), resolve_entities=False):
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if event == "start" and name == "row":
                said = element.get("r", "").strip()
                row, column = int(said) if said.isdigit() else row + 1, 0
            elif event == "start" and name == "c":
                found = _REFERENCE.match(f'r="{element.get("r", "")}"'.encode())
                if found and found[1]:
                    row, column = int(found[2]), _column(found[1])
                else:
                    column += 1
            elif event == "end" and name == "c":
                if len(element):
                    top, bottom = min(top, row), max(bottom, row)
                    left, right = min(left, column), max(right, column)
                element.clear()
            elif event == "end" and name == "row":
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableSourceError(source, f"it is a damaged workbook ({error}); save it again") from error
    return (bottom - top + 1) * (right - left + 1) if bottom >= 0 else 0
