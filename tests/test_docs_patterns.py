"""docs/patterns.md names everything that a pattern file may hold, and its walk gives what it promises."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest
from ruamel.yaml import YAML

from extractor.check import checked
from extractor.errors import PatternError
from extractor.grammar import cases, load, own_folder
from extractor.grammar.schema import FILES, Entry, Example, PageExample, Reject
from extractor.model import Article
from extractor.pages.forms import PageForms
from extractor.pipeline import Extractor
from extractor.text.dates import _RESOLVERS
from tests.markdown import blocks

PAGE = Path(__file__).parent.parent / "docs" / "patterns.md"
TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^##+ (.*)\n((?:(?!^##+ ).*\n)*)", TEXT, re.MULTILINE))
COMMON = {"id", "about", "examples", "rejects", "gaps"}
NAMES = {"zones", "organizations", "programs"}


def section(start: str) -> str:
    """The text under the heading that begins so."""
    return next(text for heading, text in SECTIONS.items() if heading.startswith(start))


def named(text: str) -> set[str]:
    """Everything in backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def first_column(text: str, head: str) -> set[str]:
    """What stands in backticks in the first column of the table with that head."""
    table = re.search(rf"^\| {re.escape(head)} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    rows = table[1].splitlines() if table else []
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


def entry_model(stem: str):
    model = FILES[stem]
    listed = next(name for name in model.model_fields if name != "macros")
    (entry,) = get_args(model.model_fields[listed].annotation)
    return entry


def entries(stem: str) -> list[dict]:
    found = YAML(typ="safe").load((own_folder() / f"{stem}.yaml").read_text(encoding="utf-8"))
    return next(value for name, value in found.items() if name != "macros")


@pytest.mark.parametrize("stem", FILES)
def test_every_field_of_an_entry_stands_in_its_files_section(stem: str) -> None:
    fields = set(entry_model(stem).model_fields) - COMMON
    text = section(f"{stem}.yaml") + (section("Forms of names") if stem in NAMES else "")
    assert fields - named(text) == set()
    assert first_column(text, "field") <= fields


def test_every_common_field_stands_in_the_common_table() -> None:
    assert set(Entry.model_fields) == COMMON
    assert first_column(section("What the files have in common"), "field of an entry") == COMMON


@pytest.mark.parametrize("model", [Example, Reject, PageExample])
def test_every_field_of_an_example_stands_on_the_page(model) -> None:
    text = section("Examples, rejects, gaps") + section("pages.yaml")
    assert [name for name in model.model_fields if not re.search(rf"\b{name}\b", text)] == []


@pytest.mark.parametrize("stem", [stem for stem, model in FILES.items() if "macros" in model.model_fields])
def test_every_macro_stands_in_its_files_section(stem: str) -> None:
    macros = YAML(typ="safe").load((own_folder() / f"{stem}.yaml").read_text("utf-8")).get("macros", {})
    assert set(macros) - named(section(f"{stem}.yaml")) == set()


@pytest.mark.parametrize("stem", sorted(NAMES))
def test_every_kind_stands_in_its_files_section(stem: str) -> None:
    used = {entry["kind"] for entry in entries(stem)}
    text = section(f"{stem}.yaml")
    assert {kind for kind in used if kind not in text} == set()
    assert {name for name in first_column(text, "`kind`") if name not in used} == set()


def test_every_kind_of_program_is_in_use() -> None:
    allowed = get_args(entry_model("programs").model_fields["kind"].annotation)
    assert {entry["kind"] for entry in entries("programs")} == set(allowed)


def test_every_way_to_reckon_a_date_stands_on_the_page() -> None:
    used = {entry.get("resolve", "") for entry in entries("periods")}
    assert first_column(section("periods.yaml"), "`resolve`") == (used | set(_RESOLVERS)) - {""}


def test_every_role_of_a_line_stands_on_the_page() -> None:
    roles = first_column(section("pages.yaml"), "`role`")
    assert roles == {entry["role"] for entry in entries("pages")}
    with pytest.raises(Exception, match="unknown role") as refused:
        PageForms.of([{"id": "page.x", "about": "x", "role": "x"}], {})
    assert roles == set(str(refused.value).rpartition("expected one of ")[2].split(", "))


@pytest.mark.parametrize("path", sorted((own_folder() / "names").glob("*.csv")), ids=lambda path: path.name)
def test_every_column_of_a_list_stands_on_the_page(path: Path) -> None:
    row = next(row for row in section("names/").splitlines() if row.startswith(f"| `{path.name}` |"))
    columns = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert [column for column in columns if f"`{column}`" not in row] == []


@pytest.mark.parametrize("stem", FILES)
def test_every_file_has_a_section(stem: str) -> None:
    assert section(f"{stem}.yaml").strip()


# What the walk promises: each edit alone, made in the house's own files.

EDITS = {block.file: block.text for block in blocks(PAGE) if block.file.startswith("mine/")}
WRONG = {block.file: block.text for block in blocks(PAGE) if block.file.startswith("wrong/")}
PROMISED = [
    ("mine/units.yaml", "发放矿泉水1200提、防暑药品300份。", "unit", ["份"], ["提", "份"]),
    ("mine/names/zones.csv", "榆原高新区慰问职工46户。", "canonical_zone", [""], ["榆原高新区"]),
    ("mine/names/zones.csv mine/zones.yaml", "日前，榆高新走访困难职工46户。", "zone", [""], ["榆高新"]),
    ("mine/programs.yaml", "建成匠心补给坊6个，服务骑手2.3万人次。", "program", ["", ""], ["匠心补给坊"] * 2),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of patterns/ in which edits may be made."""
    return Path(shutil.copytree(own_folder(), tmp_path / "patterns"))


def edited(house: Path, file: str) -> Path:
    """The house after the entries or rows of a block were put at the end of the file of that name."""
    path = house / file.removeprefix("mine/")
    head, _, body = EDITS[file].partition("\n")
    if path.suffix == ".csv":
        columns = path.read_text("utf-8").splitlines()[0].split(",")
        given = dict(zip(head.split(","), body.strip().split(","), strict=True))
        body = ",".join(given.get(column, "") for column in columns) + "\n"
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\n" + body, "utf-8")
    return house


def cells(base: Path, text: str, column: str, overlay: Path | None = None) -> list[str]:
    figures = Extractor(load(overlay, base=base)).figures(Article("", 1, "", text))
    return [
        {"unit": figure.quantity.unit, "canonical_zone": figure.canonical_zone}.get(
            column, figure.name_of(column)
        )
        for figure in figures
    ]


@pytest.mark.parametrize(
    ("files", "text", "column", "before", "after"), PROMISED, ids=[it[0] for it in PROMISED]
)
def test_an_edit_in_the_house_changes_the_table_and_passes_the_check(
    files: str, text: str, column: str, before: list[str], after: list[str], house: Path
) -> None:
    assert cells(house, text, column) == before
    for name in files.split():
        edited(house, name)
    assert cells(house, text, column) == after
    examples = [case for case in cases(base=house) if f"mine/{Path(case.file).name}" in files.split()]
    assert checked(examples, Extractor(load(base=house))).failures == ()


def test_all_edits_together_break_nothing_else(house: Path) -> None:
    for file in EDITS:
        edited(house, file)
    report = checked(cases(base=house), Extractor(load(base=house)))
    assert report.failures == ()


@pytest.mark.parametrize(
    ("files", "text", "column", "before", "after"), PROMISED, ids=[it[0] for it in PROMISED]
)
def test_the_same_edit_in_a_folder_of_ones_own_changes_the_table(
    files: str, text: str, column: str, before: list[str], after: list[str], tmp_path: Path
) -> None:
    for name in files.split():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(EDITS[name], "utf-8")
    assert cells(own_folder(), text, column, overlay=tmp_path / "mine") == after


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("wrong/units.yaml", "units.yaml:5:5"),
        ("wrong/programs.yaml", "programs.yaml:4:11"),
        ("wrong/names/zones.csv", "names/zones.csv:2:1"),
    ],
)
def test_a_wrong_edit_is_refused_with_file_line_and_column(file: str, place: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(WRONG[file], "utf-8")
    with pytest.raises(PatternError) as refused:
        load(tmp_path / "wrong")
    assert f"{(tmp_path / 'wrong').as_posix()}/{place}: " in str(refused.value)


def test_a_row_without_the_lists_other_columns_adds_aliases_to_the_name_it_means(tmp_path: Path) -> None:
    listed = next(row for row in load().names("zones") if row["aliases"].count("|") == 1)
    (tmp_path / "names").mkdir()
    aliases = f"{listed['aliases']}|新别名区"
    (tmp_path / "names" / "zones.csv").write_text(f"name,aliases\n{listed['name']},{aliases}\n", "utf-8")
    found = [row for row in load(tmp_path).names("zones") if row["name"] == listed["name"]]
    assert found == [{**listed, "aliases": aliases}]
