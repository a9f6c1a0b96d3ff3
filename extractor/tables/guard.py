"""Guard: text cells that a spreadsheet would run as formulas get a leading quote, and lose it when read."""

from __future__ import annotations

from extractor.text import kept_re as re

# What a spreadsheet takes for the beginning of a formula, after any `'` that the text itself begins with:
# those need one more, so that taking one off gives back what was written.
_LIVE = re.compile("'*[=+\\-@\t\r＝＋－＠]")
FIRST = frozenset("'=+-@\t\r＝＋－＠")
"""What such a cell begins with; nearly all cells begin with none of these, and need no second look."""


def guarded(cell: str) -> str:
    """The cell with a leading `'` where a spreadsheet would take it for a formula.

    >>> [guarded(cell) for cell in ("=1+1", "－3", "'=x", "'well", "高新区", "")]
    ["'=1+1", "'－3", "''=x", "'well", '高新区', '']
    """
    return "'" + cell if cell[:1] in FIRST and _LIVE.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`.

    >>> [unguarded(guarded(cell)) for cell in ("=1+1", "'=x", "'well")]
    ['=1+1', "'=x", "'well"]
    """
    return cell[1:] if cell.startswith("'") and _LIVE.match(cell) else cell
