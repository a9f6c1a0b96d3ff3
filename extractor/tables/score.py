"""Score: verdicts → precision, recall and f1 of the figures, and how often each of their fields is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractor.tables.compare import Compared, Verdict
from extractor.tables.manual import FIELDS

_HITS = {Verdict.MATCHED, Verdict.ATTACHMENT_DIFFERS}


@dataclass(frozen=True, slots=True)
class Score:
    """How many required figures were found, missed, and extracted beside them; each ratio is 0 to 1."""

    found: int
    missed: int
    extra: int
    ratios: Mapping[str, float]

    def falls_short(self, floors: Mapping[str, float]) -> list[str]:
        """The names of the ratios that are below their floor, in the floors' order."""
        # A floor is written with two or three decimals; a ratio of exactly that value must pass.
        return [name for name, floor in floors.items() if self.ratios[name] < floor - 1e-9]


NAMES = ("precision", "recall", "f1", *FIELDS, "whole")


def score(verdicts: Iterable[Compared]) -> Score:
    """The score of a comparison.

    A figure is found when value and unit agree; each field is scored over the found figures where the manual
    row fills it; `whole` are the required figures with every field right. Optional figures count nowhere.
    """
    hits = misses = extras = whole = 0
    filled: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in verdicts:
        if one.manual is None:
            extras += 1
        elif one.verdict not in _HITS:
            misses += one.manual.required
            extras += one.found is not None
        elif one.manual.required:
            hits += 1
            whole += not one.differs
            filled.update(one.manual.fields.keys())
            right.update(one.manual.fields.keys() - set(one.differs))
    precision, recall = _ratio(hits, hits + extras), _ratio(hits, hits + misses)
    ratios = {
        "precision": precision,
        "recall": recall,
        "f1": _ratio(2 * hits, 2 * hits + extras + misses),
        **{name: _ratio(right[name], filled[name], empty=1.0) for name in FIELDS},
        "whole": _ratio(whole, hits + misses),
    }
    return Score(hits, misses, extras, ratios)


def _ratio(part: int, total: int, *, empty: float = 0.0) -> float:
    return part / total if total else empty
