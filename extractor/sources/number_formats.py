"""Number formats: which cells of an .xlsx workbook show more than their number: a percent sign, a unit.

calamine gives the number that a cell holds; 18% is held as 0.18, and a unit of the format is not held at all.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PERCENTS = frozenset({9, 10})  # Excel's own formats 0% and 0.00%
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_DATED = re.compile(r"[ymdhs年月日]")
_CELL = re.compile(r"([A-Z]+)(\d+)")
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Shown:
    """What a format adds to a number: `percent` shows it a hundred times; words before and after it."""

    percent: bool
    before: str
    after: str


def shown_formats(data: bytes) -> dict[str, dict[tuple[int, int], Shown]]:
    """For each sheet of an .xlsx workbook, by name, the cells (row, column from 0) whose format adds words.

    A workbook of another kind, or one whose parts are not as expected, gives nothing.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            if not {"xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
                return {}
            styles = _styles(packed)
            if not any(styles):
                return {}
            found = {}
            for name, part in _parts(packed).items():
                if part in names:
                    with packed.open(part) as handle:
                        found[name] = _cells(handle, styles)
            return found
    except (ParseError, zipfile.BadZipFile, KeyError, ValueError):
        return {}


def _elements(handle: IO[bytes]) -> Iterator[Element]:
    """The elements of a part, each when it ends."""
    parser: XMLPullParser[Element] = XMLPullParser(["end"])
    while chunk := handle.read(_CHUNK):
        if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
            message = "a workbook declares no entities"
            raise ValueError(message)
        parser.feed(chunk)
        for event in parser.read_events():
            if isinstance(event[-1], Element):
                yield event[-1]


def _styles(packed: zipfile.ZipFile) -> list[Shown | None]:
    """What each style of the workbook adds to a number."""
    custom: dict[int, str] = {}
    formats: list[int] = []
    with packed.open("xl/styles.xml") as handle:
        for element in _elements(handle):
            if element.tag == f"{_MAIN}numFmt":
                custom[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
            elif element.tag == f"{_MAIN}cellXfs":
                formats = [int(style.get("numFmtId", "0")) for style in element]
    return [
        Shown(True, "", "%") if number in _PERCENTS else shown_by(custom.get(number, ""))
        for number in formats
    ]


def shown_by(code: str) -> Shown | None:
    """What a format code adds to a number; None for nothing that matters, such as dates and separators.

    >>> shown_by('#,##0"家"'), shown_by("0.0%"), shown_by("yyyy-mm-dd"), shown_by("#,##0.00")
    (Shown(percent=False, before='', after='家'), Shown(percent=True, before='', after='%'), None, None)
    """
    code = re.sub(r"\[[^\]]*\]", "", code).partition(";")[0]
    words = [
        (match.start(), match[1] if match[1] is not None else match[2]) for match in _QUOTED.finditer(code)
    ]
    bare = _QUOTED.sub("", code)
    if _DATED.search(bare.lower()):
        return None
    percent = "%" in bare
    digit = re.search(r"[0#?]", code)
    if digit is None:
        return None
    before = "".join(word for at, word in words if at < digit.start()).strip()
    after = "".join(word for at, word in words if at > digit.start()).strip()
    if not percent and not before and not after:
        return None
    return Shown(percent, before, ("%" if percent else "") + after)


def _parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet, by the sheet's name."""
    with packed.open("xl/_rels/workbook.xml.rels") as handle:
        targets = {element.get("Id", ""): element.get("Target", "") for element in _elements(handle)}
    found = {}
    with packed.open("xl/workbook.xml") as handle:
        for element in _elements(handle):
            if element.tag == f"{_MAIN}sheet":
                target = targets.get(element.get(_RELATION, ""), "")
                found[element.get("name", "")] = (
                    target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
                )
    return found


def _cells(handle: IO[bytes], styles: list[Shown | None]) -> dict[tuple[int, int], Shown]:
    found: dict[tuple[int, int], Shown] = {}
    for element in _elements(handle):
        if element.tag == f"{_MAIN}c":
            style = int(element.get("s", "0"))
            place = _CELL.fullmatch(element.get("r", ""))
            if place and style < len(styles) and (shown := styles[style]) is not None:
                found[int(place[2]) - 1, _column(place[1])] = shown
        elif element.tag == f"{_MAIN}row":
            element.clear()
    return found


def _column(name: str) -> int:
    number = 0
    for char in name:
        number = number * 26 + ord(char) - 64
    return number - 1
