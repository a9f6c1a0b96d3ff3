"""Suggestions: verdicts that went wrong → what the patterns might learn, each with what it rests on.

Whether a suggestion helps is not known here: compare.trial tries them. What cannot be taught becomes a gap:
an example that does not work yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractor.compare.agreement import bare
from extractor.compare.evidence import Evidence, Mention
from extractor.compare.found import Cells
from extractor.compare.knowledge import Knowledge
from extractor.compare.manual import ManualFigure
from extractor.compare.verdicts import Compared, Verdict
from extractor.compare.written import Hand
from extractor.tables.tidy import Row

_FILES = {
    "unit": "units.yaml", "zone": "zones.yaml", "organization": "organizations.yaml",
    "program": "programs.yaml", "reject": "exclusions.yaml",
}  # fmt: skip
_GAP_FILES = {
    "value": "units.yaml", "unit": "units.yaml", "bound": "bounds.yaml", "change": "marks.yaml",
    "zone": "zones.yaml", "organization": "organizations.yaml", "program": "programs.yaml",
    "indicator": "indicators.yaml", "period": "periods.yaml",
}  # fmt: skip
_NAMED = ("zone", "organization", "program")
_NAME = re.compile(r"[一-鿿A-Za-z0-9·]{2,24}")
_UNIT = re.compile(r"[一-鿿]{1,4}|[A-Za-z]{1,6}")
_ABBREVIATED = 0.5  # how much of a short form must stand in the full one for it to be an alias


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that the patterns might learn: `name`, in `file`; an alias `stands_for` a listed name.

    `entry` are the fields of its entry beside id and tests; `words` stand in all articles that it may change.
    """

    kind: str
    file: str
    name: str
    stands_for: str = ""
    entry: Mapping[str, object] = field(default_factory=dict)
    words: str = ""
    figure_ids: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sentence: str = ""
    mends: int = 0
    examples: tuple[Mapping[str, str], ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two suggestions one."""
        return self.kind, self.name, self.stands_for


def suggestions(verdicts: Iterable[Compared], evidence: Evidence, knowledge: Knowledge) -> list[Suggestion]:
    """What the verdicts suggest, those that rest on most figures first; nothing is suggested twice."""
    verdicts = list(verdicts)
    maker = _Maker(evidence, knowledge, verdicts)
    merged: dict[tuple[str, str, str], Suggestion] = {}
    for one in verdicts:
        for suggestion in maker.of(one):
            known = merged.get(suggestion.key)
            merged[suggestion.key] = _merged(known, suggestion) if known else suggestion
    return sorted(merged.values(), key=lambda it: (-len(it.places) - len(it.figure_ids), it.key))


def gaps(
    verdicts: Iterable[Compared], evidence: Evidence
) -> Iterator[tuple[str, Mapping[str, str], Compared]]:
    """For each miss and each wrong edge the file, and the example that does not work yet."""
    for one in verdicts:
        if one.manual is None or one.verdict is Verdict.MATCHED or not one.manual.required:
            continue
        mention = evidence.of(one)
        if mention is None:
            continue
        wrong = [name for name in one.differs if name in _GAP_FILES] or ["value"]
        wanted = _wanted(one.manual, wrong)
        yield _GAP_FILES[wrong[0]], {**mention.marked(), **wanted, "why": _why(one)}, one


def suggestion_row(number: str, suggestion: Suggestion) -> Row:
    """The cells of its row in suggestions.csv; `number` is the id of its entry."""
    return (
        number, suggestion.kind, suggestion.file, suggestion.name, suggestion.stands_for,
        str(suggestion.mends or ""), " ".join(suggestion.figure_ids), "; ".join(suggestion.places),
        suggestion.sentence,
    )  # fmt: skip


def _merged(one: Suggestion, other: Suggestion) -> Suggestion:
    return Suggestion(
        one.kind, one.file, one.name, one.stands_for, one.entry, one.words,
        tuple(dict.fromkeys((*one.figure_ids, *other.figure_ids))),
        tuple(dict.fromkeys((*one.places, *other.places))), one.sentence,
    )  # fmt: skip


class _Maker:
    def __init__(self, evidence: Evidence, knowledge: Knowledge, verdicts: Sequence[Compared]) -> None:
        self._evidence = evidence
        self._knowledge = knowledge
        self._hand = Hand(knowledge.quantities)
        self._form = lru_cache(maxsize=None)(knowledge.zone_form)
        self._lists_mentions = all(one.manual.order is not None for one in verdicts if one.manual)
        # Names that the manual side uses are names of their own, and no one's alias.
        self._used = {
            bare(form) for one in verdicts if one.manual for form in one.manual.fields.get("zone", ())
        }

    def of(self, one: Compared) -> Iterator[Suggestion]:
        """What one verdict suggests."""
        if one.verdict is Verdict.SPURIOUS:
            # Who lists every mention says that this is none; a table of facts only leaves something out.
            if self._lists_mentions:
                yield from self._reject(one)
        elif one.manual is not None and one.manual.required:
            if one.verdict in {Verdict.MISSING, Verdict.UNIT_DIFFERS, Verdict.VALUE_DIFFERS}:
                yield from self._unit(one, one.manual)
            if one.found is not None:
                for name in _NAMED:
                    if name in one.differs:
                        yield from self._name(name, one, one.manual, one.found)

    def _unit(self, one: Compared, figure: ManualFigure) -> Iterator[Suggestion]:
        for unit in figure.units[:1]:
            if not unit or self._hand.unit(unit).known or not _UNIT.fullmatch(unit):
                continue
            mention = self._evidence.of(one)
            if mention is not None and unit in mention.text:
                entry = {"dimension": "count", "names": [unit]}
                yield self._suggested("unit", unit, one, mention, entry=entry)

    def _name(self, field_name: str, one: Compared, figure: ManualFigure, row: Cells) -> Iterator[Suggestion]:
        wanted, got = figure.fields[field_name], row.get(field_name, "")
        mention = self._evidence.of(one)
        if mention is None:
            return
        named = [form for form in map(bare, wanted) if _NAME.fullmatch(form) and mention.in_article(form)]
        for form in named[:1]:
            yield from self._new_name(field_name, form, one, mention)
        if not named and got and field_name != "organization":
            full = next((form for form in wanted if form), "")
            if full and mention.in_article(got) and self._may_be_alias(field_name, full, got):
                file = f"names/{field_name}s.csv"
                yield self._suggested("alias", got, one, mention, stands_for=full, file=file)

    def _new_name(self, field_name: str, name: str, one: Compared, mention: Mention) -> Iterator[Suggestion]:
        if field_name == "zone":
            if self._form(name) is None:
                entry: Mapping[str, object] = {"kind": "园区", "match": [re.escape(name)]}
                yield self._suggested("zone", name, one, mention, entry=entry)
        elif field_name == "program":
            yield self._suggested(
                "program", name, one, mention, entry={"kind": "activity", "suffixes": [name]}
            )
        elif len(name) > 4:
            last = name[-3:] if len(name) > 5 else name[-2:]
            entry = {"kind": "enterprise", "suffixes": [last]}
            yield self._suggested("organization", last, one, mention, entry=entry)

    def _may_be_alias(self, field_name: str, full: str, short: str) -> bool:
        """Whether a name may be a short form of the other: its characters stand there in order.

        Looks alone make no alias: 济宁高新区 and 济南高新区 differ in one character and are two zones. So a
        name that is listed, or that the manual side uses, or whose own part is another's, is nobody's alias.
        """
        a, b = bare(full), bare(short)
        if field_name == "zone":
            zones = self._knowledge.zones
            if b in self._used or (b in zones and zones[b] != zones.get(a)):
                return False
            forms = self._form(a), self._form(b)
            if forms[0] and forms[1] and not _abbreviates(forms[1][1], forms[0][1]):
                return False
        if _abbreviates(b, a) or _abbreviates(a, b):
            return True
        from rapidfuzz import fuzz

        return field_name == "program" and fuzz.partial_ratio(a, b) / 100 >= _ABBREVIATED

    def _reject(self, one: Compared) -> Iterator[Suggestion]:
        mention = self._evidence.of(one)
        if mention is None or one.found is None:
            return
        before, after = mention.before(2), mention.after(4)
        entry: dict[str, object] = {"number": re.escape(mention.raw)}
        if before:
            entry["before"] = re.escape(before) + "$"
        if after:
            entry["after"] = re.escape(after)
        if before or after:
            yield self._suggested("reject", f"{before}{mention.raw}{after}", one, mention, entry=entry)

    def _suggested(
        self,
        kind: str,
        name: str,
        one: Compared,
        mention: Mention,
        *,
        stands_for: str = "",
        file: str = "",
        entry: Mapping[str, object] | None = None,
    ) -> Suggestion:
        ids = (one.found["figure_id"],) if one.found else ()
        places = (one.manual.place,) if one.manual else ()
        file = file or _FILES[kind]
        return Suggestion(kind, file, name, stands_for, entry or {}, name, ids, places, mention.sentence)


def _abbreviates(short: str, full: str) -> bool:
    """Whether the characters of the short form stand in the full one, in order: 经开区 in 经济技术开发区.

    >>> _abbreviates("京开", "北京经济技术开发区"), _abbreviates("济南", "济宁")
    (True, False)
    """
    rest = iter(full)
    return bool(short) and len(short) < len(full) and all(char in rest for char in short)


def _wanted(figure: ManualFigure, wrong: Sequence[str]) -> dict[str, str]:
    """What the row should have held in the fields that went wrong."""
    wanted = {}
    for name in wrong:
        if name == "value":
            low, _, high = figure.amount.shown.partition("..")
            wanted["value"] = low
            if high:
                wanted["value_max"] = high
        elif name == "unit":
            wanted["unit"] = figure.units[0]
        elif name in figure.fields:
            wanted[name] = figure.fields[name][0]
    return wanted


def _why(one: Compared) -> str:
    if one.found is None:
        return "not found"
    said = ", ".join(f"{name} '{one.found.get(name, '')}'" for name in one.differs)
    return f"found {said}"
