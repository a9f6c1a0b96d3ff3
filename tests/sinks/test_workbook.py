"""The workbook: sheets, links, limits, and that nothing in it is a formula."""

import re
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from extractor.model.table import AUDIT, FIGURES, REFUSALS, SUMMARY, ZONE
from extractor.sinks import legend, sheet
from extractor.sinks.drafts import Drafts
from extractor.sinks.sheet import sheet_name
from extractor.sinks.workbook import NAME, Content, write_workbook


def row(table, **cells):
    assert not cells.keys() - set(table.names)
    return tuple(cells.get(name, "") for name in table.names)


def content(facts=(), figures=(), audit=(), refusals=(), about=()):
    """A workbook's content; the zones' tables repeat the facts."""
    facts = sorted(facts, key=lambda cells: cells["zone"])

    def zones():
        for zone in dict.fromkeys(cells["zone"] for cells in facts):
            ids = (cells["figure_ids"] for cells in facts if cells["zone"] == zone)
            yield zone, (row(ZONE, figure_ids=one, indicator="示范点") for one in ids)

    return Content(
        summary=lambda: [row(SUMMARY, **cells) for cells in facts],
        figures=lambda: [row(FIGURES, **cells) for cells in figures],
        audit=lambda: [row(AUDIT, **cells) for cells in audit],
        refusals=lambda: [row(REFUSALS, **cells) for cells in refusals],
        zones=zones,
        about=about,
    )


FACTS = [
    {"zone": "云岭高新区", "indicator": "示范点", "value": "33", "figure_ids": "f2 f3"},
    {"zone": "北塘经开区", "indicator": "资金", "value": "2800000.5", "figure_ids": "f1"},
]
FIGURES_OF = [
    {"figure_id": "f1", "value": "2800000.5", "zone": "北塘经开区", "sentence": "=投入约280万元"},
    {"figure_id": "f2", "value": "33", "zone": "云岭高新区", "published": "2025-03-01"},
    {"figure_id": "f3", "value": "33", "zone": "云岭高新区", "published": "2025"},
]


@pytest.fixture
def book(tmp_path):
    """Writes the content; gives the file."""

    def write(shown, **options):
        with Drafts(tmp_path) as drafts:
            write_workbook(drafts, shown, **options)
        return tmp_path / NAME

    return write


def sheets(path):
    return CalamineWorkbook.from_path(path)


def cells(path, name):
    return sheets(path).get_sheet_by_name(name).to_python(skip_empty_area=False)


def explained(path):
    return [[cell for cell in line if cell] for line in cells(path, "说明")]


