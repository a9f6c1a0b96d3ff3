"""Word blocks: the body of a Word document → its lines in reading order.

Paragraphs, tables, text boxes after the paragraph that anchors them, footnotes at the end. Insertions count,
deletions do not; of a field the result counts; hidden text and tables of contents do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from extractor.sources.blocks import Block, is_bold_heading, is_marked_heading, tidy
from extractor.sources.grids import GridCell, grid_lines
from extractor.sources.word_styles import PLAIN, Style, outline_level, switch, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_ALTERNATE, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
_P, _R, _T, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
_BOX = qn("w:txbxContent")
_FIELD, _FIELD_KIND = qn("w:fldChar"), qn("w:fldCharType")
_VERTICAL = qn("w:vertAlign")
# What is no text, or no longer: deleted, moved away, the code of a field, properties, phonetic guides.
_DROPPED_NAMES = (
    "del moveFrom delText instrText delInstrText rPr pPr sectPr tblPr tblGrid trPr tcPr sdtPr rt "
    "footnoteReference endnoteReference annotationRef"
)
_DROPPED = frozenset(qn(f"w:{name}") for name in _DROPPED_NAMES.split())
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_SUPERSCRIPT = str.maketrans("23", "²³")
_MOST_BOLD = 0.4  # where more of the text is bold, bold marks no heading
_LONGEST_HEAD_CELL = 32


@dataclass(frozen=True, slots=True)
class WordBlock:
    """One line; `heading` by its style or outline level, `title` by its style, `bold` where all of it is.

    `ends` tells that its paragraph ends with it, and that it is not merely broken there.
    """

    text: str
    heading: bool = False
    title: bool = False
    bold: bool = False
    row: bool = False
    ends: bool = True


def word_blocks(body: Any, styles: Mapping[str, Style]) -> list[WordBlock]:
    """The lines of a `w:body`, or of anything else that holds paragraphs and tables."""
    return list(_Walk(styles).blocks(body))


def marked(blocks: list[WordBlock]) -> Iterator[Block]:
    """The lines with their headings: those of the style, and short bold ones, where bold is rare."""
    size = sum(len(block.text) for block in blocks)
    bold_marks = sum(len(block.text) for block in blocks if block.bold) <= _MOST_BOLD * size
    for block in blocks:
        styled = (block.heading or block.title) and is_marked_heading(block.text)
        bold = block.bold and bold_marks and is_bold_heading(block.text)
        yield Block(block.text, heading=not block.row and (styled or bold), ends=block.ends)


class _Walk:
    def __init__(self, styles: Mapping[str, Style]) -> None:
        self._styles = styles

    def blocks(self, holder: Any) -> Iterator[WordBlock]:
        for element in holder.iterchildren():
            tag = element.tag
            if tag in _DROPPED:
                continue
            if tag == _P:
                yield from _Paragraph(element, self._styles).blocks()
            elif tag == _TBL:
                yield from self._table(element)
            elif tag == _ALTERNATE:
                yield from self.blocks(_chosen(element))
            elif isinstance(tag, str) and not _is_contents(element):
                yield from self.blocks(element)

    def _table(self, table: Any) -> Iterator[WordBlock]:
        rows = [row for row in _inside(table, _TR) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
        cells = [list(_inside(row, _TC)) for row in rows]
        nested = any(cell.find(f".//{_TBL}") is not None for row in cells for cell in row)
        lines = None
        if not nested:
            texts = [[self._text(cell) for cell in row] for row in cells]
            lines = grid_lines(_grid(rows, cells, texts), _header_rows(rows))
        if lines is None:
            for row in cells:
                for cell in row:
                    yield from self.blocks(cell)
        else:
            yield from (WordBlock(line, row=True) for line in lines)

    def _text(self, cell: Any) -> str:
        lines = [block.text.strip().replace("\t", " ") for block in self.blocks(cell) if block.text]
        short = sum(map(len, lines)) <= _LONGEST_HEAD_CELL
        return ("" if short else " ").join(lines)


class _Paragraph:
    """The lines of one paragraph, and of the text boxes that it anchors."""

    def __init__(self, element: Any, styles: Mapping[str, Style]) -> None:
        self._styles = styles
        self._element = element
        self._properties = element.find(qn("w:pPr"))
        name = None if self._properties is None else value(self._properties.find(qn("w:pStyle")))
        self._style = styles.get(name or "", PLAIN)
        self._parts: list[tuple[str, bool]] = []  # text, bold
        self._boxes: list[Any] = []
        self._codes = 0  # fields whose code is being read

    def blocks(self) -> Iterator[WordBlock]:
        self._read(self._element, bold=False, raised=False)
        if not self._style.contents:
            yield from self._lines()
        for box in self._boxes:
            yield from _Walk(self._styles).blocks(box)

    def _lines(self) -> Iterator[WordBlock]:
        level = outline_level(self._properties)
        heading = self._style.heading if level is None else level < 9
        bold = bool(self._parts) and all(bold for part, bold in self._parts if part.strip())
        written = "".join(part for part, _ in self._parts)
        if not written.strip():
            yield WordBlock("")
            return
        # A tab inside a line parts columns; at its start it only indents.
        lines = [line.strip("\t ").split("\t") for line in written.split("\n")]
        texts = ["\t".join(tidy(piece) for piece in pieces).rstrip() for pieces in lines]
        texts = [text for text in texts if text]
        for at, text in enumerate(texts, 1):
            yield WordBlock(text, heading, self._style.title, bold, ends=at == len(texts))

    def _read(self, element: Any, *, bold: bool, raised: bool) -> None:
        for child in element.iterchildren():
            tag = child.tag
            if not isinstance(tag, str) or tag in _DROPPED:
                continue
            if tag in (_T, _MATH_TEXT):
                self._add(child.text or "", bold=bold, raised=raised)
            elif tag in _CHARACTERS:
                self._add(_CHARACTERS[tag], bold=bold, raised=False)
            elif tag == _FIELD:
                self._field(child.get(_FIELD_KIND))
            elif tag == _BOX:
                self._boxes.append(child)
            elif tag == _ALTERNATE:
                self._read(_chosen(child), bold=bold, raised=raised)
            elif tag == _R:
                self._run(child)
            else:
                self._read(child, bold=bold, raised=raised)

    def _run(self, run: Any) -> None:
        properties = run.find(qn("w:rPr"))
        named = None if properties is None else value(properties.find(qn("w:rStyle")))
        style = self._styles.get(named or "", PLAIN)
        bold, hidden, raised = style.bold or self._style.bold, style.hidden or self._style.hidden, False
        if properties is not None:
            own_bold, own_hidden = (switch(properties.find(qn(name))) for name in ("w:b", "w:vanish"))
            bold = bold if own_bold is None else own_bold
            hidden = hidden if own_hidden is None else own_hidden
            raised = value(properties.find(_VERTICAL)) == "superscript"
        if hidden:
            # Its fields begin and end all the same.
            for mark in run.iterchildren(_FIELD):
                self._field(mark.get(_FIELD_KIND))
        else:
            self._read(run, bold=bold, raised=raised)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._codes += 1
        elif self._codes and kind in ("separate", "end"):
            self._codes -= 1

    def _add(self, text: str, *, bold: bool, raised: bool) -> None:
        if not self._codes:
            # A line end inside w:t is a blank; m2 and [1] as superscripts are m² and a footnote's mark.
            text = text.replace("\n", " ") if len(text) > 1 else text
            if raised:
                text = "" if text.strip().startswith(("[", "①")) else text.translate(_SUPERSCRIPT)
            self._parts.append((text, bold))


def _chosen(alternate: Any) -> Any:
    # Word writes a text box twice, for itself and for programs that know an older drawing only.
    choice = alternate.find(_CHOICE)
    fallback = alternate.find(_FALLBACK)
    if choice is None or (fallback is not None and choice.find(f".//{_T}") is None):
        return fallback if fallback is not None else alternate
    return choice


def _is_contents(element: Any) -> bool:
    # A block that Word fills itself: the table of contents.
    gallery = element.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and value(gallery) == "Table of Contents"


def _inside(holder: Any, tag: str) -> Iterator[Any]:
    # The rows of a table, or the cells of a row, those inside content controls and insertions, too.
    for child in holder.iterchildren():
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _DROPPED and child.tag not in (_TBL, _P):
            yield from _inside(child, tag)


def _header_rows(rows: list[Any]) -> int:
    count = 0
    for row in rows:
        if not switch(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")):
            break
        count += 1
    return count


def _grid(rows: list[Any], cells: list[list[Any]], texts: list[list[str]]) -> list[list[GridCell]]:
    # A cell that goes on below says so in the rows below: counted from the last row up.
    below: dict[int, int] = {}  # column → rows that go on from the row below
    grid: list[list[GridCell]] = []
    for row, held, words in reversed(list(zip(rows, cells, texts, strict=True))):
        column = _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        line: list[GridCell] = [GridCell("", column)] if column else []
        goes_on: dict[int, int] = {}
        for cell, text in zip(held, words, strict=True):
            width = _number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1)
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            continued = merge is not None and value(merge) != "restart"
            if continued:
                goes_on[column] = below.get(column, 0) + 1
            else:
                line.append(GridCell(text, width, 1 + (below.get(column, 0) if merge is not None else 0)))
            column += width
        grid.append(line)
        below = goes_on
    return grid[::-1]


def _number(element: Any, least: int) -> int:
    written = value(element) or ""
    return max(int(written), least) if written.isascii() and written.isdigit() and len(written) < 4 else least
