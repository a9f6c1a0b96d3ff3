import pytest

from extractor.compare.runs import counted, difference_rows, differences
from extractor.compare.tables import DIFFERENCES


def told(earlier, later):
    return [(one.what, one.fields) for one in differences(earlier, later)]


@pytest.fixture
def row(extracted):
    def make(figure_id, raw="3家", **cells):
        blank = dict.fromkeys(("program", "indicator", "zone", "unit"), "")
        (one,) = extracted((raw, raw[:-1], raw[-1]), **(blank | {"figure_id": figure_id} | cells))
        return one | {"unit": raw[-1]}

    return make


def test_two_equal_runs_do_not_differ(row):
    assert told([row("a"), row("b")], [row("b"), row("a")]) == []


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ({"zone": "乙区"}, [("changed", ("zone",))]),
        ({"zone": "乙区", "program": "求学圆梦"}, [("changed", ("zone", "program"))]),
        ({"figure_id": "b", "start": "40"}, [("moved", ())]),
        ({"figure_id": "b", "start": "40", "zone": "乙区"}, [("moved", ("zone",))]),
        ({"figure_id": "b", "raw": "4家", "value": "4"}, [("vanished", ()), ("appeared", ())]),
    ],
)
def test_a_figure_is_the_same_by_its_id_then_by_its_words(row, later, expected):
    assert sorted(told([row("a", zone="甲区")], [row("a", zone="甲区") | later])) == sorted(expected)


def test_a_moved_article_is_known_by_its_title(row):
    earlier = row("a", title="云岭高新区工会", source="old.txt")
    assert told([earlier], [earlier | {"figure_id": "b", "source": "new.txt", "raw": "三家"}]) == [
        ("moved", ("raw",))
    ]


def test_the_table_has_a_row_for_the_figure_and_one_for_each_field(row):
    (one,) = differences([row("a", zone="甲区")], [row("b", zone="乙区", start="9")])
    rows = [dict(zip(DIFFERENCES.names, cells, strict=True)) for cells in difference_rows(one)]
    assert [(cells["what"], cells["field"], cells["earlier"], cells["later"]) for cells in rows] == [
        ("moved", "", "", ""),
        ("changed", "zone", "甲区", "乙区"),
    ]
    assert counted([one]) == {"appeared": 0, "vanished": 0, "changed": 1, "moved": 1}
