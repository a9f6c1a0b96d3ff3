"""Where one article ends and the next begins."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Read

ONE = "榆原高新区总工会今年培训职工1200人次，建成驿站12座。"
MORE = "全区职工满意率98%，比去年提高3个百分点。"
TWO = "苇河经开区总工会今年走访企业86家，送出物资3600份。"


@pytest.mark.parametrize(
    "lines",
    [
        ["榆原高新区建成驿站", "本报讯 " + ONE, "苇河经开区走访企业", "本报讯 " + TWO],
        ["榆原高新区建成驿站", ONE, "苇河经开区走访企业", "本报讯 " + TWO],
        ["榆原高新区建成驿站", "本报记者 方小舟", ONE, "苇河经开区走访企业", "本报记者 祁安", TWO],
        ["榆原高新区建成驿站", ONE + "（方小舟）", "苇河经开区走访企业", TWO + "（祁安）"],
        ["榆原高新区建成驿站", ONE + "方小舟 白鹿", "苇河经开区走访企业", TWO],
        ["榆原高新区建成驿站", ONE, "榆原工友报　2025年3月4日　第3版", "苇河经开区走访企业", TWO],
        ["榆原高新区", "驿站建到家门口了", ONE, "苇河经开区", "走访企业解难题", TWO],
    ],
)
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_a_page_holds_two_articles(lines: list[str], blank: str, read: Read) -> None:
    articles = read(blank.join(lines))
    assert [article.index for article in articles] == [1, 2]
    assert ["榆原" in article.title for article in articles] == [True, False]
    assert ["苇河经开区总工会" in article.text for article in articles] == [False, True]


@pytest.mark.parametrize(
    "lines",
    [
        ["三地工会服务职工", ONE, "苇河经开区：", "走访企业", TWO],
        ["三地工会服务职工", "一、榆原高新区", ONE, "二、苇河经开区", TWO],
        ["问与答", "记者：做得怎么样？", "方小舟：" + ONE, "记者：还有呢？", "方小舟：" + TWO],
        ["助学金今秋提标", ONE, "《驿站建设办法》出台", TWO],
        [ONE, TWO, MORE],
        ["数说2025", "【榆原】", "培训人次：1200人次", "【苇河】", "走访企业：86家"],
        ["补贴名单", ONE, "| 企业 | 金额 |", "| --- | --- |", "| 甲公司 | 12万元 |", TWO],
    ],
)
def test_one_article_stays_one(lines: list[str], read: Read) -> None:
    assert len(read(*lines)) == 1


def test_text_behind_a_signed_article_begins_another(read: Read) -> None:
    one, two = read(
        "榆原高新区建成驿站",
        ONE + "方小舟 白鹿",
        "",
        "本报讯 " + TWO,
        "",
        "苇河经开区",
        "走访企业解难题",
        "",
        MORE,
    )
    assert one.byline == "方小舟 白鹿"
    assert (two.title, two.text) == ("苇河经开区 走访企业解难题", f"本报讯 {TWO}\n{MORE}")


def test_a_headline_inside_anothers_sentence_goes_to_the_article_without_one(read: Read) -> None:
    one, two = read(
        "榆原高新区建成驿站",
        "",
        "榆原高新区总工会今年培训职工1200人次，组织技能竞赛18场，产生技术能手115名，建成驿",
        "",
        "苇河经开区",
        "走访企业解难题",
        "",
        "站12座，服务骑手3600人次，新建驿站还要再添20座，驿站里有水喝、有饭热。（方小舟）",
        "",
        "本报讯 " + TWO,
    )
    assert one.text.endswith("驿站里有水喝、有饭热。")
    assert "建成驿站12座" in one.text
    assert (two.title, two.text) == ("苇河经开区 走访企业解难题", "本报讯 " + TWO)


@pytest.mark.parametrize(
    "text", ["", "\n \n\u3000", "榆原工友报\n2025年3月4日 星期二\n第2版", "责任编辑：方小舟"]
)
def test_a_page_without_text_gives_no_article(text: str, read: Read) -> None:
    assert read(text) == ()


def test_a_single_line_is_text(read: Read) -> None:
    (article,) = read("建成12座职工驿站")
    assert (article.title, article.text) == ("", "建成12座职工驿站")
