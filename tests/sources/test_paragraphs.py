"""Each format says in its own way where paragraphs end: what ends there is not joined to what follows."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

import extractor

TITLE = "榆原高新区总工会服务职工有新招"
FIRST = "今年，榆原高新区总工会投入120万元，建成职工之家12个，服务职工3000人次。"
OPEN = "走访企业37家，慰问一线职工1200人"
LAST = "下一步，榆原高新区总工会将把服务送到更多工地和车间，让职工少跑腿。"
BODY = [FIRST, OPEN, LAST]
# As a newspaper's column has them: 18 characters a line.
PRINT = [
    "　　"
    + FIRST
    + "过去，职工办一件事要跑好几个部门；如今，一个窗口就能受理法律援助、技能培训、互助保障等8类业务，"
    "平均办理时间由5天缩短到1.5天，满意率达到98%。",
    "　　“下班路上顺便就把事办了。”在苇河街道，领到补助的装配工人说。像他这样受益的职工，今年已有2600多人。",
]
WRAPPED = [line[at : at + 18].strip() for line in PRINT for at in range(0, len(line), 18)]


def text_of(path: Path) -> list[str]:
    (article,) = extractor.read(path)
    assert article.title == TITLE
    return article.text.split("\n")


def page(body: str) -> str:
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>{body}</div></body></html>"


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<p>{line}</p>" for line in BODY),
        "".join(f"<p>　　{line}</p>\n" for line in BODY),
        "".join(f"<div><span>{line}</span></div>" for line in BODY),
        "<br>".join(BODY),
        "<br><br>".join(f"　　{line}" for line in BODY),
        "<p>" + "<br/>".join(BODY) + "</p>",
        "<pre>" + "\n".join(BODY) + "</pre>",
    ],
)
def test_elements_and_line_ends_of_a_web_page_end_paragraphs(body: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page(body), encoding="utf-8")
    assert text_of(path) == BODY


@pytest.mark.parametrize("joint", ["<br>", "<br>\n", "</p><p>"])
def test_lines_of_print_on_a_web_page_are_joined(joint: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page("<p>" + joint.join(WRAPPED) + "</p>"), encoding="utf-8")
    assert text_of(path) == [line.strip() for line in PRINT]


def test_paragraphs_and_line_breaks_of_word_end_paragraphs(tmp_path: Path) -> None:
    for name, lines in (("paragraphs", BODY), ("breaks", ["\n".join(BODY)])):
        document = docx.Document()
        for line in (TITLE, *lines):
            document.add_paragraph(line)
        document.save(str(tmp_path / f"{name}.docx"))
        assert text_of(tmp_path / f"{name}.docx") == BODY


@pytest.mark.parametrize("joint", ["\n", "\n\n", "\n- "])
def test_lines_of_markdown_end_paragraphs(joint: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# {TITLE}\n\n{joint.join(BODY)}\n", encoding="utf-8")
    assert text_of(path) == BODY


def test_a_blank_line_of_markdown_ends_a_paragraph_that_was_wrapped(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    open_end = [*WRAPPED[:-1], WRAPPED[-1].rstrip("。")]
    path.write_text(f"# {TITLE}\n\n" + "\n".join(open_end) + f"\n\n{LAST}\n", encoding="utf-8")
    assert text_of(path)[-1] == LAST


@pytest.mark.parametrize("text", ["\n".join(BODY), "\r\n".join(BODY), "\n\n".join(BODY)])
def test_line_feeds_of_a_record_end_paragraphs(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": TITLE, "text": text}), encoding="utf-8")
    assert text_of(path) == BODY


def test_lines_of_print_in_a_record_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": TITLE, "text": "\n".join(WRAPPED)}), encoding="utf-8")
    assert text_of(path) == [line.strip() for line in PRINT]
