"""Part: what one input file gave, as rows of texts: the unit of a run, of a worker and of the store.

`read_part` is the whole map: it knows one file and nothing of the others, so that any process may do it.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter

from extractor.model import Article, Figure, Page
from extractor.sources.folder import Found
from extractor.sources.readers import load
from extractor.sources.reading import Reading, Refusal
from extractor.sources.record_columns import Columns
from extractor.tables.tidy import Row, article_row, figure_row

_FORMAT = 1  # of encoded parts; another number is not read


@dataclass(frozen=True, slots=True)
class Extraction:
    """How a run reads: pages into articles, articles into figures; `settings` say how, for run.json.

    `columns` are those of exports with one article a row. `again` makes the same Extraction in another
    process; it can be pickled, and is None where there is no such way. `depends` are all the things that
    what is read depends on, by name, each with a digest or a version; the settings where it is empty.
    """

    articles_of: Callable[[Page], Sequence[Article]]
    figures_of: Callable[[Article], Sequence[Figure]]
    settings: Mapping[str, str] = field(default_factory=dict)
    columns: Columns = field(default_factory=Columns)
    again: Callable[[], Extraction] | None = None
    depends: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """What the file `source` at `path` gave; its rows are those of the tables, in their order.

    `digest` is the SHA-256 of its bytes, empty where they were not read. `figures` holds the rows of each
    article, one after the other; `with_zone` counts those that have one. `refusals` are rows, too.
    """

    source: str
    path: str
    digest: str
    articles: tuple[Row, ...] = ()
    figures: tuple[tuple[Row, ...], ...] = ()
    refusals: tuple[Row, ...] = ()
    with_zone: int = 0


Produce = Callable[[Sequence[Found]], Iterator[Part]]
"""Files → their parts in the same order, read in this process or in others."""


_values = attrgetter(*(field.name for field in fields(Part)))
# This version of marshal's format knows what is equal; later ones are smaller, but tell what is the same.
_REPEATABLE = 2


def encode(part: Part, *, repeatable: bool = False) -> bytes:
    """The part as bytes for another process of the same version of this package.

    Those of equal parts are the same bytes only where they are to be `repeatable`.
    """
    return marshal.dumps((_FORMAT, _values(part)), _REPEATABLE if repeatable else marshal.version)


def decode(data: bytes) -> Part:
    """The part that `encode` made the bytes of.

    The bytes are our own, of a worker or a file that we wrote. Raises ValueError for those of another format.
    """
    form, values = marshal.loads(data)
    if form != _FORMAT:
        raise ValueError(f"a part of format {form}, expected {_FORMAT}: the workers run another version")
    return Part(*values)


def read_part(file: Found, extraction: Extraction) -> Part:
    """What the file gives; what goes wrong inside it is a refusal among the others."""
    reading = _read(file, extraction.columns)
    refused = list(reading.refusals)
    articles: list[Row] = []
    figures: list[tuple[Row, ...]] = []
    with_zone = 0
    for article, found in _extract(reading, extraction, refused):
        articles.append(article_row(article, found))
        figures.append(tuple(figure_row(figure, article) for figure in found))
        with_zone += sum(bool(figure.name_of("zone")) for figure in found)
    rows = tuple((refusal.source, refusal.place, refusal.reason) for refusal in refused)
    return Part(file.source, str(file.path), reading.digest, tuple(articles), tuple(figures), rows, with_zone)


def failed(source: str, place: str, error: Exception) -> Refusal:
    """The refusal for what an error of our own has cost."""
    what = f"{type(error).__name__}: {error}"
    return Refusal(source, place, f"the extractor failed on it ({what}); please report this")


def _read(file: Found, columns: Columns) -> Reading:
    if file.refusal:
        return Reading(file.source, refusals=(file.refused(),))
    return load(file.path, file.source, columns)


def _extract(
    reading: Reading, extraction: Extraction, refused: list[Refusal]
) -> Iterator[tuple[Article, Sequence[Figure]]]:
    """The articles of a source with their figures; what goes wrong inside one is added to `refused`."""
    indexes: Counter[str] = Counter()
    for page in reading.pages:
        try:
            articles = extraction.articles_of(page)
        except Exception as error:  # noqa: BLE001 (one page's bug must not cost the other files)
            refused.append(failed(page.source, page.place, error))
            continue
        if not articles:
            reason = "it holds no article, only what stands around one (names, dates, numbers of pages)"
            refused.append(Refusal(page.source, page.place, reason))
        for numbered in articles:
            # A source of several pages numbers its articles through; a member of an archive is one.
            indexes[page.source] += 1
            index = indexes[page.source]
            article = numbered if numbered.index == index else replace(numbered, index=index)
            try:
                figures = extraction.figures_of(article)
            except Exception as error:  # noqa: BLE001
                refused.append(failed(page.source, f"article {index}", error))
                figures = ()
            yield article, figures
