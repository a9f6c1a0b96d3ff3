"""What a Doc holds of ours: one value a step in `doc._`, and the way from a span back to its value.

The values lie in `doc.user_data`; `doc._` only shows them, so that another package's extension of the same
name cannot change what the steps see.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from spacy.strings import get_string_id
from spacy.tokens import Doc, Span

from extractor.errors import UsageError
from extractor.model import Article, Figure
from extractor.model import Span as Place
from extractor.pipeline import STEPS

ARTICLE = "article"
SPAN = "union"
NAMES = (ARTICLE, *(step.assigns for step in STEPS))
_MARK = "union."
_NAME_OF = {step.name: step.assigns for step in STEPS}


def held(doc: Doc, name: str) -> Any:
    """The value of that name; None where no component has left one, and for an article nobody gave."""
    value = doc.user_data.get(_MARK + name)
    return tuple(value) if isinstance(value, list) else value  # a stored Doc knows no tuples


def hold(doc: Doc, name: str, value: Any) -> None:
    """Leaves a value in the Doc; a new article makes all other values void, for they were the old one's."""
    if name == ARTICLE:
        for other in NAMES:
            doc.user_data.pop(_MARK + other, None)
    doc.user_data[_MARK + name] = value


def article_of(doc: Doc) -> Article:
    """The article that the Doc was given, or its text as an article without a title.

    Raises errors.UsageError where the given article has another text, for then no offset would be true.
    """
    article: Article | None = held(doc, ARTICLE)
    text: str = doc.text
    if article is None:
        return Article(source="", index=1, title="", text=text)
    if article.text != text:
        message = (
            "doc._.article has another text than the Doc, so that its figures would stand in the wrong "
            "places; make the Doc of article.text: extractor.adapter.make_doc(nlp, article)"
        )
        raise UsageError(message)
    return article


def found(value: Any) -> Iterator[tuple[Place, str, Any]]:
    """The finds of a value outside the title: place in the text, id, and the find itself.

    The id is the figure_id of a figure; of anything else its character offsets, such as `12-18`.
    """
    for item in getattr(value, "body", value if isinstance(value, tuple) else ()):
        if isinstance(item, Figure):
            if not item.in_title:
                yield item.quantity.span, item.figure_id, item
        elif hasattr(item, "span"):
            yield item.span, f"{item.span.start}-{item.span.end}", item


def find_of(span: Span) -> Any:
    """What a span of our groups stands for: a Figure, Quantity, Period, Zone …; None for any other span."""
    name = _NAME_OF.get(span.label_)
    if name is None:
        return None
    start, end, wanted = span.start_char, span.end_char, span.id
    for place, known, find in found(held(span.doc, name)):
        # By hash: a Doc that was stored may have lost the words of the ids.
        if place.start < end and start < place.end and get_string_id(known) == wanted:
            return find
    return None


def register() -> None:
    """Makes the values visible as `doc._.figures` …, and a span's find as `span._.union`.

    A name that something else has taken is left alone; `taken` names it when a component is made.
    """
    for name in NAMES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=partial(held, name=name), setter=partial(_set, name=name))
    if not Span.has_extension(SPAN):
        Span.set_extension(SPAN, getter=find_of)


def taken(name: str) -> list[str]:
    """What something else has defined of `doc._.article`, the value's own name, and `span._.union`."""
    others = [f"doc._.{it}" for it in (ARTICLE, name) if not _ours(Doc.get_extension(it))]
    return others if _ours(Span.get_extension(SPAN)) else [*others, f"span._.{SPAN}"]


def _set(doc: Doc, value: Any, name: str) -> None:
    hold(doc, name, value)


def _ours(extension: tuple[Any, ...]) -> bool:
    getter = extension[2]  # default, method, getter, setter
    return getattr(getattr(getter, "func", getter), "__module__", "") == __name__
