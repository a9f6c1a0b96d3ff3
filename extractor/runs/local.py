"""Local run: files into the store, the store into the tables; what was read before is not read again.

What reads a page, what finds figures and which process does it are arguments; this room only carries
values from one to the other.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from extractor.errors import ExtractorError, UsageError
from extractor.runs.export import OWN, Revised
from extractor.runs.intake import Intake, forget_removed, take_in
from extractor.runs.listener import Listener
from extractor.runs.part import Extraction, Part, Produce, read_part
from extractor.runs.settings import CODE, EXTRACTOR, Settings
from extractor.runs.written import Order, Written, write_run
from extractor.sinks.csv import Headers
from extractor.sinks.formats import Format
from extractor.sources.folder import Found, walk
from extractor.sources.reading import Refusal
from extractor.store import Store, default_url

__all__ = ["Listener", "Result", "parts", "run"]

_PYTHON = ".".join(map(str, sys.version_info[:3]))


@dataclass(frozen=True, slots=True)
class Result:
    """What the tables hold after a run, and how long it took; the refusals are those of refusals.csv.

    `sources` are all files that the tables are made of; of those given, `read` were read, and `unchanged`
    needed no reading. `removed` are no longer there, and still in the tables, unless they were `forgotten`.
    """

    sources: int
    articles: int
    figures: int
    with_zone: int
    refusals: tuple[Refusal, ...]
    seconds: float
    facts: int = 0
    audit: int = 0
    read: int = 0
    unchanged: int = 0
    removed: int = 0
    newly_removed: tuple[str, ...] = ()
    forgotten: int = 0


def run(
    paths: Sequence[Path],
    out: Path,
    extraction: Extraction,
    headers: Headers = "en",
    listener: Listener | None = None,
    formats: Iterable[Format] = ("csv",),
    produce: Produce | None = None,
    store: str | None = None,
    forget: bool = False,
    revised: Revised = lambda _store: iter,
) -> Result:
    """What was found; the tables stand in `out` as all of `formats`, with run.json, whole or not at all.

    They hold what `paths` and earlier runs gave, sorted by source and place, and are the same for the same
    files, patterns and version, in however many runs these were read; only run.json's `seconds` and `files`
    differ. `store` is the URL of the store, in `out` where it is None. A file that is no longer there stays
    in the tables until a run is to `forget` it. `produce` reads the files, in this process where it is None.
    `revised` gives what the store's decisions make of the figures. Raises UsageError where there is no
    input, or `out` or the store cannot be written.
    """
    listener = listener or Listener()
    produce = produce or partial(parts, extraction=extraction)
    started = time.perf_counter()
    files = walk(paths, out, OWN)
    folders = [path for path in paths if path.is_dir()]
    depends = extraction.depends or extraction.settings
    _make(out)
    with Store.open(store or default_url(out)) as base:
        run_id = base.begin_run(_now(), extraction.settings)
        try:
            intake = take_in(base, run_id, files, folders, Settings(depends), produce, listener)
            forgotten = forget_removed(base) if forget else 0
            if forget:
                intake = replace(intake, removed=0, newly_removed=())
            elif intake.newly_removed:
                listener.said(_gone(intake.newly_removed))
            counted = {**_counts(intake), "forgotten": forgotten}
            order = Order(
                out=out,
                headers=headers,
                formats=tuple(formats),
                program={name: depends[name] for name in (EXTRACTOR, CODE) if name in depends},
                settings={**extraction.settings, "python": _PYTHON},
                files=counted,
                started=started,
            )
            written = write_run(base, order, listener, revised)
        except BaseException:
            with suppress(ExtractorError):
                base.end_run(run_id, _now(), "failed", {})
            raise
        base.end_run(run_id, _now(), "done", {**written.counts, **counted})
    return _result(written, intake, forgotten, time.perf_counter() - started)


def parts(files: Sequence[Found], extraction: Extraction) -> Iterator[Part]:
    """The part of each file in their order, read one after the other in this process."""
    return (read_part(file, extraction) for file in files)


def _counts(intake: Intake) -> dict[str, int]:
    return {"read": intake.read, "unchanged": intake.unchanged, "removed": intake.removed}


def _result(written: Written, intake: Intake, forgotten: int, seconds: float) -> Result:
    counts = written.counts
    return Result(
        sources=counts["sources"],
        articles=counts["articles"],
        figures=counts["figures"],
        with_zone=counts["with_zone"],
        refusals=written.refusals,
        seconds=seconds,
        facts=counts["facts"],
        audit=counts["audit"],
        read=intake.read,
        unchanged=intake.unchanged,
        removed=intake.removed,
        newly_removed=intake.newly_removed,
        forgotten=forgotten,
    )


def _gone(files: Sequence[str]) -> str:
    named = ", ".join(files[:_NAMED]) + (f" and {len(files) - _NAMED} more" if len(files) > _NAMED else "")
    return f"no longer there, and still in the tables: {named}".replace("\r", "\\r").replace("\n", "\\n")


_NAMED = 5


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(f"cannot write to {out}: {why}; give another folder with --out") from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
