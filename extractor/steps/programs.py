"""Programs: brands, plans, funds, facilities and activities that a text names.

Which figure each of them owns is decided in steps.program_edges; here it is only found, named and ranked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import regex

from extractor.model import Span
from extractor.steps.names import Cutter, name_start
from extractor.steps.program_forms import ProgramForms


class Rank(IntEnum):
    """How much a mention is a program by its form."""

    NONE = 0  # a metaphor, a kind alone
    WEAK = 1  # an activity where nothing else is named
    NAMED = 2  # a facility, an activity, a fund with a name
    BRAND = 3  # a brand or a plan, which governs its paragraph


@dataclass(frozen=True, slots=True)
class Program:
    """One mention of a program.

    `key` joins the mentions of one brand; `kind` is its list in programs.yaml. It is a `subject` where it
    begins its clause, `opened` by a verb before it, `counted` by a figure (建成工匠学院4家), and `held`
    where only its kind stands for it (驿站 for 红星驿站).
    """

    span: Span
    name: str
    key: str
    kind: str
    rule: str
    rank: Rank
    in_title: bool = False
    quoted: bool = False
    whole: bool = False  # the mention is one noun phrase, whatever a segmenter makes of it
    subject: bool = False
    opened: bool = False
    counted: bool = False
    held: bool = False

    @property
    def governs(self) -> bool:
        """Whether the words after it are likely to be about it."""
        return self.subject or self.opened


_TAGS = ("n", "j", "b", "vn", "x", "f", "s", "eng", "z", "g", "l", "a", "i", "c")
_QUOTED = regex.compile(r"(?:[“‘][^“”‘’,。;:!?\n]{2,26}[”’]){1,3}")
_BOOK = regex.compile(r"《([^《》\n]{4,40})》")
_NUMBER = r"[0-9一二两三四五六七八九十百千万几数]"
_COUNTED_AFTER = re.compile(
    rf"[:↑]?(?:达|共|已|超过?|近|约|逾|有|等)?{_NUMBER}++[余多]?(?!月|年|日|大|位|名|人)"
)
_COUNTED_BEFORE = re.compile(
    rf"{_NUMBER}[余多]?[家个所座间处场期次项支名批套款轮种](?:各级|各类|国家级|[省市区县]级)?$"
)
_CLASSIFIED = re.compile(rf"{_NUMBER}[余多]?[家个所座间处场期次项支名批套款轮种](?!性|体)")
_GIVEN = re.compile(r"(?:最高|最低|累计|共)?[0-9]|困难|贫困")  # 每人补贴80元 is a verb
_BOUNDARY = re.compile(r"(?:^|[,。;:!?\n\s“】)])(?:在|以|对|由|从|据|该|其)?$")
_CLAUSE_WORDS = re.compile(r"(?:^|[,。;\n])(?!此次|这次|本次|该|各类)([一-鿿]{3,6})$")
_EDITION = re.compile(r"第[0-9一二三四五六七八九十]+届$")
_LED_BY = re.compile(r"(?:以|围绕|按照)$")
_LEADS = re.compile(r"为(?:主线|载体|引领|牵引|抓手|平台|统领|龙头|依托)")
_MANY = re.compile(r"[“‘][一二两三四五六七八九十百\d]+(?:大|个|项|条)")
_SPEECH = re.compile(r"[了吗呢吧啊的]$")
_MEANS = regex.compile(r"通过([一-鿿]{4,8}(?:、[一-鿿]{4,8})?),")
_HELD = regex.compile(
    r"(?:开展|推行|实行)(?:了)?(?:[一二两三多数]?(?:轮|系列|批|场|次))?([一-鿿]{4,8})(?=[,。;]|$)"
)
_INNER_VERB = frozenset("的了在为与将让使把被从对已是有又并")


def find_programs(title: str, text: str, forms: ProgramForms, words: Cutter) -> tuple[Program, ...]:
    """Programs of a folded title and text, the title's first; a kind alone takes a fuller name before it."""
    found = [*_mentions(title, True, forms, words), *_mentions(text, False, forms, words)]
    brands = {program.key: program for program in found if program.quoted and program.rank is Rank.BRAND}
    return tuple(_resolved([_established(program, brands) for program in found], forms))


