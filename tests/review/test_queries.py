"""What the review asks the store: pages that leave nothing out, filters, the queue, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.errors import UsageError
from extractor.model.table import KINDS
from extractor.review import lists
from extractor.review.room import Room
from extractor.store import Decision, Evidence, deciding, queries, states
from extractor.store.deciding import Overtaken
from extractor.store.shelf import Shelf
from extractor.store.wanted import Filter
from tests.review.opened import NOW, Opened, made

ARTICLES, EACH = 30, 5


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A review in which nobody decides anything."""
    one = made(tmp_path_factory.mktemp("queries"), ARTICLES, EACH)
    yield one
    one.room.shelf.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Room:
    """A review in which a test decides."""
    return made(tmp_path, ARTICLES, EACH).room


def all_figures(room: Room, wanted: Filter, limit: int = 7) -> list[dict[str, str]]:
    """Everything that a filter finds, page by page."""
    found: list[dict[str, str]] = []
    after = ""
    while True:
        with room.shelf.reading() as base:
            page = lists.figures(base, room, wanted, after, limit)
        found += [dict(row.cells) for row in page.rows]
        after = page.after
        if not after:
            return found


def decision(kind: str, cells: dict[str, str], **changes: str) -> Decision:
    """A decision about a figure."""
    before = {name: cells[name] for name in changes}
    evidence = Evidence(cells["raw"], cells["start"], cells["end"], cells["in_title"], cells["sentence"])
    figure_id, article_id = cells["figure_id"], cells["article_id"]
    return Decision(figure_id, article_id, kind, "王敏", NOW, changes, before, evidence)  # type: ignore[arg-type]


def decided(room: Room, kind: str, cells: dict[str, str], seen: int = 0, **changes: str) -> int:
    """The number of a decision that is stored."""
    return deciding.decide(room.url, decision(kind, cells, **changes), seen)


def test_pages_hold_every_figure_once_and_in_order(review: Opened) -> None:
    found = all_figures(review.room, Filter())
    places = [(row["source"], int(row["start"])) for row in found]
    assert len({row["figure_id"] for row in found}) == ARTICLES * EACH == len(found)
    assert places == sorted(places)


FOUND: dict[str, tuple[Filter, Callable[[dict[str, str]], bool]]] = {
    "program": (Filter(program="送清凉"), lambda row: row["program"] == "送清凉"),
    "no program": (Filter(program="-"), lambda row: row["program"] == ""),
    "indicator": (Filter(indicator="职工"), lambda row: row["indicator"] == "职工"),
    "confidence": (Filter(least="0.3", most="0.6"), lambda row: 0.3 <= float(row["confidence"]) <= 0.6),
    "source": (Filter(source="00001"), lambda row: "00001" in row["source"]),
    "words": (Filter(text="劳模"), lambda row: "劳模" in row["sentence"] + row["title"]),
    "both": (Filter(program="送清凉", text="职工"), lambda row: row["program"] == "送清凉"),
    "open": (Filter(state="open"), lambda row: True),
    "accepted": (Filter(state="accepted"), lambda row: False),
    "percent": (Filter(text="%"), lambda row: "%" in row["sentence"]),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_filter_finds_all_that_fits_and_nothing_else(review: Opened, name: str) -> None:
    wanted, fits = FOUND[name]
    found = [row["figure_id"] for row in all_figures(review.room, wanted)]
    assert found == [row["figure_id"] for row in all_figures(review.room, Filter()) if fits(row)]


def test_a_zone_is_found_by_its_short_name_and_as_written(review: Opened) -> None:
    row = next(row for row in all_figures(review.room, Filter()) if row["canonical_zone"])
    short = all_figures(review.room, Filter(zone=row["canonical_zone"]))
    written = all_figures(review.room, Filter(zone=row["zone"]))
    assert short == written
    assert row in short


@pytest.mark.parametrize("kind", ["any", "unattached", "conflict"])
def test_a_kind_of_finding_finds_the_figures_that_it_names(review: Opened, kind: str) -> None:
    with review.room.shelf.reading() as base:
        ids = [row["figure_id"] for row in all_figures(review.room, Filter())]
        findings = queries.findings_of(base, ids)
    fits = {figure_id for figure_id, some in findings.items() if kind in {"any", *(one[0] for one in some)}}
    found = [row["figure_id"] for row in all_figures(review.room, Filter(audit=kind))]
    assert found == [figure_id for figure_id in ids if figure_id in fits]


def test_the_queue_holds_every_open_figure_once_the_gravest_first(review: Opened) -> None:
    keys, after = [], None
    while True:
        with review.room.shelf.reading() as base:
            page = queries.queue_page(base, Filter(), {}, after, 7)
        keys += [key for key, _ in page]
        if len(page) < 7:
            break
        after = page[-1][0]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys)) == ARTICLES * EACH
    assert keys[0][0] < len(KINDS)
    assert keys[-1][0] == queries.UNFLAGGED


def test_a_page_backwards_is_the_page_before(review: Opened) -> None:
    with review.room.shelf.reading() as base:
        some = queries.figures_page(base, Filter(), {}, None, 9)
        back = queries.figures_page(base, Filter(), {}, some[8].key, 3, backwards=True)
    assert [held.key for held in back] == [held.key for held in reversed(some[5:8])]


