"""Zone links: the zones that grammar alone gives a figure: 3地均超过35%, and the nth number after 分别.

A link is evidence, and strong; the judge still weighs it.
"""

from __future__ import annotations

from bisect import bisect_left

from extractor.steps.scene import Scene, between
from extractor.steps.zones import Zone
from extractor.text import kept_re as re
from extractor.text.sentences import Sentence

_DISTRIBUTED = re.compile(r"分别|依次|各自")
_COLLECTIVE = re.compile(r"([两二三四五六2-6])(?:地|区|市|县|个?园区|个开发区)(?!方|带|块|级|道|场|间|镇)")
_NUMBER = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_BEGINS = re.compile(r"(?:^|[,。;:!?\n)\s])(?:在|据|随着|走进|来到|而|同时)?$")


def zone_link(scene: Scene, sentence: Sentence, at: int) -> str:
    """The zone or zones that a list gives the figure at character `at`; empty without one."""
    clause = scene.clause(sentence, at)
    group = _group_before(scene, sentence.span.start, at)
    collective = _last_match(_COLLECTIVE, scene.text, sentence.span.start, at)
    if collective is not None and not _names_any(scene, collective.end(), at):
        number = _NUMBER.get(collective[1]) or int(collective[1])
        held = group if len(group) == number else _group_before(scene, 0, collective.start(), number)
        # 分别由三地出资10万元、15万元
        if len(held) == number and _last_match(_DISTRIBUTED, scene.text, collective.start() - 4, at) is None:
            return _joined(held)
        group = held or group
    if not group or _names_any(scene, group[-1].span.end, at):
        return ""
    distributed = _last_match(_DISTRIBUTED, scene.text, group[-1].span.end, at)
    if distributed is None:
        first = group[0].span
        opens = _BEGINS.search(scene.text[max(0, first.start - 4) : first.start]) is not None
        if opens and first.start >= clause.start and all(zone.owner for zone in group):
            return _joined(group)  # 山阳县和丹凤县慰问职工4户
        return ""
    return group[len(scene.figures_between(distributed.end(), at)) % len(group)].name


def _joined(zones: tuple[Zone, ...]) -> str:
    return "、".join(zone.name for zone in zones)


def _names_any(scene: Scene, start: int, end: int) -> bool:
    """Whether a zone is named by its name between two characters."""
    return any(not zone.generic for zone in between(scene.zones, start, end))


def _last_match(expression: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = match = expression.search(text, start, end)
    while match is not None:
        found, match = match, expression.search(text, match.end(), end)
    return found


def _group_before(scene: Scene, start: int, end: int, number: int = 0) -> tuple[Zone, ...]:
    """The last zones between `start` and `end` that are joined by 、 and 和, `number` of them if given."""
    groups = scene.zone_groups
    for at in range(bisect_left(groups, end, key=lambda group: group[0].span.start) - 1, -1, -1):
        group = groups[at]
        if group[0].span.start < start:
            break
        if group[-1].span.end <= end and number in {0, len(group)}:
            return group
    return ()
