"""Expressions that one run has compiled are there for the next one."""

import subprocess
import sys
from pathlib import Path

import pytest
import regex

from extractor.text import expressions

TELL = """
import sys, regex
from extractor.grammar import load
from extractor.pipeline import Extractor
from extractor.model import Article
from extractor.text import expressions
digest = load().digest
expressions.recall_expressions(digest)
seen = len(expressions._known)
Extractor(load()).figures(Article("a", 1, "威海高新区", "今年，总工会培训职工300余人。"))
print(seen, len(expressions._known))
expressions.keep_expressions(digest)
"""


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(expressions, "_known", {})
    monkeypatch.setattr(expressions, "_kept", set())
    return tmp_path


def test_a_kept_expression_matches_as_it_did(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = r"(?r)(?P<name>[一-鿿]{2,4}+)(?<!的)区$"
    expressions.compiled(source)
    expressions.keep_expressions("some patterns")
    monkeypatch.setattr(expressions, "_known", {})
    expressions.recall_expressions("some patterns")
    kept = expressions._known[source]
    assert kept is not regex.compile(source)
    assert kept.search("在威海高新区")["name"] == regex.search(source, "在威海高新区")["name"] == "威海高新"


def test_other_patterns_recall_nothing(fresh: Path) -> None:
    expressions.compiled("[0-9]+年")
    expressions.keep_expressions("some patterns")
    expressions._known.clear()
    expressions.recall_expressions("other patterns")
    assert not expressions._known


def test_a_damaged_file_counts_as_none(fresh: Path) -> None:
    expressions.compiled("[0-9]+年")
    expressions.keep_expressions("some patterns")
    expressions._known.clear()
    for file in fresh.rglob("expressions-*"):
        file.write_bytes(file.read_bytes()[:-3])
    expressions.recall_expressions("some patterns")
    assert not expressions._known


def test_the_second_run_compiles_nothing(fresh: Path) -> None:
    told = []
    for seed in ("1", "2"):  # words come out of a set in another order
        env = dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"), str(fresh))
        env |= {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(expressions.__file__).parents[2])}
        done = subprocess.run(
            [sys.executable, "-c", TELL], env=env, capture_output=True, text=True, check=True
        )
        told.append([int(number) for number in done.stdout.split()])
    (before, after), (recalled, then) = told
    assert before < after == recalled == then
