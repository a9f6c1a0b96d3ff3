"""Watch: a folder that is read again whenever something in it has changed, and stands still since.

`once` is a whole run, which reads only what is new; this room decides when, and which files are not complete.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.runs.part import Part, Produce
from extractor.sources.folder import Found
from extractor.sources.left_out import is_hidden

_LOOK_EVERY = 0.5  # seconds between two looks at files that are being written
_AGAIN_AFTER = 15.0  # seconds until a run that failed is tried again

Look = tuple[int, int]
"""Size and time of the last change; (-1, -1) for what is not there."""


class StoppedError(ExtractorError):
    """The watch was to stop while a run was going on: what it had read is in the store."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched, and who is told.

    `own` are the files and folders that a run writes itself, and that are no news. A file is complete when
    its size and time stand still for `settle` seconds. `polling` looks at the folder every now and then, for
    a network drive that tells nobody what changes on it.
    """

    folder: Path
    own: Callable[[Path], bool]
    said: Callable[[str], object]
    settle: float = 2.0
    polling: bool = False


@dataclass(slots=True)
class Unsettled:
    """Files that have changed, each with its last look and since when it looks so."""

    settle: float
    files: dict[Path, tuple[Look, float]] = field(default_factory=dict)

    def add(self, path: Path, now: float) -> None:
        """The file has changed just now."""
        self.files[path] = (look_at(path), now)

    def settled(self, now: float) -> list[Path]:
        """The files that stand still for long enough, or are gone; they are forgotten here."""
        ready = []
        for path, (before, since) in list(self.files.items()):
            look = look_at(path)
            if look != before:
                self.files[path] = (look, now)
            elif now - since >= self.settle or look == (-1, -1):
                ready.append(path)
                del self.files[path]
        return ready


def watch(watched: Watched, once: Callable[[frozenset[Path]], object], stop: threading.Event) -> None:
    """Runs `once` at the start and after every change, until `stop` is set.

    `once` gets the paths of the files that are not complete yet, and are to be left for the next time. An
    ExtractorError of it is said, and it is tried again; a folder that vanishes is waited for.
    """
    while not stop.is_set():
        if not watched.folder.is_dir():
            watched.said(f"{watched.folder} is not there; waiting for it")
            while not watched.folder.is_dir():
                if stop.wait(_LOOK_EVERY):
                    return
            watched.said(f"{watched.folder} is there again")
        _while_it_is_there(watched, once, stop)


def holding(produce: Produce, held: frozenset[Path], stop: threading.Event) -> Produce:
    """`produce` without the files that are not complete; StoppedError once `stop` is set."""

    def parts(files: Sequence[Found]) -> Iterator[Part]:
        for part in produce([file for file in files if file.path not in held]):
            yield part
            if stop.is_set():
                raise StoppedError("stopped; what was read is kept, and the next run goes on from there")

    return parts


def look_at(path: Path) -> Look:
    """The file's size and the time of its last change, in nanoseconds."""
    try:
        found = path.stat()
    except OSError:
        return -1, -1
    return found.st_size, found.st_mtime_ns


def _while_it_is_there(
    watched: Watched, once: Callable[[frozenset[Path]], object], stop: threading.Event
) -> None:
    from watchfiles import watch as changes_of

    unsettled = Unsettled(watched.settle)
    for path in _young(watched):
        unsettled.add(path, time.monotonic())
    due = _tried(watched, once, unsettled, stop)
    changes = changes_of(
        watched.folder,
        watch_filter=lambda _change, name: not _is_own(watched, Path(name)),
        stop_event=stop,
        step=100,
        rust_timeout=int(_LOOK_EVERY * 1000),
        yield_on_timeout=True,
        raise_interrupt=False,
        force_polling=watched.polling or None,
        ignore_permission_denied=True,
    )
    # What changed between the run and here, nobody has told.
    due = min(due, time.monotonic())
    try:
        for changed in changes:
            now = time.monotonic()
            if not watched.folder.is_dir():
                return
            for _, name in changed:
                unsettled.add(Path(name), now)
            if unsettled.settled(now) or now >= due:
                due = _tried(watched, once, unsettled, stop)
    except (FileNotFoundError, RuntimeError) as error:
        # The folder went away between two looks, or the system gives no more watches.
        if watched.folder.is_dir():
            watched.said(f"{watched.folder} cannot be watched: {error}; looking again")
        stop.wait(_LOOK_EVERY)


def _tried(
    watched: Watched,
    once: Callable[[frozenset[Path]], object],
    unsettled: Unsettled,
    stop: threading.Event,
) -> float:
    """Runs `once`; when it is to run again even if nothing changes: infinity, or soon after an error."""
    try:
        once(frozenset(path.resolve() for path in unsettled.files))
    except StoppedError as error:
        watched.said(str(error))
    except ExtractorError as error:
        if not stop.is_set() and watched.folder.is_dir():
            watched.said(f"{error}; trying again in {_AGAIN_AFTER:.0f} seconds")
            return time.monotonic() + _AGAIN_AFTER
    return float("inf")


def _young(watched: Watched) -> Iterator[Path]:
    """The files that changed so lately that somebody may still be writing them."""
    now = time.time()
    for folder, _, names in os.walk(watched.folder):
        for name in names:
            path = Path(folder) / name
            if not _is_own(watched, path) and abs(now - look_at(path)[1] / 1e9) < watched.settle:
                yield path


def _is_own(watched: Watched, path: Path) -> bool:
    return is_hidden(path.name) or watched.own(path)
