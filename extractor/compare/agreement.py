"""Agreement: whether what an extracted row says in a field is what the manual figure accepts there.

Two measures: a list of mentions says how each sentence puts it, and is held to that; a table of facts says
the same in an analyst's words, so dates stand for words of time, and 培训职工人数 for 培训 with 职工.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from extractor.compare.amount import contradict
from extractor.compare.knowledge import Dates, Knowledge
from extractor.compare.manual import ManualFigure
from extractor.text.fold import fold

Cells = Mapping[str, str]

_ENDS = "省市县区"
_MARKS = str.maketrans("", "", "“”‘’\"'「」『』《》 \u3000")
# What an analyst puts behind a noun to say that it was counted: 培训职工人数, 建会数量, 慰问金总额.
_COUNTING = re.compile(
    r"(?:的?(?:总?(?:人次|人数|户数|家数|场次|次数|件数|数量|个数|数额|金额|额|数|量))|情况)$"
)
_LEADING = re.compile(r"^(?:累计|共|全年|新增)(?=..)")


@lru_cache(maxsize=1 << 17)
def bare(text: str) -> str:
    """The text without quotation marks and blanks, widths and scripts aside.

    >>> bare("「師帶徒」 ２０２５")
    '师带徒2025'
    """
    return unicodedata.normalize("NFKC", fold(text)).translate(_MARKS)


def agrees(name: str, accepted: Sequence[str], cell: str) -> bool:
    """Whether the cell of field `name` is one of the accepted forms, quotation marks and widths aside.

    A program may carry words around the accepted name, a zone may be fuller or end without 省 市 县 区.

    >>> agrees("program", ["师带徒"], "“师带徒”培养体系"), agrees("zone", ["新会区"], "江门市新会区")
    (True, True)
    >>> agrees("zone", ["太原"], "太原市"), agrees("zone", ["太原高新区"], "太原")
    (True, False)
    """
    got = bare(cell)
    forms = [bare(form) for form in accepted]
    if got in forms:
        return True
    forms = [form for form in forms if form]
    if name == "program":
        return any(form in got for form in forms)
    if name == "zone" and got:
        short = got.rstrip(_ENDS)
        return any(got.endswith(form) or (len(short) > 1 and short == form.rstrip(_ENDS)) for form in forms)
    return False


class Agreement:
    """Compares fields with what the house knows; each pair of cells is looked at once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.same_zone = lru_cache(maxsize=1 << 17)(self._same_zone)
        self._zone_form = lru_cache(maxsize=1 << 17)(knowledge.zone_form)
        self._dates = lru_cache(maxsize=1 << 14)(knowledge.dates)
        self._agrees = lru_cache(maxsize=1 << 18)(agrees)
        self._counts = lru_cache(maxsize=1 << 16)(counted)
        self._loosely = lru_cache(maxsize=1 << 18)(self._indicators)

    def differing(self, figure: ManualFigure, row: Cells) -> tuple[str, ...]:
        """The names of the filled fields that differ, in their order."""
        return tuple(name for name in figure.fields if not self.holds(name, figure, row))

    def holds(self, name: str, figure: ManualFigure, row: Cells) -> bool:
        """Whether the row says what the figure accepts in field `name`."""
        accepted, cell = figure.fields[name], row.get(name, "")
        if self._agrees(name, accepted, cell):
            return True
        if name == "zone":
            return any(self.same_zone(form, cell) for form in accepted)
        if name == "program" and self._same_program(accepted, cell, row.get("canonical_program", "")):
            return True
        if figure.order is not None:
            return False
        if name == "indicator":
            others = (row.get("action", "") + cell, row.get("program", "") + cell, row.get("canonical", ""))
            return self._loosely(accepted, (cell, *others))
        if name == "period":
            # A time that is said for a whole sheet also takes rows whose own time nobody knows.
            return any(self._within(form, row) for form in accepted) or (
                "" in accepted and not row.get("period_end")
            )
        if name == "organization":
            got = bare(cell)
            return len(got) > 3 and any(
                len(form) > 3 and (form.endswith(got) or got.endswith(form)) for form in map(bare, accepted)
            )
        return False

    def tolerated(self, figure: ManualFigure, row: Cells) -> str:
        """What was let pass in fields that hold: a period inside the one accepted."""
        if figure.order is None and "period" in figure.fields and self.holds("period", figure, row):
            cell = row.get("period", "")
            if not self._agrees("period", figure.fields["period"], cell):
                return f"period: {cell} for {figure.fields['period'][0]}"
        return ""

    def bound_differs(self, figure: ManualFigure, row: Cells) -> bool:
        """Whether the words of both amounts contradict each other: 超过 and 不足."""
        return "bound" not in figure.fields and contradict(figure.amount.bound, row.get("bound", ""))

    def zone_key(self, name: str) -> str:
        """A name under which the names of one zone meet, as far as list and form tell; empty for none."""
        name = bare(name)
        listed = self._knowledge.zones.get(name, name)
        form = self._zone_form(listed) if name else None
        return "|".join(form) if form else listed

    def zone_bucket(self, name: str) -> tuple[str, ...]:
        """What two names of one zone have in common in any case, so that few need to be compared."""
        name = bare(name)
        if "、" in name:
            return ("、",)
        listed = self._knowledge.zones.get(name, name)
        form = self._zone_form(listed) if name else None
        return (form[0], form[1][-2:]) if form and form[1] else (listed,)

    def _same_zone(self, one: str, other: str) -> bool:
        """Whether two names are of one zone: by the list's aliases, or by their kind and own name.

        Names that merely look alike are not: 济宁高新区 and 济南高新区 are two.
        """
        one, other = bare(one), bare(other)
        if not one or not other:
            return one == other
        if "、" in one or "、" in other:
            return _sets_match(one.split("、"), other.split("、"), self.same_zone)
        zones = self._knowledge.zones
        mine, theirs = zones.get(one), zones.get(other)
        if mine and theirs:
            return mine == theirs
        if one == other:
            return True
        forms = self._zone_form(mine or one), self._zone_form(theirs or other)
        if forms[0] is None or forms[1] is None or forms[0][0] != forms[1][0]:
            return False
        a, b = forms[0][1], forms[1][1]
        return bool(a and b) and (a.endswith(b) or b.endswith(a))

    def _same_program(self, accepted: Sequence[str], cell: str, canonical: str) -> bool:
        listed = {self._knowledge.programs.get(bare(form)) for form in accepted} - {None}
        return bool(listed) and (canonical in listed or self._knowledge.programs.get(bare(cell)) in listed)

    def _indicators(self, accepted: Sequence[str], cells: Sequence[str]) -> bool:
        wanted = {self._counts(form) for form in accepted} | {bare(form) for form in accepted}
        return any(cell and (bare(cell) in wanted or self._counts(cell) in wanted) for cell in cells)

    def _within(self, form: str, row: Cells) -> bool:
        wanted = self._dates(form)
        got = _dates_of(row)
        if wanted is None or got is None or wanted[1] is None or got[1] is None:
            return False
        # An annual table's 2024年 takes what the text says of 今年1至8月 or 截至10月底, and no other year.
        first, last = wanted[0], wanted[1]
        if first is None:
            return got[1] == last
        return first <= got[1] <= last and (got[0] is None or got[0] >= first)


def counted(text: str) -> str:
    """The noun that a heading counts: without 数, 人次, 总额 and their like, and without 累计 before it.

    >>> [counted(text) for text in ("培训职工人数", "新增建会数量", "参数", "困难职工")]
    ['培训职工', '建会', '参数', '困难职工']
    """
    text = _LEADING.sub("", bare(text))
    shorter = _COUNTING.sub("", text)
    return shorter if len(shorter) > 1 else text


def _sets_match(one: Sequence[str], other: Sequence[str], same: object) -> bool:
    assert callable(same)
    return len(one) == len(other) and all(any(same(a, b) for b in other) for a in one)


def _dates_of(row: Cells) -> Dates | None:
    first, last = row.get("period_start", ""), row.get("period_end", "")
    if not last:
        return None
    return (date.fromisoformat(first) if first else None, date.fromisoformat(last))
