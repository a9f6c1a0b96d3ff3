"""Score: verdicts → precision, recall and f1 of all figures, of each field, zone, unit and source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.compare.agreement import bare
from extractor.compare.found import stem_of
from extractor.compare.headings import FIELDS
from extractor.compare.verdicts import Compared, Verdict
from extractor.tables.tidy import Row

_HITS = {Verdict.MATCHED, Verdict.ATTACHMENT_DIFFERS}

NAMES = ("precision", "recall", "f1", *FIELDS, "whole")
"""The ratios that a floor may be set for."""


@dataclass(frozen=True, slots=True)
class Part:
    """The score of one part: how many figures both sides have, how many of each side, how many are right."""

    by: str
    name: str
    manual: int
    extracted: int
    right: int

    @property
    def precision(self) -> float:
        """Of what was extracted, how much is right."""
        return ratio(self.right, self.extracted)

    @property
    def recall(self) -> float:
        """Of what is there, how much was extracted rightly."""
        return ratio(self.right, self.manual)

    @property
    def f1(self) -> float:
        """Both together."""
        return ratio(2 * self.right, self.manual + self.extracted)


@dataclass(frozen=True, slots=True)
class Score:
    """How many required figures were found, missed, and extracted beside them; each ratio is 0 to 1.

    `filled` says for each field in how many of the found figures the manual side fills it.
    """

    found: int
    missed: int
    extra: int
    ratios: Mapping[str, float]
    filled: Mapping[str, int]
    parts: tuple[Part, ...] = ()

    def falls_short(self, floors: Mapping[str, float]) -> list[str]:
        """The names of the ratios that are below their floor, in the floors' order."""
        # A floor is written with two or three decimals; a ratio of exactly that value must pass.
        return [name for name, floor in floors.items() if self.ratios[name] < floor - 1e-9]


def score(verdicts: Iterable[Compared]) -> Score:
    """The score of a comparison.

    A figure is found when value and unit agree; each field is scored over the found figures where the manual
    row fills it; `whole` are the required figures with every field right. Optional figures count nowhere.
    """
    verdicts = list(verdicts)
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
    ratios = {
        "precision": ratio(hits, hits + extras),
        "recall": ratio(hits, hits + misses),
        "f1": ratio(2 * hits, 2 * hits + extras + misses),
        **{name: ratio(right[name], filled[name], empty=1.0) for name in FIELDS},
        "whole": ratio(whole, hits + misses),
    }
    return Score(hits, misses, extras, ratios, filled, tuple(_parts(verdicts)))


def score_row(part: Part) -> Row:
    """The cells of its row in scores.csv."""
    ratios = (f"{value:.4f}" for value in (part.precision, part.recall, part.f1))
    return (part.by, part.name, str(part.manual), str(part.extracted), str(part.right), *ratios)


def ratio(part: int, total: int, *, empty: float = 0.0) -> float:
    """The share, or `empty` where there is nothing to share."""
    return part / total if total else empty


def _parts(verdicts: Sequence[Compared]) -> Iterator[Part]:
    counted = [one for one in verdicts if one.manual is None or one.manual.required]
    yield _part("all", "", counted)
    for name in FIELDS:
        if any(one.manual is not None and name in one.manual.fields for one in counted):
            yield _field(name, counted)
    for by, name_of in (("zone", _zone), ("unit", _unit), ("source", _source)):
        groups: dict[str, list[Compared]] = defaultdict(list)
        for one in counted:
            groups[name_of(one)].append(one)
        for name in sorted(groups):
            yield _part(by, name, groups[name])


def _part(by: str, name: str, members: Sequence[Compared]) -> Part:
    manual = sum(one.manual is not None for one in members)
    extracted = sum(one.found is not None for one in members)
    return Part(by, name, manual, extracted, sum(one.verdict in _HITS for one in members))


def _field(name: str, members: Sequence[Compared]) -> Part:
    """A field over all figures: right where the figure was found and the field agrees."""
    manual = extracted = right = 0
    for one in members:
        fills = one.manual is not None and name in one.manual.fields
        says = one.found is not None and bool(one.found.get(name))
        manual += fills
        # What the manual side leaves empty, nobody knows to be wrong.
        extracted += says and (fills or one.manual is None)
        right += fills and one.verdict in _HITS and name not in one.differs
    return Part("field", name, manual, max(extracted, right), right)


def _zone(one: Compared) -> str:
    if one.manual is not None:
        return one.manual.fields.get("zone", ("",))[0]
    return (one.found or {}).get("zone", "")


def _unit(one: Compared) -> str:
    if one.manual is not None and one.manual.units:
        return bare(one.manual.units[0])
    return (one.found or {}).get("unit", "")


def _source(one: Compared) -> str:
    if one.found is not None:
        return stem_of(one.found["source"])
    return one.manual.file if one.manual else ""
