"""Program reach: where a program's scope ends, because the text has turned to something else.

Parallel segments end each other's scope: two items of an enumeration, two parts between semicolons that
each begin with a verb of their own, two owners of one kind (an enterprise after an enterprise, a city after
a city). A program that stands before the first of them reaches all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractor.steps.program import BREAK, Program
from extractor.steps.scene import Scene, between
from extractor.steps.segments import Segments
from extractor.text.sentences import Sentence

_FAR = 1500  # characters: a paragraph that was never broken must not cost its length for each figure
_IN_SENTENCE = frozenset({"verb", "label"})  # what begins with these is parallel within its sentence only

_Turn = tuple[bool, Segments, int, int]
"""Whether a verb begins the segments, the segments, the one of the figure, and from where on they count."""


def reachable(scene: Scene, sentence: Sentence, at: int) -> list[Program]:
    """The programs of the paragraph, before the figure at `at`, that no parallel segment cuts off from it."""
    start = max(scene.paragraph_starts[sentence.paragraph], at - _FAR)
    found = between(scene.programs, start, at)
    if not found:
        return []
    turns: list[_Turn] = []
    begins = sentence.span.start
    for kind, held in scene.segments.items():
        last, least = bisect_right(held.starts, at) - 1, begins if kind in _IN_SENTENCE else start
        if last >= 0 and held.starts[last] >= least:
            turns.append((kind == "verb", held, last, least))
    return [p for p in found if p.kind != BREAK and not (turns and _is_cut_off(p, turns))]


def _is_cut_off(program: Program, turns: Sequence[_Turn]) -> bool:
    begins, ends = program.span.start, program.span.end
    for is_verb, held, last, least in turns:
        if held.starts[last] < ends:
            continue
        mine = held.last(begins)
        if mine >= 0 and held.starts[mine] >= least:
            if _differ(held.names[mine], held.names[last]):
                return True
        elif is_verb and begins >= least and not program.subject:
            return True  # 总工会举办讲堂12期;开展走访: the first part has its verb behind its subject
    return False


def _differ(one: str, other: str) -> bool:
    return not one or not (one in other or other in one)
