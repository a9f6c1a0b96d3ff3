"""How much memory a run takes at its peak, by the number of articles, in one process and with workers.

    python benchmarks/memory.py [ARTICLES ...] [--workers N]

Without ARTICLES 1,000 and 10,000; the goal speaks of 100,000. Each run is a process of its own, over files of
one short article each, from an empty store to all tables. Memory is what the system says was resident.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from articles import write_articles

ARTICLES = (1_000, 10_000)
# Prints the peak of this process and the largest of its children, in MB, and the seconds of the run. Its own
# is not taken from getrusage, which on Linux counts the process that started this one, too.
_RUN = """
import json, pathlib, re, resource, sys, time
from extractor.cli.app import call
started = time.perf_counter()
status = call(sys.argv[1:])
mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
known = pathlib.Path("/proc/self/status")
if known.exists():
    mine = int(re.search(r"VmHWM:\\s*(\\d+)", known.read_text())[1])
print(json.dumps([mine / 1024, workers / 1024, time.perf_counter() - started]))
sys.exit(status)
"""


def main(arguments: list[str]) -> None:
    """Prints a line for each number of articles."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", nargs="*", type=int, default=ARTICLES)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args(arguments)
    first = 0.0
    for number in given.articles:
        own, worker, seconds = peaks(number, given.workers)
        first = first or own
        line = f"{number:8} articles  {own:6.1f} MB ({own / first:.2f} x)  a worker {worker:6.1f} MB"
        sys.stdout.write(f"{line}  {seconds:7.1f} s\n")
        sys.stdout.flush()


def peaks(articles: int, workers: int) -> tuple[float, float, float]:
    """The peak of a run's process and of the largest worker, in MB, and how long it took."""
    with tempfile.TemporaryDirectory() as folder:
        news = Path(folder, "news")
        write_articles(news, articles)
        command = [sys.executable, "-c", _RUN, "run", str(news), "--out", str(Path(folder, "out"))]
        done = subprocess.run(
            [*command, "--workers", str(workers)],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    own, worker, seconds = json.loads(done.stdout)
    return own, worker if workers > 1 else 0.0, seconds


if __name__ == "__main__":
    main(sys.argv[1:])
