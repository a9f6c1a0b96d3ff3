"""Article evidence: all pairs of one article, of every target, with their facts: what the judge is given."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from extractor.candidates.ground import Ground
from extractor.candidates.indicators import Nouns, Row, noun_candidates, noun_name
from extractor.candidates.mention import Mention
from extractor.candidates.periods import WidePeriods, period_mentions
from extractor.candidates.programs import WideNames, program_mentions
from extractor.candidates.zones import WideZones, zone_mentions
from extractor.evidence.columns import Numbers
from extractor.evidence.figures import Stated, figure_columns
from extractor.evidence.pairs import Pairs
from extractor.evidence.table import Table, mention_table, noun_table
from extractor.grammar.tokens import WordClasses
from extractor.steps.scene import Scene

TARGETS = ("zone", "program", "period", "indicator")


@dataclass(frozen=True, slots=True)
class Wide:
    """What the patterns say of candidates that no other step needs."""

    zones: WideZones
    names: WideNames
    periods: WidePeriods


@dataclass(frozen=True)
class ArticleEvidence:
    """The tables of one article; figures count in the order of `stated`."""

    ground: Ground
    stated: Sequence[Stated]
    tables: Mapping[str, Table]
    pairs: Mapping[str, Pairs]
    rows: Sequence[tuple[Row, Nouns, int]]
    _noun_starts: Sequence[int]
    _classes: WordClasses

    def name(self, target: str, pair: int) -> str:
        """What a table would hold of a pair; empty for none."""
        if target != "indicator":
            return self.pairs[target].name(pair)
        row, nouns, at = self.noun(pair)
        if nouns.first[at] < 0:
            return nouns.names[at]
        return noun_name(row, nouns.first[at], nouns.last[at], self._classes)

    def holds(self, target: str, figure: int, name: str) -> bool:
        """Whether a name is among the candidates of a figure."""
        table = self.tables[target]
        first, last = np.searchsorted(table.figure, [figure, figure + 1])
        return any(self.name(target, pair) == name for pair in range(first, last))

    def noun(self, pair: int) -> tuple[Row, Nouns, int]:
        """The sentence of an indicator's pair, its candidates, and the pair's place among them."""
        number = bisect_right(self._noun_starts, pair) - 1
        row, nouns, _ = self.rows[number]
        return row, nouns, pair - self._noun_starts[number]


def article_evidence(
    ground: Ground,
    stated: Sequence[Stated],
    rows: Sequence[Row],
    title: Scene,
    body: Scene,
    links: Sequence[str],
    wide: Wide,
    classes: WordClasses,
    published: date | None,
) -> ArticleEvidence:
    """The evidence of an article with a figure; `rows` hold those of `stated` in their order."""
    shift = ground.shift
    owners = [
        *((owner.span.start, owner) for owner in title.organizations),
        *((owner.span.start + shift, owner) for owner in body.organizations),
    ]
    of_figures: Mapping[str, Numbers] = figure_columns(ground, stated, owners)
    spans = [(figure.start, figure.end) for figure in stated]
    mentions: dict[str, list[Mention]] = {
        "zone": zone_mentions(ground, title.zones, body.zones, wide.zones),
        "program": program_mentions(ground, title.programs, body.programs, spans, wide.names),
        "period": period_mentions(ground, title.periods, body.periods, wide.periods, published),
    }
    tables: dict[str, Table] = {}
    pairs: dict[str, Pairs] = {}
    for target, found in mentions.items():
        its_links = links if target == "zone" else ()
        pairs[target], tables[target] = mention_table(
            ground, stated, found, of_figures, target, body.segments, its_links
        )
    held: list[tuple[Row, Nouns, int]] = []
    starts: list[int] = []
    first = begin = 0
    for row in rows:
        nouns = noun_candidates(row, classes)
        held.append((row, nouns, first))
        starts.append(begin)
        first += len(row.quantities)
        begin += len(nouns.figure)
    tables["indicator"] = noun_table(held, of_figures, classes)
    return ArticleEvidence(ground, stated, tables, pairs, held, starts, classes)
