"""Every block of code in README and docs runs, in a copy of the checkout, and prints what the page says.

A page's blocks run in order and share their names and their folder. `python` and `bash` blocks must end well;
a `text` block after one, with “prints” between, is what it prints, to the letter. In a `console` block lines
with `$ ` are commands and the others what they print on stdout and stderr; a line `…` stands for any lines.
Where the line before any other block ends with a path, as in “goes into `mine/units.yaml`:”, the block is
written there. A block that cannot run here says why in a comment before it: `<!-- not run: … -->`.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.markdown import Block, blocks

CHECKOUT = Path(__file__).parent.parent
PAGES = [
    *sorted(CHECKOUT.glob("README*.md")),
    CHECKOUT / "CONTRIBUTING.md",
    *sorted((CHECKOUT / "docs").glob("*.md")),
]
SLOW = {"README.md", "README.zh.md"}
"""Pages that begin after `make run`, over the whole corpus."""
RUN = {"python", "bash", "console"}
SHOWN = {"csv", "html", "ini", "json", "powershell", "sql", "text", "toml", "yaml"}
SECONDS = 120


def pages() -> list[object]:
    return [
        pytest.param(page, id=page.name, marks=[pytest.mark.slow] if page.name in SLOW else [])
        for page in PAGES
        if page.is_file() and any(block.language in RUN for block in blocks(page))
    ]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with what a page may use of the checkout, in which it may write."""
    here = tmp_path / "checkout"
    here.mkdir()
    for name in ("corpus", "patterns", "docs"):
        shutil.copytree(CHECKOUT / name, here / name)
    (here / "outputs").mkdir()
    (here / ".venv").mkdir()
    (here / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    return here


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PAGES if page.is_file()])
def test_a_block_names_its_language(page: Path) -> None:
    unknown = [
        f"{page.name}:{block.line}: '{block.language}'; expected one of {', '.join(sorted(RUN | SHOWN))}"
        for block in blocks(page)
        if block.language not in RUN | SHOWN
    ]
    assert unknown == []


@pytest.mark.parametrize("page", pages())
def test_the_blocks_of_a_page_run(page: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy)
    names: dict[str, object] = {}
    if page.name in SLOW:
        shell(page, 1, "extractor run corpus/articles --out outputs", copy)
    for block in blocks(page):
        if block.not_run:
            continue
        if block.file:
            path = copy / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.language in RUN:
            expected, printed = ran(page, block, copy, names)
            assert expected in (None, printed), f"{page.name}:{block.line} prints something else"


def ran(page: Path, block: Block, copy: Path, names: dict[str, object]) -> tuple[str | None, str]:
    """What the block should print (None: not said), and what it printed."""
    if block.language == "python":
        out = io.StringIO()
        code = compile("\n" * block.line + block.text, str(page), "exec")
        with contextlib.redirect_stdout(out):
            exec(code, names)
        return block.prints, out.getvalue()
    if block.language == "bash":
        return block.prints, shell(page, block.line, block.text, copy)
    expected, printed = "", ""
    for number, (command, output) in enumerate(calls(block.text)):
        came = shell(page, block.line + number, command, copy, told=bool(output))
        expected += f"$ {command}\n{output}"
        printed += f"$ {command}\n{output if matches(output, came) else came}"
    return expected, printed


def shell(page: Path, line: int, script: str, copy: Path, *, told: bool = False) -> str:
    """What the script prints; a failed assertion with all it said where its status is not 0.

    Where the page has `told` what comes, stderr counts as well, and so does a call that is refused.
    """
    environment: Mapping[str, str] = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "120",
    }
    done = subprocess.run(
        ["bash", "-euc", script],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert told or done.returncode == 0, f"{page.name}:{line}: {script}\n{done.stdout}{done.stderr}"
    return f"{done.stderr}{done.stdout}" if told else done.stdout


def calls(text: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what the page says that it prints."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:].rstrip("\n"), ""))
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + line)
    return found


def matches(expected: str, printed: str) -> bool:
    """Whether it is the same text; a line `…` stands for any lines."""
    lines = (".*" if line == "…\n" else re.escape(line) for line in expected.splitlines(keepends=True))
    return re.fullmatch("".join(lines), printed, re.DOTALL) is not None


def test_a_text_block_is_compared_and_a_marked_block_is_left_out(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```python\nprint(1)\n```\n\nprints\n\n```text\n1\n```\n\n"
        "<!-- not run: why -->\n```bash\nfalse\n```\n",
        encoding="utf-8",
    )
    first, second = blocks(page)
    assert (first.text, first.prints, first.not_run) == ("print(1)\n", "1\n", "")
    assert (second.line, second.language, second.not_run) == (12, "bash", "why")


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("a\n", "a\n", True),
        ("a\n", "b\n", False),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("…\nd\n", "a\n", False),
    ],
)
def test_dots_stand_for_any_lines(expected: str, printed: str, same: bool) -> None:
    assert matches(expected, printed) is same


def test_a_block_that_ends_badly_is_said_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"page\.md:3: false"):
        shell(Path("page.md"), 3, "false", tmp_path)
