"""Both READMEs show what the commands print, and the same of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.cli.app import app
from tests.markdown import blocks
from tests.scripts import script

CHECKOUT = Path(__file__).parent.parent
PAGES = [CHECKOUT / "README.md", CHECKOUT / "README.zh.md"]
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
README = script("docs/readme.py")
MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")


def test_both_pages_show_the_same_commands_and_the_same_output() -> None:
    english, chinese = ([(it.language, it.text) for it in blocks(page)] for page in PAGES)
    assert [it for it in english if it not in chinese] == []


def test_both_pages_name_the_same_commands_with_the_same_options() -> None:
    english, chinese = (
        re.findall(r"^\| (`extractor [^`]+`) \|", text, re.MULTILINE) for text in TEXTS.values()
    )
    assert english == chinese


@pytest.mark.parametrize("page", TEXTS)
def test_every_command_that_a_page_names_is_there(page: str) -> None:
    known = {name for name, _ in script("docs/commands.py").commands(app)}
    assert set(re.findall(r"`extractor ([a-z]+)", TEXTS[page])) <= known


@pytest.mark.parametrize("page", TEXTS)
def test_every_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", TEXTS[page])
    assert [link for link in links if not (CHECKOUT / link).exists()] == []


@pytest.mark.parametrize("page", TEXTS)
def test_every_make_target_that_a_page_names_is_there(page: str) -> None:
    for target in re.findall(r"^make ([a-z-]+)", TEXTS[page], re.MULTILINE):
        assert re.search(rf"^{target}:.*## ", MAKEFILE, re.MULTILINE)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """What `make run` and `extractor explain` print today."""
    parts: tuple[str, str] = README.printed(tmp_path_factory.mktemp("readme"))
    return parts


@pytest.mark.slow
@pytest.mark.parametrize("page", TEXTS)
def test_the_figures_of_a_page_are_those_that_the_commands_print(page: str, printed: tuple[str, str]) -> None:
    assert README.renewed(TEXTS[page], *printed) == TEXTS[page], "run `make docs`"


def test_what_is_printed_takes_its_place_and_the_seconds_stay() -> None:
    def page(files: int, seconds: str, explained: str) -> str:
        run = f"  files     {files}\n  seconds   {seconds}\n"
        return f"a\n\n```text\n{run}```\n\n```console\n$ extractor explain b {explained}```\ne\n"

    run, explained = "  files     2\n  seconds   9.9\n", "$ extractor explain b f\ng\n"
    assert README.renewed(page(1, "1.2", "c\nd\n"), run, explained) == page(2, "1.2", "f\ng\n")
