"""Programs: brands, plans, funds, facilities and activities that a text names.

Which figure each of them owns is decided in steps.program_edges; here it is only found, named and ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from extractor.model import Span
from extractor.steps.names import Cutter
from extractor.steps.program import BREAK, Program, Rank
from extractor.steps.program_forms import ProgramForms
from extractor.steps.program_names import (
    BOUNDARY,
    INNER_VERB,
    begin_of,
    is_no_name,
    is_scheme,
    is_subject,
    last_word,
    opening,
    without_edition,
    without_money,
)
from extractor.steps.program_recall import GENERAL, resolved
from extractor.steps.program_words import Whole
from extractor.steps.quoted_words import list_start
from extractor.text import kept_re as re
from extractor.text import kept_regex as regex

_SHORT = "[“‘][一-鿿]{1,3}[”’]"
_HELD_AFTER = "(?:(?![的了是说在着等和与及])[一-鿿]){0,8}?(?:活动|竞赛|大赛|比赛|行动|工程|计划)"
_QUOTED = regex.compile(
    rf"{_SHORT}(?![和与及或同]|以及)[一-鿿]{{1,3}}{_SHORT}"  # “职”为“你”来
    r"|“[^“”‘’,。;:!?\n]{1,20}‘[^“”‘’,。;:!?\n]{1,12}’[^“”‘’,。;:!?\n]{0,12}”"  # “建功‘十五五’”
    r"|(?:[“‘][^“”‘’,。;:!?\n]{2,26}[”’]){1,3}"
    rf"|[“‘][^“”‘’。;!?\n]{{4,40}}[”’](?={_HELD_AFTER})"  # “建功新时代,奋进新征程”主题活动
)
_BOOK = regex.compile(r"《([^《》\n]{4,40})》")
_HAN = re.compile("[一-鿿]*")
_NO_MARKS = str.maketrans("", "", "“”‘’")
_GAP = 10  # characters between a quotation and the word that says its kind
_NUMBER = r"[0-9一二两三四五六七八九十百千万几数]"
_COUNTED_AFTER = re.compile(
    rf"[:↑]?(?:总[数量]|数[量目]?)?(?:已)?(?:达到?|增至|增加到|共|已|超过?|近|约|逾|有)?(?:超过?|近|约|逾)?{_NUMBER}++[余多]?(?!月|年|日|大|位|名|人)"
)
_COUNTED_BEFORE = re.compile(
    rf"{_NUMBER}[余多]?[家个所座间处场期次项支名批套款轮种](?:各级|各类|国家级|[省市区县]级)?$"
)
# 组织100家企业职工技能竞赛: the noun between belongs to the name
_COUNTED_WITH = re.compile(
    rf"{_NUMBER}[余多]?[万亿]?[余多]?[家个名场期次项]"
    r"(?:企业|单位|职工|员工|班组|工会|家庭|基层|一线|困难){1,2}$"
)
_PLACES = re.compile(rf"{_NUMBER}[余多]?[家个所座间处]$")
_LED_BY = re.compile(r"(?:以|围绕|按照)$")
_LEADS = re.compile(r"为(?:主线|载体|引领|牵引|抓手|平台|统领|龙头|依托)")
_FORMULA = regex.compile("(?:[^、]{2,}、){2}|(?:[^+]{2,}[+]){2}")  # 党委领导、政府推动、工会主抓
_LABEL = regex.compile(r"(?<=^|\n)【([一-鿿“”]{2,12})】(?=[ \u3000]?[^\s])")
_MANY = re.compile(r"[“‘][一二两三四五六七八九十百\d]+(?:大|个|项|条)")
_SPEECH = re.compile(r"[了吗呢吧啊的]$")
_MEANS = regex.compile(r"通过([一-鿿]{4,8}(?:、[一-鿿]{4,8})?),")
_HELD = regex.compile(
    r"(?:开展|推行|实行)(?:了)?(?:[一二两三多数]?(?:轮|系列|批|场|次))?([一-鿿]{4,8})(?=[,。;]|$)"
)
_OF_USE = re.compile("(?:的)?(?:作用|优势|效应|功能)")  # 发挥“会员基地”平台|作用
_GOAL = re.compile("(?:^|[,。;!?\n])(?:助力|服务于|融入|迎接|喜迎|庆祝|献礼)[^,。;:!?\n]{0,16}$")
_OTHERS = regex.compile(r"[^,。;:!?\n]{0,40}?等(?!级|候|待|活动)[一-鿿0-9]")
_LISTED = re.compile(r"(?:咨询|服务|活动|培训|项目|工作|讲座)?、")


def find_programs(title: str, text: str, forms: ProgramForms, words: Cutter) -> tuple[Program, ...]:
    """Programs of a folded title and text, the title's first; a kind alone takes a fuller name before it."""
    words = Whole(words, forms.compounds)
    found = [*_mentions(title, True, forms, words), *_mentions(text, False, forms, words)]
    brands = {program.key: program for program in found if program.quoted and program.rank is Rank.BRAND}
    named = resolved([_established(program, brands) for program in found], text, forms)
    listed = [_listed(program, title if program.in_title else text) for program in named]
    both = [*listed, *_breaks(text, forms)]
    return tuple(sorted(both, key=_place))


