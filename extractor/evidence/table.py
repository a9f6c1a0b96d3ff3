"""Table: the columns of all pairs of an article for one target, gathered from the families of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extractor.candidates.ground import Ground
from extractor.candidates.indicators import NONE, Nouns, Row
from extractor.candidates.mention import Mention
from extractor.evidence.columns import Columns, Numbers
from extractor.evidence.figures import Stated
from extractor.evidence.look import look_columns
from extractor.evidence.nouns import noun_columns
from extractor.evidence.pairs import Pairs, find_pairs
from extractor.evidence.place import NONE as NO_RELATION
from extractor.evidence.place import place_columns
from extractor.evidence.prominence import prominence_columns
from extractor.evidence.turns import turn_columns
from extractor.grammar.tokens import WordClasses
from extractor.steps.segments import Segments

REACH = {"zone": 24, "program": 40, "period": 12}
"""How many mentions back a figure looks for each target."""
_OF_FIGURES = "figure_"


@dataclass(frozen=True, slots=True)
class Table:
    """The facts of pairs: one row of `columns` a pair; `figure` says whose it is, in order."""

    columns: Columns
    figure: Numbers


def mention_table(
    ground: Ground,
    stated: Sequence[Stated],
    mentions: Sequence[Mention],
    of_figures: Mapping[str, Numbers],
    target: str,
    segments: Mapping[str, Segments],
    links: Sequence[str] = (),
) -> tuple[Pairs, Table]:
    """The pairs of a target's mentions and their facts; `links` are the names that grammar alone gives."""
    places = [figure.start for figure in stated]
    pairs = find_pairs(ground, places, mentions, REACH[target])
    columns = place_columns(ground, pairs, places, [figure.end for figure in stated])
    columns |= prominence_columns(ground, pairs, places)
    columns |= turn_columns(pairs, np.array(places)[pairs.figure], segments, ground.shift)
    columns |= look_columns(ground, pairs, [figure.noun_at for figure in stated])
    relation = columns["relation"]
    best = np.minimum.reduceat(np.where(pairs.none, NO_RELATION, relation), pairs.bounds[:-1])
    columns["nearest"] = best[pairs.figure]
    columns["none"] = pairs.none.astype(np.int64)
    if links:
        columns["linked"] = _linked(pairs, links)
    for name, column in of_figures.items():
        columns[_OF_FIGURES + name] = column[pairs.figure]
    return pairs, Table(columns, pairs.figure)


def _linked(pairs: Pairs, links: Sequence[str]) -> Numbers:
    """1 where a candidate is the one that grammar gives the figure, 2 where grammar gives another."""
    return np.array(
        [
            (1 if pairs.name(pair) == links[figure] else 2) if links[figure] else 0
            for pair, figure in enumerate(pairs.figure.tolist())
        ],
        dtype=np.int64,
    )


def noun_table(
    rows: Sequence[tuple[Row, Nouns, int]], of_figures: Mapping[str, Numbers], classes: WordClasses
) -> Table:
    """The facts of the indicators of all figures; each row stands with the number of its first figure."""
    parts = [noun_columns(row, nouns, classes) for row, nouns, _ in rows]
    columns: Columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    figure = np.concatenate([np.array(nouns.figure, dtype=np.int64) + first for _, nouns, first in rows])
    columns["none"] = (columns["source"] == NONE).astype(np.int64)
    for name, column in of_figures.items():
        columns[_OF_FIGURES + name] = column[figure]
    return Table(columns, figure)
