"""Tables of facts: no article is named, so zone, indicator and period must tell which figure is meant."""

import pytest

from extractor.compare.headings import Headings
from extractor.compare.knowledge import Knowledge
from extractor.compare.manual import read_manual
from extractor.compare.verdicts import compare

HEAD = ("园区", "指标", "数值", "单位", "时期")


@pytest.fixture
def judge(knowledge, sheet):
    def judged(rows, *lines, known=knowledge):
        manual = read_manual([sheet(HEAD, *lines)], Headings.of(knowledge), knowledge)
        return compare(rows, manual.figures, known)

    return judged


def verdicts(comparison):
    return [one.verdict.value for one in comparison.verdicts]


def fact(raw, value, unit, zone, indicator, **more):
    return (raw, value, unit, {"zone": zone, "indicator": indicator, **more})


@pytest.mark.parametrize(
    ("row", "line", "verdict", "tolerated"),
    [
        (("15023万元", "150230000", "元"), ("1.5亿", "元"), "matched", "rounded: 150000000 for 150230000"),
        (("1.5亿元", "150000000", "元"), ("15023", "万元"), "matched", "rounded: 150000000 for 150230000"),
        (("1.5亿元", "150000000", "元"), ("16023", "万元"), "value_differs", ""),
        (("2317家", "2317", "家"), ("2300", "家"), "value_differs", ""),
        (("2300余家", "2300", "家", "over"), ("2300", "家"), "matched", "bound: exact for over"),
        (("2300家", "2300", "家"), ("2300余", "家"), "matched", "bound: over for exact"),
        (("2300余家", "2300", "家", "over"), ("2317", "家"), "matched", "bound: 2300 over holds 2317"),
        (("2300余家", "2300", "家", "over"), ("2417", "家"), "value_differs", ""),
        (("近300家", "300", "家", "nearly"), ("300余", "家"), "attachment_differs", "bound: over for nearly"),
        (("3家", "3", "家"), ("2.6", "家"), "value_differs", ""),
        (("33.33%", "33.33", "%"), ("33%", ""), "matched", "rounded: 33 for 33.33"),
    ],
)
def test_rounding_and_bounds_are_let_pass_and_stated(judge, extracted, row, line, verdict, tolerated):
    raw, value, unit, *bound = row
    rows = extracted(fact(raw, value, unit, "云岭高新区", "企业", bound=(bound or ["exact"])[0]))
    (one,) = judge(rows, ("云岭高新区", "企业", *line, "")).verdicts
    assert (one.verdict.value, one.tolerated) == (verdict, tolerated)


def test_swapped_zones_of_like_names_are_not_taken_for_aliases(judge, extracted):
    rows = extracted(
        fact("12家", "12", "家", "济南高新区", "企业"), fact("15家", "15", "家", "济宁高新区", "企业")
    )
    comparison = judge(rows, ("济宁高新区", "企业", "12", "家", ""), ("济南高新区", "企业", "15", "家", ""))
    assert verdicts(comparison) == ["attachment_differs", "attachment_differs"]
    assert [one.differs for one in comparison.verdicts] == [("zone",), ("zone",)]


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("襄阳高新技术产业开发区", "襄阳高新区"),
        ("湖北襄阳高新区", "襄阳高新区"),
        ("武汉东湖新技术开发区", "光谷"),
        ("東湖新技術開發區", "光谷"),
    ],
)
def test_a_zone_is_the_same_by_its_list_or_by_its_form(judge, extracted, aliases, knowledge, zone, written):
    from dataclasses import replace

    known = replace(
        knowledge, zones={**knowledge.zones, **aliases.zones, "武汉东湖新技术开发区": "东湖新技术开发区"}
    )
    rows = extracted(fact("12家", "12", "家", zone, "企业"))
    assert verdicts(judge(rows, (written, "企业", "12", "家", ""), known=known)) == ["matched"]


def test_a_fact_that_is_stated_again_counts_once(judge, extracted):
    rows = extracted(
        fact("12家", "12", "家", "云岭高新区", "企业"),
        fact("12家", "12", "家", "云岭高新区", "企业", restates="f0"),
    )
    assert verdicts(judge(rows, ("云岭高新区", "企业", "12", "家", ""))) == ["matched"]
    assert verdicts(judge(rows, ("云岭高新区", "职工", "7", "人", ""))) == ["missing", "spurious"]


