"""A small press: articles set in columns on PDF pages, as a newspaper or an office sets them."""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import extractor
from extractor.model import Article

FONT = "STSong-Light"  # every viewer brings its own, so the PDF holds no letters
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
_NOT_FIRST = frozenset("，。、；：！？”’）》】…")


@dataclass(frozen=True)
class Drawn:
    """One string at its place; y counts downwards from the top of the page."""

    x: float
    y: float
    text: str
    size: float


@dataclass(frozen=True)
class Story:
    """What a newspaper prints of one article; only the first of a page has a kicker, byline and caption."""

    headline: str
    paragraphs: Sequence[str]
    kicker: str = ""
    byline: str = ""
    caption: str = ""


@dataclass
class Sheet:
    """One page: strings and rules, drawn when the PDF is made."""

    width: float = 595
    height: float = 842
    strings: list[Drawn] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)

    def put(self, x: float, y: float, text: str, size: float = 10) -> None:
        """A string whose letters stand on y."""
        self.strings.append(Drawn(x, y, text, size))

    def rule(self, x: float, y: float, other_x: float, other_y: float) -> None:
        """A line."""
        self.rules.append((x, y, other_x, other_y))

    def lines(self, x: float, y: float, lines: Iterable[str], size: float, leading: float) -> float:
        """Strings one below the other; where the next would stand."""
        for line in lines:
            self.put(x, y, line, size)
            y += leading
        return y


def width_of(text: str, size: float) -> float:
    """How wide a string is printed."""
    return pdfmetrics.stringWidth(text, FONT, size)


def wrapped(
    text: str, width: float, size: float, indent: str = "\u3000\u3000", *, hanging: bool = False
) -> list[str]:
    """A paragraph in lines of a width; numbers are cut anywhere.

    A mark that must not begin a line takes the character before it along, or hangs over the edge.
    """
    lines, line = [], indent
    for char in text:
        if width_of(line + char, size) > width + 0.01 and char.strip():
            if char not in _NOT_FIRST:
                lines.append(line)
                line = ""
            elif not hanging or line[-1] in _NOT_FIRST:
                at = len(line) - 1
                while line[at] in _NOT_FIRST:
                    at -= 1
                lines.append(line[:at])
                line = line[at:]
        line += char
    return [*lines, line]


def flowed(lines: Sequence[str], heights: Sequence[int]) -> Iterator[Sequence[str]]:
    """The lines in columns of so many lines each; the rest goes to the last one."""
    at = 0
    for number, height in enumerate(heights):
        end = at + height if number + 1 < len(heights) else len(lines)
        yield lines[at:end]
        at = end


