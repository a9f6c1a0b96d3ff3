"""Telling: what a person, a log or a machine is told on stderr while a run goes on."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from extractor.runs.listener import Listener
    from extractor.runs.part import Part
    from extractor.sources.reading import Refusal

_DRAWN_EVERY = 0.1  # seconds

Tell = Callable[..., object]
"""Tells of an event by its name and what is known of it."""


@contextlib.contextmanager
def telling(*, as_json: bool = False) -> Iterator[Listener]:
    """Says each refusal at once; on a terminal a bar shows how far the run is, its rate, and the time left.

    `as_json` gives one JSON object a line instead, for each file, refusal and sentence.
    """
    if as_json:
        yield json_listener(tell_as_json)
        return
    from extractor.runs.listener import Listener

    if not sys.stderr.isatty():
        yield Listener(refused=lambda refusal: _say(refused_line(refusal)), said=_say)
        return

    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
        TextColumn("left"),
    )  # fmt: skip
    # It would draw itself from a thread of its own, and a process with threads cannot be copied for workers.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False) as progress:
        task = progress.add_task("files", total=None, rate="")
        started = drawn = time.monotonic()
        first = -1

        def show(done: int, total: int) -> None:
            nonlocal drawn, first
            now = time.monotonic()
            # What needed no reading says nothing about how fast it goes.
            first = done if first < 0 else first
            if done == total or now - drawn >= _DRAWN_EVERY:
                drawn = now
                rate = (done - first) / max(now - started, 0.001)
                said = f"{rate:.1f} files/s" if done > first else ""
                progress.update(task, completed=done, total=total, rate=said, refresh=True)

        def say(line: str) -> None:
            progress.console.print(escape(line), soft_wrap=True)

        yield Listener(done=show, refused=lambda refusal: say(refused_line(refusal)), said=say)


def json_listener(tell: Tell) -> Listener:
    """A listener that tells of every file, refusal and sentence as an event."""
    from extractor.runs.listener import Listener

    progress = {"done": 0, "total": 0}

    def done(number: int, total: int) -> None:
        progress.update(done=number, total=total)

    return Listener(
        done=done,
        took=lambda part: tell("file", **counted(part), **progress),
        refused=lambda one: tell("refused", source=one.source, place=one.place, reason=one.reason),
        said=lambda sentence: tell("note", message=sentence),
    )


def tell_as_json(event: str, **known: object) -> None:
    """Writes one JSON object on stderr: `at` (local time with its zone, ISO), `event`, and what is known."""
    typer.echo(json.dumps({"at": now(), "event": event, **known}, ensure_ascii=False), err=True)


def counted(part: Part) -> dict[str, object]:
    """What a file gave, in numbers."""
    figures = sum(map(len, part.figures))
    return {
        "source": part.source, "articles": len(part.articles), "figures": figures,
        "refusals": len(part.refusals),
    }  # fmt: skip


def refused_line(refusal: Refusal) -> str:
    """The refusal as one line, whatever the file's name holds."""
    place = ":".join(filter(None, (refusal.source, refusal.place)))
    return one_line(f"refused {place}: {refusal.reason}")


def one_line(text: str) -> str:
    r"""The text with its line ends written out: a file's name may hold anything, a line feed too.

    >>> one_line("a\nb.txt")
    'a\\nb.txt'
    """
    return text.replace("\r", "\\r").replace("\n", "\\n")


def now() -> str:
    """The local time with its zone, to the second, ISO."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _say(line: str) -> None:
    typer.echo(one_line(line), err=True)
