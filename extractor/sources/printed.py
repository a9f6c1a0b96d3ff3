"""Printed pages: their lines in reading order → Pages that the mender can read.

A Page begins where a headline opens an article, not where the paper ends: the report that goes on overleaf
stays whole, and each article of a newspaper page stands alone. Running headers and page numbers are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extractor.model import Page
from extractor.sources.blocks import Block, is_marked_heading, page_text
from extractor.sources.boxes import Box
from extractor.sources.grids import GridCell, grid_lines
from extractor.sources.xycut import Column

HEADING = 1.15  # of the size of the text
_HEADLINE = 1.25
_HEADLINE_IN_COLUMNS = 1.5
_AS_LARGE = 0.9  # of the title: another title of the same kind
_AS_LARGE_IN_COLUMNS = 0.65
_LONGEST_HEADING = 60
_MOST_HEAD_LINES = 5
_EDGE_LINES = 2  # at the top and at the bottom of a page: running headers, page numbers
_MOST_BLANKS = 0.2  # of the seams between lines
_PARTED = 0.6  # letters of white more than between the lines around
_FAR = 9.0  # letters: between what does not follow from one another
_MARKS = regex.compile(r"[，。；,;]")
_SENTENCE = regex.compile(r"[，。；,;]|\p{Han}{26}")
_NUMBERED = regex.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．]|第.{1,3}[章节条部])"
)
_PAGE_NUMBER = regex.compile(
    r"[-—–·•.\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4}|\s*页)?(?:[,，\s]*共\s*\d{1,4}\s*页)?[-—–·•.\s]*"
)
# What a page says of itself, and so of each of its articles: its day, its number.
_OF_THE_PAGE = regex.compile(
    r"(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}|星期[一二三四五六日天]|\d\s*版|版次"
)
# What is not torn at the end of a line: a number, a word, a mark and what it belongs to.
_CHUNK = regex.compile(r"[“‘（《【(]*(?:[A-Za-z0-9.,%％-]+|.)[，。、；：！？”’）》】)]*")
_OPEN = frozenset("，、；：（“‘《")  # what no paragraph ends with, set apart or not
_CLOSING = frozenset("，。、；：！？”’）》】」』")
_DIGITS = regex.compile(r"\d+")
_LATIN = regex.compile(r"[A-Za-z]{2}")  # where two lines of a heading meet

Table = tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page as it is read, and how it is set.

    `above` is the white over it, in letters; `indented` and `full` tell whether it begins behind the left
    edge of its column and runs to the right one, `spaced` whether the file writes a blank before it; `table`
    are the rows where a table stands in its place.
    """

    text: str
    size: float
    width: float = 0.0
    above: float = 0.0
    indented: bool = False
    full: bool = False
    spaced: bool = False
    table: Table = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines of page `number` in reading order, and in how many columns they stand."""

    lines: tuple[Line, ...]
    columns: int = 1
    number: int = 1


def printed(columns: Sequence[Column], body: float, number: int = 1) -> Printed:
    """The lines of page `number`, whose text is set in the size `body`."""
    lines: list[Line] = []
    for column in columns:
        lines += _lines_of(column, body, first=0.0 if column.goes_on and lines else _FAR)
    return Printed(tuple(lines), max((column.columns for column in columns), default=1), number)


def _lines_of(column: Column, body: float, first: float) -> Iterator[Line]:
    gaps = sorted(
        max(0.0, min(box.top for box in below) - max(box.bottom for box in above))
        for above, below in pairwise(column.rows)
    )
    usual = min(gaps[len(gaps) // 2], body) if len(gaps) > 2 else 0.5 * body
    left, right = _edges_of(column)
    bottom: float | None = None
    for row, below in zip(column.rows, (*column.rows[1:], None), strict=True):
        top = min(box.top for box in row)
        above = first if bottom is None else max(0.0, top - bottom - usual) / body
        bottom = max(box.bottom for box in row)
        size = max(row, key=lambda box: len(box.text)).size
        if row[0].table:
            yield Line("", size, above=above, table=row[0].table)
            continue
        # What a line lacks to the edge is less than what the next one begins with and could not be torn.
        reach = row[-1].right + size * _lacking(row[-1].text, below[0] if below else None)
        yield Line(
            _joined(row),
            size,
            row[-1].right - row[0].left,
            above,
            indented=row[0].left - left > 0.8 * size,
            full=reach > right - 0.3 * size,
            spaced=row[0].spaced,
        )


def _edges_of(column: Column) -> tuple[float, float]:
    """Where the lines of a column begin and end; a heading may be wider."""
    count: Counter[float] = Counter()
    for row in column.rows:
        count[row[0].size] += sum(len(box.text) for box in row)
    usual = max(count, key=lambda size: (count[size], size))
    rows = [row for row in column.rows if abs(row[0].size - usual) <= 0.1 * usual]
    return min(row[0].left for row in rows), max(row[-1].right for row in rows)


def _lacking(text: str, following: Box | None) -> float:
    # In letters; half of a mark at the end is white and does not count as reached.
    chunk = _CHUNK.match(following.text) if following else None
    letters = sum(0.5 if char.isascii() else 1.0 for char in chunk[0][:16]) if chunk else 1.0
    return letters + 0.5 * (text[-1] in _CLOSING) + bool(following and following.spaced)


def _joined(row: Sequence[Box]) -> str:
    text = row[0].text
    for before, box in pairwise(row):
        gap = (box.left - before.right) / max(min(before.size, box.size), 1e-3)
        blank = "" if gap < 0.2 else " " if gap < 0.75 else "\u3000" if gap < 3 else "\u3000\u3000"
        text += blank + box.text
    return text


def pages_of(sheets: Sequence[Printed], source: str, heading: float = HEADING) -> tuple[Page, ...]:
    """The Pages of a document; lines `heading` times as large as its text are headings."""
    least = heading * _body_of(sheets)
    seen: Counter[str] = Counter()
    for sheet in sheets:
        seen.update({_masked(line) for line in _edges(sheet) if line.size < least})
    writer = _Writer(source, least / heading, least, {text for text, often in seen.items() if often > 1})
    return tuple(writer.pages([_without_running(sheet, seen, len(sheets), least) for sheet in sheets]))


def _body_of(sheets: Iterable[Printed]) -> float:
    """The size in which most of the characters are set."""
    count: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            count[round(line.size * 2) / 2] += len(line.text)
    return max(count, key=lambda size: (count[size], size), default=1.0) or 1.0


def _without_running(sheet: Printed, seen: Mapping[str, int], count: int, least: float) -> Printed:
    """The page without its number, and without what most of the `count` pages repeat at their edges.

    What says the day or the number of a newspaper page is kept.
    """

    def runs(line: Line) -> bool:
        if line.size >= least:
            return False
        often = seen[_masked(line)]
        repeated = often > 1 and 2 * often > count
        said = _MARKS.search(line.text) or _OF_THE_PAGE.search(line.text)
        return bool(_PAGE_NUMBER.fullmatch(line.text)) or (repeated and not said)

    running = {id(line) for line in _edges(sheet) if runs(line)}
    return replace(sheet, lines=tuple(line for line in sheet.lines if id(line) not in running))


def _masked(line: Line) -> str:
    return _DIGITS.sub("0", line.text)


def _edges(sheet: Printed) -> list[Line]:
    lines = sheet.lines
    edges = [*lines[:_EDGE_LINES], *lines[max(_EDGE_LINES, len(lines) - _EDGE_LINES) :]]
    return [line for line in edges if line.text]


class _Writer:
    def __init__(self, source: str, body: float, least: float, repeated: Container[str]) -> None:
        self._source = source
        self._body = body
        self._least = least
        self._repeated = repeated
        self._pages: list[Page] = []
        self._number = self._last = 1
        self._begin([])

    def pages(self, sheets: Sequence[Printed]) -> list[Page]:
        for sheet in sheets:
            self._read(sheet)
        self._end()
        return self._pages

    def _begin(self, head: Sequence[Line]) -> None:
        self._lines: list[Line] = list(head)
        self._marked: set[int] = set()
        self._has_text = False
        self._title = 0.0
        self._first = self._last = self._number

    def _end(self) -> None:
        if any(line.text.strip() or line.table for line in self._lines):
            one = self._first == self._last
            place = f"page {self._first}" if one else f"pages {self._first} to {self._last}"
            self._pages.append(_page(self._source, self._lines, self._marked, place))

    def _read(self, sheet: Printed) -> None:
        self._number = sheet.number
        groups = _groups(sheet.lines, self._least)
        top = _head(groups)
        head = [line for group in groups[:top] for line in group]
        of_the_page = [line for line in head if _is_of_the_page(line)]
        if not self._lines:
            self._begin(head)
        elif top < len(groups) and self._has_text and self._opens(groups[top], sheet):
            self._end()
            self._begin(head)
        else:
            # The text goes on overleaf; what each page says of itself is no part of it.
            self._take([line for line in head if _masked(line) not in self._repeated])
            if top < len(groups) and not self._is_heading(groups[top]):
                groups[top] = [replace(groups[top][0], above=0.0), *groups[top][1:]]
        for group in groups[top:]:
            if self._has_text and self._opens(group, sheet):
                self._end()
                self._begin(of_the_page)
            if self._is_heading(group):
                self._take_heading(group)
            else:
                self._take(group)

    def _is_heading(self, group: Sequence[Line]) -> bool:
        return any(_is_large(line, self._least) for line in group)

    def _opens(self, group: Sequence[Line], sheet: Printed) -> bool:
        """Whether it is the headline of another article."""
        size = max(line.size for line in group)
        if not self._is_heading(group) or _NUMBERED.match(group[0].text):
            return False
        if sheet.columns > 1:
            return size >= max(_HEADLINE_IN_COLUMNS * self._body, _AS_LARGE_IN_COLUMNS * self._title)
        return size >= max(_HEADLINE * self._body, _AS_LARGE * self._title)

    def _take(self, lines: Sequence[Line]) -> None:
        self._last = self._number
        for line in lines:
            before = self._lines[-1] if self._lines else None
            longer = _continued(before.table, line.table) if before and line.table else ()
            if before and longer:
                self._lines[-1] = replace(before, table=longer)
            else:
                self._lines.append(line)
        self._has_text = self._has_text or any(line.table or _SENTENCE.search(line.text) for line in lines)

    def _take_heading(self, group: Sequence[Line]) -> None:
        self._last = self._number
        if not self._has_text:
            # The name of a newspaper is as large as its headlines: only the last of them is a title.
            self._marked.clear()
            self._title = max(line.size for line in group)
        whole = _unwrapped(group)
        self._marked |= set(range(len(self._lines), len(self._lines) + len(whole)))
        self._lines += whole


def _is_large(line: Line, least: float) -> bool:
    return line.size >= least and not line.table and len(line.text) <= _LONGEST_HEADING


def _groups(lines: Sequence[Line], least: float) -> list[list[Line]]:
    """The lines one by one, but those of a heading together, with the small line that stands close above."""
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is not None and _is_large(line, least) and line.above < 1.5 * line.size / least:
            kicker = (
                before.above > _PARTED > line.above
                and not before.table
                and not _SENTENCE.search(before.text)
                and not _is_of_the_page(before)
            )
            if kicker or _is_large(before, least):
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups


def _unwrapped(group: Sequence[Line]) -> list[Line]:
    """The lines of a heading, those that were only cut at the edge as one.

    A line was cut where the next character had no room in the widest line; else it was to end there.
    """
    widest = max(line.width for line in group)
    whole: list[Line] = []
    for line in group:
        before = whole[-1] if whole else None
        if before and abs(before.size - line.size) < 0.05 * line.size and before.width + line.size > widest:
            whole[-1] = replace(before, text=_sewn(before.text, line.text), width=line.width)
        else:
            whole.append(line)
    return whole


def _head(groups: Sequence[Sequence[Line]]) -> int:
    """How many groups at the top of a page, down to its day or number, stand over its first article."""
    top = 0
    for at, group in enumerate(groups[:_MOST_HEAD_LINES], 1):
        if any(line.table or _SENTENCE.search(line.text) for line in group):
            break
        if _is_of_the_page(group[-1]):
            top = at
    return top


def _is_of_the_page(line: Line) -> bool:
    return bool(_OF_THE_PAGE.search(line.text)) and not _MARKS.search(line.text)


def _continued(table: Table, more: Table) -> Table:
    """The table with the rows that stand on the next page; empty where those are another table's."""
    if not table or sum(cell.columns for cell in table[-1]) != sum(cell.columns for cell in more[-1]):
        return ()
    if [cell.text for cell in table[0]] == [cell.text for cell in more[0]]:
        return table + more[1:]
    return table + more if any(_DIGITS.search(cell.text) for cell in more[0][1:]) else ()


