"""`extractor run`: files and folders in, the tables out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.wiring import Segmenter

if TYPE_CHECKING:
    from extractor.runs.local import Result
    from extractor.sinks.formats import Format


_COUNTED = ("sources", "read", "unchanged", "removed", "forgotten", "articles", "figures", "facts", "audit")


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
    store: Annotated[
        str, typer.Option(help="postgresql+psycopg://user@host/base; else a file in --out.", metavar="URL")
    ] = "",
    forget: Annotated[
        bool, typer.Option("--forget", help="Take files that are no longer there out of the tables.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where anything was refused.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that read; where it is not given, one a processor.")
    ] = None,
    cluster: Annotated[
        str, typer.Option(help="The Dask scheduler whose workers read: tcp://host:8786.", metavar="ADDRESS")
    ] = "",
    shared: Annotated[
        str, typer.Option(help="PATH as the cluster's workers see it: a folder or a URL.", metavar="URL")
    ] = "",
    parts: Annotated[
        str, typer.Option(help="A folder for what the cluster's workers read, seen by all.", metavar="URL")
    ] = "",
    json_log: Annotated[bool, typer.Option("--json-log", help="One JSON object a line on stderr.")] = False,
) -> int:
    """Read news from PATHs and write the tables; what was read before is not read again."""
    from extractor.cli.wiring import extraction
    from extractor.sinks.formats import formats_of
    from extractor.text.expressions import keep_expressions

    wanted = formats_of(formats)
    reading = extraction(patterns, segmenter, columns)
    # Here, because their modules' expressions are known by now.
    from extractor.cli.producing import check_cluster, cluster_producer, producer, stopped_by_signals
    from extractor.cli.shipped import Shipped
    from extractor.cli.telling import tell_as_json, telling
    from extractor.cli.wiring import decided
    from extractor.runs.local import run as run_local

    check_cluster(cluster, workers, shared, parts)
    with stopped_by_signals(), telling(as_json=json_log) as listener:
        if cluster:
            make = Shipped.of(patterns, segmenter, columns)
            produce = cluster_producer(reading, make, paths, cluster, shared, parts)
        else:
            produce = producer(reading, workers)
        result = run_local(
            *(paths, out, reading, headers, listener, wanted, produce),
            store=store or None,
            forget=forget,
            revised=decided,
        )
    keep_expressions(reading.settings["patterns"])
    if json_log:
        tell_as_json("done", **_counts(result), tables=str(out))
    else:
        _close(result, out)
        say_left_over(out, wanted)
    return 1 if strict and result.refusals else 0


def say_left_over(out: Path, formats: Sequence[Format]) -> None:
    """Says on stderr which files of an earlier run stand beside the tables, as they are no longer true."""
    from extractor.runs.export import left_over

    older = left_over(out, formats)
    if older:
        typer.echo(f"of an earlier run, and not written anew: {', '.join(older)}", err=True)


def _counts(result: Result) -> dict[str, object]:
    counts = {name: getattr(result, name) for name in _COUNTED}
    return {**counts, "refusals": len(result.refusals), "seconds": round(result.seconds, 3)}


def _close(result: Result, out: Path) -> None:
    gone = (
        ("removed", f"{result.removed} (still in the tables; --forget takes them out)", result.removed),
        ("forgotten", str(result.forgotten), result.forgotten),
    )
    share = f" ({result.with_zone / result.figures:.0%} with a zone)" if result.figures else ""
    rows = (
        ("files", f"{result.sources}{f' ({result.read} read now)' if result.unchanged else ''}"),
        *((name, value) for name, value, count in gone if count),
        ("articles", str(result.articles)),
        ("figures", f"{result.figures}{share}"),
        ("facts", f"{result.facts} ({result.audit} to check, see audit.csv)"),
        ("refused", f"{len(result.refusals)}{' (see refusals.csv)' if result.refusals else ''}"),
        ("seconds", f"{result.seconds:.1f}"),
        ("tables", str(out)),
    )
    for name, value in rows:
        typer.echo(f"  {name:<9} {value}", err=True)
