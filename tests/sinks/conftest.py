"""Tables written for a test, and cells that no export may mangle."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from extractor.model.table import FIGURES, Column, Table
from extractor.sinks.drafts import Drafts

SMALL = Table(
    "small",
    "one column of each type",
    (
        Column("zone", "区域", "text", ""),
        Column("value", "数值", "number", ""),
        Column("start", "起", "integer", ""),
        Column("period_start", "时期起", "date", ""),
        Column("sentence", "原句", "text", ""),
    ),
)

# What a text may hold that some format takes for something else.
PIECES = (
    *("=1+1", "+1", "-1", "@x", "＝", "'", '"', ",", ";", "<r>", "</r>", "<t>", "&amp;", "]]>", "_x0041_"),
    *("http://a.b", "internal:A1", "{=1}", "\\", "\\n", "null", "TRUE", "#N/A", "1E5", "280", "2025-01-01"),
    *("高新区", "𠮷", "👩‍🏭", "\n", "\r", "\r\n", "\t", " ", "\u3000", "\ufeff", "\u2028", "\x85"),
    *("\x0b", "\x00", "\x1b"),
)
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=5).map("".join)
TEXT = TEXT.filter(lambda text: text.isascii() or not any("\ud800" <= mark <= "\udfff" for mark in text))
INTEGER = st.just("") | st.integers(-(10**17), 10**17).map(str)
DATE = st.just("") | st.dates().map(lambda day: day.isoformat())


@st.composite
def _numbers(draw: st.DrawFn) -> str:
    whole = draw(st.integers(0, 10 ** draw(st.sampled_from((1, 8, 15, 30)))))
    fraction = draw(st.sampled_from(("", "", "5", "33", "123456789012", "00001")))
    sign = "-" if draw(st.booleans()) and (whole or fraction) else ""
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


NUMBER = st.just("") | _numbers()
ROWS = st.lists(st.tuples(TEXT, NUMBER, INTEGER, DATE, TEXT), max_size=6)


def figure_cells(**cells: str) -> tuple[str, ...]:
    """A row of figures.csv with these cells, empty else."""
    return tuple(cells.get(name, "") for name in FIGURES.names)


@pytest.fixture
def drafted(tmp_path):
    """Writes with `write(drafts)`; gives the folder."""

    def call(write):
        with Drafts(tmp_path / "out") as drafts:
            write(drafts)
        return tmp_path / "out"

    return call
