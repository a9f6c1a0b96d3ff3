import io
import zipfile
from pathlib import Path
from time import monotonic

import docx
import pytest
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extractor
from extractor.errors import UnreadableSourceError
from extractor.sources import word_package
from extractor.sources.readers import load as load_file
from extractor.sources.word import read_word

CORPUS = sorted((Path(__file__).parents[2] / "corpus" / "articles").glob("*.txt"))
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
LINE = "<w:p><w:r><w:t>高新区工会慰问职工300人。</w:t></w:r></w:p>"


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


EMPTY = saved(docx.Document())


def packed(parts, without=()):
    """An empty document with parts put in their places."""
    with zipfile.ZipFile(io.BytesIO(EMPTY)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | parts
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name not in without:
                archive.writestr(name, content)
    return stream.getvalue()


def with_body(body):
    return packed({"word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"})


def page_of(data):
    (page,) = read_word(data, "a.docx").pages
    return page


def paragraph(*runs, properties=""):
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText><w:t>999</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = f"<wps:txbx><w:txbxContent>{LINE}</w:txbxContent></wps:txbx>"
OLD_BOX = f"<v:textbox><w:txbxContent>{LINE}</w:txbxContent></v:textbox>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (LINE + LINE, "高新区工会慰问职工300人。\n高新区工会慰问职工300人。"),
        (paragraph(run("建站1"), run("2个")), "建站12个"),
        (paragraph(f"<w:ins>{run('建站')}</w:ins><w:del>{run('9')}</w:del>", run("12个")), "建站12个"),
        (paragraph(f"<w:moveTo>{run('建站')}</w:moveTo>", f"<w:moveFrom>{run('9')}</w:moveFrom>"), "建站"),
        (paragraph(f"<w:hyperlink>{run('建站')}</w:hyperlink>", run("12个")), "建站12个"),
        (paragraph(run("建站"), FIELD, run("个")), "建站12个"),
        (paragraph(run("建站"), f'<w:fldSimple w:instr="REF a">{run("12")}</w:fldSimple>'), "建站12"),
        (paragraph(run("建站", "<w:vanish/>"), run("慰问")), "慰问"),
        (paragraph(run("建站", '<w:vanish w:val="0"/>'), run("慰问")), "建站慰问"),
        (paragraph("<w:r><w:t>建站</w:t><w:br/><w:t>慰问</w:t></w:r>"), "建站\n慰问"),
        (paragraph("<w:r><w:t>建站</w:t><w:tab/><w:t>12</w:t></w:r>"), "建站\t12"),
        (paragraph("<w:r><w:tab/><w:t>建站</w:t></w:r>"), "建站"),
        (paragraph(run("300平方米"), run("[1]", '<w:vertAlign w:val="superscript"/>')), "300平方米"),
        (paragraph(run("300m"), run("2", '<w:vertAlign w:val="superscript"/>')), "300m²"),
        (f"<w:sdt><w:sdtContent>{LINE}</w:sdtContent></w:sdt>", "高新区工会慰问职工300人。"),
        (LINE + "<w:p/>" + "<w:p/>" + LINE, "高新区工会慰问职工300人。\n\n高新区工会慰问职工300人。"),
        (paragraph(run("图下"), f"<w:r>{BOX}</w:r>"), "图下\n高新区工会慰问职工300人。"),
        (
            paragraph(
                "<w:r><mc:AlternateContent>"
                f'<mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing></mc:Choice>'
                f"<mc:Fallback><w:pict>{OLD_BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            "高新区工会慰问职工300人。",
        ),
        (
            paragraph(
                "<w:r><mc:AlternateContent><mc:Choice/>"
                f"<mc:Fallback><w:pict>{OLD_BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            "高新区工会慰问职工300人。",
        ),
    ],
    ids=[
        "paragraphs", "runs", "insertion", "move", "link", "field", "simple field", "hidden", "shown",
        "line break", "tab", "indent", "note mark", "square metres", "content control", "blank lines", "box",
        "box twice", "old box",
    ],
)  # fmt: skip
def test_the_text_is_what_the_reader_of_the_document_sees(body, text):
    assert page_of(with_body(body)).text.strip("\n") == text


def test_a_field_that_never_ends_hides_its_own_paragraph_only():
    open_field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert (
        page_of(with_body(paragraph(open_field, run("REF")) + LINE)).text.strip()
        == "高新区工会慰问职工300人。"
    )


def test_headers_and_footers_are_left_out():
    document = docx.Document()
    document.add_paragraph("高新区工会慰问职工300人。")
    document.sections[0].header.paragraphs[0].text = "内部资料 第12期"
    document.sections[0].footer.paragraphs[0].text = "印发50份"
    assert page_of(saved(document)).text == "高新区工会慰问职工300人。"


def test_notes_stand_at_the_end():
    note = f'<w:footnote w:type="separator" w:id="0">{LINE}</w:footnote>'
    note += f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run("不含园区。")}</w:p></w:footnote>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    reference = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(io.BytesIO(EMPTY)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    data = packed(
        {
            "[Content_Types].xml": types.replace(
                "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
            ),
            "word/_rels/document.xml.rels": relations.replace(
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{reference}" Target="footnotes.xml"/></Relationships>',
            ),
            "word/footnotes.xml": f"<w:footnotes {NAMES}>{note}</w:footnotes>",
            "word/document.xml": f"<w:document {NAMES}><w:body>{LINE}{LINE}</w:body></w:document>",
        }
    )
    assert page_of(data).text.split("\n")[-2:] == ["", "不含园区。"]


# -- headings and titles -------------------------------------------------------------------------


def styled(*paragraphs):
    document = docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style)
    return document


