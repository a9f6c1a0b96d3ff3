"""What tests of several formats share: articles taken apart to be set again, damage, and what figures say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import strategies

import extractor

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"
Part = str | list[list[str]]  # a line, or the rows of a table


def _is_row(line: str) -> bool:
    return "\t" in line.strip() or (line.startswith("|") and line.endswith("|"))


def _parts(text: str) -> Iterator[Part]:
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if _is_row(line):
            if not set(line) <= set("|-: "):
                cells = line.strip("|").split("|") if line.startswith("|") else line.split("\t")
                rows.append([cell.strip() for cell in cells])
            continue
        if rows:
            yield rows
            rows = []
        yield line


@pytest.fixture(scope="session")
def parts_of() -> Callable[[Path], list[Part]]:
    """The lines and tables of an article of the corpus."""

    def parts(path: Path) -> list[Part]:
        (page,) = _pages(path)
        return list(_parts(page.text))

    return parts


def _pages(path: Path):
    from extractor.sources.readers import read

    return read(path)


@pytest.fixture(scope="session")
def said_by() -> Callable[[Path], list[tuple[str, ...]]]:
    """What a file says: for each article its metadata, then every figure with what it is attached to."""

    def said(path: Path) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        for article in extractor.read(path):
            found.append((article.title, article.byline, article.publisher, article.published))
            for figure in extractor.extract(article):
                names = {edge.target: edge.name for edge in figure.edges}
                targets = ("zone", "program", "indicator", "period")
                quantity = figure.quantity
                attached = [names.get(target, "") for target in targets]
                found.append((figure.raw, str(quantity.value), quantity.unit, *attached))
        return found

    return said


@pytest.fixture(scope="session")
def damaged() -> Callable[[list[bytes]], strategies.SearchStrategy[bytes]]:
    """Samples with bytes changed, taken out, put in twice, or cut off."""

    def strategy(samples: list[bytes]) -> strategies.SearchStrategy[bytes]:
        edit = strategies.tuples(
            strategies.floats(0, 1), strategies.sampled_from([0, 1, 9, 400]), strategies.binary(max_size=6)
        )
        edits = strategies.lists(edit, min_size=1, max_size=12)
        return strategies.builds(_damage, strategies.sampled_from(samples), edits)

    return strategy


def _damage(sample: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    data = bytearray(sample)
    for where, length, put in edits:
        at = int(where * len(data))
        data[at : at + length] = put or data[at : at + 2 * length]
    return bytes(data)
