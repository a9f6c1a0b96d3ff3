"""What a pattern file may say: one model a file, each entry with its examples, rejects and gaps.

Only the shape lives here; reading, places of errors, overlays and the cache live in grammar.reading.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Regex = Annotated[str, Field(json_schema_extra={"kind": "regex"})]
EntryId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([.-][a-z0-9]+)*$")]


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _spaced(value: object) -> object:
    return value.split() if isinstance(value, str) else value


Many = Annotated[list[str], BeforeValidator(_listed)]
ManyRegex = Annotated[list[Regex], BeforeValidator(_listed)]


class Strict(BaseModel):
    """Refuses unknown fields, so that a misspelt key is an error with a place."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)


class Example(Strict):
    """A text with one figure in `[[ ]]`, and what its row must hold; fields left out are not checked."""

    text: str
    title: str = ""
    published: str = ""
    why: str = ""
    value: str | None = None
    value_max: str | None = None
    unit: str | None = None
    dimension: str | None = None
    bound: str | None = None
    change: str | None = None
    aggregate: str | None = None
    per: str | None = None
    modality: str | None = None
    zone: str | None = None
    organization: str | None = None
    program: str | None = None
    indicator: str | None = None
    canonical: str | None = None
    canonical_zone: str | None = None
    canonical_program: str | None = None
    action: str | None = None
    period: str | None = None
    period_start: str | None = None
    period_end: str | None = None


class Reject(Strict):
    """A text that must give no figure: none where `[[ ]]` marks a place, else none at all."""

    text: str
    why: str
    title: str = ""


class PageExample(Strict):
    """Lines of a page, and the titles, bylines and texts of the articles that they must become."""

    text: str
    why: str = ""
    titles: list[str] | None = None
    bylines: list[str] | None = None
    texts: list[str] | None = None


class Entry(Strict):
    """One piece of knowledge: an authored id, one sentence that says what it knows, and its tests."""

    id: EntryId
    about: str
    examples: list[Example] = []
    rejects: list[Reject] = []
    gaps: list[Example] = []


class UnitEntry(Entry):
    """Names of one kind of unit; a name counts `factor` of `base` (itself, where base is empty)."""

    dimension: Literal[
        "count", "money", "percent", "ratio", "duration", "area", "length", "mass", "energy", "other"
    ]
    names: Many
    base: str = ""
    factor: Decimal = Decimal(1)
    unless: Many = Field(
        default=[], description="no unit where one of these follows it: 人 before 才, 年 before 级"
    )
    bare: bool = Field(default=False, description="nouns that a number counts without a unit: 200职工")


class BoundEntry(Entry):
    """Words that bind a number, by where they stand: before it, inside it (before the unit), after it."""

    bound: Literal["over", "under", "nearly", "about", "up_to", "exact"]
    before: Many = []
    inside: Many = []
    after: Many = []
    apart: ManyRegex = Field(default=[], description="binds from a few words before: 约占总数的60%")
    not_after: Many = Field(default=[], description="no bound where it is the end of such a word: 节约, 附近")


class ExclusionEntry(Entry):
    """What is no figure: the numeral with its unit matches `number` between `before` and `after`."""

    before: Regex = ""
    number: Regex = ""
    after: Regex = ""


class PeriodEntry(Entry):
    """A time expression; `resolve` names how its dates are reckoned."""

    match: ManyRegex
    resolve: str = ""
    wide: bool = Field(default=False, description="only a candidate of the judge; no word of token patterns")


class MarkEntry(Entry):
    """Words in a figure's clause that set one of its fields."""

    field: Literal["change", "aggregate", "modality", "per"]
    value: str
    before: ManyRegex = []
    after: ManyRegex = []


class ClassEntry(Entry):
    """A class of words for token patterns, by its words, by jieba's tags, or as a pattern of classes."""

    name: str
    words: Annotated[list[str], BeforeValidator(_spaced)] = []
    tags: Many = []
    endings: Many = Field(default=[], description="the class also holds every noun that ends so")
    carved: bool = Field(default=False, description="cut out as words before the segmenter sees the rest")
    mark: bool = Field(default=False, description="the words keep their class; the cutting looks them up")
    pattern: str = ""


