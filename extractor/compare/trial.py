"""Trial: suggestions put over the patterns and compared again; those that help and harm nothing are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.compare.agreement import bare
from extractor.compare.found import Cells, stem_of
from extractor.compare.manual import ManualFigure
from extractor.compare.suggestion import Suggestion
from extractor.compare.verdicts import Compared, Comparison, Verdict
from extractor.model import Article

Extract = Callable[[Sequence[Suggestion], Sequence[Article]], list[Cells]]
"""The rows of articles, read with the suggestions."""
Key = tuple[str, str, str]
"""What makes two suggestions one."""
Places = frozenset[tuple[str, int]]
"""Articles, by the stem of their source and their place in it."""
Judge = Callable[[Sequence[Suggestion], Sequence[Cells], Places | None], Comparison]
"""The comparison of rows, with the names that the suggestions teach; of some articles, or of all."""

_MOST = 200  # suggestions that are tried
_SINGLY = 12  # of those that may harm, how many are tried one by one
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Trial:
    """What was kept, what the comparison says with it, and what it said without."""

    kept: tuple[Suggestion, ...]
    before: Comparison
    after: Comparison


def tried(
    candidates: Sequence[Suggestion],
    rows: Sequence[Cells],
    articles: Sequence[Article],
    extract: Extract,
    judge: Judge,
) -> Trial:
    """The suggestions that set something right and nothing wrong, each with how much it mends."""
    bench = _Bench(rows, articles, extract, judge, candidates[:_MOST])
    kept = list(candidates[:_MOST])
    doubtful: list[Suggestion] = []
    for _ in range(_ROUNDS):
        better, worse = bench.changes_with(kept)
        if not worse:
            useful = [one for one in kept if _credit(one, better)]
            if len(useful) == len(kept):
                break
            kept = useful
            continue
        harming = [one for one in kept if bench.touches(one, worse)] or kept
        doubtful += harming
        kept = [one for one in kept if one not in harming]
    else:
        kept = []
    for one in doubtful[:_SINGLY]:
        better, worse = bench.changes_with([*kept, one])
        if not worse and _credit(one, better):
            kept.append(one)
    after = bench.all_with(kept)
    better, worse = _changes(bench.before, after)
    if worse:
        # Together, or in an article where none of their words stand, they harm: nobody knows which.
        kept, after, better = [], bench.before, {}
    return Trial(tuple(replace(one, mends=_credit(one, better)) for one in kept), bench.before, after)


class _Bench:
    """The rows of a run, with those articles read anew that a suggestion may change."""

    def __init__(
        self,
        rows: Sequence[Cells],
        articles: Sequence[Article],
        extract: Extract,
        judge: Judge,
        candidates: Sequence[Suggestion],
    ) -> None:
        self._articles = articles
        self._texts = {one.article_id: bare(one.title) + "\n" + bare(one.text) for one in articles}
        self._extract = extract
        self._known: dict[tuple[str, int, tuple[Key, ...]], list[Cells]] = {}
        self._judge = judge
        # What the patterns say today is the measure, not what an older run wrote.
        self._rows = self._read([], self._affected(candidates), rows)
        self.before = judge([], self._rows, None)
        # A list of mentions can be judged article by article; a table of facts only as a whole.
        manual = [one.manual for one in self.before.verdicts if one.manual is not None]
        self._by_article = all(figure.order is not None and figure.article is not None for figure in manual)

    def all_with(self, suggestions: Sequence[Suggestion]) -> Comparison:
        """The whole comparison, as it would be with the suggestions."""
        rows = self._read(suggestions, self._affected(suggestions), self._rows)
        return self._judge(suggestions, rows, None)

    def changes_with(self, suggestions: Sequence[Suggestion]) -> tuple[dict[str, Compared], list[Compared]]:
        """What would become better with the suggestions, by what it rests on, and what worse."""
        if not suggestions:
            return {}, []
        if not self._by_article:
            return _changes(self.before, self.all_with(suggestions))
        articles = self._affected(suggestions)
        places = frozenset((stem_of(one.source), one.index) for one in articles)
        rows = self._extracted(suggestions, articles)
        before = [one for one in self.before.verdicts if not places.isdisjoint(_places(one))]
        return _changes(Comparison(tuple(before)), self._judge(suggestions, rows, places))

    def touches(self, suggestion: Suggestion, worse: Iterable[Compared]) -> bool:
        """Whether the suggestion's words stand in an article in which something went wrong."""
        ids = {one.found["article_id"] for one in worse if one.found is not None}
        return any(bare(suggestion.words) in self._texts.get(article_id, "") for article_id in ids)

    def _affected(self, suggestions: Sequence[Suggestion]) -> list[Article]:
        words = [bare(one.words) for one in suggestions]
        return [one for one in self._articles if any(word in self._texts[one.article_id] for word in words)]

    def _read(
        self, suggestions: Sequence[Suggestion], articles: Sequence[Article], rows: Sequence[Cells]
    ) -> list[Cells]:
        ids = {(one.source, one.index) for one in articles}
        kept = [row for row in rows if (row["source"], int(row["article_index"])) not in ids]
        return [*kept, *self._extracted(suggestions, articles)]

    def _extracted(self, suggestions: Sequence[Suggestion], articles: Sequence[Article]) -> list[Cells]:
        """The rows of the articles; one is read again only where the suggestions that touch it are others."""
        held = {(one.source, one.index): self._touching(suggestions, one) for one in articles}
        new = [
            one for one in articles if (one.source, one.index, held[one.source, one.index]) not in self._known
        ]
        for one in new:
            self._known[one.source, one.index, held[one.source, one.index]] = []
        for row in self._extract(suggestions, new) if new else ():
            place = (row["source"], int(row["article_index"]))
            self._known[*place, held[place]].append(row)
        return [row for place, keys in held.items() for row in self._known[*place, keys]]

    def _touching(self, suggestions: Sequence[Suggestion], article: Article) -> tuple[Key, ...]:
        text = self._texts[article.article_id]
        return tuple(one.key for one in suggestions if bare(one.words) in text)


