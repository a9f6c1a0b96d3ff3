"""The rows of figures.csv after the review, and decisions as verdicts."""

from __future__ import annotations

import pytest

from extractor.compare.verdicts import Verdict
from extractor.model.table import FIGURES
from extractor.review.judged import Judged, comparison_of, judged, manual_of
from extractor.review.revise import Added, Decisions, revised
from extractor.review.standing import Standing
from extractor.review.views import Decided

NAMES = FIGURES.names


def cells(figure_id: str, source: str = "a", start: int = 0, **more: str) -> dict[str, str]:
    """A figure's cells."""
    base = dict.fromkeys(NAMES, "") | {
        "figure_id": figure_id, "source": source, "article_index": "1", "start": str(start),
        "end": str(start + 2), "in_title": "0", "value": "3", "unit": "家", "confidence": "0.6",
        "because": "zone=zone.generic; program=program.brand", "zone": "云洲高新区", "bound": "exact",
        "change": "level", "raw": "3家",
    }  # fmt: skip
    return base | more


def row(one: dict[str, str]) -> tuple[str, ...]:
    """The same as a row."""
    return tuple(one[name] for name in NAMES)


def standing(state: str, **changes: str) -> Standing:
    """What was decided about a figure."""
    return Standing(state, changes, Decided(1, "x", "y", "accept", "王敏", "2026-01-01T00:00:00Z"))


def after(rows: list[dict[str, str]], decisions: Decisions) -> list[dict[str, str]]:
    """The rows that hold after the decisions."""
    return [dict(zip(NAMES, one, strict=True)) for one in revised(decisions)(iter(map(row, rows)))]


def ids(rows: list[dict[str, str]]) -> list[str]:
    """Their ids."""
    return [one["figure_id"] for one in rows]


def test_without_decisions_nothing_changes() -> None:
    rows = [cells("1"), cells("2", start=4)]
    assert after(rows, Decisions()) == rows


def test_a_rejected_figure_goes() -> None:
    rows = [cells("1"), cells("2", start=4)]
    assert ids(after(rows, Decisions({"1": standing("rejected")}))) == ["2"]


def test_a_corrected_figure_has_the_new_cells_and_says_which() -> None:
    (one,) = after([cells("1")], Decisions({"1": standing("corrected", zone="临溪高新区", value="5")}))
    assert (one["zone"], one["value"], one["confidence"]) == ("临溪高新区", "5", "1")
    assert one["because"] == "zone=review; program=program.brand; value=review"


def test_an_accepted_figure_is_sure_and_else_as_it_was() -> None:
    (one,) = after([cells("1")], Decisions({"1": standing("accepted")}))
    assert one == cells("1", confidence="1")


ADDED = {
    "before the first": (0, None, ["new", "1", "2", "3"]),
    "between": (3, None, ["1", "new", "2", "3"]),
    "behind the last of its article": (9, None, ["1", "2", "new", "3"]),
}


@pytest.mark.parametrize("name", ADDED)
def test_an_added_figure_stands_where_it_is_read(name: str) -> None:
    start, before, expected = ADDED[name]
    rows = [cells("1", start=1), cells("2", start=5), cells("3", "b")]
    added = Added(cells("new", start=start), before)
    found = after(rows, Decisions({"new": standing("added")}, (added,)))
    assert ids(found) == expected
    assert found[expected.index("new")]["because"] == "review=add"


def test_a_figure_added_to_an_article_without_any_stands_before_the_next_article() -> None:
    rows = [cells("1", "a"), cells("3", "c")]
    added = (Added(cells("new", "b"), ("c", "1")), Added(cells("last", "d"), None))
    assert ids(after(rows, Decisions({}, added))) == ["1", "new", "3", "last"]


def test_a_figure_added_to_a_title_stands_before_the_text() -> None:
    added = Added(cells("new", start=40, in_title="1"))
    assert ids(after([cells("1", start=0)], Decisions({}, (added,)))) == ["new", "1"]


def test_figures_can_be_added_where_there_was_none_at_all() -> None:
    added = (Added(cells("2", start=9)), Added(cells("1", start=1)))
    assert ids(after([], Decisions({}, added))) == ["1", "2"]


def test_no_figure_restates_one_that_is_gone() -> None:
    rows = [cells("1"), cells("2", start=4, restates="1"), cells("3", start=8, restates="1", part_of="1")]
    found = after(rows, Decisions({"1": standing("rejected")}))
    assert [(one["restates"], one["part_of"]) for one in found] == [("", ""), ("2", "")]


VERDICTS = {
    "accepted": (standing("accepted"), Verdict.MATCHED, ()),
    "value": (standing("corrected", value="5"), Verdict.VALUE_DIFFERS, ("value",)),
    "upper value": (standing("corrected", value_max="5"), Verdict.VALUE_DIFFERS, ("value",)),
    "unit": (standing("corrected", unit="个", zone="x"), Verdict.UNIT_DIFFERS, ("unit", "zone")),
    "zone": (standing("corrected", zone="临溪高新区"), Verdict.ATTACHMENT_DIFFERS, ("zone",)),
    "emptied": (standing("corrected", zone=""), Verdict.ATTACHMENT_DIFFERS, ("zone",)),
    "action": (standing("corrected", action="建成"), Verdict.MATCHED, ()),
    "rejected": (standing("rejected"), Verdict.SPURIOUS, ()),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_a_decision_is_a_verdict(name: str) -> None:
    held, verdict, differs = VERDICTS[name]
    (one,) = comparison_of([judged(cells("1"), held)]).verdicts
    assert (one.verdict, one.differs) == (verdict, differs)


def test_an_added_figure_was_missing() -> None:
    (one,) = comparison_of([Judged(None, cells("1"), standing("added"))]).verdicts
    assert one.verdict is Verdict.MISSING
    assert one.manual is not None
    assert one.manual.raw == "3家"


def test_manual_figures_hold_what_people_say_and_no_rejected_one() -> None:
    some = [
        judged(cells("1"), standing("corrected", zone="", value="5")),
        judged(cells("2"), standing("rejected")),
    ]
    (one,) = manual_of(some)
    assert one.fields["zone"] == ("",)
    assert (one.amount.shown, one.units, one.article, one.order) == ("5", ("家",), 1, 1)
