"""Runner: what the store asks of a database; `sqlite` and `engine` hold one each.

A runner belongs to one thread and is in one transaction at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Values = Sequence[Any]
"""What a statement is given or gives: texts and numbers, in order."""


class Runner(Protocol):
    """Runs the statements of store.statements by name; every error of the database is a UsageError."""

    def fetch(self, name: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows that the statement gives."""

    def stream(self, name: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows that the statement gives, few in memory at a time; only inside `reading`."""

    def run(self, name: str, *values: object) -> None:
        """Runs a statement that changes something; only inside `writing`."""

    def run_many(self, name: str, rows: Iterable[Values]) -> None:
        """Runs a statement for each of the rows; only inside `writing`."""

    def reading(self) -> AbstractContextManager[None]:
        """A block that sees the database as it stands when it first reads, whoever writes meanwhile."""

    def writing(self) -> AbstractContextManager[None]:
        """A block whose changes appear together at its end, or, after an error, not at all; one at a time."""

    def version(self) -> str | None:
        """The schema version that the database names, if only as an empty text; None for an empty one."""

    def create(self) -> None:
        """Makes the tables; only inside `writing`."""

    def close(self) -> None:
        """Gives the connection back."""
