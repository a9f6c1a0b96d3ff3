import pytest

from extractor.pages import read_page
from extractor.sources.markdown import read_markdown
from tests.pages.conftest import page_forms


def page(*lines):
    (found,) = read_markdown("\n".join(lines).encode(), "a.md").pages
    return found


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("培训**300人**次，见[名单](http://a.org/b_c)", "培训300人次，见名单"),
        ("*本报记者 方小舟*", "本报记者 方小舟"),
        ("__2.5万元__资金", "2.5万元资金"),
        ("![驿站](a.png)建站3座", "建站3座"),
        ("`12351`热线", "12351热线"),
        (r"1\. 建站3座 \* 5", "1. 建站3座 * 5"),
        ("- 建站3座", "  建站3座"),
        ("> 引用3座", "  引用3座"),
        ("3*4*5米 a_b_c", "3*4*5米 a_b_c"),
        ("| 单位 | 数量 |", "| 单位 | 数量 |"),
        ("| --- | --- |", "| --- | --- |"),
        ("* * *", ""),
        ("---", ""),
        ("#标签", "#标签"),
    ],
)
def test_marks_that_no_reader_sees_are_gone(line, shown):
    assert page("甲", line, "乙").text.split("\n")[1] == shown


@pytest.mark.parametrize("lines", [("## 建**站** ##",), ("建站", "==="), ("   # 建站",)])
def test_headings_are_marked(lines):
    found = page("正文。", *lines, "正文。")
    assert [span.of(found.text) for span in found.headings] == ["建站"]


def test_an_article_is_read_with_its_title_and_subheadings():
    found = page(
        "# 株洲：建站忙", "", "今年建站3座。", "", "## 二、慰问", "", "- 慰问5人", "- 助学6人", "- 送书7册"
    )
    (article,) = read_page(found, page_forms())
    assert article.title == "株洲：建站忙"
    assert [span.of(article.text) for span in article.headings] == ["二、慰问"]
    assert article.stands_at(article.text.index("5人")) == (7, 5)


def test_what_a_note_says_of_itself_at_the_top_is_no_text():
    front = (
        "---",
        'title: "株洲：建站忙"',
        "author: 方小舟",
        "date: 2025-03-08",
        "tags: [建站, 工会]",
        "---",
        "",
    )
    found = page(*front, "# 株洲：建站忙", "", "今年建站3座。")
    (article,) = read_page(found, page_forms())
    assert (article.title, article.byline, article.published, article.text) == (
        "株洲：建站忙",
        "方小舟",
        "2025-03-08",
        "今年建站3座。",
    )
    assert article.stands_at(article.text.index("3座")) == (10, 5)


@pytest.mark.parametrize("rule", ["---", "***"])
def test_a_rule_at_the_top_begins_no_front_matter(rule):
    found = page(rule, "今年建站3座。", "慰问职工20人。")
    assert found.text.split("\n")[1:] == ["今年建站3座。", "慰问职工20人。"]


def test_brackets_in_the_address_of_a_link_are_part_of_it():
    assert page("见[名单](http://a.org/b_(c).html)。").text == "见名单。"
