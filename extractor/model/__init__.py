"""Nouns: the values that flow through the house, frozen, standard library only."""

from extractor.model.article import Article, Origin, Page
from extractor.model.figure import Edge, Figure, Reach
from extractor.model.period import Period
from extractor.model.quantity import Bound, Change, Dimension, Modality, Quantity
from extractor.model.span import Span

__all__ = [
    "Article",
    "Bound",
    "Change",
    "Dimension",
    "Edge",
    "Figure",
    "Modality",
    "Origin",
    "Page",
    "Period",
    "Quantity",
    "Reach",
    "Span",
]
