"""Confidence: shares of right edges, multiplied, and read off the line that the corpus gave."""

import pytest

from extractor.model import Edge, Reach
from extractor.steps.confidence import Confidence

ROWS = [
    {"name": "zone", "right": "0.8", "of": "100"},
    {"name": "zone/zone.place", "right": "0.9", "of": "40"},
    {"name": "zone/zone.place/title", "right": "0.5", "of": "10"},
    {"name": "zone/none/none", "right": "0.2", "of": "10"},
    {"name": "figure/0.20", "right": "0.4", "of": ""},
    {"name": "figure/0.60", "right": "0.8", "of": ""},
]


@pytest.mark.parametrize(
    ("edges", "product"),
    [
        ([Edge("zone", "甲市", "zone.place", Reach.TITLE)], 0.5),
        ([Edge("zone", "甲市", "zone.place", Reach.CLAUSE)], 0.9),
        ([Edge("zone", "甲市", "zone.other", Reach.CLAUSE)], 0.8),
        ([], 0.2),
        ([Edge("organization", "甲厂", "organization.enterprise", Reach.CLAUSE)], 0.2),
    ],
)
def test_an_edge_counts_as_the_narrowest_kind_that_was_measured(edges, product):
    assert Confidence.of(ROWS).product(edges) == pytest.approx(product)


@pytest.mark.parametrize(
    ("share", "confidence"), [("0.2", 0.4), ("0.1", 0.4), ("0.4", 0.6), ("0.6", 0.8), ("0.9", 0.8)]
)
def test_the_product_is_read_off_the_line_and_not_beyond_its_ends(share, confidence):
    rows = [{"name": "zone", "right": share, "of": "1"}, *ROWS[-2:]]
    assert Confidence.of(rows).of_edges([]) == confidence


def test_without_measurements_every_figure_is_sure():
    assert Confidence.of([]).of_edges([]) == 1.0


def test_the_shipped_line_rises(extractor):
    line = extractor.knowledge.confidence.line
    assert len(line) > 10
    assert [right for _, right in line] == sorted(right for _, right in line)
