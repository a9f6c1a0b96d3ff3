"""What `make bench` runs: the extractor against jieba and its peers, on the same text in the same run.

    python benchmarks/bench.py [--python PYTHON] [--characters N] [--rounds N] [--no-peers] [--write FILE]

Each side is a process of its own, and all take turns, so that a slow moment of the machine hits all of them;
the best round of each counts. A peer gets an environment of its own in benchmarks/.peers, made once, from the
pinned versions in benchmarks/peers; one that cannot be installed is reported as missing. With --write, the
tables stand in that file between its two marks.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generate import CORPUS, text_of, write_pages

from extractor.cli.wiring import extraction
from extractor.model import Page
from extractor.runs.pool import cores

HERE = Path(__file__).parent
TURNS = HERE / "peers" / "turns.py"
ENVIRONMENTS = HERE / ".peers"
EVERY = 100  # characters that hold one figure, as printed news has it
BEGIN, END = "<!-- begin: make bench -->", "<!-- end: make bench -->"
_PATIENCE = 600  # seconds for one turn


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its key, what it does, and the file of its pinned versions where it is a peer."""

    key: str
    does: str
    pinned: str = ""


CUTTING = Side("jieba", "`jieba.lcut`: words, nothing else")
ONE = Side("extractor-1", "**extractor**: files to all tables, everything attached")
SIDES = (
    CUTTING,
    ONE,
    Side("spacy", "spaCy, plain rules: words, sentences, numbers with units, zones; nothing attached"),
    Side(
        "recognizers",
        "Microsoft Recognizers: number, percentage, currency, dimension; nothing attached",
        "recognizers",
    ),
    Side("jionlp", "JioNLP: sums of money; nothing attached", "jionlp"),
)
"""Each by one process."""

TWO = Side("extractor-2", "two workers")
MORE = 10  # times the text, for workers: what starting them costs does not grow


@dataclass(slots=True)
class Measured:
    """What one side took."""

    name: str = ""
    start: float = 0.0
    rounds: list[dict[str, float]] = field(default_factory=list)
    missing: str = ""

    def best(self, what: str) -> float:
        """The smallest of the rounds."""
        return min(one[what] for one in self.rounds)


def main(arguments: list[str]) -> None:
    """Measures, and prints the table or writes it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--python", default=sys.executable, help="the Python that makes the environments")
    parser.add_argument("--characters", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-peers", action="store_true", help="only what is installed already")
    parser.add_argument("--write", type=Path, metavar="FILE")
    given = parser.parse_args(arguments)
    sides = [side for side in SIDES if not (given.no_peers and side.pinned)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "text")
        characters, figures = _write_text(folder, given.characters)
        measured = take_turns(sides, folder, given.python, given.rounds)
        more = Path(place, "more")
        for number in range(MORE):
            for path in folder.glob("*.txt"):
                copy(path, more, number)
        workers = take_turns([ONE, TWO], more, given.python, given.rounds)
    text = report(sides, measured, characters, figures) + "\n" + report_workers(workers, characters * MORE)
    sys.stdout.write(text)
    if given.write:
        given.write.write_text(between_marks(given.write.read_text(encoding="utf-8"), text), encoding="utf-8")


def take_turns(sides: list[Side], folder: Path, python: str, rounds: int) -> dict[str, Measured]:
    """What each side took over the texts in the folder."""
    measured = {side.key: Measured() for side in sides}
    running: dict[str, subprocess.Popen[str]] = {}
    try:
        for side in sides:
            interpreter = environment(side, python)
            if interpreter is None:
                measured[side.key].missing = "not installed"
                continue
            command = [str(interpreter), str(TURNS), side.key, str(folder)]
            running[side.key] = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
            started = _answer(running[side.key])
            if started is None:
                running.pop(side.key).kill()
                measured[side.key].missing = "does not start"
            else:
                measured[side.key].name, measured[side.key].start = started["name"], started["start"]
        for _ in range(rounds):
            for key, process in list(running.items()):
                assert process.stdin is not None
                process.stdin.write("\n")
                process.stdin.flush()
                answer = _answer(process)
                if answer is None:
                    running.pop(key).kill()
                    measured[key].missing = "failed on the text"
                else:
                    measured[key].rounds.append(answer)
    finally:
        for process in running.values():
            process.kill()
            process.wait()
    return measured


def environment(side: Side, python: str) -> Path | None:
    """The Python that has the side's library, installed if need be; None where that is not possible."""
    if not side.pinned:
        return Path(sys.executable)
    pinned = HERE / "peers" / f"{side.pinned}.txt"
    folder = ENVIRONMENTS / side.pinned
    done = folder / "installed.txt"
    interpreter = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (done.exists() and done.read_bytes() == pinned.read_bytes()):
        sys.stderr.write(f"installing {side.pinned} into {folder.relative_to(HERE.parent)} (once) ...\n")
        install = ["-m", "pip", "--disable-pip-version-check", "--no-input", "-qqq", "install"]
        for command in (
            [python, "-m", "venv", "--clear", str(folder)],
            [str(interpreter), *install, "-r", str(pinned)],
        ):
            if subprocess.run(command, check=False, capture_output=True).returncode:
                return None
        done.write_bytes(pinned.read_bytes())
    return interpreter


