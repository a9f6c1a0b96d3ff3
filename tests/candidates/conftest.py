"""The ground of a small article, and what is found on it."""

from collections.abc import Callable

import pytest

from extractor.candidates.mention import Mention
from extractor.grammar import load
from extractor.model import Article
from extractor.pipeline import Extractor


@pytest.fixture(scope="session")
def mentions() -> Callable[..., list[Mention]]:
    """The mentions of one target in a text that holds a figure."""
    extractor = Extractor(load())

    def of(target: str, text: str, title: str = "") -> list[Mention]:
        evidence = extractor.evidence(Article("", 1, title, text))
        assert evidence is not None
        return list(evidence.pairs[target].mentions)

    return of
