"""Program reach: where a program's scope ends, because the text has turned to something else.

Parallel segments end each other's scope: two items of an enumeration, two parts between semicolons that
each begin with a verb of their own, two owners of one kind (an enterprise after an enterprise, a city after
a city). A program that stands before the first of them reaches all.
"""

from __future__ import annotations

from collections.abc import Mapping

from extractor.steps.program import BREAK, Program
from extractor.steps.scene import Scene, between
from extractor.steps.segments import Segments
from extractor.text.sentences import Sentence

_FAR = 1500  # characters: a paragraph that was never broken must not cost its length for each figure
_IN_SENTENCE = frozenset({"verb", "label"})  # what begins with these is parallel within its sentence only


def reachable(scene: Scene, sentence: Sentence, at: int) -> list[Program]:
    """The programs of the paragraph, before the figure at `at`, that no parallel segment cuts off from it."""
    start = max(scene.paragraph_starts[sentence.paragraph], at - _FAR)
    return [
        program
        for program in between(scene.programs, start, at)
        if program.kind != BREAK and not _is_cut_off(program, sentence, start, at, scene.segments)
    ]


def _is_cut_off(
    program: Program, sentence: Sentence, start: int, at: int, segments: Mapping[str, Segments]
) -> bool:
    for kind, held in segments.items():
        least = sentence.span.start if kind in _IN_SENTENCE else start
        last = held.last(at)
        if last < 0 or held.starts[last] < max(least, program.span.end):
            continue
        mine = held.last(program.span.start)
        if mine >= 0 and held.starts[mine] >= least:
            if _differ(held.names[mine], held.names[last]):
                return True
        elif kind == "verb" and program.span.start >= least and not program.subject:
            return True  # 总工会举办讲堂12期;开展走访: the first part has its verb behind its subject
    return False


def _differ(one: str, other: str) -> bool:
    return not one or not (one in other or other in one)