def _mentions(text: str, in_title: bool, forms: ProgramForms, words: Cutter) -> list[Program]:
    covered = bytearray(len(text))
    found = [
        program
        for match in _QUOTED.finditer(text)
        for program in _quoted(text, match, in_title, forms, words)
    ]
    for program in found:
        _cover(covered, program.span)
    for match in _BOOK.finditer(text):
        if inner := forms.document.match(match[1]):
            span = Span(match.start() + 1, match.start() + 1 + inner.end(1))
            found.append(
                Program(span, inner[1], inner[1], "plan", "program.plan", Rank.BRAND, in_title, opened=True)
            )
        _cover(covered, Span(*match.span()))
    free = 0
    for at in forms.listed.starts(text):
        word = forms.scanned.match(text, at) if at >= free else None
        if word is None:
            continue
        free = word.end()
        if word["name"] and covered.find(1, at, free) < 0:
            unquoted = _unquoted(text, at, free, covered, in_title, forms, words)
            if unquoted is not None:
                if found and _continues(found[-1], unquoted):
                    unquoted = _merged(found.pop(), unquoted)
                found.append(unquoted)
                _cover(covered, unquoted.span)
    for expression in (_MEANS, _HELD):
        for match in expression.finditer(text):
            span = Span(*match.span(1))
            if covered.find(1, span.start, span.end) < 0 and not set(match[1]) & _INNER_VERB:
                found.append(
                    Program(
                        span, match[1], match[1], "means", "program.weak", Rank.WEAK, in_title, opened=True
                    )
                )
    return sorted(found, key=lambda program: program.span)


def _continues(last: Program, program: Program) -> bool:
    """Whether two last words make one name: 失业保险|稳岗返还."""
    alike = program.kind == last.kind and not last.quoted and last.rank > Rank.NONE
    return alike and last.span.end == program.span.start


def _merged(last: Program, program: Program) -> Program:
    name = last.name + program.name
    return replace(
        program, span=Span(last.span.start, program.span.end), name=name, key=name, subject=last.subject,
        opened=last.opened, rank=max(last.rank, program.rank),
    )  # fmt: skip


def _cover(covered: bytearray, span: Span) -> None:
    covered[span.start : span.end] = b"\1" * len(span)


def _quoted(
    text: str, match: regex.Match[str], in_title: bool, forms: ProgramForms, words: Cutter
) -> Iterable[Program]:
    """The program that a quotation names: by the kind after it, its own last word, or the verb before it."""
    start, end = match.span()
    inner = re.sub("[“”‘’]", "", match[0])
    if inner in forms.never or (
        _MANY.match(match[0]) and forms.opened.search(text, max(0, start - 8), start) is None
    ):
        return
    tail = ""
    kind = forms.after_quote.match(text, end)
    if kind and _is_tail(kind[0], forms, words):
        tail, end = kind[0], kind.end()
    before, after = text[max(0, start - 6) : start], text[end : end + 24]
    opens = forms.opened.search(text, max(0, start - 8), start) is not None
    opens = opens or bool(_LED_BY.search(before) and _LEADS.match(after))
    itself = not tail and forms.inside_quote.match(match[0]) is not None
    first = _BOUNDARY.search(before) is not None
    counted = _is_counted(text, start, end)
    rank = Rank.NONE
    if tail or (itself and not _SPEECH.search(inner)):
        rank = Rank.BRAND
    elif opens and not _SPEECH.search(inner):
        rank = Rank.BRAND if not in_title else Rank.NAMED
    elif first and len(inner) >= 3 and not in_title and _begins_with_verb(text, end, words):
        rank = Rank.NAMED
    yield Program(
        Span(start, end), inner + tail, inner, "brand", "program.brand", rank,
        in_title, True, bool(tail), first, opens, counted,
    )  # fmt: skip


