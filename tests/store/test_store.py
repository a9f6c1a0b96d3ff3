"""The store over SQLite with and without SQLAlchemy, and over PostgreSQL: what goes in comes out."""

from __future__ import annotations

import threading

import pytest

from extractor.errors import UsageError
from extractor.model.table import ARTICLES, FIGURES, REFUSALS
from extractor.store import Decision, Evidence, Finding, Known, Store


def settings(_source):
    return "as today"


def texts(store):
    at = ARTICLES.names.index("text")
    return [row[at] for row in store.rows(ARTICLES)]


def raws(store):
    at = FIGURES.names.index("raw")
    return [row[at] for row in store.rows(FIGURES)]


def test_a_new_store_is_empty(store):
    assert store.known() == {}
    assert [list(store.rows(table)) for table in (ARTICLES, FIGURES, REFUSALS)] == [[], [], []]
    assert (store.content(), store.runs(), store.decisions()) == (0, [], [])


def test_rows_come_in_the_order_of_the_files_and_their_places(store, part):
    # 区 comes before 区/, which comes before 區; an upper case letter before a lower case one.
    names = ["区/b.txt", "a.txt", "B.txt", "區.txt", "区.txt", "𠮷.txt", "\ufeff.txt"]
    store.put([part(name, f"{name} one 1 2", f"{name} two 3") for name in names], settings, 1)
    assert texts(store) == [f"{name} {number}" for name in sorted(names) for number in ("one 1 2", "two 3")]
    assert raws(store) == ["1", "2", "3"] * len(names)
    assert list(store.known()) == sorted(names)


def test_more_than_ten_articles_of_a_file_come_in_their_order(store, part):
    wanted = [f"article {number}" for number in range(12)]
    store.put([part("a.txt", *wanted)], settings, 1)
    assert texts(store) == wanted


@pytest.mark.parametrize(
    "cell",
    ["'", "=1+1", "a\nb\r\n\tc", "100%", ":x", "?", '"', "\\", "𠮷", "\u3000", "\ufeff", "a\0b\ue0000"],
)
def test_a_cell_comes_out_as_it_went_in(store, part, cell):
    store.put([part("a.txt", cell)], settings, 1)
    assert texts(store) == [cell]


def test_a_changed_file_takes_the_place_of_what_it_gave_before(store, part):
    store.put([part("a.txt", "old 1 2"), part("b.txt", "other 9")], settings, 1)
    assert store.put([part("a.txt", "new 3", refusals=(("a.txt", "page 2", "no"),))], settings, 2) == 1
    assert texts(store) == ["new 3", "other 9"]
    assert raws(store) == ["3", "9"]
    assert list(store.rows(REFUSALS)) == [("a.txt", "page 2", "no")]


def test_the_same_file_again_changes_nothing(store, part):
    store.put([part("a.txt", "one 1")], settings, 1)
    before = store.content()
    assert store.put([part("a.txt", "one 1")], settings, 2) == 0
    assert (store.content(), raws(store)) == (before, ["1"])


def test_the_same_bytes_with_other_settings_are_news(store, part):
    store.put([part("a.txt", "one 1")], settings, 1)
    assert store.put([part("a.txt", "one 1")], lambda _: "other", 2) == 1
    assert store.known()["a.txt"].settings == "other"
    assert raws(store) == ["1"]


def test_a_file_that_was_not_read_is_known_by_the_reason(store, part):
    refused = part("a.doc", digest="", refusals=(("a.doc", "", "no reader"),))
    other = part("a.doc", digest="", refusals=(("a.doc", "", "too large"),))
    assert [store.put([one], settings, 1) for one in (refused, refused, other)] == [1, 0, 1]
    assert [row[2] for row in store.rows(REFUSALS)] == ["too large"]


def test_a_file_under_a_new_name_leaves_the_old_one(store, part):
    store.put([part("a.txt", "one 1", path="/news/a.txt")], settings, 1)
    store.put([part("news/a.txt", "one 1", path="/news/a.txt")], settings, 2, {"news/a.txt": ["a.txt"]})
    assert list(store.known()) == ["news/a.txt"]
    assert raws(store) == ["1"]


def test_a_removed_file_stays_until_it_is_forgotten(store, part):
    store.put([part("a.txt", "one 1"), part("b.txt", "two 2")], settings, 1)
    store.mark_removed(["a.txt"], 2)
    assert store.known()["a.txt"] == Known("digest of ('one 1',)", "as today", "/news/a.txt", "removed")
    assert (store.count("removed"), raws(store)) == (1, ["1", "2"])
    store.revive([("a.txt", "/elsewhere/a.txt")], 3)
    assert (store.known()["a.txt"].state, store.known()["a.txt"].path) == ("present", "/elsewhere/a.txt")
    store.forget(["a.txt"])
    assert (list(store.known()), raws(store)) == (["b.txt"], ["2"])


def test_a_name_that_is_no_text_is_stored_as_it_is_shown(store, part):
    store.put([part("a.txt", "one 1", path="/news/\udcff.txt")], settings, 1)
    assert store.known()["a.txt"].path == "/news/\\udcff.txt"


def test_an_error_in_the_middle_leaves_what_was_there(store, part):
    store.put([part("a.txt", "old 1")], settings, 1)
    bad = part("b.txt", "new 2")
    object.__setattr__(bad, "figures", (((("too", "short")),),))
    with pytest.raises(Exception, match=r".+"):
        store.put([part("a.txt", "new 3"), bad], settings, 2)
    assert (list(store.known()), raws(store)) == (["a.txt"], ["1"])
    store.put([part("a.txt", "new 3")], settings, 2)
    assert raws(store) == ["3"]


