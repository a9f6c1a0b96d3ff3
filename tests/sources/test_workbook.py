import contextlib
import datetime
import io
import zipfile

import pytest
import xlsxwriter

from extractor.errors import UnreadableSourceError
from extractor.grammar import load
from extractor.sources import workbook_guard
from extractor.sources.record_columns import Columns
from extractor.sources.workbook import read_workbook

COLUMNS = Columns.of(load().names("columns"))
TEXT = "高新区工会慰问职工300人。"
SHEET = "xl/worksheets/sheet1.xml"
Rows = list[list[object]]


def book(**sheets: Rows) -> bytes:
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written, {"in_memory": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(at, column, cell, day if isinstance(cell, datetime.date) else None)
    workbook.close()
    return written.getvalue()


def edited(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(written, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == part:
                assert old in content
                content = content.replace(old, new)
            after.writestr(info.filename, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def read(data):
    return read_workbook(data, "a.xlsx", COLUMNS)


def pages(data):
    return [(page.place, page.title, page.text) for page in read(data).pages]


def refused(data):
    return [(one.place, one.reason) for one in read(data).refusals]


def test_every_sheet_with_the_columns_is_read():
    data = book(
        一月=[["标题", "正文"], ["甲", TEXT]], 说明=[], 二月=[["x"], [], ["正文", "标题"], [TEXT, "乙"]]
    )
    assert pages(data) == [("一月 row 2", "甲", TEXT), ("二月 row 4", "乙", TEXT)]
    assert refused(data) == []


def test_a_sheet_without_the_columns_is_refused_by_its_name():
    data = book(稿件=[["正文"], [TEXT]], 统计=[["月份", "篇数"], ["1", "2"]])
    assert len(pages(data)) == 1
    assert refused(data) == [
        ("统计", "no column with articles' text; found 月份, 篇数; say which one: --columns text=NAME")
    ]


@pytest.mark.parametrize(
    ("cell", "published"),
    [
        (datetime.date(2025, 3, 8), "2025-03-08"),
        (datetime.datetime(2025, 3, 8, 10, 30), "2025-03-08"),  # noqa: DTZ001 (Excel knows no zones)
        ("2025年3月8日", "2025-03-08"),
        (20250308, "2025-03-08"),
    ],
)
def test_a_date_may_be_a_date_a_number_or_words(cell, published):
    (page,) = read(book(a=[["正文", "日期"], [TEXT, cell]])).pages
    assert page.published == published


def test_numbers_are_written_without_a_point_zero():
    (page,) = read(book(a=[["标题", "正文"], [2025.0, TEXT]])).pages
    assert page.title == "2025"


def test_a_cell_merged_over_several_rows_stands_in_each_of_them():
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = workbook.add_worksheet("a")
    sheet.write_row(0, 0, ["来源", "标题", "正文"])
    sheet.merge_range(1, 0, 3, 0, "榆原工友报")
    for at, title in ((1, "甲"), (2, "乙"), (4, "丙")):
        sheet.write_row(at, 1, [title, TEXT])
    workbook.close()
    found = read(written.getvalue())
    assert [(page.title, page.publisher) for page in found.pages] == [
        ("甲", "榆原工友报"),
        ("乙", "榆原工友报"),
        ("丙", ""),
    ]
    assert found.refusals == ()


def test_a_row_without_a_text_is_refused_with_its_sheet_and_row():
    data = book(a=[["标题", "正文"], ["甲", TEXT], ["乙", ""], ["丙", TEXT]])
    assert [page[0] for page in pages(data)] == ["a row 2", "a row 4"]
    assert refused(data) == [("a row 3", "it has no text; expected an article's text in its cell")]


ROWS = b"</sheetData>"
CORNER = b'<row r="1000000"><c r="XFD1000000"%s</row></sheetData>'


@pytest.mark.parametrize(
    "end",
    [
        CORNER % b"><v>1</v></c>",
        CORNER.replace(b'"', b"'") % b" t = 'n'><v>1</v></c>",
        b'<row r="1000000">' + b"<c><v>1</v></c>" * 16000 + b"</row></sheetData>",
    ],
    ids=["in the last corner", "single quotes", "cells without places"],
)
def test_a_cell_that_is_far_out_is_refused_before_anyone_makes_room_for_it(end):
    data = edited(book(a=[["正文"], [TEXT]]), SHEET, ROWS, end)
    with pytest.raises(UnreadableSourceError, match="its cells reach too far"):
        read(data)


def test_a_place_that_is_hidden_by_a_reference_is_refused():
    data = edited(
        book(a=[["正文"], [TEXT]]), SHEET, ROWS, (CORNER % b"><v>1</v></c>").replace(b"XFD", b"&#88;FD")
    )
    with pytest.raises(UnreadableSourceError, match="written in an unusual way"):
        read(data)


def test_cells_that_are_only_coloured_do_no_harm():
    data = edited(book(a=[["正文"], [TEXT]]), SHEET, ROWS, CORNER % b' s="1"/>')
    assert pages(data) == [("a row 2", "", TEXT)]


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(workbook_guard, "MOST_BYTES", 1000)
    with pytest.raises(UnreadableSourceError, match="it unpacks to more than 0 MB"):
        read(book(a=[["正文"], [TEXT]]))


@pytest.mark.parametrize("end", [100, 1000, -30])
def test_a_truncated_workbook_is_refused(end):
    with pytest.raises(UnreadableSourceError, match="it is a damaged workbook"):
        read(book(a=[["正文"], [TEXT]])[:end])


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml"])
def test_a_workbook_with_a_broken_part_is_refused_or_says_which_sheet(part):
    data = edited(book(a=[["正文"], [TEXT]]), part, b"</", b"<&")
    with contextlib.suppress(UnreadableSourceError):
        assert refused(data)


def test_a_hidden_sheet_is_refused():
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written)
    for name in ("新闻", "旧稿"):
        workbook.add_worksheet(name).write_column(0, 0, ["正文", TEXT])
    workbook.get_worksheet_by_name("旧稿").hide()
    workbook.close()
    reading = read_workbook(written.getvalue(), "a.xlsx", COLUMNS)
    assert [page.place for page in reading.pages] == ["新闻 row 2"]
    assert [(one.place, one.reason) for one in reading.refusals] == [
        ("旧稿", "the sheet is hidden; show it in Excel to have it read")
    ]


def test_a_part_with_entities_is_refused():
    data = edited(
        book(新闻=[["正文"], [TEXT]]), "xl/sharedStrings.xml", b"<sst", b"<!DOCTYPE a [<!ENTITY b 'c'>]><sst"
    )
    with pytest.raises(UnreadableSourceError, match="entity bomb"):
        read_workbook(data, "a.xlsx", COLUMNS)
