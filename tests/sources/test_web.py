import html
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extractor
from extractor.errors import UnreadableSourceError
from extractor.grammar import load
from extractor.pages import read_page
from extractor.pipeline import Extractor
from extractor.sources import web
from extractor.sources.readers import load as load_file
from extractor.sources.web import read_web

SAMPLES = Path(__file__).parents[1] / "data" / "web"
PAGES = sorted(SAMPLES.glob("*.html"))
CORPUS = sorted((Path(__file__).parents[2] / "corpus" / "articles").glob("*.txt"))
LINKED = '<script type="application/ld+json">{"@type":"Article",%s</script>'
TEXT = "<p>榆原高新区总工会今年慰问职工300余人，发放慰问金15万元。</p>"


@pytest.fixture(scope="module")
def forms():
    return Extractor(load()).page_forms


def page_of(markup, encoding="utf-8", source="a.html"):
    (page,) = read_web(markup.encode(encoding) if isinstance(markup, str) else markup, source).pages
    return page


def described(page, forms):
    """The articles of a page as the samples' .txt files write them."""
    found = []
    for article in read_page(page, forms):
        starts = {heading.start for heading in article.headings}
        head = [f"{name}: {getattr(article, name)}" for name in ("title", "byline", "publisher", "published")]
        at, lines = 0, []
        for line in article.text.split("\n"):
            lines.append(("# " if at in starts else "") + line)
            at += len(line) + 1
        found.append("\n".join([*head, "", *lines]))
    return "\n=====\n".join(found) + "\n"


@pytest.mark.parametrize("sample", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["utf-8", "chinese"])
def test_a_page_gives_its_article_without_what_stands_around_it(sample, encoding, forms):
    markup = sample.read_text(encoding="utf-8")
    if encoding == "chinese":
        encoding = "big5hkscs" if "big5" in markup else "gb18030"
    page = page_of(markup, encoding, sample.name)
    assert described(page, forms) == sample.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2025-07-18 来源：榆原工友网 作者：办公室 浏览次数：1532 字体：【大 中 小】",
        "发布时间：2025-07-18　来源：榆原工友网　发布人：admin　点击：15",
        "来源：榆原工友网 | 2025-07-18 08:30 | 作者：工会宣教部 | 阅读：88",
    ],
)
def test_the_line_below_the_title_says_who_and_when_and_is_no_text(line, forms):
    (article,) = read_page(page_of(f"<h1>榆原高新区总工会送清凉</h1><div>{line}</div>{TEXT}"), forms)
    assert (article.title, article.publisher, article.published, article.byline) == (
        "榆原高新区总工会送清凉",
        "榆原工友网",
        "2025-07-18",
        "",
    )
    assert article.text == html.unescape(TEXT[3:-4])


def test_a_subheading_below_the_title_does_not_repeat_it(forms):
    markup = f"<title>榆原：培育工匠120名</title><h1>榆原：培育工匠120名</h1><h2>搭建平台</h2>{TEXT}"
    (article,) = read_page(page_of(markup), forms)
    assert (article.title, article.text.split("\n")[0]) == ("榆原：培育工匠120名", "搭建平台")


def test_a_saved_article_of_an_official_account_has_its_day(forms):
    markup = (
        f'<h1>榆原送清凉</h1><a id="js_name">榆原工会</a><em id="publish_time">2025-05-01 08:00</em>{TEXT}'
    )
    (article,) = read_page(page_of(markup), forms)
    assert (article.publisher, article.published) == ("榆原工会", "2025-05-01")


# -- encodings -----------------------------------------------------------------------------------


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "iso-8859-1", "nonsense", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_bytes_decide_the_encoding_and_not_what_the_page_declares(encoding, declared):
    markup = f'<html><head><meta charset="{declared}"></head><body>{TEXT}</body></html>'
    assert page_of(markup, encoding).text == "榆原高新区总工会今年慰问职工300余人，发放慰问金15万元。"


def test_scripts_before_the_text_do_not_hide_its_encoding():
    markup = f"<script>{'var a = 1; ' * 4000}</script>{TEXT}"
    assert "慰问职工300余人" in page_of(markup, "gb18030").text


