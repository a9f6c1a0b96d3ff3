"""The pool gives what one process gives, whatever happens to its workers, and leaves nothing running."""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import UsageError
from extractor.runs import crew, pool
from extractor.runs.part import read_part
from extractor.runs.shards import Limits, shards
from extractor.sources.folder import Found

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are copies of this process")

HERE = os.getpid()
SMALL = Limits(files=3, bytes=200)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Forty files of one to ten lines, one of them a hundred times as large, one empty, one unreadable."""
    folder = tmp_path_factory.mktemp("news")
    found = []
    for number in range(40):
        path = folder / f"{number:02}.txt"
        lines = 1 + number * 7 % 10
        text = "".join(f"甲乙区慰问{number}{line}人。\n" for line in range(lines))
        path.write_text(text * (100 if number == 5 else 1))
        found.append(Found(path, path.name))
    found[9].path.write_text("")
    found[11] = Found(folder / "11.docy", "11.docy")
    return found


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Where the files of parts are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def read(files, extraction, workers=2, limits=SMALL):
    return list(pool.parts(files, extraction, workers, limits, enough=0))


def in_one(files, extraction):
    return [read_part(file, extraction) for file in files]


def with_figures(extraction, before):
    """The extraction, but `before` is called with an article before its figures are found."""

    def figures_of(article):
        before(article)
        return extraction.figures_of(article)

    return replace(extraction, figures_of=figures_of)


def die():
    assert os.getpid() != HERE
    os.kill(os.getpid(), signal.SIGKILL)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    workers=st.integers(2, 4),
    most_files=st.integers(1, 50),
    most_bytes=st.sampled_from((1, 100, 1_000, 100_000)),
    first=st.integers(0, 39),
)
def test_any_shards_and_workers_give_the_parts_of_one_process(
    files, extraction, workers, most_files, most_bytes, first
):
    some = files[first:]
    assert read(some, extraction, workers, Limits(most_files, most_bytes)) == in_one(some, extraction)


def test_a_worker_that_dies_once_costs_nothing(files, extraction, tmp_path):
    died = tmp_path / "died"

    def before(article):
        if article.source == "20.txt" and not died.exists():
            died.touch()
            die()

    assert read(files, with_figures(extraction, before)) == in_one(files, extraction)
    assert died.exists()


def test_a_file_that_ends_every_worker_is_refused_and_no_other(files, extraction):
    def before(article):
        if article.source in {"20.txt", "33.txt"}:
            die()

    expected = [
        replace(
            part, digest="", articles=(), figures=(), refusals=((part.source, "", pool.KILLED),), with_zone=0
        )
        if part.source in {"20.txt", "33.txt"}
        else part
        for part in in_one(files, extraction)
    ]
    assert read(files, with_figures(extraction, before)) == expected


def test_workers_that_cannot_begin_leave_the_work_to_this_process(files, extraction, monkeypatch):
    monkeypatch.setattr(crew, "_begin", lambda *_given: die())
    assert read(files, extraction) == in_one(files, extraction)


def test_a_run_that_is_broken_off_leaves_no_worker_and_no_file(files, extraction, temporary):
    running = pool.parts(
        files, with_figures(extraction, lambda _article: time.sleep(0.05)), 2, SMALL, enough=0
    )
    next(running)
    assert len(multiprocessing.active_children()) == 2
    started = time.monotonic()
    running.close()
    assert multiprocessing.active_children() == []
    assert list(temporary.iterdir()) == []
    assert time.monotonic() - started < 2


def test_no_file_is_left_after_a_whole_run(files, extraction, temporary):
    read(files, extraction)
    assert list(temporary.iterdir()) == []
    assert multiprocessing.active_children() == []


def test_workers_do_not_run_far_ahead_of_who_takes_the_parts(files, extraction, tmp_path):
    many = files[20:30] * 30

    def before(article):
        with (tmp_path / "begun").open("ab") as file:
            file.write(b"x")

    running = pool.parts(many, with_figures(extraction, before), 2, Limits(1, 1), enough=0)
    next(running)
    time.sleep(0.5)
    begun = (tmp_path / "begun").stat().st_size
    running.close()
    assert begun <= 10 * (2 * pool._AHEAD + 1)


def test_parts_that_cannot_be_written_are_a_refusal_of_the_run(files, extraction, temporary):
    def before(_article):
        for folder in temporary.iterdir():
            folder.rename(temporary / "moved")

    with pytest.raises(UsageError, match=r"the temporary files cannot be written: .*; set TMPDIR"):
        read(files, with_figures(extraction, before), limits=Limits(1, 1))


@pytest.mark.parametrize(("workers", "enough"), [(1, 0), (2, 10_000), (8, 10_000)])
def test_too_little_work_is_done_in_this_process(files, extraction, monkeypatch, workers, enough):
    monkeypatch.setattr(pool, "Crew", None)
    found = list(pool.parts(files[:4], extraction, workers, SMALL, enough))
    assert found == in_one(files[:4], extraction)


def test_an_extraction_that_no_other_process_can_have_is_used_here(files, extraction, monkeypatch):
    monkeypatch.setattr(crew, "_forks", lambda: False)
    monkeypatch.setattr(pool, "Crew", None)
    assert read(files, extraction) == in_one(files, extraction)


def test_as_many_workers_as_processors_that_this_process_may_use(monkeypatch):
    if not hasattr(os, "sched_getaffinity"):
        pytest.skip("this system has no affinity")
    monkeypatch.delattr(os, "process_cpu_count", raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {1, 4, 5})
    assert pool.cores() == 3


@pytest.mark.slow
def test_new_processes_give_the_same_as_copies(checkout, monkeypatch):
    from extractor.cli.wiring import extraction
    from extractor.sources.folder import walk

    real = extraction(None, "rjieba")
    articles = walk([checkout / "corpus" / "articles"])
    copies = read(articles, real)
    monkeypatch.setattr(crew, "_forks", lambda: False)
    assert read(articles, real) == copies == in_one(articles, real)


# A process that reads for ever; it says the ids of its workers.
ENDLESS = """
import contextlib, multiprocessing, sys, tempfile, time
from pathlib import Path
from extractor.runs import pool
from extractor.runs.part import Extraction
from extractor.runs.shards import Limits
from extractor.sources.folder import Found

