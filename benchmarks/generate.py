"""Pages for the benchmarks: the corpus with paragraphs that hold no figure put between its own.

A page of the corpus holds a figure in every 20 characters, because it is there to try the rules. News as it
is printed holds fewer; `paragraphs.txt`, written for this project, makes up for it.
"""

from __future__ import annotations

import random
from pathlib import Path

from extractor.sources.plain import read_plain

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus" / "articles"
PARAGRAPHS = HERE / "paragraphs.txt"
_SEED = 20250701
_WHOLE = 40  # characters; a shorter line that ends a sentence may be a caption


def text_of(file: Path) -> str:
    """The text of a file of the corpus, in whatever encoding it is."""
    return read_plain(file.read_bytes(), file.name).pages[0].text


def write_pages(folder: Path, figures: dict[str, int], every: int, characters: int) -> int:
    """Writes pages with a figure in `every` characters, `characters` or more in whole rounds of the corpus.

    Returns how many pages. `figures` says how many figures each file of the corpus holds. The same arguments
    give the same bytes.
    """
    dice = random.Random(_SEED)
    spare = PARAGRAPHS.read_text(encoding="utf-8").splitlines()
    folder.mkdir(parents=True, exist_ok=True)
    written = number = 0
    while written < characters:
        for file in sorted(CORPUS.glob("*.txt")):
            page = _thinned(text_of(file), figures[file.name] * every, spare, dice)
            (folder / f"{number:05}-{file.name}").write_text(page, encoding="utf-8")
            written += len(page)
            number += 1
    return number


def _thinned(page: str, length: int, spare: list[str], dice: random.Random) -> str:
    """The page with spare paragraphs after its own until it has this length."""
    lines = page.split("\n")
    ends = [at for at, line in enumerate(lines) if len(line) >= _WHOLE and line.endswith("。")]
    added: dict[int, list[str]] = {}
    missing = length - len(page)
    while missing > 0 and ends:
        paragraph = dice.choice(spare)
        added.setdefault(dice.choice(ends), []).append(paragraph)
        missing -= len(paragraph) + 1
    return "\n".join("\n".join([line, *added.get(at, ())]) for at, line in enumerate(lines))