def test_a_broken_byte_in_the_text_is_a_refused_part_and_one_in_a_script_is_none():
    good = "<script>var a = '榆原';</script>" + TEXT * 3
    data = good.encode()
    assert read_web(data.replace("榆原'".encode(), b"\xe6\xa6'"), "a.html").refusals == ()
    (refusal,) = read_web(data.replace("职工".encode(), b"\xe8\x81", 1), "a.html").refusals
    assert (refusal.place, refusal.reason[-15:]) == ("1", "they stand as �")


# -- metadata ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "<title>职工之家建成12个_工会动态_榆原市总工会</title>",
            "<h1>职工之家建成12个</h1>",
            "职工之家建成12个",
        ),
        ("<title>职工之家建成12个-榆原新闻网</title>", "", "职工之家建成12个"),
        ('<meta property="og:title" content="职工之家建成12个 - 榆原新闻网">', "", "职工之家建成12个"),
        (
            '<meta property="og:title" content="职工之家建成…">',
            "<h2>职工之家建成12个</h2>",
            "职工之家建成12个",
        ),
        ("<title>榆原市总工会</title>", "<h1>职工之家建成12个</h1>", "职工之家建成12个"),
        ("<title>甲——记“金钥匙”的主人</title>", "", "甲——记“金钥匙”的主人"),
        ("", "", ""),
    ],
)
def test_the_title_is_the_articles_and_not_the_sites(head, body, title):
    assert page_of(f"<head>{head}</head><body>{body}{TEXT}</body>").title == title


def test_a_kicker_stands_before_the_title():
    body = '<p class="yinti">榆原高新区</p><h1>职工之家建成12个</h1>'
    assert page_of(f"<title>职工之家建成12个</title>{body}{TEXT}").title == "榆原高新区 职工之家建成12个"


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("方小舟", "方小舟"),
        ("记者 方小舟 通讯员 祁安", "方小舟 祁安"),
        ("方小舟、欧阳芸", "方小舟 欧阳芸"),
        ("admin", ""),
        ("管理员", ""),
        ("榆原市总工会", ""),
        ("榆原工友报", ""),
        ("宣传部", ""),
        ("佚名", ""),
    ],
)
def test_the_byline_of_the_head_holds_names_of_persons_only(author, byline):
    assert page_of(f'<meta name="author" content="{author}">{TEXT}').byline == byline


def test_reporters_whom_the_text_announces_go_before_those_of_the_head(forms):
    page = page_of(f'<meta name="author" content="陆野"><h1>职工之家</h1><p>本报记者 方小舟</p>{TEXT}')
    assert [article.byline for article in read_page(page, forms)] == ["方小舟"]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="PubDate" content="2025-03-04 09:30">', "2025-03-04"),
        ('<meta property="article:published_time" content="2025-03-04T09:30:00+08:00">', "2025-03-04"),
        ('<meta name="publishdate" content="2025年3月4日">', "2025-03-04"),
        (LINKED % '"datePublished":"2025-03-04"}', "2025-03-04"),
        (LINKED % "", ""),
        ('<meta name="PubDate" content="昨天">', ""),
    ],
)  # fmt: skip
def test_the_head_says_when_it_was_published(head, published):
    assert page_of(f"<head>{head}</head><body>{TEXT}</body>").published == published


@pytest.mark.parametrize(
    ("head", "line", "publisher"),
    [
        ('<meta name="ContentSource" content="榆原工友报">', "", "榆原工友报"),
        ('<meta name="SiteName" content="榆原市总工会">', "", "榆原市总工会"),
        ('<meta name="SiteName" content="榆原市总工会">', "<p>来源：榆原工友报</p>", ""),
        ('<meta property="og:site_name" content="Portal">', "", ""),
    ],
)
def test_the_source_goes_before_the_site(head, line, publisher):
    assert page_of(f"<head>{head}</head><body>{line}{TEXT}</body>").publisher == publisher


# -- text ----------------------------------------------------------------------------------------


def test_headings_are_marked_and_bold_bylines_are_not():
    page = page_of(
        f"<h1>职工之家</h1><p><b>本报记者 方小舟</b></p>{TEXT}<h3>服务到家</h3>{TEXT}<p><b>暖心</b></p>{TEXT}"
    )
    assert [heading.of(page.text) for heading in page.headings] == ["职工之家", "服务到家", "暖心"]


