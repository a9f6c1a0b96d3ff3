"""Marks: `[[ ]]` in an example, around what is to be found or must not be found."""

from __future__ import annotations

import re

from extractor.model import Span

_MARK = re.compile(r"\[\[|\]\]")


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and what they stood around; a ValueError where they do not pair.

    >>> unmarked("设立[[33家]]维权服务示范点")
    ('设立33家维权服务示范点', (Span(start=2, end=5),))
    """
    plain: list[str] = []
    spans = []
    length = last = 0
    opened: int | None = None
    for mark in _MARK.finditer(text):
        piece = text[last : mark.start()]
        plain.append(piece)
        length += len(piece)
        last = mark.end()
        if mark.group() == "[[":
            if opened is not None:
                raise ValueError("a [[ inside [[ ]]; write one [[ ]] after the other")
            opened = length
        elif opened is None:
            raise ValueError("a ]] without its [[")
        elif opened == length:
            raise ValueError("nothing between [[ and ]]")
        else:
            spans.append(Span(opened, length))
            opened = None
    if opened is not None:
        raise ValueError("a [[ without its ]]")
    return "".join([*plain, text[last:]]), tuple(spans)
