"""Desk: what the review asks the extractor itself, handed in by who starts it, loaded when first asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from extractor.model import Article, Figure, Quantity
from extractor.review.fields import Reads

if TYPE_CHECKING:
    from extractor.compare.knowledge import Knowledge
    from extractor.compare.manual import ManualFigure
    from extractor.compare.teaching import Taught
    from extractor.compare.verdicts import Comparison

Cells = Mapping[str, str]
Teach = Callable[
    ["Comparison", Sequence[Cells], Sequence["ManualFigure"], Sequence[Article]], "Taught | None"
]


@dataclass(frozen=True, slots=True)
class Desk:
    """The extractor as the run used it; `teach` says what a comparison would teach its patterns.

    `figures_with` gives the figures of an article in which a quantity counts that the extractor passed over,
    of its text or, where the flag says so, of its title.
    """

    reads: Reads
    figures_with: Callable[[Article, Quantity, bool], Sequence[Figure]]
    knowledge: Knowledge
    teach: Teach


class Drawer:
    """A desk that is made once, by whoever asks first, and shared by all threads."""

    def __init__(self, make: Callable[[], Desk]) -> None:
        self._make = make
        self._lock = Lock()
        self._desk: Desk | None = None

    def open(self) -> Desk:
        """The desk."""
        with self._lock:
            if self._desk is None:
                self._desk = self._make()
            return self._desk
