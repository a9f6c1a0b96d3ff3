"""Reading: what one source gave — its pages, what was refused, and the digest of its bytes."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.errors import UnreadableSourceError
from extractor.model import Page


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file, or the part of it at `place`, that was not read, and why; a row of refusals.csv."""

    source: str
    place: str
    reason: str

    @classmethod
    def of(cls, error: UnreadableSourceError) -> Refusal:
        """The refusal that the error speaks of."""
        place = ":".join(str(part) for part in (error.line, error.column) if part is not None)
        return cls(error.file, place, error.message)


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages of one source in order, and the SHA-256 of its bytes, empty where they were not read."""

    source: str
    pages: tuple[Page, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    digest: str = ""
