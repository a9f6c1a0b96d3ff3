"""Comparison page: one HTML file that needs no network and no script: both sides, and the evidence marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.compare.headings import FIELDS
from extractor.compare.score import Score
from extractor.compare.suggestion import Suggestion
from extractor.compare.tables import PAGE
from extractor.compare.verdicts import Compared, Verdict
from extractor.sinks.comparison_book import MARKS
from extractor.sinks.drafts import Drafts

_SHOWN = ("value", "unit", *FIELDS)
_NAMES = {
    "value": "数值", "unit": "单位", "bound": "限定", "change": "变化", "zone": "区域",
    "organization": "单位名称", "program": "项目", "indicator": "指标", "period": "时期",
    "precision": "精确率", "recall": "召回率", "f1": "F1", "whole": "全对",
}  # fmt: skip

MOST = 3_000
"""Verdicts that the page shows; wrong ones come before right ones where there are more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One verdict as the page shows it: cells of both sides by field, and the sentence in three parts."""

    verdict: str
    mark: str
    where: str
    cells: Sequence[tuple[str, str, str, bool]]
    manual_raw: str
    raw: str
    evidence: tuple[str, str, str]
    tolerated: str
    figure_id: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page holds beside its lines."""

    figures: str
    manual: str
    score: Score
    refusals: Sequence[Sequence[str]] = ()
    suggestions: Sequence[Suggestion] = ()
    notes: Sequence[str] = field(default_factory=tuple)


def write_comparison_page(drafts: Drafts, verdicts: Sequence[Compared], page: Page) -> None:
    """Writes comparison.html, line by line."""
    from importlib.resources import files

    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("extractor.sinks").joinpath("templates/comparison.html").read_text(encoding="utf-8")
    counts = {verdict.value: sum(one.verdict is verdict for one in verdicts) for verdict in Verdict}
    shown = _most(verdicts)
    stream = environment.from_string(source).stream(
        page=page,
        lines=lines(shown),
        counts=counts,
        marks=MARKS,
        names=_NAMES,
        left_out=len(verdicts) - len(shown),
    )
    stream.enable_buffering(64)
    handle = drafts.open(PAGE)
    for piece in stream:
        handle.write(piece)


def lines(verdicts: Iterable[Compared]) -> Iterator[Line]:
    """The verdicts as the page shows them."""
    seen: dict[tuple[str, str, str], int] = {}
    for one in verdicts:
        manual = one.manual.cells if one.manual else {}
        found: Mapping[str, str] = one.found or {}
        cells = [
            (
                name,
                _written(manual, name),
                _value(found) if name == "value" else found.get(name, ""),
                name in one.differs,
            )
            for name in _SHOWN
            if _written(manual, name) or found.get(name)
        ]
        where = " ".join(
            filter(
                None, (found.get("source") or manual.get("file", ""), one.manual.place if one.manual else "")
            )
        )
        key = (found.get("article_id", ""), found.get("sentence", ""), found.get("raw", ""))
        seen[key] = seen.get(key, -1) + 1
        yield Line(
            one.verdict.value, MARKS[one.verdict.value][0], where, cells, manual.get("raw", ""),
            found.get("raw", ""), marked(found.get("sentence", ""), found.get("raw", ""), seen[key]),
            one.tolerated, found.get("figure_id", ""),
        )  # fmt: skip


def marked(sentence: str, raw: str, number: int = 0) -> tuple[str, str, str]:
    """The sentence before, at and behind the words, at their own place where they stand in it several times.

    >>> marked("建站4家，惠及4家企业。", "4家", 1)
    ('建站4家，惠及', '4家', '企业。')
    """
    places = [match.start() for match in re.finditer(rf"(?<!\\d){re.escape(raw)}", sentence)] if raw else []
    if not places:
        return sentence, "", ""
    start = places[min(number, len(places) - 1)]
    return sentence[:start], raw, sentence[start + len(raw) :]


def _most(verdicts: Sequence[Compared]) -> Sequence[Compared]:
    if len(verdicts) <= MOST:
        return verdicts
    wrong = [one for one in verdicts if one.verdict is not Verdict.MATCHED][:MOST]
    kept = set(map(id, wrong))
    for one in verdicts:
        if len(kept) >= MOST:
            break
        kept.add(id(one))
    return [one for one in verdicts if id(one) in kept]


def _written(manual: Mapping[str, str], name: str) -> str:
    return (
        manual.get(name, "").replace("|", " 或 ").replace("..", " 至 ")
        if name == "value"
        else _either(manual, name)
    )


def _either(manual: Mapping[str, str], name: str) -> str:
    return " 或 ".join(form or "（空）" for form in manual[name].split("|")) if manual.get(name) else ""


def _value(found: Mapping[str, str]) -> str:
    high = found.get("value_max", "")
    return f"{found.get('value', '')} 至 {high}" if high else found.get("value", "")
