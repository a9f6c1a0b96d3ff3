import codecs

import pytest

from extractor.model.table import FIGURES, REFUSALS
from extractor.sinks.csv import open_table
from extractor.sinks.drafts import Drafts


def written(tmp_path, table, rows, headers="en"):
    with Drafts(tmp_path) as drafts:
        write = open_table(drafts, table, headers)
        for row in rows:
            write(row)
    return (tmp_path / f"{table.name}.csv").read_bytes()


def test_excel_opens_it_by_its_mark(tmp_path):
    data = written(tmp_path, REFUSALS, [("a.txt", "", "it is empty")])
    assert data == codecs.BOM_UTF8 + b"source,place,reason\na.txt,,it is empty\n"


def test_headings_in_chinese(tmp_path):
    assert written(tmp_path, REFUSALS, [], "zh").decode("utf-8-sig") == "来源文件,位置,原因\n"


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("raw", "-3℃", "'-3℃"),
        ("indicator", "=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("value", "-3", "-3"),
        ("period_start", "2025-01-01", "2025-01-01"),
    ],
)
def test_text_is_guarded_and_numbers_are_not(tmp_path, column, cell, expected):
    row = [cell if name == column else "" for name in FIGURES.names]
    line = written(tmp_path, FIGURES, [row]).decode("utf-8-sig").splitlines()[1]
    assert line.strip(",") == expected


def test_a_row_of_another_length_is_a_bug(tmp_path):
    with pytest.raises(ValueError, match="zip"):
        written(tmp_path, REFUSALS, [("a", "b")])
