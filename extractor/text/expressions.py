"""Expressions: compiled once in a process, and kept from one run to the next.

To compile a run's expressions takes longer than to read a hundred articles with them, but regex and re both
make a pattern from a list of numbers in no time. These numbers are kept as they are, under the versions of
Python and regex; nothing is unpickled, and a pattern is made of them when it is first asked for.
"""

from __future__ import annotations

import copyreg
import marshal
import re
import sys
from collections.abc import Callable
from hashlib import blake2b
from importlib import import_module
from typing import Any

import regex

from extractor.kept import keep, recall

Expression = re.Pattern[str] | regex.Pattern[str]
_Parts = tuple[object, ...]

# Patterns of this process by source; and their parts, marshalled: what was kept and what is new.
_known: dict[str, regex.Pattern[str]] = {}
_often: dict[str, Expression] = {}
_stored: dict[tuple[str, str], bytes] = {}
_kept: set[tuple[str, str]] = set()


def compiled(source: str) -> regex.Pattern[str]:
    """The expression by regex, from what is known where it is."""
    expression = _known.get(source)
    if expression is None:
        expression = _known[source] = _made("regex", source, _regex_builder, _regex_parts)
    return expression


def tried_often(source: str) -> Expression:
    """An expression that is tried at many places, compiled by the standard library where that knows it all.

    It takes a third of the time of regex to say no. What only regex knows, such as a set within a set, is
    compiled by regex, which in turn is quicker to look through a long text for a word that every match holds.
    """
    expression = _often.get(source)
    if expression is None:
        try:
            plain = "[[" not in source
            expression = _made("re", source, _re_builder, _re_parts) if plain else compiled(source)
        except re.error:
            expression = compiled(source)
        except (ImportError, AttributeError):  # a Python whose re is made otherwise
            expression = re.compile(source)
        _often[source] = expression
    return expression


def recall_expressions(digest: str) -> None:
    """Makes known what an earlier run with the patterns of this digest has kept."""
    stored = recall(_name(digest))
    if stored is None:
        return
    try:
        found = marshal.loads(stored)
        _stored.update(found)
    except (ValueError, TypeError, EOFError):
        return
    _kept.update(found)


def keep_expressions(digest: str) -> None:
    """Keeps what this process has compiled, where that is more than was kept."""
    if not _stored.keys() <= _kept:
        keep(_name(digest), marshal.dumps(_stored))
        _kept.update(_stored)


def _made(
    kind: str, source: str, builder: Callable[[], Callable[..., Any]], parts_of: Callable[[str], _Parts]
) -> Any:
    """The pattern by what is kept of it; where nothing is, or nothing of use, compiled anew."""
    stored = _stored.get((kind, source))
    if stored is not None:
        try:
            return builder()(*marshal.loads(stored))
        except (ValueError, TypeError, EOFError, AttributeError, RuntimeError, OverflowError):
            pass
    parts = parts_of(source)
    _stored[kind, source] = marshal.dumps(parts)
    return builder()(*parts)


def _regex_parts(source: str) -> _Parts:
    """What regex makes the expression of: plain data, which it hands out for pickling."""
    reduce: Any = copyreg.dispatch_table[regex.Pattern]
    parts: _Parts = reduce(regex.compile(source))[1]
    return parts


def _regex_builder() -> Callable[..., regex.Pattern[str]]:
    reduce: Any = copyreg.dispatch_table[regex.Pattern]
    build: Callable[..., regex.Pattern[str]] = reduce(_EMPTY)[0]
    return build


def _re_parts(source: str) -> _Parts:
    """What re makes the expression of, by the steps of re.compile; the pattern itself does not tell."""
    compiler: Any = import_module("re._compiler")
    parsed = import_module("re._parser").parse(source)
    groups, names = parsed.state.groups, dict(parsed.state.groupdict)
    by_number: list[str | None] = [None] * groups
    for name, number in names.items():
        by_number[number] = name
    flags = parsed.state.flags
    codes = list(map(int, compiler._code(parsed, 0)))  # noqa: SLF001 (re.compile's own step; see tried_often)
    return source, int(flags), codes, groups - 1, names, tuple(by_number)


def _re_builder() -> Callable[..., re.Pattern[str]]:
    build: Callable[..., re.Pattern[str]] = import_module("_sre").compile
    return build


def _name(digest: str) -> str:
    versions = f"{sys.version} {regex.__version__} {digest}"
    return f"expressions-{blake2b(versions.encode(), digest_size=12).hexdigest()}.marshal"


_EMPTY = regex.compile("")