def _page(source: str, lines: Sequence[Line], marked: set[int], place: str) -> Page:
    blocks: list[Block] = []
    seams = [line.spaced for before, line in pairwise(lines) if _goes_on(before, line)]
    # A blank at every seam comes from the program; one now and then parts two names.
    blanks = sum(seams) <= _MOST_BLANKS * len(seams)
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if line.table:
            blocks += [Block(""), *(Block(row) for row in _rows(line.table)), Block("")]
            continue
        if before and at not in marked and at - 1 not in marked and _goes_on(before, line):
            blank = " " if line.spaced and blanks else ""
            blocks[-1] = Block(_sewn(blocks[-1].text, blank + line.text))
            continue
        if before and _stops(before, line):
            blocks[-1] = replace(blocks[-1], ends=True)
        if before and _apart(before, line):
            blocks.append(Block(""))
        heading = at in marked and is_marked_heading(line.text)
        indent = "\u3000\u3000" if line.indented and not heading else ""
        blocks.append(Block(indent + line.text, heading))
    text, headings, ends = page_text(blocks)
    return Page(source, text + "\n", headings=headings, place=place, ends=ends)


def _goes_on(before: Line, line: Line) -> bool:
    """Whether the paragraph goes on: to the edge, and from the edge."""
    return (
        before.full
        and not (before.table or line.indented or _apart(before, line))
        and abs(before.size - line.size) <= 0.05 * line.size
    )


def _stops(before: Line, line: Line) -> bool:
    """Whether the paragraph surely ends: short of the edge, and the next one is set apart.

    One that runs to the edge may go on behind a caption, and lines beside a picture stop short as well.
    """
    if before.full or before.table or before.text[-1:] in _OPEN:
        return False
    return line.indented or _apart(before, line)


def _sewn(before: str, after: str) -> str:
    return before + (" " if _LATIN.search(before[-1:] + after[:1]) else "") + after


def _rows(table: Table) -> list[str]:
    return grid_lines(table) or [" ".join(cell.text for cell in row if cell.text) for row in table]


def _apart(before: Line, line: Line) -> bool:
    larger = max(before.size, line.size) / max(min(before.size, line.size), 1e-3)
    return line.above > _PARTED or larger > HEADING
