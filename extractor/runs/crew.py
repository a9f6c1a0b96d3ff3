"""Crew: the worker processes of a pool, how they are started, and how all of them end.

A worker watches one end of a pipe whose other end this process alone holds: it is closed when the crew is to
stop, and by the system when this process ends in whatever way. Nothing is left running.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.runs.part import Extraction, read_part
from extractor.runs.part_file import write_parts
from extractor.sources.folder import Found

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

_WARMING = "高新区总工会今年上半年慰问困难职工300余人次，发放慰问金12万元，同比增长5%。"


class Crew:
    """So many worker processes, which read files into files of parts in `folder`."""

    def __init__(self, extraction: Extraction, workers: int, folder: Path) -> None:
        from concurrent.futures import ProcessPoolExecutor

        context = _context()
        self._watched, self._held = context.Pipe(duplex=False)
        self._stopped = folder / f"{id(self)}.stopped"
        forked = context.get_start_method() == "fork"
        if forked:
            # What is built here is there in every worker, at no cost.
            _warm(extraction)
        again = extraction.again if extraction.again and not forked else partial(_given, extraction)
        held = self._held if forked else None
        self._executor = ProcessPoolExecutor(
            workers, context, partial(_begin, again, self._watched, held, self._stopped)
        )

    def submit(self, place: Path, files: Sequence[Found]) -> Future[None]:
        """The promise that the parts of the files stand at `place`; a BrokenExecutor after a death."""
        try:
            return self._executor.submit(_read, str(place), files)
        except BrokenExecutor as error:
            broken: Future[None] = Future()
            broken.set_exception(error)
            return broken

    def stop(self) -> None:
        """Ends all workers at once, whatever they do; the files in the folder stay."""
        with suppress(OSError):
            self._stopped.touch()
        self._held.close()
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._watched.close()


def can_start(extraction: Extraction) -> bool:
    """Whether worker processes can have this extraction."""
    return extraction.again is not None or _forks()


def _forks() -> bool:
    """Whether this process can be copied: another thread of it might hold a lock that none would open."""
    return sys.platform == "linux" and threading.active_count() == 1


def _context() -> BaseContext:
    """Copies of this process where that is safe, which start in no time; else new ones."""
    import multiprocessing

    return multiprocessing.get_context("fork" if _forks() else "spawn")


def _warm(extraction: Extraction) -> None:
    """Has the extraction build whatever it builds when it is first used."""
    from extractor.model import Page

    with suppress(Exception):  # what is wrong with it shows with the first article
        for article in extraction.articles_of(Page("", _WARMING)):
            extraction.figures_of(article)


def _given(extraction: Extraction) -> Extraction:
    return extraction


# In a worker: how it reads. The executor knows no other way to hand over what is built once.
_READING: list[Extraction] = []


def _begin(
    again: Callable[[], Extraction],
    watched: Connection[bytes, bytes],
    held: Connection[bytes, bytes] | None,
    stopped: Path,
) -> None:
    """Runs first in a worker."""
    import gc
    import signal

    # A terminal sends Ctrl-C to all processes; the first one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if held is not None:
        held.close()
    threading.Thread(target=_end_with, args=(watched, stopped), daemon=True).start()
    _READING[:] = [again()]
    # The collector does not look at what was copied, so that it stays shared.
    gc.freeze()


def _end_with(watched: Connection[bytes, bytes], stopped: Path) -> None:
    """Ends this process as soon as the other end of the pipe is closed; unread files go with the last one."""
    import shutil

    try:
        watched.poll(None)
        if not stopped.exists():
            shutil.rmtree(stopped.parent, ignore_errors=True)
    finally:
        os._exit(1)


def _read(place: str, files: Sequence[Found]) -> None:
    with Path(place).open("wb") as file:
        write_parts(file, (read_part(one, _READING[0]) for one in files))
