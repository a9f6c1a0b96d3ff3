"""Mention: a row of figures.csv with its numbers and dates read, as facts are made of it.

A row of a table that someone filled by hand may hold anything; what cannot be read is taken as not said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from extractor.steps.agreement import Stated, stated
from extractor.text import kept_re as re

Row = Mapping[str, str]
Order = tuple[str, int, int, int, str]

CELLS = (
    "figure_id", "source", "article_index", "article_id", "title", "published", "start", "in_title", "raw",
    "value", "value_max", "unit", "bound", "change", "aggregate", "per", "modality", "zone", "canonical_zone",
    "organization", "program", "canonical_program", "indicator", "canonical", "action", "period",
    "period_start", "period_end", "restates", "part_of", "sentence",
)  # fmt: skip
"""The columns of figures.csv that a mention, and the key of its subject, are made of."""

# 截至目前, 现有, 年末: how things stand, not what happened in a time.
_STANDING = re.compile(r"^(?:截至|截止|截|至今|迄今|目前|如今|现在|眼下|当前|现|到目前|年末|年底)")
_SINCE = re.compile(r"以来|来$|累计|起$")
_NEW = re.compile(r"^(?:新|增|净增|再|扩|加)")
# A zone's own union or committee: what it does, the zone does.
_OF_THE_ZONE = re.compile(r"(?:总工会|管委会|管理委员会|工委|人社局|人力资源和社会保障局)$")
_KINDS = re.compile(
    r"(?:培养体系|服务体系|体系|模式|机制|制度|活动|行动|计划|工程|项目|服务|品牌|课程|资金|基金|平台|方式)$"
)


@dataclass(frozen=True, slots=True)
class Time:
    """When a fact holds: `kind` is closed, since, standing, words or none; dates as far as they are known."""

    kind: str
    start: date | None
    end: date | None
    words: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Equal for the same period: a standing fact is one, whenever it is told."""
        if self.kind == "closed":
            return self.kind, str(self.start), str(self.end)
        if self.kind == "since":
            return self.kind, str(self.start), ""
        return self.kind, self.words if self.kind == "words" else "", ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One row of figures.csv; `part_of` is the first mention of the total, `place` the zone as written."""

    figure_id: str
    article_id: str
    order: Order
    title: str
    published: str
    raw: str
    number: Stated
    unit: str
    zone: str
    place: str
    organization: str
    program: str
    indicator: str
    written: str
    action: str
    change: str
    aggregate: str
    per: str
    modality: str
    time: Time
    root: str
    part_of: str
    sentence: str
    known: bool

    @property
    def in_title(self) -> bool:
        """Whether it stands in its article's title."""
        return self.order[2] == 0

    @property
    def source(self) -> str:
        """The source, as in figures.csv."""
        return self.order[0]

    @property
    def new(self) -> bool:
        """Whether it counts what was added: 新建 8家 is no contradiction to 47家."""
        return bool(_NEW.match(self.action) or _NEW.match(self.written))

    @property
    def owner(self) -> str:
        """The organization, where it is not the one that runs the zone."""
        return "" if _OF_THE_ZONE.search(self.organization) else self.organization

    @property
    def latest(self) -> date | None:
        """The last day for which it speaks, as far as that is known."""
        return self.time.end or day(self.published)


def mention_of(row: Row, root: str = "", part_of: str = "") -> Mention | None:
    """The mention that the row holds; None where it holds no number."""
    value, high = number(row.get("value", "")), number(row.get("value_max", ""))
    if value is None:
        return None
    cells = row.get
    unit, raw = cells("unit", ""), cells("raw", "")
    written = cells("indicator", "")
    published = cells("published", "")
    return Mention(
        figure_id=cells("figure_id", ""),
        article_id=cells("article_id", ""),
        order=order_of(row),
        title=cells("title", ""),
        published=published,
        raw=raw,
        number=stated(value, high, cells("bound", "") or "exact", raw, unit),
        unit=unit,
        zone=zone_of(row),
        place=cells("zone", ""),
        organization=cells("organization", ""),
        program=cells("canonical_program", "") or cells("program", ""),
        indicator=indicator_of(row),
        written=written,
        action=cells("action", ""),
        change=cells("change", "") or "level",
        aggregate=cells("aggregate", ""),
        per=cells("per", ""),
        modality=cells("modality", "") or "reported",
        time=_time(cells("period", ""), cells("period_start", ""), cells("period_end", ""), published),
        root=root or cells("restates", "") or cells("figure_id", ""),
        part_of=part_of,
        sentence=cells("sentence", ""),
        known=bool(cells("canonical", "")),
    )


def zone_of(row: Row) -> str:
    """The zone's canonical name where there is one, else the zone as written."""
    return row.get("canonical_zone", "") or row.get("zone", "")


def indicator_of(row: Row) -> str:
    """The indicator's canonical name where there is one, else the indicator as written."""
    return row.get("canonical", "") or row.get("indicator", "")


def order_of(row: Row) -> Order:
    """Sorts rows as figures.csv does: by source, article, the title first, then by place."""
    return (
        row.get("source", ""),
        _integer(row.get("article_index", "")),
        0 if row.get("in_title", "") == "1" else 1,
        _integer(row.get("start", "")),
        row.get("figure_id", ""),
    )


def stem(program: str) -> str:
    """The program without the kinds at its end: 师带徒模式 and 师带徒 are one."""
    while (shorter := _KINDS.sub("", program)) != program and len(shorter) > 1:
        program = shorter
    return program


def number(text: str) -> Decimal | None:
    """The decimal that the cell holds, or None."""
    try:
        value = Decimal(text.strip()) if text.strip() else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def day(text: str) -> date | None:
    """The day that the cell holds, or None."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _time(words: str, start: str, end: str, published: str) -> Time:
    first, last = day(start), day(end)
    told = day(published)
    if _STANDING.match(words) or (last and not first):
        return Time("standing", None, last or told, words)
    if first and (last is None or _SINCE.search(words) or (told is not None and last == told)):
        return Time("since", first, last or told, words)
    if first and last:
        return Time("closed", first, last, words)
    return Time("words" if words else "none", None, None, words)


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() else 0
