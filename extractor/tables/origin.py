"""Origins in a cell: where each run of an article's characters stands in its page, written and read back.

`0-33@4:1` says that the characters 0 to 33 of the text stand in line 4 of the page, from column 1 on; with a
`t` before it, those of the title.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Article, Origin
from extractor.text import kept_re as re

_RUN = re.compile(r"(t?)(\d+)-(\d+)@(\d+):(\d+)")


def origin_cell(article: Article) -> str:
    """The cell for the article, its title's runs first.

    >>> origin_cell(Article("a.txt", 1, "", "工会", origin=(Origin(0, 2, 4, 1),)))
    '0-2@4:1'
    """
    runs = [("t", run) for run in article.title_origin] + [("", run) for run in article.origin]
    return " ".join(f"{mark}{run.start}-{run.end}@{run.line}:{run.column}" for mark, run in runs)


def origins_of(cell: str) -> tuple[Sequence[Origin], Sequence[Origin]]:
    """The runs of the text and those of the title; what is no run (a cell that was edited) is left out."""
    runs: dict[str, list[Origin]] = {"": [], "t": []}
    for word in cell.split():
        found = _RUN.fullmatch(word)
        if found:
            runs[found[1]].append(Origin(*map(int, found.groups()[1:])))
    return runs[""], runs["t"]
