"""Export: all tables, from the rows of articles, figures and refusals, in the formats that are wanted.

A run ends with it; `export` does the same later, from a run's folder, to other formats or with figures that a
review has changed. The rows come from the store; from the CSV tables where the folder has none.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from extractor.compare.tables import WRITTEN
from extractor.errors import UsageError
from extractor.model.table import ARTICLES, FIGURES, REFUSALS, TABLES, Table
from extractor.runs.gather import Gathered
from extractor.sinks import datapackage
from extractor.sinks.csv import Headers, Row, Rows, open_table
from extractor.sinks.drafts import Drafts
from extractor.sinks.formats import WORKBOOK, Format, files_of
from extractor.sources.table import each_row
from extractor.store import Store, default_url
from extractor.store.sqlite import FILES as STORE_FILES
from extractor.store.sqlite import NAME as STORE

RECORD = "run.json"

BASE = (ARTICLES, FIGURES, REFUSALS)
"""The tables that the articles themselves give, one after the other."""

OWN = (
    WRITTEN
    | {*(name for table in TABLES for name in files_of(table)), RECORD, datapackage.NAME, WORKBOOK}
    | STORE_FILES
)
"""The files that a run or a comparison writes: no input where the input folder is also the output folder."""

RowsOf = Callable[[Table], Iterable[Row]]
"""A table's rows, from the first, each time it is called."""

Revise = Callable[[Iterator[Row]], Iterable[Row]]
"""Rows of figures.csv → the rows that are exported in their place, in the same order."""

Revised = Callable[[Store], Revise]
"""What the decisions of a store make of its figures."""


@dataclass(frozen=True, slots=True)
class Exported:
    """How many facts and audit rows the tables hold."""

    facts: int
    audit: int


def export(
    folder: Path,
    out: Path,
    formats: Iterable[Format] = ("csv",),
    headers: Headers = "en",
    revise: Revise = iter,
    revised: Revised | None = None,
) -> Exported:
    """Writes the tables of the run in `folder` once more, into `out`, its figures as `revise` gives them.

    `revised` gives another `revise`, where the folder has a store. Raises UsageError where the folder holds
    no run, a table is not what it was, or `out` cannot be written.
    """
    record = record_of(folder)
    with _rows_of(folder) as (rows_of, store), Drafts(out) as drafts, Gathered() as gathered:
        if store and revised:
            revise = revised(store)
        found = write_base(drafts, rows_of, headers, gathered.add, revise)
        record = _with_figures(record, found["figures"])
        exported = write_exports(drafts, gathered, formats, headers, record)
        drafts.open(RECORD).write(written_record(with_counts(record, exported)))
    return exported


@contextmanager
def _rows_of(folder: Path) -> Iterator[tuple[RowsOf, Store | None]]:
    if not (folder / STORE).is_file():
        yield lambda table: each_row(folder / f"{table.name}.csv", table), None
        return
    with Store.open(default_url(folder)) as store, store.reading():
        yield store.rows, store


def write_base(
    drafts: Drafts,
    rows_of: RowsOf,
    headers: Headers,
    gather: Callable[[Row], object],
    revise: Revise = iter,
) -> dict[str, int]:
    """Writes the tables that the articles themselves give; how many rows each has, by its name.

    Every figure goes to `gather`, too; under `with_zone` how many of them have a zone.
    """
    counts = dict.fromkeys((*(table.name for table in BASE), "with_zone"), 0)
    for table in BASE:
        write = open_table(drafts, table, headers)
        rows = rows_of(table)
        if table is ARTICLES and revise is not iter:
            rows = _counted_anew(rows, revise(iter(rows_of(FIGURES))))
        if table is FIGURES:
            for row in revise(iter(rows)):
                write(row)
                gather(row)
                counts["figures"] += 1
                counts["with_zone"] += row[_ZONE] != ""
        else:
            for row in rows:
                write(row)
                counts[table.name] += 1
    return counts


_ZONE = FIGURES.names.index("zone")
_OF_FIGURE = itemgetter(FIGURES.names.index("source"), FIGURES.names.index("article_index"))
_OF_ARTICLE = itemgetter(ARTICLES.names.index("source"), ARTICLES.names.index("article_index"))
_ARTICLES_ZONE, _ARTICLES_FIGURES = ARTICLES.names.index("zone"), ARTICLES.names.index("figures")


def _counted_anew(articles: Iterable[Row], figures: Iterable[Row]) -> Iterator[Row]:
    """The rows of articles.csv with the zone and the number of these figures; both come in one order."""
    groups = groupby(figures, key=_OF_FIGURE)
    place, group = next(groups, (None, iter(())))
    for article in articles:
        zones: Counter[str] = Counter()
        number = 0
        if place == _OF_ARTICLE(article):
            for figure in group:
                number += 1
                zones[figure[_ZONE]] += figure[_ZONE] != ""
            place, group = next(groups, (None, iter(())))
        cells = list(article)
        cells[_ARTICLES_ZONE] = max(zones, key=zones.__getitem__, default="")
        cells[_ARTICLES_FIGURES] = str(number)
        yield tuple(cells)


