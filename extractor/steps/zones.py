"""Zones: development zones and places that a text names, each mention joined to its fullest form.

Which figure a zone owns is decided in steps.zone_edges.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.lexicon.places import Places
from extractor.model import Span
from extractor.steps.chains import Chain, place_chains
from extractor.steps.names import Cutter, name_start
from extractor.steps.zone_forms import ZoneForms
from extractor.text import kept_re as re


@dataclass(frozen=True, slots=True)
class Zone:
    """One mention of a zone: where it stands, its fullest name in the article, and its kind.

    `key` joins the mentions of one zone; `generic` marks a mention by its kind alone (高新区, 园区, 全市).
    `owner` is false where the name only qualifies something else: 内蒙古自治区劳模. `quoted` is a mention
    inside a brand or a title (“平安西宁”行动), which owns no figure, but tells where the article is set.
    """

    span: Span
    name: str
    key: str
    kind: str
    rule: str
    in_title: bool = False
    generic: bool = False
    owner: bool = True
    quoted: bool = False


# The lower the rank, the narrower the zone that a report is about; places by their level.
_RANK = {
    "高新": 1, "经开": 1, "新区": 1, "保税": 1, "自贸": 1, "示范": 2, "园区": 2,
    "1": 3, "2": 3, "3": 3, "镇街": 4, "全国": 5,
}  # fmt: skip
_JOINING = frozenset("-—·~")
_JOINT = frozenset({"、", "和", "与", "及", "以及"})
_AND_OTHERS = re.compile(r"等(?:地|省|市|区|周边|[0-9一二三四五六七八九十])")
_QUOTED = re.compile(r"“[^“”,。;:!?\n]{2,26}”")
_ONE_OF_MANY = re.compile(
    r"等(?:[0-9一二三四五六七八九十百]+[余多]?[个家座])?"
    r"(?:地|省|市|县|区|州|盟|旗|乡|镇|街道|园区|工业园|产业园|开发区|高新区|经开区|新区|片区|城市|部分|多)"
)
_AND_SO_MANY = re.compile(r"[一-鿿]{0,14}等(?:[0-9]+|[一二三四五六七八九十百]+)[余多]?[家个名位所]")
# The hosts of an event: 云州市总工会、云州师范学院等6家单位承办.
_AMONG_HOSTS = re.compile(
    r"[一-鿿]{0,10}(?:政府|工会|[局厅委办院会司校社])(?:、[一-鿿()]{3,18})+等(?:[0-9]+|[一二三四五六七八九十]+)[家个]"
)
_TAGS = ("n", "j", "b", "vn", "x", "f", "s", "eng", "q", "z", "g", "l")
_PROPER = ("ns", "nz", "nr", "nt", "x", "j", "nrt", "n", "f")
_TOWNS = frozenset("镇乡")
_TOWN = re.compile(r"(?:^|[。;\n])([一-鿿]{2,3})$")
# A name that begins with a numeral, as of a pass or a bridge: 七盘关工业园区, 十里河产业园.
_NUMBERED = re.compile(
    r"[一二三四五六七八九十百千万双两][一-鿿]{1,2}(?<=[关河桥屯庙塘墩店铺营堡庄湾岭沟井坪洞洲山江湖溪泉洼])$"
)
_DEFINED = re.compile(r"^\((?:以下|下)?(?:统)?(?:简称|称)(?:为)?[“‘\"]?([^”’\")]{2,14})[”’\"]?\)")
_FULL = ("省", "市", "县", "区", "旗", "盟", "自治州")  # 随州 is short for 随州市
_ADMINISTRATIVE = re.compile(r"[省市县区州盟]")


def find_zones(
    title: str,
    text: str,
    forms: ZoneForms,
    places: Places,
    words: Cutter,
    firms: tuple[Container[int], Container[int]] = ((), ()),
) -> tuple[Zone, ...]:
    """Mentions of zones in a folded title and text, the title's first, each with its fullest form.

    `firms` are the characters at which enterprises' names begin, in the title and in the text.
    """
    found = [
        (text_, in_title, places.find(text_), held)
        for text_, in_title, held in ((title, True, firms[0]), (text, False, firms[1]))
    ]
    full = {place.name for _, _, held, _ in found for place in held if not place.short}
    mentions = [
        mention
        for text_, in_title, held, starts in found
        for mention in _Finder(
            text_, in_title, place_chains(text_, held, full, forms.no_place, words), forms, words, starts
        ).mentions()
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
    quoted: bool = False
    defines: str = ""
    example: bool = False


class _Finder:
    """The mentions of one text; a character belongs to one mention at most."""

    def __init__(
        self,
        text: str,
        in_title: bool,
        chains: Sequence[Chain],
        forms: ZoneForms,
        words: Cutter,
        firms: Container[int],
    ) -> None:
        self._firms = firms
        self._text = text
        self._in_title = in_title
        self._chains = chains
        self._starts = [chain.span.start for chain in chains]
        self._forms = forms
        self._words = words
        self._covered = bytearray(len(text))
        self._quoted = [match.span() for match in _QUOTED.finditer(text)] if chains or "区" in text else []
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
        return self._without_examples(sorted(self._found, key=_place))

    def _without_examples(self, found: list[_Mention]) -> list[_Mention]:
        """The mentions, of which those that only begin a list own nothing: 渭南、商洛等3个市的8户职工."""
        for at in range(len(found) - 1, -1, -1):
            after = found[at + 1] if at + 1 < len(found) else None
            end = found[at].span.end
            joined = after and not after.owner and self._text[end : after.span.start] in _JOINT
            example = _ONE_OF_MANY.match(self._text, end) or _AND_SO_MANY.match(self._text, end)
            example = example or _AMONG_HOSTS.match(self._text, end)
            if example or (joined and after and after.example):
                found[at] = replace(found[at], owner=False, example=True)
        return found

    def _add(self, start: int, end: int, core: str, kind: str, rule: str) -> None:
        text, forms = self._text, self._forms
        if self._covered.find(1, start, end) >= 0:
            return
        self._covered[start:end] = b"\1" * (end - start)
        owner = (
            forms.no_owner_after.match(text, end) is None
            and forms.no_owner_before.search(text[max(0, start - 6) : start]) is None
        )
        if kind in {"1", "2", "3"} and text[start - 1 : start] == "(" and text[end : end + 1] == ")":
            owner = False  # 恒岳重机制造(江北)有限公司
        if kind in {"1", "2", "3"} and owner:
            owner = not self._is_firm(start, end) and not (
                text[start - 1 : start] == "在" and forms.venue.match(text, end)
            )
        quoted = owner and any(opens < start and end < closes for opens, closes in self._quoted)
        defined = _DEFINED.match(text[end : end + 24])
        span = Span(start, end)
        self._found.append(
            _Mention(
                span,
                span.of(text),
                core,
                kind,
                rule,
                self._in_title,
                owner and not quoted,
                quoted,
                defined[1] if defined else "",
            )
        )

    def _is_firm(self, start: int, end: int) -> bool:
        """Whether a place without its 省 or 市 begins the name of a firm: 甘肃苏宁物流有限公司."""
        if self._text.endswith(_FULL, start, end):
            return False
        return start in self._firms or self._forms.firm_after.match(self._text, end) is not None

    def _suffix(self, first: int, end: int) -> None:
        text = self._text
        kind, rule = self._forms.kind_of[text[first:end]]
        if text.endswith(self._forms.stops.get(kind) or ("\0",), 0, end):
            return
        start = self._joined_start(self._start(first, kind))
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
        if core.endswith(("省", "自治区")) or (kind == "园区" and core.endswith("市")):
            start, core = first, ""  # 贵州省开发区 are all of a kind, as 福州市工业园区
        if kind == "园区" and core and not self._is_proper(start, first):
            core = ""  # 标准化厂房园区 is a kind of place, and no zone's name
        self._add(start, end, core, kind if core else f"?{kind}", rule)

    def _is_proper(self, start: int, end: int) -> bool:
        # A name that no dictionary has is cut to pieces: 七|盘关.
        return self._chain_at(start) or any(
            tag.startswith(("ns", "nr", "nz", "nt", "j", "x", "eng", "m")) or len(word) == 1
            for word, tag in self._words.tagged(self._text[start:end])
        )

    def _chain_at(self, start: int) -> bool:
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._starts[at] == start

    def _joined_start(self, start: int) -> int:
        """Where a name of two places begins: 奎屯—独山子经济技术开发区."""
        text = self._text
        if text[start - 1 : start] not in _JOINING or text[start - 2 : start - 1] in _JOINING:
            return start
        first = name_start(text, start - 1, self._words, allowed=("ns",), stops=(), most=1, reach=6)
        return first if first < start - 1 else start

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
            named = _NUMBERED.search(text, max(0, end - 4), end)
            return named.start() if named else end
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
        Zone(
            m.span,
            full.name,
            f"{full.kind}:{full.core}",
            full.kind,
            m.rule,
            m.in_title,
            False,
            m.owner,
            m.quoted,
        )
        for key, full in fullest.items()
        for m in groups[key]
    ]
    zones += [
        Zone(m.span, m.name, "", m.kind[1:], m.rule, m.in_title, True, m.owner, m.quoted)
        for m in mentions
        if m.kind.startswith("?")
    ]
    return tuple(sorted(zones, key=_place))


def _place(found: _Mention | Zone) -> tuple[bool, int, int]:
    return not found.in_title, found.span.start, found.span.end


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