tempfile.tempdir = sys.argv[2]
reading = Extraction(lambda page: time.sleep(60) if page.source == "b" else (), lambda article: ())
path = Path(sys.argv[1])
files = [Found(path, name) for name in "abbbb"]
with contextlib.closing(pool.parts(files, reading, 2, Limits(1, 1), enough=0)) as running:
    next(running)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    next(running)
"""


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_process_whatever_ends_it(tmp_path, number):
    (tmp_path / "a.txt").write_text("慰问30人。")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    arguments = [sys.executable, "-c", ENDLESS, tmp_path / "a.txt", temporary]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        workers = [int(word) for word in process.stdout.readline().split()]
        assert len(workers) == 2
        process.send_signal(number)
        process.wait(10)
    assert gone(workers)
    assert list(temporary.iterdir()) == []


def gone(workers):
    """Whether all processes end within some seconds."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        if not any(Path(f"/proc/{worker}/cmdline").exists() for worker in workers):
            return True
        time.sleep(0.05)
    return False


def found(sizes, tmp_path):
    for number, size in enumerate(sizes):
        (tmp_path / str(number)).write_bytes(b"x" * size)
    return [Found(tmp_path / str(number), str(number)) for number in range(len(sizes))]


@pytest.mark.parametrize(
    ("sizes", "limits", "share", "lengths"),
    [
        ([1] * 7, Limits(3, 100), 1, [3, 3, 1]),
        ([5] * 5, Limits(9, 10), 1, [2, 2, 1]),
        ([1, 50, 1, 1], Limits(9, 10), 1, [1, 1, 2]),
        ([1] * 16, Limits(9, 100), 2, [8, 4, 2, 1, 1]),
        ([1] * 3, Limits(9, 100), 8, [1, 1, 1]),
        ([], Limits(9, 100), 8, []),
    ],
)
def test_shards_keep_the_order_and_the_limits(tmp_path, sizes, limits, share, lengths):
    files = found(sizes, tmp_path)
    cut = list(shards(files, limits, share))
    assert [len(shard) for shard in cut] == lengths
    assert [file for shard in cut for file in shard] == files


def test_a_file_that_is_not_there_weighs_nothing(tmp_path):
    files = [Found(tmp_path / "gone", "gone"), Found(tmp_path / "x", "x", "a link")] * 2
    assert [len(shard) for shard in shards(files, Limits(9, 1))] == [4]