def headings_of(data):
    page = page_of(data)
    return [heading.of(page.text) for heading in page.headings]


def test_styles_of_headings_mark_them():
    document = styled(
        ("职工之家", "Title"), ("高新区建家12个。", None), ("服务到家", "Heading 2"), ("惠及300人。", None)
    )
    assert headings_of(saved(document)) == ["职工之家", "服务到家"]


def test_a_style_that_rests_on_a_heading_is_one():
    document = styled(("高新区建家12个。", None), ("服务到家", None), ("惠及300人。", None))
    own = document.styles.add_style("公文小标题", 1)
    own.base_style = document.styles["Heading 1"]
    document.paragraphs[1].style = own
    assert headings_of(saved(document)) == ["服务到家"]


@pytest.mark.parametrize(("level", "headings"), [(0, ["服务到家"]), (9, [])])
def test_an_outline_level_marks_a_heading(level, headings):
    level = f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>'
    assert headings_of(with_body(LINE + paragraph(run("服务到家"), properties=level) + LINE)) == headings


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("服务到家", ["服务到家"]),
        ("本报记者 方小舟", []),
        ("2025年3月4日", []),
        ("惠及职工300人", []),
        ("服务到家，暖到心里。", []),
    ],
)
def test_a_short_bold_line_is_a_heading_unless_it_says_something(text, headings):
    assert headings_of(with_body(LINE * 3 + paragraph(run(text, "<w:b/>")) + LINE)) == headings


def test_where_everything_is_bold_nothing_is_marked():
    bold = paragraph(run("高新区工会慰问职工300人。", "<w:b/>"))
    assert headings_of(with_body(bold * 4 + paragraph(run("服务到家", "<w:b/>")) + bold)) == []


def test_a_table_of_contents_is_no_text():
    document = styled(("职工之家", "Title"), ("服务到家\t12", None), ("高新区建家12个。", None))
    document.paragraphs[1].style = document.styles.add_style("toc 1", 1)
    assert page_of(saved(document)).text == "职工之家\n高新区建家12个。"


@pytest.mark.parametrize(
    ("named", "first", "title"),
    [
        ("职工之家建到园区", "本报讯 高新区工会把职工之家建到园区，服务300人。", "职工之家建到园区"),
        ("去年的另一篇报道", "本报讯 高新区工会把职工之家建到园区，服务300人。", ""),
        ("PowerPoint", "本报讯 高新区工会把职工之家建到园区，服务300人。", ""),
        ("职工之家建到园区", "职工之家建到园区", ""),
    ],
    ids=["of this text", "of another", "no title", "in the text"],
)
def test_the_title_of_the_properties_holds_where_the_text_has_none_and_speaks_of_it(named, first, title):
    document = styled((first, None), ("今年再建12个。", None))
    document.core_properties.title = named
    assert page_of(saved(document)).title == title


def test_the_properties_give_neither_byline_nor_date():
    document = styled(("高新区建家12个。", None))
    document.core_properties.author = "方小舟"
    page = page_of(saved(document))
    assert (page.byline, page.published) == ("", "")


# -- tables --------------------------------------------------------------------------------------


