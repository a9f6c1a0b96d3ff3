"""`extractor compare`: extracted figures against a manual table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from extractor.tables.score import Score


def compare(
    figures: Annotated[Path, typer.Argument(help="A figures.csv, or the folder of a run.")],
    manual: Annotated[Path, typer.Argument(help="A table with the columns of corpus/manual/figures.csv.")],
    out: Annotated[Path, typer.Option(help="The folder for comparison.csv.")],
    least: Annotated[
        list[str] | None,
        typer.Option("--min", metavar="NAME=RATIO", help="Exit with 1 where a score is lower, as f1=0.95."),
    ] = None,
) -> int:
    """Compare figures with a manual table."""
    from extractor.model.table import COMPARISON, FIGURES
    from extractor.sinks.csv import open_table
    from extractor.sinks.drafts import Drafts
    from extractor.sources.table import read_rows, read_table
    from extractor.tables.compare import compare as compare_figures
    from extractor.tables.compare import comparison_row
    from extractor.tables.manual import read_manual
    from extractor.tables.score import score

    floors = _floors(least or [])
    found = read_table(figures / "figures.csv" if figures.is_dir() else figures, FIGURES)
    wanted = read_manual(read_rows(manual), str(manual))
    verdicts = compare_figures(found, wanted)
    with Drafts(out) as drafts:
        write = open_table(drafts, COMPARISON)
        for verdict in verdicts:
            write(comparison_row(verdict))
    scored = score(verdicts)
    _print(scored)
    short = scored.falls_short(floors)
    if short:
        floors_missed = ", ".join(f"{name}={floors[name]:g} ({scored.ratios[name]:.3f})" for name in short)
        typer.echo(f"falls short of {floors_missed}; see {out / 'comparison.csv'}", err=True)
    return 1 if short else 0


def _floors(least: list[str]) -> Mapping[str, float]:
    from extractor.errors import UsageError
    from extractor.tables.score import NAMES

    floors = {}
    for pair in least:
        name, _, ratio = pair.partition("=")
        try:
            floors[name] = float(ratio)
        except ValueError:
            floors[name] = -1.0
        if name not in NAMES or not 0 <= floors[name] <= 1:
            message = f"--min {pair} is not NAME=RATIO from 0 to 1; NAME is one of {', '.join(NAMES)}"
            raise UsageError(message)
    return floors


def _print(scored: Score) -> None:
    typer.echo(f"found {scored.found} of {scored.found + scored.missed} figures, {scored.extra} beside them")
    for name, ratio in scored.ratios.items():
        typer.echo(f"  {name:<12} {ratio:.3f}  {'█' * round(ratio * 30)}")
