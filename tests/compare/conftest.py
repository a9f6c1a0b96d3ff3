"""Small tables by hand: manual figures in our own columns, extracted rows, sheets of an analyst."""

from __future__ import annotations

import pytest

from extractor.compare.knowledge import Knowledge, listed_names
from extractor.compare.manual import COLUMNS
from extractor.compare.sheet import Sheet

OURS = dict.fromkeys(COLUMNS, "") | {"file": "page", "article": "1", "kind": "required"}
ROW = dict.fromkeys(
    ["figure_id", "value_max", "organization", "sentence", "title", "restates", "period_start", "period_end"],
    "",
) | {"in_title": "0", "source": "2025/page.txt", "article_index": "1"}


@pytest.fixture(scope="session")
def pipeline():
    from extractor.grammar import load
    from extractor.pipeline import Extractor

    patterns = load()
    return patterns, Extractor(patterns)


@pytest.fixture(scope="session")
def knowledge(pipeline):
    from extractor.cli.knowing import knowledge_of

    return knowledge_of(*pipeline)


@pytest.fixture
def aliases():
    """A list of zones, and nothing else that the house knows."""
    rows = [{"name": "东湖新技术开发区", "aliases": "东湖高新区|光谷"}, {"name": "济宁高新区", "aliases": ""}]
    return Knowledge(zones=listed_names(rows))


@pytest.fixture(scope="session")
def ours():
    """A sheet with our own columns, from (raw, value, unit, {other cells})."""

    def make(*rows, **cells):
        lines = []
        for order, (raw, value, unit, *rest) in enumerate(rows, 1):
            row = OURS | {"order": str(order), "raw": raw, "value": value, "unit": unit} | cells
            lines.append(tuple((row | (rest[0] if rest else {}))[name] for name in COLUMNS))
        return Sheet("m.csv", "", (COLUMNS, *lines))

    return make


@pytest.fixture(scope="session")
def extracted():
    """Rows of figures.csv, from (raw, value, unit, {other cells}), in reading order."""

    def make(*rows, **cells):
        found = []
        for start, (raw, value, unit, *rest) in enumerate(rows):
            row = ROW | {
                "figure_id": f"f{start}",
                "start": str(start * 10),
                "raw": raw,
                "value": value,
                "unit": unit,
            }
            found.append(row | cells | (rest[0] if rest else {}))
        return found

    return make


@pytest.fixture(scope="session")
def sheet():
    """An analyst's sheet, from rows of cells; every row is filled to one length."""

    def make(*rows, name="", source="m.xlsx", copies=()):
        width = max(map(len, rows))
        return Sheet(
            source, name, tuple((*row, *[""] * (width - len(row))) for row in rows), frozenset(copies)
        )

    return make
