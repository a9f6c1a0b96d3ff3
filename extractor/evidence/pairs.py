"""Pairs: which candidates are weighed for which figure, each by its last mention before it and its next one.

A figure meets what was named last before it, what its paragraph names after it, what the heading over it and
the title name, and what the article names first and most; and `none`, the candidate that the text says
nothing. Their number stays within a bound, however long the article is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from extractor.candidates.ground import Ground
from extractor.candidates.mention import Mention
from extractor.evidence.columns import Numbers

_AFTER = 8
_MOST_NAMED = 4
_TITLE = 12  # candidates of the title or a heading; a longer one is no title


@dataclass(frozen=True)
class Pairs:
    """The pairs of an article for one target; `none` has candidate -1 and is each figure's last.

    `before` and `after` are indexes of `mentions`, -1 where there is none; `reached` is how many mentions
    begin before the figure.
    """

    mentions: Sequence[Mention]
    candidate_of: Sequence[int]  # of each mention
    keys: Sequence[str]  # of each candidate
    held: Sequence[Sequence[int]]  # the mentions of each candidate
    figure: Numbers
    candidate: Numbers
    before: Numbers
    after: Numbers
    reached: Numbers

    @cached_property
    def none(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which pairs are with no candidate."""
        return self.candidate < 0

    @cached_property
    def nearest(self) -> Numbers:
        """The mention that a pair is judged by: the last before the figure, else the next one."""
        return np.where(self.before >= 0, self.before, self.after)

    def name(self, pair: int) -> str:
        """What a table would hold; empty for none."""
        at = int(self.nearest[pair])
        return self.mentions[at].name if at >= 0 else ""

    @cached_property
    def bounds(self) -> Numbers:
        """Where the pairs of each figure begin, and at last where they end."""
        return np.flatnonzero(np.r_[True, np.diff(self.figure) > 0, True])


def find_pairs(ground: Ground, places: Sequence[int], mentions: Sequence[Mention], reach: int) -> Pairs:
    """The pairs of the figures that begin at `places`; each looks `reach` mentions back."""
    numbers: dict[str, int] = {}
    candidate_of = [numbers.setdefault(mention.key, len(numbers)) for mention in mentions]
    held: list[list[int]] = [[] for _ in numbers]
    for at, candidate in enumerate(candidate_of):
        held[candidate].append(at)
    starts = [mention.start for mention in mentions]
    everywhere = _everywhere(ground, starts, candidate_of, held)
    under: dict[int, set[int]] = {}
    rows: list[tuple[int, int, int, int, int]] = []
    for figure, place in enumerate(places):
        reached = bisect_left(starts, place)
        sentence = ground.sentence_of(place)
        met = {*candidate_of[max(0, reached - reach) : reached], *everywhere}
        after = bisect_left(
            starts, ground.paragraph_end(sentence), reached, min(len(starts), reached + _AFTER)
        )
        met.update(candidate_of[reached:after])
        heading = ground.headings[sentence]
        if heading >= 0:
            if heading not in under:
                first = bisect_left(starts, ground.sentences[heading])
                last = bisect_left(starts, ground.sentence_end(heading), first)
                under[heading] = set(candidate_of[first:last][:_TITLE])
            met |= under[heading]
        for candidate in sorted(met):
            own = held[candidate]
            at = bisect_left(own, reached)
            rows.append(
                (figure, candidate, own[at - 1] if at else -1, own[at] if at < len(own) else -1, reached)
            )
        rows.append((figure, -1, -1, -1, reached))
    table = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return Pairs(mentions, candidate_of, list(numbers), held, *table)


def _everywhere(
    ground: Ground, starts: Sequence[int], candidate_of: Sequence[int], held: Sequence[Sequence[int]]
) -> set[int]:
    """The candidates that every figure meets: the title's, the first two, the most named."""
    titled = candidate_of[: bisect_left(starts, ground.shift)][:_TITLE]
    most = sorted(range(len(held)), key=lambda candidate: -len(held[candidate]))[:_MOST_NAMED]
    first = range(min(2, len(held)))
    return {*titled, *first, *most}
