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
_Key = tuple[str, str, int]
"""The module that compiles, the source, the flags."""
_Parts = tuple[Any, ...]

# Patterns of this process; their parts, marshalled, new ones and what was kept; and which of these were kept.
_known: dict[_Key, Any] = {}
_stored: dict[_Key, bytes] = {}
_kept: set[_Key] = set()


def compiled(source: str) -> regex.Pattern[str]:
    """The expression by regex, from what is known where it is."""
    return by_regex(source, 0)


def tried_often(source: str) -> Expression:
    """An expression that is tried at many places, compiled by the standard library where that knows it all.

    It takes a third of the time of regex to say no. What only regex knows, such as a set within a set, is
    compiled by regex, which in turn is quicker to look through a long text for a word that every match holds.
    """
    try:
        return by_regex(source, 0) if "[[" in source else by_re(source, 0)
    except re.error:
        return by_regex(source, 0)


def by_regex(source: str, flags: int) -> regex.Pattern[str]:
    """The expression by regex, with these flags."""
    key = ("regex", source, int(flags))
    found: regex.Pattern[str] | None = _known.get(key)
    if found is None:
        found = _known[key] = _made(key, _of_regex, _regex_parts)
    return found


def by_re(source: str, flags: int) -> re.Pattern[str]:
    """The expression by re, with these flags."""
    key = ("re", source, int(flags))
    found: re.Pattern[str] | None = _known.get(key)
    if found is None:
        try:
            found = _made(key, _of_re, _re_parts)
        except (ImportError, AttributeError):  # a Python whose re is made otherwise
            found = re.compile(source, flags)
        _known[key] = found
    return found


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


def _made(key: _Key, made: Callable[[_Parts], Any], parts_of: Callable[[str, int], _Parts]) -> Any:
    """The pattern of what is kept of it; where nothing is, or nothing of use, compiled anew."""
    stored = _stored.get(key)
    if stored is not None:
        try:
            return made(marshal.loads(stored))
        except (ValueError, TypeError, EOFError, RuntimeError, OverflowError):
            pass
    parts = parts_of(*key[1:])
    _stored[key] = marshal.dumps(parts)
    return made(parts)


def _regex_parts(source: str, flags: int) -> _Parts:
    """What regex makes the expression of: plain data, which it hands out for pickling."""
    reduce: Any = copyreg.dispatch_table[regex.Pattern]
    parts: _Parts = reduce(regex.compile(source, flags))[1]
    return parts


def _of_regex(parts: _Parts) -> regex.Pattern[str]:
    reduce: Any = copyreg.dispatch_table[regex.Pattern]
    build: Callable[..., regex.Pattern[str]] = reduce(_EMPTY)[0]
    return build(*parts)


def _re_parts(source: str, flags: int) -> _Parts:
    """What re makes the expression of, by the steps of re.compile; the pattern itself does not tell."""
    compiler: Any = import_module("re._compiler")
    parsed = import_module("re._parser").parse(source, flags)
    names = dict(parsed.state.groupdict)
    by_number: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    codes = list(map(int, compiler._code(parsed, flags)))  # noqa: SLF001 (a step of re.compile)
    return (
        source, int(flags | parsed.state.flags), codes, parsed.state.groups - 1, names, tuple(by_number),
    )  # fmt: skip


def _of_re(parts: _Parts) -> re.Pattern[str]:
    pattern: re.Pattern[str] = import_module("_sre").compile(*parts)
    return pattern


def _name(digest: str) -> str:
    versions = f"{sys.version} {regex.__version__} {digest}"
    return f"expressions-{blake2b(versions.encode(), digest_size=12).hexdigest()}.marshal"


_EMPTY = regex.compile("")
