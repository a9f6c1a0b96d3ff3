"""Program edges: which program each figure takes, and the one that the whole article is about.

In order: what the figure itself counts; what governs its sentence; what its clause names after it; the brand
of its paragraph, of its section; and last the article's own. A facility that was itself just counted yields
to the article's own brand: 打造工作室15家，产生成果4.2万项.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.model import Edge, Reach, Span
from extractor.steps.programs import Program, Rank
from extractor.steps.scene import Scene, between, paragraph_of
from extractor.text.sentences import Sentence

_PLANS = ("计划", "行动", "工程", "联盟", "模式", "体系", "机制", "改革")
_SERVED = ("人次", "人", "名", "位", "元", "户")  # whom an activity served, and no number of activities
_CLOSE = 3  # 小三级工会联合会:6个, 驿站已达14个: so few characters lie between a counted thing and its number


@dataclass(frozen=True, slots=True)
class MainProgram:
    """The article's own program; `dominant` where a plan is named by the title, or in several
    paragraphs; `leads` where it is named twice, or at the start: any other governs only where it stands."""

    program: Program
    dominant: bool
    leads: bool


def find_main_program(title: Scene, body: Scene) -> MainProgram | None:
    """The program that the article is about: the title's brand, else what several paragraphs name."""
    weight: Counter[str] = Counter()
    first: dict[str, Program] = {}
    places: dict[str, set[int]] = {}
    for program in (*title.programs, *body.programs):
        if program.rank is Rank.NONE or program.kind == "means":
            continue
        first.setdefault(program.key, program)
        if program.rank > first[program.key].rank or len(program.name) > len(first[program.key].name):
            first[program.key] = program
        places.setdefault(program.key, set())
        if program.in_title:
            weight[program.key] += 3 * program.rank
        elif not program.held:
            weight[program.key] += program.rank * (2 if program.name.endswith(_PLANS) else 1)
            places[program.key].add(paragraph_of(body.sentences, program.span.start))
    for key in weight:  # a brand without its quotation marks or its kind in the title
        if not first[key].in_title and first[key].rank is Rank.BRAND and len(key) >= 3 and key in title.text:
            weight[key] += 6
    named = [key for key in weight if first[key].in_title or key in title.text or len(places[key]) > 1]
    brands = [key for key in weight if first[key].rank is Rank.BRAND]
    named = named or [key for key in brands if len(brands) == 1 or first[key].name.endswith(_PLANS)]
    if not named:
        return None
    best = max(named, key=lambda key: (weight[key], first[key].rank, -first[key].span.start))
    program = first[best]
    dominant = program.rank is Rank.BRAND and (
        program.in_title or best in title.text or len(places[best]) > 1
    )
    lead = next((s.span.start for s in body.sentences if s.heading is not None), len(body.text))
    early = program.span.start < lead and paragraph_of(body.sentences, program.span.start) <= 1
    return MainProgram(program, dominant, program.in_title or early or len(places[best]) > 1)


def program_edge(
    scene: Scene, sentence: Sentence, at: int, end: int, indicator: Span | None, main: MainProgram | None
) -> Edge | None:
    """The program of the figure at characters `at` to `end`, whose indicator stands at `indicator`."""
    clause = scene.clause(sentence, at)
    part = _part(scene.text, sentence.span, at)
    inside = between(scene.programs, part.start, at)
    whole = between(scene.programs, sentence.span.start, at)
    if not any(program.rank > Rank.WEAK for program in inside) or (
        not any(program.rank is Rank.BRAND for program in inside)
        and any(
            program.rank is Rank.BRAND and program.subject and program.name.endswith(_PLANS)
            for program in whole
        )
    ):
        inside = whole
    later = between(scene.programs, end, part.end)
    paragraph = between(scene.programs, scene.paragraph_starts[sentence.paragraph], sentence.span.start)
    own = _own(scene.text, inside, later, at, end, indicator)
    brands = [program for program in inside if program.rank is Rank.BRAND]
    chosen = (
        _counted_itself(own, brands, paragraph, main, scene.text[at:end].endswith(_SERVED))
        or _in_sentence(scene.text, [p for p in inside if p is not own], later, clause, end, main)
        or _brand_of(paragraph, main)
        or _after_in_sentence(later)
        or (None if main and main.dominant else _last(inside, Rank.WEAK))
        or _last(
            (program for program in paragraph if program.governs or program.kind == "facility"), Rank.NAMED
        )
    )
    if chosen is not None:
        return _edge(scene, chosen, scene.reach(sentence, clause, chosen.span))
    if not (scene.in_title or sentence.is_heading or _is_prose(scene.text, sentence)):
        return _own_program(main, at) if main is not None and main.dominant else None
    section = between(
        scene.programs, scene.section_start(sentence), scene.paragraph_starts[sentence.paragraph]
    )
    heading = sentence.heading
    named = heading is not None and _last((p for p in section if heading.contains(p.span)), Rank.NAMED)
    chosen = named or (_brand_of(section, main) if heading is not None else None)
    if chosen:
        return _edge(scene, chosen, Reach.SECTION)
    return _own_program(main, at)


def _is_prose(text: str, sentence: Sentence) -> bool:
    """Whether the sentence ends as one, and is no line of a list, which says nothing of the next line."""
    return text[sentence.span.end - 1] in "。!?”’…"


