"""Organizations: enterprises, unions, institutions and studios that a text names as owners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from extractor.lexicon.listed import Listed
from extractor.model import Span
from extractor.steps.names import Cutter, name_start
from extractor.text import kept_re as re
from extractor.text.expressions import compiled

_TAGS = ("n", "j", "b", "vn", "x", "f", "s", "eng", "z", "g", "l", "a", "v", "i", "q")
_BRACKET = re.compile(r"[一-鿿A-Za-z]+\([一-鿿]{2,6}\)$")


@dataclass(frozen=True, slots=True)
class OrganizationForms:
    """The last parts of organizations' names with their kinds, and what makes a name no owner."""

    suffixes: Listed
    kind_of: Mapping[str, tuple[str, str]]
    stops: frozenset[str]
    speaks: regex.Pattern[str]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> OrganizationForms:
        """Forms from the entries of organizations.yaml."""
        kind_of: dict[str, tuple[str, str]] = {}
        stops: set[str] = set()
        speaks: list[str] = []
        for entry in entries:
            kind_of.update((suffix, (entry["kind"], entry["id"])) for suffix in entry["suffixes"])
            stops.update(entry.get("stops", ()))
            stops.update(entry.get("words") or ())
            if entry["kind"] == "no-owner":
                speaks += entry["match"]
        return cls(Listed(kind_of), kind_of, frozenset(stops), compiled("|".join(speaks)))


@dataclass(frozen=True, slots=True)
class Organization:
    """One mention of an organization; `owner` is false for one that only speaks, or is a source."""

    span: Span
    name: str
    kind: str
    rule: str
    owner: bool = True


def find_organizations(text: str, forms: OrganizationForms, words: Cutter) -> tuple[Organization, ...]:
    """Organizations of a folded text, left to right; a name may hold a place in brackets."""
    found: list[Organization] = []
    for first, end in forms.suffixes.longest(text):
        kind, rule = forms.kind_of[text[first:end]]
        start = _start(text, first, forms, words)
        if first - start < 2 or (kind == "studio" and not _is_person(text[start:first], words)):
            continue
        if found and found[-1].span.end > start:
            # 某集团有限公司工会: the union's name does not take the enterprise's with it.
            if found[-1].span.end >= end:
                continue
            start = found[-1].span.end if kind != found[-1].kind else start
            if first - start < 2:
                continue
            while found and found[-1].span.end > start:
                found.pop()
        span = Span(start, end)
        owner = forms.speaks.match(text, span.end) is None
        found.append(Organization(span, span.of(text), kind, rule, owner))
    return tuple(found)


def _start(text: str, end: int, forms: OrganizationForms, words: Cutter) -> int:
    """Where the name begins, brackets and all: 小松机械制造(山东)有限公司."""
    start = name_start(text, end, words, allowed=_TAGS, stops=forms.stops, most=8, reach=24)
    bracket = _BRACKET.search(text, max(0, start - 24), start)
    if bracket is None or start == 0:
        return start
    opens = bracket.start() + bracket[0].index("(")
    return name_start(text, opens, words, allowed=_TAGS, stops=forms.stops, most=6, reach=16)


def _is_person(own: str, words: Cutter) -> bool:
    return any(tag.startswith("nr") for _, tag in words.tagged(own))
