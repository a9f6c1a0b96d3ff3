"""Data package: datapackage.json, the schema of the CSV tables beside it, as Frictionless describes it.

The tables are UTF-8 with a byte order mark; readers of data packages take it off by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import file_digest
from pathlib import Path

from extractor.model.table import Column, Table
from extractor.sinks.csv import Headers, headings_of
from extractor.sinks.drafts import Drafts
from extractor.tables.guard import guarded

NAME = "datapackage.json"

# What tells the rows of a table apart; an article that stands in two sources has its id, and those of its
# figures, twice.
_KEYS = {
    "articles": ("source", "article_index"),
    "figures": ("source", "article_index", "figure_id"),
}
# (columns here, table, columns there): a row that is named must be there.
_REFERENCES: dict[str, tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]] = {
    "figures": (
        (("source", "article_index"), "articles", ("source", "article_index")),
        (("restates",), "", ("figure_id",)),
        (("part_of",), "", ("figure_id",)),
    ),
}

_TYPES = {"text": "string", "integer": "integer", "number": "number", "date": "date"}

_MEDIA = {
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_datapackage(
    drafts: Drafts,
    tables: Sequence[Table],
    others: Iterable[str] = (),
    headers: Headers = "en",
    version: str = "",
) -> None:
    """Writes datapackage.json: the CSV files of `tables` with their schemas, and other files by their names.

    Both must be written already; nothing more can be written to them, as their sizes and digests are taken.
    """
    package = {
        "profile": "data-package",
        "name": "extractor",
        "title": "Figures from Chinese trade-union news",
        **({"version": version} if version else {}),
        "resources": [
            *(_table(drafts, table, {one.name for one in tables}, headers) for table in tables),
            *(_file(drafts, name) for name in others),
        ],
    }
    drafts.open(NAME).write(json.dumps(package, ensure_ascii=False, indent=2) + "\n")


def _table(drafts: Drafts, table: Table, beside: set[str], headers: Headers) -> dict[str, object]:
    name = f"{table.name}.csv"
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.about,
        "path": name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_stands(drafts.whole(name)),
        "dialect": {
            "header": True,
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "schema": _schema(table, beside, headers),
    }


def _schema(table: Table, beside: set[str], headers: Headers) -> dict[str, object]:
    written = dict(zip(table.names, headings_of(table, headers), strict=True))
    schema: dict[str, object] = {
        "fields": [_field(column, written[column.name], headers) for column in table.columns],
        "missingValues": [""],
    }
    if table.name in _KEYS:
        schema["primaryKey"] = [written[name] for name in _KEYS[table.name]]
    references = [
        {
            "fields": [written[name] for name in here],
            # A table that is referred to has the same headings for the same columns.
            "reference": {"resource": other, "fields": [written[name] for name in there]},
        }
        for here, other, there in _REFERENCES.get(table.name, ())
        if not other or other in beside
    ]
    if references:
        schema["foreignKeys"] = references
    return schema


def _field(column: Column, written: str, headers: Headers) -> dict[str, object]:
    field: dict[str, object] = {
        "name": guarded(written),
        "title": column.heading if headers == "en" else column.name,
        "type": _TYPES[column.type],
        "format": "default",
        "description": column.about,
    }
    if column.type == "number":
        field["decimalChar"] = "."
    if column.values:
        field["constraints"] = {"enum": list(column.values)}
    return field


def _file(drafts: Drafts, name: str) -> dict[str, object]:
    stem, _, suffix = name.rpartition(".")
    return {
        "name": f"{stem}-{suffix}",
        "path": name,
        "format": suffix,
        "mediatype": _MEDIA[suffix],
        **_stands(drafts.whole(name)),
    }


def _stands(path: Path) -> dict[str, object]:
    with path.open("rb") as handle:
        return {"bytes": path.stat().st_size, "hash": f"sha256:{file_digest(handle, 'sha256').hexdigest()}"}
