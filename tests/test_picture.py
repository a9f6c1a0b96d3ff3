"""The README's picture shows what the extractor finds in an article of the corpus, and is current."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import extractor
from extractor.model import Article, Span
from tests.scripts import script

CHECKOUT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"
MAKE = "run `make docs`"


PICTURE = script("docs/picture.py")


def test_the_picture_is_what_the_extractor_draws_today() -> None:
    assert (CHECKOUT / "docs" / "figures.svg").read_text(encoding="utf-8") == PICTURE.drawn(), MAKE


@pytest.fixture(scope="module")
def drawn() -> ET.Element:
    text = "去年，榆原高新区启动“匠心<桥>”计划，培训职工300人，走访企业12家。"
    article = Article("", 1, "", text)
    return ET.fromstring(PICTURE.picture(article, extractor.extract(article), "300人"))


def test_the_row_shows_what_the_figure_has(drawn: ET.Element) -> None:
    texts = [it.text for it in drawn.iter(f"{SVG}text")]
    assert texts[-14:] == [
        "原文 raw", "300人", "数值 value", "300", "单位 unit", "人", "区域 zone", "榆原高新区",
        "项目 program", "匠心<桥>计划", "指标 indicator", "培训职工", "时期 period", "去年",
    ]  # fmt: skip


def test_each_attachment_has_an_arrow_and_each_figure_a_box(drawn: ET.Element) -> None:
    labels = [it.text for it in drawn.iter(f"{SVG}text") if it.get("text-anchor") == "middle"]
    assert sorted(labels) == ["区域 zone", "指标 indicator", "时期 period", "项目 program"]
    assert len(list(drawn.iter(f"{SVG}path"))) == 2 * len(labels)
    red = [it for it in drawn.iter(f"{SVG}rect") if it.get("stroke") == PICTURE.COLOURS["figure"]]
    assert [it.get("stroke-opacity") for it in red] == ["1", "0.45"]


def test_the_picture_asks_for_nothing_from_outside(drawn: ET.Element) -> None:
    assert {it.tag.removeprefix(SVG) for it in drawn.iter()} == {"svg", "title", "rect", "text", "path"}
    assert [value for it in drawn.iter() for value in it.attrib.values() if "://" in value] == []


def test_a_span_over_a_line_break_has_a_box_in_each_line() -> None:
    sheet = PICTURE.Sheet.of("字" * 60)
    per_line = sum(line == 0 for line, _, _ in sheet.places)
    boxes = list(sheet.boxes(Span(per_line - 1, per_line + 2)))
    assert [(width, y) for _, y, width in boxes] == [(20, 100), (40, 160)]
