"""Check: each kind of case passes and fails as it should, and a failure says how."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from extractor.check import checked, failure_of
from extractor.grammar import Case
from extractor.model import Article, Bound, Figure, Period, Span
from extractor.pages import PageForms

TEXT = "今年设立33家服务点，惠及3人"


class Scripted:
    """An extractor that finds what it was told to find."""

    def __init__(self, find: Callable[[Article], Sequence[Figure]]) -> None:
        self.figures = find

    def evidence(self, article: Article) -> None:
        return None

    @property
    def page_forms(self) -> PageForms:
        return PageForms.of([], {})


@pytest.fixture
def extractor(make_figure: Callable[..., Figure]) -> Scripted:
    def find(article: Article) -> list[Figure]:
        if "33家" not in article.text:
            return []
        figure = make_figure(article, "33家", "33.0", "家", zone="高新区", period="今年")
        quantity = replace(figure.quantity, bound=Bound.OVER)
        period = Period(Span(0, 2), "今年", start=date(2025, 1, 1))
        return [replace(figure, quantity=quantity, period=period)]

    return Scripted(find)


def case(kind: Any, **content: Any) -> Case:
    return Case("patterns/units.yaml", 7, "units", "unit.shop", kind, 0, content)


MARKED = "今年设立[[33家]]服务点，惠及3人"

PASSING: list[tuple[str, dict[str, Any]]] = [
    ("example", {"text": MARKED}),
    ("example", {"text": MARKED, "value": "33", "value_max": "", "unit": "家", "bound": "over"}),
    ("example", {"text": MARKED, "dimension": "count", "change": "level", "modality": "reported", "per": ""}),
    ("example", {"text": MARKED, "zone": "高新区", "program": "", "period": "今年"}),
    ("example", {"text": MARKED, "period_start": "2025-01-01", "period_end": "", "why": "never compared"}),
    ("reject", {"text": "今年设立33家服务点，惠及[[3人]]"}),
    ("reject", {"text": "没有数字"}),
    ("reject", {"text": TEXT, "title": "[[33家]]"}),
    ("gap", {"text": "今年设立33家服务点，惠及[[3人]]"}),
    ("gap", {"text": MARKED, "unit": "个"}),
]


@pytest.mark.parametrize(("kind", "content"), PASSING)
def test_a_case_that_comes_out_does_not_fail(kind: str, content: dict[str, Any], extractor: Scripted) -> None:
    assert failure_of(case(kind, **content), extractor) is None


FAILING: list[tuple[str, dict[str, Any], str]] = [
    (
        "example",
        {"text": "今年设立33家服务点，惠及[[3人]]"},
        "0: missing: expected “今年设立33家服务点，惠及[[3人]]”; found “今年设立[[33家]]服务点，惠及3人”",
    ),
    # the very span must match, not only a part of it
    (
        "example",
        {"text": "今年设立[[33]]家"},
        "0: missing: expected “今年设立[[33]]家”; found “今年设立[[33家]]”",
    ),
    (
        "example",
        {"text": MARKED, "title": "", "value": "34", "unit": "家", "bound": "exact"},
        f"0: wrong value, bound: expected value '34', bound 'exact' in “{MARKED}”; found '33', 'over'",
    ),
    (
        "example",
        {"text": MARKED, "value": "many"},
        f"0: wrong value: expected value 'many' in “{MARKED}”; found '33'",
    ),
    (
        "example",
        {"text": MARKED, "program": "送温暖", "zone": "高新区"},
        f"0: wrong program: expected program '送温暖' in “{MARKED}”; found ''",
    ),
    (
        "example",
        {"text": TEXT, "title": "设立[[33家]]"},
        f"0: missing: expected “设立[[33家]] | {TEXT}”; found “设立33家 | {MARKED}”",
    ),
    ("reject", {"text": TEXT}, f"reject-0: noisy: expected no figure in “{TEXT}”; found “{MARKED}”"),
    (
        "reject",
        {"text": "设立[[33]]家"},
        "reject-0: noisy: expected no figure at the marks of “设立[[33]]家”; found “设立[[33家]]”",
    ),
    (
        "gap",
        {"text": MARKED, "unit": "家"},
        f"gap-0: promote: expected a failure in “{MARKED}”; found that it works: make it an example",
    ),
]


@pytest.mark.parametrize(("kind", "content", "line"), FAILING)
def test_a_failure_says_where_and_how(
    kind: str, content: dict[str, Any], line: str, extractor: Scripted
) -> None:
    failure = failure_of(case(kind, **content), extractor)
    assert failure is not None
    assert failure.line == "patterns/units.yaml:7: units.yaml:unit.shop:" + line


def test_a_figure_is_judged_in_the_article_of_the_example() -> None:
    seen: list[Article] = []

    def find(article: Article) -> list[Figure]:
        seen.append(article)
        return []

    failure_of(case("gap", text="设立[[3家]]", title="高新区", published="2025-05-01"), Scripted(find))
    assert seen == [Article(source="", index=1, title="高新区", text="设立3家", published="2025-05-01")]


def test_a_value_is_shown_without_exponent(extractor: Scripted, make_figure: Callable[..., Figure]) -> None:
    article = Article("", 1, "", TEXT)
    figure = make_figure(article, "33家", "1.50E+8", "家")
    failure = failure_of(case("example", text=MARKED, value="33"), Scripted(lambda _: [figure]))
    assert failure is not None
    assert failure.found == "'150000000'"
    assert figure.quantity.value == Decimal("1.5E8")


def page_case(kind: Any, **content: Any) -> Case:
    return Case("patterns/pages.yaml", 9, "pages", "page.headline", kind, 0, content)


PAGE = "高新区建成职工之家\n高新区今年建成职工之家12个，职工说好。\n"


@pytest.mark.parametrize(
    ("kind", "titles", "kind_of_failure"),
    [
        ("example", ["高新区建成职工之家"], None),
        ("example", ["另一个标题"], "wrong titles"),
        ("reject", ["另一个标题"], "wrong titles"),
        ("gap", ["另一个标题"], None),
        ("gap", ["高新区建成职工之家"], "promote"),
    ],
)
def test_a_page_is_judged_by_the_articles_that_it_becomes(
    kind: str, titles: list[str], kind_of_failure: str | None, extractor: Scripted
) -> None:
    failure = failure_of(page_case(kind, text=PAGE, titles=titles), extractor)
    assert (failure and failure.kind) == kind_of_failure


def test_a_page_failure_shows_its_lines_in_one(extractor: Scripted) -> None:
    failure = failure_of(page_case("example", text=PAGE, titles=["甲", "乙"]), extractor)
    assert failure is not None
    assert failure.line == (
        "patterns/pages.yaml:9: pages.yaml:page.headline:0: wrong titles: expected “甲” + “乙” from "
        "“高新区建成职工之家⏎高新区今年建成职工之家12个，职工说好。”; found “高新区建成职工之家”"
    )


def test_the_report_counts_and_lists(extractor: Scripted) -> None:
    report = checked(
        [case("example", text=MARKED), case("reject", text=TEXT), case("gap", text=MARKED)], extractor
    )
    assert [failure.kind for failure in report.failures] == ["noisy", "promote"]
    assert report.lines[-1] == "1 examples, 1 rejects, 1 gaps: 2 failed"
