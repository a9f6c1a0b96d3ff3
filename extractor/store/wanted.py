"""Wanted: what somebody looks for among the figures of a store, and the states that a figure can be in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from types import MappingProxyType

NAMES = MappingProxyType({"zone": "canonical_zone", "program": "canonical_program", "indicator": "canonical"})
"""Columns by which figures are counted and looked for, and the column that holds their canonical name."""
STATES = ("open", "accepted", "corrected", "rejected", "added")
"""What the decisions about a figure come to."""
NONE = "-"
"""What a filter says for figures that have no name in a column."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; an empty field asks for nothing.

    `zone`, `program` and `indicator` are the name as written or the canonical one, `-` for figures that have
    none. `audit` is a kind of finding, or `any`. `least` and `most` bound the confidence.
    """

    zone: str = ""
    program: str = ""
    indicator: str = ""
    audit: str = ""
    state: str = ""
    least: str = ""
    most: str = ""
    text: str = ""
    source: str = ""
    article: str = ""

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing."""
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Moved:
    """Figures that a filter finds, or no longer finds, because people changed the cell that it asks for."""

    into: Collection[str] = ()
    out_of: Collection[str] = ()


def state_of(kinds: Sequence[str]) -> str:
    """What decisions of these kinds, in their order, come to; those taken back are not among them.

    >>> [state_of(kinds) for kinds in ([], ["accept"], ["correct", "accept"], ["accept", "reject"], ["add"])]
    ['open', 'accepted', 'corrected', 'rejected', 'added']
    """
    if not kinds:
        return "open"
    if kinds[-1] == "reject":
        return "rejected"
    if "add" in kinds:
        return "added"
    return "corrected" if "correct" in kinds else "accepted"
