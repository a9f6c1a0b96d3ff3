"""PDF files as a press sets them: the same articles, the same figures."""

import io
import random
import subprocess
import sys
import zlib

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import extractor
from extractor.errors import UnreadableSourceError
from extractor.sources import pdf, scan
from extractor.sources.pdf import read_pdf

NAMES = ("zone", "program", "indicator", "period")
ONE_ARTICLE = (
    "01", "03", "05", "07", "15", "17", "19", "21", "22", "23", "24", "26", "27", "28", "30",
)  # fmt: skip
EDITOR = "投稿邮箱：jczgb@example.com"


@pytest.fixture(scope="module")
def forms():
    return extractor._extractor().page_forms


@pytest.fixture(scope="module")
def articles_of(forms):
    from extractor.pages import read_page

    def of(data):
        return [article for page in read_pdf(data, "报.pdf").pages for article in read_page(page, forms)]

    return of


def figures(article):
    return [
        (found.raw, found.quantity.value, found.quantity.unit, *map(found.name_of, NAMES))
        for found in extractor.extract(article)
    ]


def text(data):
    return [page.text for page in read_pdf(data, "a.pdf").pages]


# -- the same figures -------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ONE_ARTICLE)
def test_a_report_gives_the_figures_of_its_text(start, press, mended, articles_of):
    (article,) = mended(start)
    (found,) = articles_of(press.pdf_of(press.report(article)))
    assert (found.title, figures(found)) == (article.title, figures(article))


@pytest.mark.parametrize("start", ONE_ARTICLE)
def test_five_narrow_columns_give_the_figures_of_the_text(start, press, mended, articles_of):
    (article,) = mended(start)
    (found,) = articles_of(press.pdf_of([press.columns(article, 5, letters=9, gutter=9)]))
    assert (found.title, found.byline, figures(found)) == (article.title, article.byline, figures(article))


@pytest.mark.parametrize(
    "setting",
    [
        {"count": 3, "letters": 16, "gutter": 14},
        {"count": 4, "gutter": 4, "ruled": True},
        {"count": 4, "offset": 5},
        {"count": 4, "gutter": 12, "hanging": True},
    ],
    ids=["three", "ruled", "not level", "hanging marks"],
)
@pytest.mark.parametrize("start", ["01", "26"])
def test_columns_of_any_setting_give_the_figures_of_the_text(start, setting, press, mended, articles_of):
    (article,) = mended(start)
    (found,) = articles_of(press.pdf_of([press.columns(article, **setting)]))
    assert figures(found) == figures(article)


@pytest.fixture(scope="module")
def stories(press, mended):
    one, two, three = mended("09")
    kicker, headline = one.title.split(" ")
    return (one, two, three), (
        press.Story(
            headline,
            one.text.split("\n"),
            kicker,
            "► " + one.byline,
            "汉驰公司的工匠在压铸岛前“会诊”。 通讯员 摄",
        ),
        press.Story(two.title, two.text.split("\n")),
        press.Story(three.title, (three.text + three.byline.replace(" ", "\u3000")).split("\n")),
    )


@pytest.mark.parametrize(
    "setting",
    [{}, {"shuffled": True}, {"letters": True}, {"letters": True, "shuffled": True}],
    ids=["as written", "shuffled", "letter by letter", "letters shuffled"],
)
@pytest.mark.parametrize("ruled", [False, True], ids=["plain", "ruled"])
def test_a_newspaper_page_gives_its_articles(ruled, setting, press, stories, articles_of):
    expected, parts = stories
    found = articles_of(press.pdf_of([press.newspaper(*parts, ruled=ruled)], **setting))
    assert [one.title for one in found] == [one.title for one in expected]
    assert [figures(one) for one in found] == [figures(one) for one in expected]
    assert {(one.published, one.publisher) for one in found} == {("2025-04-29", "荆楚职工报")}
    assert "压铸岛前" in "".join(found[0].captions)
    assert found[0].byline == expected[0].byline
    if not setting:  # nothing but the blank that the file writes tells the last two names apart
        assert found[2].byline == expected[2].byline