def _is_tail(tail: str, forms: ProgramForms, words: Cutter) -> bool:
    """Whether the words after a quotation are its kind, and no clause: 培育工程, but not 收录劳模工作室."""
    if set(tail) & _INNER_VERB:
        return False
    return all(
        word in forms.modifiers or not tag.startswith(("v", "p", "d", "r", "m")) or tag == "vn"
        for word, tag in words.tagged(tail)[:-1]
    )


def _begins_with_verb(text: str, at: int, words: Cutter) -> bool:
    ahead = words.tagged(text[at : at + 6])
    return bool(ahead) and ahead[0][1].startswith("v")


def _is_counted(text: str, start: int, end: int) -> bool:
    if _COUNTED_BEFORE.search(text[max(0, start - 8) : start]):
        return True
    return _COUNTED_AFTER.match(text, end) is not None


def _unquoted(
    text: str, start: int, end: int, covered: bytearray, in_title: bool, forms: ProgramForms, words: Cutter
) -> Program | None:
    """The program whose last word stands at `start`, with the words before it that belong to its name."""
    word = text[start:end]
    kind, rule = _kind_of(word, forms)
    reach = 16
    barrier = covered.rfind(1, max(0, start - reach), start) + 1
    for numeral in _CLASSIFIED.finditer(text, max(0, start - reach), start):
        barrier = max(barrier, numeral.end())  # 12场|外出务工人员专场招聘会
    begin = name_start(
        text, start, words, allowed=_TAGS, stops=forms.leading, most=6,
        reach=start - barrier if barrier else reach, also=forms.modifiers,
    )  # fmt: skip
    if word == "活动" and (clause := _CLAUSE_WORDS.search(text, max(0, start - 8), start)):
        begin = max(barrier, clause.start(1))
    launched = forms.launched.search(text, max(barrier, start - 12), start) if kind == "plan" else None
    if launched is not None and not set(launched[1]) & _INNER_VERB:
        begin = launched.start(1)  # 实施|赋能成长|行动, whatever the words of the name
    begin = _without_verbs(text, begin, start, forms, words)
    while begin > 4 and text[begin - 5 : begin].isdecimal():  # 12351职工服务热线
        begin -= 5
    if text[begin - 1 : begin] == "届" and (edition := _EDITION.search(text[max(0, begin - 6) : begin])):
        begin -= len(edition[0])
    name, own = text[begin:end], text[begin:start]
    if own.endswith("届"):
        own = _EDITION.sub("", own)
    opens = forms.opened_before.search(text, max(0, begin - 10), begin) is not None
    opens = opens or (
        kind == "activity" and not own and not word.endswith(tuple(forms.bare))
    )  # 送教下乡 is a name of its own
    if kind == "plan" and _is_verb(text, end, words):
        return None
    if kind in {"plan", "fund"} and own and not _is_own(own, forms, words):
        return None
    if (kind == "fund" or word == "培训") and own and not opens and _GIVEN.match(text, end):
        return None
    if not kind and own:  # such as 中心: only alone, for the fuller name before it
        return None
    rank = _rank(kind, own, word, opens, forms)
    subject = _BOUNDARY.search(text[max(0, begin - 3) : begin]) is not None
    whole = kind in {"facility", "activity"} or (kind == "fund" and rank is Rank.NAMED)
    return Program(
        Span(begin, end), name, name, kind or "bare", rule, rank, in_title, False, whole, subject, opens,
        _is_counted(text, begin, end),
    )  # fmt: skip


