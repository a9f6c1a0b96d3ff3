"""Facts: mentions that say the same thing, put together; which of two facts is later, and which contradict.

Rows are those of figures.csv (Mapping[str, str], as `sources.table.read_table` gives them).

    keyed(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]
        rows in the order of figures.csv, each with the key of its subject; holds one article at a time
    facts(rows: Iterable[tuple[str, Row]]) -> Iterator[Fact]
        rows sorted by key (the order inside one key does not matter); holds one subject at a time;
        the facts come out sorted by zone, indicator and unit

Between the two lies a sort, which is the caller's: in memory for a few thousand, on a disk for a million.
A subject is what a zone's figures count: zone, indicator and unit. Which of its mentions tell one fact is
decided here, and by steps.mentions inside an article; what contradicts what, by tables.conflicts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter

from extractor.steps.agreement import agree
from extractor.steps.mentions import alike
from extractor.tables.conflicts import Candidate, conflicting
from extractor.tables.mention import (
    Mention,
    Row,
    Time,
    day,
    indicator_of,
    mention_of,
    stem,
    zone_of,
)

_SEPARATOR = "\x1f"
# More numbers than this for what looks like one fact are many facts that the text does not keep apart.
_MANY = 24


@dataclass(frozen=True)
class Fact:
    """What its mentions tell together; the first of them in reading order gives it its id.

    What they have in common is worked out once: most of it is asked for several times.
    `best` is the mention that tells the number most exactly. `superseded_by` and `conflicts` name facts.
    """

    mentions: tuple[Mention, ...]
    best: Mention
    superseded_by: str = ""
    conflicts: tuple[str, ...] = field(default=())

    @property
    def fact_id(self) -> str:
        """The first mention's figure_id."""
        return self.mentions[0].figure_id

    @property
    def first(self) -> Mention:
        """The first mention in reading order."""
        return self.mentions[0]

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that tell it, in reading order."""
        return tuple(dict.fromkeys(mention.article_id for mention in self.mentions))

    @cached_property
    def organization(self) -> str:
        """Who owns it; empty where most mentions name nobody, or where a headline gives it to the zone."""
        return _owner(self.mentions, [mention.organization for mention in self.mentions])

    @cached_property
    def program(self) -> str:
        """The program that most of its mentions name, the first of equals."""
        return _most(mention.program for mention in self.mentions if mention.program)

    @cached_property
    def time(self) -> Time:
        """The period of the first mention that has one, the text before the title."""
        if len(self.mentions) == 1:
            return self.mentions[0].time
        return min(self.mentions, key=lambda it: (it.time.kind == "none", it.in_title, it.order)).time

    @cached_property
    def series(self) -> tuple[object, ...]:
        """What facts of one subject have in common that tell the same at different times."""
        best = self.best
        averaged = best.aggregate if best.aggregate in {"average", "per"} else ""
        program = stem(self.program)
        owner = _owner(self.mentions, [mention.owner for mention in self.mentions])
        return owner, program, best.change, averaged, best.per, best.modality, best.new

    @property
    def as_of(self) -> date | None:
        """The last day for which it speaks: of its period, else of its latest article."""
        return max((last for mention in self.mentions if (last := mention.latest)), default=None)

    @property
    def told_on(self) -> date | None:
        """The last day on which an article told it."""
        return max((told for mention in self.mentions if (told := day(mention.published))), default=None)


def fact_key(row: Row) -> str:
    """The key of the subject that the row's figure counts, restated or not."""
    return _SEPARATOR.join((zone_of(row), indicator_of(row), alike(row.get("unit", ""))))


