"""Main program: the one that the whole article is about, and where it governs what no other program does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from extractor.model import Edge, Reach, Span
from extractor.steps.program import Program, Rank
from extractor.steps.scene import Scene, between, last_before, paragraph_of
from extractor.text.sentences import Sentence

PLANS = ("计划", "行动", "工程", "联盟", "模式", "体系", "机制", "改革")


@dataclass(frozen=True, slots=True)
class MainProgram:
    """The article's own program; `dominant` where a plan is named by the title, or in several
    paragraphs; `leads` where it is named twice, or at the start: any other governs only where it stands."""

    program: Program
    dominant: bool
    leads: bool
    in_title: bool = False
    first: int = 0  # the character where the body names it first
    home: Span | None = None  # the subheading under which it does


def find_main_program(title: Scene, body: Scene) -> MainProgram | None:
    """The program that the article is about: the title's brand, else what several paragraphs name."""
    weight: Counter[str] = Counter()
    first: dict[str, Program] = {}
    places: dict[str, set[int]] = {}
    for program in (*title.programs, *body.programs):
        if program.rank is Rank.NONE or program.kind == "means":
            continue
        if program.quoted and (program.rank is Rank.WEAK or (program.counted and not program.in_title)):
            continue  # 建成“绣娘车间”19个 is one thing of many
        if not program.in_title and body.text[program.span.start - 1 : program.span.start] == "【":
            continue  # a label governs its own paragraph
        first.setdefault(program.key, program)
        if program.rank > first[program.key].rank or len(program.name) > len(first[program.key].name):
            first[program.key] = program
        places.setdefault(program.key, set())
        if program.in_title:
            weight[program.key] += 3 * program.rank
        elif not (program.held or program.listed or (program.counted and program.kind == "facility")):
            weight[program.key] += program.rank * (2 if program.name.endswith(PLANS) else 1)
            places[program.key].add(paragraph_of(body.sentences, program.span.start))
    for key in weight:  # a brand without its quotation marks or its kind in the title
        if not first[key].in_title and first[key].rank is Rank.BRAND and len(key) >= 3 and key in title.text:
            weight[key] += 6
    named = [key for key in weight if first[key].in_title or key in title.text or len(places[key]) > 1]
    brands = [key for key in weight if first[key].rank is Rank.BRAND]
    named = named or [key for key in brands if len(brands) == 1 or first[key].name.endswith(PLANS)]
    named = named or [key for key in weight if _is_event(first[key], body)]
    if not named:
        return None
    best = max(named, key=lambda key: (weight[key], first[key].rank, -first[key].span.start))
    program = first[best]
    dominant = program.rank is Rank.BRAND and (
        program.in_title or best in title.text or len(places[best]) > 1
    )
    lead = next((s.span.start for s in body.sentences if s.heading is not None), len(body.text))
    early = program.span.start < lead and paragraph_of(body.sentences, program.span.start) <= 1
    begins = min((p.span.start for p in body.programs if p.key == best), default=0)
    return MainProgram(
        program,
        dominant,
        program.in_title or early or len(places[best]) > 1,
        program.in_title or best in title.text,
        begins,
        _heading_of(body, begins),
    )


def _heading_of(body: Scene, position: int) -> Span | None:
    at = last_before(body.sentences, position + 1)
    return body.sentences[at].heading if at >= 0 else None


def _is_event(program: Program, body: Scene) -> bool:
    """Whether the report's first sentences say that it was held, as news does of its one event."""
    lead = body.sentences[min(1, len(body.sentences) - 1)].span.end if body.sentences else 0
    activity = program.kind == "activity" or program.quoted
    return activity and program.rank >= Rank.NAMED and program.opened and program.span.start < lead


def main_here(main: MainProgram | None, scene: Scene, sentence: Sentence, at: int) -> MainProgram | None:
    """The article's own program, where its reach holds character `at`.

    One that the title names reaches everywhere. Any other begins where it is named (a plan, with its
    paragraph), and stays in the section or the item of a list that names it. One that a single paragraph
    names reaches until a later one turns to another.
    """
    if main is None or main.in_title or scene.in_title:
        return main
    if main.home is not None and sentence.heading != main.home:
        return None
    if at < main.first and not (
        main.program.name.endswith(PLANS) and paragraph_of(scene.sentences, main.first) == sentence.paragraph
    ):
        return None
    if not main.dominant and _gave_way(main, scene, sentence):
        return None
    items = scene.segments.get("item")
    if items is not None and items.last(main.first) >= 0 and items.last(main.first) != items.last(at):
        return None
    return main


def _gave_way(main: MainProgram, scene: Scene, sentence: Sentence) -> bool:
    """Whether an earlier paragraph turned to another program, and none came back to this one since."""
    other = False
    for program in between(scene.programs, main.first, scene.paragraph_starts[sentence.paragraph]):
        if program.key == main.program.key:
            other = False
        elif program.rank >= Rank.NAMED and program.governs and not program.listed:
            other = True
    return other


def own_program(main: MainProgram | None) -> Edge | None:
    """The edge to the article's own program, where it governs more than its own place."""
    if main is None or not (main.dominant or main.leads):
        return None
    held = main.program
    reach = Reach.TITLE if held.in_title else Reach.ARTICLE
    return Edge("program", held.name, held.rule, reach, held.span, held.in_title)
