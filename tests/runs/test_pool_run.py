"""`extractor run --workers`: the bytes of one process, and nothing left over when a signal ends it."""

import shutil
import signal
import subprocess
import sys
import time

import pytest

from extractor.cli.app import call
from extractor.runs import crew

COPIES = 8  # of the corpus, so that the workers have enough to do


@pytest.fixture
def news(checkout, tmp_path):
    folder = tmp_path / "news"
    for number in range(COPIES):
        shutil.copytree(checkout / "corpus" / "articles", folder / f"{number:02}")
    return folder


@pytest.mark.slow
def test_a_run_with_workers_gives_the_bytes_of_one_process(news, tmp_path, monkeypatch):
    started = []
    begin = crew.Crew.__init__
    monkeypatch.setattr(crew.Crew, "__init__", lambda self, *given: started.append(begin(self, *given)))
    for workers in "123":
        assert call(["run", str(news), "--out", str(tmp_path / workers), "--workers", workers]) == 0
    assert len(started) == 2
    tables = sorted(path.name for path in (tmp_path / "1").glob("*.csv"))
    assert len(tables) == 7
    for name in tables:
        one, two, three = ((tmp_path / workers / name).read_bytes() for workers in "123")
        assert one == two == three, name


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_a_run_and_leaves_no_draft(news, tmp_path, number, status):
    out, temporary = tmp_path / "out", tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "extractor", "run", str(news), "--out", str(out), "--workers", "2"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, env={"TMPDIR": str(temporary), "HOME": str(tmp_path)}
    ) as run:
        until = time.monotonic() + 60
        while not list(temporary.rglob("*.part")) and time.monotonic() < until:
            time.sleep(0.02)
        run.send_signal(number)
        said = run.communicate(timeout=30)[1].decode()
    assert run.returncode == status
    assert "Traceback" not in said
    assert list(out.rglob("*.part")) + list(temporary.iterdir()) == []
