"""Quoted words: whether a quotation may name a program, or is a title of honour, a term, a rule, a formula.

What the words around it say is told by programs.yaml (kinds honour, theme, means, term).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from extractor.text.expressions import compiled

_NEAR = 16  # characters before a quotation that hold the verb and the level: 荣获全国工会系统“…”
_MOST = 100  # quotations of one list; without an end, a text of nothing else would take its length squared
_CHAIN = compiled(r"[”’](?:、|和|与|及|以及)?$")
_MODIFIER = "(?:工作|发展|服务|管理|治理|困难|贫困|总体|基本|核心|创新|竞赛)?"
_PLAIN = r"[^,。;:!?、“”‘’\n]{0,10}"


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Expressions for what stands before, in and after a quotation that names no program."""

    awarded: regex.Pattern[str]  # ends before: 荣获全国
    is_a: regex.Pattern[str]  # ends before: 是, 为
    ranked: regex.Pattern[str]  # inner: 国家级…, 先进…
    honour: regex.Pattern[str]  # after: 称号
    theme: regex.Pattern[str]  # after: 理念
    means: regex.Pattern[str]  # ends before: 通过
    result: regex.Pattern[str]  # after: 工作闭环
    term: regex.Pattern[str]  # inner: 两癌, 13+3
    image: regex.Pattern[str]  # ends inner: 温暖港湾
    carried_out: regex.Pattern[str]  # ends before: 推行

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> QuotedWords:
        """The expressions of the entries that say when a quotation is no program."""
        words: dict[str, list[str]] = {}
        for entry in entries:
            words.setdefault(entry["kind"], []).extend(entry.get("words") or ())
            if entry["kind"] in {"term", "image"}:
                words.setdefault(f"{entry['kind']}-form", []).extend(entry["match"])

        def either(kind: str) -> str:
            return "|".join(sorted(map(regex.escape, words.get(kind, ())), key=len, reverse=True)) or "(?!)"

        return cls(
            compiled(rf"(?:{either('award')})(?:了|过)?{_PLAIN}$"),
            compiled(r"(?:是|为|成为)(?:全国|全省|全市|[一-鿿]{1,4}[省市区县])?$"),
            compiled(rf"[“‘](?:[一-鿿]{{0,4}}[省市区县]级?)?(?:{either('rank')})"),
            compiled(rf"(?:等)?(?:{either('honour')})"),
            compiled(rf"(?:等|的|这一)?{_MODIFIER}(?:{either('theme')})"),
            compiled(rf"(?:{either('means')})(?:了|着|好)?$"),
            compiled(rf"(?:的|式)?{_PLAIN}?(?:{either('result')})"),
            compiled("|".join(words.get("term-form", ())) or "(?!)"),
            compiled(rf"(?:{either('image')})$"),
            compiled("|".join(words.get("image-form", ())) or "(?!)"),
        )

    def is_honour(self, text: str, start: int, end: int, first: int) -> bool:
        """Whether the quotation at `start` to `end` is a title that is won; its list begins at `first`."""
        if self.honour.match(text, end):
            return True
        if text[end : end + 1] not in ",。;、和与及!?" and end < len(text):
            return False  # 荣获“安康杯”竞赛优秀组织单位: the title is longer than the quotation
        before = text[max(0, first - _NEAR) : first]
        if self.awarded.search(before):
            return True
        return self.is_a.search(before) is not None and self.ranked.match(text, start) is not None

    def is_theme(self, text: str, end: int) -> bool:
        """Whether the words after a quotation make it an idea, a problem or a slogan: “一企一策”原则."""
        return self.theme.match(text, end) is not None

    def is_means(self, before: str, text: str, end: int) -> bool:
        """Whether it is a means or a rule, which governs its own sentence: 通过“以赛促学”, “…”工作闭环."""
        return self.means.search(before) is not None or self.result.match(text, end) is not None

    def is_term(self, inner: str) -> bool:
        """Whether it is a term or a formula that names nothing alone: 两癌, 13+3, 4050."""
        return self.term.fullmatch(inner) is not None

    def is_image(self, inner: str, before: str) -> bool:
        """Whether it is a figure of speech: 温暖港湾; 清凉模式, which is switched on and not carried out."""
        return self.image.search(inner) is not None or (
            inner.endswith("模式") and not self.carried_out.search(before)
        )


def list_start(text: str, start: int) -> int:
    """Where the list of quotations begins that the one at `start` ends: “甲”和“乙”、“丙”."""
    for _ in range(_MOST):
        chain = _CHAIN.search(text, max(0, start - 3), start)
        if chain is None:
            break
        opening = max(text.rfind("“", max(0, chain.start() - 30), chain.start()),
                      text.rfind("‘", max(0, chain.start() - 30), chain.start()))  # fmt: skip
        if opening < 0:
            break
        start = opening
    return start
