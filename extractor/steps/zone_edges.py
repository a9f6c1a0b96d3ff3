"""Zone edges: which zone each figure takes, and the one that the whole article is about.

The nearest mention that may own the figure wins, from its clause back to its paragraph; a general word
(全市, 园区) stands for the zone of its kind; zones that share a figure are joined by 、, and 分别 gives
each its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.model import Edge, Reach, Span
from extractor.steps.scene import Scene, between, last_before, paragraph_of
from extractor.steps.zones import Zone, rank_of
from extractor.text import kept_re as re
from extractor.text.sentences import Sentence

_DEVELOPMENT = frozenset({"高新", "经开", "新区", "保税", "自贸", "园区", "示范"})
_DISTRIBUTED = re.compile(r"分别|依次|各自")
_COLLECTIVE = re.compile(r"([两二三四五六2-6])(?:地|区|市|县|个?园区|个开发区)(?!方|带|块|级|道|场|间|镇)")
_NUMBER = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_WHOLE = frozenset({"全省", "我省", "全市", "我市", "全县", "我县"})
_FULL = ("省", "市", "县", "区", "旗", "盟", "自治州")
_PAPER = re.compile(r"[一-鿿]{0,2}(?:新闻网|日报|晚报|晨报)")
_ACTS = re.compile(
    r"(?:各级)?(?:总?工会|管委会|党工委|党委|团工委|人社局|区委|市委|县委|区政府|市政府|县政府)"
)
_BEGINS = re.compile(r"(?:^|[,。;:!?\n)\s])(?:在|据|随着|走进|来到|而|同时)?$")


@dataclass(frozen=True, slots=True)
class MainZone:
    """The article's own zone; `several` where it tells of more than one development zone."""

    zone: Zone | None
    several: bool


def find_main_zone(title: Scene, body: Scene) -> MainZone:
    """The zone that the article is about: the title's before all others, else the one named most."""
    scores, first = _weights(title, body, quoted=False)
    if not scores:
        scores, first = _weights(title, body, quoted=True)
    several = len({z.key for z in body.zones if not z.generic and z.owner and rank_of(z) == 1}) > 1
    if not scores:
        towns = (z for z in (*title.zones, *body.zones) if z.owner and not z.generic and z.kind == "镇街")
        papers = (z for z in body.zones if z.kind in {"1", "2", "3"} and _PAPER.match(body.text, z.span.end))
        return MainZone(next(towns, None) or next(papers, None), several)
    titled = [key for key in scores if first[key].in_title and not _is_short(first[key], title.text)]
    best = max(titled or scores, key=lambda key: (scores[key], -_order(first[key])))
    return MainZone(first[best], several)


def _weights(title: Scene, body: Scene, *, quoted: bool) -> tuple[Counter[str], dict[str, Zone]]:
    """How much each zone is what the article is about, and its first mention: owners, or quoted ones."""
    scores: Counter[str] = Counter()
    first: dict[str, Zone] = {}
    salient = _salient(title, body)
    for zone in (*title.zones, *body.zones):
        if zone.generic or not (zone.quoted if quoted else zone.owner) or zone.kind in {"全国", "镇街"}:
            continue
        weight = 3 if rank_of(zone) == 1 and zone.key in salient else 1
        weight = weight * 4 if zone.in_title else weight
        if zone.key not in first:
            first[zone.key] = zone
            weight += 1 if zone.in_title or zone.span.start < 120 else 0
        scores[zone.key] += weight
    for kind in _DEVELOPMENT:  # 经开区 alone is one more mention of the one 经开区 that is named
        named = [key for key in scores if first[key].kind == kind]
        if len(named) == 1:
            scores[named[0]] += sum(z.generic and z.owner and z.kind == kind for z in body.zones)
    return scores, first


def _salient(title: Scene, body: Scene) -> frozenset[str]:
    """The zones that the title or the lead names, or more than one paragraph."""
    keys = {zone.key for zone in title.zones if zone.owner}
    paragraphs: dict[str, int] = {}
    for zone in body.zones:
        if zone.owner and not zone.generic:
            paragraph = paragraph_of(body.sentences, zone.span.start)
            if paragraph == 0 or paragraphs.setdefault(zone.key, paragraph) != paragraph:
                keys.add(zone.key)
    return frozenset(keys)


def _is_short(zone: Zone, text: str) -> bool:
    """Whether a place stands without its 市 or 县, as it may stand for a zone in it: 绵阳、德阳：两座园区."""
    return rank_of(zone) == 3 and not text.endswith(_FULL, zone.span.start, zone.span.end)