def test_a_headline_alone_begins_an_article(press, articles_of):
    # No byline, no dateline: nothing but the size of its letters.
    parts = [
        press.Story(
            f"{name}工会慰问一线职工",
            [
                f"{name}工会{day}日慰问职工{day}20人，发放补助{day}万元，受到大家的欢迎。"
                for day in range(11, 16)
            ],
        )
        for name in ("甲河镇", "乙山镇", "丙水镇")
    ]
    found = articles_of(press.pdf_of([press.newspaper(*parts)]))
    assert [one.title for one in found] == [part.headline for part in parts]
    assert [one.text.split("\n") for one in found] == [part.paragraphs for part in parts]


def test_each_article_of_a_newspaper_is_a_page_with_its_place(press, stories):
    _, parts = stories
    data = press.pdf_of([press.newspaper(*parts), press.newspaper(*parts)])
    pages = read_pdf(data, "报/a.pdf").pages
    assert [page.place for page in pages] == ["page 1"] * 3 + ["page 2"] * 3
    assert {page.source for page in pages} == {"报/a.pdf"}


def test_a_sentence_that_goes_on_overleaf_is_whole(press, mended):
    (article,) = mended("01")
    (page,) = read_pdf(press.pdf_of(press.report(article, height=500)), "a.pdf").pages
    assert page.place == "pages 1 to 3"
    assert "- 2 -" not in page.text
    lines = [line.strip("\u3000") for line in page.text.split("\n")]
    assert [line for line in article.text.split("\n") if line not in lines] == []


def test_what_most_pages_repeat_at_their_edges_is_left_out(press, mended):
    (article,) = mended("01")
    sheets = press.report(article, height=500)
    for number, sheet in enumerate(sheets, 1):
        sheet.put(80, 40, f"宝鸡高新区总工会内部资料（{number}）", 9)
    (whole,) = text(press.pdf_of(sheets))
    assert "内部资料" not in whole


def test_titles_that_repeat_are_no_running_headers(press):
    sheets = [press.Sheet(), press.Sheet()]
    for number, sheet in enumerate(sheets):
        sheet.put(200, 80, "工作简报", 22)
        sheet.lines(80, 120, [f"甲河镇工会慰问职工3{number}0人，", "发放补助12万元。"], 12, 20)
    assert [whole.split("\n")[0] for whole in text(press.pdf_of(sheets))] == ["工作简报", "工作简报"]


def test_a_signature_that_stands_overleaf_signs_the_text(press, articles_of):
    sheets = [press.Sheet(), press.Sheet()]
    sheets[0].put(200, 80, "苇河县总工会工作通报", 22)
    sheets[0].put(104, 120, "全年新建工会组织41家，发展会员3270人。", 12)
    sheets[1].lines(350, 80, ["苇河县总工会办公室", "2025年1月10日"], 12, 20)
    (article,) = articles_of(press.pdf_of(sheets))
    assert (article.publisher, article.published) == ("苇河县总工会办公室", "2025-01-10")


def test_two_reports_in_one_file_are_two_pages(press, mended):
    sheets = press.report(mended("01")[0]) + press.report(mended("03")[0])
    assert [page.place for page in read_pdf(press.pdf_of(sheets), "a").pages] == ["pages 1 to 2", "page 3"]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "aligned"])
