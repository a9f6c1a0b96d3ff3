"""Store: the one way to the database for a run, an export and the review.

The unit that is replaced is the input file. A store belongs to one thread; who serves many opens one for
each, or queries `engine`, which may be shared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from extractor.errors import UsageError
from extractor.model.table import Table
from extractor.store.decisions import decision_of, decision_values
from extractor.store.migrations import VERSION, migrate, pending
from extractor.store.runner import Runner
from extractor.store.sqlite import NAME, SQLite, path_of
from extractor.store.values import Decision, Filed, Finding, Known, Row, RunRow, State

if TYPE_CHECKING:
    from sqlalchemy import Engine

_CONTENT = "content"
_REFUSED = "refused:"


def default_url(out: Path) -> str:
    """The URL of the store of the folder `out`: the SQLite file in it."""
    return f"sqlite:///{(out / NAME).absolute().as_posix()}"


def digest_of(digest: str, refusals: Sequence[Row]) -> str:
    """What a file is known by: the digest of its bytes, or of why they were not read.

    >>> digest_of("ab12", ())
    'ab12'
    >>> digest_of("", [("a.doc", "", "no reader for .doc")])[:16]
    'refused:246d8cfb'
    """
    if digest:
        return digest
    said = json.dumps([list(row) for row in refusals], ensure_ascii=False)
    return _REFUSED + sha256(said.encode("utf-8", "backslashreplace")).hexdigest()


def bytes_digest(digest: str) -> str:
    """The digest of a file's bytes, from what it is known by; empty where they were not read."""
    return "" if digest.startswith(_REFUSED) else digest


