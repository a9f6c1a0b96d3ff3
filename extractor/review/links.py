"""Links: paths of the review with their parameters, and the marks that begin a next page.

A mark is opaque to who holds it; one that was not made here is refused, never obeyed.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import fields
from urllib.parse import quote, urlencode

from extractor.store.wanted import Filter

Part = str | int


def url(path: str, **parameters: object) -> str:
    """The path with its parameters, those that say nothing left out.

    >>> url("/figures", zone="高新区", text="", after=None)
    '/figures?zone=%E9%AB%98%E6%96%B0%E5%8C%BA'
    """
    return joined(path, parameters)


def joined(path: str, parameters: Mapping[str, object]) -> str:
    """The same for parameters in a mapping."""
    # A lone surrogate has no UTF-8 form; a mark in its place finds nothing, and breaks nothing.
    said = {name: str(value) for name, value in parameters.items() if value not in ("", None)}
    query = urlencode(said, errors="replace")
    place = quote(path, safe="/", errors="replace")
    return f"{place}?{query}" if query else place


def asked(wanted: Filter) -> dict[str, str]:
    """The fields of the filter that ask for something."""
    return {field.name: cell for field in fields(Filter) if (cell := getattr(wanted, field.name))}


def query_of(wanted: Filter) -> str:
    """The filter as a query string; empty where it asks for nothing."""
    return urlencode(asked(wanted), errors="replace")


def mark(*parts: Part) -> str:
    """The parts in letters that need no escaping in a link.

    >>> unmark(mark("a.txt", 3), (str, int))
    ('a.txt', 3)
    """
    data = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def unmark(text: str, kinds: tuple[type[Part], ...]) -> tuple[Part, ...] | None:
    """The parts that `mark` was given; None where it gave no such mark.

    >>> unmark("rubbish", (str, int)) is None
    True
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        parts = json.loads(data)
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(parts, list) or len(parts) != len(kinds):
        return None
    for part, kind in zip(parts, kinds, strict=True):
        if type(part) is not kind or (isinstance(part, int) and abs(part) > 2**31):
            return None
    return tuple(part.replace("\0", "") if isinstance(part, str) else part for part in parts)
