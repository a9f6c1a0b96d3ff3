"""`extractor watch` and `status` as processes: their lines, their signals, their tables."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.slow
EXTRACTOR = [sys.executable, "-m", "extractor"]
TEXT = "云岭高新区总工会今年建成工匠学院{}家，慰问职工320人。\n"


@pytest.fixture
def watching(tmp_path):
    (tmp_path / "news").mkdir()
    processes = []

    def start(*options):
        command = [
            sys.executable,
            "-m",
            "extractor",
            "watch",
            "news",
            "--out",
            "out",
            "--settle",
            "0.3",
            *options,
        ]
        log = (tmp_path / "log").open("w")
        processes.append(subprocess.Popen(command, cwd=tmp_path, stderr=log, env=os.environ))
        return processes[-1]

    yield tmp_path, start
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_for(tmp_path, words):
    until = time.monotonic() + 60
    while words not in (log := (tmp_path / "log").read_text()):
        assert time.monotonic() < until, log
        time.sleep(0.1)
    return log


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_new_file_comes_into_the_tables_and_a_signal_ends_it_cleanly(watching, number):
    folder, start = watching
    (folder / "news/甲.txt").write_text(TEXT.format(4))
    process = start()
    wait_for(folder, "甲.txt: 1 articles, 2 figures")
    (folder / "news/乙.txt").write_text(TEXT.format(5))
    (folder / "news/丙.doc").write_text("x")
    wait_for(folder, "tables: 2 articles, 4 figures")
    log = wait_for(folder, "refused 丙.doc: ")
    assert log.count("甲.txt:") == 1
    process.send_signal(number)
    assert process.wait(30) == 0
    assert "stopped" in (folder / "log").read_text()
    figures = (folder / "out/figures.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(figures) == 5
    assert not list((folder / "out").glob(".*.part"))


def test_an_empty_folder_is_waited_on_and_a_machine_reads_the_log(watching):
    folder, start = watching
    process = start("--json-log")
    wait_for(folder, "holds no files yet")
    (folder / "news/甲.txt").write_text(TEXT.format(4))
    wait_for(folder, '"event": "tables"')
    process.terminate()
    assert process.wait(30) == 0
    events = [json.loads(line) for line in (folder / "log").read_text().splitlines()]
    (file,) = [event for event in events if event["event"] == "file"]
    assert (file["source"], file["articles"], file["figures"], file["refusals"]) == ("甲.txt", 1, 2, 0)
    assert all(event["at"][:2] == "20" for event in events)


def test_status_says_what_the_store_holds(watching):
    folder, start = watching
    (folder / "news/甲.txt").write_text(TEXT.format(4))
    process = start()
    wait_for(folder, "tables: 1 articles")
    # While the watch is running: a reader disturbs no writer.
    said = subprocess.run(
        [*EXTRACTOR, "status", "out", "--json"],
        cwd=folder, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    process.terminate()
    process.wait(30)
    held = json.loads(said)
    assert (held["files"], held["files_removed"], held["articles"], held["figures"]) == (1, 0, 1, 2)
    assert held["last_runs"][-1]["state"] == "done"


def test_status_of_a_folder_without_a_store_says_what_to_give(tmp_path):
    found = subprocess.run([*EXTRACTOR, "status", str(tmp_path)], check=False, capture_output=True, text=True)
    assert found.returncode == 2
    assert "holds no store (store.sqlite); give the --out of extractor run" in found.stderr
