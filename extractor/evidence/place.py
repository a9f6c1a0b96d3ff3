"""Place: where a candidate stands to a figure, in clauses and sentences, and what lies between."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.candidates.ground import Ground
from extractor.evidence.columns import Columns, Numbers, steps
from extractor.evidence.pairs import Pairs

# `relation`: how the last mention before the figure lies to it.
CLAUSE, CLAUSE_BEFORE, SENTENCE, SENTENCE_BEFORE, PARAGRAPH = range(5)
HEADING, PARAGRAPH_BEFORE, NEAR, FAR, NOT_BEFORE, TITLE, NONE = range(5, 12)
_DISTANCES = (1, 2, 4, 6, 9, 13, 18, 26, 40, 60, 100, 200, 400)
_MOST = 5  # figures and rivals between: five are as good as more
_NEAR_PARAGRAPHS = 3


def place_columns(ground: Ground, pairs: Pairs, places: Sequence[int], ends: Sequence[int]) -> Columns:
    """The facts of where candidates stand."""
    mentions = pairs.mentions
    starts = [mention.start for mention in mentions]
    # One more row at the end, for the pairs that have no mention there.
    start_of = np.array([*starts, 0], dtype=np.int64)
    end_of = np.array([*(mention.end for mention in mentions), 0], dtype=np.int64)
    sentence_of = np.searchsorted(ground.sentences, start_of, side="right") - 1
    clause_of = np.searchsorted(ground.clauses, start_of, side="right") - 1
    paragraphs = np.array(ground.paragraphs)
    headings = np.array(ground.headings)
    figures_before = np.searchsorted(np.array(places), start_of, side="left")
    at = np.array(places)[pairs.figure]
    own_sentence = np.searchsorted(ground.sentences, at, side="right") - 1
    own_clause = np.searchsorted(ground.clauses, at, side="right") - 1
    own_paragraph = paragraphs[own_sentence]
    own_heading = headings[own_sentence]

    before, after = pairs.before, pairs.after
    has = before >= 0
    sentence, paragraph = sentence_of[before], paragraphs[sentence_of[before]]
    in_text = has & (paragraph >= 0)
    same = has & (sentence == own_sentence)
    clauses = own_clause - clause_of[before]
    relation = np.full(len(at), NOT_BEFORE)
    relation[has] = FAR
    relation[in_text & (own_paragraph - paragraph <= _NEAR_PARAGRAPHS)] = NEAR
    relation[in_text & (own_paragraph - paragraph == 1)] = PARAGRAPH_BEFORE
    relation[has & (sentence == own_heading)] = HEADING
    relation[in_text & (paragraph == own_paragraph)] = PARAGRAPH
    relation[in_text & (paragraph == own_paragraph) & (own_sentence - sentence == 1)] = SENTENCE_BEFORE
    relation[same] = SENTENCE
    relation[same & (clauses == 1)] = CLAUSE_BEFORE
    relation[same & (clauses == 0)] = CLAUSE
    relation[has & (sentence == 0) & (own_sentence != 0)] = TITLE
    relation[pairs.none] = NONE

    distance = np.where(has, steps(at - end_of[before], _DISTANCES), 14)
    distance[pairs.none] = 15
    follows = (after >= 0) & (paragraphs[sentence_of[after]] == own_paragraph)
    beyond = start_of[after] - np.array(ends)[pairs.figure]
    same_after = sentence_of[after] == own_sentence
    follow = np.where(
        clause_of[after] == own_clause,
        1,
        np.where(same_after, 2, np.where(sentence_of[after] == own_sentence + 1, 3, 4)),
    )
    return {
        "relation": relation,
        "distance": distance,
        "figures_between": np.where(has, np.clip(pairs.figure - figures_before[before], 0, _MOST), _MOST + 1),
        "rivals_between": np.where(has, np.clip(pairs.reached - 1 - before, 0, _MOST), _MOST + 1),
        "recency": _recency(pairs, has),
        "follows": np.where(follows, follow, 0),
        "follows_by": np.where(follows, 1 + steps(beyond, (1, 2, 5, 11)), 0),
        "figures_until": np.where(follows, np.clip(figures_before[after] - 1 - pairs.figure, 0, 3), 4),
        "opens": _opens(ground, start_of, clause_of)[pairs.nearest],
    }


def _recency(pairs: Pairs, has: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Numbers:
    """How many candidates were named after this one, before the figure: 0 for the last named."""
    order = np.lexsort((-pairs.before, pairs.figure))
    firsts = pairs.bounds[:-1]
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.clip(np.arange(len(order)) - np.repeat(firsts, np.diff(pairs.bounds)), 0, 7)
    ranks: Numbers = np.where(has, rank, 8)
    return ranks


def _opens(ground: Ground, start_of: Numbers, clause_of: Numbers) -> Numbers:
    """How far from the start of its clause a mention begins."""
    opens: Numbers = np.clip(start_of - np.array(ground.clauses)[clause_of], 0, 4)
    opens[-1] = 5
    return opens
