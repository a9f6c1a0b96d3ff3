"""Bylines: names only, whoever announces them and wherever they stand."""

from __future__ import annotations

import pytest

from extractor.pages import PageForms
from extractor.pages.bylines import byline_of, tail_byline
from tests.pages.conftest import Read

BODY = "榆原高新区总工会今年培训职工1200人次，满意率98%。"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("本报记者 方小舟", "方小舟"),
        ("本报记者　方小舟　通讯员　祁安", "方小舟 祁安"),
        ("记者方小舟 通讯员祁安", "方小舟 祁安"),
        ("特约记者 方小舟", "方小舟"),
        ("作者：方小舟", "方小舟"),
        ("► 方小舟", "方小舟"),
        ("■方小舟 祁安", "方小舟 祁安"),
        ("□ 方小舟", "方小舟"),
        ("●本报记者 方小舟", "方小舟"),
        ("◆ 方小舟、祁安", "方小舟 祁安"),
        ("（本报记者 方小舟）", "方小舟"),
        ("方小舟", "方小舟"),
        ("方小舟 祁安", "方小舟 祁安"),
        ("记者 田　野", "田野"),
        ("榆原工友报全媒体记者 方小舟", "方小舟"),
        ("本报记者 阿依古丽·买买提", "阿依古丽·买买提"),
        ("本报记者 方小舟　2025年3月4日", "方小舟"),
    ],
)
def test_a_byline_above_the_text_gives_its_names(line: str, names: str, read: Read) -> None:
    (article,) = read("榆原高新区技能提升见闻", line, BODY)
    assert (article.byline, article.title, article.text) == (names, "榆原高新区技能提升见闻", BODY)


@pytest.mark.parametrize(
    ("tail", "names"),
    [
        ("（方小舟）", "方小舟"),
        ("（记者 方小舟 通讯员 祁安）", "方小舟 祁安"),
        ("(方小舟 祁安)", "方小舟 祁安"),
        ("方小舟 祁安", "方小舟 祁安"),
        ("□方小舟　祁安", "方小舟 祁安"),
        ("\n（本报记者 方小舟）", "方小舟"),
        ("\n方小舟 祁安", "方小舟 祁安"),
    ],
)
def test_a_byline_behind_the_text_leaves_it(tail: str, names: str, read: Read) -> None:
    (article,) = read("榆原高新区技能提升见闻", *(BODY + tail).split("\n"))
    assert (article.byline, article.text) == (names, BODY)


@pytest.mark.parametrize(
    "dateline", ["本报讯（记者 方小舟 通讯员 祁安）", "本报榆原3月4日电  （记者方小舟、祁安）"]
)
def test_a_byline_behind_the_dateline_stays_in_the_text(dateline: str, read: Read) -> None:
    (article,) = read("榆原高新区技能提升见闻", dateline + BODY)
    assert article.byline == "方小舟 祁安"
    assert article.text == dateline + BODY


def test_names_that_were_wrapped_are_whole(read: Read) -> None:
    (article,) = read(
        "驿站暖人心",
        "榆原高新区总工会今年建成驿站46座，",
        "接待职工8.6万人次，服务骑手1.2万人",
        "次，发放慰问品3600份，满意率达到98",
        "%，职工交口称赞驿站好。（方小舟 祁",
        "安）",
    )
    assert article.byline == "方小舟 祁安"
    assert article.text.endswith("职工交口称赞驿站好。")


@pytest.mark.parametrize("line", ["高新区", "安全 生产", "职工书屋", "送岗上门", "服务提速"])
def test_a_short_label_is_no_byline(line: str, forms: PageForms) -> None:
    assert byline_of(line, forms) is None


@pytest.mark.parametrize(
    "text", ["培训职工1200人次。", "他说：“好。”", "共3项（其中国家级1项）", "工作推进顺利。（完）"]
)
def test_a_sentence_ends_without_a_byline(text: str, forms: PageForms) -> None:
    assert tail_byline(text, forms) is None
