"""One extractor for all tables, and a reader of marked texts."""

from collections.abc import Callable

import pytest

from extractor.grammar import load
from extractor.model import Article, Figure
from extractor.pipeline import Extractor


@pytest.fixture(scope="session")
def owned() -> Callable[..., Figure]:
    """The figure that `[[ ]]` marks in a text."""
    extractor = Extractor(load())

    def read(marked: str, title: str = "", published: str = "") -> Figure:
        at = marked.index("[[")
        text = marked.replace("[[", "").replace("]]", "")
        figures = extractor.figures(Article("table", 1, title, text, published=published))
        found = [f for f in figures if not f.in_title and f.quantity.span.start <= at < f.quantity.span.end]
        assert found, f"no figure at [[ ]] in {marked}; found {[f.raw for f in figures]}"
        return found[0]

    return read
