"""Zones: development zones and places that a text names, each mention joined to its fullest form.

Which figure a zone owns is decided in steps.zone_edges.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from extractor.lexicon.listed import Listed
from extractor.lexicon.places import Level, Place, Places
from extractor.model import Span
from extractor.steps.names import Cutter, name_start
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
            stops[kind] = tuple(entry.get("stops", ()))
        known = {}
        for row in names:
            for name in (row["name"], *filter(None, (row.get("aliases") or "").split("|"))):
                known[name] = row["name"]
        return cls(
            Listed(kind_of), kind_of, tuple(expressions), stops, known,
            compiled("|".join(lists["generic"]) or "(?!)"),
            compiled("|".join(lists["no-owner-after"]) or "(?!)"),
            compiled(f"(?:{'|'.join(lists['no-owner-before']) or '(?!)'})$"),
            frozenset(no_name),
            frozenset(no_place),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Zone:
    """One mention of a zone: where it stands, its fullest name in the article, and its kind.

    `key` joins the mentions of one zone; `generic` marks a mention by its kind alone (高新区, 园区, 全市).
    `owner` is false where the name only qualifies something else: 内蒙古自治区劳模.
    """

    span: Span
    name: str
    key: str
    kind: str
    rule: str
    in_title: bool = False
    generic: bool = False
    owner: bool = True


# The lower the rank, the narrower the zone that a report is about; places by their level.
_RANK = {
    "高新": 1, "经开": 1, "新区": 1, "保税": 1, "自贸": 1, "示范": 2, "园区": 2,
    "1": 3, "2": 3, "3": 3, "镇街": 4, "全国": 5,
}  # fmt: skip
_JOINT = frozenset({"、", "和", "与", "及", "以及"})
_AND_OTHERS = re.compile(r"等(?:地|省|市|区|周边|[0-9一二三四五六七八九十])")
_TAGS = ("n", "j", "b", "vn", "x", "f", "s", "eng", "q", "z", "g", "l")
_PROPER = ("ns", "nz", "nr", "nt", "x", "j", "nrt", "n", "f")
_TOWNS = frozenset("镇乡")
_TOWN = re.compile(r"(?:^|[。;\n])([一-鿿]{2,3})$")
_DEFINED = re.compile(r"^\((?:以下|下)?(?:统)?(?:简称|称)(?:为)?[“‘\"]?([^”’\")]{2,14})[”’\"]?\)")
_ADMINISTRATIVE = re.compile(r"[省市县区州盟]")


def find_zones(title: str, text: str, forms: ZoneForms, places: Places, words: Cutter) -> tuple[Zone, ...]:
    """Mentions of zones in a folded title and text, the title's first, each with its fullest form."""
    found = [(text_, in_title, places.find(text_)) for text_, in_title in ((title, True), (text, False))]
    full = {place.name for _, _, held in found for place in held if not place.short}
    mentions = [
        mention
        for text_, in_title, held in found
        for mention in _Finder(text_, in_title, _chains(held, full, forms.no_place), forms, words).mentions()
    ]
    return _joined(mentions, forms.known)


@dataclass(frozen=True, slots=True)
class _Mention:
    span: Span
    name: str
    core: str
    kind: str
    rule: str
    in_title: bool
    owner: bool
    defines: str = ""


@dataclass(frozen=True, slots=True)
class _Chain:
    """Places that follow each other downwards as one: 广东省广州市黄埔区."""

    span: Span
    name: str
    level: Level


def _chains(found: Sequence[Place], full: set[str], no_place: frozenset[str]) -> list[_Chain]:
    """Chains of places, left to right; a county's short form counts only beside its full one."""
    chains: list[_Chain] = []
    for place in found:
        if place.name in no_place and not (chains and chains[-1].span.end == place.span.start):
            continue
        if place.short and place.level is Level.COUNTY and place.name not in full:
            continue
        last = chains[-1] if chains else None
        if last and last.span.end == place.span.start and last.level < place.level:
            chains[-1] = _Chain(Span(last.span.start, place.span.end), place.name, place.level)
        else:
            chains.append(_Chain(place.span, place.name, place.level))
    return chains


