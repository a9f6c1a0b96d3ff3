"""The scores over corpus/ stay above the floors in floors.toml, field by field."""

import csv
import tomllib
from pathlib import Path

import pytest

from extractor.compare.headings import Headings
from extractor.compare.knowledge import Knowledge
from extractor.compare.manual import read_manual
from extractor.compare.score import score
from extractor.compare.verdicts import compare
from extractor.grammar import load
from extractor.model.table import FIGURES
from extractor.pages import read_page
from extractor.pipeline import Extractor
from extractor.sources.readers import read
from extractor.sources.sheets import read_sheets
from extractor.tables.tidy import figure_row

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
# Files 01 to 19 came with the project; 21 to 33 are its own; 41 to 52 are texts that no rule was made by.
PARTS = {"given": range(1, 21), "own": range(21, 41), "unseen": range(41, 100)}


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def articles(checkout):
    extractor = Extractor(load())
    forms = extractor.page_forms
    found = []
    for path in sorted((checkout / "corpus/articles").glob("*.txt")):
        for page in read(path):
            found += [(article, extractor.figures(article)) for article in read_page(page, forms)]
    return found


def figure_scores(articles, checkout, wanted):
    found = [
        dict(zip(FIGURES.names, figure_row(figure, article), strict=True))
        for article, figures in articles
        if wanted(article.source)
        for figure in figures
    ]
    sheets = read_sheets(checkout / "corpus/manual/figures.csv")
    manual = read_manual(sheets, Headings(), Knowledge())
    assert not manual.unread
    return score(compare(found, [figure for figure in manual.figures if wanted(figure.file)]).verdicts)


def belongs(part):
    return lambda name: int(name[:2]) in PARTS[part]


@pytest.mark.parametrize(
    ("part", "name"), [(part, name) for part in PARTS for name in FLOORS[part]["figures"]]
)
def test_figures_score_above_their_floor(articles, checkout, part, name):
    result = figure_scores(articles, checkout, belongs(part))
    floor = FLOORS[part]["figures"][name]
    assert result.ratios[name] >= floor, f"{part} {name} {result.ratios[name]:.3f} < {floor}"


def plain(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", ["split", "title", "byline"])
def test_articles_score_above_their_floor(articles, checkout, name):
    manual = rows_of(checkout / "corpus/manual/articles.csv")
    found = {}
    for article, _ in articles:
        found.setdefault(Path(article.source).stem, []).append(article)
    if name == "split":
        files = sorted({row["file"] for row in manual})
        right = [sum(row["file"] == file for row in manual) == len(found.get(file, [])) for file in files]
    else:
        right = [
            row["file"] in found
            and int(row["article"]) <= len(found[row["file"]])
            and plain(getattr(found[row["file"]][int(row["article"]) - 1], name)) == plain(row[name])
            for row in manual
        ]
    floor = FLOORS["all"]["articles"][name]
    assert sum(right) / len(right) >= floor, f"{name} {sum(right)} of {len(right)}"


def test_every_span_is_a_slice_of_its_text(articles):
    for article, figures in articles:
        for figure in figures:
            text = article.title if figure.in_title else article.text
            assert figure.raw == figure.quantity.span.of(text)
            for edge in figure.edges:
                if edge.cue is not None:
                    source = article.title if edge.cue_in_title else article.text
                    assert 0 <= edge.cue.start < edge.cue.end <= len(source)


def test_the_manifest_counts_what_is_there(checkout):
    from ruamel.yaml import YAML

    manifest = YAML(typ="safe").load((checkout / "corpus/manifest.yaml").read_text(encoding="utf-8"))
    names = {path.stem for path in (checkout / "corpus/articles").glob("*.txt")}
    listed = manifest["files"] if isinstance(manifest, dict) and "files" in manifest else manifest
    assert {entry["file"].removesuffix(".txt") for entry in listed} == names
