"""Reading: each mistake has its place, what was found and what was expected; all come at once."""

from pathlib import Path

import pytest

from extractor.errors import PatternError
from extractor.grammar import load


def problems(folder: Path, overlay: Path | None = None) -> list[str]:
    with pytest.raises(PatternError) as caught:
        load(overlay, base=folder)
    return [line.removeprefix(folder.as_posix() + "/") for line in str(caught.value).splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("extractor.kept.cache_folder", lambda: None)
    (tmp_path / "patterns" / "names").mkdir(parents=True)
    return tmp_path / "patterns"


HEAD = "units:\n  - id: unit.people\n    about: people\n    dimension: count\n    names: [人]\n"
KNOWN = (
    "aggregate, bound, canonical, canonical_program, canonical_zone, change, {}dimension, indicator, "
    "modality, organization, per, period, period_end, period_start, program, published, text, title, unit, "
    "value, value_max, why, zone"
)

# The lines from the sixth on, and the one message that they earn.
ROWS = [
    (
        '    examples:\n      - {text: "[[3人]]", value: 3, bond: over}\n',
        "units.yaml:7:36: unknown field 'bond' in examples (did you mean 'bound'?); expected one of action, "
        + KNOWN.format(""),
    ),
    (
        "    nmaes: 名\n",
        "units.yaml:6:5: unknown field 'nmaes' in units (did you mean 'names'?); expected one of about, ",
    ),
    ("    factor: ten\n", "units.yaml:6:13: 'factor' is 'ten'; expected a number"),
    ("    unless: {a: b}\n", "units.yaml:6:13: an item of 'unless' is the fields a; expected a text"),
    ("    base: true\n", "units.yaml:6:11: 'base' is true; expected a text"),
    ("    examples: 3\n", "units.yaml:6:15: 'examples' is '3'; expected a list"),
    ("    examples: [3]\n", "units.yaml:6:16: an item of 'examples' is '3'; expected fields with values"),
    (
        "    base:\n",
        'units.yaml:6:5: nothing; expected a value: "" for an empty text, [] for an empty list, or no such ',
    ),
    ("    about: again\n", "units.yaml:6:5: field 'about' again, after line 3; expected it once"),
    (
        "  - {id: unit.people, about: again, dimension: count, names: 名}\n",
        "units.yaml:6:10: id 'unit.people' again, after patterns/units.yaml:2; expected a new one",
    ),
    (
        "  - {id: Unit One, about: id, dimension: count, names: 名}\n",
        "units.yaml:6:10: 'id' is 'Unit One'; expected lower-case words joined by . or -, such as ",
    ),
    (
        "  - {id: unit.two, about: enum, dimension: cout, names: 名}\n",
        "units.yaml:6:44: 'dimension' is 'cout'; expected one of area, count, duration, energy, length, ",
    ),
    (
        "  - {id: unit.two, dimension: count, names: 名}\n",
        "units.yaml:6:5: no field 'about' in units; expected one",
    ),
    (
        '    examples:\n      - {text: "3人"}\n',
        "units.yaml:7:16: no [[ ]] in the text; expected one, around the figure",
    ),
    (
        '    gaps:\n      - {text: "[[3人]]和[[5人]]"}\n',
        "units.yaml:7:16: 2 [[ ]] in the text; expected one, around the figure",
    ),
    (
        '    rejects:\n      - {text: "[[3人", why: 名}\n',
        "units.yaml:7:16: a [[ without its ]]; expected [[ ]] in pairs",
    ),
    (
        '    rejects:\n      - {text: "[[3[[人]]", why: 名}\n',
        "units.yaml:7:16: a [[ inside [[ ]]; write one [[ ]] after the other; expected [[ ]] in pairs",
    ),
    ("    rejects:\n      - {text: 3人}\n", "units.yaml:7:9: no field 'why' in rejects; expected one"),
    ("   about: x\n", "units.yaml:6:4: not YAML: "),
    ("    base: [元\n", "units.yaml:7:1: not YAML: while parsing a flow sequence expected ',' or ']'"),
    ("    base: \x07\n", "units.yaml:6:11: not YAML: character U+0007 may not stand in it"),
    (
        "    base: &b 元\n  - *b\n",
        "units.yaml:6:11: this value is used again by an alias; write it out again",
    ),
    ("    base: !!python/name:os.system x\n", "units.yaml:6:11: the tag tag:yaml.org,2002:python"),
]


@pytest.mark.parametrize(("more", "expected"), ROWS, ids=[expected[11:60] for _, expected in ROWS])
def test_a_mistake_has_its_place_what_was_found_and_what_was_expected(
    more: str, expected: str, folder: Path
) -> None:
    (folder / "units.yaml").write_text(HEAD + more, "utf-8")
    found = [line.replace(folder.as_posix(), "patterns") for line in problems(folder)]
    assert len(found) == 1
    assert found[0].startswith(expected)


EXPRESSIONS = [
    (
        "'第[0-9批'",
        "3:31: 'number' is no expression: unterminated character set at character 7 of '第[0-9批'",
    ),
    (
        "'{hz}{2,3}{digt}'",
        "3:31: 'number' is no expression: unknown macro {digt}; expected one of hz, loop, mool",
    ),
    (
        "'[{hz}]'",
        "3:31: 'number' is no expression: macro {hz} inside [ ], where it is no group; write it outside",
    ),
]


@pytest.mark.parametrize(("source", "expected"), EXPRESSIONS)
def test_an_expression_is_compiled_with_its_macros(source: str, expected: str, folder: Path) -> None:
    entry = f"{{id: a, about: a, number: {source}}}"
    text = f"macros: {{hz: '[一二]', loop: a, mool: b}}\nexclusions:\n  - {entry}\n"
    (folder / "exclusions.yaml").write_text(text, "utf-8")
    (found,) = problems(folder)
    assert found.startswith("exclusions.yaml:" + expected)


def test_macros_that_contain_each_other_are_refused_where_they_stand(folder: Path) -> None:
    text = "macros:\n  one: '{two}'\n  two: a{one}\nexclusions: []\n"
    (folder / "exclusions.yaml").write_text(text, "utf-8")
    assert problems(folder) == [
        "exclusions.yaml:2:8: macro 'one' is no expression: macro {two} contains itself: two → one → two",
        "exclusions.yaml:3:8: macro 'two' is no expression: macro {one} contains itself: one → two → one",
    ]


CSVS = [
    ("", "1:1: the columns (none); expected different columns, one of them name"),
    ("zone\n高新区\n", "1:1: the columns zone; expected different columns, one of them name"),
    ("name,name\na,b\n", "1:1: the columns name, name; expected different columns, one of them name"),
    ("name,kind\n高新区\n", "2:1: 1 cells; expected 2: name, kind"),
    ("name,kind\n高新区,a,b\n", "2:1: 3 cells; expected 2: name, kind"),
    ("name,kind\n,a\n", "2:1: the name ''; expected one without blanks around it"),
    ("name,kind\n 高新区,a\n", "2:1: the name ' 高新区'; expected one without blanks around it"),
    ("name\n高新区\n\n高新区\n", "4:1: '高新区' again, after line 2; expected each name once"),
    ('name,kind\n"高\n新区",a\n"b"c,d\n', "4:1: not CSV: "),
]


@pytest.mark.parametrize(("text", "expected"), CSVS)
def test_a_list_has_its_mistakes_at_their_lines(text: str, expected: str, folder: Path) -> None:
    (folder / "names" / "zones.csv").write_text(text, "utf-8")
    (found,) = problems(folder)
    assert found.startswith("names/zones.csv:" + expected)


def test_a_file_that_is_not_utf8_has_the_line_of_its_first_such_byte(folder: Path) -> None:
    (folder / "units.yaml").write_bytes(b"units: []\n# \xb8\xdf\n")
    assert problems(folder) == ["units.yaml:2:1: byte 0xb8 is not UTF-8; save the file as UTF-8"]


@pytest.mark.parametrize("name", ["unit.yaml", "units.yml", "UNITS.YAML"])
def test_an_unknown_pattern_file_is_refused_with_the_known_ones(name: str, folder: Path) -> None:
    (folder / name).write_text("units: []\n", "utf-8")
    (found,) = problems(folder)
    assert found.startswith(f"{name}: unknown pattern file; expected one of units.yaml, bounds.yaml, ")


def test_a_file_that_cannot_be_read_is_a_problem_like_others(folder: Path) -> None:
    (folder / "units.yaml").mkdir()
    (folder / "zones.yaml").write_text("forms: 3\n", "utf-8")
    assert problems(folder) == [
        "units.yaml: cannot be read: Is a directory",
        "zones.yaml:1:8: 'forms' is '3'; expected a list",
    ]


def test_an_empty_file_is_refused(folder: Path) -> None:
    (folder / "units.yaml").write_text("# nothing yet\n", "utf-8")
    assert problems(folder) == ["units.yaml:1:1: an empty file; expected its list of entries"]


def test_a_text_without_fields_is_refused(folder: Path) -> None:
    (folder / "units.yaml").write_text("人\n", "utf-8")
    assert problems(folder) == ["units.yaml:1:1: 'units.yaml' is '人'; expected fields with values"]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (False, "no such folder; expected a folder of pattern files"),
        (True, "holds no pattern file; expected"),
    ],
)
def test_an_overlay_without_patterns_is_a_mistake(
    make: bool, expected: str, folder: Path, tmp_path: Path
) -> None:
    (folder / "units.yaml").write_text(HEAD, "utf-8")
    overlay = tmp_path / "own"
    if make:
        overlay.mkdir()
    (found,) = problems(folder, overlay)
    assert found.startswith(f"{overlay.as_posix()}: {expected}")


