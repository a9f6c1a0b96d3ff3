"""Look: what sort of thing a candidate is, how it is written, and which words stand beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from extractor.candidates.ground import Ground
from extractor.evidence.columns import Columns, number_of, numbers_of
from extractor.evidence.pairs import Pairs

_LONG = 20


def look_columns(ground: Ground, pairs: Pairs, counted: Sequence[tuple[int, int] | None]) -> Columns:
    """The facts of how candidates look; `counted` is where each figure's noun stands."""
    mentions = pairs.mentions
    nearest = pairs.nearest
    kinds = numbers_of([*(mention.kind for mention in mentions), ""])
    traits = np.array([*(mention.trait for mention in mentions), 0], dtype=np.int64)
    totals = Counter(mention.kind for mention in mentions)
    share = np.array([*(min(totals[mention.kind], 9) for mention in mentions), 0], dtype=np.int64)
    titled = next((mention.kind for mention in mentions if mention.start < ground.shift), "")
    first = next((mention.kind for mention in mentions if mention.start >= ground.shift), "")
    last = np.where(pairs.reached > 0, kinds[pairs.reached - 1], 0)
    size = len(nearest)

    def of(words: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return numbers_of([*words, ""])[nearest]

    return {
        "kind": kinds[nearest],
        "trait": traits[nearest],
        "trait_after": traits[np.where(pairs.after >= 0, pairs.after, -1)],
        "form": of([mention.form for mention in mentions]),
        "char_before": of([ground.char_before(mention.start) for mention in mentions]),
        "char_after": of([ground.char_after(mention.end) for mention in mentions]),
        "word_before": of([ground.word_before(mention.start) for mention in mentions]),
        "word_after": of([ground.word_after(mention.end) for mention in mentions]),
        "last_word": of([ground.word_before(mention.end) for mention in mentions]),
        "last_char": of([mention.name[-1:] for mention in mentions]),
        "last_chars": of([mention.name[-2:] for mention in mentions]),
        "length": np.array([*(min(len(m.name), _LONG) // 2 for m in mentions), 0], dtype=np.int64)[nearest],
        "of_kind": share[nearest],
        "last_kind": last,
        "title_kind": np.full(size, number_of(titled)),
        "first_kind": np.full(size, number_of(first)),
        "counted": _counted(pairs, counted),
    }


def _counted(
    pairs: Pairs, counted: Sequence[tuple[int, int] | None]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """How a mention beside the figure lies to what is counted: around it (1), in it (2), over its edge (3).

    5 more where both end together; 5 where nothing is known to be counted, 0 where they are apart.
    """
    starts = np.array([*(mention.start for mention in pairs.mentions), 0], dtype=np.int64)
    ends = np.array([*(mention.end for mention in pairs.mentions), 0], dtype=np.int64)
    known = np.array([span is not None for span in counted])[pairs.figure]
    first = np.array([span[0] if span else 0 for span in counted], dtype=np.int64)[pairs.figure]
    last = np.array([span[1] if span else 0 for span in counted], dtype=np.int64)[pairs.figure]
    found = np.zeros(len(known), dtype=np.int64)
    for beside in (pairs.after, pairs.before):  # the one before goes first, so it is written last
        start, end = starts[beside], ends[beside]
        overlaps = (beside >= 0) & (start < last) & (first < end)
        around = (start <= first) & (last <= end)
        inside = (first <= start) & (end <= last)
        how = np.where(around, 1, np.where(inside, 2, 3)) + 5 * (end == last)
        found = np.where(overlaps, how, found)
    return np.where(known, found, 5)
