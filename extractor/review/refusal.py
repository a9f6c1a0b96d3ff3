"""Refusals of the review: what a person asked for and cannot have, said so that they can act on it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.review.views import Wrong


class NotThereError(Exception):
    """There is no such article, figure or decision."""


class InvalidError(Exception):
    """What was given cannot be taken; `problems` name the fields."""

    def __init__(self, problems: Sequence[Wrong]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(one.message for one in problems))