def _order(zone: Zone) -> int:
    return zone.span.start - (1_000_000 if zone.in_title else 0)


def zone_edge(scene: Scene, sentence: Sentence, at: int, topic: MainZone) -> Edge | None:
    """The zone of a figure at character `at`: the nearest one that may own it, else the article's."""
    main = topic.zone
    clause = scene.clause(sentence, at)
    shared = _shared(scene, sentence, clause, at)
    if shared is not None:
        return shared
    for zone in _back(scene, at, scene.paragraph_starts[sentence.paragraph]):
        where = scene.reach(sentence, clause, zone.span)
        if zone.generic and zone.kind == "园区" and _whole_before(scene, zone, sentence):
            continue
        if zone.generic:
            meant = _meant(scene, zone, main, topic.several)
            if meant is None and zone.kind in _DEVELOPMENT and _ACTS.match(scene.text, zone.span.end):
                name = zone.span.of(scene.text)  # 高新区总工会 of a zone that is named nowhere
                return Edge("zone", name, zone.rule, where, zone.span, scene.in_title)
            if meant is None and zone.span.of(scene.text) in _WHOLE:
                return None  # 全省 of an article that names no province
            if meant is None and len(zone.span) == 1 and (main is None or main.kind == "镇街"):
                return None  # 市总工会 of a city that is not named
            if meant is not None and (
                main is None or meant.key == main.key or rank_of(meant) <= 3 or where is not Reach.PARAGRAPH
            ):
                return Edge("zone", meant.name, "zone.generic", where, zone.span, scene.in_title)
        elif _may_own(scene.text, zone, main, where, topic.several):
            return Edge("zone", zone.name, zone.rule, where, zone.span, scene.in_title)
    if main is None or rank_of(main) >= 3 or topic.several:
        later = [z for z in between(scene.zones, at, sentence.span.end) if z.owner and not z.generic]
        if main is None and later:
            return Edge("zone", later[0].name, later[0].rule, Reach.SENTENCE, later[0].span, scene.in_title)
        titled = main is not None and main.in_title and not topic.several
        for zone in () if titled else _back(scene, scene.paragraph_starts[sentence.paragraph], 0):
            if not zone.generic and _may_own(scene.text, zone, main, Reach.ARTICLE, topic.several):
                return Edge("zone", zone.name, zone.rule, Reach.ARTICLE, zone.span, scene.in_title)
    if main is None:
        return None
    reach = Reach.TITLE if main.in_title else Reach.ARTICLE
    return Edge("zone", main.name, main.rule, reach, main.span, main.in_title)


def _back(scene: Scene, before: int, start: int, *, quoted: bool = False) -> Iterator[Zone]:
    """Mentions that may own something (or are `quoted`), from `before` back to `start`."""
    for at in range(last_before(scene.zones, before), -1, -1):
        zone = scene.zones[at]
        if zone.span.start < start:
            return
        if zone.owner or (quoted and zone.quoted):
            yield zone


def _may_own(text: str, zone: Zone, main: Zone | None, where: Reach, several: bool) -> bool:
    """Whether a mention takes the figure from the article's main zone: a zone of lower rank seldom does."""
    if main is None or zone.key == main.key:
        return True
    rank, held = rank_of(zone), rank_of(main)
    if zone.kind == "全国":
        return where in {Reach.CLAUSE, Reach.SENTENCE}
    begins = _BEGINS.search(text[max(0, zone.span.start - 4) : zone.span.start]) is not None
    if held <= 2:
        beside = several or (_ACTS.match(text, zone.span.end) and _stem(zone.name) not in main.name)
        return rank <= held or bool(beside and rank == 3 and begins and where is not Reach.ARTICLE)
    return rank <= 3 or (zone.kind == "镇街" and begins and where is not Reach.ARTICLE)


def _whole_before(scene: Scene, park: Zone, sentence: Sentence) -> bool:
    """Whether 园区 are those of a whole province or city: 全省117个园区中，83个成立园区工会."""
    start = scene.paragraph_starts[sentence.paragraph]
    return any(z.generic and z.span.of(scene.text) in _WHOLE for z in _back(scene, park.span.start, start))


