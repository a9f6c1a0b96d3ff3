"""docs/commands.md says what the command line says."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Annotated, Literal

import pytest
import typer

from extractor.cli.app import app
from tests.scripts import script

CHECKOUT = Path(__file__).parent.parent
MAKE = "run `make docs`"


COMMANDS = script("docs/commands.py")


def test_the_page_is_what_the_command_line_makes() -> None:
    assert (CHECKOUT / "docs" / "commands.md").read_text(encoding="utf-8") == COMMANDS.document(app), MAKE


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS.commands(app)])
def test_what_help_lists_stands_in_the_commands_section(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app([*name.split(), "--help"], standalone_mode=False)
    listed = set(re.findall(r"--[a-z][a-z-]*", capsys.readouterr().out)) - {"--help"}
    call = dict(COMMANDS.commands(app))[name]
    assert listed - set(re.findall(r"--[a-z][a-z-]*", COMMANDS.section(name, call))) == set()


def test_a_command_is_described_with_arguments_options_and_defaults() -> None:
    def paint(
        paths: Annotated[list[Path], typer.Argument(help="What to paint.", metavar="PATH...")],
        other: Annotated[Path | None, typer.Argument(help="More.")] = None,
        out: Annotated[Path, typer.Option(help="Where | how.")] = Path("here"),
        colour: Annotated[Literal["red", "blue"], typer.Option(help="Which.")] = "red",
        fast: Annotated[bool, typer.Option("--fast", help="In haste.")] = False,
        secret: Annotated[str, typer.Option(hidden=True)] = "",
    ) -> int:
        """Paint things.

        Slowly.
        """
        return 0

    assert (
        COMMANDS.section("paint", paint)
        == """
## extractor paint

`extractor paint PATH... [OTHER] [OPTIONS]`

Paint things.

Slowly.

| argument | what |
|---|---|
| `PATH...` | What to paint. |
| `[OTHER]` | More. |

| option | default | what |
|---|---|---|
| `--out` PATH | `here` | Where \\| how. |
| `--colour` red, blue | `red` | Which. |
| `--fast` |  | In haste. |

Exit status 1: never.
"""
    )


def test_every_exit_status_that_is_described_belongs_to_a_command() -> None:
    assert set(COMMANDS.SHORT) <= {name for name, _ in COMMANDS.commands(app)}


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS.commands(app)])
def test_a_command_that_can_return_1_says_when(name: str) -> None:
    source = inspect.getsource(inspect.getmodule(dict(COMMANDS.commands(app))[name]))
    assert bool(re.search(r"return 1\b|typer\.Exit\(1\)", source)) == (name in COMMANDS.SHORT)
