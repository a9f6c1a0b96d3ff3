"""Short articles, as many as are wanted: a heading and two paragraphs of the corpus each, a file each."""

from __future__ import annotations

import random
from pathlib import Path

from generate import CORPUS, text_of

_SEED = 20250702
_LENGTHS = range(60, 161)  # characters of a paragraph
_A_FOLDER = 1000  # files


def paragraphs() -> list[str]:
    """The paragraphs of the corpus that make a short article."""
    lines = (line for file in sorted(CORPUS.glob("*.txt")) for line in text_of(file).split("\n"))
    return [line for line in lines if len(line) in _LENGTHS and line.endswith("。")]


def write_articles(folder: Path, number: int) -> int:
    """Writes so many articles below the folder; returns their characters. The same number, the same bytes."""
    dice = random.Random(_SEED)
    known = paragraphs()
    characters = 0
    for at in range(number):
        place = folder / f"{at // _A_FOLDER:04}"
        place.mkdir(parents=True, exist_ok=True)
        text = "\n".join([f"第{at + 1}号简报", *dice.sample(known, 2)]) + "\n"
        (place / f"{at:07}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def one_article(characters: int) -> str:
    """One article of at least so many characters: paragraphs of the corpus, one after the other."""
    dice = random.Random(_SEED)
    known = paragraphs()
    lines = ["一年工作综述"]
    while characters > 0:
        lines.append(dice.choice(known))
        characters -= len(lines[-1]) + 1
    return "\n".join(lines) + "\n"
