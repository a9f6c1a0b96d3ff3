"""Organizations: enterprises, unions and institutions that a text names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from extractor.model import Span
from extractor.steps.names import Cutter, name_start

_TAGS = ("n", "j", "b", "vn", "x", "f", "s", "eng", "z", "g", "l", "a", "v", "i", "q")
_STOPS = frozenset(
    "在 走进 来到 位于 来自 组织 联合 推动 帮助 指导 邀请 由 和 与 及 向 到 为 从 对 于 被 让 把 将 是 有 的 了 各 该 本 企业 一家 家 首席 名 总工会 工会 "
    "宣传 牵头 支持 引导 带动 协调 依托 发动 选派 做 靠着 成为 主席 记者 职工 近日 日前 以 据 通过 要求 全国 县 市 区 副主席 省 旗 开发区 高新区 园区 经开区 新区".split()
)


@dataclass(frozen=True, slots=True)
class OrganizationForms:
    """The last parts of organizations' names, with their kinds."""

    suffix: regex.Pattern[str]
    kind_of: Mapping[str, tuple[str, str]]
    stops: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> OrganizationForms:
        """Forms from the entries of organizations.yaml."""
        kind_of: dict[str, tuple[str, str]] = {}
        stops: set[str] = set()
        for entry in entries:
            kind_of.update((suffix, (entry["kind"], entry["id"])) for suffix in entry["suffixes"])
            stops.update(entry.get("stops", ()))
        longest = sorted(kind_of, key=len, reverse=True)
        return cls(regex.compile("|".join(longest)), kind_of, frozenset(stops) | _STOPS)


@dataclass(frozen=True, slots=True)
class Organization:
    """One mention of an organization."""

    span: Span
    name: str
    kind: str
    rule: str


def find_organizations(text: str, forms: OrganizationForms, words: Cutter) -> tuple[Organization, ...]:
    """Organizations of a folded text, left to right; a name may hold a place in brackets."""
    found: list[Organization] = []
    for match in forms.suffix.finditer(text):
        kind, rule = forms.kind_of[match[0]]
        start = name_start(text, match.start(), words, allowed=_TAGS, stops=forms.stops, most=8, reach=24)
        bracket = regex.search(r"[一-鿿A-Za-z]+\([一-鿿]{2,6}\)$", text[max(0, start - 24) : start])
        if bracket and start > 0:
            inner = start - len(bracket[0])
            open_at = inner + bracket[0].index("(")
            start = name_start(text, open_at, words, allowed=_TAGS, stops=forms.stops, most=6, reach=16)
        if match.start() - start < 2:
            continue
        if found and found[-1].span.end > start:
            if found[-1].span.end >= match.end():
                continue
            start = found[-1].span.end if kind != found[-1].kind else start
            if match.start() - start < 2:
                continue
            found = [held for held in found if held.span.end <= start]
        span = Span(start, match.end())
        found.append(Organization(span, span.of(text), kind, rule))
    return tuple(found)
