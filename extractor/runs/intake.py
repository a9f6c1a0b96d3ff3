"""Intake: files into the store; what it has already, with the same bytes and settings, is not read again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.runs.listener import Listener
from extractor.runs.part import Part, Produce
from extractor.runs.plan import Plan, plan
from extractor.runs.settings import Settings, why_again
from extractor.sources.folder import Found
from extractor.sources.reading import Refusal
from extractor.store import Store

_ROWS = 1500
"""Rows that are stored in one transaction: as many as a killed run may lose, and one input file more."""


@dataclass(frozen=True, slots=True)
class Intake:
    """How many files were read, needed no reading, and are no longer there (`newly`: since the last run)."""

    read: int
    unchanged: int
    newly_removed: tuple[str, ...]
    removed: int


def take_in(
    store: Store,
    run_id: int,
    files: Sequence[Found],
    given: Iterable[Path],
    settings: Settings,
    produce: Produce,
    listener: Listener,
) -> Intake:
    """What became of `files`, which are all that lies below the folders `given`; they are in the store now.

    Where `given` is empty, no file counts as removed. What is done is stored every few files, each file whole
    or not at all.
    """
    known = store.known()
    total = len(files)
    planned = plan(files, given, known, settings)
    for sentence in _why(store, planned, settings, total):
        listener.said(sentence)
    if planned.unchanged:
        listener.done(planned.unchanged, total)
    _remember(store, settings, planned.read)
    done = planned.unchanged
    with _closed(produce(planned.read)) as parts:
        for some in _lots(parts):
            instead_of = {
                part.source: planned.instead_of[part.source]
                for part in some
                if part.source in planned.instead_of
            }
            store.put(some, settings.digest, run_id, instead_of)
            for part in some:
                done += 1
                listener.took(part)
                for row in part.refusals:
                    listener.refused(Refusal(*row))
                listener.done(done, total)
    store.forget(planned.renamed)
    store.revive(planned.back, run_id)
    store.mark_removed(planned.removed, run_id)
    return Intake(len(planned.read), planned.unchanged, planned.removed, store.count("removed"))


def forget_removed(store: Store) -> int:
    """How many files were taken out of the store, because they are no longer there."""
    gone = [name for name, one in store.known().items() if one.state == "removed"]
    store.forget(gone)
    return len(gone)


@contextmanager
def _closed(parts: Iterator[Part]) -> Iterator[Iterator[Part]]:
    """The parts, whose workers end with the block, whatever ends it."""
    try:
        yield parts
    finally:
        if isinstance(parts, Generator):
            parts.close()


def _lots(parts: Iterator[Part]) -> Iterator[list[Part]]:
    some: list[Part] = []
    rows = 0
    try:
        for part in parts:
            some.append(part)
            rows += 1 + len(part.articles) + sum(map(len, part.figures))
            if rows >= _ROWS:
                yield some
                some, rows = [], 0
    except GeneratorExit:
        raise
    except BaseException:
        # Whatever ends the reading, Ctrl-C for one: what was read before is kept.
        if some:
            yield some
        raise
    if some:
        yield some


def _why(store: Store, planned: Plan, settings: Settings, total: int) -> Iterator[str]:
    """Why files are read again that did not change themselves, and how many."""
    counts: Counter[str] = Counter()
    for digest, (count, source) in planned.again.items():
        noted = store.note(f"settings {digest}")
        counts[why_again(json.loads(noted) if noted else {}, settings.of(source))] += count
    for why, count in sorted(counts.items()):
        yield f"{count} of {total} files {'is' if count == 1 else 'are'} read again: {why}"


def _remember(store: Store, settings: Settings, files: Iterable[Found]) -> None:
    """Notes what each digest of settings stands for, so that a later run can say what changed."""
    for digest, depends in {settings.digest(file.source): settings.of(file.source) for file in files}.items():
        key = f"settings {digest}"
        if not store.note(key):
            store.set_note(key, json.dumps(depends, ensure_ascii=False))
