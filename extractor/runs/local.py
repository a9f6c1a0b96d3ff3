"""Local run: one process takes every file through to the tables, one article at a time.

What reads a page and what finds figures are arguments; this room only carries values from one to the other.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.model import Article, Figure, Page
from extractor.model.table import ARTICLES, FIGURES, REFUSALS
from extractor.runs.export import BASE, OWN, RECORD, Exported, with_counts, write_exports, written_record
from extractor.sinks.csv import Headers, append_row, open_table
from extractor.sinks.drafts import Drafts
from extractor.sinks.formats import Format
from extractor.sources.folder import Found, walk
from extractor.sources.readers import load
from extractor.sources.reading import Reading, Refusal
from extractor.sources.record_columns import Columns
from extractor.tables.tidy import article_row, figure_row

_PYTHON = ".".join(map(str, sys.version_info[:3]))


@dataclass(frozen=True, slots=True)
class Extraction:
    """How a run reads: pages into articles, articles into figures; `settings` say how, for run.json.

    `columns` are those of exports with one article a row.
    """

    articles_of: Callable[[Page], Sequence[Article]]
    figures_of: Callable[[Article], Sequence[Figure]]
    settings: Mapping[str, str] = field(default_factory=dict)
    columns: Columns = field(default_factory=Columns)


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
) -> Result:
    """What was found; the tables stand in `out` as all of `formats`, with run.json, whole or not at all.

    The tables are sorted by source and place, and the same for the same input, patterns and version; only
    run.json's `seconds` differ. Raises UsageError where there is no input, or `out` cannot be written.
    """
    listener = listener or Listener()
    started = time.perf_counter()
    files = walk(paths, out, OWN)
    inputs = sha256()
    refusals: list[Refusal] = []
    articles = figures = with_zone = 0
    with Drafts(out) as drafts:
        write_article = open_table(drafts, ARTICLES, headers)
        write_figure = open_table(drafts, FIGURES, headers)
        write_refusal = open_table(drafts, REFUSALS, headers)
        for number, file in enumerate(files, 1):
            reading = _read(file, extraction.columns)
            inputs.update(f"{reading.source}\0{reading.digest}\n".encode())
            refused = list(reading.refusals)
            for article, found in _extract(reading, extraction, refused):
                write_article(article_row(article, found))
                for figure in found:
                    write_figure(figure_row(figure, article))
                articles += 1
                figures += len(found)
                with_zone += sum(bool(figure.name_of("zone")) for figure in found)
            for refusal in refused:
                write_refusal((refusal.source, refusal.place, refusal.reason))
                listener.refused(refusal)
            refusals += refused
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
            failed = _failed("summary.csv", "", error)
            append_row(drafts, REFUSALS, (failed.source, failed.place, failed.reason))
            listener.refused(failed)
            refusals.append(failed)
        seconds = time.perf_counter() - started
        drafts.open(RECORD).write(written_record(_finished(record, exported, refusals, seconds)))
    return Result(
        len(files), articles, figures, with_zone, tuple(refusals), seconds, exported.facts, exported.audit
    )


def _read(file: Found, columns: Columns) -> Reading:
    if file.refusal:
        return Reading(file.source, refusals=(file.refused(),))
    return load(file.path, file.source, columns)


def _extract(
    reading: Reading, extraction: Extraction, refused: list[Refusal]
) -> Iterator[tuple[Article, Sequence[Figure]]]:
    """The articles of a source with their figures; what goes wrong inside one is added to `refused`."""
    indexes: Counter[str] = Counter()
    for page in reading.pages:
        try:
            articles = extraction.articles_of(page)
        except Exception as error:  # noqa: BLE001 (one page's bug must not cost the other files)
            refused.append(_failed(page.source, page.place, error))
            continue
        if not articles:
            reason = "it holds no article, only what stands around one (names, dates, numbers of pages)"
            refused.append(Refusal(page.source, page.place, reason))
        for numbered in articles:
            # A source of several pages numbers its articles through; a member of an archive is one.
            indexes[page.source] += 1
            index = indexes[page.source]
            article = numbered if numbered.index == index else replace(numbered, index=index)
            try:
                figures = extraction.figures_of(article)
            except Exception as error:  # noqa: BLE001
                refused.append(_failed(page.source, f"article {index}", error))
                figures = ()
            yield article, figures


def _failed(source: str, place: str, error: Exception) -> Refusal:
    what = f"{type(error).__name__}: {error}"
    return Refusal(source, place, f"the extractor failed on it ({what}); please report this")


def _finished(
    record: Mapping[str, object], exported: Exported, refusals: Sequence[Refusal], seconds: float
) -> dict[str, object]:
    """The record with all counts, the refusals, and how long it took, which comes last."""
    counted = with_counts(record, exported, refusals=len(refusals))
    listed = [
        {"source": refusal.source, "place": refusal.place, "reason": refusal.reason} for refusal in refusals
    ]
    return {**counted, "refusals": listed, "seconds": round(seconds, 3)}
