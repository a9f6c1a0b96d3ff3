"""Local run: one process takes every file through to the tables, one article at a time.

What reads a page and what finds figures are arguments; this room only carries values from one to the other.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from extractor.model import Article, Figure, Page
from extractor.model.table import ARTICLES, FIGURES, REFUSALS, TABLES
from extractor.sinks.csv import Headers, open_table
from extractor.sinks.drafts import Drafts
from extractor.sources.folder import Found, walk
from extractor.sources.readers import load
from extractor.sources.reading import Reading, Refusal
from extractor.tables.tidy import article_row, figure_row

RECORD = "run.json"

# The files that a run writes; they are not its input where the input folder is also the output folder.
OWN = frozenset({*(f"{table.name}.csv" for table in TABLES), RECORD})


@dataclass(frozen=True, slots=True)
class Extraction:
    """How a run reads: pages into articles, articles into figures; `settings` say how, for run.json."""

    articles_of: Callable[[Page], Sequence[Article]]
    figures_of: Callable[[Article], Sequence[Figure]]
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found, and how long it took; the refusals are those of refusals.csv."""

    sources: int
    articles: int
    figures: int
    with_zone: int
    refusals: tuple[Refusal, ...]
    seconds: float


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
) -> Result:
    """What was found; articles.csv, figures.csv, refusals.csv, run.json stand in `out`, whole or not at all.

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
            reading = _read(file)
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
        seconds = time.perf_counter() - started
        result = Result(len(files), articles, figures, with_zone, tuple(refusals), seconds)
        drafts.open(RECORD).write(_record(result, extraction.settings, inputs.hexdigest()))
    return result


def _read(file: Found) -> Reading:
    if file.refusal:
        return Reading(file.source, refusals=(file.refused(),))
    return load(file.path, file.source)


def _extract(
    reading: Reading, extraction: Extraction, refused: list[Refusal]
) -> Iterator[tuple[Article, Sequence[Figure]]]:
    """The articles of a source with their figures; what goes wrong inside one is added to `refused`."""
    index = 0
    for page in reading.pages:
        try:
            articles = extraction.articles_of(page)
        except Exception as error:  # noqa: BLE001 (one page's bug must not cost the other files)
            refused.append(_failed(reading.source, "", error))
            continue
        for numbered in articles:
            index += 1
            # A source of several pages numbers its articles through.
            article = numbered if numbered.index == index else replace(numbered, index=index)
            try:
                figures = extraction.figures_of(article)
            except Exception as error:  # noqa: BLE001
                refused.append(_failed(reading.source, f"article {index}", error))
                figures = ()
            yield article, figures


def _failed(source: str, place: str, error: Exception) -> Refusal:
    what = f"{type(error).__name__}: {error}"
    return Refusal(source, place, f"the extractor failed on it ({what}); please report this")


def _record(result: Result, settings: Mapping[str, str], inputs: str) -> str:
    record = {
        **settings,
        "python": ".".join(map(str, sys.version_info[:3])),
        "inputs": inputs,
        "counts": {
            "sources": result.sources,
            "articles": result.articles,
            "figures": result.figures,
            "refusals": len(result.refusals),
        },
        "refusals": [
            {"source": refusal.source, "place": refusal.place, "reason": refusal.reason}
            for refusal in result.refusals
        ],
        "seconds": round(result.seconds, 3),
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
