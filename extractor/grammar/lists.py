"""Lists: the CSV files of names, one row a name, checked and merged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from extractor.grammar.nodes import Place, Problem

Rows = list[dict[str, str]]


def rows_of(text: str) -> tuple[Rows, list[Problem]]:
    """The rows by column, and what is wrong with them; the one column that every list has is `name`."""
    rows: Rows = []
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = _lines(reader, problems)
    _, header = next(lines, (1, []))
    if "name" not in header or len(set(header)) < len(header) or not all(header):
        expected = "expected different columns, one of them name"
        problems.insert(0, Problem(Place(1, 1), f"the columns {', '.join(header) or '(none)'}; {expected}"))
        return [], problems
    seen: dict[tuple[str, str], int] = {}
    for line, cells in lines:
        if len(cells) != len(header):
            message = f"{len(cells)} cells; expected {len(header)}: {', '.join(header)}"
            problems.append(Problem(Place(line, 1), message))
            continue
        row = dict(zip(header, cells, strict=True))
        name = row["name"]
        if not name or name != name.strip():
            problems.append(
                Problem(Place(line, 1), f"the name '{name}'; expected one without blanks around it")
            )
        elif identity(row) in seen:
            message = f"'{name}' again, after line {seen[identity(row)]}; expected each name once"
            problems.append(Problem(Place(line, 1), message))
        else:
            seen[identity(row)] = line
            rows.append(row)
    return rows, problems


def identity(row: dict[str, str]) -> tuple[str, str]:
    """What makes two rows the same name: the name and, in a list that has parents, the parent (鼓楼区)."""
    return row["name"], row.get("parent", "")


def merged(base: Rows, overlay: Rows) -> Rows:
    """The rows of both; one of `overlay` takes the place of the same name, or is added.

    Columns that the overlay's list leaves out keep their cells. Without `parent`, the name alone says which
    row is meant, where only one has it.
    """
    rows = {identity(row): row for row in base}
    homes: dict[str, list[tuple[str, str]]] = {}
    for home in rows:
        homes.setdefault(home[0], []).append(home)
    for row in overlay:
        known = homes.get(row["name"], [])
        home = known[0] if "parent" not in row and len(known) == 1 else identity(row)
        rows[home] = {**rows.get(home, {}), **row}
    return list(rows.values())


def _lines(reader: Iterator[list[str]], problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The line at which each row that is not empty begins, and its cells."""
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            problems.append(Problem(Place(line, 1), f"not CSV: {error}"))
            return
        if cells is None:
            return
        if cells:
            yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]
