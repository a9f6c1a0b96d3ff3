"""What is handed on: the wheel, the source archive, the licence, and types that others can check against."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
# With a ~ inside, so that this line is not what it looks for.
MACHINES = tuple(mark.replace("~", "").encode() for mark in ("/wo~rk/", "/ro~ot/", "C:\\Us~ers"))

CONSUMER = """
from decimal import Decimal
from typing import assert_type

import extractor
from extractor.model import Article, Figure, Quantity

articles = extractor.read("page.txt")
assert_type(articles, list[Article])
figures = extractor.extract(articles[0])
assert_type(figures, list[Figure])
assert_type(figures[0].quantity.value, Decimal)
assert_type(figures[0].name_of("zone"), str)
assert_type(extractor.quantities("约280万元"), list[Quantity])
"""
WRONG = """
import extractor

extractor.extract(5)
extractor.quantities("约280万元")[0].amount
"""


def test_the_licence_is_mit_and_names_whom_it_is_from() -> None:
    text = (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License\n\nCopyright (c) 2026 the extractor contributors\n")
    for phrase in (
        "Permission is hereby granted, free of charge, to any person obtaining a copy",
        "The above copyright notice and this permission notice shall be included in all",
        'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND',
    ):
        assert phrase in text


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def sdist(built: Path) -> dict[str, bytes]:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        return {
            member.name.partition("/")[2]: archive.extractfile(member).read()
            for member in archive.getmembers()
            if member.isfile()
        }


def in_checkout(folder: str) -> set[str]:
    """The files of a folder, but for what is made by running: caches, and what begins with a dot."""
    paths = (path.relative_to(CHECKOUT) for path in (CHECKOUT / folder).rglob("*") if path.is_file())
    return {
        path.as_posix()
        for path in paths
        if not any(part == "__pycache__" or part.startswith(".") for part in path.parts)
    }


@pytest.mark.slow
def test_the_wheel_holds_the_program_and_its_patterns_and_nothing_else(wheel: dict[str, bytes]) -> None:
    patterns = {f"extractor/_{name}" for name in in_checkout("patterns")}
    held = {name for name in wheel if ".dist-info/" not in name}
    assert held == in_checkout("extractor") | patterns
    assert "extractor/py.typed" in held


@pytest.mark.slow
def test_the_wheel_carries_licence_notices_commands_and_components(wheel: dict[str, bytes]) -> None:
    info = next(name for name in wheel if name.endswith(".dist-info/METADATA")).removesuffix("METADATA")
    assert wheel[f"{info}licenses/LICENSE"] == (CHECKOUT / "LICENSE").read_bytes()
    assert wheel[f"{info}licenses/THIRD_PARTY_NOTICES.md"]
    entries = wheel[f"{info}entry_points.txt"].decode()
    assert "extractor = extractor.cli.app:main" in entries
    assert "union_quantities = extractor.adapter:union_quantities" in entries
    metadata = Parser().parsestr(wheel[f"{info}METADATA"].decode())
    assert (metadata["Name"], metadata["License-Expression"]) == ("extractor", "MIT")


@pytest.mark.slow
def test_the_source_archive_holds_what_tests_and_documents_need(sdist: dict[str, bytes]) -> None:
    wanted = set().union(
        *map(in_checkout, ("extractor", "patterns", "corpus", "benchmarks", "docs", "tests"))
    )
    assert wanted - set(sdist) == set()
    for name in (
        "LICENSE", "THIRD_PARTY_NOTICES.md", "README.md", "README.zh.md", "CHANGELOG.md", "CONTRIBUTING.md",
        "Makefile", "pyproject.toml", "requirements.txt", "requirements-dev.txt", "requirements-build.txt",
        ".pre-commit-config.yaml", "outputs/README.md",
    ):  # fmt: skip
        assert name in sdist
    assert [name for name in sdist if name.startswith("outputs/") and name != "outputs/README.md"] == []


@pytest.mark.slow
@pytest.mark.parametrize("archive", ["wheel", "sdist"])
def test_no_file_names_a_machine(archive: str, request: pytest.FixtureRequest) -> None:
    files: dict[str, bytes] = request.getfixturevalue(archive)
    assert [name for name, data in files.items() if any(mark in data for mark in MACHINES)] == []
    assert [name for name in files if name.endswith((".pyc", ".orig", ".part"))] == []


def checked(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """What mypy says of a program of somebody else, in a folder of its own."""
    (folder / "consumer.py").write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), "consumer.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_who_uses_the_package_can_check_types_against_it(tmp_path: Path) -> None:
    done = checked(tmp_path, CONSUMER)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_wrong_use_of_the_package_is_seen_by_a_type_checker(tmp_path: Path) -> None:
    said = checked(tmp_path, WRONG).stdout
    assert "[arg-type]" in said
    assert '"Quantity" has no attribute "amount"' in said
