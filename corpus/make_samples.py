"""Writes corpus/samples: one article in every format and encoding that is read, from the words below.

    python corpus/make_samples.py [FOLDER]

The same words give the same bytes, as long as the libraries that write docx, pdf and xlsx do. Nothing here is
news: the places are real, all else is invented. The figures that every sample must give stand in
samples/expected.csv; they were taken by hand.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent / "samples"
PUBLISHER, DAY = "湘江工友报", datetime.date(2025, 11, 6)
MADE = datetime.datetime(2025, 11, 6, tzinfo=datetime.UTC)
NAMES = ("宋听雨", "陶望舒")
TITLE = "株洲：把工会服务送到机台边"
TABLE = (
    ("园区", "新建驿站（座）", "培训职工（人次）", "投入经费（万元）"),
    ("株洲高新区", "22", "5400", "1320"),
    ("攸县高新区", "14", "3160", "845.6"),
    ("醴陵经济开发区", "11", "2975", "694.4"),
)
# Headings begin with #, items with -; None is where the table stands.
BODY: tuple[str | None, ...] = (
    "截至10月底，株洲市总工会今年累计投入服务经费2860余万元，新建职工驿站47座，惠及职工3.2万人次。",
    "# 株洲高新区：驿站开到产线旁",
    (
        "株洲高新区总工会实施“机台微课”计划，开设课程126门，培训一线职工约5400人次，技能等级认定通过率达到93.5%。"
        "云帆精工（株洲）有限公司的12名技工结对带徒，产品返修率降低1.8个百分点。"
    ),
    "# 攸县高新区：热线接得更快",
    (
        "攸县高新区工会联合会把法律服务站建进厂区，今年以来接听热线1185通，办结满意率99%以上，为214名职工追回欠薪"
        "368.4万元。暖心服务也有一组数字："
    ),
    "- 慰问困难职工：630户",
    "- 发放助学金：58.5万元",
    "- 职工书屋藏书：2.6万册",
    "# 醴陵经济开发区：比武比出新工艺",
    (
        "醴陵经济开发区工会举办技能比武9场，参赛职工近1700人，产生工艺改进成果33项，其中21项已投入生产，"
        "预计每年节约成本410万元。各园区重点工作完成情况见下表："
    ),
    None,
    "下一步，株洲市总工会将推动驿站夜间开放，力争年内服务户外劳动者突破5万人次。",
)
WIDTH = 24  # characters a line where a newspaper breaks its columns
EPOCH = (1980, 1, 1, 0, 0, 0)

BYLINE = f"本报记者 {NAMES[0]} 通讯员 {NAMES[1]}"
MASTHEAD = f"{PUBLISHER}　{DAY.year}年{DAY.month}月{DAY.day}日　星期四　第03版"


def table_lines() -> list[str]:
    """The table as lines with strokes, a rule below its headings."""
    rows = ["| " + " | ".join(row) + " |" for row in TABLE]
    return [rows[0], "| --- | --- | --- | --- |", *rows[1:]]


def paragraphs() -> list[str]:
    """The body as plain lines, not wrapped."""
    lines: list[str] = []
    for part in BODY:
        lines += table_lines() if part is None else [part.lstrip("#- ")]
    return lines


def printed_lines() -> list[str]:
    """The page as print breaks it: fixed lines, a page head, a caption where a column ends."""
    lines = [MASTHEAD, "", TITLE, "", BYLINE]
    for part in BODY:
        if part is None:
            lines += ["", *table_lines(), ""]
        elif part[0] in "#-":
            lines.append(part[2:])
        else:
            words = "　　" + part
            lines += [words[at : at + WIDTH] for at in range(0, len(words), WIDTH)]
    caption = f"▲图为职工在驿站读书。{NAMES[1]} 摄"
    at = next(number for number, line in enumerate(lines) if "累计投入" in line) + 1
    return [*lines[:at], "", caption, "", *lines[at:]]


def text(words: str, encoding: str) -> bytes:
    """The words in an encoding; every character must be there."""
    return words.encode(encoding)


def traditional(words: str) -> str:
    """The words in traditional characters, for Big5."""
    from opencc import OpenCC

    converted: str = OpenCC("s2tw").convert(words)
    return converted


def markdown() -> str:
    """The article in Markdown."""
    lines = [f"# {TITLE}", "", f"*{BYLINE}*", "", f"来源：{PUBLISHER}　{DAY.isoformat()}", ""]
    for part in BODY:
        if part is None:
            lines += [*table_lines(), ""]
        elif part.startswith("# "):
            lines += [f"#{part}", ""]
        elif part.startswith("- "):
            lines.append(part)
        else:
            lines += ([""] if lines[-1].startswith("- ") else []) + [part, ""]
    return "\n".join(lines) + "\n"


def web(charset: str) -> bytes:
    """The article as a web page with its furniture around it."""
    body = []
    for part in BODY:
        if part is None:
            rows = (f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in TABLE)
            body.append(f'<table border="1">{"".join(rows)}</table>')
        elif part.startswith("# "):
            body.append(f"<h2>{escape(part[2:])}</h2>")
        else:
            body.append(f"<p>　　{escape(part.removeprefix('- '))}</p>")
    newline = "\n"
    page = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{charset}"><title>{TITLE}-{PUBLISHER}</title>
<meta name="author" content="{" ".join(NAMES)}"><meta name="source" content="{PUBLISHER}">
<meta name="PubDate" content="{DAY.isoformat()} 08:30"></head>
<body><div class="nav"><a href="/">首页</a> | <a href="/news">新闻</a> | <a href="/about">关于我们</a></div>
<div class="article"><h1>{TITLE}</h1>
<div class="info">来源：{PUBLISHER}　时间：{DAY.isoformat()}　作者：{" ".join(NAMES)}</div>
{newline.join(body)}
</div>
<div class="footer"><a href="/a">上一篇</a> <a href="/b">下一篇</a> 版权所有 {PUBLISHER}</div>
</body></html>
"""
    return page.encode(charset)


