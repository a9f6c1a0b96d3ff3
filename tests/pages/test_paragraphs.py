"""Formats know where paragraphs end: what stands there does not go on in the next line."""

from __future__ import annotations

import pytest

from extractor.pages.wrapping import are_paragraphs
from tests.pages.conftest import Read

TITLE = "榆原高新区总工会服务职工有新招"
FIRST = "今年，榆原高新区总工会投入120万元，建成职工之家12个，服务职工3000人次。"
OPEN = "全区各级工会开展慰问活动，走访企业37家，慰问一线职工1200人，发放慰问品折合人民币30万元"
MORE = "为此，区总工会今年安排专项资金80万元，购置流动服务车6辆，招募志愿者230名，分片包干到各家企业和工地。"
LAST = "下一步，榆原高新区总工会将把服务送到更多工地和车间，让职工少跑腿。"


def closed(*lines: str) -> tuple[int, ...]:
    """The ends of all lines."""
    ends, at = [], 0
    for line in lines:
        at += len(line)
        ends.append(at)
        at += 1
    return tuple(ends)


@pytest.mark.parametrize(
    "body",
    [
        (FIRST, OPEN, LAST),
        (FIRST, "走访企业37家，慰问职工1200人", LAST),
        (FIRST, "今年以来，全区新建工会37家、发展会员1200人，建会率超过98%", "多措并举，惠及职工。"),
        ("各镇（街道）总工会，各直属基层工会：", FIRST, OPEN),
        (FIRST, "新建工会37家", "培训职工300人"),
    ],
)
def test_a_line_that_its_format_ends_does_not_go_on(body: tuple[str, ...], read: Read) -> None:
    (article,) = read(TITLE, *body, ends=closed(TITLE, *body))
    assert article.text.split("\n") == list(body)


@pytest.mark.parametrize("body", [(FIRST, OPEN, LAST), (FIRST, "走访企业37家，慰问职工1200人，发放", LAST)])
def test_the_same_line_goes_on_where_nobody_knows(body: tuple[str, ...], read: Read) -> None:
    (article,) = read(TITLE, *body)
    assert article.text.split("\n") == [body[0], body[1] + body[2]]


def test_lines_of_print_that_the_format_calls_paragraphs_are_joined(read: Read) -> None:
    text = FIRST + OPEN + "，" + LAST + FIRST
    lines = [text[at : at + 18] for at in range(0, len(text), 18)]
    (article,) = read(TITLE, *lines, ends=closed(TITLE, *lines))
    assert article.text == text


def test_a_paragraph_that_ends_in_mid_word_goes_on(read: Read) -> None:
    torn = (
        "今年，榆原高新区总工会对联合攻关项目按实际投入给予一半补助，其中，单个项目的补助额不",
        "超过20万元。",
    )
    (article,) = read(TITLE, *torn, LAST, ends=closed(TITLE, *torn, LAST))
    assert article.text.split("\n") == ["".join(torn), LAST]


@pytest.mark.parametrize(
    ("line", "byline", "publisher"),
    [
        ("（榆原市总工会 供稿）", "", ""),
        ("榆原市总工会供稿", "", "榆原市总工会"),
        ("（榆原市总工会宣教部）", "", "榆原市总工会宣教部"),
        ("（榆原市总工会 方小舟 祁安）", "方小舟 祁安", ""),
        ("供稿：榆原市总工会", "", ""),
        ("（来源：榆原工友报）", "", "榆原工友报"),
        ("一审：方小舟 二审：祁安 三审：覃思", "", ""),
    ],
)
@pytest.mark.parametrize("body", [(FIRST,), (FIRST, LAST), (FIRST, "新建工会37家")])
def test_a_line_that_signs_an_article_is_no_subheading(
    body: tuple[str, ...], line: str, byline: str, publisher: str, read: Read
) -> None:
    (article,) = read(TITLE, *body, line, ends=closed(TITLE, *body, line))
    assert (article.text, article.byline, article.publisher) == ("\n".join(body), byline, publisher)
    assert article.headings == ()


@pytest.mark.parametrize(
    ("before", "captions"),
    [
        ((FIRST, LAST + MORE), ()),
        ((FIRST, "职工在新建的职工之家读书。"), ("职工在新建的职工之家读书。",)),
        ((FIRST, "图为职工在新建的职工之家读书"), ("图为职工在新建的职工之家读书",)),
    ],
)
def test_a_photographer_signs_a_caption_and_no_paragraph(
    before: tuple[str, ...], captions: tuple[str, ...], read: Read
) -> None:
    lines = (TITLE, *before, "祁安 摄", OPEN + "。")
    (article,) = read(*lines, ends=closed(*lines))
    assert article.text.split("\n") == [line for line in (*before, OPEN + "。") if line not in captions]
    assert "".join(article.captions) == "".join((*captions, "祁安 摄"))


def test_an_organization_in_the_middle_is_a_subheading(read: Read) -> None:
    lines = (TITLE, FIRST, "榆原市总工会", LAST)
    (article,) = read(*lines, ends=closed(*lines))
    assert [span.of(article.text) for span in article.headings] == ["榆原市总工会"]


def test_a_label_under_which_nothing_stands_heads_nothing(read: Read) -> None:
    (article,) = read(TITLE, FIRST, "新建工会37家")
    assert (article.text, article.headings) == (f"{FIRST}\n新建工会37家", ())


def test_a_head_with_a_colon_above_a_long_paragraph_stands_alone(read: Read) -> None:
    head = "苇河：车间里的“绣娘夜校”"
    (article,) = read(TITLE, FIRST, head, LAST + OPEN + "。")
    assert article.text.split("\n") == [FIRST, head, LAST + OPEN + "。"]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("新建工会37家", "培训职工300人"), True),
        ((FIRST, LAST), True),
        (("发放慰问金23", "00万元"), False),
        (("培训职工300", "人次"), False),
        (("开展技能培训、", "岗位练兵"), False),
        (("建成“职工", "之家”12个"), False),
        (tuple((FIRST + OPEN + LAST)[at : at + 16] for at in range(0, 96, 16)), False),
    ],
)
def test_lines_are_paragraphs_where_none_looks_cut(lines: tuple[str, ...], whole: bool) -> None:
    assert are_paragraphs("\n".join(lines)) is whole
