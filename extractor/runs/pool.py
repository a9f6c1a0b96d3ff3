"""Pool: files read by several processes of this machine; their parts come in the order of one process.

A worker writes the parts of a shard to a file and answers with its name. Only so short an answer is written
at once: a worker that is killed in the middle of a long one leaves its reader waiting for ever.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from extractor.errors import UsageError
from extractor.runs.crew import Crew, can_start
from extractor.runs.part import Extraction, Part, read_part
from extractor.runs.part_file import each_part
from extractor.runs.shards import Limits, shards, size_of
from extractor.sources.folder import Found

LIMITS = Limits(files=64, bytes=256 * 1024)
ENOUGH = 32 * 1024
"""Bytes that one worker must have to do: reading fewer takes less time than starting it."""

_SHARE = 4  # shards a worker, at the end of a run, where they become small
_AHEAD = 4  # shards a worker that are out at once; their parts wait on the disk, not in memory
_TRIES = 2
KILLED = (
    "reading it ended the process twice, most likely for want of memory; split it, or read it alone with"
    " --workers 1"
)


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "process_cpu_count"):  # Python 3.13
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def parts(
    files: Sequence[Found],
    extraction: Extraction,
    workers: int,
    limits: Limits = LIMITS,
    enough: int = ENOUGH,
) -> Iterator[Part]:
    """The part of each file in their order, read by at most so many processes, each with `enough` to do.

    A worker that dies costs nothing but time: what it had is read again, at last file by file; a file that
    ends its process twice by itself is refused. All workers end when this generator is closed, which
    the caller must see to, or when this process is killed.
    """
    workers = min(workers, len(files), _busy(files, enough, workers))
    if workers < 2 or not can_start(extraction):
        yield from (read_part(file, extraction) for file in files)
        return
    from tempfile import TemporaryDirectory

    try:
        with TemporaryDirectory(prefix="extractor-", ignore_cleanup_errors=True) as folder:
            team = _Team(extraction, workers, Path(folder))
            try:
                yield from team.parts(shards(files, limits, workers * _SHARE))
            finally:
                team.stop()
    except _UnwritableError as error:
        raise UsageError(str(error)) from error


def _busy(files: Sequence[Found], enough: int, most: int) -> int:
    """How many workers have `enough` bytes each; looks at no more files than that takes."""
    if not enough:
        return most
    size = 0
    for file in files:
        size += size_of(file)
        if size >= most * enough:
            return most
    return size // enough


class _UnwritableError(Exception):
    """The parts cannot be written."""


@dataclass(slots=True)
class _Job:
    """A shard that was given out; `answers` once it is done: files of parts, parts, files to be read here."""

    number: int
    files: Sequence[Found]
    future: Future[None] | None = None
    answers: list[Path | Part | Found] = field(default_factory=list)
    deaths: int = 0


class _Team:
    """Shards in, parts out; `_crew` is replaced when one of it dies."""

    def __init__(self, extraction: Extraction, workers: int, folder: Path) -> None:
        self._extraction = extraction
        self._workers = workers
        self._folder = folder
        self._crew: Crew | None = None
        self._idle = 0  # crews, one after the other, that died before they began anything
        self._out: deque[_Job] = deque()

    def parts(self, upcoming: Iterator[Sequence[Found]]) -> Iterator[Part]:
        """The parts of all shards in their order."""
        numbered = enumerate(upcoming)
        while True:
            for number, files in islice(numbered, self._workers * _AHEAD - len(self._out)):
                self._out.append(_Job(number, files))
                self._give(self._out[-1])
            if not self._out:
                return
            job = self._out[0]
            if self._is_done(job):
                self._out.popleft()
                yield from self._taken(job)
            else:
                self._recover()

    def stop(self) -> None:
        """Ends all workers at once."""
        if self._crew:
            self._crew.stop()
            self._crew = None

    def _give(self, job: _Job) -> None:
        """Gives the job out; where the crew is already broken, whoever waits for the job will see it."""
        if self._idle >= _TRIES:
            job.answers = list(job.files)
            return
        if self._crew is None:
            self._crew = Crew(self._extraction, self._workers, self._folder)
        job.future = self._crew.submit(self._place(job), job.files)

    def _is_done(self, job: _Job) -> bool:
        """Whether the job is done, once it is; False where a worker died over it, or over another."""
        if job.answers:
            return True
        if job.future is None or not _is_whole(job.future):
            return False
        job.answers = [self._place(job)]
        return True

    def _recover(self) -> None:
        """A new crew for what is not done; what was in hand at two deaths is read file by file.

        Where crews die before they begin anything, the rest is read here.
        """
        self.stop()
        self._idle += 1
        for job in self._out:
            done = job.future is not None and job.future.done() and self._is_done(job)
            if not done and self._place(job).exists():  # somebody had begun it
                job.deaths += 1
                self._idle = 0
        for job in self._out:
            if not job.answers and job.deaths >= _TRIES:
                job.answers = list(self._alone(job))
        for job in self._out:
            if not job.answers:
                self._place(job).unlink(missing_ok=True)
                self._give(job)

    def _alone(self, job: _Job) -> Iterator[Path | Part]:
        """The files of the job, each read by a process that has nothing else, twice if need be."""
        crew: Crew | None = None
        try:
            for number, file in enumerate(job.files):
                place = self._folder / f"{job.number}.{number}.part"
                for _ in range(_TRIES):
                    crew = crew or Crew(self._extraction, 1, self._folder)
                    if _is_whole(crew.submit(place, [file])):
                        yield place
                        break
                    crew.stop()
                    crew = None
                else:
                    yield Part(file.source, str(file.path), "", refusals=((file.source, "", KILLED),))
        finally:
            if crew:
                crew.stop()

    def _taken(self, job: _Job) -> Iterator[Part]:
        for answer in job.answers:
            if isinstance(answer, Part):
                yield answer
            elif isinstance(answer, Found):
                yield read_part(answer, self._extraction)
            else:
                yield from each_part(answer)
                answer.unlink(missing_ok=True)

    def _place(self, job: _Job) -> Path:
        return self._folder / f"{job.number}.part"


def _is_whole(future: Future[None]) -> bool:
    """Whether what was given out is done; False where its worker died."""
    try:
        future.result()
    except (BrokenExecutor, CancelledError):
        return False
    except OSError as error:
        why = error.strerror or str(error)
        message = f"the temporary files cannot be written: {why}; set TMPDIR to a folder with more room"
        raise _UnwritableError(message) from error
    return True
