"""Page furniture leaves the text; what it says about publisher and date is kept."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Read

BODY = "榆原高新区总工会今年培训职工1200人次，满意率98%。"


@pytest.mark.parametrize(
    "line",
    [
        "榆原工友报",
        "榆原工友报 YUYUAN GONGYOU BAO　　04 深度　　2025年3月28日 星期五",
        "2025年3月28日",
        "农历乙巳年六月廿八　今日8版　03",
        "第3版",
        "A3 要闻",
        "星期三　责任编辑：方小舟　美编：祁安　电话：(027)88880000",
        "■统筹 梁小雨　■校对 万小青　■新闻热线 0533-8888000",
        "【本版图片除署名外均由资料库提供】　责任编辑 方小舟 ｜ 视觉 祁安 ｜ E-mail:abc@example.com",
        "投稿邮箱：abc@example.com　本版电话：(027)88880001",
        "来源：榆原工会　　发布时间：2025-01-08 10:22　浏览次数：128",
        "扫描二维码关注我们",
        "上接第1版",
        "国内统一刊号：CN00-0000",
        "（责任编辑：方小舟　网站热线：0395-3180000）",
        "（联系人：方小舟　联系电话：0874-3120000）",
        "榆经工发〔2024〕41号",
        "（作者单位：榆原高新区总工会）",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_furniture_leaves_the_text(line: str, above: bool, read: Read) -> None:
    lines = ["榆原高新区技能提升见闻", BODY]
    (article,) = read(*([line, *lines] if above else [*lines, line]))
    assert (article.title, article.text) == ("榆原高新区技能提升见闻", BODY)


@pytest.mark.parametrize(
    "line",
    [
        "2025年3月，榆原高新区启动技能竞赛，第3版教材发到职工手中。",
        "咨询电话开通以来，接听来电2764通，办结率99.1%。",
        "责任编辑们走进车间，采写工匠故事36篇。",
        "总工会发布第3期简报，推广经验12条。",
    ],
)
def test_a_sentence_that_speaks_of_such_things_stays(line: str, read: Read) -> None:
    (article,) = read("榆原高新区技能提升见闻", BODY, line)
    assert article.text == f"{BODY}\n{line}"


@pytest.mark.parametrize(
    ("lines", "publisher", "published"),
    [
        (["榆原工友报", "2025年7月22日"], "榆原工友报", "2025-07-22"),
        (["榆原工友报　　产改·园区　　第3版", "2025年9月17日　星期三"], "榆原工友报", "2025-09-17"),
        (["来源：榆原工会微信公众号　　发布时间：2025-01-08"], "榆原工会微信公众号", "2025-01-08"),
        (["二〇二五年十月三十日"], "", "2025-10-30"),
        (["2025/3/8"], "", "2025-03-08"),
    ],
)
def test_publisher_and_date_are_read(lines: list[str], publisher: str, published: str, read: Read) -> None:
    (article,) = read(*lines, "榆原高新区技能提升见闻", BODY)
    assert (article.publisher, article.published) == (publisher, published)


def test_the_date_of_a_page_counts_for_all_its_articles(read: Read) -> None:
    articles = read(
        "榆原工友报", "2025年7月22日", "驿站开门", f"{BODY}（方小舟）", "竞赛开锣", f"本报讯 {BODY}"
    )
    assert [article.published for article in articles] == ["2025-07-22"] * 2


@pytest.mark.parametrize(
    "block", [["榆原高新区总工会", "2024年12月26日"], ["榆原高新区总工会　2024年12月26日"]]
)
def test_a_signature_block_is_publisher_and_date(block: list[str], read: Read) -> None:
    (article,) = read("榆原高新区总工会2024年工作总结", "一、主要工作", BODY, *block)
    assert (article.publisher, article.published) == ("榆原高新区总工会", "2024-12-26")
    assert article.text == f"一、主要工作\n{BODY}"


def test_the_organization_below_the_title_is_the_publisher(read: Read) -> None:
    (article,) = read("榆原市2024年工会工作统计公报", "榆原市总工会", "2025年3月5日", BODY)
    assert (article.title, article.publisher) == ("榆原市2024年工会工作统计公报", "榆原市总工会")
    assert (article.published, article.text) == ("2025-03-05", BODY)


def test_what_the_format_says_is_preferred(read: Read) -> None:
    (article,) = read(
        "来源：榆原工会",
        "驿站开门",
        "本报记者 方小舟",
        BODY,
        byline="祁安",
        publisher="苇河网",
        published="2025-01-01",
    )
    assert (article.byline, article.publisher, article.published) == ("祁安", "苇河网", "2025-01-01")
