"""Whatever ends a run, the next one finishes what was left: same bytes, no row twice, no half article."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from extractor.errors import UsageError
from extractor.model.table import ARTICLES, FIGURES, REFUSALS
from extractor.store import Store, default_url

TABLES = ("articles", "figures", "refusals", "summary", "audit", "changes", "wide")
ZONES = ("云岭高新区", "北塘经开区", "松林开发区", "临江新区", "青石工业园")
KILLS = 20


def write_news(folder, number, paragraphs=1):
    """Short articles, each with other figures, a thousand to a folder."""
    for at in range(number):
        zone = ZONES[at % len(ZONES)]
        text = f"{zone}工会服务职工\n" + "".join(
            f"今年{at % 12 + 1}月，{zone}工会走访企业{at % 90 + 10 + more}家，慰问困难职工{at + 100}人次。"
            f"该区工会建成职工驿站{at % 40 + 2}个，培训职工{at * 3 + 50 + more}余人。\n"
            for more in range(paragraphs)
        )
        place = folder / f"{at // 1000}" / f"{at:05}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


def command(news, out, *options):
    return [sys.executable, "-m", "extractor", "run", str(news), "--out", str(out), *map(str, options)]


def call(news, out, *options):
    """Exit status and stderr of a run."""
    done = subprocess.run(command(news, out, *options), capture_output=True, text=True, check=False)
    assert done.stdout == ""
    return done.returncode, done.stderr


def tables(out):
    return {name: (out / f"{name}.csv").read_bytes() for name in TABLES}


def rows_by_file(store):
    """All rows of the store by the file that gave them."""
    found = {}
    with store.reading():
        for table, source in ((ARTICLES, 1), (FIGURES, 1), (REFUSALS, 0)):
            for row in store.rows(table):
                found.setdefault(row[source], []).append(row)
        return found, set(store.known())


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Makes the news of so many articles, with what one run makes of them; once for each number."""
    made = {}

    def make(number):
        if number not in made:
            folder = tmp_path_factory.mktemp(f"news{number}")
            news, out = write_news(folder / "news", number), folder / "out"
            started = time.perf_counter()
            assert call(news, out)[0] == 0
            seconds = time.perf_counter() - started
            with Store.open(default_url(out)) as store:
                rows, known = rows_by_file(store)
            assert len(known) == number
            made[number] = news, tables(out), rows, seconds
        return made[number]

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """A folder for the tables, the URL of its store, and the options that say so."""
    out = tmp_path / "out"
    if request.param == "sqlite":
        return out, default_url(out), ()
    url = request.getfixturevalue("base")
    return out, url, ("--store", url)


@pytest.mark.slow
def test_a_run_that_is_killed_twenty_times_gives_the_bytes_of_one_that_was_not(undisturbed, place):
    news, expected, rows, seconds = undisturbed(2000)
    out, url, options = place
    chance = random.Random(20250101)
    _, _, _, start = undisturbed(120)
    killed, stored = 0, set()
    while killed < KILLS:
        workers = ("--workers", chance.choice([1, 2]))
        run = subprocess.Popen(command(news, out, *options, *workers), stderr=subprocess.DEVNULL)
        try:
            run.wait(chance.uniform(0, 2 * (start + seconds / KILLS)))
            # All was done in time: something more to do for the next one.
            (out / chance.choice(["figures.csv", "summary.csv"])).unlink(missing_ok=True)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            killed += 1
        run.wait()
        if killed % 4 == 0 and (out / "store.sqlite").exists() | url.startswith("postgresql"):
            with Store.open(url) as store:
                found, known = rows_by_file(store)
            assert found == {file: rows[file] for file in known}
            assert stored <= known
            stored = known
    assert call(news, out, *options)[0] == 0
    assert tables(out) == expected
    with Store.open(url) as store:
        assert rows_by_file(store) == (rows, set(rows))
        assert store.runs()[-1].state == "done"
    assert list(out.glob(".*.part")) == []
    assert call(news, out, *options)[0] == 0
    assert tables(out) == expected


DIES = """
import os, sys
from extractor.cli.app import call
from extractor.runs import written
from extractor.sinks.drafts import Drafts
from extractor.store import Store

where, arguments = sys.argv[1], sys.argv[2:]

def dies_at(kind, name, nth, before):
    then, counted = getattr(kind, name), [0]
    def dying(*given, **named):
        counted[0] += 1
        if counted[0] == nth and before:
            os._exit(9)
        result = then(*given, **named)
        if counted[0] == nth:
            os._exit(9)
        return result
    setattr(kind, name, dying)

from pathlib import Path
dies_at(*{
    "before the first files are stored": (Store, "put", 1, True),
    "after the first files are stored": (Store, "put", 1, False),
    "after the last files are stored": (Store, "mark_removed", 1, True),
    "before the tables are noted": (Store, "set_note", 2, True),
    "after the tables are noted": (Store, "set_note", 2, False),
    "when the first table has appeared": (Path, "replace", 1, False),
    "when the last table has not appeared": (Path, "replace", 9, True),
    "before the run is ended": (Store, "end_run", 1, True),
}[where])
sys.exit(call(arguments))
"""


PLACES = (
    "before the first files are stored",
    "after the first files are stored",
    "after the last files are stored",
    "before the tables are noted",
    "after the tables are noted",
    "when the first table has appeared",
    "when the last table has not appeared",
    "before the run is ended",
)
QUICK = {"after the first files are stored", "when the first table has appeared"}


