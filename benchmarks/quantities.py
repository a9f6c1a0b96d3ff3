"""How fast quantities are found, against jieba.lcut over the same text in the same run.

    python benchmarks/quantities.py [PATH ...]

Prints characters a second and the ratio for folding, for finding, and for both. Without PATH, the corpus.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from extractor.grammar import load
from extractor.lexicon.bounds import Bounds
from extractor.lexicon.units import Units
from extractor.sources.encoding import decode
from extractor.steps.quantities import Exclusions, find_quantities
from extractor.text.fold import fold

ROUNDS = 7
REPEATS = 3
CORPUS = Path(__file__).parent.parent / "corpus" / "articles"


def seconds(function: Callable[[str], object], texts: list[str]) -> float:
    """Processor seconds for one pass over the texts."""
    started = time.process_time()
    for text in texts:
        function(text)
    return time.process_time() - started


def main(paths: list[str]) -> None:
    """Runs in turns, so that a slow moment of the machine hits all of them, and prints the best."""
    files = [Path(path) for path in paths] or sorted(CORPUS.glob("*.txt"))
    texts = [decode(file.read_bytes()).text for file in files] * REPEATS
    folded = [fold(text) for text in texts]
    patterns = load()
    units = Units.of(patterns.entries("units"))
    bounds = Bounds.of(patterns.entries("bounds"))
    exclusions = Exclusions.of(patterns.entries("exclusions"))
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()

    def find(text: str) -> object:
        return find_quantities(text, units, bounds, exclusions)

    runs: dict[str, tuple[Callable[[str], object], list[str]]] = {
        "jieba.lcut": (jieba.lcut, texts),
        "fold": (fold, texts),
        "find": (find, folded),
        "fold and find": (lambda text: find(fold(text)), texts),
    }
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(ROUNDS):
        for name, (function, data) in runs.items():
            best[name] = min(best[name], seconds(function, data))
    characters = sum(map(len, texts))
    found = sum(len(find_quantities(text, units, bounds, exclusions)) for text in folded)
    lines = [
        f"{characters} characters, {found} quantities: one in {characters / max(found, 1):.0f} characters"
    ]
    for name, taken in best.items():
        ratio = best["jieba.lcut"] / taken
        lines.append(f"{name:14} {characters / taken / 1e6:6.2f} M characters/s  {ratio:6.2f} x")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
