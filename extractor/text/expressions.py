"""Expressions: compiled once in a process, and kept from one run to the next.

regex takes longer to compile a run's expressions than to read a hundred articles with them, but hands out
what it made of one as plain data, for pickling. That data is kept as it is, under the versions of Python and
regex; nothing is unpickled.
"""

from __future__ import annotations

import copyreg
import marshal
import re
import sys
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import regex

from extractor.kept import keep, recall

Expression = re.Pattern[str] | regex.Pattern[str]
_Build = Callable[..., regex.Pattern[str]]

# What this process knows compiled, by source, and how much of it was kept; regex has such a table, too.
_known: dict[str, regex.Pattern[str]] = {}
_kept: set[str] = set()


def compiled(source: str) -> regex.Pattern[str]:
    """The expression by regex, from what is known where it is."""
    expression = _known.get(source)
    if expression is None:
        expression = _known[source] = regex.compile(source)
    return expression


def tried_often(source: str) -> Expression:
    """An expression that is tried at many places, compiled by the standard library where that knows it all.

    It takes a third of the time of regex to say no. What only regex knows, such as a set within a set, is
    compiled by regex, which in turn is quicker to look through a long text for a word that every match holds.
    """
    try:
        return compiled(source) if "[[" in source else re.compile(source)
    except re.error:
        return compiled(source)


def recall_expressions(digest: str) -> None:
    """Makes known what an earlier run with the patterns of this digest has kept."""
    stored = recall(_name(digest))
    if stored is None:
        return
    build, _ = _taken_apart(regex.compile(""))
    try:
        found = {source: build(*data) for source, data in marshal.loads(stored).items()}
    except (ValueError, TypeError, EOFError, AttributeError, RuntimeError):
        return
    _known.update(found)
    _kept.update(found)


def keep_expressions(digest: str) -> None:
    """Keeps what this process has compiled, where that is more than was kept."""
    if not _known.keys() <= _kept:
        parts = {source: _taken_apart(expression)[1] for source, expression in _known.items()}
        keep(_name(digest), marshal.dumps(parts))
        _kept.update(parts)


def _taken_apart(expression: regex.Pattern[str]) -> tuple[_Build, tuple[object, ...]]:
    """The function that makes the expression again, and its arguments: plain data."""
    reduce: Any = copyreg.dispatch_table[type(expression)]
    build, data = reduce(expression)
    return build, data


def _name(digest: str) -> str:
    versions = f"{sys.implementation.cache_tag} {regex.__version__} {digest}"
    return f"expressions-{blake2b(versions.encode(), digest_size=12).hexdigest()}.marshal"
