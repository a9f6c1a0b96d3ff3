"""Program edges: which program each figure takes, and the one that the whole article is about.

In order: what the figure itself counts; what governs its sentence; what its clause names after it; the brand
of its paragraph, of its section; and last the article's own. A facility that was itself just counted yields
to the article's own brand: 打造工作室15家，产生成果4.2万项.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.model import Edge, Reach, Span
from extractor.steps.background import is_background, is_stock
from extractor.steps.main_program import PLANS, MainProgram, main_here, own_program
from extractor.steps.program import BREAK, Program, Rank
from extractor.steps.program_reach import reachable
from extractor.steps.scene import Scene, between, within
from extractor.text import kept_re as re
from extractor.text.sentences import Sentence

_OF_PLACES = re.compile("[名位人张份本册件条枚台套户]$")
_SERVED = ("人次", "人", "名", "位", "元", "户")  # whom an activity served, and no number of activities
_THROUGH = re.compile(r"(?:在|经|经过|参加|参与|纳入|加入|购置|办理|投保|缴纳|用于|投向)了?$")
_JOINT = re.compile("[、,和与及;]")
_TAKES_PART = re.compile(r",(?:参加|参与|接受|角逐)")
_TOTAL = re.compile("(?:总[数量]|数[量目])?(?:已经?)?(?:达到?|增至|增加到|发展到)?")
_CLOSE = 3  # 小三级工会联合会:6个, 驿站已达14个: so few characters lie between a counted thing and its number


def program_edge(
    scene: Scene, sentence: Sentence, at: int, end: int, indicator: Span | None, main: MainProgram | None
) -> Edge | None:
    """The program of the figure at characters `at` to `end`, whose indicator stands at `indicator`."""
    main = main_here(main, scene, sentence, at)
    clause = scene.clause(sentence, at)
    part = _part(scene.text, sentence.span, at)
    before = [program for program in reachable(scene, sentence, at) if not _is_owner(program)]
    whole = [program for program in before if program.span.start >= sentence.span.start]
    paragraph = before[: len(before) - len(whole)]
    inside = [program for program in whole if program.span.start >= part.start]
    if not any(program.rank > Rank.WEAK for program in inside) or (
        not any(program.rank is Rank.BRAND for program in inside)
        and any(
            program.rank is Rank.BRAND and program.subject and program.name.endswith(PLANS)
            for program in whole
        )
    ):
        # 提建议16450条;革新649项: what one part only counts says nothing of the next
        inside = [p for p in whole if p.span.start >= part.start or not (p.counted and p.kind == "activity")]
    later = [p for p in between(scene.programs, end, part.end) if p.kind != BREAK]
    own = _own(scene.text, inside, later, at, end, indicator)
    inside = [program for program in inside if not program.example]
    brands = [
        program
        for program in inside
        if program.rank is Rank.BRAND and not _in_other_item(scene.text[program.span.end : at])
    ]
    chosen = (
        _counted_itself(own, inside, brands, paragraph, main, scene.text[at:end].endswith(_SERVED))
        or _unless_over(
            _in_sentence(scene.text, [p for p in inside if p is not own], later, clause, end, main),
            inside,
            paragraph,
        )
        or _brand_of(paragraph, main)
        or _after_in_sentence(scene.text, later, at, end)
        or (None if main and (main.dominant or main.leads) else _last(inside, Rank.WEAK))
        or _last((p for p in paragraph if (p.subject or p.opened) and not p.listed), Rank.NAMED)
    )
    about = "" if chosen is None else chosen.name
    if (
        not any(program.rank > Rank.NONE for program in inside)
        and indicator is not None
        and is_background(scene.text, sentence.span, indicator, at, about)
    ):
        return None
    if chosen is not None:
        parent = _parent(chosen, brands, paragraph, main)
        return _edge(scene, chosen, scene.reach(sentence, clause, chosen.span), parent)
    if not (scene.in_title or sentence.is_heading or _is_prose(scene.text, sentence)):
        return own_program(main) if main is not None and main.dominant else None
    heading = sentence.heading
    named = _last(within(scene.programs, heading), Rank.NAMED) if heading is not None else None
    if named is not None:
        return _edge(scene, named, Reach.SECTION)
    stock = not scene.in_title and is_stock(scene.text, sentence.span.start, clause, Span(at, end))
    edge = None if stock else own_program(main)
    if edge is None and own is not None and own.rank >= Rank.NAMED:
        return _edge(scene, own, Reach.CLAUSE)  # it gave way to the article's own, which does not reach here
    return edge


def _is_owner(program: Program) -> bool:
    """Whether a union acts here, which is who does it and not what is done: 工会联合会与公司商定."""
    return program.subject and program.name.endswith("联合会") and not (program.opened or program.counted)


def _in_other_item(between_them: str) -> bool:
    """Whether two figures are items of one list: 新建200家“职工学堂”、补贴8.5万名职工疗休养."""
    return "、" in between_them and "," not in between_them


def _is_prose(text: str, sentence: Sentence) -> bool:
    """Whether the sentence ends as one, and is no line of a list, which says nothing of the next line."""
    return text[sentence.span.end - 1] in "。!?”’…"


def _part(text: str, sentence: Span, at: int) -> Span:
    """The part of a sentence between semicolons that holds character `at`."""
    start = text.rfind(";", sentence.start, at) + 1 or sentence.start
    end = text.find(";", at, sentence.end)
    return Span(start, sentence.end if end < 0 else end)


def _own(
    text: str, inside: Sequence[Program], later: Sequence[Program], at: int, end: int, indicator: Span | None
) -> Program | None:
    """The program that the figure counts, right before or after it."""
    if _OF_PLACES.search(text, at, end):
        later = [program for program in later if program.kind != "facility"]
    if later and later[0].span.start == end and later[0].rank > Rank.NONE and later[0].kind != "fund":
        return later[0]
    last = inside[-1] if inside else None
    if last is not None and last.rank > Rank.NONE and last.counted and _ends_at(text, last.span.end, at):
        return last
    for program in later[:2]:
        between_them = text[end : program.span.start]
        close = len(between_them) <= 1 or (len(between_them) <= 8 and between_them.endswith("的"))
        named = indicator is not None and program.span.overlaps(indicator) and program.kind != "fund"
        if program.rank > Rank.NONE and (close or named):
            return program
    return None


def _ends_at(text: str, end: int, at: int) -> bool:
    """Whether a name's number stands at `at`: 驿站已达14个; in 43家驿站、39家服务站 the next is another's."""
    total = _TOTAL.match(text, end)  # 工作室总数达1000家
    end = total.end() if total else end
    return at - end <= _CLOSE and _JOINT.search(text, end, at) is None


def _counted_itself(
    own: Program | None,
    inside: Sequence[Program],
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
    if own.kind == "activity" and any(_has_subject(program, own) for program in inside):
        return None  # 工作室完成专利2项,攻关活动2项
    if own.rank is Rank.WEAK or own.kind in {"activity", "fund"}:
        over = [brand for brand in brands if served or not brand.counted]
        if over or (
            own.rank is Rank.WEAK
            and (any(p.rank is Rank.BRAND for p in paragraph) or (main is not None and main.leads))
        ):
            return None
    plan = main is not None and main.dominant and main.program.name.endswith(PLANS)
    if plan and main is not None and own.key != main.program.key:
        return None if own.kind in {"facility", "activity"} else own
    return own


def _has_subject(program: Program, own: Program) -> bool:
    """Whether a program is a place that is the subject of its sentence, and another than the counted one."""
    return _is_subject_place(program) and program.key != own.key


def _is_subject_place(program: Program) -> bool:
    return program.subject and program.kind == "facility" and not program.counted


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
        or governing.counted
        or (governing.span.start < clause.start and not governing.subject)
    ):
        after = _after(later, clause, text, end)
        # 组织“送保上山”,为200名护林员办理互助保障: what is only named yields to the brand before it
        keeps = governing is not None and governing.rank is Rank.BRAND and not governing.counted
        return governing if after is None or (keeps and after.kind == "activity") else after
    return governing


def _governing(
    text: str, inside: Sequence[Program], clause: Span, main: MainProgram | None
) -> Program | None:
    """The last program of the sentence that governs what follows it: brands first, counted things last."""
    strong = [program for program in inside if program.rank >= Rank.NAMED]
    free = [program for program in strong if not program.counted]
    dominant = main is not None and main.dominant and main.program.name.endswith(PLANS)
    for program in reversed(free):
        if program.rank is Rank.BRAND:
            after = [p for p in strong if p.counted and p.rank is Rank.BRAND and p.span > program.span]
            return after[-1] if program.held and after else _first_of_pair(text, program, free)
    only = not (dominant or any(_is_subject_place(program) for program in free)) and all(
        program.rank < Rank.BRAND for program in strong
    )
    if only and strong and strong[-1].counted and strong[-1].kind == "activity":
        return strong[-1]
    for program in reversed(free):
        if program.subject and program.kind == "facility":
            return program
    for program in reversed(free):
        opened = program.opened or program.alone
        if program.subject or (opened and not (dominant and program.kind == "facility")):
            return _first_of_pair(text, program, free)
        if program.span.start >= clause.start and (program.kind in {"activity", "fund"} or program.quoted):
            return program
    counted = [program for program in strong if program.counted and (program.quoted or not dominant)]
    return counted[-1] if counted else None


def _first_of_pair(text: str, program: Program, free: Sequence[Program]) -> Program:
    """The first of programs joined by 和: 许纪平创新工作室和项目创新工作室联盟."""
    for other in reversed(free[: free.index(program)]):
        joint = text[other.span.end : program.span.start] in {"和", "与", "及", "、", "以及"}
        if not joint or not (other.rank >= program.rank or other.opened):
            break
        program = other
    return program


def _after(later: Sequence[Program], clause: Span, text: str, end: int) -> Program | None:
    """What the clause names after the figure: 投入96万元开展“健康护航”专项体检."""
    limit = clause.end
    if _TAKES_PART.match(text, limit):  # 来自园区的300名技工,参加了“匠心杯”大赛
        limit = limit + 40
    for program in later:
        if program.span.start >= limit or "、" in text[end : program.span.start]:
            return None
        if (
            program.rank >= Rank.NAMED
            and (program.opened or program.alone or _joins(text, end, program))
            and not (program.counted and program.kind == "facility")
        ):
            return program
    return None


def _joins(text: str, end: int, program: Program) -> bool:
    """Whether those counted take part in it: 300名职工参加了技能培训."""
    return program.kind != "facility" and _THROUGH.search(text, end, program.span.start) is not None


def _unless_over(
    program: Program | None, inside: Sequence[Program], paragraph: Sequence[Program]
) -> Program | None:
    """The program, but no facility that only its kind recalls, where a brand was introduced since."""
    if program is None or not program.held or program.quoted or program.kind != "facility":
        return program
    if any(other.key == program.key and not other.held for other in inside):
        return program
    over = any(p.rank is Rank.BRAND and p.governs and not (p.counted or p.held) for p in paragraph)
    return None if over else program


def _after_in_sentence(text: str, later: Sequence[Program], at: int, end: int) -> Program | None:
    """A brand that the sentence names later; for money also what the next clause spends it on."""
    brand = next((program for program in later if program.rank is Rank.BRAND and program.governs), None)
    if brand is not None or not text.endswith("元", at, end):
        return brand
    for program in later:
        if text.count(",", end, program.span.start) > 1:
            return None
        if program.rank is Rank.NAMED and program.opened and not program.counted:
            return program
    return None


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


def _parent(
    chosen: Program, brands: Sequence[Program], paragraph: Sequence[Program], main: MainProgram | None
) -> str:
    """The brand under which the chosen program stands: of its sentence, its paragraph or its article."""
    own = main.program if main is not None and main.dominant else None
    for over in (_brand_of(brands, main), _brand_of(paragraph, main), own):
        if over is None or over.counted or over.key == chosen.key:
            continue
        if over.key not in chosen.name and chosen.key not in over.name:
            return over.name
    return ""


def _edge(scene: Scene, program: Program, reach: Reach, parent: str = "") -> Edge:
    return Edge("program", program.name, program.rule, reach, program.span, scene.in_title, parent)
