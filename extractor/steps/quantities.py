"""Quantities: from the characters of a folded text to values with unit and bound.

Knows nothing of what is counted; see steps.indicators. Segmenters have no say here.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extractor.lexicon.bounds import REACH, Bounds
from extractor.lexicon.exclusions import Exclusions
from extractor.lexicon.units import Unit, Units
from extractor.model import Bound, Dimension, Quantity, Span
from extractor.steps.measures import NO_UNIT, measure_at
from extractor.steps.numbers import NUMERAL_AT, Number
from extractor.steps.rates import Rates
from extractor.steps.signs import CURRENCY_ENDS, currency, is_latin, signed
from extractor.text import kept_re as re
from extractor.text.numerals import BIG, HANZI, SMALL, read_whole

__all__ = ["Exclusions", "find_quantities", "read_number"]

# A numeral's first character, and all of a plain number: 33, 1.5亿, 300余. It begins with one set of
# characters, so that the search is one loop in C.
_HEAD = re.compile(
    rf"[0-9{HANZI}半](?:(?<=\d)(\d{{0,30}}(?:\.\d{{1,30}})?)([万亿]?)([余多]?)(?![\d,.·:/ +{HANZI}]))?"
)
_NUMERALS = frozenset("0123456789" + HANZI)
_ROUND = frozenset((*SMALL, *BIG))
_FACTORS = {"万": Decimal(10**4), "亿": Decimal(10**8)}
# What may follow a numeral that no unit follows at once.
_FOLLOWING = _NUMERALS | frozenset("分点半数余多几来许有至到-—~ /,.·(")
# What sends a number on to the thorough reading, where it stands behind it or before it.
_BESIDE = frozenset("-—~至到/ 内多余半几(分")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LEADING = CURRENCY_ENDS | frozenset("-负下 ")
_LATIN = frozenset("+.-/" + _LETTERS)
_EXACT, _OVER = Bound.EXACT, Bound.OVER  # looking a member up in an enumeration takes a while
_HALVES = frozenset("半多余")
_OVERS = frozenset("多余")
_SIGNS = CURRENCY_ENDS | frozenset("-负下")
_BEHIND = frozenset(" 内多余")
_NUMBERED = frozenset("人户总件次台个家参基系指岁分位倍门场项计")  # 人数, 户数, 总数: 数 belongs to them
_QUOTED = re.compile(r"“[^“”,。;:!?\n]{1,10}”|‘[^‘’,。;:!?\n]{1,10}’|《[^《》\n]{1,40}》")
_SHARING = re.compile(r"(?:分别|依次|各|均)[^,。;:!?\n]{0,8}$")
_LISTED = frozenset("、和及与")
# Bounds of one character that bind round numbers only: 上千, 过万; 班上3人 and 过5次 have none.
_ROUND_ONLY = frozenset("上过数几成")
_TAILED = frozenset(
    (Dimension.DURATION, Dimension.RATIO, Dimension.PERCENT, Dimension.LENGTH, Dimension.MASS)
)
_NO_TAIL = frozenset("层边样媒功种")
_UNCOUNTED = frozenset((Dimension.COUNT, Dimension.LENGTH, Dimension.OTHER))
# A round number alone counts these: 百名, 千场; of others it makes an attribute: 百人以上企业.
_SINGLE = frozenset(("名", "位", "项", "件", "场", "场次", "人次", "份", "册"))


def find_quantities(text: str, units: Units, bounds: Bounds, exclusions: Exclusions) -> list[Quantity]:
    """Quantities of a folded text, left to right, without overlaps; spans are offsets into it."""
    return _Scan(text, units, bounds, exclusions).run()


def read_number(text: str) -> Quantity | None:
    """The value of a folded text that is nothing but a numeral, such as a table cell; its unit is empty."""
    body = text.lstrip("-负")
    read = read_whole(body) if len(text) - len(body) <= 1 else None
    if read is None:
        return None
    low, high = read
    return Quantity(Span(0, len(text)), low if body == text else -low, high, "", Bound.EXACT, Dimension.COUNT)


class _Scan:
    """One pass over one text: how far it is, and what of the text was looked up beforehand."""

    __slots__ = (
        "ahead",
        "bounds",
        "cues",
        "exclusions",
        "found",
        "free",
        "passed",
        "quoted",
        "rates",
        "shared",
        "text",
        "units",
    )

    def __init__(self, text: str, units: Units, bounds: Bounds, exclusions: Exclusions) -> None:
        self.text = text
        self.units = units
        self.bounds = bounds
        self.exclusions = exclusions
        self.found: list[Quantity] = []
        self.free = 0  # the first character that no figure has taken yet
        self.cues = bounds.cues_in(text)
        self.rates = Rates(text, units)
        # Where words stand that bind a number from before, the last one first; and the last one passed.
        self.ahead = sorted([*self.cues, *self.rates.places, len(text) + 1], reverse=True)
        self.passed = -REACH - 1
        self.quoted = [(len(text), len(text) + 1), *[match.span() for match in _QUOTED.finditer(text)][::-1]]
        self.shared: Bound | None = None  # 分别不低于90%、80%: the bound that holds for each of them

    def run(self) -> list[Quantity]:
        """The quantities, in order."""
        text, following, search = self.text, self.units.firsts, _HEAD.search
        position = 0
        while (head := search(text, position)) is not None:
            start = head.start()
            position = start + 1
            previous = text[start - 1] if start else ""
            if previous in _NUMERALS:
                continue
            char = text[start]
            if char <= "9":
                if head.lastindex and (stop := self._plain(start, previous, head)):
                    position = stop
                    continue
            else:
                after = text[start + 1 : start + 2]
                if (
                    after not in following
                    and after not in _FOLLOWING
                    and not self._needs_no_unit(char, previous)
                ):
                    continue
                if char in _ROUND and self._is_led(start, previous):
                    start -= 1
                elif char == "一" and self._is_idle(start, previous):
                    continue
            position = max(position, self._read(start))
        return self.found

    def _plain(self, start: int, previous: str, plain: re.Match[str]) -> int:
        """Where to go on after 33家, 1.5亿元 or 300余人, or after a number that counts nothing.

        Zero sends every other number on to `_read`, which reads these the same, more slowly.
        """
        text, bounds = self.text, self.bounds
        digits, big, mark = plain.groups()
        digits = text[start] + digits
        end = plain.end()
        unit = self.units.at(text, end)
        if unit is None:
            beside = text[end : end + 1]
            ahead = (
                beside in _BESIDE
                or beside in bounds.inside
                or previous in CURRENCY_ENDS
                or beside in self.units.nouns
            )
            return 0 if big or mark or ahead else end
        stop = end + len(unit.name)
        beside = text[stop : stop + 1]
        if beside in _BESIDE or unit.base != unit.name or (beside in _NUMERALS and unit.base == "元"):
            return 0  # 3元5角, 3个多小时
        if self._is_excluded(start, stop):
            return stop
        value = Decimal(digits)
        if big:
            value *= _FACTORS[big]
        bound = _OVER if mark else None
        if previous in _LEADING or previous in bounds.before or beside in bounds.after:
            return self._bind(start, stop, value, None, bound, unit, False)
        self._keep(start, stop, value, None, unit, bound, "", False)
        return stop

    def _read(self, start: int) -> int:
        """Where to go on after whatever number stands at `start`."""
        text = self.text
        name = self.exclusions.begins_name(text, start)
        if name:
            return start + name
        priced = (
            start > 0
            and text[start - 1] in CURRENCY_ENDS
            and currency(text, start, self.free, NO_UNIT) is not None
        )
        measure = measure_at(text, start, self.free, self.units, self.bounds, priced=priced)
        if measure is None:
            match = NUMERAL_AT.match(text, start)
            return match.end() if match else start + 1
        if self._is_excluded(start, measure.end):
            return measure.end
        number, unit, end = measure
        needy = (number.bare and not self._is_round(number, unit, end)) or _is_generic(number, unit)
        # 上百 and 过万 want a unit or a noun: 街上百姓, 度过万难.
        bare = number.bare and (
            unit is not NO_UNIT or len(number.surface) > 1 or self.units.noun_at(text, number.end)
        )
        return self._bind(start, end, number.low, number.high, number.bound, unit, bare, needy) or number.end

    def _is_round(self, number: Number, unit: Unit, end: int) -> bool:
        """Whether a round number without a bound counts these: 百名, 讨回千万元; but not 亿元企业, (万元)."""
        following = self.text[end : end + 1]
        if unit.dimension is Dimension.MONEY:
            return len(number.surface) > 1 and not "一" <= following <= "鿿"
        return unit.name in _SINGLE and following != ")"

    def _needs_no_unit(self, char: str, previous: str) -> bool:
        """Whether a lone numeral counts by the word before it: 逾万职工, 近半职工."""
        return (char in _ROUND or char == "半") and previous in self.bounds.before

    def _is_led(self, start: int, previous: str) -> bool:
        """Whether 几 or 数 before a round numeral belongs to it: 数百, but not 人数百余."""
        if previous not in {"几", "数"} or start - 1 < self.free:
            return False
        before = self.text[start - 2 : start - 1]
        return before not in _NUMERALS and not (previous == "数" and before in _NUMBERED)

    def _is_idle(self, start: int, previous: str) -> bool:
        """Whether the 一 at `start` is clearly the generic one: 一个, 一名, with no bound beside it."""
        unit = self.units.at(self.text, start + 1)
        if (
            unit is None
            or unit.dimension not in _UNCOUNTED
            or previous in self.bounds.before
            or previous in _LEADING
        ):
            return False
        stop = start + 1 + len(unit.name)
        beside = self.text[stop : stop + 1]
        return beside not in _BESIDE and beside not in self.bounds.after and unit.name[1:2] not in _HALVES

    def _is_excluded(self, start: int, end: int) -> bool:
        """Whether number and unit are no figure, or stand in a short name, a title or a Latin word."""
        text, quoted = self.text, self.quoted
        while quoted[-1][1] <= start:
            quoted.pop()
        return (
            (quoted[-1][0] < start and end < quoted[-1][1])
            or (text[start - 1 : start] in _LATIN and is_latin(text, start))
            or self.exclusions.reason(text, start, end) != ""
        )

    def _bind(
        self,
        start: int,
        end: int,
        low: Decimal,
        high: Decimal | None,
        bound: Bound | None,
        unit: Unit,
        bare: bool,
        needy: bool = False,
    ) -> int:
        """The end of the quantity, kept with the bounds on both its sides.

        `bare` is a number of 百 千 万 亿 alone, before which 上 and 过 are bounds. A `needy` one counts
        nothing without a bound: then zero.
        """
        text, free = self.text, self.free
        begin = start
        leading = text[begin - 1] if begin > free else ""
        if leading in _SIGNS:
            begin = signed(text, start, free, unit)
            if begin < start:
                low = -low
            elif leading in CURRENCY_ENDS and (money := currency(text, begin, free, unit)) is not None:
                begin -= len(money.name)
                unit = money
            leading = text[begin - 1] if begin > free else ""
        blank = leading == " "
        bound_before = False
        if blank or leading in self.bounds.before:
            before = self.bounds.before_at(text, begin - blank)
            if before is not None:
                first = begin - blank - before.length
                word = text[first : begin - blank]
                if first >= free and (
                    bare or word not in _ROUND_ONLY or (word == "过" and text[start] == "半")
                ):
                    if bound is not Bound.OVER or before.bound is not Bound.OVER:
                        bound = before.bound
                    begin = first
                    bound_before = True
        measured = end
        beside = text[end : end + 1]
        if beside in self.bounds.after or beside in _BEHIND:
            after, end = self._bound_behind(unit, end)
            if after is not None and (bound is None or (bound is Bound.OVER and not bound_before)):
                bound = after
        if bound is None and unit.name[1:2] in _OVERS and unit.name[0] == "个":  # 一个多月
            bound = Bound.OVER
        if bound is None and needy:
            return 0
        per = ""
        if text.startswith("/", end):
            per, end = self.rates.after(end, unit)
        if unit.factor != 1:
            low, high = low * unit.factor, None if high is None else high * unit.factor
        if end > measured and not bound_before and bound is not None:
            self._share_back(begin, bound)
        self._keep(begin, end, low, high, unit, bound, per, bound_before)
        return end

    def _share_back(self, begin: int, bound: Bound) -> None:
        """分别达到95%、93%以上: the bound behind the last of a list holds for those before it, too."""
        text, found = self.text, self.found
        at = len(found)
        while at and found[at - 1].bound is _EXACT and text[found[at - 1].span.end : begin] in _LISTED:
            at -= 1
            begin = found[at].span.start
        if at < len(found) and _SHARING.search(text, max(0, begin - REACH), begin):
            found[at:] = [replace(quantity, bound=bound) for quantity in found[at:]]

    def _bound_behind(self, unit: Unit, end: int) -> tuple[Bound | None, int]:
        """The bound behind the unit, and where it ends: 30%以上, 3天内, 2倍多."""
        text = self.text
        blank = text[end : end + 1] == " "
        after = self.bounds.after_at(text, end + blank)
        if after is not None:
            return after.bound, end + blank + after.length
        mark, following = text[end : end + 1], text[end + 1 : end + 2]
        if mark == "内" and unit.dimension is Dimension.DURATION and following not in {"部", "容"}:
            return Bound.UNDER, end + 1
        if mark in {"多", "余"} and unit.dimension in _TAILED and following not in _NO_TAIL:
            return Bound.OVER, end + 1
        return None, end

    def _keep(
        self,
        begin: int,
        end: int,
        low: Decimal,
        high: Decimal | None,
        unit: Unit,
        bound: Bound | None,
        per: str,
        shares: bool,
    ) -> None:
        """Adds a quantity, with the bound and the rate that stand some words before it."""
        text, ahead = self.text, self.ahead
        while ahead[-1] <= begin:
            self.passed = ahead.pop()
        if self.passed >= begin - REACH:
            if bound is None:
                bound = self.bounds.apart_at(text, begin, self.free, self.cues)
                shares = bound is not None
            if not per:
                per = self.rates.before(begin, self.free)
        if shares:
            self.shared = bound if _SHARING.search(text, max(self.free, begin - REACH), begin) else None
        elif self.shared is not None:
            if bound is None and text[self.free : begin] in _LISTED:
                bound = self.shared
            else:
                self.shared = None
        self.found.append(
            Quantity(Span(begin, end), low, high, unit.base, bound or _EXACT, unit.dimension, per)
        )
        self.free = end


def _is_generic(number: Number, unit: Unit) -> bool:
    """一个, 一批: a bare 一 with a classifier counts nothing."""
    return (
        number.surface == "一" and number.high is None and (unit.dimension in _UNCOUNTED or unit.name == "块")
    )