class _Finder:
    """The mentions of one text; a character belongs to one mention at most."""

    def __init__(
        self, text: str, in_title: bool, chains: Sequence[_Chain], forms: ZoneForms, words: Cutter
    ) -> None:
        self._text = text
        self._in_title = in_title
        self._chains = chains
        self._starts = [chain.span.start for chain in chains]
        self._forms = forms
        self._words = words
        self._covered = bytearray(len(text))
        self._found: list[_Mention] = []

    def mentions(self) -> list[_Mention]:
        """Expressions first, then suffixes, general words and places."""
        forms, text = self._forms, self._text
        for expression, kind, rule in forms.expressions:
            for match in expression.finditer(text):
                core = match[0].removeprefix("在") if kind == "全国" else _free_trade_core(match[0])
                self._add(match.start(), match.end(), core, kind, rule)
        for start, end in forms.suffixes.longest(text):
            # 淡村镇 is a town: 村 and its like are no last word before another one.
            if end - start > 1 or text[end : end + 1] not in _TOWNS:
                self._suffix(start, end)
        for match in forms.generic.finditer(text):
            self._add(match.start(), match.end(), "", "?" + match[0], "zone.generic")
        for chain in self._chains:
            self._add(chain.span.start, chain.span.end, chain.name, str(int(chain.level)), "zone.place")
        return sorted(self._found, key=lambda mention: mention.span)

    def _add(self, start: int, end: int, core: str, kind: str, rule: str) -> None:
        text = self._text
        if self._covered.find(1, start, end) >= 0:
            return
        self._covered[start:end] = b"\1" * (end - start)
        owner = (
            self._forms.no_owner_after.match(text, end) is None
            and self._forms.no_owner_before.search(text[max(0, start - 6) : start]) is None
        )
        if kind in {"1", "2", "3"} and text[start - 1 : start] == "(" and text[end : end + 1] == ")":
            owner = False  # 小松机械制造(山东)有限公司
        defined = _DEFINED.match(text[end : end + 24])
        span = Span(start, end)
        self._found.append(
            _Mention(
                span, span.of(text), core, kind, rule, self._in_title, owner, defined[1] if defined else ""
            )
        )

    def _suffix(self, first: int, end: int) -> None:
        text = self._text
        kind, rule = self._forms.kind_of[text[first:end]]
        if text.endswith(self._forms.stops.get(kind) or ("\0",), 0, end):
            return
        start = self._start(first, kind)
        core = text[start:first]
        if kind == "镇街" and len(core) < 2 and (whole := _TOWN.search(text, max(0, start - 4), first)):
            start, core = (
                whole.start(1),
                whole[1],
            )  # a name of rare words, such as 淡村镇, at the start of a sentence
        if kind == "镇街" and not (2 <= len(core) <= 14 and core[-1] not in "全各本该两个多"):
            return
        if core and len(core) < 2 and not self._chain_at(start):
            return
        if kind == "园区" and core and not self._is_proper(start, first):
            core = ""  # 标准化厂房园区 is a kind of place, and no zone's name
        self._add(start, end, core, kind if core else f"?{kind}", rule)

    def _is_proper(self, start: int, end: int) -> bool:
        return self._chain_at(start) or any(
            tag.startswith(("ns", "nr", "nz", "nt", "j", "x", "eng"))
            for _, tag in self._words.tagged(self._text[start:end])
        )

    def _chain_at(self, start: int) -> bool:
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._starts[at] == start

    def _start(self, end: int, kind: str) -> int:
        """Where the zone's name begins: at the places before it, else at the proper nouns before it."""
        text, words, stops = self._text, self._words, self._forms.no_name
        start = name_start(text, end, words, allowed=_TAGS, stops=stops, most=4, reach=16)
        at = bisect_right(self._starts, end - 1) - 1
        last = self._chains[at].span if at >= 0 else None
        if last is not None and last.end > end and at > 0:
            last = self._chains[at - 1].span
        if last is not None and start <= last.end <= end:
            if last.end == end or _is_name(text[last.end : end]):
                return last.start
            return start
        if start == end:
            return end
        # Without a place, only what looks like a proper name: the last words, few as they are.
        most = 3 if kind == "示范" else 2  # 横琴|粤澳|深度
        return name_start(text, end, words, allowed=_PROPER, stops=stops, most=most, reach=8)


