from datetime import date
from decimal import Decimal

import pytest

from extractor.model import (
    Article,
    Bound,
    Change,
    Dimension,
    Edge,
    Figure,
    Modality,
    Origin,
    Period,
    Quantity,
    Reach,
    Span,
)
from extractor.model.table import ARTICLES, COMPARISON, FIGURES, TABLES
from extractor.tables.tidy import article_of, article_row, figure_row, main_zone, plain

# As the data contract has them: names and order are what scripts and sheets rely on.
CONTRACT = (
    "figure_id source article_index article_id title published section start end in_title raw value "
    "value_max unit dimension bound change aggregate per modality zone organization program indicator "
    "canonical action period period_start period_end restates part_of confidence because sentence"
)
HEADINGS = (
    "编号 来源文件 篇序 文章编号 标题 日期 小标题 起 止 在标题 原文 数值 上限 单位 量纲 限定 变化 统计 "
    "每 性质 区域 单位名称 项目 指标 统一指标 动作 时期 时期起 时期止 重复 其中 置信度 依据 原句"
)

ARTICLE = Article(
    "报/page.txt",
    2,
    "高新区工会",
    "一季度投入约2.80万元。\n小标题",
    headings=(Span(14, 17),),
    origin=(Origin(0, 9, 3, 1), Origin(9, 13, 4, 3), Origin(14, 17, 6, 1)),
    title_origin=(Origin(0, 5, 1, 1),),
    place="page 2",
)
FIGURE = Figure(
    figure_id="f1",
    article_id=ARTICLE.article_id,
    quantity=Quantity(Span(5, 12), Decimal("28000.00"), None, "元", Bound.ABOUT, Dimension.MONEY, "家"),
    raw="约2.80万元",
    in_title=False,
    section="小标题",
    sentence="一季度投入约2.80万元。",
    change=Change.LEVEL,
    aggregate="per",
    modality=Modality.PLANNED,
    edges=(
        Edge("zone", "高新区", "title-zone", Reach.TITLE, Span(0, 3), cue_in_title=True),
        Edge("action", "投入", "verb-before", Reach.CLAUSE, Span(3, 5)),
    ),
    period=Period(Span(0, 3), "一季度", start=date(2025, 1, 1), end=date(2025, 3, 31)),
    canonical="投入资金",
    restates="f0",
    part_of="f2",
    confidence=0.9,
)


def test_figures_have_the_columns_of_the_contract():
    assert " ".join(FIGURES.names).startswith(CONTRACT + " ")


def test_figures_have_the_chinese_headings_of_the_contract():
    assert " ".join(FIGURES.headings).startswith(HEADINGS + " ")


def test_articles_have_the_columns_of_the_contract_and_then_the_new_ones():
    assert " ".join(ARTICLES.names) == (
        "article_id source article_index title byline publisher published zone figures text headings "
        "place origin"
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("what", ["names", "headings"])
def test_no_table_has_a_column_twice(table, what):
    columns = getattr(table, what)
    assert len(set(columns)) == len(columns)


def test_comparison_begins_with_the_verdict_and_new_columns_follow_what_differs():
    assert COMPARISON.names[0] == "verdict"
    assert COMPARISON.names[COMPARISON.names.index("differs") :][:2] == ("differs", "tolerated")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("figure_id", "f1"),
        ("source", "报/page.txt"),
        ("article_index", "2"),
        ("title", "高新区工会"),
        ("section", "小标题"),
        ("start", "5"),
        ("end", "12"),
        ("in_title", "0"),
        ("raw", "约2.80万元"),
        ("value", "28000"),
        ("value_max", ""),
        ("unit", "元"),
        ("dimension", "money"),
        ("bound", "about"),
        ("change", "level"),
        ("aggregate", "per"),
        ("per", "家"),
        ("modality", "planned"),
        ("zone", "高新区"),
        ("organization", ""),
        ("action", "投入"),
        ("canonical", "投入资金"),
        ("period", "一季度"),
        ("period_start", "2025-01-01"),
        ("period_end", "2025-03-31"),
        ("restates", "f0"),
        ("part_of", "f2"),
        ("confidence", "0.9"),
        ("because", "zone=title-zone; action=verb-before"),
        ("sentence", "一季度投入约2.80万元。"),
    ],
)
def test_a_figure_fills_its_row(column, cell):
    assert dict(zip(FIGURES.names, figure_row(FIGURE, ARTICLE), strict=True))[column] == cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Decimal("1E+12"), "1000000000000"),
        (Decimal("33.3300"), "33.33"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-2.50"), "-2.5"),
        (Decimal("0E+3"), "0"),
        (Decimal("100"), "100"),
        (Decimal("123456789012345678901234567890.10"), "123456789012345678901234567890.1"),
        (None, ""),
    ],
)
def test_numbers_are_plain_and_complete(value, cell):
    assert plain(value) == cell


def test_an_article_comes_back_from_its_row():
    cells = dict(zip(ARTICLES.names, article_row(ARTICLE, (FIGURE,)), strict=True))
    assert article_of(cells) == ARTICLE
    assert (cells["zone"], cells["figures"]) == ("高新区", "1")


def test_an_article_has_the_zone_of_most_of_its_figures(make_figure):
    article = Article("a.txt", 1, "", "1家 2家 3家 4家 5家")
    zones = ["", "甲区", "乙区", "乙区", ""]
    figures = [
        make_figure(article, f"{n}家", str(n), "家", **({"zone": zone} if zone else {}))
        for n, zone in enumerate(zones, 1)
    ]
    assert main_zone(figures) == "乙区"
    assert main_zone(figures[:3]) == "甲区"
    assert main_zone(figures[:1]) == ""
