"""Mentions: which figures of one article tell the same fact again, and which are parts of a total.

Nothing is compared with another article here; see tables.facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.model import Dimension, Figure
from extractor.steps.agreement import Stated, agree, stated
from extractor.text import kept_re as re

_AMONG = re.compile(r"其中|包括|含")
_ENDS = re.compile(r"[。!?\n]")
_BREAKS = re.compile(r"[,;:]")
_RELATIVE = re.compile(r"前年|去年|上年|今年|明年|上半年|下半年|[一二三四]季度|上月|本月")

# Classifiers that count the same thing in the same number: 33家 and 33个示范点, 300名 and 300人.
_PEOPLE = ("人", "名", "位")
_ALIKE = {
    **dict.fromkeys(_PEOPLE, "人"),
    **dict.fromkeys(("家", "个", "座", "处", "所", "间"), "个"),
    **dict.fromkeys(("场", "场次"), "场"),
    **dict.fromkeys(("件", "宗", "起"), "件"),
}
# A longer article repeats itself within a few figures; without an end, a list of thousands would be compared
# each with each.
_LOOK_BACK = 40
_SHORT = 3


def alike(unit: str) -> str:
    """The unit that stands for all units that count the same thing: 人 for 名."""
    return _ALIKE.get(unit, unit)


def stated_of(figure: Figure) -> Stated:
    """The figure's number as it is told."""
    quantity = figure.quantity
    return stated(quantity.value, quantity.value_max, quantity.bound.value, figure.raw, quantity.unit)


def link_mentions(figures: Sequence[Figure], text: str) -> tuple[Figure, ...]:
    """The figures with `restates` (the fact's first mention) and `part_of` (the total) filled in."""
    totals = dict(_parts([figure for figure in figures if not figure.in_title], text))
    linked: list[Figure] = []
    told: dict[tuple[object, ...], list[Figure]] = {}
    for mention in figures:
        total = totals.get(mention.figure_id, "")
        figure = mention if mention.part_of == total else replace(mention, part_of=total)
        first = None
        for key in _keys(figure):
            alike_ones = told.setdefault(key, [])
            if first is None and alike_ones:
                first = next((other for other in alike_ones[-_LOOK_BACK:] if _same_fact(figure, other)), None)
            alike_ones.append(figure)
        if first is not None:
            figure = replace(figure, restates=first.restates or first.figure_id)
            for key in _keys(figure):
                told[key][-1] = figure
        linked.append(figure)
    return tuple(linked)


def _keys(figure: Figure) -> tuple[tuple[object, ...], ...]:
    """Under what a figure is looked for: its exact number, and what it counts."""
    quantity = figure.quantity
    shared = (alike(quantity.unit), figure.change, figure.modality, quantity.per, figure.name_of("zone"))
    counted = figure.canonical or figure.name_of("indicator")[-2:]
    exact = (quantity.value, quantity.value_max, *shared)
    return (exact, ("of", counted, *shared)) if counted else (exact,)


def _same_fact(figure: Figure, other: Figure) -> bool:
    if figure.sentence == other.sentence and figure.in_title == other.in_title:
        return False  # a sentence that gives the number twice means two things
    averaged = {"average", "per"}
    if (figure.aggregate in averaged) != (other.aggregate in averaged):
        return False
    exactly = figure.quantity.value == other.quantity.value
    if not exactly and (figure.part_of or other.part_of):
        return False
    return (
        _same_indicator(figure, other, exactly=exactly)
        and agree(stated_of(figure), stated_of(other))
        and _fit(figure.name_of("organization"), other.name_of("organization"))
        and (_specific(figure, other) or _fit(figure.name_of("program"), other.name_of("program")))
        and (exactly or _fit(figure.name_of("program"), other.name_of("program")))
        and _same_time(figure, other)
    )


def _same_indicator(one: Figure, other: Figure, *, exactly: bool) -> bool:
    mine, theirs = one.name_of("indicator"), other.name_of("indicator")
    if not exactly and mine != theirs and min(len(mine), len(theirs)) > _SHORT:
        return False  # 困难职工300余户 and 深度困难职工312户
    if one.canonical and one.canonical == other.canonical:
        return True
    return bool(mine and theirs) and (mine.endswith(theirs) or theirs.endswith(mine))


def _specific(one: Figure, other: Figure) -> bool:
    """Whether what is counted is told by more than 职工 or 企业, which every program has."""
    return min(len(one.name_of("indicator")), len(other.name_of("indicator"))) > 2


