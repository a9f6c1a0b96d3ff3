"""Place: how a candidate lies to a figure, told by marked sentences."""

import re

import pytest

from extractor.evidence import place
from extractor.grammar import load
from extractor.model import Article, Span
from extractor.pipeline import Extractor


@pytest.fixture(scope="module")
def facts():
    """The facts of the pair of `{zone:…}` and `[[…]]` in a marked text."""
    extractor = Extractor(load())

    def of(marked, title="", headings=()):
        zone = re.search(r"\{(.*?)\}", title + marked)[1]
        title, text = (re.sub(r"[{}\[\]]", "", part) for part in (title, marked))
        raw = re.search(r"\[\[(.*?)\]\]", marked)[1]
        spans = tuple(Span(text.index(one), text.index(one) + len(one)) for one in headings)
        evidence = extractor.evidence(Article("", 1, title, text, headings=spans))
        table, pairs = evidence.tables["zone"], evidence.pairs["zone"]
        number = next(n for n, one in enumerate(evidence.stated) if one.quantity.span.of(text) == raw)
        pair = next(
            p for p in range(len(table.figure)) if table.figure[p] == number and pairs.name(p) == zone
        )
        return {name: int(column[pair]) for name, column in table.columns.items()}

    return of


@pytest.mark.parametrize(
    ("marked", "relation"),
    [
        ("{绵阳高新区}资助职工[[320人]]。", place.CLAUSE),
        ("{绵阳高新区}表彰先进，资助职工[[320人]]。", place.CLAUSE_BEFORE),
        ("{绵阳高新区}表彰先进，开了会，资助职工[[320人]]。", place.SENTENCE),
        ("{绵阳高新区}表彰先进。资助职工[[320人]]。", place.SENTENCE_BEFORE),
        ("{绵阳高新区}表彰先进。开了会。资助职工[[320人]]。", place.PARAGRAPH),
        ("{绵阳高新区}表彰先进。\n资助职工[[320人]]。", place.PARAGRAPH_BEFORE),
        ("资助职工[[320人]]的是{绵阳高新区}。", place.NOT_BEFORE),
    ],
)
def test_the_relation_is_told_in_clauses_sentences_and_paragraphs(facts, marked, relation):
    assert facts(marked)["relation"] == relation


def test_a_heading_and_the_title_are_told_apart(facts):
    text = "{绵阳高新区}\n资助职工[[320人]]。"
    assert facts(text, headings=("绵阳高新区",))["relation"] == place.HEADING
    told = facts("资助职工[[320人]]。", "{绵阳高新区}总工会慰问职工")
    assert (told["relation"], told["in_title"]) == (place.TITLE, 1)


def test_what_lies_between_is_counted(facts):
    told = facts("{绵阳高新区}建站3座，德阳经开区也来了，资助职工[[320人]]。")
    assert (told["figures_between"], told["rivals_between"], told["recency"]) == (1, 1, 1)
    assert facts("{绵阳高新区}资助职工[[320人]]。")["recency"] == 0


def test_a_candidate_named_after_the_figure_follows_it(facts):
    assert facts("资助职工[[320人]]的{绵阳高新区}。")["follows"] == 1
    assert facts("资助职工[[320人]]，都在{绵阳高新区}。")["follows"] == 2


def test_a_new_item_is_a_turn(facts):
    plain = facts("{绵阳高新区}开讲堂。走访职工[[900名]]。")["turn"]
    assert facts("一是{绵阳高新区}开讲堂。二是走访职工[[900名]]。")["turn"] != plain
