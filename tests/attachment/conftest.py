"""One extractor for all tables, and a reader of marked texts."""

from collections.abc import Callable

import pytest

from extractor.evidence.article import ArticleEvidence
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


class Marked:
    """The figure that `[[ ]]` marks in a text, with all that it could belong to."""

    def __init__(self, evidence: ArticleEvidence, number: int) -> None:
        self._evidence = evidence
        self._number = number

    def holds(self, target: str, name: str) -> bool:
        """Whether the name is among the figure's candidates."""
        return self._evidence.holds(target, self._number, name)


@pytest.fixture(scope="session")
def candidates() -> Callable[..., Marked]:
    """What the figure that `[[ ]]` marks in a text could belong to."""
    extractor = Extractor(load())

    def read(marked: str, title: str = "", published: str = "") -> Marked:
        text = marked.replace("[[", "").replace("]]", "")
        evidence = extractor.evidence(Article("table", 1, title, text, published=published))
        assert evidence is not None, f"no figure in {marked}"
        at = marked.index("[[") + evidence.ground.shift
        numbers = [n for n, one in enumerate(evidence.stated) if one.start <= at < one.end]
        assert numbers, f"no figure at [[ ]] in {marked}"
        return Marked(evidence, numbers[0])

    return read