def test_a_table_is_read_as_rows_and_its_units_reach_the_cells(tmp_path):
    document = docx.Document()
    document.add_paragraph("高新区工会工作情况通报")
    document.add_paragraph("2024年情况如下：")
    table = document.add_table(5, 4)
    words = [
        ["单位", "慰问金（万元）", "", "新建工会（家）"],
        ["", "2023年", "2024年", ""],
        ["东桥街道", "12.5", "18.6", "9"],
        ["西溪街道", "7", "8.2", "4"],
        ["注：不含园区", "", "", ""],
    ]
    for row, cells in enumerate(words):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 3).merge(table.cell(1, 3))
    table.cell(4, 0).merge(table.cell(4, 3))
    path = tmp_path / "a.docx"
    document.save(path)
    (article,) = extractor.read(path)
    assert article.text.split("\n")[1:6] == [
        "| 单位 | 慰问金2023年（万元） | 慰问金2024年（万元） | 新建工会（家） |",
        "| --- | --- | --- | --- |",
        "| 东桥街道 | 12.5 | 18.6 | 9 |",
        "| 西溪街道 | 7 | 8.2 | 4 |",
        "注：不含园区",
    ]
    figures = [(f.raw, f"{f.quantity.value:f}", f.quantity.unit) for f in extractor.extract(article)]
    assert figures[:3] == [("12.5", "125000.0", "元"), ("18.6", "186000.0", "元"), ("9", "9", "家")]


