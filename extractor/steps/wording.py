"""Wording: the classed words of a scene's sentences, with the names that the steps found as one word each."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.grammar.tokens import WordClasses
from extractor.model import Edge, Quantity, Reach, Span
from extractor.steps.names import Cutter
from extractor.steps.scene import Scene, within
from extractor.steps.tokens import Tokens, classed_tokens
from extractor.steps.zones import Zone
from extractor.text.sentences import Sentence

_PERSONS = frozenset(("名", "位", "人", "对", "人次"))
_OTHER_VERBS = ("serve", "verb", "compound", "either")
_OBJECTS = ("people", "noun", "quote", "particle", "pronoun", "serve")
_COPULAS = frozenset(
    ("是", "有", "来自", "属于", "成为", "包括", "占", "等于", "含有", "位于", "分", "分为", "如", "要求")
)
_BEFORE_NOUN = ("act", "occur", "prep", "to", "from", "reach", "adverb")


def by_sentence(
    sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> list[tuple[Sentence, list[Quantity]]]:
    """The sentences that hold a quantity, each with its own."""
    found: list[tuple[Sentence, list[Quantity]]] = []
    at = 0
    for quantity in quantities:
        while at < len(sentences) and sentences[at].span.end <= quantity.span.start:
            at += 1
        if at == len(sentences):
            break
        if found and found[-1][0] is sentences[at]:
            found[-1][1].append(quantity)
        else:
            found.append((sentences[at], [quantity]))
    return found


def sentence_tokens(
    scene: Scene, sentence: Sentence, quantities: Sequence[Quantity], classes: WordClasses, words: Cutter
) -> Tokens:
    """The classed words of one sentence of the scene that holds these quantities."""
    span = sentence.span
    ends = {q.span.end for q in quantities}  # 15个工业集中区 counts zones
    persons = {q.span.end for q in quantities if q.unit in _PERSONS}  # 250名|员工晋级总决赛
    names: list[tuple[Span, str]] = [(p.span, "period") for p in within(scene.periods, span)]
    starts = {q.span.start for q in quantities}  # 建立职工合作社310个 counts them, too
    names += [
        (o.span, "organization")
        for o in within(scene.organizations, span)
        if o.span.start not in ends
        and o.span.end not in starts
        and not scene.text.startswith("生", o.span.end)  # 资助贫困大学|生
    ]
    names += [
        (z.span, "zone")
        for z in within(scene.zones, span)
        if _stands_alone(z, scene.text) and z.span.start not in ends
    ]
    names += [
        (p.span, "quote") if p.quoted else (_noun_of(p.span, scene.text, classes, words), "noun")
        for p in within(scene.programs, span)
        if p.whole and p.span.start not in persons
    ]
    return classed_tokens(
        scene.text, span, [q.span for q in quantities], names, classes, words, scene.in_title
    )


def _noun_of(span: Span, text: str, classes: WordClasses, cutter: Cutter) -> Span:
    """The noun in a program's mention: 技术培训班 in 基层工会组织技术培训班."""
    verbs = classes.codes_of(_BEFORE_NOUN)
    words = cutter.tagged(span.of(text))
    codes = [classes.code(word, tag) for word, tag in words]
    start = span.end
    for at in range(len(words) - 1, 0, -1):
        start -= len(words[at][0])
        # the last word alone is a name where it is long: 法律援助, but not 清凉 in 送清凉
        if codes[at - 1] in verbs and (at < len(words) - 1 or len(words[at][0]) > 3):
            return Span(start, span.end)
    if len(words) > 1 and codes[0] in {classes.codes["prep"], classes.codes["pronoun"]}:  # 将培训, 各类培训
        return Span(start, span.end)
    return span


def _stands_alone(zone: Zone, text: str) -> bool:
    """Whether a zone's name is a name of its own, and no part of a noun such as 标准化厂房园区."""
    if not zone.generic:
        return zone.owner
    before = text[zone.span.start - 1 : zone.span.start]
    return not "一" <= before <= "鿿" or before in "在该由和与是为对从向至到的了"


def action_edge(
    scene: Scene, tokens: Tokens, place: int, noun: Span | None, classes: WordClasses
) -> Edge | None:
    """The verb that governs the figure, which counts `noun`: the last one before it in its clause.

    A word that may be a noun, such as 培训, governs where an object follows it, no other verb does, and it is
    no part of what is counted: 共|培训|职工|500人次, but 投保金额|500元.
    """
    codes, at = classes.codes, place - 1
    acts, stops = (codes["act"], codes["change"]), (codes["comma"], codes["stop"])
    others, objects = classes.codes_of(_OTHER_VERBS), classes.codes_of(_OBJECTS)
    found = -1
    while at >= 0 and (code := tokens.codes[at]) not in stops:
        if code in acts:
            found = at
            break
        if found < 0 and code in others and (at + 1 == place or tokens.codes[at + 1] in objects):
            apart = noun is None or not noun.start <= tokens.starts[at] < noun.end
            found = at if apart and tokens.word(at, scene.text) not in _COPULAS else -1
        at -= 1
    if found < 0:
        return None
    span = tokens.span(found)
    return Edge("action", span.of(scene.text), "action.verb", Reach.CLAUSE, span, scene.in_title)