def word() -> bytes:
    """The article as a Word document."""
    from docx import Document

    document = Document()
    document.core_properties.created = document.core_properties.modified = MADE
    document.core_properties.title = ""
    document.core_properties.author = ""
    document.add_heading(TITLE, level=0)
    document.add_paragraph(BYLINE)
    document.add_paragraph(f"来源：{PUBLISHER}　{DAY.isoformat()}")
    for part in BODY:
        if part is None:
            table = document.add_table(rows=len(TABLE), cols=len(TABLE[0]))
            for row, cells in zip(table.rows, TABLE, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
        elif part.startswith("# "):
            document.add_heading(part[2:], level=1)
        else:
            document.add_paragraph(part.removeprefix("- "))
    written = io.BytesIO()
    document.save(written)
    return repacked(written.getvalue())


def printed() -> bytes:
    """The article as a newspaper page of two columns, its table below them."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(595, 842), pageCompression=0, invariant=1)

    def put(words: str, x: float, y: float, size: float, full: bool = False) -> None:
        # A full line is spread to the column's width, as print does.
        width = pdfmetrics.stringWidth(words, "STSong-Light", size)
        canvas.setFont("STSong-Light", size)
        canvas.drawString(x, y, words, charSpace=(WIDTH * size - width) / (len(words) - 1) if full else 0)

    put(MASTHEAD, 40, 805, 9)
    put(TITLE, 40, 765, 24)
    put(BYLINE, 40, 742, 10)
    lines = []
    for part in BODY[:-2]:
        assert part is not None
        words = part[2:] if part[0] in "#-" else "　　" + part
        lines += [(words[at : at + WIDTH], part[0] == "#") for at in range(0, len(words), WIDTH)]
    half = (len(lines) + 1) // 2
    for column, left in ((lines[:half], 40), (lines[half:], 310)):
        for number, (words, heading) in enumerate(column):
            put(words, left, 710 - 18 * number, 12 if heading else 10, full=len(words) == WIDTH)
    top = 710 - 18 * half - 20
    xs, ys = [40, 170, 290, 410, 550], [top - 20 * row for row in range(len(TABLE) + 1)]
    canvas.grid(xs, ys)
    for row, y in zip(TABLE, ys, strict=False):
        for words, x in zip(row, xs, strict=False):
            put(words, x + 6, y - 14, 10)
    last = "　　" + str(BODY[-1])
    for number, at in enumerate(range(0, len(last), 2 * WIDTH)):
        put(last[at : at + 2 * WIDTH], 40, ys[-1] - 30 - 18 * number, 10)
    canvas.save()
    return written.getvalue()


def record(names: Sequence[str]) -> dict[str, str]:
    """The article as one row of an export, under the given headings."""
    cells = (TITLE, DAY.isoformat(), PUBLISHER, "、".join(NAMES), "\n".join(paragraphs()))
    return dict(zip(names, cells, strict=True))


def json_lines() -> bytes:
    """An export of one article, one JSON object a line."""
    names = ("title", "pub_date", "source", "author", "content")
    return (json.dumps(record(names), ensure_ascii=False) + "\n").encode()


def comma_separated() -> bytes:
    """An export of one article as Excel saves it: CSV in the encoding of Chinese Windows."""
    written = io.StringIO()
    row = record(("标题", "发布时间", "来源", "作者", "正文"))
    writer = csv.DictWriter(written, tuple(row), lineterminator="\r\n")
    writer.writeheader()
    writer.writerow(row)
    return written.getvalue().encode("gb18030")


def spreadsheet() -> bytes:
    """An export of one article as a workbook, a line above its headings, its date a real date."""
    import xlsxwriter

    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written, {"in_memory": True})
    workbook.set_properties({"created": MADE})
    sheet = workbook.add_worksheet("导出")
    sheet.write(0, 0, "新闻库导出")
    row = record(("标题", "发布日期", "媒体", "作者", "正文"))
    sheet.write_row(1, 0, row)
    sheet.write_row(2, 0, row.values())
    sheet.write_datetime(2, 1, DAY, workbook.add_format({"num_format": "yyyy/m/d"}))
    workbook.close()
    return repacked(written.getvalue())


def repacked(data: bytes) -> bytes:
    """A ZIP file with the same members, without times, so that its bytes stay the same."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(zipfile.ZipInfo(info.filename, EPOCH), archive.read(info)) for info in archive.infolist()]
    return packed(members, zipfile.ZIP_DEFLATED)


def packed(members: Iterable[tuple[zipfile.ZipInfo, bytes]], method: int) -> bytes:
    """A ZIP file of the members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for info, content in members:
            archive.writestr(info, content, method)
    return written.getvalue()


class WindowsName(zipfile.ZipInfo):
    """A member whose name is written as Chinese Windows does: in GBK, with nothing that says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def samples() -> dict[str, bytes]:
    """Every sample's name and bytes."""
    plain = "\n".join(printed_lines()) + "\n"
    made = {
        "utf-8.txt": text(plain, "utf-8"),
        "utf-8-sig.txt": text(plain.replace("\n", "\r\n"), "utf-8-sig"),
        "gb18030.txt": text(plain.replace("\n", "\r\n"), "gb18030"),
        "big5.txt": text(traditional(plain), "big5"),
        "utf-16.txt": "\ufeff".encode("utf-16-le") + text(plain, "utf-16-le"),
        "article.md": text(markdown(), "utf-8"),
        "utf-8.html": web("utf-8"),
        "gbk.html": web("gbk"),
        "article.docx": word(),
        "page.pdf": printed(),
        "export.jsonl": json_lines(),
        "export.csv": comma_separated(),
        "export.xlsx": spreadsheet(),
    }
    inside = {
        "简报/一线 “微课”.txt": "gb18030.txt",
        "简报/网页.html": "gbk.html",
        "导出.jsonl": "export.jsonl",
        "__MACOSX/._导出.jsonl": "export.jsonl",
    }
    members = [(WindowsName(name, EPOCH), made[sample]) for name, sample in inside.items()]
    return made | {"archive.zip": packed(members, zipfile.ZIP_STORED)}


def main(arguments: Sequence[str]) -> None:
    """Writes all samples into the folder given, or into samples/ beside this file."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in samples().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
