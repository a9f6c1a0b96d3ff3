"""Figures: what a figure itself says of what it may belong to: its unit, its verb, its noun, its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractor.candidates.ground import Ground
from extractor.evidence.columns import Columns, number_of
from extractor.model import Quantity
from extractor.steps.organizations import Organization

_UNITS: dict[str, int] = {
    unit: number
    for number, units in enumerate(
        (
            ("元",), ("%",), ("百分点",), ("人", "名", "位"), ("人次",), ("家",), ("个",),
            ("场", "场次", "次", "期", "批", "轮"), ("项",), ("件", "起", "宗"), ("户",),
            ("座", "处", "所", "间", "套", "栋"), ("倍", "番"), ("种", "类", "款", "支", "条", "门", "本",
            "份"), ("",),
        ),
        1,
    )
    for unit in units
}  # fmt: skip
_DIMENSIONS = {"money": 16, "duration": 17, "area": 18, "length": 18, "mass": 18, "energy": 18}
_OTHER_UNIT = 19
_SPEECH = 200  # characters back to the quotation mark that opens what is said
_OWNERS = {"enterprise": 1, "union": 2, "institution": 3, "studio": 4}


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as far as its evidence needs it; places are those of the ground.

    `noun` and `noun_at` are what it counts by the patterns of indicators.yaml, `verb` what governs it.
    """

    start: int
    end: int
    quantity: Quantity
    noun: str = ""
    noun_at: tuple[int, int] | None = None
    verb: str = ""
    change: str = ""
    aggregate: str = ""
    planned: bool = False


def unit_class(quantity: Quantity) -> int:
    """Which group of units a figure's belongs to: 名, 位 and 人 are one."""
    return _UNITS.get(quantity.unit) or _DIMENSIONS.get(quantity.dimension.value, _OTHER_UNIT)


def figure_columns(
    ground: Ground, stated: Sequence[Stated], owners: Sequence[tuple[int, Organization]]
) -> Columns:
    """One number a figure, by fact; `owners` are the organizations with the places where they begin."""
    text = ground.text
    sentences = [ground.sentence_of(figure.start) for figure in stated]
    ordinal: list[int] = []
    for at, sentence in enumerate(sentences):
        ordinal.append(min(ordinal[-1] + 1, 4) if at and sentences[at - 1] == sentence else 0)
    firms = sum(owner.kind == "enterprise" for _, owner in owners)
    near = [
        _owner_before(ground, figure.start, sentence, owners)
        for figure, sentence in zip(stated, sentences, strict=True)
    ]

    def of(values: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array(values, dtype=np.int64)

    def all_of(value: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.full(len(stated), value)

    return {
        "unit": of([unit_class(figure.quantity) for figure in stated]),
        "verb": of([number_of(figure.verb) for figure in stated]),
        "noun": of([number_of(figure.noun[-2:]) for figure in stated]),
        "noun_char": of([number_of(figure.noun[-1:]) for figure in stated]),
        "bound": of([number_of(figure.quantity.bound.value) for figure in stated]),
        "change": of([number_of(figure.change) for figure in stated]),
        "planned": of([figure.planned for figure in stated]),
        "aggregate": of([number_of(figure.aggregate) for figure in stated]),
        "ordinal": of(ordinal),
        "titled": of([figure.start < ground.shift for figure in stated]),
        "figures": all_of(min(len(stated) // 5, 6)),
        "paragraph": of([min(max(ground.paragraphs[sentence], -1) + 1, 5) for sentence in sentences]),
        "before": of([number_of(ground.char_before(figure.start)) for figure in stated]),
        "behind": of([number_of(ground.char_after(figure.end)) for figure in stated]),
        "headed": of([ground.headings[sentence] >= 0 for sentence in sentences]),
        "spoken": of([_is_spoken(text, figure.start) for figure in stated]),
        "owner": of([kind for kind, _ in near]),
        "owner_at": of([where for _, where in near]),
        "unions": all_of(min(text.count("工会"), 12) // 3),
        "firms": all_of(min(firms, 12) // 3),
    }


def _is_spoken(text: str, place: int) -> bool:
    first = max(0, place - _SPEECH)
    return text.rfind("“", first, place) > text.rfind("”", first, place)


def _owner_before(
    ground: Ground, place: int, sentence: int, owners: Sequence[tuple[int, Organization]]
) -> tuple[int, int]:
    """The kind of the last organization before a figure, and how far it is, 1 to 4."""
    last = bisect_left(owners, place, key=lambda owner: owner[0]) - 1
    if last < 0:
        return 0, 0
    at, owner = owners[last]
    kind = _OWNERS.get(owner.kind, 6)
    if ground.clause_of(at) == ground.clause_of(place):
        return kind, 1
    its = ground.sentence_of(at)
    if its == sentence:
        return kind, 2
    return kind, 3 if ground.paragraphs[its] == ground.paragraphs[sentence] else 4
