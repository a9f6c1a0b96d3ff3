"""Every export reads back to the rows that were written, whatever their cells hold."""

import io
import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from extractor.model.table import FIGURES, Column, Table
from extractor.sinks import csv, jsonl, parquet
from extractor.sinks.drafts import Drafts
from extractor.sinks.sheet import Sheet, Styles, cleaned
from extractor.sources.table import each_row
from extractor.tables.tidy import plain
from tests.sinks.conftest import ROWS, SMALL, figure_cells

MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def through(write_table, read, rows, table=SMALL, headers="en"):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        with Drafts(out) as drafts:
            write_table(drafts, table, lambda: rows, headers)
        return read(out, table)


def cell_of(value):
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return plain(value) if isinstance(value, Decimal) else str(value)


def read_csv(out, table):
    return list(each_row(out / f"{table.name}.csv", table))


def read_jsonl(out, table):
    with (out / f"{table.name}.jsonl").open(encoding="utf-8") as handle:
        objects = [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in handle]
    return [tuple(map(cell_of, one.values())) for one in objects]


def read_parquet(out, table):
    pq = pytest.importorskip("pyarrow.parquet")
    rows = pq.read_table(out / f"{table.name}.parquet").to_pylist()
    return [tuple(map(cell_of, row.values())) for row in rows]


@MANY
@given(ROWS)
def test_csv(rows):
    # A line of empty cells is no row.
    assert through(csv.write_table, read_csv, rows) == [row for row in rows if any(row)]


@MANY
@given(ROWS)
def test_jsonl(rows):
    assert through(jsonl.write_table, read_jsonl, rows) == rows


@MANY
@given(ROWS)
def test_parquet(rows):
    assert through(parquet.write_table, read_parquet, rows) == rows


@MANY
@given(ROWS)
def test_workbook(rows):
    wanted = [tuple(map(cleaned, row)) for row in rows]
    assert read_sheet(write_sheet(SMALL, rows), len(rows)) == wanted


def write_sheet(table, rows):
    from xlsxwriter import Workbook

    data = io.BytesIO()
    book = Workbook(data, {"constant_memory": True, "strings_to_formulas": False})
    sheet = Sheet(book.add_worksheet("表"), Styles(book), table, "en")
    for row in rows:
        sheet.write(row)
    sheet.close()
    book.close()
    data.seek(0)
    return data


def read_sheet(data, count):
    from python_calamine import CalamineWorkbook

    lines = CalamineWorkbook.from_filelike(data).get_sheet_by_index(0).to_python(skip_empty_area=False)
    lines += [[""] * len(lines[0])] * (1 + count - len(lines))
    return [tuple(map(excel_cell, line)) for line in lines[1 : count + 1]]


def excel_cell(value):
    return plain(Decimal(repr(value))) if isinstance(value, float) else cell_of(value)


@pytest.mark.parametrize(
    "number", ["0.1", "-33.33", "12345678901234567890.5", "9" * 28, "9" * 60, "0." + "1" * 30, "1" + "0" * 80]
)
@pytest.mark.parametrize(
    ("write_table", "read"), [(jsonl.write_table, read_jsonl), (parquet.write_table, read_parquet)]
)
def test_no_number_is_rounded(write_table, read, number):
    row = ("高新区", number, "", "", "")
    assert through(write_table, read, [row, row]) == [row, row]


@pytest.mark.parametrize(
    "number", ["0.1", "280000000", "123456789012345", "1234567890123456", "0." + "1" * 20]
)
def test_a_workbook_rounds_no_number_either(number):
    row = ("高新区", number, "", "", "")
    assert read_sheet(write_sheet(SMALL, [row]), 1) == [row]


@pytest.mark.parametrize(("write_table", "suffix"), [(csv.write_table, "csv"), (jsonl.write_table, "jsonl")])
def test_chinese_headings_name_the_cells(write_table, suffix, tmp_path):
    with Drafts(tmp_path) as drafts:
        write_table(drafts, SMALL, lambda: [("甲", "1", "2", "2025-01-31", "乙")], "zh")
    first = (tmp_path / f"small.{suffix}").read_text(encoding="utf-8-sig").splitlines()[0]
    assert [heading in first for heading in SMALL.headings] == [True] * 5


def test_a_heading_that_a_spreadsheet_would_run_is_guarded(tmp_path):
    table = Table("wide", "", (Column("=1+1（家）", "=1+1（家）", "number", ""),))
    with Drafts(tmp_path) as drafts:
        csv.write_table(drafts, table, lambda: [("3",)])
    assert (tmp_path / "wide.csv").read_text(encoding="utf-8-sig") == "'=1+1（家）\n3\n"


def test_jsonl_holds_numbers_as_numbers_and_nothing_as_null(tmp_path):
    with Drafts(tmp_path) as drafts:
        jsonl.write_table(drafts, SMALL, lambda: [("甲\u2028乙", "3.3", "7", "2025-01-31", "")])
    assert (tmp_path / "small.jsonl").read_text(encoding="utf-8") == (
        '{"zone": "甲\\u2028乙", "value": 3.3, "start": 7, "period_start": "2025-01-31", "sentence": null}\n'
    )


def test_parquet_has_the_types_of_the_columns(tmp_path):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    row = figure_cells(figure_id="a", value="2.5", start="3", period_end="2025-12-31", unit="家")
    with Drafts(tmp_path) as drafts:
        parquet.write_table(drafts, FIGURES, lambda: [row])
    schema = pq.read_schema(tmp_path / "figures.parquet")
    assert [schema.field(name).type for name in ("figure_id", "value", "start", "period_end", "unit")] == [
        pa.string(),
        pa.decimal128(38, 10),
        pa.int64(),
        pa.date32(),
        pa.dictionary(pa.int32(), pa.string()),
    ]


def test_parquet_is_written_in_groups_of_rows(tmp_path, monkeypatch):
    pq = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(parquet, "_ROWS", 4)
    rows = [("甲", str(number), "", "", "") for number in range(10)]
    with Drafts(tmp_path) as drafts:
        parquet.write_table(drafts, SMALL, lambda: rows)
    file = pq.ParquetFile(tmp_path / "small.parquet")
    assert [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)] == [4, 4, 2]
    assert read_parquet(tmp_path, SMALL) == rows


@pytest.mark.parametrize(
    "text", ["<r>x</r>", "<r><t>=1+1</t></r>", "_x000D_", "'=1", "\t＝x", " a ", "https://a.b"]
)
def test_a_workbook_takes_no_text_for_mark_up(text):
    row = (text, "", "", "", text)
    assert read_sheet(write_sheet(SMALL, [row]), 1) == [row]