def parts(path):
    """The workbook's files by name, as text."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def worksheet(path, name):
    return parts(path)[f"xl/worksheets/sheet{sheets(path).sheet_names.index(name) + 1}.xml"]


def links(path, name):
    return dict(re.findall(r'<hyperlink ref="(\w+)" location="([^"]+)"', worksheet(path, name)))


def test_the_sheets_in_the_order_of_their_tabs(book):
    assert sheets(book(content(FACTS, FIGURES_OF))).sheet_names == [
        "汇总",
        "云岭高新区",
        "北塘经开区",
        "明细",
        "待核",
        "说明",
    ]


def test_a_fact_links_to_its_first_mention_and_each_mention_back(book):
    path = book(content(FACTS, FIGURES_OF))
    ids = chr(ord("A") + SUMMARY.names.index("figure_ids"))
    facts = links(path, "汇总")
    assert [facts[f"{ids}2"], facts[f"{ids}3"]] == ["'明细'!A3", "'明细'!A2"]
    assert links(path, "明细") == {"A2": "'汇总'!A3", "A3": "'汇总'!A2", "A4": "'汇总'!A2"}


def test_a_zone_in_the_summary_links_to_its_sheet_and_its_facts_to_their_mentions(book):
    path = book(content(FACTS, FIGURES_OF))
    assert links(path, "汇总")["A2"] == "'云岭高新区'!A1"
    assert list(links(path, "北塘经开区").values()) == ["'明细'!A2"]


def test_an_audit_row_links_to_its_first_figure(book):
    path = book(content(FACTS, FIGURES_OF, audit=[{"kind": "conflict", "figure_ids": "f3 f2"}]))
    assert list(links(path, "待核").values()) == ["'明细'!A4"]


def test_numbers_are_numbers_and_days_are_days(book):
    _, first, second, third = cells(book(content(FACTS, FIGURES_OF)), "明细")
    value, published = FIGURES.names.index("value"), FIGURES.names.index("published")
    assert [first[value], second[value]] == [2800000.5, 33.0]
    assert [second[published], third[published]] == [date(2025, 3, 1), "2025"]


def test_a_number_shows_the_decimals_that_it_has(book):
    styles = parts(book(content(FACTS, FIGURES_OF)))["xl/styles.xml"]
    assert 'formatCode="#,##0.0"' in styles
    assert 'formatCode="#,##0"' in styles


def test_no_cell_is_a_formula_and_a_guarded_text_stays_text_when_it_is_edited(book):
    path = book(content(FACTS, FIGURES_OF))
    everything = parts(path)
    assert not [name for name, text in everything.items() if "<f>" in text or "<f " in text]
    assert 'quotePrefix="1"' in everything["xl/styles.xml"]
    assert cells(path, "明细")[1][FIGURES.names.index("sentence")] == "=投入约280万元"


def test_headings_stay_in_sight_and_filter(book):
    page = worksheet(book(content(FACTS, FIGURES_OF)), "明细")
    assert re.search(r'<pane [^>]*ySplit="1"[^>]*state="frozen"', page)
    assert re.search(r'<autoFilter ref="A1:\w+4"/>', page)


@pytest.mark.parametrize("headers", ["en", "zh"])
def test_headings(book, headers):
    path = book(content(FACTS, FIGURES_OF), headers=headers)
    wanted = SUMMARY.names if headers == "en" else SUMMARY.headings
    assert tuple(cells(path, "汇总")[0]) == wanted


def test_two_workbooks_of_the_same_rows_are_the_same_bytes(book):
    shown = content(FACTS, FIGURES_OF, about=[("程序版本", "0")])
    assert book(shown).read_bytes() == book(shown).read_bytes()


def test_a_workbook_without_any_row_can_be_opened(book):
    path = book(content())
    assert sheets(path).sheet_names == ["汇总", "明细", "待核", "说明"]
    assert len(cells(path, "汇总")) == 1


def test_zones_beyond_the_limit_are_named_where_they_can_be_found(book):
    facts = [{"zone": zone, "figure_ids": str(number)} for number, zone in enumerate("丙甲甲乙")]
    path = book(content(facts), zone_sheets=2)
    assert sheets(path).sheet_names[1:3] == ["丙", "甲"]
    assert ["乙", "1 个事实"] in explained(path)


def test_facts_without_a_zone_have_the_last_zone_sheet(book):
    path = book(content([{"zone": "", "figure_ids": "a"}, *FACTS]))
    assert sheets(path).sheet_names[1:4] == ["云岭高新区", "北塘经开区", "未注明区域"]


def test_rows_beyond_the_limit_are_counted(book):
    path = book(content(FACTS, FIGURES_OF), room=3)
    assert len(cells(path, "明细")) == 3
    assert any(line[0] == "明细" and "1 行没有写入" in line[1] for line in explained(path) if len(line) > 1)


def test_a_text_longer_than_a_cell_is_cut_and_counted(book):
    path = book(content(FACTS, [{"figure_id": "f1", "sentence": "字" * 40_000}]))
    cut = cells(path, "明细")[1][FIGURES.names.index("sentence")]
    assert (len(cut), cut[-2:]) == (32_767, "字…")
    assert any("1 个单元格被截短" in line[1] for line in explained(path) if len(line) > 1)


def test_links_beyond_the_limit_are_left_out_and_counted(book, monkeypatch):
    monkeypatch.setattr(sheet, "LINKS", 2)
    path = book(content(FACTS, FIGURES_OF))
    assert len(links(path, "明细")) == 2
    assert any("1 个单元格没有链接" in line[1] for line in explained(path) if len(line) > 1)


def test_the_last_sheet_says_what_was_refused_and_by_which_version(book):
    refusals = [{"source": "a.docy", "place": "", "reason": "no reader"}]
    found = explained(book(content(refusals=refusals, about=[("程序版本", "0.1.0")])))
    assert ["a.docy", "no reader"] in found
    assert ["程序版本", "0.1.0"] in found


@pytest.mark.parametrize("table", [SUMMARY, ZONE, FIGURES, AUDIT], ids=lambda table: table.name)
def test_every_column_is_explained(table):
    assert [column.name for column in table.columns if not legend.meaning(table, column)] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("甲:乙/丙", "甲：乙／丙"),
        ("'甲'", "甲"),
        ("甲\n乙", "甲 乙"),
        ("History", "History (2)"),
        ("汇总", "汇总 (2)"),
        ("ABC", "ABC (2)"),
        ("很" * 40, "很" * 30 + "…"),
        ("𠮷" * 20, "𠮷" * 15 + "…"),
        ("\x00", "□"),
    ],
)
def test_a_zone_becomes_a_name_that_excel_accepts(name, expected):
    assert sheet_name(name, {"汇总", "abc"}) == expected


def test_long_names_with_one_beginning_are_told_apart():
    taken = set()
    names = [sheet_name("很" * 40 + end, taken) for end in "甲乙"]
    assert names == ["很" * 30 + "…", "很" * 26 + "… (2)"]
    assert all(len(name) <= 31 for name in names)
