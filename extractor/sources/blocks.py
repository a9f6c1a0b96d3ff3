"""Blocks: the paragraphs, headings and table rows of a document, in reading order → the text of a page.

What a web page and a Word file have in common; how each is taken apart, their own modules know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import regex

from extractor.model import Span
from extractor.pages.wrapping import are_paragraphs

# Characters that nobody sees, and that tear numbers and names apart: 23<zero-width space>00万元.
_INVISIBLE = regex.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]"
)
_ODD_SPACES = regex.compile("[\u2000\u2001\u2004-\u2008\u200a\u202f\u205f]")
_BLANKS = regex.compile(r"[ \t\r\n]++")

_LONGEST_HEADING = 40
_LONGEST_MARKED = 64
_NO_HEADING = regex.compile(r"[。；;，,、：:…]$|。.")
# 本报记者 方小舟, 来源：榆原工友报, 2025年3月4日: bold or not, these head nothing.
_NO_TITLE_WORDS = regex.compile(
    r"记者|通讯员|作者|来源|编辑|责编|校对|摄影|供图|供稿|摄$|电话|日期|时间[:：]|^\W*\d{4}\W\d{1,2}\W\d{1,2}\W*$"
)
_FIGURE = regex.compile(r"[0-9０-９]")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a page, empty for a blank one.

    `heading` where the format marks it as a heading, `ends` where the format says that its paragraph ends.
    """

    text: str
    heading: bool = False
    ends: bool = False


class Written(NamedTuple):
    """The text of a page, the spans of its headings, and where its paragraphs are known to end."""

    text: str
    headings: tuple[Span, ...] = ()
    ends: tuple[int, ...] = ()


def page_text(blocks: Iterable[Block]) -> Written:
    """The blocks as lines of one text, with the places of headings and ends; blank lines never double.

    >>> page_text([Block("建站"), Block(""), Block(""), Block("成效", heading=True, ends=True)])
    Written(text='建站\\n\\n成效', headings=(Span(start=4, end=6),), ends=(6,))
    """
    lines: list[str] = []
    headings: list[Span] = []
    ends: list[int] = []
    length = 0
    for block in blocks:
        if not block.text and (not lines or not lines[-1]):
            continue
        if block.heading:
            headings.append(Span(length, length + len(block.text)))
        if block.ends and block.text:
            ends.append(length + len(block.text))
        lines.append(block.text)
        length += len(block.text) + 1
    return Written("\n".join(lines).rstrip("\n"), tuple(headings), tuple(ends))


def with_line_ends(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks again; lines of one paragraph that none of them looks cut are paragraphs themselves.

    A writer who presses Enter with Shift breaks a line inside a paragraph and means the next paragraph; text
    that was copied from print holds a line end wherever its column did.
    """
    run: list[Block] = []
    for block in blocks:
        run.append(block)
        if block.ends or not block.text:
            yield from _settled(run)
            run = []
    yield from _settled(run)


def _settled(run: list[Block]) -> Iterator[Block]:
    own = len(run) > 1 and are_paragraphs("\n".join(block.text for block in run))
    for block in run:
        yield replace(block, ends=True) if own and block.text else block


def tidy(text: str) -> str:
    """One paragraph as it is read: line ends and runs of blanks as the eye sees them, nothing invisible.

    Indentation by ideographic blanks stays.

    >>> tidy("  职工之家\\n  12\\u200b00个\\xa0 ")
    '职工之家1200个'
    """
    text = _ODD_SPACES.sub(" ", _INVISIBLE.sub("", text))
    return _BLANKS.sub(_one_blank, text).lstrip(" ").rstrip()


def _one_blank(run: regex.Match[str]) -> str:
    # A line end in the file is nothing beside a Chinese character; elsewhere it is a blank.
    if "\n" in run[0] or "\r" in run[0]:
        around = run.string[max(run.start() - 1, 0) : run.start()] + run.string[run.end() : run.end() + 1]
        if max(around, default="") > "\xff":
            return ""
    return " "


def is_marked_heading(text: str) -> bool:
    """Whether a paragraph that the format calls a heading can be one: short, without a full stop, no byline.

    >>> is_marked_heading("一、总体情况"), is_marked_heading("本报记者 方小舟")
    (True, False)
    """
    if not 0 < len(text) <= _LONGEST_MARKED or "。" in text[:-1]:
        return False
    return not _NO_TITLE_WORDS.search(text.strip())


def is_bold_heading(text: str) -> bool:
    """Whether a paragraph that is bold throughout can be a subheading; one with a figure may be a statement.

    >>> is_bold_heading("师傅的绝活上了“云”"), is_bold_heading("慰问职工300人，")
    (True, False)
    """
    bare = text.strip()
    return (
        2 <= len(bare) <= _LONGEST_HEADING
        and not _NO_HEADING.search(bare)
        and not _FIGURE.search(bare)
        and not _NO_TITLE_WORDS.search(bare)
    )
