"""CONTRIBUTING.md names what there is, and the hooks before a commit run nothing that is fetched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

CHECKOUT = Path(__file__).parent.parent
PAGE = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
HOOKS = YAML(typ="safe").load((CHECKOUT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
PATHS = re.findall(r"`((?:extractor|sources|tests|corpus|patterns|docs)/[\w./-]*)`", PAGE)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_is_named_is_there(path: str) -> None:
    assert (CHECKOUT / path).exists() or (CHECKOUT / "extractor" / path).exists()


@pytest.mark.parametrize("target", re.findall(r"make ([a-z-]+)", PAGE))
def test_a_make_target_that_is_named_is_there(target: str) -> None:
    assert re.search(rf"^{target}:.*## ", MAKEFILE, re.MULTILINE)


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", PAGE)
    assert [link for link in links if not (CHECKOUT / link).exists()] == []


def test_hooks_are_local_and_use_the_locked_tools() -> None:
    assert [repo["repo"] for repo in HOOKS["repos"]] == ["local"]
    hooks = HOOKS["repos"][0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert all(hook["entry"].startswith(".venv/bin/") for hook in hooks)
    assert [hook["entry"].removeprefix(".venv/bin/") for hook in hooks] == [
        "ruff check", "ruff format", "mypy", "lint-imports", "extractor check",
    ]  # fmt: skip


def test_the_hooks_are_what_make_lint_and_make_check_run() -> None:
    for hook in HOOKS["repos"][0]["hooks"]:
        assert hook["entry"].replace(".venv/bin", "$(BIN)") in MAKEFILE
