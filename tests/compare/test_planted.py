"""Errors planted by a seeded script into what the corpus gives: every one must get its own verdict."""

import random
from collections import Counter
from decimal import Decimal

import pytest

from extractor.compare.headings import Headings
from extractor.compare.manual import read_manual
from extractor.compare.sheet import Sheet
from extractor.compare.verdicts import compare
from extractor.model.table import FIGURES
from extractor.pages import read_page
from extractor.sources.readers import read
from extractor.sources.sheets import read_sheets
from extractor.tables.tidy import figure_row, plain

EACH = 16
UNITS = ("家", "人", "件", "场", "元", "个")


@pytest.fixture(scope="module")
def rows(checkout, pipeline):
    _, extractor = pipeline
    return [
        dict(zip(FIGURES.names, figure_row(figure, article), strict=True))
        for path in sorted((checkout / "corpus/articles").glob("*.txt"))
        for page in read(path)
        for article in read_page(page, extractor.page_forms)
        for figure in extractor.figures(article)
    ]


@pytest.fixture(scope="module")
def mentions(checkout, knowledge):
    return read_manual(read_sheets(checkout / "corpus/manual/figures.csv"), Headings(), knowledge).figures


@pytest.fixture(scope="module")
def facts(rows, knowledge):
    """The corpus as an analyst's table: no articles, one row a fact."""
    head = ("项目", "园区", "指标", "数值", "单位", "时期")
    lines = []
    for row in rows:
        if not row["restates"]:
            value = row["value"] + (f"至{row['value_max']}" if row["value_max"] else "")
            names = (row["program"], row["zone"], row["indicator"])
            lines.append((*names, value, row["unit"], row["period"]))
    return read_manual([Sheet("facts.csv", "", (head, *lines))], Headings.of(knowledge), knowledge).figures


def planted(rows, comparison, seed):
    """The rows with errors, the verdict that each touched figure must get, and the ids of added rows."""
    chance = random.Random(seed)
    right = [one for one in comparison.verdicts if one.verdict == "matched" and one.manual.required]
    right = [one for one in right if "zone" in one.manual.fields]
    changed = {row["figure_id"]: dict(row) for row in rows}
    zones = sorted({row["zone"] for row in rows})
    expected = {}
    for number, one in enumerate(chance.sample(right, 4 * EACH)):
        same = [one.found["figure_id"]]
        same += [row["figure_id"] for row in rows if row["restates"] == one.found["figure_id"]]
        error = ("value", "unit", "zone", "missing")[number % 4]
        value = plain(
            abs(Decimal(one.found["value"])) * chance.choice((2, 3, 10)) + chance.choice((1, 7, 13))
        )
        unit = chance.choice([unit for unit in UNITS if unit not in one.manual.units])
        zone = chance.choice([zone for zone in zones if zone != one.found["zone"]])
        for name in same if one.manual.order is None else same[:1]:
            row = changed[name]
            if error == "value":
                row |= {"value": value, "raw": value + row["unit"]}
            elif error == "unit":
                row |= {"unit": unit, "raw": row["value"] + unit}
            elif error == "zone":
                row["zone"] = zone
            else:
                del changed[name]
        verdict = {
            "value": "value_differs",
            "unit": "unit_differs",
            "zone": "attachment_differs",
            "missing": "missing",
        }
        expected[one.manual.place] = verdict[error]
    added = {}
    for number in range(EACH):
        row = dict(chance.choice(right).found)
        value, unit = str(chance.randint(2, 9999)), chance.choice(("家", "人次", "件", "元"))
        row |= {
            "figure_id": f"x{number}",
            "start": str(int(row["start"]) + 1),
            "raw": value + unit,
            "value": value,
        }
        row |= {
            "value_max": "",
            "unit": unit,
            "indicator": chance.choice(("观摩活动", "志愿队伍")),
            "restates": "",
        }
        added[row["figure_id"]] = row
    return [*changed.values(), *added.values()], expected, set(added)


@pytest.mark.parametrize("kind", ["mentions", "facts"])
def test_every_planted_error_gets_its_verdict_and_nothing_else_moves(request, rows, knowledge, kind):
    manual = request.getfixturevalue(kind)
    before = compare(rows, manual, knowledge)
    spoilt, expected, added = planted(rows, before, seed=7)
    assert len(expected) + len(added) == 5 * EACH >= 60
    after = compare(spoilt, manual, knowledge)
    got = {one.manual.place: one.verdict.value for one in after.verdicts if one.manual}
    wrong = {
        place: (verdict, got.get(place)) for place, verdict in expected.items() if got.get(place) != verdict
    }
    assert wrong == {}
    spurious = {one.found["figure_id"] for one in after.verdicts if one.verdict == "spurious"}
    assert added <= spurious
    was = {one.manual.place: one.verdict.value for one in before.verdicts if one.manual}
    assert {
        place for place, verdict in was.items() if place not in expected and got.get(place) != verdict
    } == set()
    assert Counter(expected.values()) == dict.fromkeys(set(expected.values()), EACH)
