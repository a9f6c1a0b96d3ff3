"""Pairing: one manual figure to one extracted row, so that the costs of all pairs together are least.

A pair costs what differs in it; one that costs MOST is worse than none. Which rows meet at all says
compare.blocks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from extractor.compare.blocks import Block
from extractor.compare.cost import MOST, Costs

if TYPE_CHECKING:
    import numpy as np

    from extractor.compare.rough import Rough

Pair = tuple[int, int]
"""Places of a manual figure and of an extracted row."""
Key = Callable[[int], object]
"""What makes two figures of one article look the same, by place."""

_SMALL = 4_000  # pairs of a block that are all weighed
_DENSE = 2_000_000  # cells of a matrix that is solved whole
_ORDERED = 4_000_000  # pairs of an article beyond which reading order is not reckoned
_FAR = 4.0  # figures out of place by which order says nothing more
_NONE = 1e-9  # a sparse matrix takes a cost of zero for no pair at all


def pair(
    blocks: Iterable[Block], costs: Costs, keys: tuple[Key, Key], rough: Callable[[], Rough]
) -> list[Pair]:
    """The pairs of all blocks with the least total cost, by the manual figures' places.

    `keys` are those of manual figures and of rows; `rough` is asked for only where a block is large.
    """
    blocks = list(blocks)
    pairs = sorted(_solved(_weighed(blocks, costs, keys, rough)))
    large = [block for block in blocks if _is_large(block)]
    if large:
        # Of a large block only the nearest rows were weighed; those that stayed alone look once more around.
        lefts, rights = {i for i, _ in pairs}, {j for _, j in pairs}
        alone = [
            Block(
                tuple(i for i in block.manual if i not in lefts),
                tuple(j for j in block.found if j not in rights),
            )
            for block in large
        ]
        pairs += _solved(_weighed(alone, costs, keys, rough))
    return sorted(pairs)


def _weighed(
    blocks: Iterable[Block], costs: Costs, keys: tuple[Key, Key], rough: Callable[[], Rough]
) -> dict[Pair, float]:
    """What each pair costs that may be one."""
    weighed: dict[Pair, float] = {}
    for block in blocks:
        for i, j, off in _candidates(block, keys, rough):
            cost = costs.cost(i, j, off)
            if cost < MOST and cost < weighed.get((i, j), MOST):
                weighed[i, j] = cost
    return weighed


def _is_large(block: Block) -> bool:
    size = len(block.manual) * len(block.found)
    return size > (_ORDERED if block.in_order else _SMALL)


def _candidates(
    block: Block, keys: tuple[Key, Key], rough: Callable[[], Rough]
) -> Iterator[tuple[int, int, float]]:
    """The pairs to be weighed, each with how far the rows are out of order, 0 to 1."""
    if not block.manual or not block.found:
        return
    if block.in_order and not _is_large(block):
        expected = _expected([keys[0](i) for i in block.manual], [keys[1](j) for j in block.found])
        for i, place in zip(block.manual, expected, strict=True):
            for at, j in enumerate(block.found):
                yield i, j, min(1.0, abs(place - at) / _FAR)
    elif not _is_large(block):
        for i in block.manual:
            for j in block.found:
                yield i, j, 0.0
    else:
        for i, j in rough().nearest(block.manual, block.found):
            yield i, j, 0.0


def _expected(mine: Sequence[object], theirs: Sequence[object]) -> list[float]:
    """Where among the extracted rows each manual figure should stand, by those that both sides have.

    >>> _expected(["a", "b", "c", "d"], ["a", "x", "y", "d"])
    [0, 1.0, 2.0, 3]
    """
    anchors: list[tuple[int, int]] = [(-1, -1)]
    for match in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
        anchors += [(match.a + step, match.b + step) for step in range(match.size)]
    anchors.append((len(mine), len(theirs)))
    starts = [anchor[0] for anchor in anchors]
    expected: list[float] = []
    for at in range(len(mine)):
        right = bisect_right(starts, at)
        (x0, y0), (x1, y1) = anchors[right - 1], anchors[right]
        expected.append(y0 if at == x0 else y0 + (at - x0) * (y1 - y0) / (x1 - x0))
    return expected


def _solved(weighed: Mapping[Pair, float]) -> Iterator[Pair]:
    """The pairs of least total cost, one connected part after the other."""
    for part in _parts(weighed):
        if len(part) == 1:
            yield part[0]
            continue
        lefts = {i: at for at, i in enumerate(sorted({i for i, _ in part}))}
        rights = {j: at for at, j in enumerate(sorted({j for _, j in part}))}
        cells = [(lefts[i], rights[j], weighed[i, j]) for i, j in part]
        solve = _dense if len(lefts) * len(rights) <= _DENSE else _sparse
        ours, theirs = list(lefts), list(rights)
        known = set(part)
        for at, to in solve(cells, len(lefts), len(rights)):
            if to < len(theirs) and (ours[at], theirs[to]) in known:
                yield ours[at], theirs[to]


def _parts(weighed: Mapping[Pair, float]) -> Iterator[list[Pair]]:
    """The pairs in groups that share no row."""
    by_left: dict[int, list[int]] = defaultdict(list)
    by_right: dict[int, list[int]] = defaultdict(list)
    for i, j in weighed:
        by_left[i].append(j)
        by_right[j].append(i)
    seen: set[int] = set()
    for first in by_left:
        if first in seen:
            continue
        seen.add(first)
        part: list[Pair] = []
        waiting, reached = [first], set[int]()
        while waiting:
            i = waiting.pop()
            for j in by_left[i]:
                part.append((i, j))
                if j not in reached:
                    reached.add(j)
                    new = [other for other in by_right[j] if other not in seen]
                    seen.update(new)
                    waiting += new
        yield part


def _dense(cells: Sequence[tuple[int, int, float]], rows: int, columns: int) -> Iterable[Pair]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    matrix = np.full((rows, columns), MOST)
    for at, to, cost in cells:
        matrix[at, to] = cost
    return _listed(*linear_sum_assignment(matrix))


def _sparse(cells: Sequence[tuple[int, int, float]], rows: int, columns: int) -> Iterable[Pair]:
    """The same for a part too large for a whole matrix: each row may also stay alone, at the full price."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    at = [at for at, _, _ in cells] + list(range(rows))
    to = [to for _, to, _ in cells] + list(range(columns, columns + rows))
    cost = [cost + _NONE for _, _, cost in cells] + [MOST] * rows
    graph = csr_array((cost, (at, to)), shape=(rows, columns + rows))
    return _listed(*min_weight_full_bipartite_matching(graph))


def _listed(rows: np.ndarray[Any, Any], columns: np.ndarray[Any, Any]) -> Iterable[Pair]:
    return zip(rows.tolist(), columns.tolist(), strict=True)
