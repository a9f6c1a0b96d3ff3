"""Zone forms: what zones.yaml and names/zones.csv say, compiled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from extractor.lexicon.listed import Listed
from extractor.text.expressions import compiled


@dataclass(frozen=True, slots=True)
class ZoneForms:
    """Forms of zones: suffixes and expressions with their kinds, and what they must not be part of."""

    suffixes: Listed
    kind_of: Mapping[str, tuple[str, str]]  # suffix → (kind, id)
    expressions: tuple[tuple[regex.Pattern[str], str, str], ...]
    stops: Mapping[str, tuple[str, ...]]  # kind → words that the suffix must not be the end of
    known: Mapping[str, str]  # a listed name or alias → the listed name
    generic: regex.Pattern[str]
    no_owner_after: regex.Pattern[str]
    no_owner_before: regex.Pattern[str]
    venue: regex.Pattern[str]  # what follows 在 and a place where something is held
    firm_after: regex.Pattern[str]  # what follows a short name of a place inside the name of a firm
    no_name: frozenset[str]
    no_place: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]], names: Iterable[Mapping[str, str]] = ()) -> ZoneForms:
        """Forms from the entries of zones.yaml and the rows of names/zones.csv."""
        kind_of: dict[str, tuple[str, str]] = {}
        expressions = []
        stops: dict[str, tuple[str, ...]] = {}
        lists: dict[str, list[str]] = {
            "generic": [],
            "collective": [],
            "no-owner-after": [],
            "no-owner-before": [],
            "venue": [],
            "firm-after": [],
        }
        no_name: set[str] = set()
        no_place: set[str] = set()
        for entry in entries:
            kind = entry["kind"]
            if kind in {"no-name", "no-place"}:
                (no_name if kind == "no-name" else no_place).update(entry["words"])
                continue
            if kind in lists:
                lists[kind] += entry["match"]
                continue
            kind_of.update((suffix, (kind, entry["id"])) for suffix in entry.get("suffixes", ()))
            expressions += [(compiled(source), kind, entry["id"]) for source in entry.get("match", ())]
            # An entry of one's own adds a form to a kind; the words that are none stay so.
            stops[kind] = (*stops.get(kind, ()), *entry.get("stops", ()))
        known = {}
        for row in names:
            for name in (row["name"], *filter(None, (row.get("aliases") or "").split("|"))):
                known[name] = row["name"]
        return cls(
            Listed(kind_of), kind_of, tuple(expressions), stops, known,
            compiled("|".join(lists["generic"]) or "(?!)"),
            compiled("|".join(lists["no-owner-after"]) or "(?!)"),
            compiled(f"(?:{'|'.join(lists['no-owner-before']) or '(?!)'})$"),
            compiled("|".join(lists["venue"]) or "(?!)"),
            compiled("|".join(lists["firm-after"]) or "(?!)"),
            frozenset(no_name),
            frozenset(no_place),
        )  # fmt: skip
