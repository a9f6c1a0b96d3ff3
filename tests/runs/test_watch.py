import threading
import time
from pathlib import Path

import pytest

from extractor.errors import UsageError
from extractor.runs.part import Part
from extractor.runs.watch import StoppedError, Unsettled, Watched, holding, watch
from extractor.sources.folder import Found

SETTLE = 0.6


class Runs:
    """What a watch did: for each run the files that it could read, by name and size."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: list[dict[str, int]] = []
        self.said: list[str] = []
        self.fails = 0

    def once(self, held: frozenset[Path]) -> None:
        if self.fails:
            self.fails -= 1
            raise UsageError("the disk is full")
        files = sorted(path for path in self.folder.iterdir() if path.resolve() not in held)
        self.seen.append({path.name: path.stat().st_size for path in files})

    def wait_for(self, wanted: dict[str, int]) -> None:
        until = time.monotonic() + 20
        while not self.seen or self.seen[-1] != wanted:
            assert time.monotonic() < until, f"{self.seen} never came to {wanted}; {self.said}"
            time.sleep(0.05)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


@pytest.fixture
def watching(folder):
    runs = Runs(folder)
    stop = threading.Event()
    watched = Watched(folder, lambda path: path.name == "figures.csv", runs.said.append, SETTLE)
    thread = threading.Thread(target=watch, args=(watched, runs.once, stop), daemon=True)
    yield runs, thread.start
    stop.set()
    if thread.ident:
        thread.join(10)
        assert not thread.is_alive()


@pytest.mark.slow
def test_what_is_there_at_the_start_is_read(folder, watching):
    (folder / "甲.txt").write_text("abc")
    runs, start = watching
    start()
    runs.wait_for({"甲.txt": 3})


@pytest.mark.slow
def test_a_file_is_read_when_it_stands_still_and_not_before(folder, watching):
    runs, start = watching
    start()
    runs.wait_for({})
    with (folder / "甲.txt").open("w") as handle:
        for _ in range(12):
            handle.write("x" * 100)
            handle.flush()
            time.sleep(0.15)
    runs.wait_for({"甲.txt": 1200})
    assert [seen for seen in runs.seen if seen] == [{"甲.txt": 1200}] * len([s for s in runs.seen if s])


@pytest.mark.slow
def test_a_file_that_goes_on_growing_holds_no_other_back(folder, watching):
    runs, start = watching
    start()
    runs.wait_for({})
    (folder / "乙.txt").write_text("abc")
    with (folder / "甲.txt").open("w") as handle:
        until = time.monotonic() + 20
        while not (runs.seen and runs.seen[-1] == {"乙.txt": 3}):
            assert time.monotonic() < until
            handle.write("x")
            handle.flush()
            time.sleep(0.1)


@pytest.mark.slow
def test_a_removed_file_is_a_change(folder, watching):
    (folder / "甲.txt").write_text("abc")
    runs, start = watching
    start()
    runs.wait_for({"甲.txt": 3})
    (folder / "甲.txt").unlink()
    runs.wait_for({})


@pytest.mark.slow
def test_a_folder_that_vanishes_is_waited_for(folder, watching):
    runs, start = watching
    start()
    runs.wait_for({})
    folder.rename(folder.with_name("elsewhere"))
    until = time.monotonic() + 20
    while not any("waiting for it" in line for line in runs.said):
        assert time.monotonic() < until
        time.sleep(0.05)
    folder.mkdir()
    (folder / "甲.txt").write_text("abc")
    runs.wait_for({"甲.txt": 3})


@pytest.mark.slow
def test_a_run_that_fails_is_said_and_tried_again(folder, watching, monkeypatch):
    monkeypatch.setattr("extractor.runs.watch._AGAIN_AFTER", 0.5)
    (folder / "甲.txt").write_text("abc")
    runs, start = watching
    runs.fails = 2
    start()
    runs.wait_for({"甲.txt": 3})
    assert [line for line in runs.said if "the disk is full; trying again" in line]


@pytest.mark.slow
def test_what_a_run_writes_itself_is_no_change(folder, watching):
    runs, start = watching
    start()
    runs.wait_for({})
    time.sleep(3 * SETTLE)
    before = len(runs.seen)
    for _ in range(3):
        (folder / "figures.csv").write_text("a")
        (folder / ".figures.csv.1.part").write_text("a")
        time.sleep(SETTLE)
    assert len(runs.seen) == before


def test_a_file_is_settled_when_it_looked_the_same_for_long_enough(tmp_path):
    path = tmp_path / "甲.txt"
    path.write_text("a")
    unsettled = Unsettled(2.0)
    unsettled.add(path, 10.0)
    assert unsettled.settled(11.9) == []
    path.write_text("ab")
    assert unsettled.settled(12.5) == []
    assert unsettled.settled(14.4) == []
    assert unsettled.settled(14.5) == [path]
    assert unsettled.settled(99.0) == []


def test_a_file_that_is_gone_need_not_settle(tmp_path):
    unsettled = Unsettled(2.0)
    unsettled.add(tmp_path / "甲.txt", 10.0)
    assert unsettled.settled(10.1) == [tmp_path / "甲.txt"]


def produce(files):
    return (Part(file.source, str(file.path), "") for file in files)


def test_files_that_are_not_complete_are_left_for_the_next_time():
    files = [Found(Path("/n/甲.txt"), "甲.txt"), Found(Path("/n/乙.txt"), "乙.txt")]
    held = holding(produce, frozenset({Path("/n/甲.txt")}), threading.Event())
    assert [part.source for part in held(files)] == ["乙.txt"]


def test_a_stop_ends_the_run_after_the_file_that_is_being_read():
    stop = threading.Event()
    parts = holding(produce, frozenset(), stop)([Found(Path(f"/n/{n}"), f"{n}") for n in range(3)])
    assert next(parts).source == "0"
    stop.set()
    with pytest.raises(StoppedError):
        next(parts)
