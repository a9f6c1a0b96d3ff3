"""Frames: figures as a pandas DataFrame, for notebooks; pandas stands at the edge, never in the row path."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor.model import Article, Figure
from extractor.model.table import FIGURES
from extractor.tables.tidy import figure_row

if TYPE_CHECKING:
    import pandas as pd

_UNKNOWN = Article("", 0, "", "")


def figures_frame(figures: Iterable[Figure], articles: Iterable[Article] = ()) -> pd.DataFrame:
    """The figures as rows with the columns of figures.csv, in their order.

    Numbers are nullable Float64 and Int64, text is pandas' string type; an empty cell is missing.
    The article's own columns are missing for figures whose article is not among `articles`.
    """
    import pandas as pd

    known = {article.article_id: article for article in articles}
    rows = [figure_row(figure, known.get(figure.article_id, _UNKNOWN)) for figure in figures]
    table = pd.DataFrame(rows, columns=list(FIGURES.names), dtype="string").replace("", pd.NA)
    types = {"integer": "Int64", "number": "Float64"}
    for column in FIGURES.columns:
        if column.type in types:
            table[column.name] = pd.to_numeric(table[column.name]).astype(types[column.type])
    return table
