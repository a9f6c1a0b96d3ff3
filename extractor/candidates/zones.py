"""Zones as candidates: every zone and place that a text names, the nation, regions, and places joined by 、.

steps.zones finds development zones and administrative divisions by their forms and lists; here they are
joined by what the segmenter takes for a place, by the nation and its bodies, by regions, and by groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from extractor.candidates.ground import Ground
from extractor.candidates.mention import Mention
from extractor.steps.zones import Zone
from extractor.text import kept_re as re
from extractor.text.expressions import compiled

_JOINT = frozenset({"、", "和", "与", "及", "以及"})
_MOST_JOINED = 8
_FULL = ("省", "市", "县", "区", "旗", "州", "盟", "镇", "乡", "村", "街道", "社区")
# 杭州高新区(滨江): the bracket belongs to the name, unless it defines a short form
_BRACKET = re.compile(r"\((?!以下|简称|下称|统称)([一-鿿]{2,4})\)")
_DEVELOPMENT = frozenset({"高新", "经开", "新区", "保税", "自贸", "示范"})
_NATION = "全国"
_WE = "我国"


@dataclass(frozen=True, slots=True)
class WideZones:
    """What zones.yaml says of the nation, its bodies, and regions that are no division."""

    nation: regex.Pattern[str]
    bodies: regex.Pattern[str]
    regions: regex.Pattern[str]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> WideZones:
        """The expressions of the entries of these kinds."""
        matches: dict[str, list[str]] = {}
        for entry in entries:
            matches.setdefault(entry["kind"], []).extend(entry.get("match") or ())
        return cls(*(compiled("|".join(matches.get(k, ())) or "(?!)") for k in ("nation", "body", "region")))


def zone_mentions(
    ground: Ground, title: Sequence[Zone], body: Sequence[Zone], wide: WideZones
) -> list[Mention]:
    """Every mention of a zone or place, left to right, with the fullest name that the article gives."""
    found = [_listed(zone, ground) for zone in (*title, *body)]
    taken = bytearray(len(ground.text))
    for mention in found:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    text = ground.text
    nation = [match for match in wide.nation.finditer(text) if not taken[match.start()]]
    we = sum(match[0] == _WE for match in nation) * 2 > len(nation)
    for match in nation:
        name = match[0] if match[0] in {_NATION, _WE} else (_WE if we else _NATION)
        found.append(Mention(*match.span(), _NATION, name, "nation", "named", 5, "zone.nation"))
        taken[match.start() : match.end()] = b"\1" * len(match[0])
    for match in wide.bodies.finditer(text):
        name = _WE if we else _NATION
        found.append(Mention(*match.span(), _NATION, name, "nation", "body", 6, "zone.nation"))
    for match in wide.regions.finditer(text):
        if taken.find(1, *match.span()) < 0:
            found.append(Mention(*match.span(), match[0], match[0], "region", "named", 5, "zone.region"))
            taken[match.start() : match.end()] = b"\1" * len(match[0])
    found += [
        Mention(word.start, word.end, word.text, word.text, "word", "named", 5, "zone.word")
        for word in ground.words
        if word.tag == "ns" and len(word.text) > 1 and taken.find(1, word.start, word.end) < 0
    ]
    found.sort(key=_place)
    found = _meant(_fullest(found, text))
    return sorted([*found, *_groups(found, text)], key=_place)


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def _listed(zone: Zone, ground: Ground) -> Mention:
    start, end = ground.place(zone.span, in_title=zone.in_title)
    trait = (1 if zone.owner else 2) + (2 if zone.quoted else 0)
    if zone.generic:
        word = ground.text[start:end]
        return Mention(start, end, f"?{word}", word, "general", word, trait, zone.rule)
    return Mention(start, end, zone.key, zone.name, zone.kind, "named", trait, zone.rule)


def _fullest(found: Sequence[Mention], text: str) -> list[Mention]:
    """The mentions, each with the form of its zone's name that says 市 or 县, and with its bracket."""
    names: dict[str, str] = {}
    for mention in found:
        if mention.kind in {"nation", "general", "region"}:
            continue
        name = names.setdefault(mention.key, mention.name)
        written = text[mention.start : mention.end]
        if written.endswith(_FULL) and not name.endswith(_FULL):
            names[mention.key] = written
    for mention in found:
        if mention.kind in _DEVELOPMENT and (bracket := _BRACKET.match(text, mention.end)):
            name = names[mention.key]
            if "(" not in name:
                names[mention.key] = name + bracket[0]
    return [mention._replace(name=names.get(mention.key, mention.name)) for mention in found]


def _meant(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, a general word (全市, 该区) as one more of the last zone of its kind before it.

    The title's zones come before the text's; a word that no zone fits stays what it is.
    """
    resolved: list[Mention] = []
    for mention in found:
        if mention.kind == "general":
            fitting = (
                one for one in reversed(resolved) if one.kind != "general" and is_of(mention.form, one)
            )
            zone = next(fitting, None)
            if zone is not None:
                mention = mention._replace(
                    key=zone.key, name=zone.name, kind=zone.kind, form=f"general {mention.form}"
                )
        resolved.append(mention)
    return resolved


def is_of(word: str, zone: Mention) -> bool:
    """Whether a zone is of the kind that a general word names: 全市, 该区, 园区, 高新区."""
    kind, key = zone.kind, zone.key
    if word in {"园区", "区内", "区域内", "辖区"} or word.endswith(("开发区", "园区")):
        return kind in _DEVELOPMENT or kind == "园区"
    if word in _DEVELOPMENT:
        return kind == word
    if word.endswith(("高新区", "经开区", "新区", "片区")):
        named = {"高新区": "高新", "经开区": "经开"}.get(
            word[-3:], "自贸" if word.endswith("片区") else "新区"
        )
        return kind == named
    if word.endswith("街道") or word[-1] in "镇乡村":
        return kind == "镇街"
    last = word[-1]
    if last == "区" and word != "自治区":
        return kind in _DEVELOPMENT or (kind in {"2", "3"} and key.endswith("区"))
    if last in {"省", "区"}:
        return kind == "1"
    return kind in {"1", "2", "3"} and key.endswith(last)


def _groups(found: Sequence[Mention], text: str) -> list[Mention]:
    """Places that the text joins by 、 and 和, as one candidate: 山阳县、丹凤县."""
    named = [m for m in found if m.kind != "general" and not m.form.startswith("general")]
    groups: list[Mention] = []
    at = 0
    while at < len(named):
        last = at
        while last + 1 < len(named) and text[named[last].end : named[last + 1].start] in _JOINT:
            last += 1
        if at < last < at + _MOST_JOINED:
            name = "、".join(mention.name for mention in named[at : last + 1])
            groups.append(
                Mention(named[at].start, named[last].end, name, name, "group", "named", 8, "zone.collective")
            )
        at = last + 1
    return groups
