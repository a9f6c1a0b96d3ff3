"""Runs: the figures of two runs → what appeared, vanished, changed, or moved with its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.tables.tidy import Row

Cells = Mapping[str, str]
What = Literal["appeared", "vanished", "changed", "moved"]

FIELDS = (
    *(
        "raw",
        "value",
        "value_max",
        "unit",
        "dimension",
        "bound",
        "change",
        "aggregate",
        "per",
        "modality",
        "zone",
    ),
    *("organization", "program", "indicator", "canonical", "action", "period", "period_start", "period_end"),
)
"""What two runs may say differently of one figure."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of two runs, a side None where it has none; `fields` are those that differ."""

    what: What
    earlier: Cells | None
    later: Cells | None
    fields: tuple[str, ...] = ()


def differences(earlier: Iterable[Cells], later: Iterable[Cells]) -> list[Difference]:
    """What is not the same in the later run, in the order of sources, articles and places.

    Figures are the same by their id; one whose text moved has another id, and is found by its source and
    words, then by its article's title and its value.
    """
    old = {row["figure_id"]: row for row in earlier}
    new = {row["figure_id"]: row for row in later}
    found: list[Difference] = []
    for name, row in old.items():
        if name in new and (fields := _differing(row, new[name])):
            found.append(Difference("changed", row, new[name], fields))
    lost = [row for name, row in old.items() if name not in new]
    came = [row for name, row in new.items() if name not in old]
    for key in (_in_source, _in_title):
        pairs = list(_paired(lost, came, key))
        found += [Difference("moved", row, other, _differing(row, other)) for row, other in pairs]
        gone = {row["figure_id"] for pair in pairs for row in pair}
        lost = [row for row in lost if row["figure_id"] not in gone]
        came = [row for row in came if row["figure_id"] not in gone]
    found += [Difference("vanished", row, None) for row in lost]
    found += [Difference("appeared", None, row) for row in came]
    return sorted(found, key=_place)


def difference_rows(one: Difference) -> Iterator[Row]:
    """Its rows in differences.csv: one for a figure that appeared, vanished or moved, and one a field."""
    row = one.later or one.earlier or {}
    id_ = (one.earlier or row)["figure_id"]
    later_id = one.later["figure_id"] if one.later and one.earlier and one.later["figure_id"] != id_ else ""
    head = (id_, later_id, row["source"], row["article_index"], row["raw"])
    if one.what != "changed":
        yield (one.what, *head, "", "", "", row["sentence"])
    for name in one.fields:
        earlier, later = (one.earlier or {}).get(name, ""), (one.later or {}).get(name, "")
        yield ("changed", *head, name, earlier, later, row["sentence"])


def counted(found: Sequence[Difference]) -> dict[What, int]:
    """How many figures appeared, vanished, changed and moved; a moved one that changed counts as both."""
    counts: dict[What, int] = {"appeared": 0, "vanished": 0, "changed": 0, "moved": 0}
    for one in found:
        counts[one.what] += 1
        counts["changed"] += one.what == "moved" and bool(one.fields)
    return counts


def _differing(one: Cells, other: Cells) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if one.get(name, "") != other.get(name, ""))


def _in_source(row: Cells) -> tuple[str, ...]:
    return row["source"], row["raw"], row["value"], row["value_max"], row["unit"]


def _in_title(row: Cells) -> tuple[str, ...]:
    return row["title"], row["value"], row["value_max"], row["unit"], row["indicator"]


def _paired(
    lost: Sequence[Cells], came: Sequence[Cells], key: Callable[[Cells], tuple[str, ...]]
) -> Iterator[tuple[Cells, Cells]]:
    """Rows of the same key, in reading order; those that agree in most fields first."""
    waiting: dict[tuple[str, ...], list[Cells]] = defaultdict(list)
    for row in sorted(came, key=_reading_order):
        waiting[key(row)].append(row)
    for row in sorted(lost, key=_reading_order):
        others = waiting.get(key(row))
        if others:
            best = min(others, key=lambda other: len(_differing(row, other)))
            others.remove(best)
            yield row, best


def _reading_order(row: Cells) -> tuple[str, int, bool, int]:
    return row["source"], int(row["article_index"]), row["in_title"] != "1", int(row["start"])


def _place(one: Difference) -> tuple[tuple[str, int, bool, int], str]:
    return _reading_order(one.later or one.earlier or {}), one.what
