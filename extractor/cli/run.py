"""`extractor run`: files and folders in, the tables out."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.wiring import Segmenter

if TYPE_CHECKING:
    from extractor.runs.local import Listener, Result
    from extractor.sinks.formats import Format
    from extractor.sources.reading import Refusal


def run(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders of news.", metavar="PATH...")],
    out: Annotated[Path, typer.Option(help="The folder for the tables; made where it is missing.")],
    segmenter: Annotated[Segmenter, typer.Option(help="rjieba is quick; jieba is the reference.")] = "rjieba",
    patterns: Annotated[
        Path | None, typer.Option(help="A folder of your own pattern files, put over the house's.")
    ] = None,
    headers: Annotated[
        Literal["en", "zh"], typer.Option(help="Headings of the tables in English or Chinese.")
    ] = "en",
    columns: Annotated[
        str, typer.Option(help="Columns of csv, xlsx and json exports: title=题名,text=全文.", metavar="TEXT")
    ] = "",
    formats: Annotated[
        str, typer.Option("--format", help="csv (always), xlsx, parquet, jsonl, joined by commas.")
    ] = "csv",
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where anything was refused.")] = False,
) -> int:
    """Read news from PATHs and write the tables."""
    from extractor.cli.wiring import extraction
    from extractor.sinks.formats import formats_of
    from extractor.text.expressions import keep_expressions

    wanted = formats_of(formats)
    reading = extraction(patterns, segmenter, columns)
    from extractor.runs.local import run as run_local  # its modules' expressions are known by now

    with _listening() as listener:
        result = run_local(paths, out, reading, headers, listener, wanted)
    keep_expressions(reading.settings["patterns"])
    _close(result, out)
    say_left_over(out, wanted)
    return 1 if strict and result.refusals else 0


@contextlib.contextmanager
def _listening() -> Iterator[Listener]:
    """Says each refusal on stderr at once; where stderr is a terminal, a bar shows how far the run is."""
    from extractor.runs.local import Listener

    if not sys.stderr.isatty():
        yield Listener(refused=lambda refusal: typer.echo(_line(refusal), err=True))
        return

    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console) as progress:
        task = progress.add_task("files", total=None)
        yield Listener(
            done=lambda done, total: progress.update(task, completed=done, total=total),
            refused=lambda refusal: progress.console.print(escape(_line(refusal)), soft_wrap=True),
        )


def say_left_over(out: Path, formats: Sequence[Format]) -> None:
    """Says on stderr which files of an earlier run stand beside the tables, as they are no longer true."""
    from extractor.runs.export import left_over

    older = left_over(out, formats)
    if older:
        typer.echo(f"of an earlier run, and not written anew: {', '.join(older)}", err=True)


def _line(refusal: Refusal) -> str:
    place = ":".join(filter(None, (refusal.source, refusal.place)))
    # A file's name may hold anything, a line feed too; one refusal is one line.
    return f"refused {place}: {refusal.reason}".replace("\r", "\\r").replace("\n", "\\n")


def _close(result: Result, out: Path) -> None:
    share = f" ({result.with_zone / result.figures:.0%} with a zone)" if result.figures else ""
    rows = (
        ("files", str(result.sources)),
        ("articles", str(result.articles)),
        ("figures", f"{result.figures}{share}"),
        ("facts", f"{result.facts} ({result.audit} to check, see audit.csv)"),
        ("refused", f"{len(result.refusals)}{' (see refusals.csv)' if result.refusals else ''}"),
        ("seconds", f"{result.seconds:.1f}"),
        ("tables", str(out)),
    )
    for name, value in rows:
        typer.echo(f"  {name:<9} {value}", err=True)
