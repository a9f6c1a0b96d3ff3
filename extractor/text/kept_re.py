"""re, whose expressions are kept compiled: `from extractor.text import kept_re as re`.

What a module compiles when it is imported is taken from what was kept, where that has been recalled before.
"""

from __future__ import annotations

from re import ASCII, DOTALL, IGNORECASE, Match, Pattern, error, escape, fullmatch, search, sub

from extractor.text.expressions import by_re

__all__ = [
    "ASCII", "DOTALL", "IGNORECASE", "Match", "Pattern", "compile", "error", "escape", "fullmatch", "search",
    "sub",
]  # fmt: skip


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 (re's own name)
    """The expression by re, from what is known where it is."""
    return by_re(pattern, flags)
