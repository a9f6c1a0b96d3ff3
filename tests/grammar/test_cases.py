"""Cases: the tests that entries carry, with their places, for the patterns as they are merged."""

from pathlib import Path

import pytest

from extractor.grammar import cases
from extractor.grammar.marks import unmarked
from extractor.model import Span

UNITS = """\
units:
  - id: unit.people
    about: people
    dimension: count
    names: [人]
    examples:
      - {text: "[[3人]]", value: 3.50}
      - text: "[[两人]]"
        unit: ""
    rejects:
      - {text: "[[人]]才", why: no number}
    gaps:
      - {text: "[[众人]]", unit: 人}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "units.yaml").write_text(UNITS, "utf-8")
    return folder


def test_every_example_reject_and_gap_is_a_case_with_its_line(base: Path) -> None:
    found = cases(base=base)
    assert [(case.name, case.line) for case in found] == [
        ("units.yaml:unit.people:0", 7),
        ("units.yaml:unit.people:1", 8),
        ("units.yaml:unit.people:reject-0", 11),
        ("units.yaml:unit.people:gap-0", 13),
    ]


def test_a_case_holds_the_fields_that_it_sets_as_they_are_written(base: Path) -> None:
    assert [case.content for case in cases(base=base)[:2]] == [
        {"text": "[[3人]]", "value": "3.50"},
        {"text": "[[两人]]", "unit": ""},
    ]


def test_the_cases_of_a_replaced_entry_are_those_of_the_overlay(base: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "own"
    overlay.mkdir()
    (overlay / "units.yaml").write_text(UNITS[: UNITS.index("      - text")], "utf-8")
    assert [(case.file, case.name) for case in cases(overlay, base=base)] == [
        (f"{overlay.as_posix()}/units.yaml", "units.yaml:unit.people:0")
    ]


@pytest.mark.parametrize(
    ("text", "plain", "spans"),
    [
        ("设立[[33家]]", "设立33家", (Span(2, 5),)),
        ("[[a]]b[[c]]", "abc", (Span(0, 1), Span(2, 3))),
        ("没有", "没有", ()),
        ("[a]", "[a]", ()),
    ],
)
def test_marks_become_spans_of_the_text_without_them(text: str, plain: str, spans: tuple[Span, ...]) -> None:
    assert unmarked(text) == (plain, spans)


@pytest.mark.parametrize("text", ["[[a", "a]]", "[[a[[b]]", "[[]]", "[[a]]]]"])
def test_marks_that_do_not_pair_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\[\[|\]\]"):
        unmarked(text)
