"""Figures of Chinese trade-union news: each quantity with its zone, program, indicator and period.

The front door: `read`, `extract`, `quantities`, `frame`, `table`, `pipeline`. Everything heavy is imported
when it is first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd
    from spacy.language import Language

    from extractor.model import Article, Figure, Quantity
    from extractor.pipeline import Extractor

__all__ = ["extract", "frame", "pipeline", "quantities", "read", "table"]


def read(path: Path | str) -> list[Article]:
    """The mended articles of one file, in the order of its pages.

    Raises errors.UnreadableSourceError, with the place and the reason, where the file gives no text.
    """
    from extractor.grammar import load
    from extractor.pages import read_page
    from extractor.sources.readers import read as read_pages
    from extractor.sources.record_columns import Columns

    forms = _extractor().page_forms
    articles: list[Article] = []
    count: Counter[str] = Counter()
    for page in read_pages(path, Columns.of(load().names("columns"))):
        for article in read_page(page, forms):
            count[article.source] += 1  # a source of several pages numbers its articles through
            articles.append(replace(article, index=count[article.source]))
    return articles


def extract(article: Article | str) -> list[Figure]:
    """The figures of an article, or of a plain text without a title, in reading order, the title's first.

    Spans are half-open character offsets into `article.text` (or `article.title`, where `in_title`).
    """
    from extractor.model import Article

    given = Article("", 1, "", article) if isinstance(article, str) else article
    return list(_extractor().figures(given))


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text, left to right, nothing attached; values are Decimals in the base unit.

    Spans are half-open character offsets into `text`. A text that is a numeral and nothing else gives one
    quantity without a unit.

    >>> [(str(q.value), q.unit, str(q.bound)) for q in quantities("约280万元")]
    [('2800000', '元', 'about')]
    """
    return _extractor().quantities(text)


def frame(
    figures: Iterable[Figure], articles: Iterable[Article] = (), *, decimals: bool = False
) -> pd.DataFrame:
    """A pandas DataFrame of figures with the columns of figures.csv; an empty cell is missing.

    Columns that only the article knows (source, title, published …) are filled for the articles given.
    Numbers are nullable floats, or, with `decimals`, exact Decimals; closed lists are categories.
    """
    from extractor.tables.frame import figures_frame

    return figures_frame(figures, articles, decimals=decimals)


def table(path: Path | str, *, decimals: bool = False) -> pd.DataFrame:
    """A CSV table of a run (figures.csv, summary.csv, audit.csv …) as a DataFrame, typed as `frame` does.

    Columns have their English names, whichever headings the file has. Raises errors.UsageError where the
    file cannot be read, or is no table of ours.
    """
    from pathlib import Path

    from extractor.errors import UsageError
    from extractor.sources.table import each_row, read_headings
    from extractor.tables.frame import table_frame, table_of

    file = Path(path)
    found = table_of(file.stem, read_headings(file))
    if found is None:
        message = f"{file} is no table of a run; expected such as figures.csv, summary.csv, audit.csv"
        raise UsageError(message)
    return table_frame(found, each_row(file, found), decimals=decimals)


def pipeline() -> Language:
    """A spaCy Language (3.8) with the steps as components; `nlp(text)._.figures` is what `extract` gives."""
    from extractor import adapter

    return adapter.pipeline()


@lru_cache(maxsize=1)
def _extractor() -> Extractor:
    from extractor.grammar import load
    from extractor.pipeline import Extractor

    return Extractor(load())


class _Front(ModuleType):
    """This package as a module that keeps `pipeline()` when the module of that name has been imported.

    Python puts a module that it imports under its name into the package, over the function. So the module is
    given the function's call: both `extractor.pipeline()` and `extractor.pipeline.Extractor` hold.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name == "pipeline" and isinstance(value, ModuleType):
            value.__class__ = _Pipeline
        super().__setattr__(name, value)


class _Pipeline(ModuleType):
    def __call__(self) -> Language:
        from extractor import adapter

        return adapter.pipeline()


sys.modules[__name__].__class__ = _Front