def pdf_of(
    sheets: Sequence[Sheet],
    *,
    shuffled: bool = False,
    letters: bool = False,
    turned: int = 0,
    font: str = FONT,
) -> bytes:
    """The pages as a PDF.

    `shuffled` draws the strings in any order, `letters` every character by itself, `turned` prints the page
    at so many degrees and has the viewer turn it back.
    """
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True, pageCompression=0)
    for sheet in sheets:
        lies = turned in (90, 270)
        canvas.setPageSize((sheet.height, sheet.width) if lies else (sheet.width, sheet.height))
        if turned:
            shift = {90: (sheet.height, 0), 180: (sheet.width, sheet.height), 270: (0, sheet.width)}[turned]
            canvas.translate(*shift)
            canvas.rotate(turned)
            canvas.setPageRotation(turned)
        strings = [part for string in sheet.strings for part in (_letters(string) if letters else [string])]
        if shuffled:
            random.Random(5).shuffle(strings)
        for rule in sheet.rules:
            canvas.line(rule[0], sheet.height - rule[1], rule[2], sheet.height - rule[3])
        for string in strings:
            canvas.setFont(font, string.size)
            canvas.drawString(string.x, sheet.height - string.y, string.text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _letters(string: Drawn) -> Iterator[Drawn]:
    x = string.x
    for char in string.text:
        if char.strip():
            yield Drawn(x, string.y, char, string.size)
        x += width_of(char, string.size)


def report(article: Article, *, size: float = 12, title_size: float = 20, height: float = 842) -> list[Sheet]:
    """An article as an office prints it: one column, page numbers."""
    title, paragraphs = article.title, article.text.split("\n")
    leading, left, width = 1.6 * size, 80.0, 435.0
    sheets = [Sheet(height=height)]
    y = 90.0
    for line in wrapped(title, width, title_size, indent=""):
        sheets[-1].put(left + (width - width_of(line, title_size)) / 2, y, line, title_size)
        y += 1.4 * title_size
    y += size
    for paragraph in paragraphs:
        for line in wrapped(paragraph, width, size):
            if y > height - 90:
                sheets.append(Sheet(height=height))
                y = 90.0
            sheets[-1].put(left, y, line, size)
            y += leading
    for number, sheet in enumerate(sheets, 1):
        sheet.put(285, height - 50, f"- {number} -", 9)
    return sheets


HEADER = "荆楚职工报　　产改·园区　　2025年4月29日　星期二　　第3版"


def columns(
    article: Article,
    count: int,
    *,
    letters: int = 11,
    gutter: float = 10,
    offset: float = 0,
    ruled: bool = False,
    hanging: bool = False,
) -> Sheet:
    """An article in `count` columns of so many letters under a headline across all of them.

    `offset` sets each column so much lower than the one before it.
    """
    sheet, size, leading = Sheet(700, 1000), 9.5, 14.0
    width = 1.2 * letters * size
    sheet.put(40, 40, HEADER, 9)
    sheet.put(80, 90, article.title, 22)
    if article.byline:
        sheet.put(300, 115, "本报记者 " + article.byline, size)
    lines = [
        line for part in article.text.split("\n") for line in wrapped(part, width, size, hanging=hanging)
    ]
    height = -(-len(lines) // count)
    for number, column in enumerate(flowed(lines, [height] * count)):
        left = 40 + number * (width + gutter)
        sheet.lines(left, 140 + number * offset, column, size, leading)
        if ruled and number:
            sheet.rule(left - gutter / 2, 130, left - gutter / 2, 140 + height * leading)
    return sheet


def newspaper(first: Story, second: Story, third: Story, *, ruled: bool = False) -> Sheet:
    """Three articles on a page of three columns.

    The first takes two columns under its headline, with a picture in its second column; the second runs down
    the third column; the third lies below both, in three columns.
    """
    sheet = Sheet(760, 1060)
    size, leading, width, gutter, left = 10.0, 15.0, 220.0, 18.0, 32.0
    edges = [left + number * (width + gutter) for number in range(3)]
    sheet.put(left, 40, HEADER, 11)
    sheet.rule(left, 50, 728, 50)
    bottom = 640.0
    # The first article.
    sheet.put(edges[0] + 60, 80, first.kicker, 13)
    sheet.put(edges[0] + 20, 112, first.headline, 24)
    sheet.put(edges[0] + 180, 134, first.byline, 10)
    lines = [line for paragraph in first.paragraphs for line in wrapped(paragraph, width, size)]
    picture = 8
    half = (len(lines) + picture + 1) // 2
    sheet.lines(edges[0], 160, lines[:half], size, leading)
    above = half // 3
    y = sheet.lines(edges[1], 160, lines[half : half + above], size, leading)
    for line in ((0, 0, width, 0), (0, 80, width, 80), (0, 0, 0, 80), (width, 0, width, 80)):
        sheet.rule(edges[1] + line[0], y - 5 + line[1], edges[1] + line[2], y - 5 + line[3])
    sheet.put(edges[1], y + 90, first.caption, 8)
    sheet.lines(edges[1], y + picture * leading, lines[half + above :], size, leading)
    # The second article.
    y = sheet.lines(edges[2], 85, wrapped(second.headline, width, 18, indent=""), 18, 24)
    lines = [line for paragraph in second.paragraphs for line in wrapped(paragraph, width, size)]
    y = sheet.lines(edges[2], y + 6, lines, size, leading)
    if ruled:
        for x in edges[1:]:
            sheet.rule(x - gutter / 2, 150, x - gutter / 2, bottom)
    # The third article.
    y = bottom + 50
    sheet.put(edges[0] + 120, y, third.headline, 22)
    lines = [line for paragraph in third.paragraphs for line in wrapped(paragraph, width, size)]
    height = -(-len(lines) // 3)
    for x, column in zip(edges, flowed(lines, [height] * 3), strict=True):
        sheet.lines(x, y + 30, column, size, leading)
    sheet.put(left, 1040, "投稿邮箱：jczgb@example.com　本版电话：(027)88880001", 8)
    return sheet


def set_table(
    sheet: Sheet, x: float, y: float, rows: Sequence[Sequence[str]], *, ruled: bool = True
) -> float:
    """A table whose first row stands on y; where the text goes on below it."""
    size, leading, top = 10.0, 18.0, y - 13
    widths = [max(width_of(cell, size) for cell in column) + 12 for column in zip(*rows, strict=True)]
    for row in rows:
        at = x
        for cell, width in zip(row, widths, strict=True):
            sheet.put(at + 4, y, cell, size)
            at += width
        y += leading
    edges = [x, *(x + sum(widths[: number + 1]) for number in range(len(widths)))]
    if ruled:
        for number in range(len(rows) + 1):
            sheet.rule(edges[0], top + number * leading, edges[-1], top + number * leading)
        for edge in edges:
            sheet.rule(edge, top, edge, top + len(rows) * leading)
    return y + 10


def chinese_font() -> str:
    """The name of a font with Chinese letters that is embedded, or the empty string where there is none."""
    path = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")  # Debian's fonts-wqy-zenhei
    if not path.is_file():
        return ""
    pdfmetrics.registerFont(TTFont("Embedded", str(path)))
    return "Embedded"


@pytest.fixture(scope="session")
def press() -> ModuleType:
    """The functions of this module."""
    return sys.modules[__name__]


@pytest.fixture(scope="session")
def mended(checkout: Path) -> Callable[[str], list[Article]]:
    """The articles of the corpus file whose name begins so, as its text gives them."""

    def of(start: str) -> list[Article]:
        (path,) = (checkout / "corpus" / "articles").glob(f"{start}*.txt")
        return extractor.read(path)

    return of
