"""One extractor for the tests of the steps."""

import pytest

from extractor.grammar import load
from extractor.model import Article
from extractor.pipeline import Extractor


@pytest.fixture(scope="session")
def extractor():
    return Extractor(load())


@pytest.fixture
def figures(extractor):
    """The figures of a text by their surfaces; a surface that comes twice keeps the last."""

    def of(text, title=""):
        found = extractor.figures(Article("", 1, title, text))
        return {figure.raw: figure for figure in found}

    return of
