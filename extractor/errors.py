"""Errors that carry their place: file, line and column, what was found, expected, and to be done."""

from __future__ import annotations


class ExtractorError(Exception):
    """Anything this package refuses, said in one sentence that a user can act on."""


class PlacedError(ExtractorError):
    """A refusal with a place: `file:line:column: message`; line and column count from 1."""

    def __init__(
        self, file: str, message: str, *, line: int | None = None, column: int | None = None
    ) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        place = ":".join(str(part) for part in (file, line, column) if part is not None)
        super().__init__(f"{place}: {message}")


class PatternError(ExtractorError):
    """All the problems of the pattern files at once, one line each."""

    def __init__(self, problems: list[PlacedError]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class UnreadableSourceError(PlacedError):
    """A file, or a part of one, that cannot be read; it becomes a row of refusals.csv."""


class UsageError(ExtractorError):
    """The command was called wrongly; the message says what to do instead."""


class NoInputError(UsageError):
    """Where files were looked for, there are none; a folder that is watched may get some."""
