"""Every character has its true place, nothing is lost, nothing fails, and the cost is linear."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import Article, Origin, Page
from extractor.pages import read_page
from extractor.sources.encoding import decode
from tests.pages.conftest import CORPUS, Read, page_forms

SAMPLES = [decode(path.read_bytes()).text for path in sorted((CORPUS / "articles").glob("*.txt"))]
LINES = sorted({line for text in SAMPLES for line in text.split("\n")})
CHARACTERS = "工会人1２.％，。：、！？“”（）【】《》—…·► □　\n\r\t |职王年月日摄讯記a-"
CHARACTERS += "\u200b\ufeff\x00\x85\u2028\U00020000"

lines = st.one_of(st.sampled_from(LINES), st.text(CHARACTERS, max_size=30), st.just(""))
pages = st.lists(lines, max_size=25).map("\n".join)


def _assert_places(article: Article, text: str) -> None:
    lines = text.split("\n")
    for in_title, mended in ((False, article.text), (True, article.title)):
        for offset, char in enumerate(mended):
            place = article.stands_at(offset, in_title=in_title)
            if place is None:
                assert char in "\n ", f"only joints have no place: {mended[offset - 5 : offset + 5]!r}"
            else:
                assert lines[place[0] - 1][place[1] - 1] == char


@settings(max_examples=150, deadline=None)
@given(pages)
def test_every_character_knows_its_place(text: str) -> None:
    for article in read_page(Page("x.txt", text), page_forms()):
        _assert_places(article, text)
        assert all(article.text[span.start - 1 : span.start] in ("", "\n") for span in article.headings)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 3000), st.integers(0, 40), st.text(CHARACTERS, max_size=12))
def test_a_mutated_sample_never_fails(text: str, at: int, cut: int, put: str) -> None:
    mutated = text[:at] + put + text[at + cut :]
    for article in read_page(Page("x.txt", mutated), page_forms()):
        _assert_places(article, mutated)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for article in read_page(Page("x.txt", text), page_forms()):
        _assert_places(article, text)


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(6)), st.integers(20, 60))
def test_no_sentence_is_lost(order: list[int], width: int) -> None:
    sentences = [
        f"第{at}车间的职工今年完成攻关{at + 11}项，节约成本{at + 70}万元，获得专利{at + 30}件。"
        for at in order
    ]
    wrapped = [part for line in sentences for part in re.findall(f".{{1,{width}}}", line)]
    (article,) = read_page(Page("x.txt", "\n".join(["车间攻关忙", *wrapped])), page_forms())
    assert article.text.replace("\n", "") == "".join(sentences)


def test_places_of_one_text_are_in_order(read: Read) -> None:
    (article,) = read("榆原高新区", "驿站开门", "", "今年，我们建成驿", "", "站12座。")
    assert article.title_origin == (Origin(0, 5, 1, 1), Origin(6, 10, 2, 1))
    assert article.origin == (Origin(0, 8, 4, 1), Origin(8, 13, 6, 1))


@pytest.mark.parametrize("sample", sorted((CORPUS / "repaired").glob("*.txt")), ids=lambda path: path.stem)
def test_a_broken_page_reads_as_it_was_meant(sample: Path) -> None:
    page = (CORPUS / "articles" / sample.name).read_text(encoding="utf-8")
    articles = read_page(Page(sample.name, page), page_forms())
    meant = sample.read_text(encoding="utf-8").rstrip("\n").split("\n=====\n")
    assert [f"{article.title}\n{article.text}" for article in articles] == meant


@pytest.mark.parametrize(
    "unit",
    [
        "今年建成驿站12座，服务职工",
        "让工匠下单即到\n",
        "一、主要工作\n",
        "工会牵头组建产业链创新工作室联盟开展\n让工匠下单\n",
        "方小舟 祁安\n",
        "“（",
        "千",
        "\n",
        "本报讯 今年培训职工。\n",
        "图为职工在读书\n",
        "新建工会：12家\n",
    ],
)
def test_the_cost_is_linear(unit: str) -> None:
    # Not a matter of milliseconds: four times the text must not take sixteen times as long.
    def seconds(size: int) -> float:
        started = time.process_time()
        read_page(Page("x.txt", unit * (size // len(unit))), page_forms())
        return time.process_time() - started

    seconds(1000)
    small = min(seconds(30_000) for _ in range(3))
    assert min(seconds(120_000) for _ in range(2)) < 9 * small + 0.05
