"""Cached: the last answer to a question, kept as long as what it was made of stays the same."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")
T = TypeVar("T")


class Cached(Generic[V, T]):
    """One answer and the version that it belongs to; threads that ask at once wait for the first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: tuple[V, T] | None = None

    def get(self, version: V, make: Callable[[tuple[V, T] | None], T]) -> T:
        """The answer for this version, made where it is not there; `make` is given the one before."""
        with self._lock:
            if self._held is None or self._held[0] != version:
                self._held = version, make(self._held)
            return self._held[1]
