"""Models: the JSON bodies of the API, with what each field means; what comes in is checked here first."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from extractor.store.wanted import Filter
from extractor.tables.tidy import plain

# No control characters but tab and line feed: a database may refuse them, a page must not show them.
Words = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
Cell = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
Note = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
Mark = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[A-Za-z0-9_-]*$")]
Share = Annotated[str, StringConstraints(pattern=r"^(0(\.[0-9]{1,3})?|1(\.0{1,3})?)?$")]
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
Limit = Annotated[int, Field(ge=1, le=200)]

State = Literal["open", "accepted", "corrected", "rejected", "added"]
AuditKind = Literal[
    "", "any", "conflict", "headline_differs", "part_exceeds_total", "implausible", "unattached",
    "low_confidence",
]  # fmt: skip


class Wanted(BaseModel):
    """What is looked for. An empty field asks for nothing."""

    zone: Words = Field(default="", description="canonical name of the zone, or as written; `-` for none")
    program: Words = Field(
        default="", description="canonical name of the program, or as written; `-` for none"
    )
    indicator: Words = Field(default="", description="canonical indicator, or as written; `-` for none")
    audit: AuditKind = Field(default="", description="a kind of finding; `any` for figures with one")
    state: Literal["", "open", "accepted", "corrected", "rejected", "added"] = Field(
        default="", description="what was decided"
    )
    least: Share = Field(default="", description="least confidence, 0 to 1")
    most: Share = Field(default="", description="greatest confidence, 0 to 1")
    text: Words = Field(default="", description="words of the sentence or of the title")
    source: Words = Field(default="", description="words of the source's path")
    article: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{12})?$")] = Field(
        default="", description="an article_id"
    )

    def filter(self) -> Filter:
        """The same as the store takes it, confidences written as its cells are."""
        cells = {name: getattr(self, name).strip() for name in Wanted.model_fields}
        for name in ("least", "most"):
            cells[name] = plain(Decimal(cells[name])) if cells[name] else ""
        return Filter(**cells)


class _Shown(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Finding(_Shown):
    """A row of audit.csv that names the figure."""

    kind: str
    message: str


class Decided(_Shown):
    """One decision."""

    decision_id: int
    figure_id: str
    article_id: str
    kind: Literal["accept", "correct", "reject", "add"]
    who: str = Field(description="the name under which the reviewer works")
    at: str = Field(description="when, ISO, UTC")
    note: str
    changes: dict[str, str] = Field(description="column of figures.csv → new cell")
    before: dict[str, str] = Field(description="the cells that the changes took the place of")
    undone_by: str = Field(description="who took it back; empty where it holds")
    raw: str = Field(description="the figure as written")
    title: str
    applies: bool = Field(description="false where the text changed and the figure is no more")


class Progress(_Shown):
    """How far the review is."""

    figures: int = Field(description="figures that the run found")
    open: int
    accepted: int
    corrected: int
    rejected: int
    added: int = Field(description="figures that people added; not among `figures`")
    done: int = Field(description="accepted, corrected and rejected ones")
    share: float = Field(description="done of figures, 0 to 1")


class FigureRow(_Shown):
    """A figure with what was decided about it."""

    figure_id: str
    article_id: str
    state: State
    cells: dict[str, str] = Field(description="the columns of figures.csv, as decided")
    found: dict[str, str] = Field(description="the same as the run wrote them; empty for an added figure")
    changed: list[str] = Field(description="columns in which the two differ")
    seen: int = Field(description="send this with the next decision: the last one that holds, 0 without any")
    findings: list[Finding]
    decided: Decided | None = Field(description="the last decision that holds")
    shown: str = Field(description="the number as one reads it")
    level: str = Field(description="confidence in words: low, middle, high; empty for an added figure")


class Figures(_Shown):
    """A page of figures."""

    rows: list[FigureRow]
    after: str = Field(description="begins the next page; empty on the last one")
    total: int | None = Field(description="how many there are, where that is known")


class ArticleRow(_Shown):
    """An article in a list."""

    article_id: str
    source: str
    article_index: str
    title: str
    published: str
    zone: str
    figures: int
    decided: int
    flagged: int = Field(description="figures that a finding names")
    lowest: str = Field(description="the least confidence of its figures")
    snippet: str


class Articles(_Shown):
    """A page of articles."""

    rows: list[ArticleRow]
    after: str = Field(description="begins the next page; empty on the last one")
    total: int | None


class ArticleDetail(BaseModel):
    """One article with its figures; every offset counts code points of `text`, or of `title`."""

    article_id: str
    source: str
    article_index: str
    title: str
    text: str
    byline: str
    publisher: str
    published: str
    zone: str
    place: str = Field(description="where in the source it stands: page 2, Sheet1 row 12")
    headings: str = Field(description="offsets of the subheadings: 120-131 340-352")
    origin: str = Field(description="its lines in the source: 0-33@4:1 is line 4 from column 1")
    copies: list[str] = Field(description="further sources that hold the same article")
    figures: list[FigureRow]


class FigureDetail(BaseModel):
    """One figure with its place and all decisions about it."""

    figure: FigureRow
    place: str = Field(description="page, line and column in the source, as far as they are known")
    because: dict[str, str] = Field(description="column → the rule that filled it")
    history: list[Decided] = Field(description="all decisions, the newest first")


class Count(_Shown):
    """A name, and how many figures have it."""

    name: str
    count: int
    flagged: int = Field(
        default=0, description="of these, with a finding; of a kind of finding, those still open"
    )


class Ratio(BaseModel):
    """A score from 0 to 1."""

    name: str
    value: float


class Agreement(BaseModel):
    """What the last comparison with manual figures said."""

    verdicts: list[Count]
    ratios: list[Ratio]


class Overview(BaseModel):
    """The run at a glance."""

    sources: int
    articles: int
    facts: int
    refusals: int
    progress: Progress
    zones: list[Count]
    programs: list[Count]
    indicators: list[Count]
    periods: list[Count]
    audit: list[Count]
    confidence: list[Count] = Field(description="figures by tenths of confidence")
    agreement: Agreement | None
    reviewers: list[Count]


class Facets(BaseModel):
    """Names that a filter may ask for, the most frequent first."""

    values: list[Count]


class History(_Shown):
    """A page of decisions, the newest first."""

    rows: list[Decided]
    after: str


class Decide(BaseModel):
    """Accept, correct or reject a figure."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["accept", "correct", "reject"]
    figure_id: Id
    seen: Number = Field(description="`seen` of the figure as you saw it; another one gives 409")
    changes: dict[Words, Cell] = Field(
        default={}, max_length=40, description="for `correct`: column → new cell"
    )
    note: Note = ""