def _without_verbs(text: str, begin: int, start: int, forms: ProgramForms, words: Cutter) -> int:
    """Where a name begins without the conjunction or the verb that opens it: 启动|职工技能提升行动."""
    while begin < start and text[begin] in "和与及等以、":
        begin += 1
    if not text.startswith(forms.openers, begin, start):
        return begin
    at = begin
    for word, _ in words.tagged(text[begin:start]):
        if word not in forms.openers:
            return at
        at += len(word)
    return begin if text[begin:start] not in forms.openers else start


def _kind_of(word: str, forms: ProgramForms) -> tuple[str, str]:
    """Kind and rule of a last word such as 创业培训班: those of its longest listed end."""
    for at in range(len(word)):
        if word[at:] in forms.rule_of:
            return forms.rule_of[word[at:]]
    if word[:-1] in forms.rule_of:
        return forms.rule_of[word[:-1]]
    return "", "program.bare"


def _is_verb(text: str, end: int, words: Cutter) -> bool:
    """Whether 计划, 行动 and their like are a verb here: 总工会计划投入."""
    if text[end - 2 : end] not in {"计划", "行动"}:
        return False
    ahead = words.tagged(text[end : end + 4])
    return bool(ahead) and ahead[0][1].startswith(("v", "m", "p", "d")) and ahead[0][1] != "vn"


def _is_own(own: str, forms: ProgramForms, words: Cutter) -> bool:
    """Whether the words before a plan or a fund name it: more than 工会专项."""
    cut = [word for word, _ in words.tagged(own)]
    return (
        len(own) >= 2 and not all(word in forms.generic for word in cut) and cut[-1] not in {"工会", "总工会"}
    )


def _rank(kind: str, own: str, word: str, opens: bool, forms: ProgramForms) -> Rank:
    if not own and (word in forms.bare or kind in {"", "plan"}):
        return Rank.NONE
    if kind == "weak":
        return Rank.WEAK
    if (
        kind == "fund"
        and word in forms.bare
        and not opens
        and (len(own) < 4 or word in {"补贴", "补助", "津贴"})
    ):
        return Rank.NONE
    if kind == "plan":
        strong = word.endswith(("计划", "工程", "行动", "信托"))
        if opens:
            return Rank.BRAND if strong else Rank.NAMED
        return Rank.NAMED if strong and len(own) >= 4 else Rank.NONE
    return Rank.NAMED


def _established(program: Program, brands: Mapping[str, Program]) -> Program:
    """A quotation that is a brand elsewhere in the article is one here, too."""
    if program.quoted and program.rank is not Rank.BRAND and program.key in brands:
        return replace(program, rank=Rank.BRAND)
    return program


def _resolved(found: Sequence[Program], forms: ProgramForms) -> Iterable[Program]:
    """The programs, with kinds alone named after the nearest fuller name before them."""
    fuller: dict[str, Program] = {}
    for program in found:
        if program.quoted or program.rank is not Rank.NONE:
            if program.rank is Rank.NONE:
                yield program
                continue
            for kind in _ends(program.name, forms):
                # 建成智能化驿站1.18万个 counts some of 工会驿站, which 驿站 goes on to mean.
                if not program.counted or kind not in fuller:
                    fuller[kind] = program
            if not program.quoted:
                longer = next(
                    (fuller[program.name + more] for more in "班会赛" if program.name + more in fuller), None
                )
                fuller[program.name] = program
                program = replace(program, name=longer.name, key=longer.key) if longer else program
            yield program
        elif held := fuller.get(program.name):
            yield replace(
                program, name=held.name, key=held.key, kind=held.kind, rank=held.rank, quoted=held.quoted,
                rule=held.rule, held=True,
            )  # fmt: skip
        elif program.kind in {"facility", "activity"} and len(program.name) > 2:
            yield replace(program, rank=Rank.WEAK)


def _ends(name: str, forms: ProgramForms) -> list[str]:
    return [name[at:] for at in range(max(0, len(name) - 5), len(name) - 1) if at and name[at:] in forms.bare]