def _stem(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in "省市县区旗州盟" else name


def _meant(scene: Scene, general: Zone, main: Zone | None, several: bool) -> Zone | None:
    """The zone that a general word stands for: the main one if it is of that kind, else the last such."""
    word = general.kind
    if general.span.of(scene.text) in {"辖区", "区域内", "区内"}:
        begins = max(0, general.span.start - 120)
        last = next(
            (z for z in _back(scene, general.span.start, begins) if not z.generic and z.kind != "全国"), None
        )
        return last if last is not None and last.kind == "镇街" else main
    if main is not None and _is_of(word, main) and not several:
        return main
    least = rank_of(main) if main is not None and main.kind in _DEVELOPMENT else 9
    for zone in _back(scene, general.span.start, max(0, general.span.start - 1000), quoted=True):
        if not zone.generic and _is_of(word, zone) and rank_of(zone) <= least:
            return zone
    wider = general.span.of(scene.text) in {"全省", "我省"}
    return main if main is not None and main.kind in _DEVELOPMENT and not wider else None


def _is_of(word: str, zone: Zone) -> bool:
    """Whether a zone is of the kind that a general word names: 全市, 该区, 园区, 高新区."""
    if word == "园区":
        return zone.kind in _DEVELOPMENT
    if word in _DEVELOPMENT:
        return zone.kind == word
    last = word[-1]
    if word == "自治区":
        return zone.kind == "1" and zone.key.endswith(word)
    if word.endswith(("高新区", "经开区", "新区", "片区")):
        return zone.kind == {"高新区": "高新", "经开区": "经开"}.get(
            word[-3:], "自贸" if word.endswith("片区") else "新区"
        )
    if word.endswith(("开发区", "园区")):
        return zone.kind in _DEVELOPMENT
    if word.endswith("街道") or last in "镇乡村":
        return zone.kind == "镇街"
    if last == "区":
        return zone.kind in _DEVELOPMENT or (zone.kind in {"3", "2"} and zone.key.endswith("区"))
    if last == "省":
        return zone.kind == "1"
    return zone.kind in {"1", "2", "3"} and zone.key.endswith(last)


def _shared(scene: Scene, sentence: Sentence, clause: Span, at: int) -> Edge | None:
    """The zones that share a figure (3地均超过35%), or the one that 分别 gives it; None for one owner."""
    group = _group_before(scene, sentence.span.start, at)
    collective = _last_match(_COLLECTIVE, scene.text, sentence.span.start, at)
    if collective is not None and not _names_any(scene, collective.end(), at):
        number = _NUMBER.get(collective[1]) or int(collective[1])
        held = group if len(group) == number else _group_before(scene, 0, collective.start(), number)
        # 分别由三地出资10万元、15万元
        if len(held) == number and _last_match(_DISTRIBUTED, scene.text, collective.start() - 4, at) is None:
            name = "、".join(zone.name for zone in held)
            return Edge(
                "zone", name, "zone.collective", Reach.CLAUSE, Span(*collective.span()), scene.in_title
            )
        group = held or group
    if not group or _names_any(scene, group[-1].span.end, at):
        return None
    distributed = _last_match(_DISTRIBUTED, scene.text, group[-1].span.end, at)
    if distributed is None:
        first, last = group[0].span, group[-1].span
        opens = _BEGINS.search(scene.text[max(0, first.start - 4) : first.start]) is not None
        if opens and first.start >= clause.start and all(zone.owner for zone in group):
            name = "、".join(zone.name for zone in group)  # 山阳县和丹凤县慰问职工4户
            cue = Span(first.start, last.end)
            return Edge("zone", name, "zone.collective", Reach.CLAUSE, cue, scene.in_title)
        return None
    zone = group[len(scene.figures_between(distributed.end(), at)) % len(group)]
    where = scene.reach(sentence, clause, zone.span)
    return Edge("zone", zone.name, "zone.collective", where, zone.span, scene.in_title)


def _names_any(scene: Scene, start: int, end: int) -> bool:
    """Whether a zone is named by its name between two characters."""
    return any(not zone.generic for zone in between(scene.zones, start, end))


def _last_match(expression: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = match = expression.search(text, start, end)
    while match is not None:
        found, match = match, expression.search(text, match.end(), end)
    return found


def _group_before(scene: Scene, start: int, end: int, number: int = 0) -> tuple[Zone, ...]:
    """The last zones between `start` and `end` that are joined by 、 and 和, `number` of them if given."""
    groups = scene.zone_groups
    for at in range(bisect_left(groups, end, key=lambda group: group[0].span.start) - 1, -1, -1):
        group = groups[at]
        if group[0].span.start < start:
            break
        if group[-1].span.end <= end and number in {0, len(group)}:
            return group
    return ()