def _own_program(main: MainProgram | None, at: int) -> Edge | None:
    """The article's own program, where it governs more than its own place."""
    if main is None or not (main.dominant or main.leads):
        return None
    named = main.dominant or main.program.in_title or main.program.name.endswith(_PLANS)
    if not named and at < main.program.span.start:
        return None
    held = main.program
    reach = Reach.TITLE if held.in_title else Reach.ARTICLE
    return Edge("program", held.name, held.rule, reach, held.span, held.in_title)


def _part(text: str, sentence: Span, at: int) -> Span:
    """The part of a sentence between semicolons that holds character `at`."""
    start = text.rfind(";", sentence.start, at) + 1 or sentence.start
    end = text.find(";", at, sentence.end)
    return Span(start, sentence.end if end < 0 else end)


def _own(
    text: str, inside: Sequence[Program], later: Sequence[Program], at: int, end: int, indicator: Span | None
) -> Program | None:
    """The program that the figure counts, right before or after it."""
    if inside and inside[-1].rank > Rank.NONE and inside[-1].counted and at - inside[-1].span.end <= _CLOSE:
        return inside[-1]
    for program in later[:2]:
        between_them = text[end : program.span.start]
        close = len(between_them) <= 1 or (len(between_them) <= 8 and between_them.endswith("的"))
        named = indicator is not None and program.span.overlaps(indicator) and program.kind != "fund"
        if program.rank > Rank.NONE and (close or named):
            return program
    return None


def _counted_itself(
    own: Program | None,
    brands: Sequence[Program],
    paragraph: Sequence[Program],
    main: MainProgram | None,
    served: bool,
) -> Program | None:
    """What the figure counts, unless it is only a part of a brand's work."""
    if own is None:
        return None
    if own.quoted:
        return own
    if own.rank is Rank.WEAK or own.kind in {"activity", "fund"}:
        over = [brand for brand in brands if served or not brand.counted]
        if over or (own.rank is Rank.WEAK and paragraph):
            return None
    if main is not None and main.dominant and own.key != main.program.key and not own.quoted:
        return None if own.kind in {"facility", "activity"} else own
    return own


def _in_sentence(
    text: str,
    inside: Sequence[Program],
    later: Sequence[Program],
    clause: Span,
    end: int,
    main: MainProgram | None,
) -> Program | None:
    """What governs the figure in its sentence: an object of its own clause before an earlier one."""
    governing = _governing(text, inside, clause, main)
    if (
        governing is None
        or governing.kind == "fund"
        or (governing.span.start < clause.start and not governing.subject)
    ):
        return _after(later, clause, text, end) or governing
    return governing


def _governing(
    text: str, inside: Sequence[Program], clause: Span, main: MainProgram | None
) -> Program | None:
    """The last program of the sentence that governs what follows it: brands first, counted things last."""
    strong = [program for program in inside if program.rank >= Rank.NAMED]
    free = [program for program in strong if not program.counted]
    dominant = main is not None and main.dominant
    for program in reversed(free):
        if program.rank is Rank.BRAND:
            return program
    only = not dominant and all(program.rank < Rank.BRAND for program in strong)
    if only and strong and strong[-1].counted and strong[-1].kind == "activity":
        return strong[-1]
    for program in reversed(free):
        if program.subject and program.kind == "facility":
            return program
    for program in reversed(free):
        if program.subject or (program.opened and not (dominant and program.kind == "facility")):
            return _first_of_pair(text, program, free)
        if program.span.start >= clause.start and program.kind in {"activity", "fund"}:
            return program
    counted = [program for program in strong if program.counted and (program.quoted or not dominant)]
    return counted[-1] if counted else None


def _first_of_pair(text: str, program: Program, free: Sequence[Program]) -> Program:
    """The first of programs joined by 和: 许纪平创新工作室和项目创新工作室联盟."""
    for other in reversed(free[: free.index(program)]):
        if text[other.span.end : program.span.start] not in {"和", "与", "及", "、", "以及"}:
            break
        program = other
    return program


def _after(later: Sequence[Program], clause: Span, text: str, end: int) -> Program | None:
    """What the clause names after the figure: 投入96万元开展“健康护航”专项体检."""
    for program in later:
        if program.span.start >= clause.end or "、" in text[end : program.span.start]:
            return None
        if (
            program.rank >= Rank.NAMED
            and program.opened
            and not (program.counted and program.kind == "facility")
        ):
            return program
    return None


def _after_in_sentence(later: Sequence[Program]) -> Program | None:
    return next((program for program in later if program.rank is Rank.BRAND and program.governs), None)


def _brand_of(programs: Sequence[Program], main: MainProgram | None) -> Program | None:
    """The brand that governs from further back: the article's own before all others, then the last one."""
    brands = [program for program in programs if program.rank is Rank.BRAND]
    if main is not None:
        for program in reversed(brands):
            if program.key == main.program.key and not program.held:
                return program
    named = [program for program in brands if not program.counted and not program.held] or brands
    return named[-1] if named else None


def _last(programs: Iterable[Program], least: Rank) -> Program | None:
    found = None
    for program in programs:
        if program.rank >= least:
            found = program
    return found


def _edge(scene: Scene, program: Program, reach: Reach) -> Edge:
    return Edge("program", program.name, program.rule, reach, program.span, scene.in_title)