def test_zones_that_the_table_does_not_name_are_not_compared(judge, extracted):
    rows = extracted(
        fact("12家", "12", "家", "云岭高新区", "企业"), fact("7家", "7", "家", "麦溪经开区", "企业")
    )
    comparison = judge(rows, ("云岭高新区", "企业", "12", "家", ""))
    assert (verdicts(comparison), comparison.outside) == (["matched"], 1)


def test_a_table_with_indicators_for_headings_says_nothing_of_others(knowledge, sheet, extracted):
    facts = [("12家", "12", "家", "企业"), ("7人", "7", "人", "劳模"), ("9家", "9", "家", "企业")]
    rows = extracted(*[fact(raw, value, unit, "云岭高新区", name) for raw, value, unit, name in facts])
    page = sheet(("园区", "企业（家）", "职工人数（人）"), ("云岭高新区", "12", ""))
    comparison = compare(rows, read_manual([page], Headings.of(knowledge), knowledge).figures, knowledge)
    assert (verdicts(comparison), comparison.outside) == (["matched", "spurious"], 1)


def test_a_figure_without_a_zone_is_found_by_its_value(judge, extracted):
    rows = extracted(
        fact("12家", "12", "家", "云岭高新区", "企业"), fact("12家", "12", "家", "麦溪经开区", "站点")
    )
    (first, second) = judge(rows, ("", "站点", "12", "家", "")).verdicts
    assert (first.verdict.value, first.found["zone"], second.verdict.value) == (
        "matched",
        "麦溪经开区",
        "spurious",
    )


@pytest.mark.parametrize(
    ("period", "start", "end", "manual", "verdict"),
    [
        ("今年", "2024-01-01", "2024-12-31", "2024", "matched"),
        ("今年1至8月", "2024-01-01", "2024-08-31", "2024年", "matched"),
        ("上半年", "2024-01-01", "2024-06-30", "2024-H1", "matched"),
        ("去年", "2023-01-01", "2023-12-31", "2024年", "attachment_differs"),
        ("", "", "", "2024年", "attachment_differs"),
    ],
)
def test_a_period_agrees_by_its_dates(judge, extracted, period, start, end, manual, verdict):
    rows = extracted(
        fact("12家", "12", "家", "云岭高新区", "企业", period=period, period_start=start, period_end=end)
    )
    assert verdicts(judge(rows, ("云岭高新区", "企业", "12", "家", manual))) == [verdict]


@pytest.mark.parametrize("indicator", ["培训职工", "培训职工人数", "累计培训职工", "职工"])
def test_an_indicator_may_be_called_as_an_analyst_calls_it(judge, extracted, indicator):
    rows = extracted(fact("300人", "300", "人", "云岭高新区", "职工", action="培训"))
    assert verdicts(judge(rows, ("云岭高新区", indicator, "300", "人", ""))) == ["matched"]


@pytest.mark.parametrize(
    ("period", "end", "verdict"),
    [("全年", "", "matched"), ("", "", "matched"), ("2023年", "2023-12-31", "attachment_differs")],
)
def test_a_time_over_the_whole_sheet_takes_rows_whose_time_nobody_knows(
    knowledge, sheet, extracted, period, end, verdict
):
    row = fact("12家", "12", "家", "云岭高新区", "企业", period=period, period_end=end)
    page = sheet(("2024年统计",), HEAD[:4], ("云岭高新区", "企业", "12", "家"))
    manual = read_manual([page], Headings.of(knowledge), knowledge)
    assert verdicts(compare(extracted(row), manual.figures, knowledge)) == [verdict]


def test_another_years_value_is_not_the_same_figure_misread(judge, extracted):
    rows = extracted(
        fact(
            "12家",
            "12",
            "家",
            "云岭高新区",
            "企业",
            period="2023年",
            period_start="2023-01-01",
            period_end="2023-12-31",
        )
    )
    assert verdicts(judge(rows, ("云岭高新区", "企业", "15", "家", "2024年"))) == ["missing", "spurious"]


def test_a_title_names_the_article(knowledge, sheet, extracted):
    rows = extracted(
        ("12家", "12", "家", {"title": "云岭高新区工会把课堂搬到车间"}), ("9家", "9", "家", {"title": "别的"})
    )
    page = sheet(("文章标题", "数值", "单位"), ("云岭高新区工会把课堂搬到车间", "12", "家"))
    comparison = compare(rows, read_manual([page], Headings.of(knowledge), knowledge).figures, Knowledge())
    assert (verdicts(comparison), comparison.outside) == (["matched"], 1)
