"""Tables as DataFrames: the right types, nothing lost."""

from decimal import Decimal

import pytest

import extractor
from extractor.errors import UsageError
from extractor.model.table import FIGURES, SUMMARY
from extractor.sinks.csv import open_table
from extractor.sinks.drafts import Drafts
from extractor.tables.frame import table_frame

CELLS = {
    "value": "150230000.10",
    "mentions": "4",
    "period_start": "2024-01-01",
    "bound": "over",
    "zone": "某区",
}
ROW = tuple(CELLS.get(name, "") for name in SUMMARY.names)


@pytest.mark.parametrize(
    ("name", "dtype"),
    [
        ("value", "Float64"),
        ("mentions", "Int64"),
        ("bound", "category"),
        ("zone", "string"),
        ("value_max", "Float64"),
    ],
)
def test_columns_have_their_types(name, dtype):
    assert str(table_frame(SUMMARY, [ROW])[name].dtype) == dtype


def test_dates_are_dates_and_empty_cells_are_missing():
    frame = table_frame(SUMMARY, [ROW])
    assert frame.period_start[0].year == 2024
    assert frame.period_end.isna().all()
    assert frame.value_max.isna().all()
    assert frame.program.isna().all()


def test_decimals_are_exact_where_they_are_asked_for():
    assert table_frame(SUMMARY, [ROW], decimals=True).value[0] == Decimal("150230000.10")


def test_a_category_knows_all_its_values():
    assert "nearly" in table_frame(SUMMARY, [ROW]).bound.cat.categories


@pytest.mark.parametrize("headers", ["en", "zh"])
def test_a_written_table_comes_back(tmp_path, headers):
    with Drafts(tmp_path) as drafts:
        open_table(drafts, SUMMARY, headers)(ROW)
    frame = extractor.table(tmp_path / "summary.csv")
    assert list(frame.columns) == list(SUMMARY.names)
    assert frame.zone[0] == "某区"


def test_an_empty_table_comes_back(tmp_path):
    with Drafts(tmp_path) as drafts:
        open_table(drafts, FIGURES)
    assert extractor.table(tmp_path / "figures.csv").shape == (0, len(FIGURES.columns))


def test_the_wide_table_has_the_columns_that_it_has(tmp_path):
    (tmp_path / "wide.csv").write_text("zone,创新工作室（家）\n某区,331\n", encoding="utf-8")
    assert extractor.table(tmp_path / "wide.csv")["创新工作室（家）"][0] == 331


def test_another_table_is_refused(tmp_path):
    (tmp_path / "summary.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no table of a run"):
        extractor.table(tmp_path / "summary.csv")


def test_figures_are_a_frame():
    frame = extractor.frame(extractor.extract("某开发区工会慰问职工300余人。"))
    assert (frame.value[0], frame.bound[0], str(frame.bound.dtype)) == (300, "over", "category")