def test_all_problems_of_all_files_come_at_once_in_order(folder: Path, tmp_path: Path) -> None:
    (folder / "units.yaml").write_text(HEAD + "    nmaes: 名\n    factor: ten\n", "utf-8")
    (folder / "zones.yaml").write_text(
        "forms:\n  - {id: a, about: a, match: '('}\n  - {id: b, about: b, sufixes: 区}\n", "utf-8"
    )
    (folder / "names" / "zones.csv").write_text("name\na\na\n", "utf-8")
    overlay = tmp_path / "patterns-of-mine"
    overlay.mkdir()
    (overlay / "units.yaml").write_text("units:\n  - {id: a, about: a}\n", "utf-8")
    assert [line.replace(overlay.as_posix(), "own").split(": ")[0] for line in problems(folder, overlay)] == [
        "own/units.yaml:2:5",
        "own/units.yaml:2:5",
        "own/units.yaml:2:10",
        "names/zones.csv:3:1",
        "units.yaml:6:5",
        "units.yaml:7:13",
        "zones.yaml:2:30",
        "zones.yaml:3:23",
    ]


def test_an_overlay_may_not_use_an_id_of_another_file(folder: Path, tmp_path: Path) -> None:
    (folder / "units.yaml").write_text(HEAD, "utf-8")
    overlay = tmp_path / "own"
    overlay.mkdir()
    (overlay / "zones.yaml").write_text("forms:\n  - {id: unit.people, about: a, suffixes: 区}\n", "utf-8")
    (found,) = problems(folder, overlay)
    assert "zones.yaml:2:10: id 'unit.people' again, after " in found


