"""regex, whose expressions are kept compiled: `from extractor.text import kept_regex as regex`.

What a module compiles when it is imported is taken from what was kept, where that has been recalled before.
"""

from __future__ import annotations

from regex import DOTALL, Match, Pattern, escape

from extractor.text.expressions import by_regex

__all__ = ["DOTALL", "Match", "Pattern", "compile", "escape"]


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 (regex's own name)
    """The expression by regex, from what is known where it is."""
    return by_regex(pattern, flags)
