"""Prominence: how often an article names a candidate, and whether title and headings are about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from extractor.candidates.ground import Ground
from extractor.evidence.columns import Columns, Numbers, steps
from extractor.evidence.pairs import Pairs

_OFTEN = (1, 2, 3, 4, 6, 9)
_QUARTERS = 4
_COUNTED = 20_000  # characters
_TITLE = -1  # the title's paragraph


def prominence_columns(ground: Ground, pairs: Pairs, places: Sequence[int]) -> Columns:
    """The facts of how much an article is about a candidate."""
    mentions, held = pairs.mentions, pairs.held
    paragraph_of = [ground.paragraphs[ground.sentence_of(mention.start)] for mention in mentions]
    where = [{paragraph_of[at] for at in own} for own in held]
    names = [max((mentions[at].name for at in own), key=len) for own in held]
    most = max(map(len, held), default=0)

    def of(values: Iterable[int]) -> Numbers:
        return np.array([*values, 0], dtype=np.int64)[pairs.candidate]

    titled = _parts(ground.title)
    text = ground.text[:_COUNTED]  # a longer one must not cost its length for each name
    return {
        "count": steps(of(map(len, held)), _OFTEN),
        "most_named": of(len(own) == most for own in held),
        "first_named": of(candidate == 0 for candidate in range(len(held))),
        "in_title": of(_TITLE in paragraphs for paragraphs in where),
        "in_lead": of(0 in paragraphs for paragraphs in where),
        "paragraphs": of(min(len(paragraphs), 4) for paragraphs in where),
        "in_paragraph": _in_paragraph(ground, pairs, places, paragraph_of),
        "like_title": of(_overlap(name, titled) for name in names),
        "like_heading": _like_heading(ground, pairs, places, names),
        "written": steps(of(text.count(name.strip("“”")) for name in names), _OFTEN),
        "candidates": np.full(len(pairs.figure), min(len(held), 6)),
    }


def _in_paragraph(
    ground: Ground, pairs: Pairs, places: Sequence[int], paragraph_of: Sequence[int]
) -> Numbers:
    """How often the figure's own paragraph names the candidate."""
    named = Counter(zip(pairs.candidate_of, paragraph_of, strict=True))
    own = [ground.paragraphs[ground.sentence_of(place)] for place in places]
    return np.array(
        [
            min(named[candidate, own[figure]], 3)
            for figure, candidate in zip(pairs.figure.tolist(), pairs.candidate.tolist(), strict=True)
        ],
        dtype=np.int64,
    )


def _like_heading(ground: Ground, pairs: Pairs, places: Sequence[int], names: Sequence[str]) -> Numbers:
    """How much of a candidate's name stands in the heading over the figure, in quarters."""
    headings = [ground.headings[ground.sentence_of(place)] for place in places]
    if max(headings, default=-1) < 0:
        return np.zeros(len(pairs.figure), dtype=np.int64)
    parts = {
        heading: _parts(ground.text[ground.sentences[heading] : ground.sentence_end(heading)])
        for heading in {*headings}
        if heading >= 0
    }
    known: dict[tuple[int, int], int] = {}
    column = []
    for figure, candidate in zip(pairs.figure.tolist(), pairs.candidate.tolist(), strict=True):
        heading = headings[figure]
        if heading < 0 or candidate < 0:
            column.append(0)
            continue
        if (candidate, heading) not in known:
            known[candidate, heading] = _overlap(names[candidate], parts[heading])
        column.append(known[candidate, heading])
    return np.array(column, dtype=np.int64)


def _parts(words: str) -> frozenset[str]:
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))


def _overlap(name: str, parts: frozenset[str]) -> int:
    """Quarters of the name's pairs of characters that are among the parts, rounded up."""
    own = [name[at : at + 2] for at in range(len(name) - 1)]
    return -(-_QUARTERS * sum(part in parts for part in own) // len(own)) if own else 0