def _with_figures(record: Mapping[str, object], figures: int) -> dict[str, object]:
    counts = record.get("counts")
    return {**record, "counts": {**(counts if isinstance(counts, dict) else {}), "figures": figures}}


def write_exports(
    drafts: Drafts,
    gathered: Gathered,
    formats: Iterable[Format],
    headers: Headers,
    record: Mapping[str, object],
) -> Exported:
    """Writes what is made of the base tables, whose drafts are complete, and datapackage.json.

    `gathered` has every figure. `record` is what run.json will say, as far as it is known; the workbook shows
    it.
    """
    counts: dict[str, int] = {}
    tables: list[Table] = list(BASE)
    others: list[str] = []
    for table, rows in gathered.tables():
        tables.append(table)
        counts[table.name] = _write_all(drafts, table, rows, headers)
    exported = Exported(counts["summary"], counts["audit"])
    for name in formats:
        others += _write_format(name, drafts, tables, gathered, headers, with_counts(record, exported))
    version = str(record.get("extractor", ""))
    datapackage.write_datapackage(drafts, tables, others, headers, version)
    return exported


def left_over(out: Path, formats: Iterable[Format]) -> list[str]:
    """The exports in `out` that an earlier run wrote, and one to these formats did not write anew."""
    written = {"csv", "json", *formats}
    exports = sorted(OWN - STORE_FILES)
    return [name for name in exports if name.rpartition(".")[2] not in written and (out / name).exists()]


def with_counts(record: Mapping[str, object], exported: Exported, **counted: int) -> dict[str, object]:
    """The record with what the tables hold among its counts, and what else was counted."""
    counts = record.get("counts")
    known = counts if isinstance(counts, dict) else {}
    return {**record, "counts": {**known, "facts": exported.facts, "audit": exported.audit, **counted}}


def written_record(record: Mapping[str, object]) -> str:
    """The text of run.json."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _write_all(drafts: Drafts, table: Table, rows: Iterable[Row], headers: Headers) -> int:
    write = open_table(drafts, table, headers)
    number = 0
    for row in rows:
        write(row)
        number += 1
    return number


def _written(drafts: Drafts, table: Table) -> Rows:
    draft = drafts.whole(f"{table.name}.csv")
    return lambda: each_row(draft, table)


def _write_format(
    name: Format,
    drafts: Drafts,
    tables: Iterable[Table],
    gathered: Gathered,
    headers: Headers,
    record: Mapping[str, object],
) -> Iterator[str]:
    """Writes the tables as `name`; gives the names of the files."""
    if name == "csv":
        return
    if name == "xlsx":
        from extractor.sinks.workbook import Content, write_workbook

        rows = {table.name: _written(drafts, table) for table in tables}
        zones = gathered.zones
        told = about(record)
        content = Content(rows["summary"], rows["figures"], rows["audit"], rows["refusals"], zones, told)
        write_workbook(drafts, content, headers)
        yield WORKBOOK
        return
    if name == "parquet":
        from extractor.sinks.parquet import write_table
    else:
        from extractor.sinks.jsonl import write_table
    for table in tables:
        # A column for every indicator suits a sheet; the other formats have the same facts in summary.
        if table.name != "wide":
            write_table(drafts, table, _written(drafts, table), headers)
            yield f"{table.name}.{name}"


_SAID = {
    "extractor": "程序版本",
    "python": "Python 版本",
    "segmenter": "分词",
    "patterns": "规则摘要",
    "inputs": "输入摘要",
    "sources": "来源文件",
    "articles": "文章",
    "figures": "数字",
    "facts": "事实",
    "audit": "待核",
    "refusals": "没有读入",
}


def about(record: Mapping[str, object]) -> list[tuple[str, str]]:
    """What the workbook says about the run: its settings and counts, under their Chinese names."""
    counts = record.get("counts")
    known = {**record, **(counts if isinstance(counts, dict) else {})}
    return [(said, str(known[name])) for name, said in _SAID.items() if name in known]


def record_of(folder: Path) -> dict[str, object]:
    """What run.json of the folder says; UsageError where there is none."""
    path = folder / RECORD
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        message = f"{folder} holds no run: cannot read {path.name}: {why}; give the --out of extractor run"
        raise UsageError(message) from error
    if not isinstance(record, dict):
        raise UsageError(f"{folder} holds no run: {path.name} is no record; give the --out of extractor run")
    return record
