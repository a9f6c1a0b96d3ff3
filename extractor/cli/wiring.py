"""Wiring: settings of the command line → the functions that a run carries values through."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from extractor.runs.part import Extraction

Segmenter = Literal["rjieba", "jieba"]


def extraction(patterns: Path | None, segmenter: Segmenter, columns: str = "") -> Extraction:
    """How to read pages and find figures with the house's patterns, those of `patterns` put over them.

    `columns` are those of exports, as `title=题名,text=全文`.
    """
    from extractor.grammar import load
    from extractor.text.expressions import recall_expressions

    loaded = load(patterns)
    recall_expressions(loaded.digest)  # before the modules that compile some when they are imported
    from extractor.pages import read_page
    from extractor.pipeline import Extractor
    from extractor.runs.part import Extraction
    from extractor.sources.record_columns import Columns

    extractor = Extractor(loaded, segmenter=segmenter)
    forms = extractor.page_forms
    settings = {"extractor": own_version(), "segmenter": segmenter, "patterns": loaded.digest}
    return Extraction(
        articles_of=lambda page: read_page(page, forms),
        figures_of=extractor.figures,
        settings=settings | ({"columns": columns} if columns else {}),
        columns=Columns.of(loaded.names("columns"), columns),
        again=partial(extraction, patterns and patterns.resolve(), segmenter, columns),
    )


def own_version() -> str:
    """This package's version; `unknown` where it runs from a folder that was never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("extractor")
    except PackageNotFoundError:
        return "unknown"
