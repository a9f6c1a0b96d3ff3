"""Programs' names without quotation marks: where one begins, and when its last word is no name but a verb.

Finding and ranking them is steps.programs' work.
"""

from __future__ import annotations

from itertools import pairwise

from extractor.model import Span
from extractor.steps.names import Cutter, name_start
from extractor.steps.program_forms import LastWord, ProgramForms
from extractor.text import kept_re as re

_TAGS = ("n", "j", "b", "vn", "x", "f", "s", "eng", "z", "g", "l", "a", "i", "c")
_NUMBER = r"[0-9一二两三四五六七八九十百千万几数]"
_CLASSIFIED = re.compile(rf"{_NUMBER}[余多]?[家个所座间处场期次项支名批套款轮种](?!性|体)")
_FRAMED = re.compile(r"在[^,。;:!?的]{0,12}的?[^,。;:!?的]{0,6}$")
_PLACED = re.compile(r"(?:^|[,。;:!?\n”])在[^,。;:!?]{0,20}的$")
_FRAME = re.compile(r"(?:中|上|里|内|期间|现场|活动中),")
# 每人补贴80元 is a verb
_GIVEN = re.compile(r"(?:最高|最低|累计|共)?[0-9]++(?!余?[期班轮场次])|困难|贫困")
_CLAUSE_WORDS = re.compile(r"(?:^|[,。;\n])(?!此次|这次|本次|该|各类)([一-鿿]{3,6})$")
_HOURS = re.compile("[0-9]*小时")
_SUBSET = re.compile("的(?:有|共有|占|达)")  # 其中有条件开展技能培训|的有12家
_HOSTS = re.compile("(?:承办|主办|协办|联办|具体实施|提供支持)")  # 文化宫|承办
_WHICH_WAS = re.compile(
    r"(?:^|[,。;:!?\n])[^,。;:!?\n的]{0,20}(?:举办|举行|开展|组织|推出|实施|打造|发起|承办|主办)的[一-鿿]{0,4}$"
)
_CONTEST = re.compile("[大竞比]赛")
_PAIRED = re.compile(r"(?:^|[,。;:!?\n“])[一-鿿]{2,5}[和与]$")  # 纺织和|服装行业技能大赛
_EDITION = re.compile(r"(?:第[0-9一二三四五六七八九十]+届|首届)$")
_FULL = re.compile(r"(?:第[0-9一二三四五六七八九十]+届|首届)([一-鿿]{2,14})$")
PLACE = re.compile("(?:基地|中心|站点?|点|室|学校|大厅|专区|专窗|窗口)$")
# 环卫工程|有限公司 is no program of that name
_FIRM = re.compile(r"[一-鿿]{0,6}?(?:有限|股份|集团|公司|项目部|指挥部)")
_ABOUT = frozenset({"政策", "标准", "办法", "项目", "对象", "名单", "资金", "方式", "范围", "制度"})
INNER_VERB = frozenset("的了在为与将让使把被从对已是有又并")
BOUNDARY = re.compile(
    r"(?:^|[,。;:!?\n\s“】)])(?:在|以|对|由|从|据|该|其|[此本这][次届项])?(?:20[0-9]{2}年度?)?$"
)


def last_word(word: str, forms: ProgramForms) -> LastWord:
    """What a last word alone says; there are a few hundred of them, which come again and again."""
    known = forms.known.get(word)
    if known is None:
        known = forms.known[word] = LastWord(
            *kind_of(word, forms),
            last_of(word, forms),
            forms.bare_words.fullmatch(word) is not None,
            word.endswith(tuple(forms.bare)),
            forms.meeting.search(word) is not None,
        )
    return known


def kind_of(word: str, forms: ProgramForms) -> tuple[str, str]:
    """Kind and rule of a last word such as 创业培训班: those of its longest listed end."""
    last = last_of(word, forms)
    if last in forms.rule_of:
        return forms.rule_of[last]
    if word[:-1] in forms.rule_of and word[-1] in "班会月周节":
        return forms.rule_of[word[:-1]]
    if word in forms.bare or not PLACE.search(word):
        return "", "program.bare"
    return "facility", "program.facility"  # 法律援助点: where an activity is at home


