"""`extractor review`: a local page on which people look through a run's figures and decide about them."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from extractor.compare.manual import ManualFigure
    from extractor.compare.teaching import Taught
    from extractor.compare.verdicts import Comparison
    from extractor.model import Article, Figure, Quantity
    from extractor.pipeline import Extractor
    from extractor.review.desk import Desk, Teach
    from extractor.review.fields import Reads


def review(
    folder: Annotated[Path, typer.Argument(help="The folder of a run.", metavar="DIR")],
    host: Annotated[str, typer.Option(help="The address to listen at; others need the token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.", min=0, max=65535)] = 8017,
    token: Annotated[
        str, typer.Option(help="The token that lets one in; made where it is needed and not given.")
    ] = "",
    reviewer: Annotated[
        str, typer.Option(help="The name that decisions are stored under.", metavar="NAME")
    ] = "",
    lang: Annotated[Literal["zh", "en"], typer.Option(help="The language of the page.")] = "zh",
    store: Annotated[
        str,
        typer.Option(help="The store, where it is not the one in DIR: postgresql+psycopg://…", metavar="URL"),
    ] = "",
    patterns: Annotated[
        Path | None, typer.Option(help="The folder that the run put over the house's patterns.")
    ] = None,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", help="A further name by which this machine is called.", metavar="HOST"),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
) -> int:
    """Look through the figures of a run in DIR, and accept, correct, reject or add."""
    from extractor.cli.wiring import own_version
    from extractor.review.app import create_app
    from extractor.review.desk import Drawer
    from extractor.review.room import Room
    from extractor.review.security import Doors, is_loopback
    from extractor.review.serving import bound, serve
    from extractor.review.session import Sessions, new_token
    from extractor.store import default_url
    from extractor.store.shelf import Shelf

    _refuse_weak(token)
    url = store or default_url(folder)
    shelf = Shelf(url)
    socket = bound(host, port)
    port = socket.getsockname()[1]
    if not token and not is_loopback(host):
        token = new_token()
    sessions = Sessions(token, reviewer or _own_name(), lang, port)
    room = Room(folder, url, shelf, Drawer(lambda: desk(patterns)))
    app = create_app(room, Doors.of(host, names or ()), sessions, own_version())
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    typer.echo(f"review of {folder} at {address}{f'?token={token}' if token else ''}", err=True)
    typer.echo("end it with Ctrl+C; every decision is stored at once", err=True)
    serve(app, socket, room, f"{address}?token={token}" if token else address, browser=browser)
    return 0


def desk(patterns: Path | None) -> Desk:
    """The extractor, as the review asks it."""
    from extractor.cli.knowing import knowledge_of
    from extractor.grammar import load
    from extractor.pipeline import Extractor
    from extractor.review.desk import Desk

    loaded = load(patterns)
    extractor = Extractor(loaded)
    knowledge = knowledge_of(loaded, extractor)
    return Desk(_reads(extractor), _figures_with(extractor), knowledge, _teach(patterns))


def _reads(extractor: Extractor) -> Reads:
    from extractor.lexicon.canonical import Beside
    from extractor.review.fields import Reads
    from extractor.steps.periods import find_periods
    from extractor.text.dates import read_date
    from extractor.text.fold import fold

    known = extractor.knowledge

    def dates(words: str, published: str) -> tuple[str, str]:
        found = find_periods(fold(words), known.periods, read_date(fold(published)))
        if len(found) != 1:
            return "", ""
        days = found[0].start, found[0].end
        return days[0].isoformat() if days[0] else "", days[1].isoformat() if days[1] else ""

    def indicator(name: str, unit: str, action: str, program: str) -> str:
        return known.canonical.indicator(name, unit, Beside(action=action, program=program))[0]

    return Reads(extractor.quantities, known.canonical.zone, known.canonical.program, indicator, dates)


def _figures_with(extractor: Extractor) -> Callable[[Article, Quantity, bool], Sequence[Figure]]:
    from dataclasses import replace

    from extractor.pipeline import STEPS

    def figures_with(article: Article, quantity: Quantity, in_title: bool) -> Sequence[Figure]:
        """The figures, with this quantity counted as one whatever the rules say."""
        values: dict[str, Any] = {"article": article, "knowledge": extractor.knowledge}
        for step in STEPS:
            values[step.assigns] = step.function(*(values[name] for name in step.requires))
            if step.assigns == "counted":
                side = "title" if in_title else "body"
                others = [
                    it for it in getattr(values["counted"], side) if not it.span.overlaps(quantity.span)
                ]
                counted = tuple(sorted([*others, quantity], key=lambda it: it.span))
                values["counted"] = replace(values["counted"], **{side: counted})
        found: Sequence[Figure] = values["figures"]
        return found

    return figures_with


def _teach(patterns: Path | None) -> Teach:
    def teach(
        comparison: Comparison,
        rows: Sequence[Mapping[str, str]],
        manual: Sequence[ManualFigure],
        articles: Sequence[Article],
    ) -> Taught:
        from extractor.cli.knowing import knowledge_of
        from extractor.cli.learning import taught
        from extractor.grammar import load
        from extractor.pipeline import Extractor

        loaded = load(patterns)
        return taught(comparison, rows, manual, articles, loaded, knowledge_of(loaded, Extractor(loaded)))

    return teach


def _refuse_weak(token: str) -> None:
    from extractor.errors import UsageError
    from extractor.review.session import LEAST_TOKEN

    if token and (len(token) < LEAST_TOKEN or not token.isascii() or not token.isprintable() or " " in token):
        message = f"--token is to be {LEAST_TOKEN} characters or more, letters and digits, without blanks"
        raise UsageError(message)


def _own_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return os.environ.get("USERNAME", "")
