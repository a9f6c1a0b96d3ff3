"""Attach: what the judge says of an article's figures, as edges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from extractor.candidates.indicators import NONE, RUN, noun_span
from extractor.evidence import place
from extractor.evidence.article import TARGETS, ArticleEvidence
from extractor.judge.judge import SURE, Judge, Verdict
from extractor.model import Edge, Period, Reach

_REACH = {
    place.CLAUSE: Reach.CLAUSE,
    place.CLAUSE_BEFORE: Reach.SENTENCE,
    place.SENTENCE: Reach.SENTENCE,
    place.SENTENCE_BEFORE: Reach.PARAGRAPH,
    place.PARAGRAPH: Reach.PARAGRAPH,
    place.HEADING: Reach.SECTION,
    place.TITLE: Reach.TITLE,
}
_REACH_AFTER = {1: Reach.CLAUSE, 2: Reach.SENTENCE, 3: Reach.PARAGRAPH, 4: Reach.PARAGRAPH}
_WORDS = "indicator.words"
NOTHING = "-"
"""What stands for an empty cell as a runner-up."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What one figure belongs to, by target: edges, how sure each is, and the second best."""

    edges: dict[str, Edge]
    period: Period | None
    sure: dict[str, float]
    runners_up: dict[str, str]

    def doubt(self) -> str:
        """The field that is least sure; empty where all are over SURE."""
        field = min(self.sure, key=self.sure.__getitem__, default="")
        return field if field and self.sure[field] <= SURE else ""


def attach(evidence: ArticleEvidence, judge: Judge) -> list[Attached]:
    """What each figure belongs to, in order."""
    attached = [Attached({}, None, {}, {}) for _ in evidence.stated]
    for target in TARGETS:
        table = evidence.tables[target]
        verdicts = judge.verdicts(target, table, partial(evidence.name, target))
        for number, verdict in enumerate(verdicts):
            one = attached[number]
            edge, period = _edge(evidence, target, verdict)
            if edge is not None:
                one.edges[target] = edge
            if period is not None:
                attached[number] = one = Attached(one.edges, period, one.sure, one.runners_up)
            one.sure[target] = verdict.probability
            second = verdict.runner_up
            one.runners_up[target] = (evidence.name(target, second) or NOTHING) if second >= 0 else ""
    return attached


def _edge(evidence: ArticleEvidence, target: str, verdict: Verdict) -> tuple[Edge | None, Period | None]:
    if target == "indicator":
        return _indicator(evidence, verdict), None
    pairs = evidence.pairs[target]
    pair = verdict.pair
    at = int(pairs.nearest[pair])
    if at < 0:
        return None, None
    mention = pairs.mentions[at]
    columns = evidence.tables[target].columns
    if pairs.before[pair] >= 0:
        reach = _REACH.get(int(columns["relation"][pair]), Reach.ARTICLE)
    else:
        reach = _REACH_AFTER.get(int(columns["follows"][pair]), Reach.ARTICLE)
    span, in_title = evidence.ground.span(mention.start, mention.end)
    edge = Edge(target, mention.name, mention.rule, reach, span, in_title, verdict.probability)
    return edge, mention.period


def _indicator(evidence: ArticleEvidence, verdict: Verdict) -> Edge | None:
    row, nouns, at = evidence.noun(verdict.pair)
    if nouns.source[at] == NONE:
        return None
    name = evidence.name("indicator", verdict.pair)
    proposed = row.proposed[nouns.figure[at]]
    span = noun_span(row, nouns.first[at], nouns.last[at]) if nouns.source[at] == RUN else None
    rule = proposed.rule if proposed is not None and proposed.name == name else _WORDS
    return Edge("indicator", name, rule, Reach.CLAUSE, span, row.in_title, verdict.probability)