class TokenEntry(Entry):
    """A pattern over classed words around one figure, such as `{verb} {indicator:noun+} {figure}`."""

    match: Many
    take: Literal["words", "inherit", "inherit-unit", "unit"] = "words"
    dimensions: Many = Field(default=[], description="only figures of these dimensions; all, where empty")
    units: Many = Field(default=[], description="only figures with these units; all, where empty")
    not_units: Many = Field(default=[], description="not for figures with these units")
    not_ending: Many = Field(default=[], description="not where the last word is of these marks or classes")


class FormEntry(Entry):
    """A form of name (of a zone, an organization, a program), as suffixes or as expressions."""

    kind: str = ""
    suffixes: Many = []
    match: ManyRegex = []
    stops: Many = []
    words: Annotated[list[str], BeforeValidator(_spaced)] = []


class ProgramEntry(FormEntry):
    """A form of program's name, or a list of words about such names; what each kind is for is fixed."""

    kind: Literal[
        "brand", "plan", "fund", "facility", "activity", "weak", "bare",
        "opening", "launching", "begun", "event", "manner", "modifier", "generic", "leading", "never",
        "compound", "award", "honour", "rank", "theme", "image", "means", "result", "term", "item", "place",
        "meeting", "label", "head", "opener", "strong",
    ]  # fmt: skip


class CanonicalEntry(Entry):
    """A canonical indicator: `name`, for indicators that end with one of `words`.

    Where there are `needs`, one of them must stand in the indicator or its verb, or end the program's name.
    """

    name: str
    words: Annotated[list[str], BeforeValidator(_spaced)]
    needs: Annotated[list[str], BeforeValidator(_spaced)] = []
    unless: Annotated[list[str], BeforeValidator(_spaced)] = Field(
        default=[], description="not where one of these stands in the indicator or its verb"
    )
    units: Annotated[list[str], BeforeValidator(_spaced)] = []
    weak: bool = Field(default=False, description="only where no other entry fits")


class PageEntry(Strict):
    """A form of line on a page: what it is by how it looks."""

    id: EntryId
    about: str
    role: str
    match: ManyRegex = []
    words: Many = []
    examples: list[PageExample] = []
    rejects: list[PageExample] = []
    gaps: list[PageExample] = []


class UnitsFile(Strict):
    """units.yaml"""

    units: list[UnitEntry]


class BoundsFile(Strict):
    """bounds.yaml"""

    bounds: list[BoundEntry]


class ExclusionsFile(Strict):
    """exclusions.yaml"""

    macros: dict[str, Regex] = {}
    exclusions: list[ExclusionEntry]


class PeriodsFile(Strict):
    """periods.yaml"""

    macros: dict[str, Regex] = {}
    periods: list[PeriodEntry]


class MarksFile(Strict):
    """marks.yaml"""

    marks: list[MarkEntry]


class WordsFile(Strict):
    """words.yaml"""

    words: list[ClassEntry]


class IndicatorsFile(Strict):
    """indicators.yaml"""

    indicators: list[TokenEntry]


class CanonicalFile(Strict):
    """canonical.yaml"""

    canonical: list[CanonicalEntry]


class FormsFile(Strict):
    """zones.yaml, organizations.yaml"""

    macros: dict[str, Regex] = {}
    forms: list[FormEntry]


class ProgramsFile(Strict):
    """programs.yaml"""

    macros: dict[str, Regex] = {}
    forms: list[ProgramEntry]


class PagesFile(Strict):
    """pages.yaml"""

    macros: dict[str, Regex] = {}
    pages: list[PageEntry]


FILES: dict[str, type[Strict]] = {
    "units": UnitsFile,
    "bounds": BoundsFile,
    "exclusions": ExclusionsFile,
    "periods": PeriodsFile,
    "marks": MarksFile,
    "words": WordsFile,
    "indicators": IndicatorsFile,
    "canonical": CanonicalFile,
    "zones": FormsFile,
    "organizations": FormsFile,
    "programs": ProgramsFile,
    "pages": PagesFile,
}
"""The model of each pattern file, by its name without `.yaml`."""
