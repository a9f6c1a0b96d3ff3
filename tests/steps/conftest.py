"""One extractor for the tests of the steps."""

import pytest

from extractor.grammar import load
from extractor.model import Article
from extractor.pipeline import STEPS, Extractor, article_statements

STATED_BY = ("texts", "sentences", "counted", "periods", "zones", "organizations", "programs", "knowledge")


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


@pytest.fixture
def proposed(extractor):
    """What the patterns of indicators.yaml say that each figure of a text counts, by its surface."""

    def of(text):
        values = {"article": Article("", 1, "", text), "knowledge": extractor.knowledge}
        for step in STEPS[:-1]:
            values[step.assigns] = step.function(*(values[name] for name in step.requires))
        statements = article_statements(*(values[name] for name in STATED_BY))
        return {one.quantity.span.of(text): one.proposed for one in statements.each}

    return of
