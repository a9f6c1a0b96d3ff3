from datetime import date
from decimal import Decimal

import pytest

from extractor.explain import derivation
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

TEXT = "今年以来，工会计划投入约3至5万元。"
ARTICLE = Article("p.txt", 2, "高新区工会", TEXT, origin=(Origin(0, len(TEXT), 40),))
FIGURE = Figure(
    figure_id="f",
    article_id=ARTICLE.article_id,
    quantity=Quantity(Span(11, 17), Decimal(30000), Decimal(50000), "元", Bound.ABOUT, Dimension.MONEY, "家"),
    raw="约3至5万元",
    in_title=False,
    section="关爱",
    sentence=TEXT,
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


def lines(branch):
    yield branch.line
    for twig in branch.twigs:
        yield from lines(twig)


@pytest.mark.parametrize(
    "line",
    [
        "约3至5万元 = about 30000 to 50000 元",
        "p.txt, article 2: 高新区工会",
        "characters 11 to 17 of the text, character 51 of the source",
        "under the heading 关爱",
        "今年以来，工会计划投入【约3至5万元】。",
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
    assert line in list(lines(derivation(FIGURE, ARTICLE)))