def test_every_change_of_the_tables_is_counted(store, part):
    counted = [store.content()]
    decision = Decision("f", "a", "reject", "lin", "2025-01-01T00:00:00+00:00")
    for change in (
        lambda: store.put([part("a.txt", "one 1")], settings, 1),
        lambda: store.decide(decision),
        lambda: store.undo(1, "lin", "2025-01-02T00:00:00+00:00"),
        lambda: store.forget(["a.txt"]),
    ):
        change()
        counted.append(store.content())
    assert counted == sorted(set(counted))
    store.mark_removed([], 1)
    store.forget([])
    assert store.content() == counted[-1]


def test_a_decision_outlives_the_figure(store, part):
    store.put([part("a.txt", "one 1")], settings, 1)
    given = Decision(
        figure_id="f one 1 1",
        article_id="a one 1",
        kind="correct",
        who="林",
        at="2025-01-01T00:00:00+00:00",
        changes={"zone": "高新区"},
        before={"zone": ""},
        evidence=Evidence("1", "4", "5", "0", "one 1"),
        note="见原文",
    )
    number = store.decide(given)
    other = store.decide(Decision("g", "b", "accept", "林", "2025-01-01T00:00:01+00:00"))
    store.put([part("a.txt", "two 2")], settings, 2)
    store.forget(["a.txt"])
    (kept,) = store.decisions("f one 1 1")
    assert kept == Decision(
        **{name: getattr(given, name) for name in given.__slots__} | {"decision_id": number}
    )
    assert [one.decision_id for one in store.decisions()] == [number, other] == [1, 2]


def test_a_decision_that_is_taken_back_stays_marked(store):
    number = store.decide(Decision("f", "a", "reject", "lin", "2025-01-01T00:00:00+00:00"))
    store.undo(number, "wang", "2025-01-02T00:00:00+00:00")
    (one,) = store.decisions("f")
    assert (one.undone_by, one.undone_at) == ("wang", "2025-01-02T00:00:00+00:00")
    with pytest.raises(UsageError, match="decision 1 was taken back by wang already"):
        store.undo(number, "lin", "2025-01-03T00:00:00+00:00")
    with pytest.raises(UsageError, match="there is no decision 7"):
        store.undo(7, "lin", "2025-01-03T00:00:00+00:00")


def test_runs_are_counted_and_say_how_they_ended(store):
    first = store.begin_run("2025-01-01T00:00:00+00:00", {"segmenter": "rjieba"})
    second = store.begin_run("2025-01-02T00:00:00+00:00", {})
    store.end_run(first, "2025-01-01T00:00:09+00:00", "done", {"figures": 3})
    one, two = store.runs()
    assert (one.run_id, one.state, one.counts, one.settings) == (
        first,
        "done",
        {"figures": 3},
        {"segmenter": "rjieba"},
    )
    assert (two.run_id, two.state, two.ended) == (second, "running", "")


def test_findings_are_those_of_the_last_export(store):
    store.replace_findings([Finding(0, "f", "a", "conflict", "old")])
    store.replace_findings([Finding(0, "f", "a", "conflict", "new"), Finding(0, "g", "a", "conflict", "new")])
    with store.engine.connect() as base:
        found = base.exec_driver_sql("SELECT figure_id, message FROM findings ORDER BY figure_id").all()
    assert [tuple(one) for one in found] == [("f", "new"), ("g", "new")]


def test_what_was_stored_is_there_when_the_store_is_opened_again(opened, part):
    first = opened()
    first.put([part("a.txt", "one 1")], settings, 1)
    first.close()
    assert raws(opened()) == ["1"]


def test_a_reader_beside_the_writer_sees_whole_files_as_they_were(opened, part):
    writer, reader = opened(), opened()
    writer.put([part("a.txt", "old 1"), part("b.txt", "old 2")], settings, 1)
    with reader.reading():
        assert texts(reader) == ["old 1", "old 2"]
        writer.put([part("a.txt", "new 3"), part("c.txt", "new 4")], settings, 2)
        assert (texts(reader), raws(reader), len(reader.known())) == (["old 1", "old 2"], ["1", "2"], 2)
    assert texts(reader) == ["new 3", "old 2", "new 4"]


def test_two_writers_at_once_store_every_file_once(opened, part):
    """Both store the same files, as two runs over one folder do, and each some of its own."""
    opened()
    errors = []

    def write(own):
        try:
            with opened() as store:
                run_id = store.begin_run("2025-01-01T00:00:00+00:00", {})
                for number in range(30):
                    store.put([part(f"{number:02}.txt", f"shared {number}")], settings, run_id)
                    store.put([part(f"{own}{number:02}.txt", f"own {number}")], settings, run_id)
                    store.decide(Decision(own, own, "accept", own, "2025-01-01T00:00:00+00:00"))
        except BaseException as error:
            errors.append(error)
            raise

    writers = [threading.Thread(target=write, args=(own,)) for own in "ab"]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    store: Store = opened()
    assert errors == []
    assert len(store.known()) == len(list(store.rows(ARTICLES))) == 90
    assert store.content() == 30 * 2 + 30 + 60
    assert [run.run_id for run in store.runs()] == [1, 2]
    assert [one.decision_id for one in store.decisions()] == list(range(1, 61))
