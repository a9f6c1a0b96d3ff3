"""Word styles: which make a heading, a title, bold or hidden text, a table of contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import regex
from docx.oxml.ns import qn

_HEADING = regex.compile(r"(?:heading|标题)\s*[1-9]?|title|subtitle|副标题", regex.IGNORECASE)
_TITLE = regex.compile(r"title|标题", regex.IGNORECASE)
_CONTENTS = regex.compile(r"toc\s*(?:heading|\d)|目录\s*\d?", regex.IGNORECASE)
_BODY_LEVEL = 9  # the outline level of plain text


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of the paragraphs or characters that have it."""

    heading: bool = False
    title: bool = False
    bold: bool = False
    hidden: bool = False
    contents: bool = False


PLAIN = Style()


def read_styles(styles: Any) -> Mapping[str, Style]:
    """The styles of a `w:styles` element by their id, each with what it takes over from the one below it."""
    elements = {element.get(qn("w:styleId"), ""): element for element in styles.iterchildren(qn("w:style"))}
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: Mapping[str, Any]) -> Style:
    heading = title = contents = False
    bold: bool | None = None
    hidden: bool | None = None
    level: int | None = None
    seen: set[str] = set()
    while name in elements and name not in seen:
        seen.add(name)
        element = elements[name]
        called = value(element.find(qn("w:name"))) or ""
        # 标题1 below a style of one's own still makes it a heading; the table of contents is no chain.
        heading = heading or bool(_HEADING.fullmatch(called))
        title = title or bool(_TITLE.fullmatch(called))
        contents = contents or bool(_CONTENTS.fullmatch(called))
        properties = element.find(qn("w:rPr"))
        if properties is not None:
            bold = switch(properties.find(qn("w:b"))) if bold is None else bold
            hidden = switch(properties.find(qn("w:vanish"))) if hidden is None else hidden
        level = outline_level(element.find(qn("w:pPr"))) if level is None else level
        name = value(element.find(qn("w:basedOn"))) or ""
    if level is not None:
        heading = heading or level < _BODY_LEVEL
    return Style(heading and not contents, title, bool(bold), bool(hidden), contents)


def outline_level(properties: Any) -> int | None:
    """The outline level that a `w:pPr` element sets, from 0; 9 is plain text, None is not said."""
    level = None if properties is None else value(properties.find(qn("w:outlineLvl")))
    return int(level) if level is not None and level.isascii() and level.isdigit() else None


def switch(element: Any) -> bool | None:
    """Whether a property such as `w:b` is on; None where it is not there."""
    if element is None:
        return None
    return element.get(qn("w:val"), "true").lower() not in ("0", "false", "off", "none")


def value(element: Any) -> str | None:
    """The `w:val` of an element, or None."""
    return None if element is None else element.get(qn("w:val"))