def test_the_cells_of_a_table_have_the_unit_of_their_header(ruled, press, articles_of):
    sheet = press.Sheet()
    sheet.put(150, 80, "苇河县总工会工作通报", 20)
    sheet.put(104, 120, "各乡镇工作情况如下表所示，请大家对照检查。", 12)
    rows = [("乡镇", "新增会员（人）", "慰问金（万元）"), ("甲河镇", "845", "18.6"), ("乙山镇", "210", "6.9")]
    press.set_table(sheet, 80, 150, rows, ruled=ruled)
    (article,) = articles_of(press.pdf_of([sheet]))
    assert [(row[0], row[1], row[2], row[5]) for row in figures(article)] == [
        ("845", 845, "人", "新增会员"),
        ("18.6", 186000, "元", "慰问金"),
        ("210", 210, "人", "新增会员"),
        ("6.9", 69000, "元", "慰问金"),
    ]


def test_a_table_goes_on_overleaf_and_repeats_its_header_once(press):
    header = ("乡镇", "新增会员（人）")
    sheets = [press.Sheet(), press.Sheet()]
    sheets[0].put(80, 60, "各乡镇工作情况如下表所示，请大家对照检查，并于年底前整改到位。", 12)
    press.set_table(sheets[0], 80, 720, [header, ("甲河镇", "845"), ("乙山镇", "210")])
    press.set_table(sheets[1], 80, 80, [header, ("丙水镇", "77"), ("丁石镇", "12")])
    sheets[1].put(80, 160, "从表中看，各乡镇新增会员的进度还不平衡，需要加紧推进才能完成任务。", 12)
    (whole,) = text(press.pdf_of(sheets))
    assert whole.count("新增会员（人）") == 1
    assert "| 乙山镇 | 210 |\n| 丙水镇 | 77 |" in whole


def test_a_headline_in_several_sizes_is_one_line(press):
    sheet = press.Sheet()
    x = 80.0
    for part, size in (("霍山县", 30), ("2024", 22), ("年工作综述", 30)):
        sheet.put(x, 80, part, size)
        x += press.width_of(part, size)
    sheet.put(80, 130, "全年新建工会组织41家，发展会员3270人。", 12)
    assert text(press.pdf_of([sheet]))[0].startswith("霍山县2024年工作综述\n")


def test_a_headline_cut_at_the_edge_is_whole_and_one_set_in_two_lines_is_not(press):
    sheet = press.Sheet()
    sheet.lines(80, 80, ["苇河开发区工会百日攻坚行动收官４", "２名工匠登台"], 26, 34)
    sheet.put(80, 160, "全年新建工会组织41家，发展会员3270人。", 12)
    assert text(press.pdf_of([sheet]))[0].startswith("苇河开发区工会百日攻坚行动收官４２名工匠登台\n")
    sheet.strings[:2] = [press.Drawn(80, 80, "苇河开发区", 26), press.Drawn(80, 114, "百日攻坚行动收官", 26)]
    assert text(press.pdf_of([sheet]))[0].startswith("苇河开发区\n百日攻坚行动收官\n")


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_reads_as_it_stands(turned, press):
    font = press.chinese_font()
    if not font:
        pytest.skip("no Chinese font on this machine; Debian has one in fonts-wqy-zenhei")
    sheet = press.Sheet(400, 300)
    sheet.lines(40, 60, ["高新区工会今年慰问职工三百人次，发放", "补助十二万元。"], 12, 18)
    upright = text(press.pdf_of([sheet], font=font))
    assert text(press.pdf_of([sheet], font=font, turned=turned)) == upright
    assert "发放补助十二万元" in upright[0]


# -- what is refused --------------------------------------------------------------------------------


def reason(data):
    with pytest.raises(UnreadableSourceError) as caught:
        read_pdf(data, "a.pdf")
    return caught.value.message


def locked():
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(50, 50, "300")
    canvas.save()
    return stream.getvalue()


def test_a_locked_file_is_refused():
    assert reason(locked()) == "it is locked with a password; save it without one"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"\x00\xff" * 999], ids=["empty", "header", "noise"])
def test_a_file_that_is_no_pdf_is_refused(data):
    assert reason(data) == "it is damaged; open it in a viewer and save it again"


