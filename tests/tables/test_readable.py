"""What a reader sees: the summary, one table a zone, zone × indicator, changes over periods."""

from datetime import date
from decimal import Decimal

import pytest

from extractor.model.table import CHANGES, SUMMARY, ZONE
from extractor.tables.changes import change_rows
from extractor.tables.mention import mention_of
from extractor.tables.shown import shown
from extractor.tables.summary import summary_rows
from extractor.tables.wide import wide_table
from extractor.tables.zone_table import zone_tables

YEAR = {"period": "2024年", "period_start": "2024-01-01", "period_end": "2024-12-31"}
NEXT = {"period": "2025年", "period_start": "2025-01-01", "period_end": "2025-12-31"}


def read(table, rows):
    return [dict(zip(table.names, cells, strict=True)) for cells in rows]


@pytest.mark.parametrize(
    ("raw", "value", "unit", "bound", "high", "expected"),
    [
        ("约280万元", "2800000", "元", "about", "", "约280万元"),
        ("2300余人次", "2300", "人次", "over", "", "2300余人次"),
        ("18%", "18", "%", "exact", "", "18%"),
        ("3至5个", "3", "个", "exact", "5", "3至5个"),
        ("1000人以上", "1000", "人", "over", "", "1000人以上"),
        ("42,800", "42800", "册", "exact", "", "4.28万册"),
        ("9", "9", "家", "exact", "", "9家"),
        ("三千餘名", "3000", "名", "over", "", "3000余名"),
        ("约8,595萬元", "85950000", "元", "about", "", "约8595万元"),
        ("八成五", "85", "%", "exact", "", "85%"),
        ("五六十人", "50", "人", "exact", "60", "50至60人"),
        ("最高五万元", "50000", "元", "up_to", "", "最高5万元"),
        ("-1.5%", "-1.5", "%", "exact", "", "-1.5%"),
    ],
)
def test_a_number_as_one_reads_it(row, raw, value, unit, bound, high, expected):
    assert shown(mention_of(row(raw, value, unit, bound=bound, value_max=high))) == expected


def test_a_summary_row_says_what_its_mentions_say_together(row, facts_of):
    first = row("约400名", 400, "名", bound="about", program="匠心", published="2025-03-01", **YEAR)
    again = row("412名", 412, "名", restates=first["figure_id"], program="匠心", **YEAR)
    (cells,) = read(SUMMARY, summary_rows(facts_of(first, again)))
    expected = {
        "zone": "某区",
        "program": "匠心",
        "indicator": "创新工作室",
        "unit": "名",
        "period": "2024年",
        "period_start": date(2024, 1, 1),
        "value": Decimal(412),
        "bound": "exact",
        "mentions": 2,
        "articles": 1,
        "conflict": 0,
        "figure_ids": f"{first['figure_id']} {again['figure_id']}",
        "shown": "412名",
        "published": "2025-03-01",
    }
    assert {name: cells[name] for name in expected} == expected


def test_the_canonical_name_leads_and_the_written_word_stays(row, facts_of):
    (cells,) = read(
        SUMMARY, summary_rows(facts_of(row("90名", 90, "名", canonical="培训职工", indicator="学员")))
    )
    assert (cells["indicator"], cells["written"]) == ("培训职工", "学员")


def test_conflicts_and_later_values_show_in_the_summary(row, facts_of, other):
    rows = [row("331家", 331, **YEAR), row("313家", 313, **YEAR, **other("b", "2025-05-01"))]
    one, two = read(SUMMARY, summary_rows(facts_of(*rows)))
    assert (one["conflict"], one["conflicts_with"]) == (1, two["figure_ids"])
    rows = [
        row(f"{n}家", n, period="截至目前", **other(name, day))
        for n, name, day in ((310, "b", "2025-01-01"), (340, "c", "2025-02-01"))
    ]
    one, two = read(SUMMARY, summary_rows(facts_of(*rows)))
    assert (one["conflict"], one["superseded_by"]) == (0, two["figure_ids"])


