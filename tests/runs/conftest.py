"""An extraction that needs no patterns: every line is an article, every numeral in it a figure."""

from __future__ import annotations

import re
import signal

import pytest

from extractor.model import Article
from extractor.runs.part import Extraction


@pytest.fixture
def extraction(make_figure):
    def articles_of(page):
        return tuple(
            Article(page.source, number, f"题{number}", line)
            for number, line in enumerate(filter(None, page.text.split("\n")), 1)
        )

    def figures_of(article):
        zone = re.search("..区", article.text)
        edges = {"zone": zone[0]} if zone else {}
        return tuple(
            make_figure(article, found[0], found[1], found[2], **edges)
            for found in re.finditer(r"(\d+)(.)", article.text)
        )

    return Extraction(articles_of, figures_of, {"extractor": "0", "patterns": "abc"})


@pytest.fixture
def interruptible():
    """Processes that a test starts can be interrupted, even where it runs in the background itself.

    There a shell has SIGINT ignored, and whoever is started inherits that; a handler is not inherited.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