def last_of(word: str, forms: ProgramForms) -> str:
    """The longest listed end of a last word that joins several: 工程 of 送温暖工程."""
    return next((word[at:] for at in range(len(word)) if word[at:] in forms.rule_of), "")


def begin_of(text: str, start: int, kind: str, covered: bytearray, forms: ProgramForms, words: Cutter) -> int:
    """Where the name begins whose last word, of that kind, stands at `start`."""
    reach = 16
    barrier = covered.rfind(1, max(0, start - reach), start) + 1
    for numeral in _CLASSIFIED.finditer(text, max(0, start - reach), start):
        barrier = max(barrier, numeral.end())  # 12场|外出务工人员专场招聘会
    tags = (*_TAGS, "nr") if text.find("工作室", start, start + 8) >= 0 else _TAGS  # 周明创新工作室
    begin = name_start(
        text, start, words, allowed=tags, stops=forms.leading, most=6,
        reach=start - barrier if barrier else reach, also=forms.modifiers,
    )  # fmt: skip
    if begin == start - reach and begin > 0:  # no half a word at its head
        at = max(0, begin - 6)
        for word, _ in words.tagged(text[at:start]):
            if at >= begin:
                begin = at
                break
            at += len(word)
    if text.startswith("活动", start) and (clause := _CLAUSE_WORDS.search(text, max(0, start - 8), start)):
        begin = max(barrier, clause.start(1))
    joined = text[begin] == "暨" or (begin and text[begin - 1] == "暨")  # 开展|集中入会暨普惠活动
    launched = (
        forms.launched.search(text, max(barrier, start - 26), start) if kind == "plan" or joined else None
    )
    if launched is not None and not set(launched[1]) & INNER_VERB:
        begin = launched.start(1)  # 实施|赋能成长|行动, whatever the words of the name
    edition = _FULL.search(text, max(barrier, start - 18), start) if kind == "activity" else None
    if edition is not None and not set(edition[1]) & INNER_VERB:
        begin = edition.start(1)  # 首届|瓷器烧制技艺|技能竞赛
    begin = _without_verbs(text, begin, start, forms, words)
    if text.endswith("全国", 0, begin) and _CONTEST.search(text, start, start + 8):
        begin -= 2  # 全国职工职业技能大赛
    if text.startswith("送", begin) and text[begin - 1 : begin] in {"春", "夏", "秋", "冬"}:
        begin -= 1  # 夏送清凉
    if text.startswith("年度", begin, start) and text[begin - 1 : begin].isdecimal():
        begin += 2  # 2024年度|职工技能大赛
    while begin > 4 and text[begin - 5 : begin].isdecimal():  # 12351职工服务热线
        begin -= 5
    while begin > 0 and _HOURS.match(text, begin) and text[begin - 1].isdecimal():
        begin -= 1  # 24小时智能驿站
    if edition := _EDITION.search(text[max(0, begin - 6) : begin]):
        begin -= len(edition[0])
    return begin


def _without_verbs(text: str, begin: int, start: int, forms: ProgramForms, words: Cutter) -> int:
    """Where a name begins without the conjunction or the verb that opens it: 启动|职工技能提升行动."""
    while begin < start and text[begin] in "和与及等以、暨":
        begin += 1
    cut = words.tagged(text[begin:start])
    at = begin
    for (before, _), (_, tag) in pairwise(cut):
        at += len(before)
        if tag == "ns" and before in forms.modifiers:
            begin = at  # 慰问|岳西县公路服务中心
    at = start - sum(len(word) for word, _ in cut)
    for word, _ in cut:
        if at >= begin and not (
            word in forms.openers or (word not in forms.modifiers and forms.adverbial.fullmatch(word))
        ):
            verb = forms.opens_word.match(word)  # the dictionary has 开展业务 as one word
            return at + (verb.end() if verb and verb.end() < len(word) else 0)
        at += len(word)
    return begin if begin == start or text[begin:start] not in forms.openers else start


def without_money(text: str, start: int, end: int, forms: ProgramForms) -> int:
    """Where a last word ends without the money of its plan: 救助专项行动|资金."""
    if not text.endswith("资金", start, end):
        return end
    plan = last_of(text[start : end - 2], forms)
    return end - 2 if plan and forms.rule_of[plan][0] == "plan" else end