def test_the_unit_of_a_header_reaches_the_cells_below_merged_ones(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes((SAMPLES / "06-data-table.html").read_bytes())
    (article,) = extractor.read(path)
    figures = [
        (figure.raw, f"{figure.quantity.value.normalize():f}", figure.quantity.unit)
        for figure in extractor.extract(article)
    ]
    assert figures == [
        ("12.5", "125000", "元"),
        ("18.6", "186000", "元"),
        ("9", "9", "家"),
        ("7", "70000", "元"),
        ("8.2", "82000", "元"),
        ("1,020", "1020", "家"),
    ]


def test_tables_one_below_the_other_keep_their_own_headers(tmp_path):
    path = tmp_path / "a.html"
    tables = [[("单位", "入会（人）"), ("甲区", "3")], [("单位", "投入（万元）"), ("乙区", "4")]]
    rows = ("".join(f"<tr><td>{one}<td>{other}" for one, other in table) for table in tables)
    path.write_text(f"<p>如下。</p>{''.join(f'<table>{row}</table>' for row in rows)}", encoding="utf-8")
    (article,) = extractor.read(path)
    assert [figure.quantity.unit for figure in extractor.extract(article)] == ["人", "元"]


def test_a_row_with_long_cells_is_still_a_row(tmp_path):
    path = tmp_path / "a.html"
    done, to_do = "推进职工之家建设，" * 14, "完善机制，" * 25
    rows = "".join(
        f"<tr><td>{zone}</td><td>{done}</td><td>{money}</td><td>{to_do}</td></tr>"
        for zone, money in (("甲区", "12"), ("乙区", "9"), ("丙区", "7"), ("丁区", "5"))
    )
    head = "<tr><td>单位</td><td>措施</td><td>投入（万元）</td><td>下一步</td></tr>"
    path.write_text(f"<p>如下。</p><table>{head}{rows}</table>", encoding="utf-8")
    (article,) = extractor.read(path)
    assert [(f.raw, f.quantity.unit) for f in extractor.extract(article)] == [
        ("12", "元"), ("9", "元"), ("7", "元"), ("5", "元"),
    ]  # fmt: skip


def test_a_web_archive_gives_its_page():
    part = TEXT.encode("gb18030").hex("=").upper()
    lines = [
        "From: <Saved by a browser>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; boundary="b"',
        "",
        "--b",
        'Content-Type: text/html; charset="utf-8"',
        "Content-Transfer-Encoding: quoted-printable",
        "",
        f"={part}",
        "--b--",
    ]
    assert "慰问职工300余人" in page_of("\r\n".join(lines), source="a.mhtml").text


def test_an_element_that_closes_itself_swallows_nothing_in_xhtml():
    head = '<head><script src="a"/><title/></head>'
    markup = f'<?xml version="1.0" encoding="utf-8"?><html>{head}<body><p/>{TEXT}</body></html>'
    assert "慰问职工300余人" in page_of(markup, source="a.xhtml").text


@pytest.mark.parametrize("article", CORPUS, ids=lambda path: path.stem)
def test_an_article_says_the_same_as_text_and_as_web_page(article, parts_of, said_by, tmp_path):
    path = tmp_path / f"{article.stem}.html"
    path.write_bytes(set_as_page(parts_of(article)).encode("gb18030"))
    assert said_by(path) == said_by(article)


def set_as_page(parts):
    body = []
    for part in parts:
        if isinstance(part, str):
            body.append(f"<p>{html.escape(part) or '&nbsp;'}</p>")
        else:
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in part)
            body.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    links = "".join(f'<a href="/{name}">{name}</a> ' for name in ("首页", "要闻", "维权", "劳模"))
    foot = '<div class="footer">版权所有：榆原市总工会</div>'
    return (
        f'<meta charset="gb2312"><div class="nav">{links}</div><div class="con">{"".join(body)}</div>{foot}'
    )


