"""Over the corpus the audit finds what was planted, and calls nothing else a conflict."""

import pytest

from extractor.grammar import load
from extractor.model.table import AUDIT, FIGURES, SUMMARY
from extractor.pages import read_page
from extractor.pipeline import Extractor
from extractor.sources.readers import read
from extractor.tables.audit import audit_rows
from extractor.tables.facts import facts, keyed
from extractor.tables.summary import summary_rows
from extractor.tables.tidy import figure_row


@pytest.fixture(scope="module")
def rows(checkout):
    extractor = Extractor(load())
    return [
        dict(zip(FIGURES.names, figure_row(figure, article), strict=True))
        for path in sorted((checkout / "corpus/articles").glob("*.txt"))
        for page in read(path)
        for article in read_page(page, extractor.page_forms)
        for figure in extractor.figures(article)
    ]


@pytest.fixture(scope="module")
def found(rows):
    """The surfaces that each finding is about, by kind and file."""
    raw = {row["figure_id"]: row["raw"] for row in rows}
    told = facts(sorted(keyed(rows), key=lambda pair: pair[0]))
    audit = [dict(zip(AUDIT.names, cells, strict=True)) for cells in audit_rows(rows, told)]
    return {
        (row["kind"], row["source"][:2], *(raw[name] for name in row["figure_ids"].split())) for row in audit
    }


@pytest.mark.parametrize(
    ("kind", "planted"),
    [
        ("conflict", {("31", "136座", "163座")}),
        ("part_exceeds_total", {("32", "2140条", "1860条")}),
        ("headline_differs", {("33", "86万元", "68万元")}),
    ],
)
def test_exactly_what_was_planted_is_found(found, kind, planted):
    assert {(source, *raws) for one, source, *raws in found if one == kind} == planted


def test_no_share_over_the_whole_is_invented(found):
    # 10人以下小微企业建会率 is read as a rate of 10人, and 百人以上建会企业…建制率 as one of 百人:
    # the audit rightly doubts both.
    assert {raws[0] for kind, source, *raws in found if kind == "implausible"} <= {"10人以下", "百人以上"}


def test_every_figure_stands_in_exactly_one_fact(rows):
    told = list(summary_rows(facts(sorted(keyed(rows), key=lambda pair: pair[0]))))
    at = SUMMARY.names.index("figure_ids")
    ids = [name for cells in told for name in cells[at].split()]
    assert sorted(ids) == sorted({row["figure_id"] for row in rows})


def test_facts_come_sorted_by_zone_indicator_and_unit(rows):
    told = list(facts(sorted(keyed(rows), key=lambda pair: pair[0])))
    zones = [fact.first.zone for fact in told]
    assert zones == sorted(zones)
