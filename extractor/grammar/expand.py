"""Macros: `{name}` in an expression stands for the expression of that name in its file.

A macro becomes a group `(?:…)`, so that `{digit}{2}` repeats all of it. Repeats such as `{2,4}` and
properties such as `\\p{Han}` are the expression's own.
"""

from __future__ import annotations

from collections.abc import Mapping

import regex

_PIECE = regex.compile(
    r"""(?P<own>\\[pPN]\{[^}]*\}|\\.)
      | (?P<set>\[\^?\]?)
      | (?P<end>\])
      | \{(?P<macro>[A-Za-z_][\w-]*)\}""",
    regex.VERBOSE | regex.DOTALL,
)


class MacroError(ValueError):
    """A macro that cannot be expanded, and why."""


def expanded(source: str, macros: Mapping[str, str], inside: tuple[str, ...] = ()) -> str:
    """The expression with every macro in its place, to any depth.

    >>> expanded("第{number}{1,2}批", {"number": "{digit}+", "digit": "[0-9]"})
    '第(?:(?:[0-9])+){1,2}批'
    """
    pieces = []
    last = 0
    in_set = False
    for piece in _PIECE.finditer(source):
        if piece["set"]:
            in_set = not (in_set and piece["set"].endswith("]"))
        elif piece["end"]:
            in_set = False
        name = piece["macro"]
        if name is None:
            continue
        if name in inside:
            chain = " → ".join((*inside[inside.index(name) :], name))
            raise MacroError(f"macro {{{name}}} contains itself: {chain}")
        if name not in macros:
            known = ", ".join(sorted(macros)) or "no macro, for this file has none"
            raise MacroError(f"unknown macro {{{name}}}; expected one of {known}")
        if in_set:
            raise MacroError(
                f"macro {{{name}}} inside [ ], where it is no group; write it outside, joined by |"
            )
        pieces += [source[last : piece.start()], "(?:", expanded(macros[name], macros, (*inside, name)), ")"]
        last = piece.end()
    return "".join([*pieces, source[last:]])


def compiled_problem(source: str) -> str:
    """What keeps an expression from being compiled, in words; empty where nothing does."""
    try:
        regex.compile(source)
    except regex.error as error:
        position: int | None = getattr(error, "pos", None)
        at = "" if position is None else f" at character {position + 1}"
        return f"{getattr(error, 'msg', error)}{at} of {shown(source, position)}"
    return ""


def shown(source: str, position: int | None) -> str:
    """An expression for a message, cut to the part around `position`."""
    start = max(0, (position or 0) - 20)
    part = source[start : start + 40]
    return "'" + ("…" if start else "") + part + ("…" if start + 40 < len(source) else "") + "'"