def is_scheme(own: str, forms: ProgramForms, words: Cutter) -> bool:
    """Whether own words before 工程 tell what it does (素质提升), and not what is built (石油, 环卫)."""
    cut = words.tagged(own)
    return bool(cut) and (cut[-1][1].startswith(("v", "i", "l")) or cut[-1][0] in forms.modifiers)


def without_edition(own: str) -> str:
    """A name's own words without 第三届."""
    return _EDITION.sub("", own)


def is_no_name(
    text: str, last: Span, own: str, kind: str, opens: bool, forms: ProgramForms, words: Cutter
) -> bool:
    """Whether the last word at `last` makes no name with `own` before it: a verb, money without a name."""
    word = last.of(text)
    if own and _FIRM.match(text, last.end):
        return True
    if kind == "plan" and _is_verb(text, last.end, words):
        return True
    if kind in {"plan", "fund"} and own and not _is_own(own, forms, words):
        return True
    if (kind == "fund" or word == "培训") and own and not opens and _GIVEN.match(text, last.end):
        return True
    if kind == "fund" and not opens and _gives(text, word, last.end, words):
        return True
    return not kind and bool(own)  # such as 中心: only alone, for the fuller name before it


def _is_verb(text: str, end: int, words: Cutter) -> bool:
    """Whether 计划, 行动 and their like are a verb here: 总工会计划投入."""
    if text[end - 2 : end] not in {"计划", "行动"}:
        return False
    ahead = words.tagged(text[end : end + 4])
    return bool(ahead) and ahead[0][1].startswith(("v", "m", "p", "d")) and ahead[0][1] != "vn"


def _gives(text: str, word: str, end: int, words: Cutter) -> bool:
    """Whether 返还, 补贴 and their like are a verb with its object: 为企业返还工会经费."""
    if not word.endswith(("返还", "补贴", "补助", "奖补", "贴息")):
        return False
    ahead = words.tagged(text[end : end + 6])
    return bool(ahead) and ahead[0][1].startswith("n") and ahead[0][0] not in _ABOUT


def _is_own(own: str, forms: ProgramForms, words: Cutter) -> bool:
    """Whether the words before a plan or a fund name it: more than 工会专项."""
    cut = [word for word, _ in words.tagged(own)]
    return (
        len(own) >= 2 and not all(word in forms.generic for word in cut) and cut[-1] not in {"工会", "总工会"}
    )


def opening(
    text: str, begin: int, end: int, kind: str, opens: bool, alone: bool, forms: ProgramForms
) -> tuple[bool, bool]:
    """Whether a name is opened, and whether it governs its sentence only: 依托驿站, but 依托驿站开展."""
    if opens and forms.quoted.means.search(text, max(0, begin - 6), begin):
        return False, True
    if opens and _SUBSET.match(text, end):
        return False, alone
    themed = forms.themed.search(text, max(0, begin - 60), begin)
    # 服务站揭牌 says of a place that it is there, not that what follows is its work.
    held = kind != "facility" and forms.held_event.match(text, end) is not None
    return opens or themed is not None or held, alone


def is_subject(text: str, begin: int, end: int, kind: str) -> bool:
    """Whether a name begins its clause or frames it: 在大赛中, but not 疗养院的体检车 or 在体育馆开幕."""
    if _FRAMED.search(text, max(0, begin - 14), begin) and _FRAME.match(text, end):
        return True
    if kind == "facility" and text[end : end + 1] == "," and _PLACED.search(text, max(0, begin - 24), begin):
        return True  # 在新区的实训基地,40名学员
    if kind == "facility" and text[begin - 1 : begin] == "在" and text[end : end + 1] != ",":
        return False
    if _HOSTS.match(text, end):
        return False
    if _WHICH_WAS.search(text, max(0, begin - 28), begin):
        return text[end : end + 1] != "的"  # 总工会举办的|联谊活动,为90名职工
    before = text[max(0, begin - 12) : begin]
    opens = BOUNDARY.search(before) is not None or _PAIRED.search(before) is not None
    return opens and text[end : end + 1] != "的"