class AddFigure(BaseModel):
    """Add a figure that the run missed."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["add"]
    article_id: Id
    start: Offset = Field(description="first code point of the selection in the text, or in the title")
    end: Offset
    in_title: bool = False
    changes: dict[Words, Cell] = Field(
        default={}, max_length=40, description="column → cell, over what is suggested"
    )
    note: Note = ""


class Select(BaseModel):
    """A selection of an article's text, or of its title."""

    model_config = ConfigDict(extra="forbid")

    start: Offset
    end: Offset
    in_title: bool = False


class Addition(_Shown):
    """What a selection would add."""

    article_id: str
    figure_id: str
    start: int
    end: int
    in_title: bool
    raw: str
    cells: dict[str, str]
    suggested: list[str] = Field(description="columns that the extractor filled")
    known: str = Field(description="the figure that stands there already; empty where none does")


class DecisionMade(BaseModel):
    """The decision that was stored, or taken back, and what it made of its figure."""

    decision_id: int
    figure: FigureRow | None = Field(description="none where an added figure was taken back")
    progress: Progress


class Export(BaseModel):
    """What to write."""

    model_config = ConfigDict(extra="forbid")

    decisions: Literal["with", "without"] = "with"
    formats: list[Literal["csv", "xlsx", "parquet", "jsonl"]] = Field(
        default=["csv"], min_length=1, max_length=4
    )
    headers: Literal["en", "zh"] = "en"
    to: Literal["folder", "zip", "xlsx"] = Field(
        default="folder", description="`reviewed` in the run's folder, or a file"
    )


class Exported(_Shown):
    """Tables written into the run's folder."""

    folder: str
    files: list[str]
    facts: int
    audit: int


class Compared(BaseModel):
    """Decisions as manual figures against the run."""

    folder: str
    verdicts: list[Count]
    ratios: list[Ratio]
    suggestions: int = Field(description="what the patterns might learn, tried out")
    gaps: int = Field(description="what they do not do yet")


class Session(BaseModel):
    """Who you are for the review."""

    reviewer: str
    lang: str
    csrf: str = Field(description="send it as X-CSRF-Token with every POST")


class Wrong(_Shown):
    """A field that cannot be taken."""

    field: str
    message: str


class Refused(BaseModel):
    """Why a request was refused."""

    error: Literal[
        "not_found", "invalid", "conflict", "forbidden", "unauthorized", "too_large", "unavailable",
        "origin", "method",
    ]  # fmt: skip
    detail: str
    problems: list[Wrong] = []
    current: Decided | None = Field(default=None, description="for a conflict: the decision that holds now")
