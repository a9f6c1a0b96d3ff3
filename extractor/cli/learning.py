"""Learning: a comparison and the articles of its run → what to teach the patterns, tried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.compare.knowledge import Knowledge
    from extractor.compare.manual import ManualFigure
    from extractor.compare.suggestion import Suggestion
    from extractor.compare.teaching import Taught
    from extractor.compare.trial import Places
    from extractor.compare.verdicts import Comparison
    from extractor.grammar import Patterns
    from extractor.model import Article
    from extractor.pipeline import Extractor

Cells = Mapping[str, str]

MOST_ROWS = 4_000
"""Figures beyond which suggestions are not tried: comparing them again and again would take too long."""


def read_articles(folder: Path) -> list[Article]:
    """The articles of a run, from its articles.csv; none where it has none."""
    from extractor.model.table import ARTICLES
    from extractor.sources.table import read_table
    from extractor.tables.tidy import article_of

    path = folder / f"{ARTICLES.name}.csv"
    return [article_of(cells) for cells in read_table(path, ARTICLES)] if path.is_file() else []


def taught(
    comparison: Comparison,
    rows: Sequence[Cells],
    manual: Sequence[ManualFigure],
    articles: Sequence[Article],
    patterns: Patterns,
    knowledge: Knowledge,
) -> Taught:
    """What the comparison teaches, read over the patterns that the run is said to have used."""
    from extractor.compare.teaching import teach

    desk = _Desk(patterns)
    names = {stem: patterns.names(stem) for stem in ("zones", "programs")}
    return teach(
        comparison,
        rows,
        articles,
        knowledge,
        names,
        desk.extract,
        lambda held, read, places: desk.judge(held, read, _at(places, manual)),
    )


def _at(places: Places | None, manual: Sequence[ManualFigure]) -> Sequence[ManualFigure]:
    if places is None:
        return manual
    from extractor.compare.trial import article_places

    return [figure for figure in manual if not places.isdisjoint(article_places(figure))]


class _Desk:
    """Extractors with suggestions put over the patterns, the last one kept ready."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns
        self._ready: dict[tuple[tuple[str, str, str], ...], tuple[Patterns, Extractor]] = {}

    def extract(self, suggestions: Sequence[Suggestion], articles: Sequence[Article]) -> list[Cells]:
        """The rows of the articles, read with the suggestions."""
        from extractor.model.table import FIGURES
        from extractor.tables.tidy import figure_row

        _, extractor = self._with(suggestions)
        return [
            dict(zip(FIGURES.names, figure_row(figure, article), strict=True))
            for article in articles
            for figure in extractor.figures(article)
        ]

    def judge(
        self, suggestions: Sequence[Suggestion], rows: Sequence[Cells], manual: Sequence[ManualFigure]
    ) -> Comparison:
        """The comparison of the rows, with the names that the suggestions teach."""
        from extractor.cli.knowing import knowledge_of
        from extractor.compare.verdicts import compare

        patterns, extractor = self._with(suggestions)
        return compare(rows, manual, knowledge_of(patterns, extractor))

    def _with(self, suggestions: Sequence[Suggestion]) -> tuple[Patterns, Extractor]:
        from extractor.compare.overlay import overlay_of
        from extractor.grammar.extended import extended
        from extractor.pipeline import Extractor

        key = tuple(one.key for one in suggestions)
        if key not in self._ready:
            names = {stem: self._patterns.names(stem) for stem in ("zones", "programs")}
            overlay = overlay_of(suggestions, (), names)
            patterns = (
                extended(self._patterns, overlay.by_stem(), overlay.names())
                if suggestions
                else self._patterns
            )
            while len(self._ready) > 1:
                self._ready.pop(next(iter(self._ready)))
            self._ready[key] = patterns, Extractor(patterns)
        return self._ready[key]


def counted(taught: Taught) -> Iterator[str]:
    """What is taught, in words: 2 units, 1 alias, 5 gaps."""
    kinds: dict[str, int] = {}
    for one in taught.suggestions:
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
    for kind, number in sorted(kinds.items()):
        yield f"{number} {kind}{'' if number == 1 else 'es' if kind == 'alias' else 's'}"
    if taught.gaps:
        more = f" ({taught.left} more left out)" if taught.left else ""
        yield f"{len(taught.gaps)} gap{'' if len(taught.gaps) == 1 else 's'}{more}"
