"""Tidy rows: one Figure or Article → the text cells of its row in figures.csv or articles.csv.

The order of the cells is model.table's; the edges that a Figure carries are in simplified characters already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from extractor.model import Article, Figure, Span
from extractor.tables.origin import origin_cell, origins_of

Row = tuple[str, ...]


def plain(value: Decimal | None) -> str:
    """The number without exponent, separators or trailing zeros; empty for None.

    >>> [plain(Decimal(text)) for text in ("2800000.00", "1.5E+8", "0.50", "-0.0", "33.33")]
    ['2800000', '150000000', '0.5', '0', '33.33']
    """
    if value is None:
        return ""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def figure_row(figure: Figure, article: Article) -> Row:
    """The cells of the figure's row in figures.csv; offsets are characters of the text, or of the title."""
    quantity = figure.quantity
    period = figure.period
    names: dict[str, str] = {}
    for edge in figure.edges:
        names.setdefault(edge.target, edge.name)
    return (
        figure.figure_id,
        article.source,
        str(article.index),
        figure.article_id,
        article.title,
        article.published,
        figure.section,
        str(quantity.span.start),
        str(quantity.span.end),
        "1" if figure.in_title else "0",
        figure.raw,
        plain(quantity.value),
        plain(quantity.value_max),
        quantity.unit,
        str(quantity.dimension),
        str(quantity.bound),
        str(figure.change),
        figure.aggregate,
        quantity.per,
        str(figure.modality),
        names.get("zone", ""),
        names.get("organization", ""),
        names.get("program", ""),
        names.get("indicator", ""),
        figure.canonical,
        names.get("action", ""),
        names.get("period") or (period.words if period else ""),
        period.start.isoformat() if period and period.start else "",
        period.end.isoformat() if period and period.end else "",
        figure.restates,
        figure.part_of,
        _short(figure.confidence),
        figure.because,
        figure.sentence,
        figure.canonical_zone,
        figure.canonical_program,
        figure.doubt,
        figure.runner_up,
    )


def _short(ratio: float) -> str:
    """Three decimals at most, without trailing zeros."""
    text = f"{ratio:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def article_row(article: Article, figures: Sequence[Figure]) -> Row:
    """The cells of the article's row in articles.csv, with the zone and the number of its figures."""
    return (
        article.article_id,
        article.source,
        str(article.index),
        article.title,
        article.byline,
        article.publisher,
        article.published,
        main_zone(figures),
        str(len(figures)),
        article.text,
        " ".join(f"{span.start}-{span.end}" for span in article.headings),
        article.place,
        origin_cell(article),
    )


def article_of(cells: dict[str, str]) -> Article:
    """The article that a row of articles.csv stands for; its captions are not in the table."""
    origin, title_origin = origins_of(cells.get("origin", ""))
    return Article(
        source=cells["source"],
        index=int(cells["article_index"]),
        title=cells["title"],
        text=cells["text"],
        byline=cells["byline"],
        publisher=cells["publisher"],
        published=cells["published"],
        headings=tuple(
            Span(*map(int, pair.split("-"))) for pair in cells.get("headings", "").split() if pair
        ),
        origin=tuple(origin),
        title_origin=tuple(title_origin),
        place=cells.get("place", ""),
    )


def main_zone(figures: Sequence[Figure]) -> str:
    """The zone that most of the figures have, the first mentioned of equals; empty where none has one."""
    zones = Counter(zone for figure in figures if (zone := figure.name_of("zone")))
    return max(zones, key=zones.__getitem__, default="")
