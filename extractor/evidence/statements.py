"""Statements: each figure in its sentence, and what the patterns say that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.candidates.ground import Ground
from extractor.candidates.indicators import Row
from extractor.candidates.zone_links import zone_link
from extractor.evidence.figures import Stated
from extractor.model import Edge, Quantity
from extractor.steps.indicators import IndicatorRules, find_indicators
from extractor.steps.marks import MarkRules, Marks, marks_of
from extractor.steps.names import Cutter
from extractor.steps.respective import Indicator
from extractor.steps.scene import Scene
from extractor.steps.verb_objects import with_objects
from extractor.steps.wording import action_edge, by_sentence, sentence_tokens
from extractor.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure: its sentence, its marks, what the patterns say that it counts, the verb that governs it."""

    scene: Scene
    sentence: Sentence
    quantity: Quantity
    marks: Marks
    proposed: Indicator | None
    action: Edge | None


@dataclass(frozen=True, slots=True)
class Statements:
    """The figures of an article, the title's first, and the sentences that hold them."""

    title: Scene
    body: Scene
    each: Sequence[Statement]
    rows: Sequence[Row]

    def stated(self, ground: Ground) -> list[Stated]:
        """The figures as their evidence needs them."""
        found = []
        for one in self.each:
            scene, span, noun = one.scene, one.quantity.span, one.proposed
            start, end = ground.place(span, in_title=scene.in_title)
            at = noun.span if noun is not None else None
            action = one.action
            found.append(
                Stated(
                    start,
                    end,
                    one.quantity,
                    noun.name if noun is not None else "",
                    ground.place(at, in_title=scene.in_title) if at is not None else None,
                    action.name if action is not None else "",
                    one.marks.change,
                    one.marks.aggregate,
                    one.marks.modality == "planned",
                )
            )
        return found

    def links(self) -> list[str]:
        """The zone that grammar alone gives each figure, or the empty string."""
        return [zone_link(one.scene, one.sentence, one.quantity.span.start) for one in self.each]


def find_statements(
    title: Scene, body: Scene, rules: IndicatorRules, marks: MarkRules, words: Cutter
) -> Statements:
    """The figures of title and text with their sentences, in reading order."""
    classes = rules.classes
    each: list[Statement] = []
    rows: list[Row] = []
    for scene in (title, body):
        objects: dict[str, str] = {}
        for sentence, held in by_sentence(scene.sentences, scene.figures):
            tokens = sentence_tokens(scene, sentence, held, classes, words)
            proposed: Sequence[Indicator | None] = find_indicators(scene.text, tokens, held, rules)
            proposed, objects = with_objects(scene.text, tokens, held, proposed, objects, classes)
            rows.append(Row(scene.text, scene.in_title, tokens, held, proposed))
            for place, quantity, noun in zip(tokens.figures, held, proposed, strict=True):
                span = noun.span if noun is not None else None
                action = action_edge(scene, tokens, place, span, classes)
                its_marks = marks_of(scene, sentence, quantity, marks)
                each.append(Statement(scene, sentence, quantity, its_marks, noun, action))
    return Statements(title, body, each, rows)
