"""Program forms: what programs.yaml says, as expressions and word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.lexicon.listed import Listed
from extractor.steps.program_words import LastWords
from extractor.steps.quoted_words import QuotedWords
from extractor.text.expressions import Expression, tried_often

_KINDS = ("plan", "fund", "facility", "activity", "weak")
_TIME = "(?:[年月日季]|目前|期间|截|据|同时)"
# 启动了|以“…”为主题的|送温暖活动, 开展了|为期4天的|休养活动
_THEMED = (
    "(?:一[场次项])?(?:以[“‘][^“”\n]{1,40}[”’](?:[、和与及][“‘][^“”\n]{1,24}[”’]){0,3}为[一-鿿]{2,4}"
    "|[“‘][^“”\n]{2,40}[”’]|[^,。;:!?“”\n]{2,16})的[一-鿿]{0,6}"
)
# 决赛在市体育馆正式|开幕
_BEFORE_EVENT = (
    "(?:[(][^()。\n]{1,24}[)])?(?:启动|发布|开幕|闭幕|颁奖|决赛|总决赛)?(?:仪式|活动|式)?"
    "(?:近日|日前|今[天日]|昨[天日]|(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:[至到][0-9]{1,2}日)?)?,?(?:于[^,。;:!?]{2,14})?(?:在[^,。;:!?]{2,36})?"
    "(?:正式|圆满|成功|顺利|如期|隆重|火热|全面|已|也)?"
)


class LastWord(NamedTuple):
    """What a last word alone says: of which kind it is, and by which entry; `last` is its listed end."""

    kind: str
    rule: str
    last: str
    is_bare: bool  # it names nothing alone: 活动, 中心
    ends_bare: bool
    is_meeting: bool


@dataclass(frozen=True, slots=True)
class ProgramForms:
    """What programs.yaml says, as expressions and word lists."""

    tails: Listed  # the words that `after_quote` may begin with
    after_quote: Expression
    inside_quote: Expression
    last_words: LastWords
    opened: Expression
    opened_before: Expression
    launched: Expression
    themed: Expression  # ends before: 启动了以“…”为主题的
    held_event: Expression  # after: 在市体育馆开幕
    document: Expression
    rule_of: Mapping[str, tuple[str, str]]  # last word → (kind, id)
    facilities: tuple[str, ...]
    bare: frozenset[str]
    modifiers: frozenset[str]
    generic: frozenset[str]
    opens_word: Expression  # verb with which a word may begin: 开展|业务
    adverbial: Expression  # a word that opens a name and is none of it: 广泛开展, 努力提高
    leading: frozenset[str]
    never: frozenset[str]
    openers: frozenset[str]
    compounds: Listed
    breaks: tuple[
        tuple[str, Expression, bool], ...
    ]  # kind, how a segment of it begins, also the text's first
    begins: Expression  # the end of a sentence or a part behind which one of them begins
    meeting: Expression  # inner: 经验交流会
    state: Expression  # ends a label that names no program: 组织状况
    bare_words: Expression
    kinds_alone: Expression
    quoted: QuotedWords
    known: dict[str, LastWord] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> ProgramForms:
        """Forms from the entries of programs.yaml."""
        entries = tuple(entries)
        suffixes: dict[str, list[str]] = {}
        words: dict[str, list[str]] = {}
        stops: list[str] = []
        unnamed: set[str] = set()
        rule_of: dict[str, tuple[str, str]] = {}
        matches: dict[str, list[str]] = {}
        for entry in entries:
            matches.setdefault(entry["kind"], []).extend(entry.get("match") or ())
            kind = entry["kind"]
            suffixes.setdefault(kind, []).extend(entry["suffixes"])
            words.setdefault(kind, []).extend(entry.get("words") or ())
            if kind == "brand":
                unnamed.update(entry["stops"])
            else:
                stops += entry["stops"]
            if kind in _KINDS:
                for suffix in entry["suffixes"]:
                    rule_of.setdefault(suffix, (kind, entry["id"]))
        plain = [suffix for kind in _KINDS for suffix in suffixes.get(kind, ())]
        after = _either([*suffixes.get("brand", ()), *plain])
        inside = _either({*suffixes.get("brand", ()), *plain} - unnamed)
        named = _either([*plain, *suffixes.get("bare", ())])
        launching = _either(words.get("launching", ()))
        manner = _either(words.get("manner", ()))
        begun = _either(words.get("begun", ()))
        placed = "|".join(matches.get("place", ())) or "(?!)"
        verbs = _either([*words.get("opening", ()), *words.get("launching", ())])
        breaks = (
            ("item", "|".join(matches.get("item", ())) or "(?!)"),
            ("label", rf"(?![^,]{{0,6}}{_TIME})[一-鿿“”‘’]{{3,9}},"),
            ("year", "(?:19|20)[0-9]{2}年(?![来底末前初以])"),
            ("verb", rf"(?:{manner})*(?:{verbs})"),
        )
        return cls(
            Listed([*suffixes.get("brand", ()), *plain]),
            tried_often(rf"(?:{after})(?:[一-鿿]{{0,2}}?(?:{after}))*"),
            tried_often(rf"[“‘](?:[一-鿿\d+、A-Z]{{2,}}?(?:{inside})|(?:{inside})(?<=.{{5}}))[”’]$"),
            LastWords([*plain, *suffixes.get("bare", ())], stops, rf"班|会(?!员|议|上)|{placed}"),
            tried_often(rf"(?:{verbs})(?:了|好|起|出|名为|一个|首个)?$|(?:{launching})了?[一-鿿]{{0,4}}$"),
            tried_often(rf"(?:{verbs})[^,。;:!?“”的]{{0,6}}$"),
            tried_often(rf"(?:{begun})[起好出]?了?((?:(?!{begun}|关于|通过|围绕)[一-鿿]){{2,20}})$"),
            tried_often(rf"(?:{begun})[起好出]?了?{_THEMED}$"),
            tried_often(rf"{_BEFORE_EVENT}(?:{_either(words.get('event', ()))})"),
            tried_often(
                rf"^(?:关于)?(.*?(?:{_either(plain)}))(?:管理|评审|实施)*(?:办法|方案|意见|细则|规定|通知|指引)"
            ),
            rule_of,
            tuple(suffixes.get("facility", ())),
            frozenset(suffixes.get("bare", ())),
            frozenset(words.get("modifier", ())),
            frozenset(words.get("generic", ())),
            tried_often("(?:开展|举办|举行|组织|实施|启动|推出|推进|推动|召开)"),
            tried_often(rf"(?:{manner})+(?:{verbs}|[一-鿿]{{2}})?"),
            frozenset(words.get("leading", ())),
            frozenset(words.get("never", ())),
            frozenset([*words.get("opening", ()), *words.get("launching", ())]),
            Listed(words.get("compound", ())),
            tuple((kind, tried_often(source), kind != "verb") for kind, source in breaks),
            tried_often(rf"[\n。;!?](?={'|'.join(f'(?:{source})' for _, source in breaks)})"),
            tried_often("|".join(matches.get("meeting", ())) or "(?!)"),
            tried_often(f"(?:{_either(words.get('label', ()))})$"),
            tried_often(f"(?:{_either(suffixes.get('bare', ()))})+"),
            tried_often(f"(?:{named}|[小大新老各该此这]|系列|主题)+"),
            QuotedWords.of(entries),
        )


def _either(words: Iterable[str]) -> str:
    # Sorted to the last word, so that every run compiles the same expression, and finds it kept.
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word)))) or "(?!)"
