"""Programs: brands, facilities and activities that a text names; which figure each produced is decided in steps.attach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from extractor.model import Span
from extractor.steps.names import Cutter, name_start

_QUOTED = regex.compile(r"[“‘]([^“”‘’,。;:!?、\n]{2,16})[”’]")
_OPENING = regex.compile(
    r"(?:实施|推出|启动|打造|创建|建成|建立|开办|开通|成立|组建|开设|布点|建设|建起|推行|设立|塑造|做优|擦亮|唱响|叫响|深化|推进|创新|依托|通过|围绕|以|办好|新开|培育|再培育)(?:了|的|好|起)?$"
)
_CLAUSE_START = regex.compile(r"(?:^|[,。;:!?\n、\s“])$")
_TAGS = ("n", "j", "b", "vn", "x", "f", "s", "eng", "z", "g", "l", "a", "i", "c")
_LEADING_STOPS = frozenset("各级 各类 一系列 家 个 场 项 名 期 次 处 座 届 首届 和 与 及 等 以及 全市 全区 全省 省级 市级 国家级 区级 县级 新 并 或 而 企业 多个 职工 的 家庭".split())
_TITLED_REACH = 12


@dataclass(frozen=True, slots=True)
class ProgramForms:
    """Kinds of programs: what may follow a quoted name, and what names a program by itself."""

    after_quote: regex.Pattern[str]
    unquoted: regex.Pattern[str]
    titled: regex.Pattern[str]
    rule_of: Mapping[str, str]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> ProgramForms:
        """Forms from the entries of programs.yaml."""
        kinds: dict[str, list[str]] = {"brand": [], "plain": [], "titled": []}
        rule_of: dict[str, str] = {}
        for entry in entries:
            kind = entry["kind"] if entry["kind"] in {"brand", "titled"} else "plain"
            kinds[kind] += entry["suffixes"]
            if kind == "plain":
                rule_of.update((suffix, entry["id"]) for suffix in entry["suffixes"])

        def either(words: list[str]) -> str:
            return "|".join(sorted(set(words), key=len, reverse=True))

        return cls(
            regex.compile(rf"[一-鿿]{{0,6}}?(?:{either(kinds['brand'] + kinds['plain'])})"),
            regex.compile(either(kinds["plain"])),
            regex.compile(rf"(?:^|(?<=[,。;:!?\n]))[一-鿿·]{{2,{_TITLED_REACH}}}?(?:{either(kinds['titled'])})"),
            rule_of,
        )


@dataclass(frozen=True, slots=True)
class Program:
    """One mention of a program; a `strong` one is a program by its form, a weak one only if the title says so too."""

    span: Span
    name: str
    rule: str
    strong: bool
    in_title: bool = False
    quoted: bool = False
    whole: bool = False  # the mention is one noun phrase, whatever a segmenter makes of it


def find_programs(text: str, forms: ProgramForms, words: Cutter, *, in_title: bool = False) -> tuple[Program, ...]:
    """Programs of a folded title or text, left to right."""
    found: list[Program] = []
    taken: list[Span] = []
    for match in _QUOTED.finditer(text):
        start, end = match.span()
        kind = forms.after_quote.match(text, end)
        tail = ""
        if kind:
            tail = kind[0]
            end = kind.end()
        before = text[max(0, start - 6) : start]
        opens = _OPENING.search(before) is not None
        first = _CLAUSE_START.search(before) is not None and text[match.end() : match.end() + 1] not in {",", "。", ""}
        strong = bool(tail) or opens or first or in_title
        span = Span(start, end)
        found.append(Program(span, match[1] + tail, "program.brand", strong, in_title, True, bool(tail)))
        taken.append(span)
    for match in forms.unquoted.finditer(text):
        if any(span.start <= match.start() < span.end for span in taken):
            continue
        start = name_start(text, match.start(), words, allowed=_TAGS, stops=_LEADING_STOPS, most=5, reach=12)
        while start < match.start() and text[start] in "和与及等以":
            start += 1
        span = Span(start, match.end())
        found.append(Program(span, span.of(text), forms.rule_of[match[0]], True, in_title, False, True))
        taken.append(span)
    for match in forms.titled.finditer(text):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in taken):
            found.append(Program(span, match[0], "program.titled", True, in_title))
            taken.append(span)
    return tuple(sorted(found, key=lambda program: program.span))
