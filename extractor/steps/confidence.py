"""Confidence: how likely all fields of a figure are right, as measured on the corpus.

Each kind of edge was right in a share of cases: by its target, its rule and its reach, as far as the corpus
has enough of them. The product of these shares is read off a line that was fitted to how often figures with
such a product were right as a whole. corpus/calibrate.py writes both; docs/confidence.md shows the result.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from extractor.model import Edge

TARGETS = ("zone", "program", "indicator", "period")
NONE = "none"
"""The rule of a target that no edge was drawn to."""
_WITHOUT = (NONE, NONE)


@dataclass(frozen=True, slots=True)
class Confidence:
    """Shares of right edges by `target/rule/reach`, and the points of the line from product to confidence."""

    shares: Mapping[str, float]
    line: tuple[tuple[float, float], ...]
    _known: dict[tuple[tuple[str, str], ...], float] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Confidence:
        """From the rows of names/confidence.csv; without rows, every figure has confidence 1."""
        shares: dict[str, float] = {}
        line: list[tuple[float, float]] = []
        for row in rows:
            kind, _, rest = row["name"].partition("/")
            if kind == "figure":
                line.append((float(rest), float(row["right"])))
            else:
                shares[row["name"]] = float(row["right"])
        return cls(shares, tuple(sorted(line)) or ((1.0, 1.0),))

    def of_edges(self, edges: Sequence[Edge]) -> float:
        """The confidence of a figure with these edges, 0 to 1, two decimals."""
        rules = {edge.target: (edge.rule, edge.reach) for edge in edges}
        kind = tuple([rules.get(target, _WITHOUT) for target in TARGETS])
        known = self._known.get(kind)
        if known is None:  # there are some hundred kinds of figures
            known = self._known[kind] = round(self._read_off(self.product(edges)), 2)
        return known

    def product(self, edges: Sequence[Edge]) -> float:
        """The product of the shares of its edges, and of the targets that have none."""
        held = {edge.target: edge for edge in edges}
        return prod(self._share(target, held.get(target)) for target in TARGETS)

    def _share(self, target: str, edge: Edge | None) -> float:
        found = (self.shares.get(key) for key in keys(target, edge))
        return next((held for held in found if held is not None), 1.0)

    def _read_off(self, product: float) -> float:
        line = self.line
        at = bisect_right(line, product, key=lambda point: point[0])
        if at == 0:
            return line[0][1]
        if at == len(line):
            return line[-1][1]
        (left, low), (right, high) = line[at - 1], line[at]
        return low + (high - low) * (product - left) / (right - left)


def keys(target: str, edge: Edge | None) -> tuple[str, str, str]:
    """Under which names a target's edge, or its absence, is counted, the narrowest first."""
    rule, reach = (edge.rule, str(edge.reach)) if edge is not None else (NONE, NONE)
    return f"{target}/{rule}/{reach}", f"{target}/{rule}", target
