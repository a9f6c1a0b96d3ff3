"""Prints what a change does to the tables of the corpus, and to their scores.

    python corpus/gauge.py --base REVISION [--other REVISION]

The base is unpacked into a folder of its own and run over the articles of this checkout, and so is the other
revision (without one: this checkout as it stands). Both are compared with the same manual figures.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
ARTICLES = Path("corpus/articles")
MANUAL = Path("corpus/manual/figures.csv")
OTHER_TABLES = ("articles", "summary", "audit", "changes", "wide", "refusals")
EXAMPLES = 3
SHORTEST = 0.00005  # scores are printed with four decimals

Row = Mapping[str, str]


class GaugeError(Exception):
    """Why the two revisions cannot be compared, in words."""


def gauged(
    differences: Iterable[Row],
    scores: tuple[Sequence[Row], Sequence[Row]],
    tables: Mapping[str, tuple[Sequence[Row], Sequence[Row]]],
    examples: int = EXAMPLES,
) -> list[str]:
    """The lines of the report: figures that differ, by column; other tables; scores before → after.

    `differences` are the rows of differences.csv, `scores` those of scores.csv before and after, `tables` the
    rows of the other tables by name, before and after. No input is in any order that matters.
    """
    return [*_figures(differences, examples), *_others(tables, examples), *_scores(*scores)]


def _figures(differences: Iterable[Row], examples: int) -> list[str]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in differences:
        groups[row["field"] if row["what"] == "changed" and row["field"] else row["what"]].append(row)
    lines = ["figures.csv" + ("" if groups else ": no difference")]
    for name, rows in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        lines.append(f"  {name:<14} {len(rows)}")
        for row in rows[:examples]:
            cells = f"  {row['earlier'] or '(empty)'} → {row['later'] or '(empty)'}" if row["field"] else ""
            lines.append(f"      {row['source']}: {row['raw']}{cells}")
            lines.append(f"        {_short(row['sentence'], row['raw'])}")
        lines += _left_out(rows, examples)
    return lines


def _others(tables: Mapping[str, tuple[Sequence[Row], Sequence[Row]]], examples: int) -> list[str]:
    lines = []
    for name, (before, after) in tables.items():
        shared = _columns(before) & _columns(after) if before and after else _columns(before or after)
        old, new = (Counter(_cells(row, shared) for row in rows) for rows in (before, after))
        gone, came = list((old - new).elements()), list((new - old).elements())
        columns = _columns(before) ^ _columns(after) if before and after else set()
        if not gone and not came and not columns:
            lines.append(f"{name}.csv: no difference")
            continue
        lines.append(f"{name}.csv: {len(gone)} rows gone, {len(came)} new")
        if columns:
            lines.append(f"  columns in one of them only: {', '.join(sorted(columns))}")
        for sign, rows in (("-", gone), ("+", came)):
            lines += [f"  {sign} {' | '.join(filter(None, row))[:100]}" for row in rows[:examples]]
            lines += _left_out(rows, examples)
    return lines


def _scores(before: Sequence[Row], after: Sequence[Row]) -> list[str]:
    old = {(row["by"], row["name"]): row["f1"] for row in before}
    new = {(row["by"], row["name"]): row["f1"] for row in after}
    lines = ["scores (f1)"]
    for key in dict.fromkeys([*old, *new]):
        by, name = key
        first, last = old.get(key, ""), new.get(key, "")
        moved = _number(last) - _number(first) if first and last else None
        if by not in {"all", "field"} and (moved is None or abs(moved) < SHORTEST):
            continue  # every article has a score of its own; only those that move are told
        change = "" if moved is None or abs(moved) < SHORTEST else f"  {moved:+.4f}"
        lines.append(f"  {f'{by} {name}'.strip():<28} {first or '-':>7} → {last or '-':>7}{change}")
    return lines


def _number(cell: str) -> float:
    return float(cell) if cell else 0.0


def _columns(rows: Sequence[Row]) -> set[str]:
    return set(rows[0]) if rows else set()


def _cells(row: Row, columns: set[str]) -> tuple[str, ...]:
    return tuple(cell for name, cell in row.items() if name in columns)


def _left_out(rows: Sequence[object], examples: int) -> list[str]:
    return [f"      … and {len(rows) - examples} more"] if len(rows) > examples else []


def _short(sentence: str, raw: str, around: int = 24) -> str:
    """The sentence around the figure, with what is cut off shown as …"""
    at = max(sentence.find(raw), 0)
    start, end = max(0, at - around), at + len(raw) + around
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")


def unpacked(revision: str, folder: Path, checkout: Path) -> Path:
    """The revision's files in a folder of their own; the checkout and its git folder stay as they are."""
    named = subprocess.run(
        ["git", "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    if named.returncode:
        raise GaugeError(f"git knows no revision '{revision}'; expected such as HEAD~1, main, a tag")
    archive = subprocess.run(
        ["git", "archive", "--format=tar", named.stdout.strip()],
        cwd=checkout,
        capture_output=True,
        check=True,
    )
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return folder


def run(program: Path, *arguments: Path | str) -> None:
    """One call of the extractor whose source lies in that folder."""
    done = subprocess.run(
        [sys.executable, "-m", "extractor", *map(str, arguments)],
        cwd=program,
        env={**os.environ, "PYTHONPATH": str(program), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise GaugeError(f"extractor {arguments[0]} of {program.name} failed:\n{done.stderr.strip()[-2000:]}")


def rows_of(path: Path) -> list[Row]:
    """The rows of a CSV table; none where there is no such table."""
    if not path.is_file():
        return []
    csv.field_size_limit(1 << 30)  # a long article is one cell
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def widened(path: Path, like: Path) -> None:
    """Gives a table of an older revision, with empty cells, the columns that a newer one has and it lacks."""
    rows, newer = rows_of(path), rows_of(like)
    columns = list(newer[0]) if newer else []
    if not rows or set(columns) <= set(rows[0]):
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def gauge(base: str, other: str | None, checkout: Path, work: Path) -> list[str]:
    """The report on two revisions of the checkout, made in the folder `work`."""
    programs = {
        "before": unpacked(base, work / "base", checkout),
        "after": unpacked(other, work / "other", checkout) if other else checkout,
    }
    for side, program in programs.items():
        run(program, "run", checkout / ARTICLES, "--out", work / side)
    tables = {
        name: (rows_of(work / "before" / f"{name}.csv"), rows_of(work / "after" / f"{name}.csv"))
        for name in OTHER_TABLES
    }
    for name in ("figures", "articles"):  # this checkout compares both, and wants the columns that it knows
        widened(work / "before" / f"{name}.csv", work / "after" / f"{name}.csv")
        widened(work / "after" / f"{name}.csv", work / "before" / f"{name}.csv")
    for side in programs:
        scored = work / f"{side}-scores"
        run(checkout, "compare", work / side, checkout / MANUAL, "--out", scored, "--no-suggest")
    run(checkout, "compare", work / "before", work / "after", "--out", work / "changed")
    return gauged(
        rows_of(work / "changed" / "differences.csv"),
        (rows_of(work / "before-scores" / "scores.csv"), rows_of(work / "after-scores" / "scores.csv")),
        tables,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 2 where the revisions cannot be compared."""
    parser = argparse.ArgumentParser(description="What a change does to the tables of the corpus.")
    parser.add_argument("--base", default="HEAD", help="the revision to compare with (HEAD)")
    parser.add_argument("--other", help="the revision to look at; without it the checkout as it stands")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="gauge-") as folder:
        try:
            lines = gauge(given.base, given.other, CHECKOUT, Path(folder))
        except GaugeError as error:
            sys.stderr.write(f"gauge: {error}\n")
            return 2
    sys.stdout.write(f"{given.base} → {given.other or 'the checkout as it stands'}\n")
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
