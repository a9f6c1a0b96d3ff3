"""What interrupts a sentence is taken out, and the sentence goes on."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Read

TITLE = "榆原高新区工匠进车间"
BEFORE = "今年以来，榆原高新区总工会组织劳模工匠走进企业，开展技术攻关126项，解决难题98个，培养技术骨"
AFTER = "干1200余名，为企业节约成本3600万元，“五小”创新成果达到450项，职工参与率达85.6%。"


@pytest.mark.parametrize(
    "insert",
    [
        ["工匠在车间指导徒弟。 方小舟 摄"],
        ["工匠在车间指导徒弟。", "方小舟 摄"],
        ["图为工匠在车间指导徒弟，这样的指导今年已有300次。"],
        ["图①：工匠在车间指导徒弟。", "图②：徒弟在练习。 祁安 摄"],
        ["工匠在车间指导徒弟。（资料图片）"],
        ["【编者的话】技能是工人最硬的底气。"],
        ["征稿启事：本版征集身边的工匠故事，稿酬每篇300元。"],
        ["榆原工友报　2025年3月4日　星期二　第2版"],
        ["工匠在车间进行焊接演示。"],
    ],
)
def test_an_insert_leaves_the_sentence_whole(insert: list[str], read: Read) -> None:
    (article,) = read(TITLE, "", BEFORE, "", *insert, "", AFTER)
    assert article.text == BEFORE + AFTER


def test_a_caption_ends_with_its_photographer(read: Read) -> None:
    lines = [
        "图为工匠在车间指导徒弟，今年已有300",
        "余人参加。　方小舟 摄",
        "“师傅教得细。”学员说，全区有工匠86名。",
    ]
    (article,) = read(TITLE, BEFORE + AFTER, *lines)
    assert article.text.split("\n") == [BEFORE + AFTER, lines[2]]


@pytest.mark.parametrize("insert", ["工匠在车间指导徒弟。 方小舟 摄", "图为工匠在车间指导徒弟。"])
def test_a_caption_is_kept_beside_the_text(insert: str, read: Read) -> None:
    (article,) = read(TITLE, "", BEFORE, "", insert, "", AFTER)
    assert article.captions == (insert,)


def test_an_open_quotation_goes_on_where_it_closes(read: Read) -> None:
    (article,) = read(
        TITLE,
        "",
        "工会推行“师傅出题、徒弟答题、车间评",
        "",
        "一家机械公司的创新工作室里摆满了新模具，学员排队试手。",
        "",
        "分”的办法，今年有徒弟253人出师。",
    )
    assert article.text == "工会推行“师傅出题、徒弟答题、车间评分”的办法，今年有徒弟253人出师。"


def test_a_paragraph_that_completes_the_sentence_is_no_insert(read: Read) -> None:
    (article,) = read(TITLE, "", BEFORE, "", AFTER, "", "工匠走进企业的脚步不停。")
    assert article.text.split("\n") == [BEFORE + AFTER, "工匠走进企业的脚步不停。"]
    assert article.captions == ()


def test_a_pull_quote_leaves_the_text(read: Read) -> None:
    (article,) = read(
        TITLE,
        "工匠学院开课126场，培训职工1200人次。",
        "“干技术有奔头，才留得住人”",
        "“干技术有奔头，才留得住人。”区总工会主席说。全区有工匠86名。",
    )
    assert article.text.split("\n")[0] == "工匠学院开课126场，培训职工1200人次。"
    assert len(article.text.split("\n")) == 2
    assert article.captions == ("“干技术有奔头，才留得住人”",)


def test_a_quoted_subheading_that_repeats_nothing_stays(read: Read) -> None:
    (article,) = read(TITLE, "工匠学院开课126场。", "“云课堂”进车间", "培训职工1200人次。")
    assert [span.of(article.text) for span in article.headings] == ["“云课堂”进车间"]


def test_an_editors_note_above_the_text_stays(read: Read) -> None:
    note = "编者按：技能怎么变成收入？本报记者专访了区总工会主席。"
    (article,) = read(TITLE, "本报记者 方小舟", note, "记者：今年培训了多少人？", "祁安：1200人。")
    assert article.text.split("\n")[0] == note
