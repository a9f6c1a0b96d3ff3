"""The same questions to a store in PostgreSQL: the same answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from extractor.review import lists
from extractor.review.overview import overview
from extractor.review.room import Room
from extractor.store import Store, deciding, schema
from extractor.store.deciding import Overtaken
from extractor.store.engine import connect
from extractor.store.shelf import Shelf
from extractor.store.wanted import Filter
from tests.review.opened import NOW, Opened, made
from tests.review.test_queries import all_figures, decided
from tests.store.conftest import server

pytestmark = pytest.mark.slow

__all__ = ["server"]

_NUMBERS = count()


@pytest.fixture(scope="module")
def both(server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Opened, Room]]:
    """The same store twice: in a file, and in PostgreSQL."""
    folder = tmp_path_factory.mktemp("both")
    here = made(folder, 20, 5)
    url = server.new(f"review{next(_NUMBERS)}")
    _copy(folder / "store.sqlite", url)
    there = Room(folder, url, Shelf(url), here.room.drawer, now=lambda: NOW)
    yield here, there
    here.room.shelf.close()
    there.shelf.close()


def _copy(path: Path, url: str) -> None:
    Store.open(url).close()
    engine = connect(url)
    with sqlite3.connect(path) as base, engine.begin() as other:
        base.row_factory = sqlite3.Row
        for name in ("files", "articles", "figures", "findings"):
            rows = [dict(row) for row in base.execute(f"SELECT * FROM {name}")]
            other.execute(insert(schema.metadata.tables[name]), rows)
    engine.dispose()


WANTED = (
    Filter(), Filter(program="送清凉"), Filter(program="-"), Filter(audit="any"), Filter(audit="conflict"),
    Filter(text="劳模"), Filter(text="%"), Filter(source="00001"), Filter(least="0.2", most="0.6"),
    Filter(state="open"), Filter(state="accepted"), Filter(indicator="职工", audit="any"),
)  # fmt: skip


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_both_stores_give_the_same_figures_in_the_same_order(
    both: tuple[Opened, Room], wanted: Filter
) -> None:
    here, there = both
    assert all_figures(there, wanted) == all_figures(here.room, wanted)
    answers = []
    for room in (here.room, there):
        with room.shelf.reading() as base:
            queue = lists.queue(base, room, wanted, "", 200).rows
            answers.append(([row.figure_id for row in queue], lists.articles(base, room, wanted).rows))
    assert answers[0] == answers[1]


def test_both_stores_give_the_same_overview(both: tuple[Opened, Room]) -> None:
    found = []
    for room in (both[0].room, both[1]):
        with room.shelf.reading() as base:
            found.append(overview(base, room))
    assert found[0] == found[1]


def test_decisions_are_stored_in_sight_of_the_last_one(both: tuple[Opened, Room]) -> None:
    _, there = both
    row = all_figures(there, Filter())[0]
    number = decided(there, "accept", row)
    with pytest.raises(Overtaken):
        decided(there, "reject", row)
    assert [one["figure_id"] for one in all_figures(there, Filter(state="accepted"))] == [row["figure_id"]]
    deciding.undo(there.url, number, "王敏", NOW)
    assert all_figures(there, Filter(state="accepted")) == []
