"""Arguments that are plainly right are taken without a validator; what is wrong is said as typer says it."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Literal

import pytest
import typer

from extractor.cli.arguments import command_of

TOLD: list[object] = []


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()

    @app.command()
    def first(
        paths: Annotated[list[Path], typer.Argument()],
        out: Annotated[Path, typer.Option()],
        kind: Annotated[Literal["a", "b"], typer.Option()] = "a",
        name: Annotated[str, typer.Option()] = "",
        other: Annotated[Path | None, typer.Option()] = None,
        number: Annotated[int | None, typer.Option(min=1)] = None,
        strict: Annotated[bool, typer.Option("--strict")] = False,
    ) -> None:
        TOLD[:] = [paths, out, kind, name, other, number, strict]

    @app.command()
    def second() -> None:
        pass

    return app


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("x y --out z", [[Path("x"), Path("y")], Path("z"), "a", "", None, None, False]),
        ("x --out z --kind b --name 工会", [[Path("x")], Path("z"), "b", "工会", None, None, False]),
        ("x --out z --other o --number 3", [[Path("x")], Path("z"), "a", "", Path("o"), 3, False]),
        ("x --out z --strict", [[Path("x")], Path("z"), "a", "", None, None, True]),
    ],
)
def test_a_command_takes_what_typer_would_give_it(app: typer.Typer, given: str, told: list[object]) -> None:
    command_of(app)(args=["first", *given.split()], standalone_mode=False)
    assert told == TOLD
    app(args=["first", *given.split()], standalone_mode=False)
    assert told == TOLD


@pytest.mark.parametrize(
    "given",
    ["", "x", "--out z", "x --out z --kind c", "x --out z --number 0", "x --out z --number 三"],
)
def test_what_is_wrong_is_said_as_typer_says_it(app: typer.Typer, given: str) -> None:
    said = []
    for call in (app, command_of(app)):
        with pytest.raises(typer.TyperException) as refused:
            call(args=["first", *given.split()], standalone_mode=False)
        said.append(refused.value.format_message())
    assert said[0] == said[1]


def test_a_plain_call_imports_no_validator(tmp_path: Path) -> None:
    code = (
        "import sys; from extractor.cli.app import call; call(['run', sys.argv[1], '--out', sys.argv[2]]);"
        "sys.exit('pydantic' in sys.modules)"
    )
    page = tmp_path / "page.txt"
    page.write_text("工会服务职工300人。", encoding="utf-8")
    for _ in range(2):  # the first reads the pattern files, where it has not been done before
        done = subprocess.run([sys.executable, "-c", code, page, tmp_path / "out"], check=False)
    assert done.returncode == 0
