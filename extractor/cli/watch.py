"""`extractor watch`: a folder whose new articles come into the tables by themselves."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.telling import counted, json_listener, now, one_line, refused_line, tell_as_json
from extractor.cli.wiring import Segmenter

if TYPE_CHECKING:
    from extractor.runs.listener import Listener
    from extractor.runs.part import Part


def watch(
    folder: Annotated[Path, typer.Argument(help="The folder that the news comes into.")],
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
        str | None, typer.Option(help="The store's URL; without it a file in the folder for the tables.")
    ] = None,
    settle: Annotated[
        float, typer.Option(min=0.1, help="Seconds for which a file must stand still to be complete.")
    ] = 2.0,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look at the folder now and then: for network drives.")
    ] = False,
    json_log: Annotated[bool, typer.Option("--json-log", help="One JSON object a line on stderr.")] = False,
) -> int:
    """Read FOLDER, and again whatever changes in it, until Ctrl-C or SIGTERM."""
    from extractor.cli.producing import producer
    from extractor.cli.wiring import extraction
    from extractor.errors import NoInputError
    from extractor.runs.export import OWN
    from extractor.runs.local import run
    from extractor.runs.watch import Watched, holding
    from extractor.runs.watch import watch as watch_folder
    from extractor.sinks.formats import formats_of

    wanted = formats_of(formats)
    reading = extraction(patterns, segmenter, columns)
    root, tables = folder.resolve(), out.resolve()
    said = (lambda line: tell_as_json("note", message=line)) if json_log else _said
    listener = json_listener(tell_as_json) if json_log else _lines()
    taken = 0
    empty = False

    def took(part: Part) -> None:
        nonlocal taken
        taken += 1
        listener.took(part)

    def own(path: Path) -> bool:
        return path.is_relative_to(tables) and (tables != root or path.name in OWN)

    def once(held: frozenset[Path]) -> None:
        nonlocal empty, taken
        taken = 0
        produce = holding(producer(reading, None), held, stop)
        try:
            result = run([root], out, reading, headers, replace(listener, took=took), wanted, produce, store)
        except NoInputError:
            if not empty:
                said(f"{folder} holds no files yet")
            empty = True
            return
        empty = False
        if not (taken or result.newly_removed):
            return
        if json_log:
            counts = {"articles": result.articles, "figures": result.figures, "removed": result.removed}
            tell_as_json("tables", read=taken, **counts, seconds=round(result.seconds, 3))
        else:
            said(f"tables: {result.articles} articles, {result.figures} figures in {out}")

    stop = _stopped_by_signals(said)
    said(f"watching {folder}; Ctrl-C ends it")
    watch_folder(Watched(root, own, said, settle, poll), once, stop)
    said("stopped")
    return 0


def _lines() -> Listener:
    """One line a file, with the time."""
    from extractor.runs.listener import Listener

    def took(part: Part) -> None:
        if part.articles or not part.refusals:
            numbers = counted(part)
            _said(f"{part.source}: {numbers['articles']} articles, {numbers['figures']} figures")

    return Listener(took=took, refused=lambda one: _said(refused_line(one)), said=_said)


def _said(line: str) -> None:
    typer.echo(one_line(f"{now()} {line}"), err=True)


def _stopped_by_signals(said: Callable[[str], object]) -> threading.Event:
    """An event that Ctrl-C and SIGTERM set; a second one ends the program where it stands."""
    stop = threading.Event()

    def ask(number: int, _frame: object) -> None:
        if stop.is_set():
            raise SystemExit(128 + number)
        stop.set()
        said("stopping after the file that is being read")

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), ask)
    return stop
