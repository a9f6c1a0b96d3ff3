import json

import pytest

from extractor.errors import UnreadableSourceError, UsageError
from extractor.grammar import load
from extractor.model.table import TABLES
from extractor.pages import read_page
from extractor.sources.readers import read_bytes
from extractor.sources.record_columns import Columns
from tests.pages.conftest import page_forms

COLUMNS = Columns.of(load().names("columns"))
TEXT = "高新区工会慰问职工300人。"


def reading(data, suffix, columns=COLUMNS):
    return read_bytes(data if isinstance(data, bytes) else data.encode(), suffix, f"a{suffix}", columns)


def pages(data, suffix=".csv", columns=COLUMNS):
    return [(page.place, page.title, page.text) for page in reading(data, suffix, columns).pages]


def refused(data, suffix=".csv", columns=COLUMNS):
    return [(one.place, one.reason) for one in reading(data, suffix, columns).refusals]


@pytest.mark.parametrize(
    "headings",
    [
        "标题,正文",
        "题目,内容",
        "標題,內容",
        "title,content",
        "headline,body",
        "Article_Title,articleText",
        "【标题】,全文 ",
    ],
)
def test_columns_are_found_by_their_usual_names(headings):
    assert pages(f"{headings}\n甲,{TEXT}\n") == [("row 2", "甲", TEXT)]


def test_all_that_a_row_says_of_its_article_is_kept():
    (page,) = reading(
        f"编号,作者,正文,来源,发布时间,链接,标题\n7,记者 方小舟,{TEXT},来源：榆原工友报,2025/3/8 10:30,http://a,甲\n",
        ".csv",
    ).pages
    assert (page.title, page.byline, page.publisher, page.published) == (
        "甲",
        "记者 方小舟",
        "榆原工友报",
        "2025-03-08",
    )
    assert page.whole


@pytest.mark.parametrize(
    ("cell", "published"),
    [
        ("2025年3月8日", "2025-03-08"),
        ("2025-03-08T10:30:00+08:00", "2025-03-08"),
        ("20250308", "2025-03-08"),
        ("20250308103000", "2025-03-08"),
        ("2025年3月", "2025年3月"),
        ("", ""),
    ],
)
def test_a_date_is_iso_or_as_far_as_the_cell_says(cell, published):
    (page,) = reading(f"正文,日期\n{TEXT},{cell}\n", ".csv").pages
    assert page.published == published


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_encoding_with_every_delimiter(delimiter, encoding):
    data = f"标题{delimiter}正文\r\n甲{delimiter}{TEXT}\r\n".encode(encoding)
    assert pages(data) == [("row 2", "甲", TEXT)]


def test_a_quoted_cell_keeps_its_line_feeds_and_commas():
    text = '今年,建站3座。\n慰问"困难"职工5人。'
    quoted = text.replace('"', '""')
    assert pages(f'标题,正文\n甲,"{quoted}"\n乙,{TEXT}\n') == [("row 2", "甲", text), ("row 3", "乙", TEXT)]


def test_lines_above_the_headings_and_blank_rows_are_passed_over():
    assert pages(f"榆原市总工会新闻导出,,\n\n标题,正文\n,,\n甲,{TEXT}\n") == [("row 5", "甲", TEXT)]


def test_columns_that_are_given_go_before_the_usual_ones():
    given = Columns.of(load().names("columns"), "title=题名, text=摘录")
    assert pages(f"标题,题名,正文,摘录\n甲,乙,x,{TEXT}\n", columns=given) == [("row 2", "乙", TEXT)]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("text", r"--columns 'text'; expected FIELD=COLUMN, FIELD one of title, text, published"),
        ("words=全文", r"--columns 'words=全文'; expected FIELD=COLUMN"),
        ("text=", r"--columns 'text='; expected FIELD=COLUMN"),
        ("text=a,text=b", r"--columns gives text twice"),
    ],
)
def test_columns_that_cannot_be_understood_are_wrong_usage(given, message):
    with pytest.raises(UsageError, match=message):
        Columns.of((), given)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("标题,正文\n甲,\n", [("row 2", "it has no text; expected an article's text in its cell")]),
        (
            "标题,正文\n甲,乙,丙\n",
            [("row 2", "3 cells where there are 2 headings; put a cell with commas into quotes")],
        ),
        (
            "a,b\n1,2\n",
            [("", "no column with articles' text; found a, b; say which one: --columns text=NAME")],
        ),
        ("标题,正文\n", [("", "it holds no article below its headings")]),
    ],
)
def test_a_row_or_table_without_a_text_is_refused(data, rows):
    assert refused(data) == rows


