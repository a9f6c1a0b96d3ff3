"""Zones: development zones and places that a text names, each mention joined to its fullest form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from extractor.lexicon.places import Level, Place, Places
from extractor.model import Span
from extractor.steps.names import Cutter, name_start


@dataclass(frozen=True, slots=True)
class ZoneForms:
    """Forms of zones: suffixes and expressions with their kinds, and what they must not be part of."""

    suffix: regex.Pattern[str]
    kind_of: Mapping[str, tuple[str, str]]  # suffix → (kind, id)
    expressions: tuple[tuple[regex.Pattern[str], str, str], ...]
    stops: Mapping[str, tuple[str, ...]]  # kind → words that the suffix must not be the end of
    known: Mapping[str, str]  # a listed name or alias → the listed name

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]], names: Iterable[Mapping[str, str]] = ()) -> ZoneForms:
        """Forms from the entries of zones.yaml and the rows of names/zones.csv."""
        kind_of: dict[str, tuple[str, str]] = {}
        expressions = []
        stops: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            kind_of.update((suffix, (entry["kind"], entry["id"])) for suffix in entry.get("suffixes", ()))
            expressions += [(regex.compile(source), entry["kind"], entry["id"]) for source in entry.get("match", ())]
            stops[entry["kind"]] = tuple(entry.get("stops", ()))
        known = {}
        for row in names:
            for name in (row["name"], *filter(None, (row.get("aliases") or "").split("|"))):
                known[name] = row["name"]
        longest = sorted(kind_of, key=len, reverse=True)
        return cls(regex.compile("|".join(longest)), kind_of, tuple(expressions), stops, known)


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


_TAGS = ("n", "j", "b", "vn", "x", "f", "s", "eng", "q", "z", "g", "l")
_STOPS = frozenset(
    "国家级 省级 市级 自治区级 全国 全省 全市 全区 各 该 本 我 首批 我们 全 个 企业 职工 辖区 主席 干部 记者 各类 不同 目前 家 座 "
    "总工会 工会 管委会 党工委 委员会 公司 集团 会员 工人 工匠 周边 沿海 特色 重点 新型 综合 现代 知名 大型 老牌 省市 多个 工业 高新 产业 "
    "先进 所在 联合 所属 方面 负责人 主任 书记 部长 局长 项目 时代 智慧 美丽 幸福 绿色 数字 创新 创业".split()
)
_NOT_OWNER = regex.compile(
    r"^(?:级|籍|人民|劳模|劳动模范|劳动奖|技术能手|五一|工匠[^学培工]|首席|市场|等地|等周边|周边|话|式|五小|优秀|先进|十大|先锋|最美|道德模范|杯|菜|大学|地铁|一带一路|路|大道|有限)"
)
_BEFORE_NOT_OWNER = regex.compile(r"(?:荣获|获评|获|评为|授予|入选|来自|赴|前往|考察|学习|远销|出口|毕业于|原籍|当选|向|对标)$")
_DEFINED = regex.compile(r"^\((?:以下|下)?(?:统)?(?:简称|称)(?:为)?[“‘\"]?([^”’\")]{2,14})[”’\"]?\)")
_GENERIC_PLACE = regex.compile(
    r"(?:全|该|我|本|此)(?:省|市|县|区|旗|州|镇|乡|村|街道|新区|高新区|经开区|开发区|园区|片区)(?!域|别|分|长|政府|委)|(?:园区|区内|区域内|辖区)"
)


def find_zones(
    title: str, text: str, forms: ZoneForms, places: Places, words: Cutter
) -> tuple[Zone, ...]:
    """Mentions of zones in a folded title and text, the title's first, each with its fullest form."""
    mentions = [
        *_mentions(title, True, forms, places, words),
        *_mentions(text, False, forms, places, words),
    ]
    return _joined(mentions)


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


def _mentions(text: str, in_title: bool, forms: ZoneForms, places: Places, words: Cutter) -> list[_Mention]:
    if not text:
        return []
    chains = _chains(text, places.find(text))
    found: list[_Mention] = []
    taken: list[Span] = []

    def add(start: int, end: int, core: str, kind: str, rule: str) -> None:
        span = Span(start, end)
        if any(span.overlaps(other) for other in taken):
            return
        taken.append(span)
        owner = not _NOT_OWNER.match(text[end : end + 6]) and not _BEFORE_NOT_OWNER.search(text[max(0, start - 4) : start])
        defined = _DEFINED.match(text[end : end + 24])
        found.append(_Mention(span, span.of(text), core, kind, rule, in_title, owner, defined[1] if defined else ""))

    for expression, kind, rule in forms.expressions:
        for match in expression.finditer(text):
            core = match[0] if kind == "全国" else _free_trade_core(match[0])
            name_end = match.end()
            add(match.start(), name_end, core.removeprefix("在"), kind, rule)
    for match in forms.suffix.finditer(text):
        suffix = match[0]
        kind, rule = forms.kind_of[suffix]
        start = _zone_start(text, match.start(), chains, words)
        core = text[start : match.start()]
        if text.endswith(forms.stops.get(kind) or ("\0",), 0, match.end()):
            continue
        if core and kind == "镇街" and not _town_stands(core):
            continue
        if kind == "镇街" and not core:
            continue
        if core and len(core) < 2 and not any(span.start == start for span, _, _ in chains):
            continue
        add(start, match.end(), core, kind if core else f"?{kind}", rule)
    for match in _GENERIC_PLACE.finditer(text):
        add(match.start(), match.end(), "", "?" + match[0], "zone.generic")
    for span, name, level in chains:
        add(span.start, span.end, name, level, "zone.place")
    return sorted(found, key=lambda mention: mention.span)


