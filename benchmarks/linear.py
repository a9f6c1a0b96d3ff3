"""Whether a run's time grows with its input and no faster.

    python benchmarks/linear.py [--small]

Three questions: ten times the articles (at most 10.5 times the time), one article of a megabyte against short
ones (at most twice the time a character), and hostile text four times as long (at most 6 times the time).
Processor time of this process; the shortest of some rounds counts. Exits with 1 where one falls short.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from articles import one_article, write_articles

from extractor.cli.wiring import extraction
from extractor.model import Page
from extractor.runs.local import run
from extractor.runs.part import Extraction

MOST_ARTICLES = 10.5
MOST_LONG = 2.0
MOST_HOSTILE = 6.0
HOSTILE = {
    "numerals": "千",
    "digits": "1",
    "opening brackets": "（",
    "brackets": "（）",
    "nested brackets": "（1",
    "opening quotes": "“",
    "quotes": "“1”",
    "commas": "1,",
    "points": "1.",
    "percent": "1%",
    "ranges": "1至",
    "years": "2024年",
    "months": "1月",
    "zones": "高新区",
    "list marks": "一、",
    "blanks": "1 ",
    "line ends": "1\n",
    "enumerations": "3名、",
    "growing": "增长",
    "said": "其中",
}


def main(arguments: list[str]) -> int:
    """Prints what was measured, and 1 where it is too much."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="a tenth of the size")
    small = parser.parse_args(arguments).small
    reading = extraction(None, "rjieba")
    _warm(reading)
    found = {
        "10 x the articles": (articles_ratio(reading, 60 if small else 1000), MOST_ARTICLES),
        "one long article, a character": (long_ratio(reading, 35_000 if small else 350_000), MOST_LONG),
    }
    for name, unit in HOSTILE.items():
        found[f"4 x {name}"] = (hostile_ratio(reading, unit, 2_500 if small else 25_000), MOST_HOSTILE)
    lines = [
        f"{name:32} {ratio:6.2f} x, at most {most:4.1f}{'' if ratio <= most else '   TOO MUCH'}"
        for name, (ratio, most) in found.items()
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any(ratio > most for ratio, most in found.values()))


def articles_ratio(reading: Extraction, number: int, rounds: int = 2) -> float:
    """How much longer ten times as many articles take, from files to tables."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few"), Path(folder, "many")
        write_articles(few, number)
        write_articles(many, number * 10)
        outs = iter(Path(folder, str(at)) for at in range(2 * rounds))
        times = [
            (
                _seconds(lambda: run([few], next(outs), reading)),
                _seconds(lambda: run([many], next(outs), reading)),
            )
            for _ in range(rounds)
        ]
    return min(many for _, many in times) / min(few for few, _ in times)


def long_ratio(reading: Extraction, characters: int, rounds: int = 2) -> float:
    """How much longer a character takes in one long article than in short ones of the same paragraphs."""
    with tempfile.TemporaryDirectory() as folder:
        short, long = Path(folder, "short"), Path(folder, "long")
        written = write_articles(short, max(1, characters // 200))
        long.mkdir()
        text = one_article(characters)
        (long / "long.txt").write_text(text, encoding="utf-8")
        outs = iter(Path(folder, str(at)) for at in range(2 * rounds))
        times = [
            (
                _seconds(lambda: run([short], next(outs), reading)),
                _seconds(lambda: run([long], next(outs), reading)),
            )
            for _ in range(rounds)
        ]
    return (min(it for _, it in times) / len(text)) / (min(it for it, _ in times) / written)


def hostile_ratio(reading: Extraction, unit: str, characters: int, rounds: int = 2) -> float:
    """How much longer four times as much of the unit takes, in a sentence that a figure begins."""
    times = []
    for length in (characters, 4 * characters):
        page = Page("hostile.txt", "高新区工会慰问职工300人，" + unit * (length // len(unit)) + "。\n")
        times.append(min(_seconds(partial(_read, reading, page)) for _ in range(rounds)))
    return times[1] / max(times[0], 1e-3)


def _warm(reading: Extraction) -> None:
    for line in one_article(3_000).split("\n"):
        _read(reading, Page("warm.txt", line + "\n"))


def _read(reading: Extraction, page: Page) -> None:
    for article in reading.articles_of(page):
        reading.figures_of(article)


def _seconds(turn: Callable[[], object]) -> float:
    started = time.process_time()
    turn()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