def _breaks(text: str, forms: ProgramForms) -> Iterable[Program]:
    """Marks where a segment begins that another one ends; see steps.segments."""
    starts = [0, *[mark.end() for mark in forms.begins.finditer(text)]]
    for kind, expression, first in forms.breaks:
        free = 0
        match_at = expression.match
        for start in starts if first else starts[1:]:
            if start >= free and (match := match_at(text, start)) is not None:
                free = match.end()
                yield Program(Span(start, start), "", kind, BREAK, "", Rank.NONE)


def _listed(program: Program, text: str) -> Program:
    """The program, marked where it is a member of a list, or of examples: 书屋、驿站等项目762个."""
    start, end = program.span.start, program.span.end
    listed = text[start - 1 : start] == "、" or _LISTED.match(text, end) is not None
    if not (listed or text.startswith("等", end)) or program.counted:
        return program
    others = _OTHERS.match(text, end)
    return replace(program, listed=listed, example=others is not None)


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
    for label in _labels(text, forms) if not in_title else ():
        name = label[1]
        span = Span(*label.span(1))
        found.append(Program(span, name, name, "label", "program.label", Rank.BRAND, opened=True, whole=True))
        _cover(covered, span)
    for start, end in forms.last_words.find(text):
        if covered.find(1, start, end) < 0:
            unquoted = _unquoted(text, start, end, covered, in_title, forms, words)
            if unquoted is not None:
                if found and _continues(found[-1], unquoted):
                    unquoted = _merged(found.pop(), unquoted)
                found.append(unquoted)
                _cover(covered, unquoted.span)
    for expression in (_MEANS, _HELD):
        for match in expression.finditer(text):
            span = Span(*match.span(1))
            if covered.find(1, span.start, span.end) < 0 and not set(match[1]) & INNER_VERB:
                found.append(
                    Program(
                        span, match[1], match[1], "means", "program.weak", Rank.WEAK, in_title, opened=True
                    )
                )
    return sorted(found, key=_place)


def _place(program: Program) -> tuple[bool, int, int]:
    return not program.in_title, program.span.start, program.span.end


def _labels(text: str, forms: ProgramForms) -> list[regex.Match[str]]:
    """The labels of a chronicle's paragraphs, which say what each tells of: 【送温暖】, 【民主管理】."""
    labels = list(_LABEL.finditer(text))
    return [label for label in labels if not forms.state.search(label[1])] if len(labels) > 1 else []


def _continues(last: Program, program: Program) -> bool:
    """Whether two last words make one name: 失业保险|稳岗返还."""
    named = not last.quoted and last.rank > Rank.NONE and last.kind != "means"
    return named and last.span.end == program.span.start


def _merged(last: Program, program: Program) -> Program:
    name = last.name + program.name
    return replace(
        program, span=Span(last.span.start, program.span.end), name=name, key=name, subject=last.subject,
        opened=last.opened, rank=max(last.rank, program.rank),
    )  # fmt: skip


def _cover(covered: bytearray, span: Span) -> None:
    covered[span.start : span.end] = b"\1" * len(span)


def _quoted(
    text: str,
    match: regex.Match[str],
    in_title: bool,
    forms: ProgramForms,
    words: Cutter,
) -> Iterable[Program]:
    """The program that a quotation names: by the kind after it, its own last word, or the verb before it."""
    start, end = match.span()
    inner = match[0].translate(_NO_MARKS)
    if inner in forms.never or (
        _MANY.match(match[0]) and forms.opened.search(text, max(0, start - 8), start) is None
    ):
        return
    tail = _tail(text, end, forms, words)
    end += len(tail)
    before, after = text[max(0, start - 6) : start], text[end : end + 24]
    opens = forms.opened.search(text, max(0, start - 8), start) is not None
    opens = opens or bool(_LED_BY.search(before) and _LEADS.match(after))
    itself = not tail and forms.inside_quote.match(match[0]) is not None
    first = BOUNDARY.search(before) is not None
    counted = _is_counted(text, start, end)
    term = forms.quoted.is_term(inner)
    # “送清凉” names what it does with its marks as without them
    known = not tail and forms.rule_of.get(inner, ("",))[0] == "activity" and inner not in forms.bare
    rank = Rank.NONE
    if (
        (tail and _OF_USE.match(text, end))
        or (forms.meeting.search(inner + tail) and not counted)
        or _GOAL.search(text, max(0, start - 24), start)
        or (
            not tail
            and (
                (
                    _FORMULA.search(inner)
                    and (text.startswith("的", end) or forms.quoted.is_means("", text, end))
                )
                or (term and not itself)
                or forms.quoted.is_image(inner, before)
                or forms.quoted.is_theme(text, end)
                or forms.quoted.is_honour(text, start, end, list_start(text, start))
            )
        )
    ):
        rank = Rank.NONE
    elif tail or (itself and not _SPEECH.search(inner)):
        rank = Rank.NAMED if term and not itself else Rank.BRAND
    elif opens and not _SPEECH.search(inner):
        rule = in_title or forms.quoted.is_means(before, text, end)
        rank = Rank.NAMED if rule else Rank.BRAND
    elif len(inner) >= 3 and not in_title and _PLACES.search(text, max(0, start - 8), start):
        opened = forms.opened.search(_PLACES.sub("", text[max(0, start - 16) : start])) is not None
        rank = Rank.NAMED if opened else Rank.WEAK  # 建成19个“绣娘车间”, 升级300家“爱心接力站”
    elif known or (first and len(inner) >= 3 and not in_title and _begins_with_verb(text, end, words)):
        rank = Rank.NAMED
    yield Program(
        Span(start, end), inner + tail, inner, "brand", "program.brand", rank,
        in_title, True, bool(tail), first, opens, known, counted,
    )  # fmt: skip


