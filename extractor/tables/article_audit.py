"""Article audit: what is odd inside one article: its headline, its parts and totals, its single figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.steps.agreement import agree, contradict, near, slip
from extractor.steps.mentions import alike
from extractor.tables.findings import Finding, about, both, words_of
from extractor.tables.mention import Mention, Row, mention_of
from extractor.text import kept_re as re

_UNSURE = Decimal("0.2")
_FIELDS = {"zone": "区域", "program": "项目", "indicator": "指标", "period": "时期"}
# What cannot be more than the whole. 完成率, 增长率 and 产销率 can.
_SHARE = re.compile(
    r"(?:占比|比例|比重|份额|覆盖率|覆盖面|合格率|满意率|满意度|参与率|就业率|建会率|入会率|通过率|成功率|办结率|调解率|"
    r"签订率|建档率|持证率|参训率|参保率|知晓率|普及率|达标率|整改率|及格率|优良率|复工率|入住率|出勤率|良品率|成品率|"
    r"解决率|采纳率|兑现率|结案率|回访率|体检率|脱困率|返岗率)$"
)
_SHARE_VERB = re.compile(r"占[^,，。；;、]{0,12}的?(?:约|近|超过|超|达|到|为)?$")
_RATIO = re.compile(r"(?:率|占比|比例|比重)$")
_NO_RATIO = re.compile(r"(?:效率|频率|功率|利率|速率|汇率|倍率)$")
# People, houses and papers come whole.
_WHOLE = frozenset("人名位家个座所件份场户对支篇本册套台辆条项处间")


def article_findings(rows: Sequence[Row]) -> Iterator[Finding]:
    """What is odd in the article, by kind and in reading order."""
    read = [
        (row, mention)
        for row in _worth_reading(rows)
        if (mention := mention_of(row, part_of=row["part_of"])) is not None
    ]
    mentions = [mention for _, mention in read]
    yield from _headlines(mentions)
    yield from _parts(mentions)
    for mention in mentions:
        yield from _implausible(mention)
    for row, mention in read:
        yield from _unattached(row, mention)
    for row, mention in read:
        yield from _unsure(row, mention)


def _worth_reading(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows that may have a finding, by their cells; a headline is held against its whole article."""
    if any(row["in_title"] == "1" for row in rows):
        return rows
    totals = {row["part_of"] for row in rows} - {""}
    return [
        row
        for row in rows
        if row["part_of"]
        or row["figure_id"] in totals
        or not (row["zone"] and row["indicator"])
        or row["confidence"] < "0.5"
        or (row["unit"] == "%" and len(row["value"].partition(".")[0]) > 2)
        or (row["unit"] in _WHOLE and _may_be_odd(row))
    ]


def _may_be_odd(row: Row) -> bool:
    value = row["value"]
    return "." in value or "-" in value or _RATIO.search(row["indicator"]) is not None


def _headlines(mentions: Sequence[Mention]) -> Iterator[Finding]:
    body = [mention for mention in mentions if not mention.in_title]
    for headline in mentions:
        if not headline.in_title or headline.modality == "planned":
            continue
        fitting = [
            it for it in body if alike(it.unit) == alike(headline.unit) and it.change == headline.change
        ]
        if any(not contradict(headline.number, it.number) and _backs(headline, it) for it in fitting):
            continue
        against = [it for it in fitting if not it.part_of and _same_subject(headline, it)]
        if against:
            text = min(against, key=lambda it: (abs(it.number.value - headline.number.value), it.order))
            yield about(
                "headline_differs",
                headline,
                f"标题与正文不一致：标题写“{headline.raw}”，正文写“{text.raw}”。"
                f"{both(headline, text)}。请核对后更正其中一处",
                text,
            )


def _backs(headline: Mention, text: Mention) -> bool:
    """Whether the text's number may be what the headline means: the same number, or the same subject."""
    return agree(headline.number, text.number) or _related(headline, text)


def _same_subject(headline: Mention, text: Mention) -> bool:
    if headline.zone and text.zone and headline.zone != text.zone:
        return False
    numbers = headline.number, text.number
    if _related(headline, text):
        return near(*numbers, Decimal(2)) or slip(*numbers)
    return bool(headline.program) and headline.program == text.program and slip(*numbers)


def _related(one: Mention, other: Mention) -> bool:
    if one.known and other.known:
        return one.indicator == other.indicator
    mine, theirs = one.written, other.written
    return bool(mine and theirs) and (mine.endswith(theirs) or theirs.endswith(mine))


def _parts(mentions: Sequence[Mention]) -> Iterator[Finding]:
    by_id = {mention.figure_id: mention for mention in mentions}
    for part in mentions:
        total = by_id.get(part.part_of)
        if total is None or part.number.value <= (total.number.value_max or total.number.value):
            continue
        if contradict(part.number, total.number) and total.number.bound != "over":
            yield about(
                "part_exceeds_total",
                part,
                f"分项大于总数：“其中”的“{part.raw}”大于总数“{total.raw}”。{both(total, part)}。请核对两个数",
                total,
            )


def _implausible(mention: Mention) -> Iterator[Finding]:
    value, unit, written = mention.number.value, mention.unit, mention.written
    before = mention.sentence.partition(mention.raw)[0]
    reason = ""
    if unit == "%" and mention.change == "level" and value > 100 and mention.number.bound != "under":
        if _SHARE.search(written) or _SHARE_VERB.search(before):
            reason = f"“{written or '占比'}”不应超过100%"
    elif unit in _WHOLE and value < 0:
        reason = f"“{unit}”数不应为负"
    elif (
        unit in _WHOLE and value != value.to_integral_value() and mention.aggregate not in {"average", "per"}
    ):
        reason = f"“{unit}”应是整数"
    elif unit in _WHOLE and _RATIO.search(written) and not _NO_RATIO.search(written) and not mention.per:
        reason = f"“{written}”不应以“{unit}”计"
    if reason:
        yield about(
            "implausible",
            mention,
            f"数值可疑：“{mention.raw}”，{reason}。{words_of(mention)}。请核对原文的数值和单位",
        )


def _unattached(row: Row, mention: Mention) -> Iterator[Finding]:
    if row.get("dimension") == "duration":
        return
    lacking = [name for name, cell in (("区域", mention.zone), ("指标", mention.written)) if not cell]
    names = "和".join(lacking)
    if names:
        yield about(
            "unattached",
            mention,
            f"“{mention.raw}”没有找到{names}。{words_of(mention)}。请补上{names}，或确认可以不要",
        )


def _unsure(row: Row, mention: Mention) -> Iterator[Finding]:
    try:
        confidence = Decimal(row.get("confidence") or 1)
    except ArithmeticError:
        return
    if confidence < _UNSURE:
        held = "，".join(
            f"{name}“{cell}”"
            for name, cell in (
                ("区域", mention.zone), ("单位", mention.organization), ("项目", mention.program),
                ("指标", mention.written), ("时期", mention.time.words),
            )
            if cell
        )  # fmt: skip
        yield about(
            "low_confidence",
            mention,
            f"把握不大（{confidence}）：“{mention.raw}”，{held or '没有找到归属'}。{_second(row)}"
            f"{words_of(mention)}。请核对归属是否正确",
        )


def _second(row: Row) -> str:
    """What the least sure field would be else, as a sentence."""
    field, other = _FIELDS.get(row.get("doubt") or "", ""), row.get("runner_up") or ""
    if not field or not other:
        return ""
    return f"最没把握的是{field}，也可能{'没有' if other == '-' else f'是“{other}”'}。"