# -- what cannot be read -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bytes(range(256)) * 9, "it is binary, not a web page; save the page as HTML in UTF-8"),
        ("工会慰问职工。".encode(), "it holds no HTML; if it is plain text, rename it to .txt"),
        (b"<html><body><img src=a.jpg><script>write(1)</script></body></html>", "it holds no text (pictures"),
        (b"<html></html>", "it holds no text (pictures"),
        (b"<html><frameset><frame src=a.htm></frameset></html>", "it only frames other pages; give those"),
        (b"<div>" * 100_000 + b"x", "its elements are nested too deep; save the page again as HTML"),
        (b"<p " + b"a=1 " * 900 + b">x</p>", "one of its elements has more than 500 attributes"),
        (b"<p " + b"a" * 900 + b"/b" * 900 + b">x</p>", "one of its elements has more than 500 attributes"),
        (b"<p>" * 310_000, "it is too large for a web page (310,002 elements, at most 300,000); split it"),
        (b"<p>" + b"ab " * 2_700_000, "it is too large for a web page (8 million characters, at most 8)"),
    ],
    ids=["binary", "text", "pictures", "empty", "frames", "deep", "attributes", "names", "elements", "long"],
)
def test_a_page_that_cannot_be_read_is_refused_with_its_reason(data, reason):
    with pytest.raises(UnreadableSourceError) as refused:
        read_web(data, "报/a.html")
    assert refused.value.file == "报/a.html"
    assert refused.value.message.startswith(reason)


def test_a_web_archive_without_a_page_is_refused():
    with pytest.raises(UnreadableSourceError, match="it is no web archive, or it holds no page"):
        read_web(b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx", "a.mht")


def test_pictures_inside_a_page_do_not_count_as_its_size(monkeypatch):
    monkeypatch.setattr(web, "MOST_CHARACTERS", 1000)
    assert "300余人" in page_of(f'<img src="data:image/png;base64,{"A" * 5000}">{TEXT}').text


@pytest.mark.parametrize("suffix", [".html", ".htm", ".xhtml", ".HTML"])
def test_files_of_web_pages_are_read_by_their_suffix(suffix, tmp_path):
    path = tmp_path / f"a{suffix}"
    path.write_text(f"<html>{TEXT}</html>", encoding="utf-8")
    assert "300余人" in load_file(path, path.name).pages[0].text


def read_or_refused(data):
    try:
        return bool(read_web(data, "a.html").pages)
    except UnreadableSourceError as error:
        return bool(error.message)


_ANY = [
    path.read_text(encoding="utf-8").encode(code) for path in PAGES for code in ("utf-8", "gb18030", "utf-16")
]


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_page_is_read_or_refused(data, damaged):
    assert read_or_refused(data.draw(damaged(_ANY)))


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_damaged_pages_are_read_or_refused(data, damaged):
    assert read_or_refused(data.draw(damaged(_ANY)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "markup",
    [
        "<span>字</span>" * 140_000,
        "字<br>" * 140_000,
        "<table><tr><td>单位</td><td>家</td></tr><tr><td>甲</td><td>3</td></tr></table>" * 15_000,
        "<table>" + "<tr><td colspan=1000 rowspan=60000>1</td><td>2</td></tr>" * 40_000 + "</table>",
        "<table><tr><td>" * 600 + "x" + "</td></tr></table>" * 600,
        ("<div>" * 1900 + TEXT + "</div>" * 1900) * 60,
        "x" + " " * 7_900_000 + "y",
        "<script>" * 900_000 + TEXT,
        "<" * 7_900_000 + TEXT,
        '<p "' * 1_500_000 + TEXT,
    ],
    ids=["spans", "breaks", "tables", "merged", "nested", "deep", "blanks", "scripts", "strokes", "quotes"],
)
def test_a_hostile_page_takes_bounded_time(markup):
    began = monotonic()
    assert read_or_refused(markup.encode())
    assert monotonic() - began < 30


@pytest.mark.parametrize("head", ["相关新闻", "【延伸阅读】", "推荐阅读："])
def test_headlines_of_other_pages_below_an_announcement_are_no_text(head, forms):
    links = '<li><a href="1">苇河开发区新建工会120家</a> <span>2025-06-01</span></li>'
    below = f"<div><p>{head}</p><ul>{links}</ul></div>"
    markup = f"<title>榆原送清凉</title><div><h1>榆原送清凉</h1>{TEXT}</div>{below}"
    (article,) = read_page(page_of(markup), forms)
    assert article.text == TEXT[3:-4]


def test_a_page_that_names_itself_as_its_source_names_nobody(forms):
    for line in ("来源：本站", "来源：网络 2025-06-11", "（来源：互联网）"):
        (article,) = read_page(page_of(f"<h1>榆原送清凉</h1><p>{line}</p>{TEXT}"), forms)
        assert (article.publisher, article.text) == ("", TEXT[3:-4])
