"""One article in every format: the same figures, taken by hand, must come from each."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pytest

from extractor.grammar import load as load_patterns
from extractor.model import Article, Figure
from extractor.pages import read_page
from extractor.pipeline import Extractor
from extractor.sources.readers import load
from extractor.sources.record_columns import Columns
from extractor.tables.tidy import plain
from extractor.text.fold import fold

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
FILES = sorted(path.name for path in SAMPLES.iterdir() if path.name not in ("README.md", "expected.csv"))
# The bytes of these hang on nothing but the script; the others' on the libraries that write them, too.
PLAIN = sorted(name for name in FILES if name.endswith((".txt", ".md", ".html", ".jsonl", ".csv", ".zip")))
FIELDS = ("value", "unit", "bound", "change", "modality")
JUDGED = ("zone", "period", "indicator")  # what a figure belongs to is judged, and not always rightly


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor(load_patterns())


@lru_cache(maxsize=32)
def articles(name: str) -> tuple[Article, ...]:
    reading = load(SAMPLES / name, name, Columns.of(load_patterns().names("columns")))
    assert reading.refusals == ()
    return tuple(article for page in reading.pages for article in read_page(page, extractor().page_forms))


@lru_cache(maxsize=64)
def figures(article: Article) -> tuple[Figure, ...]:
    return extractor().figures(article)


def expected() -> list[dict[str, str]]:
    with (SAMPLES / "expected.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def cells(figure: Figure) -> dict[str, str]:
    return {
        "raw": fold(figure.raw),
        "value": plain(figure.quantity.value),
        "unit": figure.quantity.unit,
        "bound": figure.quantity.bound.value,
        "change": figure.change.value,
        "modality": figure.modality.value,
        "zone": figure.name_of("zone"),
        "organization": figure.name_of("organization"),
        "program": figure.name_of("program"),
        "indicator": figure.name_of("indicator"),
        "period": figure.name_of("period"),
        "section": fold(figure.section),
    }


@lru_cache(maxsize=1)
def made() -> dict[str, bytes]:
    spec = importlib.util.spec_from_file_location("make_samples", SAMPLES.parent / "make_samples.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    samples: dict[str, bytes] = module.samples()
    return samples


def differing(found: dict[str, str], row: dict[str, str], fields: Sequence[str]) -> list[str]:
    return [
        f"{row['raw']} {field}: expected {row[field]}, found {found[field]}"
        for field in fields
        if found[field] not in row[field].split("|")
    ]


@pytest.mark.parametrize("name", FILES)
def test_every_sample_gives_the_figures_that_were_taken_by_hand(name: str) -> None:
    for article in articles(name):
        found = [cells(figure) for figure in figures(article)]
        assert [one["raw"] for one in found] == [fold(row["raw"]) for row in expected()]
        wrong = [
            said for one, row in zip(found, expected(), strict=True) for said in differing(one, row, FIELDS)
        ]
        assert wrong == []
        doubtful = [
            said for one, row in zip(found, expected(), strict=True) for said in differing(one, row, JUDGED)
        ]
        assert len(doubtful) <= 2, doubtful


@pytest.mark.parametrize("name", FILES)
def test_every_sample_gives_the_same_cells(name: str) -> None:
    (first,) = articles("utf-8.txt")
    for article in articles(name):
        assert [cells(one) for one in figures(article)] == [cells(one) for one in figures(first)]


@pytest.mark.parametrize("name", FILES)
def test_every_sample_says_who_wrote_it_where_and_when(name: str) -> None:
    for article in articles(name):
        assert fold(article.title) == "株洲:把工会服务送到机台边"
        assert fold(article.byline) == "宋听雨 陶望舒"
        assert (fold(article.publisher), article.published) == ("湘江工友报", "2025-11-06")


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith((".docx", ".pdf"))])
def test_every_figure_knows_its_line(name: str) -> None:
    for article in articles(name):
        for figure in figures(article):
            assert article.stands_at(figure.quantity.span.start, in_title=figure.in_title)


def test_an_archive_gives_all_that_it_holds() -> None:
    assert [(article.source, article.place) for article in articles("archive.zip")] == [
        ("archive.zip/导出.jsonl", "line 1"),
        ("archive.zip/简报/一线 “微课”.txt", ""),
        ("archive.zip/简报/网页.html", ""),
    ]


@pytest.mark.parametrize("name", PLAIN)
def test_the_samples_are_those_that_the_script_makes(name: str) -> None:
    assert made()[name] == (SAMPLES / name).read_bytes()
