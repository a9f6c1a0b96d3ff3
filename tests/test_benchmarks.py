"""The benchmarks measure what they say."""

from pathlib import Path

import pytest

import extractor

PARAGRAPHS = Path(__file__).parent.parent / "benchmarks" / "paragraphs.txt"


@pytest.mark.parametrize(
    "paragraph", PARAGRAPHS.read_text(encoding="utf-8").splitlines(), ids=lambda text: text[:8]
)
def test_a_spare_paragraph_holds_no_figure(paragraph: str) -> None:
    assert extractor.extract(paragraph) == []
