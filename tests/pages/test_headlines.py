"""Titles: kicker and headline, subtitles, headlines behind their text; and subheadings, which are none."""

from __future__ import annotations

import pytest

from extractor.model import Article, Span
from tests.pages.conftest import Read

LEAD = "本报讯 今年以来，苇河经开区总工会建成职工驿站46座，累计接待职工8.6万人次，满意率98.5%，"
REST = "为骑手提供免费体检1200人次，发放慰问金36万元。"
MORE = "目前，苇河经开区总工会正在把驿站延伸到园区，计划再建驿站20座。"


def _headings(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.headings]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["苇河经开区驿站暖人心"], "苇河经开区驿站暖人心"),
        (["苇河经开区", "“驿站”暖了骑手心"], "苇河经开区 “驿站”暖了骑手心"),
        (["苇河经开区：", "“驿站”暖了骑手心"], "苇河经开区： “驿站”暖了骑手心"),
        (["苇河市总工会——", "今年建成驿站150个"], "苇河市总工会—— 今年建成驿站150个"),
        (["驿站暖了骑手心", "——苇河经开区服务骑手纪实"], "驿站暖了骑手心 ——苇河经开区服务骑手纪实"),
        (["苇河经开区：1800名骑手有了“加油站”"], "苇河经开区：1800名骑手有了“加油站”"),
        (["技能提升，谁来买单？"], "技能提升，谁来买单？"),
        (["数说2025 | 苇河工会“成绩单”"], "数说2025 | 苇河工会“成绩单”"),
    ],
)
@pytest.mark.parametrize("blank", [[], [""]])
def test_the_title_is_kicker_and_headline(lines: list[str], title: str, blank: list[str], read: Read) -> None:
    (article,) = read(*lines, *blank, LEAD + REST, *blank, MORE)
    assert article.title == title
    assert article.text.split("\n") == [LEAD + REST, MORE]


def test_a_headline_in_the_middle_of_a_sentence_is_the_title(read: Read) -> None:
    (article,) = read(LEAD, "", "苇河经开区", "“驿站”暖了骑手心", "", REST, "", MORE)
    assert article.title == "苇河经开区 “驿站”暖了骑手心"
    assert article.text.split("\n") == [LEAD + REST, MORE]


def test_a_headline_below_its_lead_is_the_title(read: Read) -> None:
    (article,) = read(LEAD + REST, "", "苇河经开区", "“驿站”暖了骑手心", "", MORE)
    assert article.title == "苇河经开区 “驿站”暖了骑手心"
    assert article.text.split("\n") == [LEAD + REST, MORE]


def test_a_passage_from_mid_article_has_no_title(read: Read) -> None:
    (article,) = read("去年以来，全区培训职工1200人次。", "送岗上门", "让再就业少跑腿", "帮助860人找到工作。")
    assert article.title == ""
    assert _headings(article) == ["送岗上门 让再就业少跑腿"]


def test_prose_in_the_first_line_is_no_title(read: Read) -> None:
    (article,) = read("苇河经开区职工之家里，几位老师傅正教孩子们写春联。", "今年办班36期。")
    assert article.title == ""
    assert article.text.startswith("苇河经开区职工之家里")


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (["一张清单"], "一张清单"),
        (["一张清单", "让工匠“下单即到”"], "一张清单 让工匠“下单即到”"),
        (["职工书屋:", "下班路上的好去处"], "职工书屋: 下班路上的好去处"),
        (["一、主要做法"], "一、主要做法"),
        (["【权益维护】"], "【权益维护】"),
        (["给“金点子”开“快车道”"], "给“金点子”开“快车道”"),
    ],
)
def test_a_subheading_is_a_line_of_the_text(lines: list[str], heading: str, read: Read) -> None:
    (article,) = read("驿站暖了骑手心", LEAD + REST, *lines, MORE)
    assert article.text.split("\n") == [LEAD + REST, heading, MORE]
    assert _headings(article) == [heading]


def test_lines_that_the_format_marks_are_headings(read: Read) -> None:
    text = "今年建成驿站46座。\n我们的做法是这样的，先调研再建设，最后评估\n服务骑手1200人次。"
    start = text.index("我们")
    (article,) = read(text, title="驿站暖人心", headings=(Span(start, text.index("\n服务")),))
    assert article.title == "驿站暖人心"
    assert _headings(article) == ["我们的做法是这样的，先调研再建设，最后评估"]


def test_a_title_that_the_format_gives_is_preferred(read: Read) -> None:
    (article,) = read("驿站暖人心", LEAD + REST, title="驿站暖人心——苇河纪实")
    assert (article.title, article.text) == ("驿站暖人心——苇河纪实", LEAD + REST)


@pytest.mark.parametrize("blank", [[], [""]])
def test_a_greeting_is_no_part_of_the_title(blank: list[str], read: Read) -> None:
    (article,) = read("关于表彰先进集体的通知", *blank, "各基层工会：", *blank, "今年表彰先进集体12个。")
    assert article.title == "关于表彰先进集体的通知"
    assert article.text.split("\n") == ["各基层工会：", "今年表彰先进集体12个。"]
