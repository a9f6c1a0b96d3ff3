"""The house itself: what ships, what stays out, how the rooms lie, and that nothing heavy wakes up early."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
PACKAGE = CHECKOUT / "extractor"
MODULES = sorted(PACKAGE.rglob("*.py"))
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-build.txt"]


def named(path):
    return str(path.relative_to(CHECKOUT))


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))


def loaded_by(*arguments):
    """The modules that a fresh Python has loaded after running the command line."""
    code = (
        "import sys; from extractor.cli.app import call; status = call(sys.argv[1:]); "
        "print('\\n'.join(['loaded', *sys.modules])); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.partition("loaded\n")[2].split())


def test_help_imports_no_room_but_the_command_line():
    rooms = {name for name in loaded_by("--help") if name.startswith("extractor.")}
    assert {name.split(".")[1] for name in rooms} <= {"cli", "errors"}


@pytest.mark.parametrize("module", ["spacy", "pandas"])
def test_a_run_does_not_import(module, tmp_path):
    (tmp_path / "a.txt").write_text("高新区工会慰问职工300人。", encoding="utf-8")
    assert module not in loaded_by("run", tmp_path / "a.txt", "--out", tmp_path / "out")


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_says_what_lives_in_it(module):
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    assert docstring
    assert len(docstring.splitlines()[0]) <= 110


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_no_module_is_called_utils(module):
    assert module.stem not in {"utils", "util", "helpers", "common", "misc"}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_names_no_host(lock):
    text = (CHECKOUT / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^\S+==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    names = re.findall(r"^[A-Za-z]\S*", text, re.MULTILINE)
    assert len(pins) == len(names) > 0
    assert "://" not in text
    assert not re.search(r"^--(index|extra|find)", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_agree(lock):
    versions = dict(re.findall(r"^(\S+)==(\S+) \\$", (CHECKOUT / lock).read_text(), re.MULTILINE))
    everything = dict(re.findall(r"^(\S+)==(\S+) \\$", (CHECKOUT / LOCKS[1]).read_text(), re.MULTILINE))
    shared = versions.keys() & everything.keys()
    assert shared
    assert {name: versions[name] for name in shared} == {name: everything[name] for name in shared}


def test_every_dependency_is_locked(project):
    locked = "\n" + (CHECKOUT / "requirements.txt").read_text(encoding="utf-8")
    for requirement in project["project"]["dependencies"]:
        name = re.sub(r"[._-]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()
        assert f"\n{name}==" in locked


def test_the_patterns_ship_inside_the_package(project):
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {"patterns": "extractor/_patterns"}
    assert not list((CHECKOUT / "patterns").rglob("__init__.py"))


def test_make_alone_prints_every_target():
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())
    assert set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) == phony


def test_nothing_names_a_machine_or_a_registry():
    # With a ~ inside, so that this line is not what it looks for.
    marked = ("/wo~rk/", "/ro~ot/", "pypi~.org", "pythonho~sted.org", "npmjs~.org", "../sha~red")
    words = [word.replace("~", "") for word in marked]
    shipped = [PACKAGE, CHECKOUT / "patterns", CHECKOUT / "docs", CHECKOUT / "corpus", CHECKOUT / "tests"]
    files = [path for folder in shipped for path in folder.rglob("*") if path.is_file()]
    files += [path for path in CHECKOUT.iterdir() if path.is_file()]
    for path in files:
        if path.suffix != ".pyc":
            text = path.read_bytes().decode("utf-8", "replace")
            assert [word for word in words if word in text] == [], path