def test_a_zones_table_goes_program_by_program_as_the_article_tells_them(row, facts_of):
    rows = [
        row("33家", 33, program="维权", indicator="示范点", period="今年"),
        row("5人", 5, "人", indicator="劳模"),
        row("120场", 120, "场", program="培训", indicator="培训场次"),
        row("9次", 9, "次", program="维权", indicator="巡诊"),
    ]
    ((zone, cells),) = zone_tables(facts_of(*rows))
    cells = read(ZONE, cells)
    assert zone == "某区"
    assert [(it["program"], it["shown"]) for it in cells] == [
        ("维权", "33家"),
        ("维权", "9次"),
        ("培训", "120场"),
        ("", "5人"),
    ]
    assert (cells[0]["period"], cells[0]["provenance"]) == ("今年", "《某区的新闻》")


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ({"organization": "某某公司"}, "某某公司"),
        ({"modality": "planned"}, "计划"),
        ({"change": "decrease"}, "减少"),
        ({"per": "人"}, "每人"),
        ({"part_of": "f9"}, "其中"),
        ({"canonical": "培训职工", "indicator": "学员"}, "原词：学员"),
    ],
)
def test_a_note_says_what_the_number_is_not_alone(row, facts_of, cells, note):
    ((_, rows),) = zone_tables(facts_of(row("33家", 33, **cells)))
    assert read(ZONE, rows)[0]["note"] == note


def test_every_zone_has_a_table_and_no_zone_has_the_empty_name(row, facts_of):
    rows = [row("1家", 1, zone=zone) for zone in ("乙区", "", "甲区")]
    assert [zone for zone, _ in zone_tables(facts_of(*rows))] == ["", "乙区", "甲区"]


def wide_of(found):
    table, rows = wide_table(found)
    return {cells[0]: dict(zip(table.names[1:], cells[1:], strict=True)) for cells in rows}


def test_zones_stand_against_indicators(row, facts_of):
    rows = [
        row("331家", 331, zone="甲区", canonical="创新工作室"),
        row("15家", 15, zone="乙区", canonical="创新工作室"),
        row("4家", 4, zone="甲区", canonical="工匠学院", indicator="工匠学院"),
        row("7门", 7, "门", zone="甲区", indicator="独有的东西"),
    ]
    assert wide_of(facts_of(*rows)) == {
        "甲区": {"创新工作室（家）": 331, "工匠学院（家）": 4},
        "乙区": {"创新工作室（家）": 15, "工匠学院（家）": None},
    }


@pytest.mark.parametrize(
    "cells",
    [
        {"organization": "某某有限公司"},
        {"modality": "planned"},
        {"change": "increase"},
        {"per": "人"},
        {"action": "新建"},
    ],
)
def test_a_zones_cell_holds_its_own_stock(row, facts_of, cells):
    rows = [
        row("331家", 331, canonical="创新工作室"),
        row("350家", 350, **{"canonical": "创新工作室", **cells}),
    ]
    assert wide_of(facts_of(*rows)) == {"某区": {"创新工作室（家）": 331}}


def test_the_same_fact_of_two_years_is_a_change(row, facts_of, other):
    rows = [row("310家", 310, **YEAR), row("400余家", 400, bound="over", **NEXT, **other("b"))]
    (cells,) = read(CHANGES, change_rows(facts_of(*rows)))
    expected = {
        "earlier_period": "2024-01-01/2024-12-31",
        "earlier_value": 310,
        "later_value": 400,
        "difference": 90,
        "percent": Decimal("29.03"),
        "approximate": 1,
    }
    assert {name: cells[name] for name in expected} == expected


def test_points_are_not_told_in_percent_of_percent(row, facts_of, other):
    rows = [row("90%", 90, "%", **YEAR), row("95%", 95, "%", **NEXT, **other("b"))]
    (cells,) = read(CHANGES, change_rows(facts_of(*rows)))
    assert (cells["difference"], cells["percent"]) == (5, None)


@pytest.mark.parametrize(
    "later",
    [
        {"period": "2025年上半年", "period_start": "2025-01-01", "period_end": "2025-06-30"},
        {**NEXT, "modality": "planned"},
        {**NEXT, "organization": "某某公司"},
        {"period": "去年"},
    ],
)
def test_what_is_not_comparable_is_no_change(row, facts_of, other, later):
    rows = [row("310家", 310, **YEAR), row("400家", 400, **later, **other("b"))]
    assert list(change_rows(facts_of(*rows))) == []