def _answer(process: subprocess.Popen[str]) -> dict[str, Any] | None:
    assert process.stdout is not None
    line = process.stdout.readline()
    return json.loads(line) if line else None


def _write_text(folder: Path, characters: int) -> tuple[int, int]:
    """Writes the pages; returns how many characters and figures they hold."""
    reading = extraction(None, "rjieba")

    def count(page: Page) -> int:
        return sum(len(reading.figures_of(article)) for article in reading.articles_of(page))

    figures = {path.name: count(Page(path.name, text_of(path))) for path in sorted(CORPUS.glob("*.txt"))}
    write_pages(folder, figures, EVERY, characters)
    pages = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return sum(map(len, pages)), sum(count(Page("a.txt", page)) for page in pages)


def report(sides: list[Side], measured: dict[str, Measured], characters: int, figures: int) -> str:
    """The table in Markdown, with the machine."""
    cut, one = measured[CUTTING.key], measured[ONE.key]
    lines = [
        f"{machine()}. {characters:,} characters of {figures:,} figures, one in {characters / figures:.0f}.",
        "",
        "| | characters/s | against jieba.lcut | the extractor is … times as quick | peak MB | start, s |",
        "|---|---|---|---|---|---|",
    ]
    for side in sides:
        it = measured[side.key]
        if it.missing:
            lines.append(f"| {side.does} | {it.missing} | | | | |")
            continue
        speed = characters / it.best("seconds")
        cells = (
            f"{side.does} ({it.name})",
            f"{speed:,.0f}",
            f"{cut.best('seconds') / it.best('seconds'):.2f}",
            "" if side is ONE else f"{it.best('seconds') / one.best('seconds'):.2f}",
            f"{max(one['megabytes'] for one in it.rounds):.0f}",
            f"{it.start:.2f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def report_workers(measured: dict[str, Measured], characters: int) -> str:
    """What two workers save, by the clock, as a table in Markdown."""
    one, two = measured[ONE.key], measured[TWO.key]
    lines = [
        f"The same, {MORE} times as much text ({characters:,} characters), by the clock.",
        "",
        "| | seconds | of processor | times as quick | peak MB of a process |",
        "|---|---|---|---|---|",
    ]
    for it, name in ((one, "one process"), (two, "two workers")):
        took, work = it.best("clock"), it.best("seconds")
        peak = max(one["megabytes"] for one in it.rounds)
        lines.append(f"| {name} | {took:.1f} | {work:.1f} | {one.best('clock') / took:.2f} | {peak:.0f} |")
    return "\n".join(lines) + "\n"


def copy(path: Path, folder: Path, number: int) -> None:
    """Copies a page into the folder under a name with this number."""
    folder.mkdir(exist_ok=True)
    (folder / f"{number:03}-{path.name}").write_bytes(path.read_bytes())


def machine() -> str:
    """The machine, without its name."""
    system = f"{platform.system()} {platform.machine()}"
    return f"{cores()} cores ({_processor()}), {system}, Python {platform.python_version()}"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown"
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return names[0] if names else "unknown"


def between_marks(text: str, table: str) -> str:
    """The text with the table between its two marks. Raises ValueError where it has none."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for the table: expected {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{table}\n{END}{after}"


if __name__ == "__main__":
    main(sys.argv[1:])
