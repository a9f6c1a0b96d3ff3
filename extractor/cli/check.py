"""`extractor check`: every example of every pattern file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def check(
    patterns: Annotated[
        Path | None,
        typer.Argument(help="A folder of pattern files, put over the house's own.", metavar="[PATTERNS]"),
    ] = None,
) -> int:
    """Run the examples that pattern files carry."""
    from extractor.check import run

    report = run(patterns)
    for line in report.lines:
        typer.echo(line)
    return 1 if report.failures else 0
