"""Loading: what the files say comes out merged and expanded; what was kept is as good, and never trusted."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extractor.errors import PatternError
from extractor.grammar import Patterns, load, own_folder

UNITS = """\
units:
  - id: unit.people
    about: people
    dimension: count
    names: [人, 名]
    examples:
      - {text: "职工[[33人]]", value: 33}
  - id: unit.money
    about: money
    dimension: money
    names: 万元
    base: 元
    factor: 10000
"""
PERIODS = """\
macros:
  digit: "[0-9]"
  year: "{digit}{4}年"
periods:
  - id: period.year
    about: a year
    match: "{year}以来"
    resolve: year
  - id: period.month
    about: a month
    match: ["{year}{digit}{1,2}月", 本月]
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("extractor.kept.cache_folder", lambda: tmp_path / "cache")
    return written(tmp_path / "base", {"units.yaml": UNITS, "periods.yaml": PERIODS})


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def ids(patterns: Patterns, name: str) -> list[str]:
    return [entry["id"] for entry in patterns.entries(name)]


def test_an_entry_comes_out_plain_with_every_field_but_its_tests(base: Path) -> None:
    people, money = load(base=base).entries("units")
    assert people["names"] == ["人", "名"]
    assert (money["names"], money["factor"], money["base"]) == (["万元"], "10000", "元")
    assert not {"examples", "rejects", "gaps"} & set(people)


def test_macros_are_expanded_in_entries_and_in_macros(base: Path) -> None:
    patterns = load(base=base)
    assert [entry["match"] for entry in patterns.entries("periods")] == [
        ["(?:(?:[0-9]){4}年)以来"],
        ["(?:(?:[0-9]){4}年)(?:[0-9]){1,2}月", "本月"],
    ]
    assert patterns.macros("periods") == {"digit": "[0-9]", "year": "(?:[0-9]){4}年"}


def test_a_file_that_is_not_there_has_no_entries_macros_or_names(base: Path) -> None:
    patterns = load(base=base)
    assert (patterns.entries("zones"), patterns.macros("zones"), patterns.names("zones")) == ([], {}, [])


def test_a_list_comes_out_as_rows_by_column(base: Path) -> None:
    written(base, {"names/zones.csv": '\ufeffname,parent\r\n高新区,"宝鸡市"\r\n\r\n经开区,\r\n'})
    patterns = load(base=base)
    assert patterns.names("zones") == [
        {"name": "高新区", "parent": "宝鸡市"},
        {"name": "经开区", "parent": ""},
    ]
    assert patterns.name_lists == ("zones",)


def test_an_entry_of_the_overlay_takes_the_place_of_its_id_and_others_follow(
    base: Path, tmp_path: Path
) -> None:
    overlay = written(
        tmp_path / "own",
        {
            "units.yaml": """\
units:
  - {id: unit.people, about: ours, dimension: count, names: 人}
  - {id: unit.mu, about: added, dimension: area, names: 亩}
"""
        },
    )
    patterns = load(overlay, base=base)
    assert ids(patterns, "units") == ["unit.people", "unit.money", "unit.mu"]
    assert patterns.entries("units")[0]["about"] == "ours"
    assert ids(patterns, "periods") == ["period.year", "period.month"]


def test_a_macro_of_the_overlay_reaches_the_entries_under_it(base: Path, tmp_path: Path) -> None:
    overlay = written(tmp_path / "own", {"periods.yaml": 'macros: {digit: "[0-9〇]"}\nperiods: []\n'})
    assert load(overlay, base=base).entries("periods")[0]["match"] == ["(?:(?:[0-9〇]){4}年)以来"]


def test_an_entry_of_the_overlay_may_use_a_macro_from_under_it(base: Path, tmp_path: Path) -> None:
    overlay = written(
        tmp_path / "own", {"periods.yaml": "periods:\n  - {id: period.own, about: own, match: '{year}底'}\n"}
    )
    assert load(overlay, base=base).entries("periods")[-1]["match"] == ["(?:(?:[0-9]){4}年)底"]


@pytest.mark.parametrize(
    ("under", "over", "expected"),
    [
        ("name,kind\na,1\nb,2\n", "name,kind\nb,3\nc,4\n", ["a1", "b3", "c4"]),
        # 鼓楼区 is a district of four cities: with another parent it is another name
        ("name,parent\na,x\n", "name,parent\na,y\n", ["ax", "ay"]),
    ],
)
def test_a_row_of_the_overlay_takes_the_place_of_its_name(
    under: str, over: str, expected: list[str], base: Path, tmp_path: Path
) -> None:
    written(base, {"names/zones.csv": under})
    overlay = written(tmp_path / "own", {"names/zones.csv": over})
    rows = load(overlay, base=base).names("zones")
    assert ["".join(row.values()) for row in rows] == expected


def test_the_own_folder_as_overlay_changes_nothing(base: Path) -> None:
    assert load(base, base=base).digest == load(base=base).digest


def test_the_digest_changes_with_any_file_and_not_with_line_ends(base: Path) -> None:
    first = load(base=base).digest
    (base / "units.yaml").write_bytes(UNITS.replace("\n", "\r\n").encode())
    assert load(base=base).digest == first
    written(base, {"names/zones.csv": "name\n高新区\n"})
    assert load(base=base).digest != first


def test_a_change_is_seen_by_the_next_load(base: Path) -> None:
    load(base=base)
    written(base, {"units.yaml": UNITS.replace("unit.people", "unit.persons")})
    assert ids(load(base=base), "units") == ["unit.persons", "unit.money"]


@pytest.mark.parametrize("harm", ["emptied", "cut off", "altered", "a folder", "unwritable"])
def test_a_spoilt_cache_costs_time_only(harm: str, base: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    if harm == "unwritable":
        cache.write_text("a file where the folder should be")
    first = load(base=base)
    for kept in cache.glob("patterns-*.json"):
        content = kept.read_bytes()
        kept.unlink()
        if harm == "a folder":
            kept.mkdir()
        else:
            spoilt = {"emptied": b"", "cut off": content[:-9], "altered": content.replace(b"unit", b"tinu")}
            kept.write_bytes(spoilt[harm])
    again = load(base=base)
    assert ids(again, "units") == ids(first, "units") == ["unit.people", "unit.money"]


def test_writers_at_once_leave_one_whole_file(base: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: ids(load(base=base), "units"), range(16)))
    assert found == [["unit.people", "unit.money"]] * 16
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".json"]


def test_what_is_wrong_is_never_kept(base: Path) -> None:
    written(base, {"units.yaml": UNITS.replace("names: 万元", "naems: 万元")})
    for _ in range(2):
        with pytest.raises(PatternError, match="unknown field 'naems'"):
            load(base=base)


def test_a_kept_load_imports_neither_pydantic_nor_ruamel_and_is_quick(base: Path, tmp_path: Path) -> None:
    script = f"""
import json, sys, time
from pathlib import Path
import extractor.kept
extractor.kept.cache_folder = lambda: Path({str(tmp_path / "cache")!r})
from extractor.grammar import load
base = Path({str(base)!r})
times = []
for _ in range(5):
    start = time.perf_counter()
    load(base=base).entries("units")
    times.append(time.perf_counter() - start)
print(json.dumps([min(times), sorted({{"pydantic", "ruamel", "regex"}} & set(sys.modules))]))
"""
    load(base=base)
    quickest, imported = json.loads(subprocess.check_output([sys.executable, "-c", script]))
    assert imported == []
    assert quickest < 0.015


def test_the_own_patterns_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (own_folder() / "units.yaml").is_file()
