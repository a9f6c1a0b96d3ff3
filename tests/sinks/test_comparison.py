from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from extractor.compare.amount import Amount
from extractor.compare.manual import ManualFigure
from extractor.compare.score import score, score_row
from extractor.compare.verdicts import Compared, Verdict, comparison_row
from extractor.sinks.comparison_book import MARKS, write_comparison_book
from extractor.sinks.comparison_page import Page, lines, write_comparison_page
from extractor.sinks.drafts import Drafts

EVIL = "<img src=x onerror=alert(1)>=1+1"


@pytest.fixture
def verdicts(extracted_row):
    figure = ManualFigure(
        Amount(Decimal(3)), ("家",), {"zone": ("甲区", "")}, place="row 2",
        cells={"value": "3", "unit": "家", "zone": "甲区|", "raw": EVIL},
    )  # fmt: skip
    one_sided = {"spurious": (None, extracted_row), "missing": (figure, None)}
    return [
        Compared(
            verdict,
            *one_sided.get(verdict.value, (figure, extracted_row)),
            ("zone",) if verdict == "attachment_differs" else (),
            "bound: over for exact",
        )
        for verdict in Verdict
    ]


@pytest.fixture
def extracted_row():
    return {
        "figure_id": "f1", "source": "a.txt", "article_index": "1", "article_id": "a", "raw": "3家",
        "value": "3", "value_max": "", "unit": "家", "bound": "exact", "change": "level", "zone": EVIL,
        "organization": "", "program": "", "indicator": "", "period": "", "sentence": f"建站3家，{EVIL}",
    }  # fmt: skip


def test_every_verdict_has_a_mark_of_its_own_that_is_no_colour():
    assert MARKS.keys() == {verdict.value for verdict in Verdict}
    assert len({mark for mark, _ in MARKS.values()}) == len(MARKS)


def test_the_workbook_holds_text_and_numbers_and_runs_nothing(tmp_path, verdicts):
    rows = [comparison_row(one) for one in verdicts]
    with Drafts(tmp_path) as drafts:
        write_comparison_book(drafts, rows, [score_row(part) for part in score(verdicts).parts], [], [])
    book = CalamineWorkbook.from_path(str(tmp_path / "comparison.xlsx"))
    assert book.sheet_names == ["对照", "得分", "说明"]
    page = book.get_sheet_by_name("对照").to_python()
    assert [row[:2] for row in page[1:3]] == [["✓ 一致", "matched"], ["≠ 数值不同", "value_differs"]]
    at = {name: place for place, name in enumerate(page[0])}
    assert (page[1][at["zone"]], page[1][at["value"]], page[1][at["raw"]]) == (EVIL, 3.0, "3家")


def test_the_page_escapes_what_it_shows(tmp_path, verdicts):
    with Drafts(tmp_path) as drafts:
        write_comparison_page(drafts, verdicts, Page("figures.csv", EVIL, score(verdicts)))
    page = (tmp_path / "comparison.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert "&lt;img src=x" in page
    assert page.count("<article") == len(verdicts)
    assert page.count('class="differs"') == 2
    assert "容差：bound: over for exact" in page


def test_wrong_verdicts_come_first_where_a_page_cannot_hold_all(tmp_path, verdicts, monkeypatch):
    monkeypatch.setattr("extractor.sinks.comparison_page.MOST", 5)
    with Drafts(tmp_path) as drafts:
        write_comparison_page(drafts, verdicts, Page("figures.csv", "m.csv", score(verdicts)))
    page = (tmp_path / "comparison.html").read_text(encoding="utf-8")
    assert '<article class="matched"' not in page
    assert "另有 1 条没有列出" in page


def test_the_second_of_two_equal_figures_is_marked_at_its_own_place(extracted_row):
    rows = [extracted_row | {"figure_id": name, "sentence": "建站3家，惠及3家企业。"} for name in ("a", "b")]
    told = [line.evidence for line in lines([Compared(Verdict.SPURIOUS, None, row) for row in rows])]
    assert told == [("建站", "3家", "，惠及3家企业。"), ("建站3家，惠及", "3家", "企业。")]
