"""Verbal nouns: verbs that are modifiers or heads of a noun phrase in one place and verbs in another.

检查企业30家 has a verb, 开展安全检查30次 a noun; 建设 is a noun in 启动建设项目6个. The place among the words
around decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.grammar.tokens import WordClasses

# What a noun phrase is made of, and what a verb may follow inside one.
_NOMINAL = ("noun", "people", "serve", "occur", "quote")
_GOVERNING = ("act", "change", "prep", "to")
_LINKING = ("de", "as")
_MARKS = ("head", "actor", "extent", "scheme")
_CLAUSE = ("comma", "stop", "other")
# After these no object of a verb begins.
_ENDS = ("other", "comma", "stop", "pause", "conj", "de", "reach", "change", "share", "compare")


def settled(
    text: str, starts: Sequence[int], ends: Sequence[int], codes: list[str], classes: WordClasses
) -> list[str]:
    """The codes, with each word of the classes `compound` and `either` made `act` or `serve`.

    It is a noun before a head such as 项目, after a verb, and after another noun: there as a modifier where
    it is a `compound`, as the head where no object follows. An `act` before a head is a modifier, too.
    """
    act, serve, figure = classes.codes["act"], classes.codes["serve"], classes.codes["other"]
    compound, either = classes.codes.get("compound", act), classes.codes.get("either", act)
    verb, verbs = classes.codes.get("verb", act), {act, compound, either}
    people, change = classes.codes["people"], classes.codes["change"]
    touched = {*verbs, verb, change}
    if touched.isdisjoint(codes):
        return codes
    heads, actors, extents, schemes = (classes.marks.get(name, frozenset()) for name in _MARKS)
    nominal, closing = classes.codes_of(_NOMINAL), classes.codes_of(_ENDS)
    linking = classes.codes_of(_LINKING)
    settled = list(codes)
    counted = False  # whether the noun phrase that a figure begins goes on
    for at, code in enumerate(codes):
        before = settled[at - 1] if at else ""
        counted = before == figure or (counted and before in nominal)
        if code not in touched:
            continue
        next_word = text[starts[at + 1] : ends[at + 1]] if at + 1 < len(codes) else ""
        if next_word and code != change and next_word in extents:
            settled[at] = serve  # 关注人数, 发放金额
            continue
        if code == change and before in nominal and next_word:
            settled[at] = serve if next_word in schemes else change  # 技能提升补贴
        if code not in verbs:
            continue
        after = codes[at + 1] if at + 1 < len(codes) else figure
        modifies = next_word in heads or (len(next_word) in {2, 3} and next_word[-1] in heads)  # 登记|失业率
        if before == figure:
            object_follows = after in nominal or after in verbs
            spent = text[ends[at - 1] - 1] == "元"  # 投入36万元|改造食堂
            inside = object_follows and (modifies or not spent) and _is_governed(settled, at - 1, classes)
        elif before in nominal:
            free = not counted and before != people and text[starts[at - 1] : ends[at - 1]] not in actors
            inside = after in closing or (code == compound and free)
        else:
            verbal = before == act and codes[at - 1] == act and (code != either or after in closing)
            inside = verbal or before in linking
        if code == act:
            settled[at] = serve if modifies and inside and before not in nominal else act
        else:
            settled[at] = serve if inside or modifies else act
    return settled


def _is_governed(codes: Sequence[str], place: int, classes: WordClasses) -> bool:
    """Whether a verb or a preposition of the same clause governs the figure at `place`."""
    governing, ends = classes.codes_of(_GOVERNING), classes.codes_of(_CLAUSE)
    for at in range(place - 1, -1, -1):
        if codes[at] in ends:
            return False
        if codes[at] in governing:
            return True
    return False
