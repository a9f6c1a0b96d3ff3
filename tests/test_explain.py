from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from extractor.explain import Branch, derivation
from extractor.model import (
    Article,
    Bound,
    Change,
    Dimension,
    Edge,
    Figure,
    Modality,
    Origin,
    Period,
    Quantity,
    Reach,
    Span,
)

SENTENCE = "今年以来，工会计划投入约3至5万元，用于慰问一线职工，并为他们办理医疗互助保障和意外伤害保险。"
TEXT = SENTENCE + "其余另计。"
ARTICLE = Article(
    "p.txt",
    2,
    "高新区工会",
    TEXT,
    origin=(Origin(0, 13, 4, 1), Origin(13, len(TEXT), 5, 3)),
    title_origin=(Origin(0, 5, 1, 2),),
    place="page 2",
)
FIGURE = Figure(
    figure_id="f",
    article_id=ARTICLE.article_id,
    quantity=Quantity(Span(11, 17), Decimal(30000), Decimal(50000), "元", Bound.ABOUT, Dimension.MONEY, "家"),
    raw="约3至5万元",
    in_title=False,
    section="关爱",
    sentence=SENTENCE,
    change=Change.LEVEL,
    aggregate="",
    modality=Modality.PLANNED,
    edges=(
        Edge("zone", "高新区", "zones.title", Reach.TITLE, Span(0, 3), cue_in_title=True),
        Edge("action", "投入", "verbs.before", Reach.CLAUSE, Span(9, 11)),
        Edge("period", "今年以来", "periods.since", Reach.SENTENCE, Span(0, 4)),
    ),
    period=Period(Span(0, 4), "今年以来", start=date(2025, 1, 1)),
    restates="f0",
    confidence=0.9,
)


@pytest.mark.parametrize(
    "line",
    [
        "约3至5万元 = about 30000 to 50000 元",
        "p.txt, article 2: 高新区工会",
        "characters 11 to 17 of the text",
        "in the source: page 2, line 4 of its text, column 12",
        "今年以来，工会计划投入【约3】",
        "【至5万元】" + TEXT[17:],
        "under the heading 关爱",
        SENTENCE.replace("约3至5万元", "【约3至5万元】"),
        "unit 元, dimension money",
        "per 家",
        "modality planned",
        "rule zones.title, in the title: “高新区” at 0 to 3 of the title",
        "rule verbs.before, in its own clause: “投入” at 9 to 11",
        "period: 今年以来",
        "2025-01-01 to ?",
        "program: not said",
        "restates f0",
        "confidence 0.90",
    ],
)
def test_the_derivation_says(line):
    assert line in [drawn.lstrip("│├└─ ") for drawn in derivation(FIGURE, ARTICLE).drawn()]


def test_a_tree_is_drawn_with_its_branches():
    tree = Branch("a", (Branch("b", (Branch("c"),)), Branch("d", (Branch("e"),))))
    assert tree.drawn() == ["a", "├── b", "│   └── c", "└── d", "    └── e"]


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("甲3家。", "甲【3家】。"),
        ("乙3家。", "乙3家。甲【3家】。丙3家。"),
        ("gone", "乙3家。甲【3家】。丙3家。"),
    ],
)
def test_the_sentence_shown_is_the_one_around_the_figure(sentence, shown):
    article = Article("p.txt", 1, "", "乙3家。甲3家。丙3家。")
    figure = replace(FIGURE, quantity=replace(FIGURE.quantity, span=Span(5, 7)), sentence=sentence)
    assert shown in [line.lstrip("│├└─ ") for line in derivation(figure, article).drawn()]


def places(figure, article):
    lines = [line.lstrip("│├└─ ") for line in derivation(figure, article).drawn()]
    return [line for line in lines if line.startswith("in the source")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "in the source: page 2, line 4 of its text, column 12"),
        ({"place": ""}, "in the source: line 4, column 12"),
        ({"place": "Sheet1 row 12", "origin": ()}, "in the source: Sheet1 row 12, line not known"),
    ],
)
def test_the_place_in_the_source_is_said_as_far_as_it_is_known(change, said):
    assert places(FIGURE, replace(ARTICLE, **change)) == [said]


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ((Origin(0, 5, 1, 2),), "in the source: page 2, line 1 of its text, column 4"),
        ((), "in the source: page 2, as the source gives the title, apart from the text"),
    ],
)
def test_a_figure_of_the_title_has_its_place_too(origin, said):
    figure = replace(FIGURE, in_title=True, quantity=replace(FIGURE.quantity, span=Span(2, 3)))
    assert places(figure, replace(ARTICLE, title_origin=origin)) == [said]


def test_what_the_mender_left_out_of_a_line_is_three_dots():
    runs = (Origin(0, 13, 4, 1), Origin(13, 20, 4, 30))
    lines = [line.lstrip("│├└─ ") for line in derivation(FIGURE, replace(ARTICLE, origin=runs)).drawn()]
    assert "今年以来，工会计划投入【约3】…【至5万元】，用于" in lines


def test_a_paragraph_that_was_never_wrapped_is_shown_around_the_figure():
    text = "前" * 50 + "3家" + "后" * 50
    article = Article("p.txt", 1, "", text, origin=(Origin(0, len(text), 1, 1),))
    figure = replace(FIGURE, quantity=replace(FIGURE.quantity, span=Span(50, 52)))
    lines = [line.lstrip("│├└─ ") for line in derivation(figure, article).drawn()]
    assert "…" + "前" * 20 + "【3家】" + "后" * 20 + "…" in lines
