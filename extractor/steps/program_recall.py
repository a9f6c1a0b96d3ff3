"""Program recall: which fuller name a kind alone stands for, such as 驿站 after 红星驿站."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.steps.program import Program, Rank
from extractor.steps.program_forms import ProgramForms
from extractor.text import kept_re as re

GENERAL = frozenset({"活动", "培训", "讲座"})
_DEFINITE = re.compile("(?:[此本这][次届项]|这一|该|本)$")
_CONTEST = re.compile("(?:赛|比武)(?:活动)?$")
_HOLDS = re.compile("(?:举办|举行|承办|主办)了?(?:的|一[场次]|20[0-9]{2}年度?)?$")
_WRAPPED = re.compile("(?:计划|行动|工程|项目|活动|班)$")
_ROUND = re.compile("(?:决|预|初|复|选拔|淘汰)赛$")
_STAGE = re.compile("的?(?:项目|赛项|科目|环节|板块|阶段|工种)")
_SERIES = re.compile("[0-9一二三四五六七八九十]+[余多]?[场次期]")


def resolved(found: Sequence[Program], text: str, forms: ProgramForms) -> Iterable[Program]:
    """The programs, with kinds alone named after the nearest fuller name before them."""
    fuller: dict[str, Program] = {}
    contest = _contest(found, text, forms)
    for program in found:
        if contest is not None and _is_part(program, contest, text):
            yield _held(program, contest)
            continue
        if program.quoted or program.rank is not Rank.NONE:
            if program.rank is Rank.NONE:
                yield program
                continue
            ends = _ends(program.name, forms)
            if not program.quoted and not program.in_title and _is_definite(program, text):
                again = next((fuller[kind] for kind in ends if kind in fuller), None)
                if again is not None:
                    yield _held(program, again)
                    continue
            again = fuller.get(program.name) if program.name in forms.rule_of else None
            if again is not None and again.rank is Rank.BRAND and not (program.quoted or program.counted):
                yield _held(program, again)  # 研修班 after “匠心领航”研修班
                continue
            for kind in ends:
                # 建起智慧驿站1.06万个 counts some of 工会驿站, which 驿站 goes on to mean.
                if not program.counted or kind not in fuller:
                    fuller[kind] = program
            if not program.quoted:
                longer = next(
                    (fuller[program.name + more] for more in "班会赛" if program.name + more in fuller), None
                )
                fuller[program.name] = program
                program = replace(program, name=longer.name, key=longer.key) if longer else program
            yield program
        elif held := next(
            (
                fuller[name]
                for name in (program.name, *_ends(program.name, forms))
                if name in fuller and _recalls(name, fuller[name], program, text)
            ),
            None,
        ):
            yield _held(program, held)
        elif program.kind in {"facility", "activity"} and (
            len(program.name) > 2 or (program.opened and program.name not in GENERAL)
        ):
            yield replace(program, rank=Rank.WEAK)


def _held(program: Program, fuller: Program) -> Program:
    """The mention with the fuller name that it stands for."""
    return replace(
        program, name=fuller.name, key=fuller.key, kind=fuller.kind, rank=fuller.rank, quoted=fuller.quoted,
        rule=fuller.rule, held=True,
    )  # fmt: skip


def _contest(found: Sequence[Program], text: str, forms: ProgramForms) -> Program | None:
    """The contest that a report is about: the one that its first sentence says was held."""
    lead = text.find("。") + 1 or len(text)
    for program in found:
        if program.in_title or not _CONTEST.search(program.name) or program.rank < Rank.NAMED:
            continue
        if program.span.end > lead:
            break
        start, end = program.span.start, program.span.end
        if _HOLDS.search(text, max(0, start - 6), start) or forms.held_event.match(text, end):
            return program
    return None


def _is_part(program: Program, contest: Program, text: str) -> bool:
    """Whether a later contest is that one again, or one of its stages: 本届大赛, 总决赛, 9个特色竞赛项目."""
    if program.in_title or program.quoted or program.span.start <= contest.span.start:
        return False
    if not _CONTEST.search(program.name):
        return False
    if _ROUND.search(program.name) or _STAGE.match(text, program.span.end) or _is_definite(program, text):
        return True
    return not (program.opened or _SERIES.match(text, program.span.end))


def _is_definite(program: Program, text: str) -> bool:
    """Whether the words before it say that it was named before: 此次, 本届, 该."""
    return _DEFINITE.search(text, max(0, program.span.start - 2), program.span.start) is not None


def _recalls(name: str, held: Program, program: Program, text: str) -> bool:
    """Whether a kind alone can mean that program: 活动 and 培训, which are said of anything, do so nearby."""
    if name not in GENERAL or held.in_title or held.rank is Rank.BRAND:
        return True
    return text.find("\n", held.span.end, program.span.start) < 0


def _ends(name: str, forms: ProgramForms) -> list[str]:
    """The kinds that a name ends in: 培训班 and 班's own 培训, 计划 and what is planned."""
    bare, listed = forms.bare, forms.rule_of
    ends: list[str] = []
    for one in (name, _WRAPPED.sub("", name)):
        for at in range(max(1, len(one) - 5), len(one) - 1):
            end = one[at:]
            if end in bare or end in listed:
                ends.append(end)
    return ends