def _fit(one: str, other: str) -> bool:
    return not one or not other or one in other or other in one


def _same_time(one: Figure, other: Figure) -> bool:
    mine, theirs = one.period, other.period
    if mine is None or theirs is None:
        return True
    if mine.start and mine.end and theirs.start and theirs.end:
        return mine.start <= theirs.end and theirs.start <= mine.end
    said = set(_RELATIVE.findall(mine.words)), set(_RELATIVE.findall(theirs.words))
    return not said[0] or not said[1] or not said[0].isdisjoint(said[1])


def _parts(figures: Sequence[Figure], text: str) -> Iterator[tuple[str, str]]:
    """The ids of parts, each with the id of its total.

    The first figure after 其中 is a part of the nearest figure before it that can hold it; those that 、
    joins to a part are parts of the same total, and so are those of the same kind in the clauses behind it.
    """
    total: Figure | None = None
    parts: list[Figure] = []
    open_among = False
    for at in range(1, len(figures)):
        figure = figures[at]
        between = text[figures[at - 1].quantity.span.end : figure.quantity.span.start]
        among = _follows_among(between)
        open_among = open_among and not _BREAKS.search(between) and not _ENDS.search(between)
        if among or open_among:
            total = _total(figures[max(0, at - _LOOK_BACK) : at], figure, text)
            parts = []
            open_among = total is None  # 其中25人以上企业工会31家: 25人 is no part, 31家 is one
        elif _ENDS.search(between):
            total = None
        elif total is None or not _may_be_part(figure, total):
            continue  # 占21.7%, between two parts
        elif not _continues(text, parts, figure, total):
            total = None
        if total is not None:
            parts.append(figure)
            yield figure.figure_id, total.figure_id


def _follows_among(between: str) -> bool:
    """Whether the words between two figures hold 其中: in their sentence, or at the next one's beginning."""
    found = match = _AMONG.search(between)
    while match is not None:
        found, match = match, _AMONG.search(between, match.end())
    if found is None:
        return False
    before, after = between[: found.start()], between[found.end() :]
    if found[0] != "其中" and before[-1:] not in {"", ",", "、", "("}:
        return False  # 不包括, 内含
    return not _ENDS.search(after) and not _ENDS.search(before[:-1]) and not before.endswith("\n")


def _total(before: Sequence[Figure], part: Figure, text: str) -> Figure | None:
    """The figure that 其中 speaks of: in its sentence or the one before, of the part's unit, large enough.

    Where none is large enough the nearest one is it, and tables.audit has something to say.
    """
    fitting = [
        total
        for total in reversed(before)
        if _may_be_part(part, total)
        and len(_ENDS.findall(text[total.quantity.span.end : part.quantity.span.start])) <= 1
    ]
    large = (total for total in fitting if total.quantity.value >= part.quantity.value)
    return next(large, fitting[0] if fitting else None)


def _may_be_part(part: Figure, total: Figure) -> bool:
    """Whether the part's number may be counted in the total's: the same unit, or people of 人次."""
    unit, whole = part.quantity.unit, total.quantity.unit
    averaged = {"average", "per"}
    return (
        part.quantity.dimension not in {Dimension.PERCENT, Dimension.RATIO}
        and (unit == whole or (unit in _PEOPLE and whole in {*_PEOPLE, "人次"}))
        and part.change == total.change
        and part.modality == total.modality
        and part.aggregate not in averaged
        and total.aggregate not in averaged
        and not part.quantity.per
    )


def _continues(text: str, parts: Sequence[Figure], figure: Figure, total: Figure) -> bool:
    """Whether the figure stands in the list that 其中 began."""
    last = parts[-1]
    between = text[last.quantity.span.end : figure.quantity.span.start]
    breaks = [found.end() for found in _BREAKS.finditer(between)]
    if not breaks:
        return "、" in between or "和" in between or "以及" in between
    if sum(part.quantity.value for part in parts) + figure.quantity.value == total.quantity.value:
        return True
    # 其中女会员29.8万人，占41.7%；农民工会员24.6万人: a clause with a noun like the total's and no verb.
    noun = figure.name_of("indicator")
    heads = {name[-2:] for it in (last, total) if (name := it.name_of("indicator"))}
    return not figure.name_of("action") and len(between) - breaks[-1] <= 10 and noun[-2:] in heads
