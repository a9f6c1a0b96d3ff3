"""Views: what a page of the review shows, as plain values; templates and the JSON API read nothing else.

Every offset is a code point of the article's text, or of its title.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractor.store.wanted import Filter

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many figures there are, and what became of them; `added` ones are not among `figures`."""

    figures: int = 0
    open: int = 0
    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    added: int = 0

    @property
    def done(self) -> int:
        """How many figures of the run were decided."""
        return self.figures - self.open

    @property
    def share(self) -> float:
        """The decided share, 0 to 1; 1 where there is no figure."""
        return self.done / self.figures if self.figures else 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """What every page shows around its view. `query` is the filter as a query string, without `?`."""

    lang: str
    csrf: str
    reviewer: str
    folder: str
    progress: Progress
    path: str
    query: str
    here: str
    protected: bool = False
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of audit.csv that names the figure."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: who, when (ISO, UTC), what; `undone_by` is empty where it holds.

    `applies` is false where no figure of the store has its id any more.
    """

    decision_id: int
    figure_id: str
    article_id: str
    kind: str
    who: str
    at: str
    note: str = ""
    changes: Cells = field(default_factory=dict)
    before: Cells = field(default_factory=dict)
    undone_by: str = ""
    raw: str = ""
    title: str = ""
    applies: bool = True


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as a row beside its article, or in a list.

    `cells` hold every column of figures.csv as decided, `found` as the run wrote them (empty for an added
    one); `changed` are the columns in which they differ. `seen` is the decision that a next one must name:
    the last one that holds, 0 without any. `number` counts the figures of the article from 1; 0 in a list.
    `shown` is the number as one reads it; `sentence` holds its sentence with the figure marked, in a list.
    """

    figure_id: str
    article_id: str
    state: str
    cells: Cells
    found: Cells
    changed: tuple[str, ...] = ()
    seen: int = 0
    findings: tuple[Finding, ...] = ()
    decided: Decided | None = None
    number: int = 0
    selected: bool = False
    shown: str = ""
    sentence: tuple[Piece, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its findings, once each."""
        return tuple(dict.fromkeys(finding.kind for finding in self.findings))

    @property
    def level(self) -> str:
        """How sure the extractor is: low (under 0.5), middle (under 0.8), high; empty for an added one."""
        if not self.cells["confidence"]:
            return ""
        confidence = float(self.cells["confidence"])
        return "low" if confidence < 0.5 else "middle" if confidence < 0.8 else "high"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of the text: plain, of one figure, or one mark that would not be seen.

    `text` has as many code points as the article's own text there. A `sign` (U+202E) says which control or
    direction mark the one character of `text` stands for.
    """

    start: int
    text: str
    figure_id: str = ""
    kind: str = ""
    state: str = ""
    level: str = ""
    flagged: bool = False
    selected: bool = False
    number: int = 0
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text, or the title; `place` says where it begins in the source: page 2, 46:12.

    `goes_on` is true where a very long line was cut for the page, and the next paragraph is its rest.
    """

    start: int
    pieces: tuple[Piece, ...]
    heading: bool = False
    place: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list; `copies` counts further files that hold the same article."""

    article_id: str
    source: str
    article_index: str
    title: str
    published: str
    zone: str
    figures: int
    decided: int
    flagged: int
    lowest: str = ""
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Articles:
    """A page of articles in reading order; `after` begins the next page, empty on the last one."""

    rows: tuple[ArticleRow, ...]
    wanted: Filter
    after: str = ""
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A page of figures in reading order."""

    rows: tuple[FigureRow, ...]
    wanted: Filter
    after: str = ""
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """Open figures, what needs a look first: findings, then the least confident ones."""

    rows: tuple[FigureRow, ...]
    wanted: Filter
    after: str = ""
    total: int | None = None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article: its text with the figures marked, the same figures as rows, one of them selected.

    `captions` are the lines that the mender took out, where the store knows them; `copies` the other sources
    that hold the same article. `left_out` counts characters before and behind that are not shown, of a very
    long text. `next_url` and `previous_url` follow `way`.
    """

    article_id: str
    source: str
    article_index: str
    title: Paragraph
    byline: str
    publisher: str
    published: str
    zone: str
    place: str
    paragraphs: tuple[Paragraph, ...]
    figures: tuple[FigureRow, ...]
    captions: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    selected: FigurePage | None = None
    wanted: Filter = field(default_factory=Filter)
    way: str = "article"
    next_url: str = ""
    previous_url: str = ""
    next_article: str = ""
    previous_article: str = ""
    left_out: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure in full: `sentence` with the figure marked, where it stands in the source, its history.

    `because` are the edges, one each: (column, rule). `history` are all decisions, the newest first.
    """

    figure: FigureRow
    sentence: tuple[Piece, ...]
    place: str
    because: tuple[tuple[str, str], ...] = ()
    history: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True)
class Addition:
    """What a selection would add: its cells as the extractor reads them.

    `suggested` are the columns that the extractor filled, the others are empty. `known` is the id of a figure
    that stands there already.
    """

    article_id: str
    figure_id: str
    start: int
    end: int
    in_title: bool
    raw: str
    cells: Cells
    suggested: tuple[str, ...] = ()
    sentence: tuple[Piece, ...] = ()
    known: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A name and how many figures have it, `flagged` of them with a finding; `value` is what a filter asks.

    Of a kind of finding, `flagged` are the figures that are still open.
    """

    name: str
    count: int
    value: str = ""
    flagged: int = 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """What comparison.csv and scores.csv of the folder say; `ratios` are (name, 0 to 1)."""

    verdicts: tuple[Count, ...]
    ratios: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """The run at a glance; every list the largest first, but periods in the order of time.

    A period is a year (2024), or a month (2024-03) where there are few years. `confidence` counts figures by
    tenths: 0.9 for those from 0.9 on.
    """

    sources: int
    articles: int
    facts: int
    progress: Progress
    zones: tuple[Count, ...]
    programs: tuple[Count, ...]
    indicators: tuple[Count, ...]
    periods: tuple[Count, ...]
    audit: tuple[Count, ...]
    confidence: tuple[Count, ...] = ()
    refusals: int = 0
    agreement: Agreement | None = None
    reviewers: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """A page of decisions, the newest first."""

    rows: tuple[Decided, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else decided first: `current` is what holds now, `tried` what was asked for."""

    figure: FigureRow
    current: Decided | None
    tried: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that was refused, and why; `field` is empty where the whole is wrong.

    `given` are what the braces of the message stand for; on a page, the message is whole.
    """

    field: str
    message: str
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal: HTTP status, a code for `t()`, words, and the fields that are wrong."""

    status: int
    code: str
    detail: str
    problems: tuple[Wrong, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """Tables written to DIR/`folder`, and what they hold."""

    folder: str
    files: tuple[str, ...]
    facts: int
    audit: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Decisions as manual figures against the run: verdicts, and what the patterns might learn."""

    folder: str
    verdicts: tuple[Count, ...]
    ratios: tuple[tuple[str, float], ...]
    suggestions: int
    gaps: int


@dataclass(frozen=True, slots=True)
class ExportPage:
    """The form of the export; `done` and `compared` say what was just written."""

    formats: tuple[str, ...]
    done: Exported | None = None
    compared: Compared | None = None
    folder: str = "reviewed"


@dataclass(frozen=True, slots=True)
class Login:
    """The form that asks for the token; `wrong` after a wrong one."""

    wrong: bool = False
