"""Word documents: .docx → one Page.

Headers, footers, comments and pictures are left out, and so are the author and the day in the file's
properties: they name whoever typed it and when the template was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import regex

from extractor.errors import UnreadableSourceError
from extractor.model import Page
from extractor.sources.blocks import Block, page_text, tidy, with_line_ends
from extractor.sources.reading import Reading

if TYPE_CHECKING:
    from docx.document import Document

    from extractor.sources.word_blocks import WordBlock
    from extractor.sources.word_styles import Style

_NOTES = ("footnotes", "endnotes")
_BLANK = regex.compile(r"\s+")
_PROSE_START = regex.compile(r"\s*(?:【?本(?:报|刊|网)|.{0,60}。)")
_TITLE = regex.compile(r"\p{Han}.{3,58}\p{Han}[”’》）)！？!?]?")
_FIRST = 6  # lines among which a title stands


def read_word(data: bytes, source: str) -> Reading:
    """The text of a Word document as one page, headings by their styles, tables as rows, notes at the end.

    Raises UnreadableSourceError where the bytes are no Word document, are protected, or hold no text.
    """
    from extractor.sources.word_package import open_document

    document = open_document(data, source)
    try:
        lines = _lines(document)
        title = _property_title(document)
    except Exception as error:
        # Parts that are well-formed and still make no sense fail in the library, with any kind of error.
        what = "its parts do not fit together; open it in Word and save it again as .docx"
        raise UnreadableSourceError(source, what) from error
    text, headings, ends = page_text(with_line_ends(_with_title(lines, title)))
    if not text.strip():
        what = "it holds no text (pictures of text, perhaps); save its text, or a PDF of it"
        raise UnreadableSourceError(source, what)
    page = Page(source, text, title=_title_for(title, lines), headings=headings, ends=ends)
    return Reading(source, (page,))


def _lines(document: Document) -> list[Block]:
    from docx.oxml.ns import qn

    from extractor.sources.word_blocks import marked, word_blocks
    from extractor.sources.word_styles import read_styles

    styles = read_styles(document.styles.element)
    body = document.element.find(qn("w:body"))
    blocks = [] if body is None else word_blocks(body, styles)
    return list(chain(marked(blocks), marked(_notes(document, styles))))


def _notes(document: Document, styles: Mapping[str, Style]) -> list[WordBlock]:
    # The first two notes of each kind are the line that parts them from the text.
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    from extractor.sources.word_blocks import WordBlock, word_blocks

    found: list[WordBlock] = []
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(_NOTES):
            continue
        for note in parse_xml(relation.target_part.blob).iterchildren():
            if isinstance(note.tag, str) and note.get(qn("w:type")) in (None, "normal"):
                found += [block for block in word_blocks(note, styles) if block.text]
    return [WordBlock(""), *found] if found else []


def _property_title(document: Document) -> str:
    title = tidy(document.core_properties.title or "").strip()
    return title if _TITLE.fullmatch(title) else ""


def _with_title(lines: Sequence[Block], title: str) -> list[Block]:
    # A line at the top that the properties call the title is one, whatever it looks like.
    words = _bare(title)
    tops = [at for at, line in enumerate(lines[: 2 * _FIRST]) if line.text][:_FIRST]
    return [
        replace(line, heading=True) if words and at in tops and _bare(line.text) == words else line
        for at, line in enumerate(lines)
    ]


def _title_for(title: str, lines: Sequence[Block]) -> str:
    # The properties' title is often that of an older document: it holds only where the text has none, and
    # speaks of the same.
    filled = [line for line in lines if line.text]
    if not title or any(line.heading for line in filled[:_FIRST]) or not _PROSE_START.match(filled[0].text):
        return ""
    text = _bare("".join(line.text for line in filled))
    words = _bare(title)
    pieces = [words[at : at + 4] for at in range(len(words) - 3)]
    return title if sum(piece in text for piece in pieces) * 3 >= len(pieces) else ""


def _bare(text: str) -> str:
    return _BLANK.sub("", text)
