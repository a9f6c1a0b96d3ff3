"""Marks: change, aggregate and modality of a figure, from the words of its clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from extractor.model import Quantity
from extractor.steps.scene import Scene
from extractor.text.expressions import Expression, tried_often
from extractor.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class MarkRules:
    """Expressions by field, in order: (value, before, after, id)."""

    by_field: Mapping[str, tuple[tuple[str, Expression | None, Expression | None, str], ...]]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> MarkRules:
        """Rules from the entries of marks.yaml, macros expanded."""
        fields: dict[str, list[tuple[str, Expression | None, Expression | None, str]]] = {}
        for entry in entries:
            before, after = entry.get("before") or [], entry.get("after") or []
            fields.setdefault(entry["field"], []).append(
                (
                    entry["value"],
                    tried_often("|".join(before)) if before else None,
                    tried_often("|".join(after)) if after else None,
                    entry["id"],
                )
            )
        return cls({field: tuple(rules) for field, rules in fields.items()})

    def value(self, field: str, before: str, after: str = "") -> str:
        """The value of `field` for a figure between `before` and `after`, or the empty string."""
        for value, left, right, _ in self.by_field.get(field, ()):
            if left is not None and left.search(before):
                return value
            if right is not None and right.match(after):
                return value
        return ""


class Marks(NamedTuple):
    """What its clause says of a figure; `change` and `modality` are empty for level and reported."""

    change: str
    aggregate: str
    modality: str


def marks_of(scene: Scene, sentence: Sentence, quantity: Quantity, rules: MarkRules) -> Marks:
    """The marks of one figure of a sentence."""
    start, end = quantity.span.start, quantity.span.end
    lead = scene.text[scene.clause(sentence, start).start : start]
    return Marks(
        rules.value("change", lead, scene.text[end : end + 8]),
        rules.value("aggregate", lead) or ("per" if quantity.per else ""),
        rules.value("modality", scene.text[sentence.span.start : start]),
    )
