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
ARTICLE = Article("p.txt", 2, "高新区工会", TEXT, origin=(Origin(0, len(TEXT), 40),))
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
        "characters 11 to 17 of the text, character 51 of the source",
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
