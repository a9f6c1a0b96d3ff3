"""What the audit says, and what it does not: one row each, with the figures' ids and words to act on."""

import pytest

from extractor.model.table import AUDIT
from extractor.tables.audit import audit_rows

YEAR = {"period": "2024年", "period_start": "2024-01-01", "period_end": "2024-12-31"}
NEXT = {"period": "2025年", "period_start": "2025-01-01", "period_end": "2025-12-31"}


@pytest.fixture
def audit(facts_of):
    def of(*rows):
        return [dict(zip(AUDIT.names, cells, strict=True)) for cells in audit_rows(rows, facts_of(*rows))]

    return of


def test_a_conflict_is_one_row_with_both_figures(row, audit):
    one, two = row("331家", 331), row("313家", 313)
    (found,) = audit(one, two)
    assert found["kind"] == "conflict"
    assert found["figure_ids"] == f"{one['figure_id']} {two['figure_id']}"
    for words in ("331家", "313家", "某区", "a.txt 第1篇 正文第1字", "a.txt 第1篇 正文第11字", "请核对"):
        assert words in found["message"]


def test_a_conflict_of_two_articles_names_both(row, audit, other):
    rows = row("331家", 331, **YEAR), row("313家", 313, **YEAR, **other("b", "2025-05-01"))
    assert [found["article_id"] for found in audit(*rows)] == ["A B"]


def test_a_headline_that_differs_from_its_text(row, audit):
    headline, text = row("86万元", 860000, "元", in_title="1"), row("68万元", 680000, "元")
    (found,) = audit(headline, text)
    assert (found["kind"], found["figure_ids"]) == (
        "headline_differs",
        f"{headline['figure_id']} {text['figure_id']}",
    )


@pytest.mark.parametrize(
    ("raw", "value", "bound", "text"),
    [
        ("86万元", 860000, "exact", {"value": "862000"}),
        ("超80万元", 800000, "over", {"value": "862000"}),
        ("近90万元", 900000, "nearly", {"value": "862000"}),
        ("86万元", 860000, "exact", {"value": "680000", "indicator": "别的"}),
        ("86万元", 860000, "exact", {"value": "68", "unit": "人"}),
        ("86万元", 860000, "exact", {"value": "680000", "zone": "另一区"}),
    ],
)
def test_a_headline_that_does_not(row, audit, raw, value, bound, text):
    body = {**row("正文", 862000, "元"), **text}
    assert audit(row(raw, value, "元", bound=bound, in_title="1"), body) == []


def test_a_headline_is_backed_by_one_of_the_numbers(row, audit):
    headline = row("86万元", 860000, "元", in_title="1")
    rows = [row("68万元", 680000, "元", period="去年"), row("86万元", 860000, "元", indicator="助学金")]
    assert audit(headline, *rows) == []


@pytest.mark.parametrize(("part", "kinds"), [(2140, ["part_exceeds_total"]), (1860, []), (900, [])])
def test_a_part_must_not_exceed_its_total(row, audit, part, kinds):
    total = row("1860条", 1860, "条")
    rows = total, row(f"{part}条", part, "条", part_of=total["figure_id"], indicator="被采纳")
    assert [found["kind"] for found in audit(*rows)] == kinds


def test_a_part_may_exceed_a_total_that_is_a_lower_bound(row, audit):
    total = row("1800余条", 1800, "条", bound="over")
    assert audit(total, row("1820条", 1820, "条", part_of=total["figure_id"], indicator="被采纳")) == []


@pytest.mark.parametrize(
    ("raw", "value", "unit", "cells"),
    [
        ("118%", 118, "%", {"indicator": "职工满意率"}),
        ("120%", 120, "%", {"indicator": "会员", "sentence": "会员占职工总数的120%。"}),
        ("-3人", -3, "人", {}),
        ("2.5人", "2.5", "人", {}),
        ("63家", 63, "家", {"indicator": "建会率"}),
    ],
)
def test_what_cannot_be(row, audit, raw, value, unit, cells):
    assert [found["kind"] for found in audit(row(raw, value, unit, **cells))] == ["implausible"]


@pytest.mark.parametrize(
    ("raw", "value", "unit", "cells"),
    [
        ("118%", 118, "%", {"indicator": "任务完成率"}),
        ("120%", 120, "%", {"indicator": "产值", "change": "increase"}),
        ("213%", 213, "%", {"indicator": "销售额"}),
        ("100%", 100, "%", {"indicator": "入会率"}),
        ("2.5人", "2.5", "人", {"aggregate": "average"}),
        ("1.5万人", 15000, "人", {}),
        ("30台", 30, "台", {"indicator": "高频率设备"}),
        ("-1.3%", "-1.3", "%", {"indicator": "增速"}),
    ],
)
def test_what_can_be(row, audit, raw, value, unit, cells):
    assert audit(row(raw, value, unit, **cells)) == []


def test_ten_times_the_year_before_is_a_jump(row, audit, other):
    rows = row("310家", 310, **YEAR), row("31000家", 31000, **NEXT, **other("b"))
    (found,) = audit(*rows)
    assert found["kind"] == "implausible"
    assert "100倍" in found["message"]


@pytest.mark.parametrize(
    ("cells", "lacking"),
    [({"zone": ""}, "区域"), ({"indicator": ""}, "指标"), ({"zone": "", "indicator": ""}, "区域和指标")],
)
def test_what_is_not_attached(row, audit, cells, lacking):
    (found,) = audit(row("12家", 12, **cells))
    assert found["kind"] == "unattached"
    assert f"没有找到{lacking}" in found["message"]


def test_a_duration_may_stand_alone(row, audit):
    assert audit(row("5天", 5, "天", dimension="duration", indicator="")) == []


@pytest.mark.parametrize(("confidence", "kinds"), [("0.19", ["low_confidence"]), ("0.2", []), ("", [])])
def test_what_is_not_sure(row, audit, confidence, kinds):
    assert [found["kind"] for found in audit(row("12家", 12, confidence=confidence))] == kinds


def test_what_is_not_sure_says_what_it_would_be_else(row, audit):
    (found,) = audit(row("12家", 12, confidence="0.1", doubt="program", runner_up="金秋助学"))
    assert "最没把握的是项目，也可能是“金秋助学”。" in found["message"]
    (found,) = audit(row("12家", 12, confidence="0.1", doubt="zone", runner_up="-"))
    assert "最没把握的是区域，也可能没有。" in found["message"]


def test_the_same_article_in_two_files_is_looked_at_once(row, audit):
    one = row("12家", 12, zone="")
    assert len(audit(one, {**one, "source": "copy.txt"})) == 1


def test_a_long_sentence_is_cut_around_the_number(row, audit):
    sentence = "前" * 300 + "12家" + "后" * 300
    (found,) = audit(row("12家", 12, zone="", sentence=sentence))
    assert "前12家后" in found["message"]
    assert len(found["message"]) < 250
