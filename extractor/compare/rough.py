"""Rough: which rows of a large block are worth weighing, by numbers alone: values, and names as codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from extractor.compare.agreement import bare, counted
from extractor.compare.amount import Amount
from extractor.compare.found import Found
from extractor.compare.manual import ManualFigure

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

Zoned = Callable[[str], str]
"""The name under which a zone's names meet."""

_NEAREST = 16  # rows that are weighed for one figure
_CHUNK = 250_000  # pairs that are looked at together
_NEAR = 0.05  # values that rounding may join
_FARTHEST = 1e30
_WORTH = 0.95
_VALUE, _CLOSE, _UNIT, _ZONE, _INDICATOR, _PROGRAM, _PERIOD = 0.42, 0.08, 0.34, 0.3, 0.2, 0.12, 0.1


def _float(amount: Amount) -> float:
    """The value as far as small floats go; what is beyond them is told apart when it is weighed."""
    return max(-_FARTHEST, min(_FARTHEST, float(amount.low)))


class Rough:
    """The codes of all rows of a comparison, and the nearest rows of a block."""

    def __init__(self, manual: Sequence[ManualFigure], found: Sequence[Found], zoned: Zoned) -> None:
        import numpy as np

        codes: dict[str, int] = {"": -1}

        def code(name: str) -> int:
            return codes.setdefault(name, len(codes))

        def accepted(figure: ManualFigure, name: str) -> str:
            return figure.fields[name][0] if name in figure.fields else ""

        self._manual = {
            "unit": np.array(
                [code(bare(figure.units[0])) if figure.units else -1 for figure in manual], np.int32
            ),
            "zone": np.array([code(zoned(accepted(figure, "zone"))) for figure in manual], np.int32),
            "indicator": np.array(
                [code(counted(accepted(figure, "indicator"))) for figure in manual], np.int32
            ),
            "program": np.array([code(bare(accepted(figure, "program"))) for figure in manual], np.int32),
            "period": np.array([code(bare(accepted(figure, "period"))) for figure in manual], np.int32),
        }
        self._value = np.array([_float(figure.amount) for figure in manual], np.float32)
        rows = [one.row for one in found]
        self._found = {
            "unit": np.array([code(one.unit) for one in found], np.int32),
            "zone": np.array([code(zoned(row.get("zone", ""))) for row in rows], np.int32),
            "indicator": np.array([code(counted(row.get("indicator", ""))) for row in rows], np.int32),
            "canonical": np.array([code(counted(row.get("canonical", ""))) for row in rows], np.int32),
            "verbal": np.array(
                [code(counted(row.get("action", "") + row.get("indicator", ""))) for row in rows], np.int32
            ),
            "program": np.array([code(bare(row.get("program", ""))) for row in rows], np.int32),
            "period": np.array([code(bare(row.get("period", ""))) for row in rows], np.int32),
        }
        self._given = np.array([_float(one.amount) for one in found], np.float32)

    def nearest(self, manual: Sequence[int], found: Sequence[int]) -> Iterator[tuple[int, int]]:
        """For each of the figures the rows that look most like it.

        Of rows that look the same, those at about the same place in the sorted order are taken, so that a
        thousand equal figures do not all ask for the same few rows.
        """
        import numpy as np

        left = self._ordered(np.array(manual), self._value, self._manual)
        right = self._ordered(np.array(found), self._given, self._found)
        rank_left = np.linspace(0, 1, len(left), dtype=np.float32)
        rank_right = np.linspace(0, 1, len(right), dtype=np.float32)
        count = min(_NEAREST, len(right))
        step = max(1, _CHUNK // len(right))
        for start in range(0, len(left), step):
            part = left[start : start + step]
            rough = self._rough(part, right)
            rough += 0.02 * np.abs(rank_left[start : start + step, None] - rank_right[None, :])
            best = np.argpartition(rough, count - 1, axis=1)[:, :count] if count < len(right) else None
            if best is None:
                best = np.broadcast_to(np.arange(len(right)), rough.shape)
            worth = np.take_along_axis(rough, best, axis=1) < _WORTH
            at, _ = np.nonzero(worth)
            yield from zip(part[at].tolist(), right[best[worth]].tolist(), strict=True)

    def _rough(self, left: Array, right: Array) -> Array:
        """What each pair costs by codes alone."""
        import numpy as np

        zero = np.float32(0)

        mine, theirs = self._value[left][:, None], self._given[right][None, :]
        cost = np.abs(mine - theirs)
        same, near = 1e-4 + 1e-6 * np.abs(mine), _NEAR * np.abs(mine)
        cost = np.where(cost <= same, zero, np.where(cost <= near, np.float32(_CLOSE), np.float32(_VALUE)))
        weights = (("unit", _UNIT), ("zone", _ZONE), ("program", _PROGRAM), ("period", _PERIOD))
        for name, weight in weights:
            said = self._manual[name][left]
            if (said >= 0).any():
                # What the manual side does not say costs nothing.
                price = np.where(said >= 0, np.float32(weight), zero)[:, None]
                cost += (said[:, None] != self._found[name][right][None, :]) * price
        said = self._manual["indicator"][left]
        if (said >= 0).any():
            other = np.ones(cost.shape, np.bool_)
            for name in ("indicator", "canonical", "verbal"):
                codes = self._found[name][right]
                if (codes >= 0).any():
                    other &= said[:, None] != codes[None, :]
            cost += other * np.where(said >= 0, np.float32(_INDICATOR), zero)[:, None]
        return cost

    def _ordered(self, places: Array, value: Array, codes: dict[str, Array]) -> Array:
        import numpy as np

        keys = (codes["period"], codes["program"], codes["indicator"], codes["unit"], value, codes["zone"])
        return places[np.lexsort([key[places] for key in keys])]
