"""Overlay: suggestions → the pattern files that teach them, as text, and as entries to try in memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from extractor.compare.suggestion import Suggestion

Names = Mapping[str, Sequence[Mapping[str, str]]]
"""The house's rows of lists of names, by stem: an alias goes to the row that it belongs to."""

_LISTS = {
    "units.yaml": "units", "bounds.yaml": "bounds", "exclusions.yaml": "exclusions",
    "periods.yaml": "periods", "marks.yaml": "marks", "indicators.yaml": "indicators", "zones.yaml": "forms",
    "organizations.yaml": "forms", "programs.yaml": "forms",
}  # fmt: skip
# What an entry must have that only holds gaps, so that it knows nothing.
_EMPTY: Mapping[str, Mapping[str, object]] = {
    "units.yaml": {"dimension": "count", "names": []},
    "bounds.yaml": {"bound": "exact"},
    "periods.yaml": {"match": []},
    "marks.yaml": {"field": "change", "value": "level"},
    "indicators.yaml": {"match": []},
}
_HEAD = """\
# 由 extractor compare 对照手工数据提出的建议。每条写明依据；不接受的，删去该条即可，其余照用：
#   extractor check 本文件夹
#   extractor run … --patterns 本文件夹
# Suggestions of a comparison with manual figures. Delete what you do not accept; the rest is used as it is.
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """An example that does not work yet, for `file`; `rests_on` says which figures show it."""

    file: str
    example: Mapping[str, str]
    rests_on: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """Entries by file, rows of lists by file, each entry with the lines that say what it rests on."""

    entries: Mapping[str, Sequence[tuple[Mapping[str, Any], Sequence[str]]]] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)

    def by_stem(self) -> dict[str, list[Mapping[str, Any]]]:
        """The entries for each file's stem."""
        return {
            file.removesuffix(".yaml"): [entry for entry, _ in held] for file, held in self.entries.items()
        }

    def names(self) -> dict[str, list[Mapping[str, str]]]:
        """The rows for each list's stem."""
        return {
            file.removeprefix("names/").removesuffix(".csv"): list(rows) for file, rows in self.rows.items()
        }

    def files(self) -> dict[str, str]:
        """The text of every file, by its place in the folder."""
        texts = {
            file: _HEAD + f"{_LISTS[file]}:\n" + "".join(_entry_text(entry, about) for entry, about in held)
            for file, held in sorted(self.entries.items())
        }
        texts |= {file: _rows_text(rows) for file, rows in sorted(self.rows.items())}
        return texts


def overlay_of(suggestions: Iterable[Suggestion], gaps: Iterable[Gap], names: Names) -> Overlay:
    """The files of the suggestions; the gaps of a file stand in one entry at its end."""
    entries: dict[str, list[tuple[Mapping[str, Any], Sequence[str]]]] = {}
    rows: dict[str, list[Mapping[str, str]]] = {}
    for one in suggestions:
        if one.kind == "alias":
            row = _alias_row(one, [*names.get(_stem(one.file), ())], rows.setdefault(one.file, []))
            if row is not None:
                kept = [held for held in rows[one.file] if held["name"] != row["name"]]
                rows[one.file] = [*kept, row]
        else:
            entries.setdefault(one.file, []).append((_entry(one), _rests_on(one)))
    gaps_of: dict[str, list[Gap]] = {}
    for gap in gaps:
        gaps_of.setdefault(gap.file, []).append(gap)
    for file, held in gaps_of.items():
        entry: dict[str, Any] = {
            "id": f"{_stem(file)}.suggested-gaps",
            "about": "手工数据里有、现在还读不对的",
        }
        entry |= _EMPTY.get(file, {})
        entry["gaps"] = [dict(gap.example) for gap in held]
        entries.setdefault(file, []).append((entry, [f"{gap.rests_on}" for gap in held]))
    return Overlay(entries, {file: held for file, held in rows.items() if held})


def entry_id(suggestion: Suggestion) -> str:
    """The id of the suggestion's entry, the same for the same suggestion; empty for an alias."""
    if suggestion.kind == "alias":
        return ""
    digest = blake2b("\x1f".join(suggestion.key).encode("utf-8"), digest_size=4).hexdigest()
    return f"{suggestion.kind}.suggested-{digest}"


def _stem(file: str) -> str:
    return file.removeprefix("names/").rpartition(".")[0]


def _entry(one: Suggestion) -> dict[str, Any]:
    tests = "rejects" if one.kind == "reject" else "examples"
    about = {
        "unit": "量词",
        "zone": "区域名",
        "program": "项目名",
        "organization": "单位名的末尾",
        "reject": "不是数字",
    }
    entry: dict[str, Any] = {"id": entry_id(one), "about": f"建议：{about[one.kind]} {one.name}", **one.entry}
    if one.examples:
        entry[tests] = [dict(example) for example in one.examples]
    return entry


def _rests_on(one: Suggestion) -> list[str]:
    lines = [f"mends {one.mends}; {_some(one.places)}"] if one.places else [f"mends {one.mends}"]
    if one.figure_ids:
        lines.append(f"figures {_some(one.figure_ids)}")
    return [*lines, one.sentence]


def _some(words: Sequence[str], most: int = 5) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return "; ".join(words[:most]) + more


def _alias_row(
    one: Suggestion, listed: Sequence[Mapping[str, str]], ours: Sequence[Mapping[str, str]]
) -> Mapping[str, str] | None:
    """The row of the list that gets the alias: that of the name, or of its alias; else a new one."""

    def has(row: Mapping[str, str]) -> bool:
        return one.stands_for in {row["name"], *row.get("aliases", "").split("|")}

    for rows in (ours, listed):
        found = [row for row in rows if has(row)]
        if len(found) > 1:
            return None
        if found:
            aliases = [*filter(None, found[0].get("aliases", "").split("|")), one.name]
            return {**found[0], "aliases": "|".join(dict.fromkeys(aliases))}
    columns = list(listed[0]) if listed else ["name", "aliases"]
    return dict.fromkeys(columns, "") | {"name": one.stands_for, "aliases": one.name}


def _entry_text(entry: Mapping[str, Any], about: Sequence[str]) -> str:
    lines = [f"  # {' '.join(line.split())}\n" for line in about]
    for at, (name, value) in enumerate(entry.items()):
        lead = "  - " if at == 0 else "    "
        if name in {"examples", "rejects", "gaps"}:
            lines.append(f"{lead}{name}:\n")
            lines += [f"      - {_flow(test)}\n" for test in value]
        else:
            lines.append(f"{lead}{name}: {_flow(value)}\n")
    return "".join(lines)


def _flow(value: Any) -> str:
    """The value on one line; what JSON writes is YAML, too."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(held)}" for name, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(held) for held in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _rows_text(rows: Sequence[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
