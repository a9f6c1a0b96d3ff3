"""Which mentions are one fact, which fact a later one supersedes, and which two contradict each other."""

import random

import pytest

from extractor.tables.facts import facts, keyed

YEAR = {"period": "2024年", "period_start": "2024-01-01", "period_end": "2024-12-31"}
NEXT = {"period": "2025年", "period_start": "2025-01-01", "period_end": "2025-12-31"}
NOW = {"period": "截至目前"}


def conflicts(found):
    return {frozenset((fact.fact_id, other)) for fact in found for other in fact.conflicts}


def test_restated_mentions_are_one_fact(row, facts_of):
    first = row("4家", 4)
    again = [row("4家", 4, restates=first["figure_id"], indicator="联合创新工作室") for _ in range(3)]
    (fact,) = facts_of(first, *again)
    assert len(fact.mentions) == 4
    assert fact.fact_id == first["figure_id"]


def test_the_most_exact_mention_gives_the_value(row, facts_of):
    rough = row("2300余人次", 2300, "人次", bound="over")
    exact = row("2312人次", 2312, "人次", restates=rough["figure_id"])
    (fact,) = facts_of(rough, exact)
    assert fact.best.raw == "2312人次"
    assert fact.fact_id == rough["figure_id"]


def test_a_restated_figure_has_the_subject_of_its_first_mention(row, facts_of):
    headline = row("38条", 38, "条", in_title="1", indicator="食品生产线")
    text = row("38条", 38, "条", indicator="生产线", restates=headline["figure_id"])
    (fact,) = facts_of(headline, text)
    assert fact.first.indicator == "生产线"


def test_articles_that_tell_the_same_are_one_fact(row, facts_of, other):
    (fact,) = facts_of(row("331家", 331, **YEAR), row("331家", 331, **YEAR, **other("b")))
    assert fact.articles == ("A", "B")


def test_a_rounded_number_of_another_article_is_the_same_fact(row, facts_of, other):
    one = row("15023万元", 150230000, "元", **YEAR)
    (fact,) = facts_of(one, row("超过1.5亿元", 150000000, "元", bound="over", **YEAR, **other("b")))
    assert fact.best.raw == "15023万元"


def test_the_same_article_in_two_files_is_told_once(row, facts_of):
    one = row("331家", 331)
    (fact,) = facts_of(one, {**one, "source": "copy.txt"})
    assert (len(fact.mentions), len(fact.articles)) == (1, 1)


@pytest.mark.parametrize(
    "cells",
    [
        {"zone": "另一区"},
        {"indicator": "培训站"},
        {"unit": "元"},
        {"program": "匠心"},
        {"organization": "某某公司"},
        {"change": "increase"},
        {"aggregate": "average"},
        {"per": "家"},
        {"modality": "planned"},
        {"action": "新建"},
        NEXT,
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_what_differs_is_another_fact(row, facts_of, other, cells):
    assert len(facts_of(row("331家", 331, **YEAR), row("331家", 331, **{**YEAR, **cells}, **other("b")))) == 2


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (
            {"zone": "威海火炬高新区"},
            {"zone": "威海火炬高技术产业开发区", "canonical_zone": "威海火炬高新区"},
        ),
        ({"program": "师带徒"}, {"program": "师带徒模式"}),
        ({"organization": "某区总工会"}, {"organization": ""}),
        ({"unit": "名"}, {"unit": "人"}),
        ({"indicator": "职工", "canonical": "培训职工"}, {"indicator": "技术工人", "canonical": "培训职工"}),
    ],
)
def test_what_is_called_differently_is_one_fact(row, facts_of, other, mine, theirs):
    told = row("331人", 331, **{"unit": "人", **YEAR, **mine})
    assert len(facts_of(told, row("331人", 331, **{"unit": "人", **YEAR, **theirs}, **other("b")))) == 1


def test_facts_are_the_same_whatever_the_order_inside_a_subject(row, other):
    rows = [row(f"{n}家", n, **YEAR, **other(name)) for n in (331, 313, 331, 7) for name in ("a", "b", "c")]
    pairs = list(keyed(rows))
    expected = list(facts(sorted(pairs, key=lambda pair: pair[0])))
    random.Random(1).shuffle(pairs)
    assert list(facts(sorted(pairs, key=lambda pair: pair[0]))) == expected


def test_a_later_number_supersedes_the_earlier_one(row, facts_of, other):
    rows = [
        row(f"{number}家", number, **NOW, **other(name, day))
        for number, name, day in (
            (331, "b", "2025-06-01"),
            (310, "c", "2025-03-01"),
            (350, "d", "2025-09-01"),
        )
    ]
    found = {fact.best.number.value: fact for fact in facts_of(*rows)}
    assert found[310].superseded_by == found[331].fact_id
    assert found[331].superseded_by == found[350].fact_id
    assert not found[350].superseded_by
    assert not conflicts(found.values())


