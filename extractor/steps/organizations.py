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
_PLACES = tuple(tag for tag in _TAGS if tag not in {"v", "vn", "i", "q"})
# 由|市总工会, 会费由|市总工会
_LEAD = re.compile(
    "(?:[由经是与和向对为到从于在被让把将以及](?=[省市区县州盟旗]))+|.+[由经](?=[省市区县州盟旗]{1,2}$)"
)
# 旺旺集团、春晖纺织等32家企业: those are examples of what is counted, and own nothing
_EXAMPLE = re.compile("[^,。;:!?\n]{0,60}?等(?:[0-9一二两三四五六七八九十百]+[余多]?)[家所个名位户](?!工会)")
_BRACKET = re.compile(r"[一-鿿A-Za-z]+\([一-鿿]{2,6}\)$")


@dataclass(frozen=True, slots=True)
class OrganizationForms:
    """The last parts of organizations' names with their kinds, and what makes a name no owner."""

    suffixes: Listed
    kind_of: Mapping[str, tuple[str, str]]
    stops: frozenset[str]
    speaks: regex.Pattern[str]
    general: frozenset[str]
    levels: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> OrganizationForms:
        """Forms from the entries of organizations.yaml."""
        kind_of: dict[str, tuple[str, str]] = {}
        stops: set[str] = set()
        speaks: list[str] = []
        apart: dict[str, frozenset[str]] = {"general": frozenset(), "level": frozenset()}
        for entry in entries:
            if entry["kind"] in apart:
                apart[entry["kind"]] |= frozenset(entry["words"])
                continue
            kind_of.update((suffix, (entry["kind"], entry["id"])) for suffix in entry["suffixes"])
            stops.update(entry.get("stops", ()))
            stops.update(entry.get("words") or ())
            if entry["kind"] == "no-owner":
                speaks += entry["match"]
        names = apart["general"], apart["level"]
        return cls(Listed(kind_of), kind_of, frozenset(stops), compiled("|".join(speaks)), *names)


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
    barred = forms.stops | forms.levels
    for first, end in forms.suffixes.longest(text):
        kind, rule = forms.kind_of[text[first:end]]
        if text.startswith("总工会", first):
            start = name_start(text, first, words, allowed=_PLACES, stops=forms.stops, most=8, reach=24)
        else:
            start = _start(text, first, barred, words)
        if lead := _LEAD.match(text, start, first):
            start = lead.end()
        if first - start < 2 and not (kind == "union" and text[start:first] in forms.levels):
            continue
        if kind == "studio" and not _is_person(text[start:first], words):
            continue
        if kind in {"enterprise", "institution"} and _is_general(text[start:first], forms, words):
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
        example = _EXAMPLE.match(text, end)
        joint = example is not None and kind == "union" and text.startswith(("单位", "部门"), example.end())
        owner = forms.speaks.match(text, end) is None and (example is None or joint)
        name = span.of(text)
        if kind == "union":
            near = text.rfind("\n", 0, start)
            name = _fullest(name, [held for held in found if held.span.start > near])
        found.append(Organization(span, name, kind, rule, owner))
    return tuple(found)


def _fullest(name: str, found: list[Organization]) -> str:
    """The name of a union in the fullest form before it, where that is one: 市总工会 after 济宁市总工会."""
    fuller = {held.name for held in found if held.name.endswith(name) and held.name != name}
    return fuller.pop() if len(fuller) == 1 else name


def _start(text: str, end: int, stops: frozenset[str], words: Cutter) -> int:
    """Where the name begins, brackets and all: 恒岳重机制造(江北)有限公司."""
    start = name_start(text, end, words, allowed=_TAGS, stops=stops, most=8, reach=24)
    bracket = _BRACKET.search(text, max(0, start - 24), start)
    if bracket is None or start == 0:
        return start
    opens = bracket.start() + bracket[0].index("(")
    return name_start(text, opens, words, allowed=_TAGS, stops=stops, most=6, reach=16)


def _is_general(own: str, forms: OrganizationForms, words: Cutter) -> bool:
    """Whether the words before a last part say only of which sort it is: 运输|公司, 定点|医院."""
    return all(word in forms.general for word, _ in words.tagged(own))


def _is_person(own: str, words: Cutter) -> bool:
    return any(tag.startswith("nr") for _, tag in words.tagged(own))