def test_an_overlay_may_not_use_an_id_twice(folder: Path, tmp_path: Path) -> None:
    (folder / "units.yaml").write_text(HEAD, "utf-8")
    overlay = tmp_path / "own"
    overlay.mkdir()
    (overlay / "units.yaml").write_text(HEAD + HEAD.removeprefix("units:\n"), "utf-8")
    (found,) = problems(folder, overlay)
    assert "units.yaml:6:9: id 'unit.people' again, after " in found


def test_an_example_of_a_page_must_name_what_the_page_becomes(folder: Path) -> None:
    entry = "  - id: page.a\n    about: a\n    role: note\n    examples:\n      - {text: 编者按}\n"
    (folder / "pages.yaml").write_text("pages:\n" + entry, "utf-8")
    assert problems(folder) == ["pages.yaml:6:9: nothing to compare; expected titles, bylines or texts"]


WORDS = """\
words:
  - {id: words.act, about: verbs, name: act, tags: v}
  - {id: words.np, about: noun phrases, name: np, pattern: "{act}{nuon}+"}
"""


def test_a_token_pattern_names_known_classes_only(folder: Path) -> None:
    (folder / "words.yaml").write_text(WORDS, "utf-8")
    (folder / "indicators.yaml").write_text(
        "indicators:\n  - id: a\n    about: a\n    match: ['{act}{figure}', '{act}{figrue}', '({act}']\n",
        "utf-8",
    )
    known = "expected one of act, "
    found = problems(folder)
    assert [line[: line.index(known)] if known in line else line for line in found] == [
        "indicators.yaml:4:30: 'match' is no token pattern: unknown class 'figrue'; ",
        "indicators.yaml:4:47: 'match' is no token pattern: missing ) at position 4",
        "words.yaml:3:60: 'pattern' is no token pattern: unknown class 'nuon'; ",
    ]
