"""Written: the tables of a run, from the store, unless they stand there already as they would be written.

What was written is noted in the store: what it was made of, and the digest of each file.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.model.table import AUDIT, REFUSALS
from extractor.runs.export import (
    BASE,
    RECORD,
    Exported,
    Revise,
    Revised,
    write_base,
    write_exports,
    written_record,
)
from extractor.runs.gather import Gathered
from extractor.runs.listener import Listener
from extractor.runs.part import failed
from extractor.sinks.csv import Headers, Row, append_row
from extractor.sinks.drafts import Drafts
from extractor.sinks.formats import WORKBOOK, Format
from extractor.sources.reading import Refusal
from extractor.sources.table import each_row
from extractor.store import Finding, Store, default_url
from extractor.store.store import bytes_digest, path_text


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows the tables have, with the files that they are made of; and all refusals."""

    counts: Mapping[str, int]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written: where and how, and what run.json says besides the counts.

    `program` is what the tables depend on besides the rows; `files` what became of the files that were given.
    """

    out: Path
    headers: Headers
    formats: tuple[Format, ...]
    program: Mapping[str, str]
    settings: Mapping[str, object]
    files: Mapping[str, int]
    started: float


def write_run(store: Store, order: Order, listener: Listener, revised: Revised) -> Written:
    """What the tables hold, which are those of the store as it is now, with run.json beside them."""
    key = _key(store, order.out)
    with Drafts(order.out) as drafts:
        with store.reading():
            sources, inputs = _inputs(store)
            record = {**order.settings, "inputs": inputs}
            refusals = [Refusal(*row) for row in store.rows(REFUSALS)]
            made_of = _made_of(store, order, record)
            noted = json.loads(store.note(key) or "{}")
            stands = noted.get("made_of") == made_of and _stands(order.out, noted["written"])
            broken = None
            if stands:
                counts = noted["counts"]
            else:
                # Asked for after the content was: a decision that is made now comes with the next run.
                counts, broken = _write(drafts, store, order, record, sources, revised(store))
        if broken:
            listener.refused(broken)
            refusals.append(broken)
        elif not stands:
            # Before the tables appear: if this process ends in between, they are not those that were noted.
            store.replace_findings(_findings(drafts.whole("audit.csv")))
            written = drafts.digests()
            store.set_note(key, json.dumps({"made_of": made_of, "counts": counts, "written": written}))
        counts = {**counts, "sources": sources, "refusals": len(refusals)}
        told = {name: counts[name] for name in _TOLD}
        listed = [
            {"source": refusal.source, "place": refusal.place, "reason": refusal.reason}
            for refusal in refusals
        ]
        seconds = round(time.perf_counter() - order.started, 3)
        last = {"counts": told, "files": order.files, "refusals": listed, "seconds": seconds}
        drafts.open(RECORD).write(written_record({**record, **last}))
    return Written(counts, tuple(refusals))


_TOLD = ("sources", "articles", "figures", "refusals", "facts", "audit")


def _write(
    drafts: Drafts,
    store: Store,
    order: Order,
    record: Mapping[str, object],
    sources: int,
    revise: Revise,
) -> tuple[dict[str, int], Refusal | None]:
    """How many rows each table got; and why there are no more than the base tables, where that is so."""
    errors: list[Exception] = []
    with Gathered() as gathered:

        def gather(row: Row) -> None:
            if not errors:
                with _ours(errors):
                    gathered.add(row)

        counts = write_base(drafts, store.rows, order.headers, gather, revise)
        known = {"sources": sources, **{table.name: counts[table.name] for table in BASE}}
        exported = Exported(0, 0)
        if not errors:
            with _ours(errors):
                exported = write_exports(
                    drafts, gathered, order.formats, order.headers, {**record, "counts": known}
                )
        broken = failed("summary.csv", "", errors[0]) if errors else None
        if broken:
            drafts.drop_all_but(f"{table.name}.csv" for table in BASE)
            append_row(drafts, REFUSALS, (broken.source, broken.place, broken.reason))
    return {**counts, "facts": exported.facts, "audit": exported.audit}, broken


@contextmanager
def _ours(errors: list[Exception]) -> Iterator[None]:
    """Puts aside an error of our own: a bug in the last tables must not cost the figures."""
    try:
        yield
    except (ExtractorError, OSError, sqlite3.Error):
        raise
    except Exception as error:  # noqa: BLE001
        errors.append(error)


def _inputs(store: Store) -> tuple[int, str]:
    """How many files the tables are made of, and a digest of their names and bytes."""
    total = sha256()
    number = 0
    for source, file in store.each_known():
        total.update(f"{source}\0{bytes_digest(file.digest)}\n".encode())
        number += 1
    return number, total.hexdigest()


def _made_of(store: Store, order: Order, record: Mapping[str, object]) -> dict[str, object]:
    """What the tables depend on, besides the code of this package where that is installed."""
    made_of: dict[str, object] = {
        "content": store.content(),
        "headers": order.headers,
        "formats": sorted({"csv", *order.formats}),
        "program": dict(order.program),
    }
    if WORKBOOK.rpartition(".")[2] in order.formats:
        # The workbook says with what settings it was made.
        made_of["record"] = dict(record)
    return made_of


def _stands(out: Path, written: Mapping[str, str]) -> bool:
    """Whether the files in `out` are, byte for byte, those that were written."""
    try:
        for name, digest in written.items():
            with (out / name).open("rb") as handle:
                if file_digest(handle, "sha256").hexdigest() != digest:
                    return False
    except OSError:
        return False
    return True


def _findings(audit: Path) -> Iterator[Finding]:
    for number, row in enumerate(each_row(audit, AUDIT)):
        cells = dict(zip(AUDIT.names, row, strict=True))
        for figure_id in dict.fromkeys(cells["figure_ids"].split()):
            yield Finding(number, figure_id, cells["article_id"], cells["kind"], cells["message"])


def _key(store: Store, out: Path) -> str:
    """What is noted under, so that a folder with its store may be moved, and a store have many folders."""
    return "written" if store.url == default_url(out) else f"written {path_text(out.resolve())}"
