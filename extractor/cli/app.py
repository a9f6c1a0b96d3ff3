"""The command `extractor`: its subcommands, and what a refused call says and returns."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Sequence

import typer

from extractor.cli.arguments import command_of
from extractor.cli.check import check
from extractor.cli.compare import compare
from extractor.cli.explain import explain
from extractor.cli.export import export
from extractor.cli.report import report
from extractor.cli.review import review
from extractor.cli.run import run
from extractor.cli.status import status
from extractor.cli.watch import watch
from extractor.errors import ExtractorError

DONE, SHORT, WRONG_USAGE = 0, 1, 2

app = typer.Typer(
    name="extractor",
    help="Chinese trade-union news in, a table of figures out.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for command in (run, watch, status, export, compare, check, explain, report, review):
    app.command()(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and leaves with its status: 0 done, 1 falls short, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that lacks a character shows its number; it must not end the run.
            stream.reconfigure(errors="backslashreplace")
    sys.exit(call(arguments))


def call(arguments: Sequence[str] | None = None) -> int:
    """The exit status of one command line; a refusal is printed on stderr in one sentence."""
    try:
        status = command_of(app)(args=None if arguments is None else list(arguments), standalone_mode=False)
    except typer.TyperException as error:
        message = error.format_message().strip().rstrip(".")
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "extractor"
        if not message:
            return DONE if arguments else WRONG_USAGE
        _say(f"{message}; see {command} --help")
        return WRONG_USAGE
    except typer.Abort:
        return SHORT
    except ExtractorError as error:
        _say(str(error))
        return WRONG_USAGE
    return status if isinstance(status, int) else DONE


def _say(message: str) -> None:
    with contextlib.suppress(OSError):
        typer.echo(f"extractor: {message}", err=True)
