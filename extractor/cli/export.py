"""`extractor export`: the tables of a run once more, to other formats or with other headings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from extractor.cli.run import say_left_over


def export(
    folder: Annotated[Path, typer.Argument(help="The folder of a run.", metavar="DIR")],
    out: Annotated[Path, typer.Option(help="The folder for the tables; made where it is missing.")],
    formats: Annotated[
        str, typer.Option("--format", help="csv (always), xlsx, parquet, jsonl, joined by commas.")
    ] = "csv",
    headers: Annotated[
        Literal["en", "zh"], typer.Option(help="Headings of the tables in English or Chinese.")
    ] = "en",
) -> int:
    """Write the tables of a run in DIR again, to other formats too."""
    from extractor.cli.wiring import decided
    from extractor.runs.export import export as export_run
    from extractor.sinks.formats import formats_of

    wanted = formats_of(formats)
    exported = export_run(folder, out, wanted, headers, revised=decided)
    rows = (("facts", exported.facts), ("to check", exported.audit), ("tables", out))
    for name, value in rows:
        typer.echo(f"  {name:<9} {value}", err=True)
    say_left_over(out, wanted)
    return 0
