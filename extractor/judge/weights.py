"""Weights: what the judge has learned, as a file, with its provenance and scores."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.errors import PlacedError
from extractor.judge.hashing import CELLS
from extractor.judge.templates import TEMPLATES

FILE = "weights.npz"
_ABOUT = "about"
_STEP = 0.001  # weights are kept to three decimals

Dense = npt.NDArray[np.float32]


class WeightsError(PlacedError):
    """A file that holds no weights of this version's judge."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of every cell, by target; how sums become probabilities; the line to confidence.

    `heat` divides a target's sums before they become probabilities; `line` leads from the product of a
    figure's probabilities to its confidence. `about` is the provenance, as JSON holds it.
    """

    tables: Mapping[str, Dense]
    heat: Mapping[str, float] = field(default_factory=dict)
    line: tuple[tuple[float, float], ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """The file: the same weights, the same bytes."""
        about = {"heat": dict(self.heat), "line": [list(point) for point in self.line], **self.about}
        arrays: dict[str, npt.NDArray[Any]] = {
            _ABOUT: np.frombuffer(
                json.dumps(about, ensure_ascii=False, sort_keys=True, indent=1).encode(), dtype=np.uint8
            )
        }
        for target, table in sorted(self.tables.items()):
            steps = np.rint(table / _STEP).astype(np.int16)
            held = np.flatnonzero(steps).astype(np.uint32)
            arrays[f"{target}.cells"] = np.diff(held, prepend=np.uint32(0)).astype(np.uint32)
            arrays[f"{target}.steps"] = steps[held]
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, array in sorted(arrays.items()):
                inside = BytesIO()
                np.lib.format.write_array(inside, array, allow_pickle=False)
                archive.writestr(zipfile.ZipInfo(f"{name}.npy"), inside.getvalue(), zipfile.ZIP_DEFLATED, 9)
        return out.getvalue()


def read_weights(content: bytes, shown: str) -> Weights:
    """The weights of a file, which messages call `shown`; a WeightsError for one that is none."""
    try:
        with np.load(BytesIO(content), allow_pickle=False) as archive:
            about = json.loads(bytes(archive[_ABOUT]).decode())
            tables = {target: _dense(archive, target) for target in TEMPLATES}
        heat = {target: float(value) for target, value in about.pop("heat").items()}
        line = tuple((float(x), float(y)) for x, y in about.pop("line"))
    except (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, zipfile.BadZipFile) as error:
        raise WeightsError(
            shown,
            f"holds no weights of the judge ({error}); make it anew with `make judge` or `extractor learn`",
        ) from error
    return Weights(tables, heat, line, about)


def _dense(archive: Mapping[str, npt.NDArray[Any]], target: str) -> Dense:
    table = np.zeros(CELLS, dtype=np.float32)
    table[np.cumsum(archive[f"{target}.cells"], dtype=np.uint32)] = archive[f"{target}.steps"] * np.float32(
        _STEP
    )
    return table