def _places(one: Compared) -> Places:
    """The article of a verdict, under the names that its file may have."""
    if one.found is not None:
        return frozenset({(stem_of(one.found["source"]), int(one.found["article_index"]))})
    return article_places(one.manual) if one.manual is not None else frozenset()


def article_places(figure: ManualFigure) -> Places:
    """The article that a manual figure names, its file with and without a suffix."""
    return frozenset((name, figure.article or 0) for name in (figure.file, stem_of(figure.file)))


def _changes(before: Comparison, after: Comparison) -> tuple[dict[str, Compared], list[Compared]]:
    """The verdicts that became better, by what they rest on, and those that became worse."""
    old, new = _ranked(before), _ranked(after)
    better: dict[str, Compared] = {}
    worse: list[Compared] = []
    for key in old.keys() | new.keys():
        was, now = old.get(key), new.get(key)
        gained = (now[0] if now else 1.0) - (was[0] if was else 1.0)
        if gained > 0:
            better[key] = (now or was)[1]  # type: ignore[index]
        elif gained < 0:
            # Of the two that one which says in which article it went wrong.
            sides = [one[1] for one in (was, now) if one is not None]
            worse.append(next((one for one in sides if one.found is not None), sides[0]))
    return better, worse


def _ranked(comparison: Comparison) -> Mapping[str, tuple[float, Compared]]:
    """How right each verdict is, 0 to 1, by the manual figure's place, or by the row's id."""
    return {
        one.manual.place if one.manual else one.found["figure_id"] if one.found else "": (_rank(one), one)
        for one in comparison.verdicts
    }


def _rank(one: Compared) -> float:
    match one.verdict:
        case Verdict.MATCHED:
            return 1.0
        case Verdict.ATTACHMENT_DIFFERS:
            return 0.9 - 0.01 * len(one.differs)
        case Verdict.VALUE_DIFFERS | Verdict.UNIT_DIFFERS:
            return 0.3 - 0.01 * len(one.differs)
        case _:
            return 0.0


def _credit(suggestion: Suggestion, better: Mapping[str, Compared]) -> int:
    return sum(key in better for key in {*suggestion.places, *suggestion.figure_ids})
