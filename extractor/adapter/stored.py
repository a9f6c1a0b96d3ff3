"""Stored Docs: our values as plain data and back, so that Docs can be kept and sent between processes.

spaCy writes `doc.user_data` by msgpack, which knows neither dataclasses nor Decimals. What is registered
here tells it how; nothing but the classes listed is ever made from what is read.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from srsly import msgpack_decoders, msgpack_encoders  # type: ignore[import-untyped]

from extractor.errors import UsageError
from extractor.model import (
    Article,
    Bound,
    Change,
    Dimension,
    Edge,
    Figure,
    Modality,
    Origin,
    Period,
    Quantity,
    Reach,
    Span,
)
from extractor.pipeline import Pair, Texts
from extractor.steps.cells import Cell
from extractor.steps.organizations import Organization
from extractor.steps.program import Program, Rank
from extractor.steps.zones import Zone
from extractor.text.sentences import Sentence

_KIND = "union:kind"
_VALUE = "union:value"
_RECORDS = (
    Article, Cell, Edge, Figure, Organization, Origin, Pair, Period, Program, Quantity, Sentence, Span, Texts,
    Zone,
)  # fmt: skip
_ENUMS = (Bound, Change, Dimension, Modality, Rank, Reach)
_RECORD = {kind.__name__: kind for kind in _RECORDS}
_ENUM = {kind.__name__: kind for kind in _ENUMS}


def encoded(value: Any, chain: Any = None) -> Any:
    """One of our values as data that msgpack knows; anything else is left to the next encoder."""
    if isinstance(value, Decimal):
        return {_KIND: "Decimal", _VALUE: str(value)}
    if type(value) is date:
        return {_KIND: "date", _VALUE: value.isoformat()}
    if is_dataclass(value) and type(value) in _RECORDS:
        parts = {it.name: _part(getattr(value, it.name)) for it in fields(value)}
        return {_KIND: type(value).__name__, **parts}
    return value if chain is None else chain(value)


def decoded(data: Any, chain: Any = None) -> Any:
    """The value that `encoded` made the data of; anything else is left to the next decoder.

    Raises errors.UsageError where the Doc was stored by a version whose values had other fields.
    """
    kind = data.get(_KIND)
    if kind is None:
        return data if chain is None else chain(data)
    try:
        if kind == "Decimal":
            return Decimal(data[_VALUE])
        if kind == "date":
            return date.fromisoformat(data[_VALUE])
        if kind in _ENUM:
            return _ENUM[kind](data[_VALUE])
        return _RECORD[kind](**{name: _tupled(value) for name, value in data.items() if name != _KIND})
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        message = (
            f"a stored Doc holds a {kind} of another version of extractor; run the pipeline over it anew"
        )
        raise UsageError(message) from error


def register() -> None:
    """Tells spaCy's msgpack of our values, for this process."""
    msgpack_encoders.register("extractor", func=encoded)
    msgpack_decoders.register("extractor", func=decoded)


def _part(value: Any) -> Any:
    # msgpack would take these for the plain words and numbers that they also are.
    if isinstance(value, Enum):
        return {_KIND: type(value).__name__, _VALUE: value.value}
    return value


def _tupled(value: Any) -> Any:
    """Lists as tuples, to any depth: our values hold no lists."""
    return tuple(_tupled(item) for item in value) if isinstance(value, list) else value