def test_a_column_that_is_given_but_not_there_is_named():
    (row,) = refused("a,b\n1,2\n", columns=Columns.of((), "text=全文"))
    assert row[1] == "no column 全文; found a, b; say which one: --columns text=NAME"


@pytest.mark.parametrize(
    "table", [one for one in TABLES if len(one.columns) > 2], ids=lambda table: table.name
)
@pytest.mark.parametrize("what", ["names", "headings"])
def test_a_table_of_ours_is_no_news(table, what):
    headings = [*getattr(table, what), "正文"]
    data = ",".join(headings) + "\n" + ",".join("x" * len(headings)) + "\n"
    (row,) = refused(data)
    assert row[1] == "it is a table that a run wrote, not news; give the news itself"
    assert pages(data) == []


def test_a_quotation_mark_that_is_never_closed_costs_its_row_only():
    data = f'标题,正文\n甲,"乙\n丙,{TEXT}\n丁,{TEXT}\n'
    assert pages(data) == [("row 3", "丙", TEXT), ("row 4", "丁", TEXT)]
    assert refused(data) == [
        ("line 2", "not CSV: a quotation mark is never closed; expected quotation marks in pairs")
    ]


def test_the_rest_of_a_broken_row_is_no_article():
    data = f'正文,标题\n"高新区"建站3座。\n慰问5人。",甲\n{TEXT},乙\n'
    assert [page[2] for page in pages(data)] == [TEXT]
    assert [place for place, _ in refused(data)] == ["line 2", "line 3"]


def test_a_csv_full_of_broken_rows_is_given_up():
    data = "标题,正文\n" + '甲,"乙"丙\n"' * 3000
    assert refused(data)[-1][1].endswith(("too much of it is no CSV", "for such reasons"))


def test_json_lines_are_read_line_by_line():
    lines = [json.dumps({"title": "甲", "content": TEXT}), "", json.dumps({"headline": "乙", "text": TEXT})]
    assert pages("\n".join(lines), ".jsonl") == [("line 1", "甲", TEXT), ("line 3", "乙", TEXT)]


@pytest.mark.parametrize(
    "data",
    [
        [{"标题": "甲", "正文": TEXT}],
        {"标题": "甲", "正文": TEXT, "images": [{"url": "x"}, {"url": "y"}]},
        {"code": 0, "tags": [{"a": 1}] * 3, "data": {"list": [{"标题": "甲", "正文": TEXT}]}},
        {"RECORDS": [{"标题": "甲", "正文": [TEXT[:5], TEXT[5:]]}]},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_file_may_hold_its_articles_in_many_ways(data, indent):
    (page,) = reading(json.dumps(data, ensure_ascii=False, indent=indent), ".json").pages
    assert (page.place, page.title, page.text.replace("\n", "")) == ("item 1", "甲", TEXT)


def test_json_lines_are_read_under_either_name():
    line = json.dumps({"标题": "甲", "正文": TEXT}, ensure_ascii=False)
    assert pages(f"{line}\n{line}\n", ".json") == [("line 1", "甲", TEXT), ("line 2", "甲", TEXT)]
    assert pages(f"[{line}]", ".jsonl") == [("item 1", "甲", TEXT)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            '{"标题": "甲", ',
            "it is not JSON (Expecting property name enclosed in double quotes) at column 13",
        ),
        ("[1]", "it is list '[1]'; expected an object with an article's text"),
        ("null", "it is null; expected an object with an article's text"),
        ('{"x": 1}', "no column with articles' text; found x; say which one: --columns text=NAME"),
        ('{"正文": " "}', "it has no text; expected an article's text in its cell"),
        ("[" * 100_000, "it is not JSON that can be read (nested too deep)"),
    ],
)
def test_a_line_that_is_no_article_is_refused_and_the_rest_goes_on(line, reason):
    good = json.dumps({"正文": TEXT})
    (row,) = refused(f"{good}\n{line}\n{good}", ".jsonl")
    assert row[0] == "line 2"
    assert row[1].startswith(reason)
    assert len(pages(f"{good}\n{line}\n{good}", ".jsonl")) == 2


@pytest.mark.parametrize("data", ["1", '"x"', "[]", "[1, 2]", "{", "[" * 100_000, "9" * 5000])
def test_a_json_file_without_records_is_refused_whole(data):
    with pytest.raises(UnreadableSourceError):
        reading(data, ".json")


