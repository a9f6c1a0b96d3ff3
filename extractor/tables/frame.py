"""Frames: figures and tables as pandas DataFrames, for notebooks; pandas stands at the edge of the house."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from extractor.model import Article, Figure
from extractor.model.table import FIGURES, TABLES, WIDE, ZONE, Column, Table
from extractor.tables.tidy import figure_row

if TYPE_CHECKING:
    import pandas as pd

_UNKNOWN = Article("", 0, "", "")


def figures_frame(
    figures: Iterable[Figure], articles: Iterable[Article] = (), *, decimals: bool = False
) -> pd.DataFrame:
    """The figures as rows with the columns of figures.csv, in their order, typed as `table_frame` does.

    The article's own columns are missing for figures whose article is not among `articles`.
    """
    known = {article.article_id: article for article in articles}
    rows = [figure_row(figure, known.get(figure.article_id, _UNKNOWN)) for figure in figures]
    return table_frame(FIGURES, rows, decimals=decimals)


def table_frame(table: Table, rows: Iterable[Sequence[str]], *, decimals: bool = False) -> pd.DataFrame:
    """Rows of text cells, in the order of the table's columns, as a DataFrame; an empty cell is missing.

    Integers are Int64, numbers Float64 or, with `decimals`, exact Decimals; dates are datetime64; a column
    that holds one of a few known values is a category with all of them; all other text is string.
    """
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(table.names), dtype="string").replace("", pd.NA)
    for column in table.columns:
        cells = frame[column.name]
        if column.type == "integer":
            frame[column.name] = pd.to_numeric(cells).astype("Int64")
        elif column.type == "number" and decimals:
            exact = [None if pd.isna(cell) else Decimal(cell) for cell in cells]
            frame[column.name] = pd.Series(exact, index=frame.index, dtype="object")
        elif column.type == "number":
            frame[column.name] = pd.to_numeric(cells).astype("Float64")
        elif column.type == "date":
            frame[column.name] = pd.to_datetime(cells, format="%Y-%m-%d")
        elif column.values:
            frame[column.name] = cells.astype(pd.CategoricalDtype(list(column.values)))
    return frame


def table_of(stem: str, headings: Sequence[str]) -> Table | None:
    """The table that a file called `stem` with these headings holds, English or Chinese; None for another's.

    The wide table has the columns that its headings name.
    """
    first = WIDE.columns[0]
    if stem == WIDE.name and headings and headings[0] in {first.name, first.heading}:
        return replace(WIDE, columns=(first, *(Column(name, name, "number", "") for name in headings[1:])))
    for table in (*TABLES, ZONE):
        named = set(table.names) <= set(headings) or set(table.headings) <= set(headings)
        if named and (table.name == stem or table is ZONE):
            return table
    return None