def test_articles_are_those_that_hold_a_figure_that_fits(review: Opened) -> None:
    with review.room.shelf.reading() as base:
        found = queries.articles_page(base, Filter(program="送清凉"), {}, None, 100)
        counts = queries.counts_of_articles(base, found)
    fitting = {row["article_id"] for row in all_figures(review.room, Filter(program="送清凉"))}
    assert {held.cells["article_id"] for held in found} == fitting
    assert all(count[0] == EACH for count in counts.values())


def test_a_decision_moves_a_figure_to_its_state_and_undo_moves_it_back(fresh: Room) -> None:
    row = all_figures(fresh, Filter())[3]
    for kind, state in (("accept", "accepted"), ("reject", "rejected")):
        number = decided(fresh, kind, row)
        assert [one["figure_id"] for one in all_figures(fresh, Filter(state=state))] == [row["figure_id"]]
        assert len(all_figures(fresh, Filter(state="open"))) == ARTICLES * EACH - 1
        deciding.undo(fresh.url, number, "王敏", NOW)
        assert all_figures(fresh, Filter(state=state)) == []


def test_a_corrected_figure_is_found_under_its_new_name_and_not_under_the_old(fresh: Room) -> None:
    row = next(row for row in all_figures(fresh, Filter()) if row["program"] == "送清凉")
    before = len(all_figures(fresh, Filter(program="送清凉")))
    cells = decision("correct", row, program="夏日关怀", canonical_program="")
    deciding.decide(fresh.url, cells, 0)
    assert [one["figure_id"] for one in all_figures(fresh, Filter(program="夏日关怀"))] == [row["figure_id"]]
    assert len(all_figures(fresh, Filter(program="送清凉"))) == before - 1


def test_nobody_decides_over_what_they_have_not_seen(fresh: Room) -> None:
    row = all_figures(fresh, Filter())[0]
    number = decided(fresh, "accept", row)
    with pytest.raises(Overtaken) as overtaken:
        decided(fresh, "reject", row)
    assert overtaken.value.current is not None
    assert overtaken.value.current.decision_id == number
    assert decided(fresh, "reject", row, seen=number) == number + 1


def test_only_the_last_decision_can_be_taken_back_and_once(fresh: Room) -> None:
    row = all_figures(fresh, Filter())[0]
    first = decided(fresh, "accept", row)
    second = decided(fresh, "reject", row, seen=first)
    with pytest.raises(Overtaken):
        deciding.undo(fresh.url, first, "王敏", NOW)
    deciding.undo(fresh.url, second, "王敏", NOW)
    with pytest.raises(Overtaken):
        deciding.undo(fresh.url, second, "王敏", NOW)
    assert deciding.undo(fresh.url, 999, "王敏", NOW) is None


def test_states_are_made_anew_from_the_decisions(fresh: Room) -> None:
    rows = all_figures(fresh, Filter())
    decided(fresh, "accept", rows[0])
    decided(fresh, "reject", rows[1])
    with fresh.shelf.engine.begin() as base:
        base.execute(states.states.delete())
    again = Room(fresh.folder, fresh.url, Shelf(fresh.url), fresh.drawer)
    with again.shelf.reading() as base:
        assert states.counted(base) == {"accepted": 1, "rejected": 1}
        assert again.progress(base).done == 2


def test_a_decision_about_a_figure_that_is_gone_counts_nowhere_and_says_so(fresh: Room) -> None:
    row = all_figures(fresh, Filter())[0] | {"figure_id": "0" * 12}
    decided(fresh, "accept", row)
    again = Room(fresh.folder, fresh.url, fresh.shelf, fresh.drawer)
    with fresh.shelf.reading() as base:
        assert again.progress(base).done == 0
        assert [one.applies for one in lists.history(base).rows] == [False]


def test_an_added_figure_stands_in_its_place_among_the_others(fresh: Room) -> None:
    rows = all_figures(fresh, Filter())
    one = rows[EACH]
    between = int(one["end"]) + 1
    new = one | {"figure_id": "f" * 12, "start": str(between), "end": str(between + 1), "raw": "x"}
    deciding.decide(fresh.url, replace(decision("add", new), changes={"value": "3"}), 0)
    for limit in (2, 3, 50):
        found = [row["figure_id"] for row in all_figures(fresh, Filter(), limit)]
        assert found.index("f" * 12) == EACH + 1
        assert len(found) == len(set(found)) == len(rows) + 1
    assert [row["figure_id"] for row in all_figures(fresh, Filter(state="added"))] == ["f" * 12]


def test_figures_added_at_the_very_beginning_are_on_the_first_page(fresh: Room) -> None:
    one = all_figures(fresh, Filter())[0]
    for at in range(3):
        new = one | {"figure_id": f"{at:012}", "start": str(at), "end": str(at + 1), "raw": "x"}
        deciding.decide(fresh.url, replace(decision("add", new), changes={"value": "3"}), 0)
    found = [row["figure_id"] for row in all_figures(fresh, Filter(), 2)]
    assert found[:3] == [f"{at:012}" for at in range(3)]
    assert len(found) == len(set(found)) == ARTICLES * EACH + 3


def test_no_store_is_refused_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="extractor run"):
        Shelf(f"sqlite:///{tmp_path}/store.sqlite")
    assert list(tmp_path.iterdir()) == []
