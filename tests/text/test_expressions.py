"""Expressions that one run has compiled are there for the next one."""

import marshal
import re
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
seen = len(expressions._kept)
Extractor(load()).figures(Article("a", 1, "威海高新区", "今年，总工会培训职工300余人。"))
print(seen, len(expressions._stored))
expressions.keep_expressions(digest)
"""


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has just begun."""
    monkeypatch.setattr(expressions, "_known", {})
    monkeypatch.setattr(expressions, "_stored", {})
    monkeypatch.setattr(expressions, "_kept", set())


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    forget(monkeypatch)
    return tmp_path


def test_a_kept_expression_matches_as_it_did(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = r"(?r)(?P<name>[一-鿿]{2,4}+)(?<!的)区$"
    expressions.compiled(source)
    expressions.keep_expressions("some patterns")
    forget(monkeypatch)
    monkeypatch.setattr(expressions, "_regex_parts", None)  # nothing is compiled
    expressions.recall_expressions("some patterns")
    kept = expressions.compiled(source)
    assert kept is not regex.compile(source)
    assert kept.search("在威海高新区")["name"] == regex.search(source, "在威海高新区")["name"] == "威海高新"


@pytest.mark.parametrize(
    ("source", "flags", "text"),
    [
        (r"(?P<year>\d{4})年(?P<month>\d+)月", 0, "在2024年12月"),
        ("甲.乙|丙", re.DOTALL, "甲\n乙"),
        ("[a-z]+", re.IGNORECASE, "工会ABC"),
    ],
)
def test_a_kept_expression_of_the_standard_library_does_too(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, source: str, flags: int, text: str
) -> None:
    expressions.by_re(source, flags)
    expressions.keep_expressions("some patterns")
    forget(monkeypatch)
    monkeypatch.setattr(expressions, "_re_parts", None)  # nothing is compiled
    expressions.recall_expressions("some patterns")
    kept, usual = expressions.by_re(source, flags), re.compile(source, flags)
    found, expected = kept.search(text), usual.search(text)
    assert kept == usual
    assert found
    assert expected
    assert (found.span(), found.groupdict()) == (expected.span(), expected.groupdict())


def test_other_patterns_recall_nothing(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expressions.compiled("[0-9]+年")
    expressions.keep_expressions("some patterns")
    forget(monkeypatch)
    expressions.recall_expressions("other patterns")
    assert not expressions._stored


def test_a_damaged_file_counts_as_none(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expressions.compiled("[0-9]+年")
    expressions.keep_expressions("some patterns")
    forget(monkeypatch)
    for file in fresh.rglob("expressions-*"):
        file.write_bytes(file.read_bytes()[:-3])
    expressions.recall_expressions("some patterns")
    assert not expressions._stored


def test_parts_that_make_no_expression_count_as_none(fresh: Path) -> None:
    expressions._stored["re", "[0-9]+年", 0] = marshal.dumps(("[0-9]+年", 32, [1, 2, 3], 0, {}, (None,)))
    assert expressions.tried_often("[0-9]+年").fullmatch("2024年")


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