def _free_trade_core(name: str) -> str:
    tail = re.search(r"([一-鿿]{2,5})片区$", name)
    if tail:
        core = re.sub(r"^.*(?:试验区|自贸区)", "", tail[1])
        return core or tail[1]
    inside = re.search(r"\(([^)]+)\)", name)
    return inside[1] if inside else re.sub(r"(?:自由贸易试验区|自贸试验区|自贸区)$", "", name)


def _is_name(between: str) -> bool:
    return (
        0 < len(between) <= 8
        and all("一" <= char <= "鿿" for char in between)
        and not set(between) & set("的在和与及是为了")
    )


def _joined(mentions: Sequence[_Mention], known: Mapping[str, str]) -> tuple[Zone, ...]:
    """Mentions with keys and fullest names, generic ones without; the title's first."""
    groups: dict[str, list[_Mention]] = {}
    group_of: dict[str, str] = {}  # a name → the first name of its group
    by_end: dict[tuple[str, str], list[str]] = {}  # kind and last characters of a name → names
    first: dict[str, _Mention] = {}
    for mention in mentions:
        if mention.kind.startswith("?"):
            continue
        name = mention.name
        if name not in group_of:
            end = (mention.kind, _bare(mention.core)[-1:])
            listed = known.get(name)
            home = next(
                (group_of[other] for other in by_end.get(end, ()) if _same(mention, first[other])), name
            )
            if home == name and listed is not None:
                home = group_of.get(
                    listed, next((group_of[n] for n in group_of if known.get(n) == listed), name)
                )
            group_of[name] = home
            first[name] = mention
            by_end.setdefault(end, []).append(name)
        if mention.defines and mention.defines not in group_of:
            group_of[mention.defines] = group_of[name]
            first[mention.defines] = mention
        groups.setdefault(group_of[name], []).append(mention)
    fullest = {key: max(group, key=lambda m: (len(m.name), -m.span.start)) for key, group in groups.items()}
    zones = [
        Zone(m.span, full.name, f"{full.kind}:{full.core}", full.kind, m.rule, m.in_title, False, m.owner)
        for key, full in fullest.items()
        for m in groups[key]
    ]
    zones += [
        Zone(m.span, m.name, "", m.kind[1:], m.rule, m.in_title, True, m.owner)
        for m in mentions
        if m.kind.startswith("?")
    ]
    return tuple(sorted(zones, key=lambda zone: (not zone.in_title, zone.span)))


def _same(one: _Mention, other: _Mention) -> bool:
    """Whether two mentions of one kind name one zone: the one's name is the end of the other's."""
    if one.kind in {"1", "2", "3"}:
        return one.core == other.core
    a, b = _bare(one.core), _bare(other.core)
    return bool(a and b) and (a.endswith(b) or b.endswith(a))


def _bare(core: str) -> str:
    return _ADMINISTRATIVE.sub("", core)


def rank_of(zone: Zone) -> int:
    """How narrow a zone is as the matter of a report: 1 for a development zone, 3 for a place."""
    return _RANK.get(zone.kind, 9)


def zone_groups(text: str, zones: Sequence[Zone]) -> tuple[tuple[Zone, ...], ...]:
    """Zones of one rank that a text joins by 、 and 和, left to right; what ends in 等地 is no whole list."""
    groups: list[tuple[Zone, ...]] = []
    current: list[Zone] = []
    for zone in (*(z for z in zones if not z.generic), None):
        joined = (
            zone is not None
            and current
            and text[current[-1].span.end : zone.span.start] in _JOINT
            and rank_of(zone) == rank_of(current[-1])
        )
        if zone is not None and joined:
            current.append(zone)
            continue
        if len({held.key for held in current}) > 1 and not _AND_OTHERS.match(text, current[-1].span.end):
            groups.append(tuple(current))
        current = [zone] if zone is not None else []
    return tuple(groups)
