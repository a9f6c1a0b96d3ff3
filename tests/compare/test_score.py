import pytest

from extractor.compare.headings import Headings
from extractor.compare.knowledge import Knowledge
from extractor.compare.manual import read_manual
from extractor.compare.score import score, score_row
from extractor.compare.tables import SCORES
from extractor.compare.verdicts import compare


@pytest.fixture
def scored(extracted, ours):
    rows = extracted(
        ("1人", "1", "人", {"zone": "甲区", "period": "今年"}),
        ("2人", "2", "人", {"zone": "丙区"}),
        ("9家", "9", "家", {"zone": "甲区"}),
    )
    manual = ours(
        ("1人", "1", "人", {"zone": "甲区", "period": "今年"}),
        ("2人", "2", "人", {"zone": "乙区"}),
        ("3人", "3", "人", {"zone": "乙区"}),
        ("5天", "5", "天", {"kind": "optional"}),
    )
    return score(compare(rows, read_manual([manual], Headings(), Knowledge()).figures).verdicts)


def test_the_score_counts_by_the_book(scored):
    assert (scored.found, scored.missed, scored.extra) == (2, 1, 1)
    picked = {
        name: round(scored.ratios[name], 3) for name in ("precision", "recall", "zone", "period", "whole")
    }
    assert picked == {"precision": 0.667, "recall": 0.667, "zone": 0.5, "period": 1.0, "whole": 0.333}
    assert scored.falls_short({"zone": 0.5, "f1": 0.7, "period": 1}) == ["f1"]


@pytest.mark.parametrize(
    ("by", "name", "counts"),
    [
        ("all", "", (3, 3, 2)),
        ("field", "zone", (3, 3, 1)),
        ("field", "period", (1, 1, 1)),
        ("zone", "甲区", (1, 2, 1)),
        ("zone", "乙区", (2, 1, 1)),
        ("unit", "人", (3, 2, 2)),
        ("unit", "家", (0, 1, 0)),
        ("source", "page", (3, 3, 2)),
    ],
)
def test_every_field_zone_unit_and_source_has_its_own_score(scored, by, name, counts):
    (part,) = [part for part in scored.parts if (part.by, part.name) == (by, name)]
    assert (part.manual, part.extracted, part.right) == counts


def test_a_row_of_scores_has_a_cell_for_each_column(scored):
    rows = [dict(zip(SCORES.names, score_row(part), strict=True)) for part in scored.parts]
    assert rows[0] == {"by": "all", "name": "", "manual": "3", "extracted": "3", "right": "2",
                       "precision": "0.6667", "recall": "0.6667", "f1": "0.6667"}  # fmt: skip


def test_nothing_found_scores_nothing(ours):
    scored = score(
        compare([], read_manual([ours(("1人", "1", "人"))], Headings(), Knowledge()).figures).verdicts
    )
    assert (scored.ratios["f1"], scored.ratios["whole"], scored.missed) == (0.0, 0.0, 1)
