"""Wrapped lines and column ends: sentences, words and numbers become whole again."""

from __future__ import annotations

import unicodedata

import pytest

from extractor.model import Span
from tests.pages.conftest import Read

LEAD = (
    "榆原高新区总工会今年投入资金2300万元，在商圈、楼宇、园区建成职工驿站46座，提供饮水、充电、休息等服务，"
    "累计接待职工8.6万人次，其中骑手、快递员等新就业形态劳动者1.2万人次，占14.0%。"
)
MORE = (
    "“以前送餐累了只能坐在路边，现在有了歇脚的地方。”骑手老周说。截至8月底，驿站已开展技能培训35场，"
    "惠及职工4200余人，为576名职工办理了医疗互助，节省开支约90万元。"
)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _wrapped(text: str, width: int, *, by_characters: bool = False) -> list[str]:
    lines = [""]
    for char in text:
        long = len(lines[-1]) + 1 if by_characters else _columns(lines[-1] + char)
        if long > width and char not in "，。、；：？！”）%":
            lines.append("")
        lines[-1] += char
    return lines


@pytest.mark.parametrize("width", [26, 30, 32, 36, 40, 48, 56, 64])
def test_lines_wrapped_at_any_column_are_joined(width: int, read: Read) -> None:
    (article,) = read("驿站暖了职工心", *_wrapped(LEAD, width), *_wrapped(MORE, width))
    assert article.title == "驿站暖了职工心"
    assert article.text.replace("\n", "") == LEAD + MORE


@pytest.mark.parametrize("width", [14, 16, 18, 24])
def test_lines_wrapped_by_characters_are_joined(width: int, read: Read) -> None:
    lines = _wrapped(LEAD, width, by_characters=True) + _wrapped(MORE, width, by_characters=True)
    (article,) = read("驿站暖了职工心", *lines)
    assert article.text.replace("\n", "") == LEAD + MORE


def test_a_paragraph_that_stops_short_of_the_edge_ends(read: Read) -> None:
    (article,) = read("驿站暖了职工心", *_wrapped(LEAD, 38), *_wrapped(MORE, 38))
    assert article.text.split("\n") == [LEAD, MORE]


def test_a_number_cut_at_the_column_end_is_whole(read: Read) -> None:
    (article,) = read(
        "驿站暖了职工心",
        "榆原高新区总工会今年投入资金23",
        "00万元，在商圈和楼宇建成驿站46",
        "座，累计接待职工8.6万人次，服务",
        "骑手1.2万人次。",
    )
    assert "资金2300万元" in article.text
    assert "驿站46座" in article.text


@pytest.mark.parametrize("blank", [[""], ["", ""], []])
def test_a_sentence_goes_on_behind_a_column_break(blank: list[str], read: Read) -> None:
    cut = LEAD.index("职工驿站")
    (article,) = read("驿站暖了职工心", "", LEAD[:cut], *blank, LEAD[cut:], "", MORE)
    assert article.text.split("\n") == [LEAD, MORE]


def test_columns_of_two_widths_stand_on_one_page(read: Read) -> None:
    one, other = read(
        "驿站暖了职工心",
        "本报记者 方小舟",
        *_wrapped(LEAD + MORE, 48),
        "苇河开发区技能竞赛开锣",
        "本报记者 祁安",
        *_wrapped(MORE + LEAD, 32),
    )
    assert one.text.replace("\n", "") == LEAD + MORE
    assert other.text.replace("\n", "") == MORE + LEAD


def test_latin_words_keep_a_blank_where_lines_join(read: Read) -> None:
    (article,) = read(
        "工会学英语",
        "本报记者 方小舟",
        "工会的培训班今年用上了新教材，老师们选的是",
        "大家都说好的那一套，一共三册，书名是Oxford",
        "English 第三版，共发放教材360册，已经开班12",
        "期，培训职工1200人次，老师和学员都说好，结业1",
        "180人。",
    )
    assert "Oxford English 第三版" in article.text
    assert "结业1180人" in article.text


def test_a_list_is_not_joined(read: Read) -> None:
    items = ["新建工会37家，新增会员5612人", "走访企业158家，送出物资2.2万份", "联谊活动15场，牵手成功86对"]
    (article,) = read("数说2025", *items)
    assert article.text.split("\n") == items
    assert article.headings == ()


LISTED = ["慰问困难职工：630户", "发放助学金：58.5万元", "职工书屋藏书：2.6万册"]
PARAGRAPH = (
    "苇河经开区工会举办技能比武9场，参赛职工近1700人，产生工艺改进成果33项，其中21项已投入生产，"
    "预计每年节约成本410万元。工会还请来12名技师结对带徒，把比武场上的好办法写成教材，送到各家企业的班组里去。"
)
WRAPPED = [("　　" + PARAGRAPH)[at : at + 24] for at in range(0, len(PARAGRAPH) + 2, 24)]


def test_a_heading_below_a_list_heads_the_paragraph_that_follows(read: Read) -> None:
    (article,) = read("工会送出服务清单", "", *LISTED, "苇河经开区：比武比出新工艺", *WRAPPED)
    assert [span.of(article.text) for span in article.headings] == ["苇河经开区：比武比出新工艺"]
    assert article.text.split("\n")[-1] == PARAGRAPH


def test_a_heading_that_the_format_marks_is_no_item_of_a_list(read: Read) -> None:
    lines = ["工会送出服务清单", *LISTED, "苇河经开区：比武", *LISTED]
    start = "\n".join(lines).index("苇河")
    (article,) = read(*lines, headings=(Span(start, start + 8),))
    assert [span.of(article.text) for span in article.headings] == ["苇河经开区：比武"]


def test_the_lines_of_a_table_do_not_tell_how_wide_a_column_is(read: Read) -> None:
    table = [
        "| 园区 | 新建驿站（座） | 培训（人次） |",
        "| --- | --- | --- |",
        "| 甲区 | 3 | 40 |",
        "| 乙区 | 5 | 60 |",
    ]
    (article,) = read("苇河经开区：比武比出新工艺", *LISTED, *WRAPPED, *table)
    assert article.text.split("\n") == [*LISTED, PARAGRAPH, *table]
