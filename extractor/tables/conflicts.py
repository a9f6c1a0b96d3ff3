"""Conflicts: which facts of one subject cannot both be true.

An analyst who sees three false conflicts stops reading, so a pair has to earn the word: the same owner,
program, kind of number and period (tables.facts sees to the first three), numbers that no rounding brings
together but that are of one size, and two sentences, since one sentence that gives two tells two things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from extractor.steps.agreement import contradict, near, slip
from extractor.steps.mentions import alike
from extractor.tables.mention import Mention, Time, day
from extractor.text import kept_re as re

# 5场 and 8场 of one kind are two occasions; of 家 there is one number at a time.
_OCCASIONS = frozenset(
    ("场", "场次", "期", "次", "批", "批次", "轮", "届", "班", "班次", "人次", "节", "天", "小时")
)
_PAST = re.compile(r"前年|去年|上年|明年|上月|往年|过去|此前|当时|以前")
_VAGUE = re.compile(r"近年|多年|长期|连续|一直|平时")
_AIM = re.compile(r"目标|力争|努力|争取|计划|拟|将|预计|到\d{4}年底?(?:达|建)")
# What may stand before a sentence's subject, and what a subject is when it is the zone or its union.
_TIME = re.compile(
    r"^(?:截至\S{0,12}?(?:目前|底|末|日|月|年)|\d{4}年(?:以来|来|底|末)?|(?:今|去|前|明)年(?:以来|来|底|末|全年)?|目前|如今|现在|"
    r"眼下|至今|全年|年内|近年来|据了解|据介绍|据悉|据统计|其间|同时|此外|另外|此前|已|共|累计|现|[,，、:：“\s])"
)
_DATELINE = re.compile(r"^(?:本报|新华社)[^ 　）)]{0,20}(?:讯|电)|^[（(][^）)]*[）)]")
_ZONE = re.compile(
    r"(?:全[区市县省州旗园]|该[区市县省园]|[我本][区市县省园]|这[里些\d]|[区市县省州旗]?(?:高新区|经开区|开发区|园区)|"
    r"(?:[区市县省州旗]|开发区|高新区|经开区|园区)?(?:总工会|各级工会|工会)"
    r"(?!律师|女职工|小组|主席|干部|志愿|服务站|驿站|社工|学院|学校)|各级)"  # a body inside the union
)
_CLOSE, _ALIKE = Decimal("1.25"), Decimal(2)
_FEW = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact as this room sees it."""

    mentions: tuple[Mention, ...]
    best: Mention
    time: Time

    @property
    def known(self) -> bool:
        """Whether the list of canonical indicators knows what is counted."""
        return any(mention.known for mention in self.mentions)

    @property
    def told_on(self) -> date | None:
        """The last day on which an article told it."""
        return max((told for it in self.mentions if (told := day(it.published))), default=None)


def conflicting(facts: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """The places of each two facts that contradict each other; they count the same for the same owner."""
    counted = [
        (at, fact)
        for at, fact in enumerate(facts)
        if not all(mention.in_title for mention in fact.mentions)
        and not any(mention.part_of for mention in fact.mentions)
        and not any(_planned(mention) for mention in fact.mentions)
    ]
    for (i, one), (j, other) in combinations(counted, 2):
        if _comparable(one, other) and (_in_one_article if _share(one, other) else _across)(one, other):
            yield i, j


def _planned(mention: Mention) -> bool:
    """Whether the number is an aim, by the words before it in its sentence, whatever its modality says."""
    before = mention.sentence.partition(mention.raw)[0]
    return mention.modality == "planned" or _AIM.search(before) is not None


def _comparable(one: Candidate, other: Candidate) -> bool:
    mine, theirs = one.best, other.best
    return (
        alike(mine.unit) == alike(theirs.unit)
        and contradict(mine.number, theirs.number)
        and (near(mine.number, theirs.number, _ALIKE) or slip(mine.number, theirs.number))
        and (mine.written.endswith(theirs.written) or theirs.written.endswith(mine.written))
        and not {it.sentence for it in one.mentions} & {it.sentence for it in other.mentions}
        and all(any(_of_the_zone(it) for it in fact.mentions) for fact in (one, other))
    )


def _of_the_zone(mention: Mention) -> bool:
    """Whether the sentence speaks of the zone as a whole: its subject is the zone, its union, or the number.

    东城社区建成14家 and 第一车间完成135条 have subjects of their own, even where nobody is attached.
    """
    sentence = mention.sentence
    at = sentence.find(mention.raw)
    head = _TIME.sub("", sentence[: at if at >= 0 else None].replace(mention.time.words or "\0", ""))
    while (shorter := _DATELINE.sub("", _TIME.sub("", head))) != head:
        head = shorter
    if not head or head.startswith(tuple(name for name in (mention.zone, mention.place) if name)):
        return True
    return _ZONE.match(head) is not None or head.startswith(mention.action or "\0")


def _share(one: Candidate, other: Candidate) -> bool:
    """Whether one article, or one page, tells both."""
    return bool({it.source for it in one.mentions} & {it.source for it in other.mentions})


def _in_one_article(one: Candidate, other: Candidate) -> bool:
    mine, theirs = one.best, other.best
    if not _times_fit(one.time, other.time):
        return False
    if slip(mine.number, theirs.number):
        return _specific(one, 2)
    retold = _retold(one) or _retold(other)
    few = min(mine.number.value, theirs.number.value) < _FEW
    if near(mine.number, theirs.number, _CLOSE):
        return _specific(one, 3) and (retold or not few)
    occasions = mine.unit in _OCCASIONS
    firm = one.time.key == other.time.key and one.time.kind in {"closed", "since", "standing"}
    return _specific(one, 3) and not occasions and (retold or (firm and not few))


def _across(one: Candidate, other: Candidate) -> bool:
    """Two articles must speak of one time that is known, or the later would simply be newer."""
    times = one.time, other.time
    if times[0].key != times[1].key:
        return False
    kind = times[0].kind
    if kind == "closed":
        told = [fact.told_on for fact in (one, other)]
        ended = all(it is None or times[0].end is None or it > times[0].end for it in told)
        return (ended or told[0] == told[1]) and (_specific(one, 3) or bool(one.best.program))
    if kind in {"since", "standing"} and times[0].end and times[0].end == times[1].end:
        return _specific(one, 3) or bool(one.best.program)
    undated = times[0].end is None or times[1].end is None
    return kind in {"standing", "since"} and undated and slip(one.best.number, other.best.number)


def _times_fit(one: Time, other: Time) -> bool:
    """Whether two statements of one article may speak of one time."""
    if one.key == other.key:
        return True
    if {one.kind, other.kind} <= {"closed", "since", "words"}:
        return _VAGUE.search(one.words) is not None or _VAGUE.search(other.words) is not None
    return not _PAST.search(one.words) and not _PAST.search(other.words)


def _specific(fact: Candidate, length: int) -> bool:
    """Whether what is counted is told by more than 企业 or 职工, of which a page has many."""
    return fact.known or len(fact.best.written) >= length + (length < 3)


def _retold(fact: Candidate) -> bool:
    """Whether the number is spoken of as known: told twice, or first in its sentence (4家工匠学院整合…)."""
    return len(fact.mentions) > 1 or any(it.sentence.startswith(it.raw) for it in fact.mentions)
