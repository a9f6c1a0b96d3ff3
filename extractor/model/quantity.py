"""Quantity: a value as the text holds it, before anything is attached to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractor.model.span import Span


class Bound(StrEnum):
    """On which side of the number the true value lies, by the words around it."""

    EXACT = "exact"
    OVER = "over"
    UNDER = "under"
    NEARLY = "nearly"
    ABOUT = "about"
    UP_TO = "up_to"


class Change(StrEnum):
    """Whether the number is a state or the amount of a change."""

    LEVEL = "level"
    INCREASE = "increase"
    DECREASE = "decrease"


class Modality(StrEnum):
    """Whether the text reports the figure as a fact or as a plan."""

    REPORTED = "reported"
    PLANNED = "planned"


class Dimension(StrEnum):
    """What kind of thing the unit measures."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    RATIO = "ratio"
    DURATION = "duration"
    AREA = "area"
    LENGTH = "length"
    MASS = "mass"
    ENERGY = "energy"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; `span` covers bound, numeral, multiplier, 余 and unit, as written.

    `value` is in the base `unit`, the low end of a range; `value_max` is the high end, only for a range.
    `per` is what a rate is per (元/篇 gives 篇), else empty.
    """

    span: Span
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: Bound
    dimension: Dimension
    per: str = ""