def keyed(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """Each row with its subject's key; `restates` and `part_of` name first mentions afterwards."""
    for _, article in groupby(rows, key=lambda row: (row["source"], row["article_index"], row["article_id"])):
        held = list(article)
        roots = {row["figure_id"]: row["restates"] or row["figure_id"] for row in held}
        groups: dict[str, list[Row]] = {}
        for row in held:
            groups.setdefault(roots[row["figure_id"]], []).append(row)
        keys = {root: _group_key(group) for root, group in groups.items()}
        for row in held:
            total = row["part_of"]
            if total and roots.get(total, total) != total:
                row = {**row, "part_of": roots[total]}
            yield keys[roots[row["figure_id"]]], row


def _group_key(group: list[Row]) -> str:
    """The key of the first mention whose indicator the list knows, in the text rather than in the title."""
    return fact_key(min(group, key=lambda row: (not row.get("canonical"), row.get("in_title") == "1")))


def facts(rows: Iterable[tuple[str, Row]]) -> Iterator[Fact]:
    """The facts of all subjects, in the order of their keys, each subject's in reading order."""
    for key, group in groupby(rows, key=itemgetter(0)):
        zone, indicator, _ = key.split(_SEPARATOR)
        yield from _subject((row for _, row in group), zone, indicator)


def by_subject(told: Iterable[Fact]) -> Iterator[list[Fact]]:
    """The facts as `facts` gives them, one subject's at a time."""
    for _, group in groupby(told, key=lambda it: (it.first.zone, it.first.indicator, alike(it.first.unit))):
        yield list(group)


def _subject(rows: Iterable[Row], zone: str, indicator: str) -> list[Fact]:
    # A zone's most common subject may have very many rows: each becomes its mention before the next is read.
    held = [one for row in _shared(rows) if (one := _mention(row, zone, indicator)) is not None]
    if len(held) == 1:  # as most are: nothing to merge with, or to contradict
        return [Fact((held[0],), held[0])]
    held.sort(key=attrgetter("order"))
    seen: dict[str, Mention] = {}
    for mention in held:
        # The same article in two files is one article: its figures have the same ids.
        seen.setdefault(mention.figure_id, mention)
    told: dict[str, list[Mention]] = {}
    for mention in seen.values():
        told.setdefault(mention.root, []).append(mention)
    merged = _merged([Fact(tuple(group), _best(group)) for group in told.values()])
    return _superseded(_contradicted(merged))


def _shared(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, in which equal cells are one text where there are many."""
    known: dict[str, str] = {}
    for number, row in enumerate(rows):
        if number < _MANY:
            yield row
        else:
            yield {name: known.setdefault(cell, cell) for name, cell in row.items()}


def _mention(row: Row, zone: str, indicator: str) -> Mention | None:
    mention = mention_of(row, part_of=row.get("part_of", ""))
    if mention is None or (mention.zone == zone and mention.indicator == indicator):
        return mention
    return replace(mention, zone=zone, indicator=indicator)


def _best(mentions: Iterable[Mention]) -> Mention:
    return min(mentions, key=lambda it: (it.number.inexact, it.in_title, it.order))


def _merged(told: list[Fact]) -> list[Fact]:
    """Facts of different articles that agree, put together."""
    groups: list[list[Fact]] = []
    articles: list[set[str]] = []
    exact: dict[tuple[object, ...], int] = {}
    near: dict[tuple[object, ...], list[int]] = {}
    for fact in told:
        period = (*fact.series, fact.time.key)
        number = fact.best.number
        alone = (*period, number.value, number.value_max, number.bound)
        own = set(fact.articles)
        at = exact.get(alone)
        if at is None or articles[at] & own:
            at = None
            if fact.time.kind not in {"words", "none"}:
                others = near.setdefault(period, [])
                fitting = (i for i in others if not articles[i] & own and _agree(groups[i][0], fact))
                at = next(fitting, None)
        if at is None:
            at = len(groups)
            groups.append([fact])
            articles.append(own)
            others = near.setdefault(period, [])
            if len(others) < _MANY:
                others.append(at)
        else:
            groups[at].append(fact)
            articles[at] |= own
        exact.setdefault(alone, at)
    return [_joined(group) for group in groups]


def _agree(fact: Fact, other: Fact) -> bool:
    return agree(fact.best.number, other.best.number)


def _joined(group: list[Fact]) -> Fact:
    if len(group) == 1:
        return group[0]
    mentions = tuple(mention for fact in group for mention in fact.mentions)
    return Fact(mentions, _best(mentions))


def _contradicted(told: list[Fact]) -> list[Fact]:
    """The facts with the ids of those that contradict them."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, fact in enumerate(told):
        groups.setdefault(fact.series, []).append(at)
    against: dict[int, list[int]] = {}
    for places in groups.values():
        if 1 < len(places) <= _MANY:
            candidates = [Candidate(told[at].mentions, told[at].best, told[at].time) for at in places]
            for one, other in conflicting(candidates):
                against.setdefault(places[one], []).append(places[other])
                against.setdefault(places[other], []).append(places[one])
    found = list(told)
    for at, others in against.items():
        found[at] = replace(found[at], conflicts=tuple(told[other].fact_id for other in sorted(others)))
    return found


def _superseded(told: list[Fact]) -> list[Fact]:
    """The facts with the id of the next later one that tells the same period, or how things stand."""
    found = list(told)
    for series in periods_of(told).values():
        for (when, at), (later_on, later) in pairwise(series):
            if when < later_on:
                found[at] = replace(found[at], superseded_by=told[later].fact_id)
    return found


def periods_of(told: Sequence[Fact]) -> dict[tuple[object, ...], list[tuple[date, int]]]:
    """The places of the facts that tell one period, or how things stand, each with its day, oldest first.

    What an article tells two numbers of is left out: it tells several facts, as 5场 and 8场招聘会 are.
    """
    groups: dict[tuple[object, ...], list[tuple[date, int]]] = {}
    for at, fact in enumerate(told):
        time = fact.time
        when = fact.told_on if time.kind == "closed" else fact.as_of
        if when is not None and time.kind in {"standing", "since", "closed"}:
            groups.setdefault((*fact.series, time.key), []).append((when, at))
    clean = {}
    for key, group in groups.items():
        articles = [article for _, at in group for article in told[at].articles]
        if len(set(articles)) == len(articles):
            clean[key] = sorted(group)
    return clean


def _owner(mentions: Sequence[Mention], names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    if any(mention.in_title and not mention.organization for mention in mentions):
        return ""
    return _most(names)


def _most(names: Iterable[str]) -> str:
    """The name that comes most often; of equals a name rather than none, and the first."""
    held = list(names)
    if len(held) < 2:
        return held[0] if held else ""
    counts = Counter(held)
    return max(counts, key=lambda name: (counts[name], bool(name)), default="")