def test_a_year_told_before_its_end_is_superseded(row, facts_of, other):
    early = row("2300人次", 2300, "人次", **YEAR, **other("b", "2024-06-01"))
    late = row("4100人次", 4100, "人次", **YEAR, **other("c", "2025-01-10"))
    found = facts_of(early, late)
    assert found[0].superseded_by == found[1].fact_id
    assert not conflicts(found)


def test_numbers_of_two_years_supersede_nothing(row, facts_of, other):
    rows = row("310家", 310, **YEAR), row("331家", 331, **NEXT, **other("b", "2026-01-01"))
    assert [fact.superseded_by for fact in facts_of(*rows)] == ["", ""]


def test_two_numbers_in_one_article_make_no_series(row, facts_of, other):
    rows = [row("5场", 5, "场", **NOW), row("8场", 8, "场", **NOW)]
    rows.append(row("9场", 9, "场", **NOW, **other("b", "2026-01-01")))
    assert not any(fact.superseded_by for fact in facts_of(*rows))


@pytest.mark.parametrize(
    "sentence",
    [
        "313家创新工作室撑起一片天。",
        "截至目前，某区建成313家。",
        "如今，313家创新工作室串成网。",
        "本报某地9月1日电（记者 甲）全区建成313家。",
        "今年以来，区总工会共建成313家。",
        "据了解，2025年，该区已建成313家。",
    ],
)
def test_two_numbers_of_one_article_contradict_each_other(row, facts_of, sentence):
    one, two = facts_of(row("331家", 331, **NOW), row("313家", 313, sentence=sentence))
    assert one.conflicts == (two.fact_id,)
    assert two.conflicts == (one.fact_id,)


def test_two_articles_that_tell_one_year_differently_contradict_each_other(row, facts_of, other):
    told = row("2312人次", 2312, "人次", canonical="培训职工", indicator="职工", action="培训", **YEAR)
    theirs = {**YEAR, **other("b", "2025-03-01")}
    again = row("2812人次", 2812, "人次", canonical="培训职工", indicator="参训职工", **theirs)
    assert len(conflicts(facts_of(told, again))) == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"raw": "331家", "value": "331", "zone": "另一区"},
        {"organization": "某某公司"},
        {"program": "匠心"},
        {"modality": "planned"},
        {"action": "新建"},
        {"change": "increase"},
        {"aggregate": "average"},
        {"per": "家"},
        {"part_of": "f0"},
        {"period": "去年"},
        {"value": "33"},
        {"value": "300", "bound": "over", "raw": "300余家"},
        {"value": "300", "raw": "300家"},
        {"value": "300", "value_max": "350", "raw": "300至350家"},
        {"value": "330", "bound": "about", "raw": "约330家"},
        {"value": "350", "bound": "under", "raw": "不足350家"},
        {"sentence": "全区现有331家（f1）。"},
        {"sentence": "全区力争建成313家。"},
        {"sentence": "东城社区建成313家。"},
        {"sentence": "第一车间现有313家。"},
        {"sentence": "“我们有313家。”"},
        {"sentence": "首期建成313家。"},
        {"indicator": "市级创新工作点"},
    ],
    ids=lambda cells: ",".join(f"{name}={cell}" for name, cell in cells.items()),
)
def test_what_contradicts_nothing(row, facts_of, cells):
    second = {**row("313家", 313), **cells}
    assert not conflicts(facts_of(row("331家", 331), second))


@pytest.mark.parametrize(
    ("one", "two", "unit", "indicator"),
    [
        (3, 5, "场", "招聘会"),
        (12, 18, "期", "技能培训班"),
        (200, 340, "人次", "参加活动职工"),
        (86, 94, "家", "企业"),
        (3, 4, "家", "创新工作室"),
    ],
)
def test_two_occasions_and_two_groups_are_no_conflict(row, facts_of, one, two, unit, indicator):
    rows = [row(f"{number}{unit}", number, unit, indicator=indicator) for number in (one, two)]
    assert not conflicts(facts_of(*rows))


def test_undated_articles_are_not_compared(row, facts_of, other):
    assert not conflicts(facts_of(row("331家", 331), row("350家", 350, **other("b"))))


def test_a_headline_contradicts_no_fact(row, facts_of):
    assert not conflicts(facts_of(row("313家", 313, in_title="1"), row("331家", 331)))


def test_a_part_names_the_first_mention_of_its_total(row, facts_of):
    total = row("2317项", 2317, "项")
    again = row("2317项", 2317, "项", restates=total["figure_id"])
    part = row("1589项", 1589, "项", part_of=again["figure_id"], indicator="成果")
    found = {fact.best.raw: fact for fact in facts_of(total, again, part)}
    assert found["1589项"].first.part_of == total["figure_id"]


def test_a_row_without_a_number_gives_no_fact(row, facts_of):
    assert facts_of(row("若干", "")) == []