def test_a_truncated_file_is_refused_or_read_in_part(press, mended):
    data = press.pdf_of(press.report(mended("01")[0]))
    assert reason(data[: len(data) // 2]).startswith("it is damaged")


def test_a_file_without_any_text_is_refused(press):
    assert reason(press.pdf_of([press.Sheet()])) == "it holds no text"


def test_pages_beyond_the_limit_are_refused_and_the_others_read(press, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    sheets = [press.Sheet() for _ in range(5)]
    for number, sheet in enumerate(sheets):
        sheet.put(80, 100, f"第{number}次慰问职工三百人，发放补助。", 12)
    reading = read_pdf(press.pdf_of(sheets), "a.pdf")
    assert "第1次" in reading.pages[0].text
    (refusal,) = reading.refusals
    assert (refusal.place, refusal.reason) == (
        "pages 3 to 5",
        "the file has 5 pages, at most 2 are read; split it",
    )


def test_a_file_of_too_many_characters_is_read_up_to_there(press, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 10)
    sheets = [press.Sheet() for _ in range(3)]
    for sheet in sheets:
        sheet.put(80, 100, "今年慰问职工三百人，发放补助。", 12)
    (refusal,) = read_pdf(press.pdf_of(sheets), "a.pdf").refusals
    assert (refusal.place, refusal.reason) == (
        "pages 2 to 3",
        "more than 10 characters stand before it; split the file",
    )


def test_a_page_of_too_many_characters_is_refused(press, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_ON_PAGE", 10)
    sheet = press.Sheet()
    sheet.put(80, 100, "今年慰问职工三百人，发放补助。", 12)
    assert reason(press.pdf_of([sheet])) == "15 characters and blanks stand on it, at most 10 are read"


def test_a_page_larger_than_any_paper_is_refused(press):
    sheet = press.Sheet(90_000, 90_000)
    sheet.put(80, 100, "今年慰问职工三百人。", 12)
    assert reason(press.pdf_of([sheet])) == "no paper is so large or small: 90000 × 90000 points"


def test_a_watermark_is_left_out_and_said(press):
    font = press.chinese_font()
    if not font:
        pytest.skip("no Chinese font on this machine; Debian has one in fonts-wqy-zenhei")
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFont(font, 12)
    canvas.drawString(80, 700, "今年慰问职工三百人。")
    canvas.rotate(45)
    canvas.drawString(300, 100, "内部资料")
    canvas.save()
    reading = read_pdf(stream.getvalue(), "a.pdf")
    assert reading.pages[0].text == "今年慰问职工三百人。\n"
    assert [refusal.reason for refusal in reading.refusals] == [
        "4 characters that slant, as a watermark does, are left out"
    ]


def unmapped(press):
    """A PDF whose font says of no character what it shows."""
    font = press.chinese_font()
    sheet = press.Sheet()
    sheet.put(80, 100, "今年慰问职工三百人，发放补助。", 12)
    stream = io.BytesIO()
    canvas = Canvas(stream, pageCompression=0)
    canvas.setFont(font, 12)
    canvas.drawString(80, 700, "今年慰问职工三百人，发放补助。")
    canvas.save()
    return stream.getvalue().replace(b"/ToUnicode", b"/ToNothing")


def test_a_font_that_does_not_say_what_it_shows_is_refused(press, monkeypatch):
    if not press.chinese_font():
        pytest.skip("no Chinese font on this machine; Debian has one in fonts-wqy-zenhei")
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    assert reason(unmapped(press)) == f"its fonts do not say which characters they show; {scan.INSTALL}"


def picture_page(words=""):
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(300, 200))
    canvas.setFillGray(0.5)
    if words:
        canvas.drawString(20, 20, words)
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 40), "white")), 0, 0, 300, 200)
    canvas.save()
    return stream.getvalue()


def test_a_scanned_page_without_the_extra_is_refused_and_the_extra_named(monkeypatch):
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    assert reason(picture_page()) == f"it is a picture; {scan.INSTALL}"
    assert 'pip install "extractor[ocr]"' in scan.INSTALL