def test_a_table_that_arranges_the_page_is_read_cell_by_cell():
    cells = "".join(f"<w:tc>{LINE * 20}</w:tc>" for _ in range(2))
    text = page_of(with_body(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).text
    assert text.split("\n") == ["高新区工会慰问职工300人。"] * 40


def test_a_deleted_row_is_no_row():
    def row(*cells, deleted=False):
        words = "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in cells)
        return f"<w:tr><w:trPr>{'<w:del/>' * deleted}</w:trPr>{words}</w:tr>"

    table = row("单位", "人数（人）") + row("甲", "9", deleted=True) + row("乙", "8")
    assert "| 甲 |" not in page_of(with_body(f"<w:tbl>{table}</w:tbl>")).text


@pytest.mark.parametrize("article", CORPUS, ids=lambda path: path.stem)
def test_an_article_says_the_same_as_text_and_as_word_document(article, parts_of, said_by, tmp_path):
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    for part in parts_of(article):
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for row, cells in zip(table.rows, part, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    path = tmp_path / f"{article.stem}.docx"
    document.save(path)
    assert said_by(path) == said_by(article)


# -- what cannot be read -------------------------------------------------------------------------


def archive_of(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
ENTITIES = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
AGAIN = "open it in Word and save it again as .docx"


def lying_size():
    # The archive says 1,000 bytes; unpacked there are 50 million.
    data = bytearray(packed({"word/document.xml": b" " * 50_000_000}))
    at = data.rfind(b"word/document.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "it is protected by a password; save it without one"),
        (OLE, "it is an old Word document (.doc) despite its name; save it as .docx"),
        (b"hello", f"it is damaged, or no Word document; {AGAIN}"),
        (with_body(LINE)[:-200], f"it is damaged, or no Word document; {AGAIN}"),
        (archive_of(a_txt="x"), f"it holds no Word document (no word/document.xml); {AGAIN}"),
        (packed({}, without=("word/document.xml",)), "it holds no Word document"),
        (packed({}, without=("[Content_Types].xml",)), f"its parts do not fit together; {AGAIN}"),
        (packed({"word/document.xml": "<w:document>"}), f"its parts do not fit together; {AGAIN}"),
        (packed({"word/document.xml": ENTITIES}), "word/document.xml declares a document type"),
        (packed({"word/document.xml": ENTITIES.encode("utf-16")}), "word/document.xml declares"),
        (with_body("<w:sdt>" * 5000 + "</w:sdt>" * 5000), f"its parts do not fit together; {AGAIN}"),
        (with_body(""), "it holds no text (pictures of text, perhaps)"),
        (packed({"word/document.xml": b" " * 50_000_000}), "it is too large for a Word document (over 24 MB"),
        (packed({"a/b.xml": b" " * 50_000_000}), "it is too large for a Word document (over 24 MB"),
        (lying_size(), "it is damaged, or no Word document"),
        (with_body("<w:p/>" * 410_000), "it is too large for a Word document (410,001 elements"),
    ],
    ids=[
        "password", "old", "no archive", "truncated", "archive", "no document", "no types", "no xml",
        "entities", "entities in utf-16", "deep", "empty", "bomb", "bomb beside", "lying bomb", "elements",
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_read_is_refused_with_its_reason(data, reason):
    with pytest.raises(UnreadableSourceError) as refused:
        read_word(data, "报/a.docx")
    assert refused.value.file == "报/a.docx"
    assert refused.value.message.startswith(reason)


def test_a_document_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(word_package, "MOST_PARTS", 5)
    with pytest.raises(UnreadableSourceError, match="parts, at most 5"):
        read_word(with_body(LINE), "a.docx")


def test_pictures_are_not_unpacked():
    data = packed(
        {
            "word/media/a.png": b" " * 90_000_000,
            "word/document.xml": f"<w:document {NAMES}><w:body>{LINE}</w:body></w:document>",
        }
    )
    assert page_of(data).text == "高新区工会慰问职工300人。"


def test_the_strict_form_of_the_format_is_read():
    strict = {
        WORD: "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    parts = {}
    with zipfile.ZipFile(io.BytesIO(with_body(LINE))) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            for usual, other in strict.items():
                content = content.replace(usual.encode(), other.encode())
            parts[name] = content
    assert page_of(packed(parts)).text == "高新区工会慰问职工300人。"


def test_an_old_document_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "a.doc"
    path.write_bytes(OLE)
    assert load_file(path, path.name).refusals[0].reason == "no reader for .doc; save it as .docx"


def read_or_refused(data):
    try:
        return bool(read_word(data, "a.docx").pages)
    except UnreadableSourceError as error:
        return bool(error.message)


def _members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


SAMPLE = with_body(
    LINE
    + paragraph(run("建站"), FIELD, f"<w:ins>{run('12', '<w:b/><w:vanish/>')}</w:ins>")
    + "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/></w:tcPr>"
    + f"{LINE}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{LINE}</w:tc>"
    + f"<w:tc>{LINE}</w:tc></w:tr></w:tbl>"
)
XML = _members(SAMPLE)["word/document.xml"]


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_document_is_read_or_refused(data, damaged):
    assert read_or_refused(data.draw(damaged([SAMPLE])))


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_document_with_a_damaged_part_is_read_or_refused(data, damaged):
    assert read_or_refused(packed({"word/document.xml": data.draw(damaged([XML]))}))


# Elements and values in any order: what is well-formed and still makes no sense.
_NAMES = (
    "p r t tbl tr tc tcPr trPr pPr rPr del ins moveFrom txbxContent fldChar vMerge gridSpan vanish b "
    "outlineLvl sdt sdtContent tblHeader gridBefore hyperlink br tab instrText"
)
_ELEMENTS = st.sampled_from(_NAMES.split())
_VALUES = st.sampled_from(["", "-1", "0", "3", "99999999", "²", "x", "restart", "begin", "separate", "end"])
_TREES = st.recursive(
    st.just("工会300人"),
    lambda inner: st.builds(
        lambda name, value, kind, children: (
            f'<w:{name} w:val="{value}" w:fldCharType="{kind}">{"".join(children)}</w:{name}>'
        ),
        _ELEMENTS,
        _VALUES,
        _VALUES,
        st.lists(inner, max_size=6),
    ),
    max_leaves=40,
)


@given(body=_TREES)
@settings(max_examples=60, deadline=None)
def test_a_document_of_elements_in_any_order_is_read_or_refused(body):
    assert read_or_refused(with_body(body))


@pytest.mark.slow
@given(data=st.data(), body=_TREES)
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_damaged_documents_are_read_or_refused(data, body, damaged):
    assert read_or_refused(data.draw(damaged([SAMPLE])))
    assert read_or_refused(packed({"word/document.xml": data.draw(damaged([XML]))}))
    assert read_or_refused(with_body(body))


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        LINE * 130_000,
        "<w:p>" + "<w:r><w:t>字</w:t></w:r>" * 199_000 + "</w:p>",
        "<w:tbl><w:tr><w:tc>" * 75 + LINE + "</w:tc></w:tr></w:tbl>" * 75,
        "<w:tbl>" + ("<w:tr>" + f"<w:tc>{LINE}</w:tc>" * 20 + "</w:tr>") * 4000 + "</w:tbl>",
    ],
    ids=["paragraphs", "runs", "nested tables", "cells"],
)
def test_a_large_document_takes_bounded_time(body):
    began = monotonic()
    assert read_or_refused(with_body(body))
    assert monotonic() - began < 30
