"""The command line over a small extraction by hand, so that its tests need neither patterns nor pipeline."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from extractor.cli import wiring
from extractor.cli.app import call
from extractor.model import (
    Article,
    Bound,
    Change,
    Dimension,
    Edge,
    Figure,
    Modality,
    Quantity,
    Reach,
    Span,
)
from extractor.runs.part import Extraction
from extractor.sources.record_columns import Columns


def articles_of(page):
    title, _, text = page.text.partition("\n")
    return (Article(page.source, 1, title, text.strip()),)


def figures_of(article):
    zone = re.search("..区", article.title)
    edges = (Edge("zone", zone[0], "title-zone", Reach.TITLE, Span(*zone.span()), True),) if zone else ()
    return tuple(
        Figure(
            figure_id=f"{article.article_id}-{found.start()}",
            article_id=article.article_id,
            quantity=Quantity(
                Span(*found.span()), Decimal(found[1]), None, found[2], Bound.EXACT, Dimension.COUNT
            ),
            raw=found[0],
            in_title=False,
            section="",
            sentence=article.text,
            change=Change.LEVEL,
            aggregate="",
            modality=Modality.REPORTED,
            edges=edges,
        )
        for found in re.finditer(r"(\d+)(.)", article.text)
    )


@pytest.fixture
def patterns_digest():
    """What the patterns are said to be; a test may change it between two commands."""
    return {"patterns": "abc"}


@pytest.fixture
def extractor(monkeypatch, capsys, patterns_digest):
    """Runs one command line; gives its status, stdout and stderr."""

    def extraction(patterns, segmenter, columns=""):
        settings = {"extractor": "0", "segmenter": segmenter, **patterns_digest}
        return Extraction(articles_of, figures_of, settings, Columns.of((), columns))

    monkeypatch.setattr(wiring, "extraction", extraction)

    def command(*arguments):
        status = call([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("甲乙区工会\n慰问30人，走访5家。", encoding="utf-8")
    return folder
