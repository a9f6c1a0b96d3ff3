"""Period edges: which time each figure takes.

The nearest time before it in its paragraph; else the last one before it that lasts (今年以来, but not
截至6月底); else the title's. Some times hold in their own clause (每月), some in their paragraph (全年).
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.model import Edge, Period, Reach, Span
from extractor.steps.scene import Scene, between, last_before
from extractor.text import kept_re as re
from extractor.text.sentences import Sentence

_EACH_PERSON = re.compile(r"每[一-鿿]{1,3}$")
_STATED = re.compile(r"(?:19|20)\d\d年|今年|去年|前年|[一二][〇零○九][〇零○一二三四五六七八九]{2}年")
_OF_SOMEONE = frozenset("对为给向把将使让")
_OF = re.compile(r"[^,。;:!?\n]{1,24}的")
_EDITION = re.compile(
    r"度?(?:“|《|第|全[国省市区县]|[一-鿿]{2,4}[省市区县]"
    r"|[^,。;:]{0,4}(?:金秋助学|送温暖|送清凉|春送岗位|春风行动|安康杯))"
)
_EVENT = re.compile(
    r"[^,。;:!?\n]{2,50}?(?:[竞大比决]赛|活动|仪式|论坛|会|班|专场|杯)[^,。;:!?\n]{0,12}"
    r"(?:举行|举办|召开|开幕|落幕|落下|闭幕|启动|收官|拉开|开班|开赛|结束)"
)
_OPENS = frozenset(",。;:!?、()\n 在于自从截至到是即，")
_DATED = frozenset({"period.date", "period.day", "period.range"})
_FROM = frozenset("由从")
_UP_TO = re.compile(r"[到至为]")
_SEASONS = frozenset(("春季", "夏季", "秋季", "冬季"))
_BEFORE = frozenset({"此前", "当时", "如今"})  # they hold in their own sentence
_CLAUSE_ONLY = frozenset({"period.each", "period.clause"})
_UNDATED = "period.year-round"  # 全年, 年内, 年末: the year that the paragraph states, where it states one


def period_edge(scene: Scene, sentence: Sentence, at: int, title: Scene) -> tuple[Edge, Period] | None:
    """The period of a figure at character `at`, with the edge that says why."""
    clause = scene.clause(sentence, at)
    paragraph = scene.paragraph_starts[sentence.paragraph]
    for period in _back(scene, at):
        where = scene.reach(sentence, clause, period.span)
        near = period.span.start >= paragraph
        if _is_apart(scene, sentence, period, at):
            continue
        if period.words in _BEFORE and where not in {Reach.CLAUSE, Reach.SENTENCE}:
            continue
        if period.rule in _CLAUSE_ONLY:
            if _holds(scene.text, period, clause, where):
                return _edge(scene, period, where), period
            continue
        if near and period.rule == _UNDATED:
            stated = _stated_before(scene, period, paragraph, where is Reach.PARAGRAPH) or period
            return _edge(scene, stated, scene.reach(sentence, clause, stated.span)), stated
        if near:
            return _edge(scene, period, where), period
        if scene.in_title:
            break
        if period.lasting or (period.rule == "period.as-of" and where is Reach.SECTION):
            return _edge(scene, period, where), period
    if not scene.in_title:
        for period in title.periods:
            if period.lasting:
                return Edge("period", period.words, period.rule, Reach.TITLE, period.span, True), period
    later = [p for p in between(scene.periods, at, clause.end) if p.rule not in _CLAUSE_ONLY]
    return (_edge(scene, later[0], Reach.CLAUSE), later[0]) if later else None


def _is_apart(scene: Scene, sentence: Sentence, period: Period, at: int) -> bool:
    """Whether a time tells of something else than the figure at `at`: in brackets, of a noun, in a name."""
    text, start, end = scene.text, period.span.start, period.span.end
    closes = text.find(")", end, at)
    if closes >= 0 and text.find("(", end, closes) < 0 and text.rfind("(", sentence.span.start, start) >= 0:
        return True  # 5548个(其中当年新建210个),1.07万家
    if text[max(0, start - 1) : start] in _OF_SOMEONE and _OF.match(text, end):
        return True  # 为2024年考上大学的职工子女发放助学金
    if period.rule != "period.date":
        return False
    if text[start - 1 : start] in _FROM and _UP_TO.search(text, end, at) and scene.figures_between(end, at):
        return True  # 由1998年的60家增加到180家: 180 is of another time
    opens = max(text.rfind(mark, 0, start) for mark in "。!?\n") + 1
    if period.words in _SEASONS:  # 8月4日,市总工会开展夏季“送清凉”活动
        return text[start - 1 : start] not in _OPENS and bool(between(scene.periods, opens, start))
    if not (period.words.endswith(("年", "年度")) and _EDITION.match(text, end)):
        return False
    if text[start - 1 : start] in _OPENS or start == opens:
        # 9月18日,2019年广西职工技能大赛开幕: a day opens the sentence, the year is in the event's name.
        return _EVENT.match(text, end) is not None and any(
            "日" in other.words for other in between(scene.periods, opens, start)
        )
    # 9月3日,云溪县总工会举行2023年“圆梦助学”仪式: a date opens the sentence, the year is in a name.
    return any(other.rule in _DATED for other in between(scene.periods, opens, start))


def _back(scene: Scene, before: int) -> Iterator[Period]:
    for at in range(last_before(scene.periods, before), -1, -1):
        yield scene.periods[at]


def _holds(text: str, period: Period, clause: Span, where: Reach) -> bool:
    """Whether a time that holds in its own clause alone is the figure's: 每月接待5000人次."""
    if where is Reach.SENTENCE and period.words == "每年":  # 每年奖励2万名学生，每人6000元
        return text.startswith("每", clause.start) and "," not in text[period.span.end : clause.start - 1]
    return where is Reach.CLAUSE and not (
        period.rule == "period.each" and _EACH_PERSON.search(text[clause.start : period.span.start])
    )


def _stated_before(scene: Scene, period: Period, paragraph: int, later: bool) -> Period | None:
    """The year that the paragraph states before 全年; for `later` sentences, any time that it states."""
    for other in reversed(between(scene.periods, paragraph, period.span.start)):
        if _STATED.match(other.words) or (later and other.rule not in {_UNDATED, *_CLAUSE_ONLY}):
            return other
        if other.rule != _UNDATED:
            return None
    return None


def _edge(scene: Scene, period: Period, reach: Reach) -> Edge:
    return Edge("period", period.words, period.rule, reach, period.span, scene.in_title)
