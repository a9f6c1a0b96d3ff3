"""Values that go into the store and come out of it: files, runs, findings, decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

Row = Sequence[str]
State = Literal["present", "removed"]
Kind = Literal["accept", "reject", "correct", "add"]


class Filed(Protocol):
    """What one input file gave, as `Store.put` takes it: runs.part.Part is one."""

    @property
    def source(self) -> str:
        """The file's name in the tables."""

    @property
    def path(self) -> str:
        """Where it lay."""

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes; empty where they were not read."""

    @property
    def articles(self) -> Sequence[Row]:
        """Rows of articles.csv."""

    @property
    def figures(self) -> Sequence[Sequence[Row]]:
        """For each article its rows of figures.csv."""

    @property
    def refusals(self) -> Sequence[Row]:
        """Rows of refusals.csv."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a file: the digest of its bytes and of the settings it was read with.

    `digest` is that of the refusals, with a mark in front, where the bytes were not read; see `digest_of`.
    """

    digest: str
    settings: str
    path: str
    state: State


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run: when it began and ended (UTC, ISO), how it ended, what it counted, with which settings.

    `state` is `running` until it has ended; then `done`, or `failed` with the reason in `counts`.
    """

    run_id: int
    started: str
    ended: str
    state: str
    counts: Mapping[str, object] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of audit.csv, for one of the figures that it names; `number` is the row's, from 0."""

    number: int
    figure_id: str
    article_id: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a figure stands, by the cells of its row when it was decided about."""

    raw: str = ""
    start: str = ""
    end: str = ""
    in_title: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a figure: accept, reject, correct (`changes`: column → cell), or add.

    It hangs on figure_id, which comes from the article's content and the place in it: a file that is read
    again keeps it, and when the text changes it stays, about a figure that is no longer there. `before` are
    the cells that `changes` took the place of. `decision_id` is 0 until the store has given one; `undone_by`
    is empty until somebody took it back, at `undone_at`.
    """

    figure_id: str
    article_id: str
    kind: Kind
    who: str
    at: str
    changes: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    evidence: Evidence = field(default_factory=Evidence)
    note: str = ""
    decision_id: int = 0
    undone_by: str = ""
    undone_at: str = ""