@pytest.mark.parametrize(
    "where", [where if where in QUICK else pytest.param(where, marks=pytest.mark.slow) for where in PLACES]
)
def test_a_run_may_die_at_any_place(undisturbed, tmp_path, where):
    news, expected, _, _ = undisturbed(120)
    out = tmp_path / "out"
    arguments = ("run", news, "--out", out, "--workers", 1)
    dead = subprocess.run([sys.executable, "-c", DIES, where, *map(str, arguments)], check=False)
    assert dead.returncode == 9
    assert call(news, out)[0] == 0
    assert tables(out) == expected
    assert list(out.glob(".*.part")) == []


@pytest.mark.slow
def test_a_reader_beside_a_run_sees_whole_articles(undisturbed, place):
    news, _, _, _ = undisturbed(2000)
    out, url, options = place
    run = subprocess.Popen(command(news, out, *options), stderr=subprocess.DEVNULL)
    figures = ARTICLES.names.index("figures")
    seen = []
    while run.poll() is None:
        if not seen and url.startswith("sqlite") and not (out / "store.sqlite").exists():
            time.sleep(0.05)
            continue
        with Store.open(url) as store, store.reading():
            known = store.known()
            articles = list(store.rows(ARTICLES))
            assert sum(int(row[figures]) for row in articles) == sum(1 for _ in store.rows(FIGURES))
            assert {row[1] for row in articles} == set(known)
        seen.append(len(known))
    assert run.returncode == 0
    assert len({count for count in seen if 0 < count < 2000}) > 2
    assert seen == sorted(seen)


def test_two_runs_at_once_over_one_folder_give_the_bytes_of_one(undisturbed, place):
    news, expected, _, _ = undisturbed(120)
    out, url, options = place
    runs = [
        subprocess.Popen(command(news, out, *options), stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = [run.communicate()[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert tables(out) == expected
    with Store.open(url) as store:
        assert [run.state for run in store.runs()] == ["done", "done"]
        assert len(store.known()) == 120


@pytest.mark.slow
def test_two_runs_at_once_over_two_folders_give_the_bytes_of_one_over_both(undisturbed, place, tmp_path):
    news, _, _, _ = undisturbed(120)
    out, _, options = place
    for name, first in (("one", "000"), ("two", "001")):
        (tmp_path / name).mkdir()
        for path in (news / "0").glob(f"{first}*.txt"):
            shutil.copy(path, tmp_path / name)
    both = [tmp_path / "one", tmp_path / "two"]
    runs = [subprocess.Popen(command(one, out, *options), stderr=subprocess.DEVNULL) for one in both]
    assert [run.wait() for run in runs] == [0, 0]
    fresh = [*command(both[0], tmp_path / "fresh"), str(both[1])]
    assert subprocess.run(fresh, check=False, capture_output=True).returncode == 0
    assert tables(out) == tables(tmp_path / "fresh")


@contextlib.contextmanager
def small_disk(folder, size):
    folder.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        pytest.param("40k", "the store {out}/store.sqlite cannot be ", marks=pytest.mark.slow),
        ("300k", "the store {out}/store.sqlite cannot be written: the disk is full; make room and run again"),
        pytest.param(
            "1500k",
            "cannot write to {out}: No space left on device; give another folder with --out",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_full_disk_is_one_sentence_and_the_next_run_goes_on(undisturbed, tmp_path, size, sentence):
    news, expected, _, _ = undisturbed(300)
    disk, out = tmp_path / "disk", tmp_path / "disk/out"
    with small_disk(disk, size):
        status, err = call(news, out)
        assert status == 2
        *_, last = err.splitlines()
        assert last.startswith("extractor: " + sentence.format(out=out)), err
        assert "Traceback" not in err
        assert not [path.name for path in out.glob("*.csv")]
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        with contextlib.closing(sqlite3.connect(out / "store.sqlite")) as base:
            assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        status, err = call(news, out)
        assert status == 0, err
        assert tables(out) == expected


@pytest.mark.slow
@pytest.mark.parametrize("drop", ["the connection", "the server"])
def test_a_lost_connection_is_one_sentence_and_the_next_run_goes_on(
    undisturbed, server, base, tmp_path, drop
):
    news, expected, rows, _ = undisturbed(2000)
    out = tmp_path / "out"
    run = subprocess.Popen(
        command(news, out, "--store", base, "--workers", 1), stderr=subprocess.PIPE, text=True
    )
    while stored(base) < 200:
        assert run.poll() is None
        time.sleep(0.02)
    if drop == "the server":
        server.stop()
    else:
        server.say(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
            " AND pid <> pg_backend_pid()",
        )
    _, err = run.communicate()
    if drop == "the server":
        assert "cannot be reached" in call(news, out, "--store", base)[1]
        server.start()
    assert run.returncode == 2
    *_, last = err.splitlines()
    assert last.startswith(f"extractor: the connection to the store {base} was lost ("), err
    assert last.endswith("what was stored until then is kept: run again when the server answers")
    assert "Traceback" not in err
    assert stored(base) >= 200
    status, err = call(news, out, "--store", base)
    assert status == 0, err
    assert tables(out) == expected
    with Store.open(base) as store:
        assert rows_by_file(store) == (rows, set(rows))


def stored(url):
    """How many files are stored, so far."""
    with contextlib.suppress(UsageError), Store.open(url) as store:
        return store.count("present")
    return 0


@pytest.mark.slow
def test_a_run_over_twenty_thousand_unchanged_articles_takes_a_twentieth_of_the_first(tmp_path):
    # An article of three paragraphs is still a short one. Time of the processor, with that of the workers: by
    # the clock the first run is shorter by the number of processors, and both wait for whatever else runs.
    news, out = write_news(tmp_path / "news", 20_000, paragraphs=3), tmp_path / "out"
    seconds = []
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        status, err = call(news, out)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        assert status == 0, err
    assert "files     20000 (0 read now)" in err
    first, second = seconds
    assert second <= 0.05 * first, f"first {first:.1f} s, second {second:.1f} s: {second / first:.1%}"
