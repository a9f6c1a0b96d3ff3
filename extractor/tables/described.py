"""Described: the tables and their columns as the text of docs/tables.md, from model.table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.model.table import (
    ARTICLES,
    AUDIT,
    CHANGES,
    COMPARISON,
    FIGURES,
    KINDS,
    REFUSALS,
    SUMMARY,
    WIDE,
    ZONE,
    Table,
)

_HEAD = """\
# Tables

What comes out of a run. This page is made from `extractor/model/table.py`; a test holds that the two
agree.

All files are UTF-8 with a byte order mark, so that Excel opens them; lines end with a line feed. Numbers
are plain decimals in the base unit, without separators; dates are ISO; an empty cell means “the text does
not say”. A text cell that a spreadsheet would run as a formula begins with `'`. `--headers zh` writes the
Chinese headings.

In a notebook, `extractor.table("outputs/summary.csv")` gives a table as a pandas DataFrame: numbers
nullable (exact `Decimal`s with `decimals=True`), dates as dates, columns with a closed list of values as
categories.
"""

_ORDER = {
    FIGURES.name: "Sorted by source, article and place; the figures of a title come first.",
    ARTICLES.name: "Sorted by source and place.",
    REFUSALS.name: "Sorted by source.",
    SUMMARY.name: "Sorted by zone, indicator and unit; inside these in reading order.",
    AUDIT.name: "Contradictions between facts first, then article by article in reading order.",
    CHANGES.name: "Sorted as summary.csv, oldest first.",
    WIDE.name: "Sorted by zone.",
    ZONE.name: "A sheet of the workbook for each zone; program by program, as the articles tell them.",
}

_KINDS = {
    "conflict": "two facts that cannot both be true: 331家 here, 313家 there",
    "headline_differs": "the headline's number is not the text's",
    "part_exceeds_total": "a number after 其中 is larger than the number that it is a part of",
    "implausible": "a share over 100 %, half a person, a rate counted in 家, ten times the period before",
    "unattached": "no zone or no indicator was found",
    "low_confidence": "the confidence is below 0.2",
}

_FACTS = """\
## What is one fact

A figure is one mention; a fact is what the mentions that agree tell together.

- **In one article** a number is told again where a second mention has the same zone, the same thing
  counted, no other owner, program or period, and a number that may be the same one: 2300余 and 2312,
  1.5亿 and 15023万. `restates` names the first mention. One sentence that gives a number twice means two
  things.
- **Among articles** mentions are one fact where zone, owner, program, indicator, unit, kind of number
  (level or change, average, plan) and period are the same and the numbers agree. The same article in two
  files counts once.
- **The value** is that of the mention that tells it most exactly; `shown` are its words.
- **A part** (其中) names its total in `part_of`.
- **Later** facts supersede: where two articles tell how things stand (截至…), or the same period that had
  not yet ended, the older one names the newer one in `superseded_by`. Both rows stay.
- **A conflict** needs the same zone, owner, program, indicator and period, two sentences that speak of the
  zone as a whole, and two numbers of one size that no rounding brings together. A number of last year, of
  one enterprise or workshop, of a plan, of 新建 beside the stock, or a part beside its total contradicts
  nothing.

Zone, program and indicator are compared by their canonical names, from `patterns/canonical.yaml`,
`patterns/names/zones.csv` and `patterns/names/programs.csv`; what the list does not know, by the words as
written. The words themselves stay in figures.csv.
"""

_AUDIT = """\
## What the audit looks for

| kind | what is the matter |
|---|---|
"""


def document() -> str:
    """The whole text of docs/tables.md."""
    parts = [_HEAD, _contents(), *map(_section, (FIGURES, ARTICLES, SUMMARY)), _FACTS, _section(AUDIT)]
    kinds = "".join(f"| {kind} | {_KINDS[kind]} |\n" for kind in KINDS)
    parts += [_AUDIT + kinds, *map(_section, (CHANGES, WIDE, ZONE, REFUSALS, COMPARISON))]
    return "\n".join(parts)


def _contents() -> str:
    tables = (FIGURES, ARTICLES, SUMMARY, AUDIT, CHANGES, WIDE, ZONE, REFUSALS, COMPARISON)
    lines = ["| table | what |", "|---|---|"]
    lines += [f"| [{_file(table)}](#{_anchor(table)}) | {table.about} |" for table in tables]
    return "\n".join(lines) + "\n"


def _section(table: Table) -> str:
    lines = [f"## {_file(table)}", "", f"{_sentence(table.about)} {_ORDER.get(table.name, '')}".rstrip(), ""]
    return "\n".join([*lines, *_rows(table)]) + "\n"


def _rows(table: Table) -> Iterator[str]:
    yield "| column | 中文 | type | content |"
    yield "|---|---|---|---|"
    for column in table.columns:
        content = _joined(filter(None, (column.about, ", ".join(column.values))))
        yield f"| {column.name} | {column.heading} | {column.type} | {content} |"


def _joined(parts: Iterable[str]) -> str:
    return ": ".join(parts).replace("|", "\\|")


def _file(table: Table) -> str:
    return "one sheet a zone" if table is ZONE else f"{table.name}.csv"


def _anchor(table: Table) -> str:
    return _file(table).replace(".", "").replace(" ", "-")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
