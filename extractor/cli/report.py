"""`extractor report`: a run as one HTML file for whoever has no tool but a browser and a printer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer


def report(
    folder: Annotated[Path, typer.Argument(help="The folder of a run.", metavar="DIR")],
    out: Annotated[
        Path | None, typer.Option(help="The file to write; report.html in DIR where it is not given.")
    ] = None,
    lang: Annotated[Literal["zh", "en"], typer.Option(help="The report's language.")] = "zh",
) -> int:
    """Write the run in DIR as one offline HTML file, to read and to print."""
    from extractor.review.report import NAME, write_report

    place = out or folder / NAME
    made = write_report(folder, place, lang)
    rows = (
        ("facts", f"{made.facts} of {made.all_facts}"),
        ("articles", f"{made.articles} of {made.all_articles} printed as evidence"),
        ("decisions", str(made.decisions) if made.decisions else "none"),
        ("report", str(place)),
    )
    for name, value in rows:
        typer.echo(f"  {name:<9} {value}", err=True)
    return 0
