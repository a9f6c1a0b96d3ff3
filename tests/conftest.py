"""What tests of several rooms share: the checkout's folders, and small figures built by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.model import (
    Article,
    Bound,
    Change,
    Dimension,
    Edge,
    Figure,
    Modality,
    Quantity,
    Reach,
    Span,
)

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


@pytest.fixture
def make_figure() -> Callable[..., Figure]:
    """A figure of `raw` in the article's text, with the edges given as target=name."""

    def make(article: Article, raw: str, value: str, unit: str, **edges: str) -> Figure:
        start = article.text.index(raw)
        span = Span(start, start + len(raw))
        sentence = next(line for line in article.text.split("\n") if raw in line)
        return Figure(
            figure_id=f"{article.article_id}-{start}",
            article_id=article.article_id,
            quantity=Quantity(span, Decimal(value), None, unit, Bound.EXACT, Dimension.COUNT),
            raw=raw,
            in_title=False,
            section="",
            sentence=sentence,
            change=Change.LEVEL,
            aggregate="",
            modality=Modality.REPORTED,
            edges=tuple(Edge(target, name, "by-hand", Reach.SENTENCE) for target, name in edges.items()),
        )

    return make