def path_text(path: Path | str) -> str:
    """The path as a text that any database takes; bytes that are no characters are shown as such."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


class Store:
    """An open store; a `with` block closes it. Every error of the database is a UsageError, one sentence."""

    def __init__(self, url: str, runner: Runner) -> None:
        self.url = url
        self._runner = runner
        self._reading = False

    @classmethod
    def open(cls, url: str) -> Store:
        """The store at `url`, its tables made where it is new, and migrated where it is older.

        `sqlite:///path/to/file` or `postgresql+psycopg://user@host/base`. Raises UsageError where there is no
        such database, it may not be written, or a newer version of this package has written it.
        """
        path = path_of(url)
        if path is not None:
            store = cls(url, SQLite(path))
        else:
            from extractor.store.engine import Alchemy

            store = cls(url, Alchemy(url))
        try:
            store._prepare()
        except BaseException:
            store.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes it; what was not committed is not there."""
        self._runner.close()
        if "engine" in self.__dict__:
            self.engine.dispose()

    @cached_property
    def engine(self) -> Engine:
        """SQLAlchemy's engine over the same database, for queries of one's own; threads may share it."""
        from extractor.store.engine import connect

        return connect(self.url)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A block in which everything that is read is as it was when the block first read."""
        if self._reading:
            yield
            return
        with self._runner.reading():
            self._reading = True
            try:
                yield
            finally:
                self._reading = False

    # What the files gave

    def known(self) -> dict[str, Known]:
        """All files that the store knows, by name, in the order of the tables."""
        return dict(self.each_known())

    def each_known(self) -> Iterator[tuple[str, Known]]:
        """The same, few at a time."""
        with self.reading():
            for file, *rest in self._runner.stream("files"):
                yield file, Known(*rest)

    def put(
        self,
        parts: Iterable[Filed],
        settings: Callable[[str], str],
        run_id: int,
        instead_of: Mapping[str, Sequence[str]] | None = None,
    ) -> int:
        """How many of the parts were news; each takes the place of all that its file gave before.

        One transaction: all of it, or nothing. `settings` gives the digest of the settings that a file was
        read with, by its name. A part that the store has already, with the same digest and settings, changes
        nothing, but for the state and the path. `instead_of` gives the other names that a file had until now,
        by its name: what is stored under them goes.
        """
        articles: list[Sequence[object]] = []
        figures: list[Sequence[object]] = []
        refusals: list[Sequence[object]] = []
        files: list[Sequence[object]] = []
        changed = 0
        with self._runner.writing():
            for part in parts:
                digest = digest_of(part.digest, part.refusals)
                path = path_text(part.path)
                new = (part.source, digest, settings(part.source), path, "present")
                old = self._runner.fetch("file", part.source)
                if old:
                    if old[0] == new:
                        continue
                    self._runner.run("drop_file", part.source)
                files.append((part.source, path, digest, new[2], "present", run_id))
                for name in instead_of.get(part.source, ()) if instead_of else ():
                    self._drop(name)
                    changed += 1
                if old and old[0][1:3] == new[1:3]:
                    continue
                changed += 1
                if old:
                    self._drop_rows(part.source)
                number = 0
                for at, (article, found) in enumerate(zip(part.articles, part.figures, strict=True)):
                    articles.append((part.source, at, *article))
                    for figure in found:
                        figures.append((part.source, number, at, *figure))
                        number += 1
                refusals += [(part.source, at, *row) for at, row in enumerate(part.refusals)]
            for name, rows in (
                ("add_articles", articles),
                ("add_figures", figures),
                ("add_refusals", refusals),
                ("add_files", files),
            ):
                if rows:
                    self._runner.run_many(name, rows)
            if changed:
                self._count_change()
        return changed

    def mark_removed(self, files: Iterable[str], run_id: int) -> None:
        """Notes that these files are no longer there; what they gave stays in the tables."""
        rows = [("removed", run_id, file) for file in files]
        if rows:
            with self._runner.writing():
                self._runner.run_many("set_state", rows)

    def revive(self, files: Iterable[tuple[str, str]], run_id: int) -> None:
        """Notes that these files, each with the path where it lies now, are there, unchanged."""
        rows = [(path_text(path), "present", run_id, file) for file, path in files]
        if rows:
            with self._runner.writing():
                self._runner.run_many("set_place", rows)

    def count(self, state: State) -> int:
        """How many files are in this state."""
        ((number,),) = self._runner.fetch("count_files", state)
        return int(number)

    def forget(self, files: Iterable[str]) -> None:
        """Takes these files and all that they gave out; decisions about their figures stay."""
        names = list(files)
        if not names:
            return
        with self._runner.writing():
            for name in names:
                self._drop(name)
            self._count_change()

    def rows(self, table: Table) -> Iterator[tuple[str, ...]]:
        """The rows of ARTICLES, FIGURES or REFUSALS in the order of the CSV tables, few at a time."""
        with self.reading():
            yield from self._runner.stream(table.name)

    # What was written from it

    def content(self) -> int:
        """A number that grows with every change of what the tables are made of, decisions included."""
        return int(self.note(_CONTENT) or 0)

    def note(self, key: str) -> str:
        """What was noted under `key`; empty where nothing was."""
        found = self._runner.fetch("meta", key)
        return str(found[0][0]) if found else ""

    def set_note(self, key: str, value: str) -> None:
        """Notes `value` under `key`, in place of what was noted there."""
        with self._runner.writing():
            self._note(key, value)

    def replace_findings(self, findings: Iterable[Finding]) -> None:
        """Puts these findings in the place of those of the last export."""
        rows = ((one.number, one.figure_id, one.article_id, one.kind, one.message) for one in findings)
        with self._runner.writing():
            self._runner.run("drop_findings")
            self._runner.run_many("add_findings", rows)

    # Runs

    def begin_run(self, started: str, settings: Mapping[str, object]) -> int:
        """The number of a new run, which is `running` until `end_run`."""
        with self._runner.writing():
            run_id = self._next("last_run")
            self._runner.run("add_run", run_id, started, "", "running", "{}", _json(settings))
        return run_id

    def end_run(self, run_id: int, ended: str, state: str, counts: Mapping[str, object]) -> None:
        """Notes how the run ended: `done`, or `failed`."""
        with self._runner.writing():
            self._runner.run("end_run", ended, state, _json(counts), run_id)

    def runs(self) -> list[RunRow]:
        """All runs, the first one first."""
        return [
            RunRow(run_id, started, ended, state, json.loads(counts), json.loads(settings))
            for run_id, started, ended, state, counts, settings in self._runner.fetch("runs")
        ]

    # Decisions

    def decide(self, decision: Decision) -> int:
        """The number that the decision got; its own `decision_id` and `undone_by` are not looked at."""
        with self._runner.writing():
            decision_id = self._next("last_decision")
            self._runner.run("add_decision", *decision_values(decision, decision_id))
            self._count_change()
        return decision_id

    def undo(self, decision_id: int, who: str, at: str) -> None:
        """Takes a decision back: it stays, marked. UsageError where there is none, or it was taken back."""
        with self._runner.writing():
            found = self._runner.fetch("decision", decision_id)
            if not found:
                raise UsageError(f"there is no decision {decision_id}")
            decision = decision_of(found[0])
            if decision.undone_by:
                raise UsageError(f"decision {decision_id} was taken back by {decision.undone_by} already")
            self._runner.run("undo_decision", who, at, decision_id)
            self._count_change()

    def decisions(self, figure_id: str | None = None) -> list[Decision]:
        """All decisions, or those about one figure, the first one first; also those taken back."""
        found = (
            self._runner.fetch("decisions")
            if figure_id is None
            else self._runner.fetch("decisions_of", figure_id)
        )
        return [decision_of(row) for row in found]

    def _prepare(self) -> None:
        version = self._runner.version()
        if version == str(VERSION):
            return
        if version is None:
            with self._runner.writing():
                # Another process may have been quicker.
                if self._runner.version() is None:
                    self._runner.create()
                    self._runner.run("add_meta", "schema", str(VERSION))
        elif pending(version, self._shown):
            self._migrate()

    def _migrate(self) -> None:
        from extractor.store.engine import Alchemy

        alchemy = Alchemy(self.url)
        try:
            with alchemy.writing():
                version = alchemy.version() or ""
                if pending(version, self._shown):
                    migrate(alchemy.connection(), int(version))
                    alchemy.run("drop_meta", "schema")
                    alchemy.run("add_meta", "schema", str(VERSION))
        finally:
            alchemy.close()

    @property
    def _shown(self) -> str:
        from extractor.store.engine import shown

        return shown(self.url)

    def _drop(self, file: str) -> None:
        self._runner.run("drop_file", file)
        self._drop_rows(file)

    def _drop_rows(self, file: str) -> None:
        for name in ("drop_articles", "drop_figures", "drop_refusals"):
            self._runner.run(name, file)

    def _next(self, name: str) -> int:
        ((last,),) = self._runner.fetch(name)
        return int(last or 0) + 1

    def _note(self, key: str, value: str) -> None:
        self._runner.run("drop_meta", key)
        self._runner.run("add_meta", key, value)

    def _count_change(self) -> None:
        self._note(_CONTENT, str(self.content() + 1))


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
