import datetime

import pytest
from xlsxwriter import Workbook

from extractor.errors import UsageError
from extractor.sources.sheets import read_sheets

TEXT = '园区,数值\n云岭高新区,"1,589"\n'
TRADITIONAL = '園區,數值\n雲嶺高新區,"1,589"\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_a_csv_file_is_read_in_its_encoding(tmp_path, encoding):
    path = tmp_path / "m.csv"
    path.write_bytes((TRADITIONAL if encoding == "big5" else TEXT).encode(encoding))
    (sheet,) = read_sheets(path)
    assert [row[1] for row in sheet.rows] == ["數值" if encoding == "big5" else "数值", "1,589"]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_cells_may_be_parted_by_other_marks(tmp_path, mark):
    path = tmp_path / "m.csv"
    path.write_text(f"园区{mark}数值\n云岭高新区{mark}3家\n", encoding="utf-8")
    assert read_sheets(path)[0].rows == (("园区", "数值"), ("云岭高新区", "3家"))


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "m.xlsx"
    with Workbook(str(path)) as workbook:
        page = workbook.add_worksheet("一季度")
        formats = {
            code: workbook.add_format({"num_format": code})
            for code in ("0%", '#,##0"家"', "0.00", "yyyy-mm-dd")
        }
        page.merge_range("A1:C1", "2024年数据")
        page.merge_range("A2:A4", "云岭高新区")
        page.write("B2", 0.18, formats["0%"])
        page.write("B3", 1589, formats['#,##0"家"'])
        page.write("B4", 2.5, formats["0.00"])
        page.write("C2", 86)
        page.write_datetime("C3", datetime.date(2024, 3, 31), formats["yyyy-mm-dd"])
        page.write("C4", "约280万元")
        workbook.add_worksheet("藏").hide()
    return path


def test_a_workbook_is_read_as_excel_shows_it(book):
    (sheet,) = read_sheets(book)
    assert (sheet.source, sheet.name) == ("m.xlsx", "一季度")
    assert sheet.rows == (
        ("2024年数据",) * 3,
        ("云岭高新区", "18%", "86"),
        ("云岭高新区", "1589家", "2024-03-31"),
        ("云岭高新区", "2.5", "约280万元"),
    )
    assert sheet.copies == {(0, 1), (0, 2), (2, 0), (3, 0)}


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("m.pdf", b"%PDF", "no reader for .pdf"),
        ("m.xlsx", b"PK\x03\x04broken", "save it as .xlsx again"),
        ("m.xlsx", "园区,数值".encode(), "save it as .xlsx again"),
        ("m.csv", bytes(range(1, 32)) * 50, "it is no text"),
        ("none.csv", None, "cannot read"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, data, said):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as caught:
        read_sheets(tmp_path / name)
    assert said in str(caught.value)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, book, monkeypatch):
    monkeypatch.setattr("extractor.sources.sheets._MOST_UNPACKED", 1000)
    with pytest.raises(UsageError, match="unpacks to more than"):
        read_sheets(book)