def test_half_a_character_becomes_a_mark_that_can_be_written():
    (page,) = reading('{"正文": "\\ud83d高新区", "标题": "\\ud83d\\ude00"}', ".json").pages
    assert (page.text, page.title) == ("\ufffd高新区", "\U0001f600")


def test_very_many_bad_lines_are_counted_and_not_listed():
    rows = refused("x\n" * 5000, ".jsonl")
    assert len(rows) == 1001
    assert rows[-1][1] == "4000 more records were refused for such reasons"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>建站3座。</p><p>慰问<b>5</b>人。</p>", "建站3座。\n慰问5人。"),
        ("建站3座。<br/>慰问5人。", "建站3座。\n慰问5人。"),
        ("建站3座。&nbsp;慰问5人。", "建站3座。\xa0慰问5人。"),
        ("占比<5%，达到>3%", "占比<5%，达到>3%"),
        ("《<高新区>工会》", "《<高新区>工会》"),
    ],
)
def test_a_cell_of_html_is_read_as_its_text(cell, text):
    (page,) = reading(json.dumps({"正文": cell}), ".json").pages
    assert page.text.replace("\n\n", "\n") == text


def test_a_row_is_one_article_whatever_its_text_looks_like():
    text = "本报讯 今年建站3座。（记者 方小舟）\n乙高新区：热线接得快\n本报讯 慰问5人。（记者 祁安）\n"
    (page,) = reading(json.dumps({"标题": "三则", "正文": text}), ".json").pages
    (article,) = read_page(page, page_forms())
    assert (article.title, article.place) == ("三则", "item 1")
    assert "建站3座" in article.text
    assert "慰问5人" in article.text


def test_a_title_that_is_given_leaves_the_subheadings_in_the_text():
    text = (
        "今年，榆原高新区建成驿站3座。\n榆原高新区：“机台课堂”开到了产线旁\n慰问职工5人，开设“机台课堂”9期。"
    )
    (page,) = reading(json.dumps({"标题": "简报", "正文": text}), ".json").pages
    (article,) = read_page(page, page_forms())
    assert (article.title, article.text) == ("简报", text)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("方小舟", "方小舟"),
        ("本报记者 方小舟 通讯员 祁安", "方小舟 祁安"),
        ("记者：方小舟；通讯员：祁安", "方小舟 祁安"),
        ("方小舟、祁安", "方小舟 祁安"),
        ("田　野", "田野"),
        ("榆原市总工会", ""),
        ("admin", ""),
    ],
)
def test_a_byline_that_is_given_becomes_names(cell, names):
    (page,) = reading(json.dumps({"作者": cell, "正文": TEXT}), ".json").pages
    assert read_page(page, page_forms())[0].byline == names


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("45720.5", "2025-03-04"),
        ("45720", "2025-03-04"),
        ("1740000000", "2025-02-20"),
        ("1740000000123", "2025-02-20"),
        ("20250304", "2025-03-04"),
        ("2025年3月4日", "2025-03-04"),
        ("2025", "2025"),
        ("12345", "12345"),
    ],
)
def test_days_as_programs_count_them_are_dates(written, day):
    (page,) = reading(f"标题,正文,日期\n甲,{TEXT},{written}\n", ".csv").pages
    assert page.published == day


def test_of_an_object_in_a_record_the_name_counts():
    record = {"title": "甲", "text": TEXT, "source": {"id": 7, "name": "榆原工友报"}, "author": {"id": 8}}
    (page,) = reading(json.dumps(record), ".jsonl").pages
    assert (page.publisher, page.byline) == ("榆原工友报", "")


@pytest.mark.parametrize("heading", ["报刊名称", "网站名称", "来源媒体"])
def test_clipping_services_name_the_publisher_in_their_own_ways(heading):
    (page,) = reading(f"标题,正文,{heading}\n甲,{TEXT},榆原工友报\n", ".csv").pages
    assert page.publisher == "榆原工友报"


@pytest.mark.parametrize(
    "record",
    [
        {"_id": 7, "_source": {"title": "甲", "content": TEXT}},
        {"id": 7, "article": {"title": "甲", "content": TEXT}},
        {"title": "甲", "content": {"text": TEXT}},
    ],
)
def test_a_record_inside_a_record_is_read(record):
    assert pages(json.dumps(record), ".jsonl") == [("line 1", "甲", TEXT)]
