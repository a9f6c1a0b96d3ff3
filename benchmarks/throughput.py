"""How fast a run goes from files to tables on one core, against jieba.lcut over the same text.

    python benchmarks/throughput.py [EVERY ...] [--characters N] [--files FOLDER]

EVERY is the mean number of characters that hold one figure; without it 20, 40 and 100. Prints, for each, the
ratio to jieba.lcut of mending, of finding figures, and of a whole run with its files and tables. Start-up is
left out; see startup.py. `--files` measures a folder of your own texts instead.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import jieba
from generate import CORPUS, text_of, write_pages

from extractor.cli.wiring import extraction
from extractor.model import Page
from extractor.runs.local import run
from extractor.runs.part import Extraction

DENSITIES = (20, 40, 100)
CHARACTERS = 60_000
ROUNDS = 5


def main(arguments: list[str]) -> None:
    """Prints a table for each density, or one for a folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("every", nargs="*", type=int, default=DENSITIES)
    parser.add_argument("--characters", type=int, default=CHARACTERS)
    parser.add_argument("--files", type=Path)
    given = parser.parse_args(arguments)
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    reading = extraction(None, "rjieba")
    if given.files:
        sys.stdout.write(_table(given.files, reading))
        return
    figures = {path.name: _figures(path, reading) for path in sorted(CORPUS.glob("*.txt"))}
    for every in given.every:
        with tempfile.TemporaryDirectory() as folder:
            write_pages(Path(folder), figures, every, given.characters)
            sys.stdout.write(_table(Path(folder), reading))


def _figures(path: Path, reading: Extraction) -> int:
    page = Page(path.name, text_of(path))
    return sum(len(reading.figures_of(article)) for article in reading.articles_of(page))


def _table(folder: Path, reading: Extraction) -> str:
    """Runs in turns, so that a slow moment of the machine hits all of them; the best of each counts."""
    files = sorted(folder.glob("*.txt"))
    pages = [Page(file.name, text_of(file)) for file in files]
    articles = [article for page in pages for article in reading.articles_of(page)]
    with tempfile.TemporaryDirectory() as out:
        turns: dict[str, Callable[[], object]] = {
            "jieba.lcut": lambda: [jieba.lcut(page.text) for page in pages],
            "mending": lambda: [reading.articles_of(page) for page in pages],
            "figures": lambda: [reading.figures_of(article) for article in articles],
            # Into a folder of its own each time: what a store knows is not read again.
            "files to tables": lambda: run([folder], Path(tempfile.mkdtemp(dir=out)), reading),
        }
        best = dict.fromkeys(turns, float("inf"))
        for _ in range(ROUNDS):
            for name, turn in turns.items():
                best[name] = min(best[name], _seconds(turn))
    characters = sum(len(page.text) for page in pages)
    found = sum(len(reading.figures_of(article)) for article in articles)
    lines = [f"{characters} characters, {found} figures: one in {characters / max(found, 1):.0f} characters"]
    for name, taken in best.items():
        ratio = best["jieba.lcut"] / taken
        lines.append(f"  {name:16} {characters / taken / 1e6:6.2f} M characters/s  {ratio:6.2f} x")
    return "\n".join(lines) + "\n"


def _seconds(turn: Callable[[], object]) -> float:
    """Processor seconds for one turn."""
    started = time.process_time()
    turn()
    return time.process_time() - started


if __name__ == "__main__":
    main(sys.argv[1:])