def test_the_stamp_on_a_scanned_page_is_read_and_the_picture_refused(monkeypatch):
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    reading = read_pdf(picture_page("scanned by hand"), "a.pdf")
    assert reading.pages[0].text == "scanned by hand\n"
    assert [refusal.reason for refusal in reading.refusals] == [f"it is a picture; {scan.INSTALL}"]


def test_importing_the_readers_imports_no_pdfium():
    code = "import sys, extractor.sources.pdf, extractor.sources.readers; print('pypdfium2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# -- never an exception, never a hang ---------------------------------------------------------------

_FUZZ = """
import sys
from extractor.errors import UnreadableSourceError
from extractor.sources import scan
from extractor.sources.pdf import read_pdf
scan.is_installed = lambda: False
for line in sys.stdin:
    try:
        read_pdf(bytes.fromhex(line), "a.pdf")
    except UnreadableSourceError:
        pass
    print("done", flush=True)
"""


def mutants(data, count):
    chance = random.Random(zlib.crc32(data))
    for _ in range(count):
        mutant = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            at = chance.randrange(len(mutant))
            match chance.randrange(4):
                case 0:
                    mutant[at] = chance.randrange(256)
                case 1:
                    del mutant[at : at + chance.randrange(40)]
                case 2:
                    mutant[at:at] = mutant[at : at + chance.randrange(40)]
                case 3:
                    # Numbers are where sizes, places and lengths stand.
                    digits = [
                        place for place in range(at, min(at + 200, len(mutant))) if 48 <= mutant[place] <= 57
                    ]
                    for place in digits[:3]:
                        mutant[place] = chance.choice(b"0123456789-.")
        yield bytes(mutant)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["report", "newspaper", "table"])
def test_damaged_files_are_refused_and_nothing_else(kind, press, mended, stories, monkeypatch):
    if kind == "report":
        data = press.pdf_of(press.report(mended("01")[0]))
    elif kind == "newspaper":
        data = press.pdf_of([press.newspaper(*stories[1], ruled=True)])
    else:
        sheet = press.Sheet()
        press.set_table(sheet, 80, 150, [("乡镇", "会员（人）"), ("甲河镇", "845"), ("乙山镇", "210")])
        data = press.pdf_of([sheet])
    count = 150
    lines = "".join(mutant.hex() + "\n" for mutant in mutants(data, count))
    # A crash of the library would end the process, so it is not this one.
    done = subprocess.run(
        [sys.executable, "-c", _FUZZ], input=lines, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.count("done") == count


@pytest.mark.slow
def test_a_page_of_a_hundred_thousand_characters_is_read_in_seconds(press):
    sheet = press.Sheet(2000, 2000)
    for at in range(60_000):
        sheet.put((at % 300) * 6.6, (at // 300) * 6.6, "工会训练人员"[at % 6], 6)
    (whole,) = text(press.pdf_of([sheet]))
    assert len(whole) > 60_000


def test_a_paragraph_that_stops_short_of_the_edge_does_not_go_on(press, articles_of):
    lines = [
        "榆原高新区总工会服务职工有新招",
        "今年，榆原高新区总工会投入120万元，建成职工之家12个，服务职工3000人次，得到企业和职工好评，满意率达到98%以上。",
        "走访企业37家，慰问一线职工1200人",
        "下一步，榆原高新区总工会将把服务送到更多工地和车间，让职工少跑腿，力争年内再建成职工之家15个，覆盖全部企业。",
    ]
    sheet = press.Sheet()
    sheet.put(60, 80, lines[0], 20)
    y = 120.0
    for line in lines[1:]:
        y = sheet.lines(60, y, press.wrapped(line, 300, 12), 12, 18)
    (article,) = articles_of(press.pdf_of([sheet]))
    assert article.text.split("\n") == lines[1:]
