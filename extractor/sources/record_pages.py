"""Record pages: the cells of one article of an export → its Page, or why it is none.

Which cell is what, record_columns.py says; how a file becomes cells, records.py and workbook.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extractor.errors import UnreadableSourceError
from extractor.model import Page
from extractor.model.table import TABLES
from extractor.pages.metadata import iso_date
from extractor.pages.wrapping import are_paragraphs
from extractor.sources.blocks import Written
from extractor.sources.reading import Reading, Refusal
from extractor.sources.record_columns import Columns

_BLANKS = regex.compile(r"\s+")
_LINE = regex.compile(r"[^\n]+")
# A cell is HTML where a tag of text in it is closed, or breaks lines; `<5%` and `<高新区>` are no tags.
_HTML = regex.compile(
    r"</(?:p|div|span|section|strong|b|font|table|td|li|h[1-6]|a|em|article)\s*>|<(?:br|p)\b[^<>]{0,200}>",
    regex.I,
)
_ENTITIES = regex.compile(
    r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|middot|mdash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});", regex.I
)
_ANNOUNCED = regex.compile(r"^\s*(?:来源|稿源|出处|媒体)\s*[:：]\s*")
_COMPACT_DATE = regex.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{6})?")
# A day as programs count it: seconds or thousandths since 1970, from 2001 on; Excel's days, from 1982 on.
_SECONDS = regex.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_DAYS = regex.compile(r"[3-6]\d{4}(?:\.\d+)?")
_CHINA = datetime.timezone(datetime.timedelta(hours=8))
_FIRST_DAY = datetime.date(1899, 12, 30)
_OWN_COLUMNS = 3  # so many first columns tell one of our own tables
_HEADING_ROWS = 10  # a title or a note may stand above the headings
MOST_REFUSALS = 1000
_MOST_SHOWN = 20  # headings in a message

Row = tuple[int, Sequence[str]]
"""A row of cells with its number, as a spreadsheet counts rows."""


@dataclass(slots=True)
class Collected:
    """What an export has given so far; it refuses at most a thousand records by name, and counts the rest."""

    source: str
    pages: list[Page] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    uncounted: int = 0

    def refuse(self, place: str, reason: str) -> None:
        """Adds a refusal, while there are not too many."""
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append(Refusal(self.source, place, reason))
        else:
            self.uncounted += 1

    def add(self, cells: Mapping[str, str], place: str) -> None:
        """Adds the page of one record, or the refusal of one without a text."""
        if not cells.get("text", "").strip():
            self.refuse(place, "it has no text; expected an article's text in its cell")
            return
        try:
            self.pages.append(page_of(cells, self.source, place))
        except UnreadableSourceError as error:
            self.refuse(place, error.message)

    def reading(self) -> Reading:
        """All of it; a file without any record is refused whole."""
        if self.uncounted:
            last = Refusal(self.source, "", f"{self.uncounted} more records were refused for such reasons")
            self.refusals.append(last)
        if not self.pages and not self.refusals:
            self.refusals.append(Refusal(self.source, "", "it holds no article below its headings"))
        return Reading(self.source, tuple(self.pages), tuple(self.refusals))


def page_of(cells: Mapping[str, str], source: str, place: str) -> Page:
    """The page of one record from its cells by field; it is one article, whatever its text looks like.

    Raises UnreadableSourceError where a cell is HTML that cannot be read.
    """
    text, headings, ends = _text(cells["text"], source)
    title = _text(cells.get("title", ""), source).text
    return Page(
        source,
        text,
        title=_BLANKS.sub(" ", title).strip(),
        byline=_BLANKS.sub(" ", cells.get("byline", "")).strip(),
        publisher=_BLANKS.sub(" ", _ANNOUNCED.sub("", cells.get("publisher", ""))).strip(),
        published=_date(cells.get("published", "")),
        headings=headings,
        place=place,
        whole=True,
        ends=ends,
    )


def collect_rows(rows: Iterable[Row], columns: Columns, collected: Collected, sheet: str = "") -> None:
    """Adds the articles of a table whose first rows hold the headings; `sheet` names it in places."""
    part = f"{sheet} " if sheet else ""
    above: list[Row] = []
    found: dict[str, int] = {}
    width = 0
    for number, row in rows:
        cells = _without_end(row)
        if not cells:
            continue
        if found:
            if len(cells) > width:
                reason = (
                    f"{len(cells)} cells where there are {width} headings; put a cell with commas into quotes"
                )
                collected.refuse(f"{part}row {number}", reason)
            else:
                collected.add(_by_field(cells, found), f"{part}row {number}")
            continue
        found = columns.found_in(cells)
        width = len(cells)
        if _is_own(cells):
            collected.refuse(sheet, "it is a table that a run wrote, not news; give the news itself")
            return
        if "text" not in found:
            found = {}
            above.append((number, cells))
            if len(above) == _HEADING_ROWS:
                break
    if not found and above:
        collected.refuse(sheet, no_text_column(_likeliest(above), columns))


def no_text_column(headings: Sequence[str], columns: Columns) -> str:
    """The reason why a table with these headings, or a record with these keys, is refused."""
    shown = ", ".join(" ".join(heading.split())[:30] for heading in headings[:_MOST_SHOWN])
    shown = shown.encode("utf-8", "replace").decode("utf-8")
    if len(headings) > _MOST_SHOWN:
        shown += ", …"
    wanted = (
        f"no column {columns.given['text']}" if "text" in columns.given else "no column with articles' text"
    )
    return f"{wanted}; found {shown or 'none'}; say which one: --columns text=NAME"


def _by_field(cells: Sequence[str], found: Mapping[str, int]) -> dict[str, str]:
    return {name: cells[place] for name, place in found.items() if place < len(cells)}


def _without_end(row: Sequence[str]) -> Sequence[str]:
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _likeliest(rows: Sequence[Row]) -> Sequence[str]:
    return max((cells for _, cells in rows), key=lambda cells: sum(1 for cell in cells if cell.strip()))


def _is_own(headings: Sequence[str]) -> bool:
    first = tuple(heading.strip() for heading in headings[:_OWN_COLUMNS])
    return len(first) == _OWN_COLUMNS and any(
        first in (table.names[:_OWN_COLUMNS], table.headings[:_OWN_COLUMNS]) for table in TABLES
    )


def _text(cell: str, source: str) -> Written:
    if "<" in cell and _HTML.search(cell):
        from extractor.sources.web import read_fragment

        return read_fragment(cell, source)
    if "&" in cell and _ENTITIES.search(cell):
        from html import unescape

        cell = unescape(cell)
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    # Line feeds in a cell are paragraphs, unless someone pasted lines of print.
    if "\n" not in text or not are_paragraphs(text):
        return Written(text)
    return Written(text, ends=tuple(found.end() for found in _LINE.finditer(text)))


def _date(cell: str) -> str:
    words = cell.strip()
    compact = _COMPACT_DATE.fullmatch(words)
    if _SECONDS.fullmatch(words):
        return datetime.datetime.fromtimestamp(int(words[:10]), _CHINA).date().isoformat()
    if _DAYS.fullmatch(words):
        return (_FIRST_DAY + datetime.timedelta(int(words[:5]))).isoformat()
    return iso_date("-".join(compact.groups()) if compact else words) or words
