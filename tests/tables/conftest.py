"""Rows of figures.csv built by hand, and the facts that are made of them."""

import itertools

import pytest

from extractor.model.table import FIGURES
from extractor.tables.facts import facts, keyed


@pytest.fixture
def row():
    """A row; what is not given is a plain reported count of 某区 in the first article of a.txt."""
    ids = (f"f{number}" for number in itertools.count())
    starts = itertools.count(0, 10)

    def make(raw, value, unit="家", **cells):
        given = {
            "figure_id": next(ids),
            "source": "a.txt",
            "article_index": "1",
            "article_id": "A",
            "title": "某区的新闻",
            "start": str(next(starts)),
            "in_title": "0",
            "raw": raw,
            "value": str(value),
            "unit": unit,
            "dimension": "count",
            "bound": "exact",
            "change": "level",
            "modality": "reported",
            "zone": "某区",
            "indicator": "创新工作室",
            "confidence": "1",
            **cells,
        }
        given.setdefault("sentence", f"全区现有{raw}（{given['figure_id']}）。")
        return {name: given.get(name, "") for name in FIGURES.names}

    return make


@pytest.fixture
def facts_of():
    def make(*rows):
        return list(facts(sorted(keyed(rows), key=lambda pair: pair[0])))

    return make


@pytest.fixture
def other():
    """The cells of another article, published on the day."""

    def make(name, published=""):
        return {"source": f"{name}.txt", "article_id": name.upper(), "published": published}

    return make
