"""Blocks: which manual figures and extracted rows may meet at all, and which rows the manual side speaks of.

A figure meets the rows of the article, or file, that it names. One that names none meets the rows of its
zone, rows without a zone, and those of other zones that hold its value; one without a zone, rows with about
its value.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.compare.agreement import Agreement, bare, counted
from extractor.compare.amount import rounded
from extractor.compare.cost import is_of_article
from extractor.compare.found import Found, stem_of
from extractor.compare.manual import ManualFigure

_ROUNDING = Decimal("0.06")
_MOST_ELSEWHERE = 60  # rows of other zones, or of any, that one figure meets
_SHORTEST_TITLE = 6


@dataclass(frozen=True, slots=True)
class Block:
    """Places of manual figures and of extracted rows; `in_order` where both are in reading order."""

    manual: tuple[int, ...]
    found: tuple[int, ...]
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """The blocks, and the places of the rows that the manual side speaks of."""

    blocks: tuple[Block, ...]
    spoken_of: frozenset[int] = field(default=frozenset())


class Gathering:
    """The rows of both sides by what brings them together."""

    def __init__(self, manual: Sequence[ManualFigure], found: Sequence[Found], agreement: Agreement) -> None:
        self._manual = manual
        self._found = found
        self._agreement = agreement
        self._by_article: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._by_title: dict[str, list[int]] = defaultdict(list)
        self._by_zone: dict[str, list[int]] = defaultdict(list)
        for j, one in enumerate(found):
            self._by_article[one.stem, one.article].append(j)
            self._by_stem[one.stem].append(j)
            self._by_title[bare(one.row.get("title", ""))].append(j)
            self._by_zone[one.row.get("zone", "")].append(j)
        self._zones: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for zone in self._by_zone:
            self._zones[agreement.zone_bucket(zone)].append(zone)

    def scope(self) -> Scope:
        """The blocks of the comparison, and the rows that it speaks of."""
        blocks: list[Block] = []
        spoken_of: set[int] = set()
        of_article: dict[tuple[str, int | None, str], list[int]] = defaultdict(list)
        of_zone: dict[str, list[int]] = defaultdict(list)
        for i, figure in enumerate(self._manual):
            if is_of_article(figure):
                of_article[figure.file, figure.article, figure.title].append(i)
            else:
                of_zone[figure.fields.get("zone", ("",))[0]].append(i)
        for (file, article, title), members in of_article.items():
            rows = self._rows_of(file, article, title)
            spoken_of.update(self._rows_of(file, None, "") if file else rows)
            in_order = all(self._manual[i].order is not None for i in members)
            if in_order:
                members.sort(key=lambda i: self._manual[i].order or 0)
            blocks.append(Block(tuple(members), tuple(rows), in_order))
        if of_zone:
            blocks += self._zone_blocks(of_zone)
            spoken_of |= self._of_named_zones(of_zone)
        return Scope(tuple(blocks), frozenset(spoken_of))

    def _rows_of(self, file: str, article: int | None, title: str) -> list[int]:
        if not file:
            return self._titled(bare(title))
        for name in (file, stem_of(file)):
            if name in self._by_stem:
                break
        else:
            return self._titled(bare(file)) or []
        if article is not None:
            return self._by_article.get((name, article), [])
        rows = self._by_stem[name]
        titled = set(self._titled(bare(title))) if title else set()
        return [j for j in rows if j in titled] or rows

    def _titled(self, title: str) -> list[int]:
        """The rows of the article with that title; a part of it is enough where it is long."""
        if title in self._by_title:
            return self._by_title[title]
        if len(title) < _SHORTEST_TITLE:
            return []
        return [
            j for known, rows in self._by_title.items()
            if title in known or (len(known) >= _SHORTEST_TITLE and known in title) for j in rows
        ]  # fmt: skip

    def _zone_blocks(self, of_zone: Mapping[str, list[int]]) -> Iterator[Block]:
        elsewhere = _ByValue(self._found)
        ordered = sorted(range(len(self._found)), key=lambda j: self._found[j].amount.low)
        values = [self._found[j].amount.low for j in ordered]
        for zone, members in of_zone.items():
            if zone:
                own = self._zones_of(members)
                rows = sorted(j for name in own for j in self._by_zone[name])
                yield Block(tuple(members), tuple(rows))
                for i in members:
                    others = elsewhere.rows(self._manual[i], own)
                    if others:
                        yield Block((i,), tuple(others))
            else:
                for i in members:
                    value = self._manual[i].amount.low
                    room = abs(value) * _ROUNDING
                    near = ordered[bisect_left(values, value - room) : bisect_right(values, value + room)]
                    yield Block((i,), tuple(self._likeliest(i, near)))

    def _zones_of(self, members: Sequence[int]) -> set[str]:
        """The names, among those of the rows, of the zone that the figures name; and none at all."""
        accepted = {form for i in members for form in self._manual[i].fields["zone"]}
        return {"", *self._named(accepted)} & self._by_zone.keys()

    def _named(self, accepted: Iterable[str]) -> set[str]:
        """Those of the rows' zones that have one of the names."""
        return {
            zone
            for form in accepted
            for zone in self._zones.get(self._agreement.zone_bucket(form), ())
            if self._agreement.same_zone(form, zone)
        }

    def _likeliest(self, i: int, rows: Sequence[int]) -> Sequence[int]:
        """Of many rows with about the figure's value, those that count the same or hold it exactly."""
        if len(rows) <= _MOST_ELSEWHERE:
            return rows
        figure = self._manual[i]
        wanted = {counted(form) for form in figure.fields.get("indicator", ())}
        units = set(map(bare, figure.units))

        def unlike(j: int) -> tuple[bool, bool, Decimal]:
            one = self._found[j]
            other = counted(one.row.get("indicator", "")) not in wanted
            return other, bool(units) and one.unit not in units, abs(one.amount.low - figure.amount.low)

        return sorted(rows, key=unlike)[:_MOST_ELSEWHERE]

    def _of_named_zones(self, of_zone: Mapping[str, list[int]]) -> set[int]:
        """The rows of zones that the manual side names; all, where none of its rows names one.

        Where headings name the indicators, a table says nothing of any other indicator.
        """
        headed = [i for members in of_zone.values() for i in members if self._manual[i].by_heading]
        counts = {counted(form) for i in headed for form in self._manual[i].fields.get("indicator", ())}
        narrow = counts and len(headed) == sum(map(len, of_zone.values()))
        named = [zone for zone in of_zone if zone]
        zones = self._named(named) if named else set(self._by_zone)
        return {j for zone in zones for j in self._by_zone[zone] if not narrow or self._counts(j) & counts}

    def _counts(self, j: int) -> set[str]:
        row = self._found[j].row
        cell = row.get("indicator", "")
        return {counted(cell), counted(row.get("action", "") + cell), counted(row.get("canonical", ""))}


class _ByValue:
    """Rows by their value, and by value and indicator, each by zone, so that a zone is left out at once."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._alike: dict[object, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for j, one in enumerate(found):
            value, zone = rounded(one.amount.low), one.row.get("zone", "")
            self._alike[value][zone].append(j)
            self._alike[value, counted(one.row.get("indicator", ""))][zone].append(j)

    def rows(self, figure: ManualFigure, without: Container[str]) -> list[int]:
        """Rows of other zones that hold the figure's value; of too many, those that count the same."""
        value = rounded(figure.amount.low)
        rows = self._some(value, without)
        if len(rows) <= _MOST_ELSEWHERE:
            return rows
        return [
            j
            for form in figure.fields.get("indicator", ())
            for j in self._some((value, counted(form)), without)[:_MOST_ELSEWHERE]
        ]

    def _some(self, key: object, without: Container[str]) -> list[int]:
        """At most one more than a figure may meet."""
        found: list[int] = []
        for zone, rows in self._alike.get(key, {}).items():
            if zone not in without:
                found += rows[: _MOST_ELSEWHERE + 1 - len(found)]
                if len(found) > _MOST_ELSEWHERE:
                    break
        return found