def _town_stands(core: str) -> bool:
    return 2 <= len(core) <= 14 and core[-1] not in "全各本该两个多"


def _free_trade_core(name: str) -> str:
    tail = regex.search(r"([一-鿿]{2,5})片区$", name)
    if tail:
        core = regex.sub(r"^.*(?:试验区|自贸区)", "", tail[1])
        return core or tail[1]
    inside = regex.search(r"\(([^)]+)\)", name)
    return inside[1] if inside else regex.sub(r"(?:自由贸易试验区|自贸试验区|自贸区)$", "", name)


def _chains(text: str, found: Sequence[Place]) -> list[tuple[Span, str, str]]:
    """Places that follow each other downwards as one: 广东省广州市黄埔区. (span, key, level)"""
    full = {place.name for place in found if not place.short}
    chains: list[tuple[Span, str, str]] = []
    for place in found:
        if place.short and place.level is Level.COUNTY and place.name not in full:
            continue
        start, end = place.span.start, place.span.end
        if chains and chains[-1][0].end == start and int(chains[-1][2]) < place.level:
            chains[-1] = (Span(chains[-1][0].start, end), place.name, str(int(place.level)))
        else:
            chains.append((Span(start, end), place.name, str(int(place.level))))
    return chains


def _zone_start(text: str, end: int, chains: Sequence[tuple[Span, str, str]], words: Cutter) -> int:
    """Where the zone's name begins: at the places before it, else at the proper nouns before it."""
    start = name_start(text, end, words, allowed=_TAGS, stops=_STOPS, most=4, reach=16)
    inside = [span for span, _, _ in chains if start - 8 <= span.start < end and span.end <= end]
    near = [span for span in inside if span.end >= start or span.start >= start]
    if near:
        first = near[-1]
        for span in reversed(near[:-1]):
            if span.end == first.start:
                first = span
        if first.end == end or _is_name(text[first.end : end]):
            return first.start
        return first.start if start <= first.start else start
    if start == end:
        return end
    # Without a place, only what looks like a proper name: the last two words at most.
    return name_start(text, end, words, allowed=("ns", "nz", "nr", "nt", "x", "j", "nrt", "n"), stops=_STOPS, most=2, reach=8)


def _is_name(between: str) -> bool:
    return 0 < len(between) <= 8 and all("一" <= char <= "鿿" for char in between) and not set(between) & set("的在和与及是为了")


def _joined(mentions: Sequence[_Mention]) -> tuple[Zone, ...]:
    """Mentions with keys and fullest names; generic ones take the zone that they stand for."""
    groups: list[list[_Mention]] = []
    for mention in mentions:
        if mention.kind.startswith("?"):
            continue
        home = next((group for group in groups if any(_same(mention, other) for other in group)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    fullest = {id(group): max(group, key=lambda m: (len(m.name), -m.span.start)) for group in groups}
    zones: list[Zone] = []
    for group in groups:
        full = fullest[id(group)]
        for mention in group:
            zones.append(
                Zone(mention.span, full.name, f"{full.kind}:{full.core}", full.kind, mention.rule, mention.in_title, False, mention.owner)
            )
    for mention in mentions:
        if mention.kind.startswith("?"):
            zones.append(Zone(mention.span, mention.name, "", mention.kind[1:], mention.rule, mention.in_title, True, mention.owner))
    return tuple(sorted(zones, key=lambda zone: (not zone.in_title, zone.span)))


def _same(one: _Mention, other: _Mention) -> bool:
    """Whether two mentions name one zone: of one kind, and one name is the end of the other, or defines it."""
    if one.name == other.name:
        return True
    if other.defines and one.name == other.defines or one.defines and other.name == one.defines:
        return True
    if one.kind != other.kind:
        return False
    if one.kind in {"1", "2", "3"}:
        return one.core == other.core
    a, b = _bare(one.core), _bare(other.core)
    return bool(a and b) and (a.endswith(b) or b.endswith(a))


def _bare(core: str) -> str:
    return regex.sub(r"[省市县区州盟]", "", core)
