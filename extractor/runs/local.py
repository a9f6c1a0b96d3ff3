"""Local run: every file through to the tables, one part at a time.

What reads a page, what finds figures and which process does it are arguments; this room only carries
values from one to the other.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.model.table import ARTICLES, FIGURES, REFUSALS
from extractor.runs.export import BASE, OWN, RECORD, Exported, with_counts, write_exports, written_record
from extractor.runs.part import Extraction, Part, Produce, failed, read_part
from extractor.sinks.csv import Headers, append_row, open_table
from extractor.sinks.drafts import Drafts
from extractor.sinks.formats import Format
from extractor.sources.folder import Found, walk
from extractor.sources.reading import Refusal

_PYTHON = ".".join(map(str, sys.version_info[:3]))


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found, and how long it took; the refusals are those of refusals.csv."""

    sources: int
    articles: int
    figures: int
    with_zone: int
    refusals: tuple[Refusal, ...]
    seconds: float
    facts: int = 0
    audit: int = 0


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told while a run goes on: how many files of how many are done, and each refusal at once."""

    done: Callable[[int, int], object] = lambda _done, _total: None
    refused: Callable[[Refusal], object] = lambda _refusal: None


def run(
    paths: Sequence[Path],
    out: Path,
    extraction: Extraction,
    headers: Headers = "en",
    listener: Listener | None = None,
    formats: Iterable[Format] = ("csv",),
    produce: Produce | None = None,
) -> Result:
    """What was found; the tables stand in `out` as all of `formats`, with run.json, whole or not at all.

    The tables are sorted by source and place, and the same for the same input, patterns and version; only
    run.json's `seconds` differ. `produce` reads the files, in this process where it is None. Raises
    UsageError where there is no input, or `out` cannot be written.
    """
    listener = listener or Listener()
    produce = produce or partial(parts, extraction=extraction)
    started = time.perf_counter()
    files = walk(paths, out, OWN)
    inputs = sha256()
    refusals: list[Refusal] = []
    articles = figures = with_zone = 0
    with Drafts(out) as drafts:
        write_article = open_table(drafts, ARTICLES, headers)
        write_figure = open_table(drafts, FIGURES, headers)
        write_refusal = open_table(drafts, REFUSALS, headers)
        for number, part in enumerate(produce(files), 1):
            inputs.update(f"{part.source}\0{part.digest}\n".encode())
            for article in part.articles:
                write_article(article)
            for found in part.figures:
                for figure in found:
                    write_figure(figure)
                figures += len(found)
            articles += len(part.articles)
            with_zone += part.with_zone
            for row in part.refusals:
                write_refusal(row)
                refusals.append(Refusal(*row))
                listener.refused(refusals[-1])
            listener.done(number, len(files))
        record: dict[str, object] = {**extraction.settings, "python": _PYTHON, "inputs": inputs.hexdigest()}
        record["counts"] = {
            "sources": len(files), "articles": articles, "figures": figures, "refusals": len(refusals),
        }  # fmt: skip
        try:
            exported = write_exports(drafts, formats, headers, record)
        except (ExtractorError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 (a bug in the last table must not cost the figures)
            exported = Exported(0, 0)
            drafts.drop_all_but(f"{table.name}.csv" for table in BASE)
            broken = failed("summary.csv", "", error)
            append_row(drafts, REFUSALS, (broken.source, broken.place, broken.reason))
            listener.refused(broken)
            refusals.append(broken)
        seconds = time.perf_counter() - started
        drafts.open(RECORD).write(written_record(_finished(record, exported, refusals, seconds)))
    return Result(
        len(files), articles, figures, with_zone, tuple(refusals), seconds, exported.facts, exported.audit
    )


def parts(files: Sequence[Found], extraction: Extraction) -> Iterator[Part]:
    """The part of each file in their order, read one after the other in this process."""
    return (read_part(file, extraction) for file in files)


def _finished(
    record: Mapping[str, object], exported: Exported, refusals: Sequence[Refusal], seconds: float
) -> dict[str, object]:
    """The record with all counts, the refusals, and how long it took, which comes last."""
    counted = with_counts(record, exported, refusals=len(refusals))
    listed = [
        {"source": refusal.source, "place": refusal.place, "reason": refusal.reason} for refusal in refusals
    ]
    return {**counted, "refusals": listed, "seconds": round(seconds, 3)}