def _tail(text: str, end: int, forms: ProgramForms, words: Cutter) -> str:
    """The words after a quotation that say what it is: 专项行动 of “清风”专项行动."""
    at = forms.tails.first(text, end, _GAP)
    if at < 0 or not _HAN.fullmatch(text, end, at):
        return ""
    kind = forms.after_quote.match(text, at)
    tail = text[end : kind.end()] if kind is not None else ""
    return tail if tail and _is_tail(tail, forms, words) else ""


def _is_tail(tail: str, forms: ProgramForms, words: Cutter) -> bool:
    """Whether the words after a quotation are its kind, and no clause: 培育工程, but not 收录劳模工作室."""
    if set(tail) & INNER_VERB or "等" in tail[:2] or tail[0] in "和与及暨个":
        return False
    return all(
        word in forms.modifiers or not tag.startswith(("v", "p", "d", "r", "m")) or tag == "vn"
        for word, tag in words.tagged(tail)[:-1]
    )


def _begins_with_verb(text: str, at: int, words: Cutter) -> bool:
    ahead = words.tagged(text[at : at + 6])
    return bool(ahead) and ahead[0][1].startswith("v")


def _is_counted(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 12) : start]
    if _COUNTED_BEFORE.search(before) or _COUNTED_WITH.search(before):
        return True
    return _COUNTED_AFTER.match(text, end) is not None


def _unquoted(
    text: str, start: int, end: int, covered: bytearray, in_title: bool, forms: ProgramForms, words: Cutter
) -> Program | None:
    """The program whose last word stands at `start`, with the words before it that belong to its name."""
    end = without_money(text, start, end, forms)
    word = text[start:end]
    last = last_word(word, forms)
    kind, rule = last.kind, last.rule
    begin = begin_of(text, start, kind, covered, forms, words)
    own = text[begin:start]
    if own and forms.kinds_alone.fullmatch(own):
        begin, own = start, ""  # 竞赛|活动 and 小|课堂 name nothing more than their kind does
    own = without_edition(own)
    if word in GENERAL and own and _is_general(own, forms, words):
        begin, own = start, ""  # 免费|培训, 职工|活动
    if kind == "plan" and not own and not last.is_bare:
        own, word = word[: -len(last.last)], last.last  # 送温暖|工程
        last = last_word(word, forms)
    opens = forms.opened_before.search(text, max(0, begin - 10), begin) is not None
    alone = kind == "activity" and not own and not last.ends_bare
    if is_no_name(text, Span(start, end), own, kind, opens, forms, words):
        return None
    rank = _rank(kind, own, word, last.is_bare, opens or alone, forms, words)
    counted = _is_counted(text, begin, end)
    if last.is_meeting and not counted:
        rank = min(rank, Rank.WEAK)
    opens, alone = opening(text, begin, end, kind, opens, alone, forms)
    subject = is_subject(text, begin, end, kind)
    name = text[begin:end]
    whole = kind in {"facility", "activity"} or (kind == "fund" and rank is Rank.NAMED)
    return Program(
        Span(begin, end), name, name, kind or "bare", rule, rank, in_title, False, whole, subject, opens,
        alone, counted,
    )  # fmt: skip


def _is_general(own: str, forms: ProgramForms, words: Cutter) -> bool:
    """Whether the words before a kind say only whose or how it is, which names nothing."""
    return all(word in forms.generic for word, _ in words.tagged(own))


def _rank(
    kind: str, own: str, word: str, bare: bool, opens: bool, forms: ProgramForms, words: Cutter
) -> Rank:
    if not own and (bare or kind in {"", "plan"}):
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
        strong = word.endswith(("计划", "行动", "信托")) or (
            word.endswith("工程") and is_scheme(own, forms, words)
        )
        if opens:
            return Rank.BRAND if strong or word.endswith("工程") else Rank.NAMED
        return Rank.NAMED if strong and len(own) >= 4 else Rank.NONE
    return Rank.NAMED


def _established(program: Program, brands: Mapping[str, Program]) -> Program:
    """A quotation that is a brand elsewhere in the article is one here, too."""
    if program.quoted and program.rank is not Rank.BRAND and program.key in brands:
        return replace(program, rank=Rank.BRAND)
    return program
