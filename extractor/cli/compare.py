"""`extractor compare`: extracted figures against a manual table, or against another run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from extractor.compare.manual import Manual
    from extractor.compare.score import Score
    from extractor.compare.sheet import Unread
    from extractor.compare.teaching import Taught
    from extractor.compare.verdicts import Comparison

Headers = Literal["en", "zh"]


def compare(
    figures: Annotated[Path, typer.Argument(help="A figures.csv, or the folder of a run.")],
    manual: Annotated[
        Path, typer.Argument(help="A sheet of manual figures (CSV or Excel), or the folder of a later run.")
    ],
    out: Annotated[Path, typer.Option(help="The folder for the tables; made where it is missing.")],
    columns: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=COLUMN", help="Which column holds what, as zone=园区,value=数值."),
    ] = None,
    least: Annotated[
        list[str] | None,
        typer.Option("--min", metavar="NAME=RATIO", help="Exit with 1 where a score is lower, as f1=0.95."),
    ] = None,
    patterns: Annotated[
        Path | None, typer.Option(help="The folder that the run put over the house's patterns.")
    ] = None,
    headers: Annotated[Headers, typer.Option(help="Headings of the tables in English or Chinese.")] = "en",
    suggest: Annotated[
        bool, typer.Option(help="Try what the patterns might learn, and write it as pattern files.")
    ] = True,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 where a part of the table was refused.")
    ] = False,
) -> int:
    """Compare figures with a manual table, or two runs with each other."""
    floors = _floors(least or [])
    if _is_run(manual):
        if floors or columns:
            _refuse("--min and --columns are for a manual table; these are two runs")
        return _compare_runs(figures, manual, out, headers)
    return _compare_manual(figures, manual, out, columns or [], floors, patterns, headers, suggest, strict)


def _compare_manual(
    figures: Path,
    manual: Path,
    out: Path,
    columns: Sequence[str],
    floors: Mapping[str, float],
    patterns: Path | None,
    headers: Headers,
    suggest: bool,
    strict: bool,
) -> int:
    from extractor.cli.knowing import knowledge_of
    from extractor.cli.learning import MOST_ROWS, read_articles, taught
    from extractor.compare.headings import Headings
    from extractor.compare.manual import read_manual
    from extractor.compare.score import score
    from extractor.compare.verdicts import compare as compare_figures
    from extractor.grammar import load
    from extractor.model.table import FIGURES
    from extractor.pipeline import Extractor
    from extractor.runs.comparison import Told, write_comparison
    from extractor.sources.sheets import read_sheets
    from extractor.sources.table import read_table

    rows = read_table(_figures_of(figures), FIGURES)
    sheets = read_sheets(manual)
    loaded = load(patterns)
    knowledge = knowledge_of(loaded, Extractor(loaded))
    wanted = read_manual(sheets, Headings.of(knowledge, columns), knowledge)
    for one in wanted.unread:
        typer.echo(_line(one), err=True)
    if wanted.unused:
        typer.echo(f"columns not read: {', '.join(wanted.unused)}", err=True)
    comparison = compare_figures(rows, wanted.figures, knowledge)
    scored = score(comparison.verdicts)
    articles = read_articles(_figures_of(figures).parent) if suggest else []
    lesson = None
    if articles and len(rows) > MOST_ROWS:
        typer.echo(f"suggestions are tried for {MOST_ROWS} figures at most; compare a part of them", err=True)
    elif articles and any(one.verdict != "matched" for one in comparison.verdicts):
        lesson = taught(comparison, rows, wanted.figures, articles, loaded, knowledge)
    told = Told(figures.name, manual.name, tuple(_notes(comparison, wanted)), wanted.unread)
    moved = write_comparison(out, told, comparison, scored, lesson, headers, patterns)
    if moved:
        typer.echo(f"the edited suggestions were kept as {moved}", err=True)
    _print(scored, comparison, lesson, out)
    short = scored.falls_short(floors)
    if short:
        floors_missed = ", ".join(f"{name}={floors[name]:g} ({scored.ratios[name]:.3f})" for name in short)
        typer.echo(f"falls short of {floors_missed}; see {out / 'comparison.csv'}", err=True)
    return 1 if short or (strict and wanted.unread) else 0


def _compare_runs(earlier: Path, later: Path, out: Path, headers: Headers) -> int:
    from extractor.compare.runs import counted, difference_rows, differences
    from extractor.compare.tables import DIFFERENCES
    from extractor.model.table import FIGURES
    from extractor.sinks.csv import open_table
    from extractor.sinks.drafts import Drafts
    from extractor.sources.table import read_table

    old, new = (read_table(_figures_of(path), FIGURES) for path in (earlier, later))
    found = differences(old, new)
    with Drafts(out) as drafts:
        write = open_table(drafts, DIFFERENCES, headers)
        for one in found:
            for row in difference_rows(one):
                write(row)
    counts = ", ".join(f"{number} {what}" for what, number in counted(found).items())
    typer.echo(f"{len(old)} figures before, {len(new)} now: {counts}")
    return 0


def _figures_of(path: Path) -> Path:
    return path / "figures.csv" if path.is_dir() else path


def _is_run(path: Path) -> bool:
    """Whether the path is a run's folder, or its figures.csv, rather than somebody's own sheet."""
    from extractor.model.table import FIGURES

    if path.is_dir():
        return True
    if path.name != f"{FIGURES.name}.csv":
        return False
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as handle:
            first = handle.readline().split(",", 1)[0].strip()
    except OSError:
        return False
    return first in {FIGURES.names[0], FIGURES.headings[0]}


def _floors(least: Sequence[str]) -> Mapping[str, float]:
    if not least:
        return {}
    from extractor.compare.score import NAMES

    floors = {}
    for pair in least:
        name, _, ratio = pair.partition("=")
        try:
            floors[name] = float(ratio)
        except ValueError:
            floors[name] = -1.0
        if name not in NAMES or not 0 <= floors[name] <= 1:
            _refuse(f"--min {pair} is not NAME=RATIO from 0 to 1; NAME is one of {', '.join(NAMES)}")
    return floors


def _refuse(message: str) -> None:
    from extractor.errors import UsageError

    raise UsageError(message)


def _line(one: Unread) -> str:
    place = ": ".join(filter(None, (one.source, one.place)))
    return f"refused {place}: {one.reason}".replace("\r", "\\r").replace("\n", "\\n")


def _notes(comparison: Comparison, wanted: Manual) -> list[str]:
    notes = []
    if comparison.outside:
        notes.append(f"{comparison.outside} 个提取的数字不在手工数据所说的文章、区域或指标之内，没有对照。")
    if wanted.unused:
        notes.append(f"没有读的列：{'、'.join(wanted.unused)}")
    return notes


def _print(scored: Score, comparison: Comparison, lesson: Taught | None, out: Path) -> None:
    from extractor.cli.learning import counted
    from extractor.compare.headings import FIELDS
    from extractor.compare.tables import FOLDER

    typer.echo(f"found {scored.found} of {scored.found + scored.missed} figures, {scored.extra} beside them")
    for name, ratio in scored.ratios.items():
        if name not in FIELDS or scored.filled.get(name):
            typer.echo(f"  {name:<12} {ratio:.3f}  {'█' * round(ratio * 30)}")
    if comparison.outside:
        typer.echo(f"  {comparison.outside} figures are of articles or zones that the table does not name")
    if lesson and (lesson.suggestions or lesson.gaps):
        typer.echo(f"  suggestions: {', '.join(counted(lesson))} in {out / FOLDER}")
