"""Markdown: .md → one Page whose headings are known, without the marks that no reader sees.

A mark at the beginning of a line becomes blanks, so that every place stays true; marks inside a line
(`**`, links) are taken out, since blanks would tear numbers apart.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

import regex

from extractor.model import Page, Span
from extractor.pages.metadata import iso_date
from extractor.sources.blocks import Block, with_line_ends
from extractor.sources.plain import text_of
from extractor.sources.reading import Reading

_HEADING = regex.compile(r"[ ]{0,3}#{1,6}[ \t\u3000]+(?P<words>\S.*?)[ \t]*#*[ \t]*")
_UNDERLINE = regex.compile(r"[ ]{0,3}=+[ \t]*")
_FRONT = regex.compile(r"\ufeff?---[ \t]*\n((?:[^\n]*+\n){0,40}?)---[ \t]*(?=\n|$)")
_FIELD = regex.compile(r"^([A-Za-z]+)[ \t]*:[ \t]*([^\n\[{|>]+)$", regex.MULTILINE)
_RULE = regex.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_LEAD = regex.compile(r"[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+)?")
_PICTURE = regex.compile(r"!\[[^\]\n]*+\]\((?:[^()\n]|\([^()\n]*+\))*+\)")
_LINK = regex.compile(r"\[([^\[\]\n]++)\]\((?:[^()\n]|\([^()\n]*+\))*+\)")
_STRONG = regex.compile(r"(\*\*|__)(?=\S)([^*_\n]++)(?<=\S)\1")
_EMPHASIS = regex.compile(r"(?<![*\w])([*_])(?=\S)([^*_\n]++)(?<=\S)\1(?![*\w])")
_BEGINS = regex.compile(r"[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,3}[.)、][ \t]?|\||>)")
_CODE = regex.compile(r"`([^`\n]++)`")
_ESCAPED = regex.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def read_markdown(data: bytes, source: str) -> Reading:
    """The file as one page; broken bytes stand as `�` and are refused one by one.

    Raises UnreadableSourceError where the bytes are empty or no text.
    """
    text, refusals = text_of(data, source)
    said, text = _front_matter(text)
    lines: list[str] = []
    headings: list[Span] = []
    closed: set[int] = set()  # the lines with which a paragraph ends
    length = 0
    for at, line in enumerate(text.split("\n")):
        if _BEGINS.match(line):
            closed.add(at - 1)
        heading = _HEADING.fullmatch(line)
        if heading:
            start = heading.start("words")
            words = _plain(heading["words"])
            line = " " * start + words
            headings.append(Span(length + start, length + start + len(words)))
            closed.add(at)
        elif _UNDERLINE.fullmatch(line) and lines and lines[-1].strip():
            headings.append(Span(length - 1 - len(lines[-1]), length - 1))
            closed.add(at - 1)
            line = ""
        elif _RULE.fullmatch(line):
            line = ""
        else:
            lead = _LEAD.match(line)
            marks = lead.group() if lead else ""
            line = "".join(" " if mark in ">-*+" else mark for mark in marks) + _plain(line[len(marks) :])
        lines.append(line)
        length += len(line) + 1
    page = Page(
        source,
        "\n".join(lines),
        title=said.get("title", ""),
        byline=said.get("author", ""),
        publisher=said.get("source", ""),
        published=iso_date(said.get("date", "")),
        headings=tuple(headings),
        ends=tuple(_ends(lines, closed)),
    )
    return Reading(source, (page,), refusals)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    # What notes say of themselves between two rules at the top; its lines become blank ones.
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    said = {pair[1].lower(): pair[2].strip().strip("\"'") for pair in _FIELD.finditer(found[1])}
    return said, "\n" * found[0].count("\n") + text[found.end() :]


def _ends(lines: Sequence[str], closed: Container[int]) -> Iterator[int]:
    # A blank line ends a paragraph, and so does a line end where the lines do not look cut.
    blocks = [
        Block(line.strip(), ends=at in closed or not following.strip())
        for at, (line, following) in enumerate(pairwise([*lines, ""]))
    ]
    length = 0
    for line, block in zip(lines, with_line_ends(blocks), strict=True):
        length += len(line)
        if block.ends and block.text:
            yield length
        length += 1


def _plain(words: str) -> str:
    """The words as a reader sees them.

    >>> _plain("培训**300人**次，见[名单](http://example.org)")
    '培训300人次，见名单'
    """
    if not any(mark in words for mark in "*_`[!\\"):
        return words
    words = _LINK.sub(r"\1", _PICTURE.sub("", words))
    words = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", _CODE.sub(r"\1", words)))
    return _ESCAPED.sub(r"\1", words)
