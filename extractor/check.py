"""Check: the examples, rejects and gaps that pattern files carry, each run through the whole extractor.

An example must give its figure, a reject none, and a gap must still fail: one that works is to be promoted.
Patterns find candidates, the judge chooses among them: of what a figure belongs to, an example asks only that
its name can be chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Protocol

from extractor.grammar import Case, cases, load
from extractor.grammar.marks import unmarked
from extractor.model import Article, Figure, Page, Span
from extractor.pages import PageForms, read_page

_NOT_FIELDS = frozenset({"text", "title", "published", "why"})
_LINE_FEED = "⏎"
_JUDGED = frozenset({"zone", "program", "indicator", "period"})
"""Fields that the judge chooses: an example holds where its name is among the candidates."""


class Candidates(Protocol):
    """What a check needs of the evidence: whether a name is among a figure's candidates."""

    def holds(self, target: str, figure: int, name: str) -> bool:
        """Whether the figure of that number may have the name, or none, as the name of `target`."""


class Extractor(Protocol):
    """What a check needs of the pipeline: pages.PageForms, and the figures of an article."""

    @property
    def page_forms(self) -> PageForms:
        """The forms by which a page is read."""

    def figures(self, article: Article) -> Sequence[Figure]:
        """The figures of one article."""

    def evidence(self, article: Article) -> Candidates | None:
        """What may be attached to them; None for an article without a figure."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not come out: `kind` is missing, noisy, wrong and the fields, or promote."""

    case: Case
    kind: str
    expected: str
    found: str

    @property
    def line(self) -> str:
        """`file:line: id: kind: …`, with what was expected and what was found."""
        place = f"{self.case.file}:{self.case.line}: {self.case.name}: {self.kind}"
        return f"{place}: expected {self.expected}; found {self.found}"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What came of the cases, in the order of the files."""

    examples: int
    rejects: int
    gaps: int
    failures: tuple[Failure, ...]

    @property
    def lines(self) -> list[str]:
        """A line a failure, and one that counts."""
        counted = f"{self.examples} examples, {self.rejects} rejects, {self.gaps} gaps: "
        return [*(failure.line for failure in self.failures), f"{counted}{len(self.failures)} failed"]


def run(patterns_dir: Path | None = None) -> CheckReport:
    """What comes of every case of this program's patterns, with those of `patterns_dir` put over them."""
    from extractor.pipeline import Extractor as Pipeline

    return checked(cases(patterns_dir), Pipeline(load(patterns_dir)))


def checked(found: Sequence[Case], extractor: Extractor) -> CheckReport:
    """What comes of the cases."""
    counts = {kind: sum(case.kind == kind for case in found) for kind in ("example", "reject", "gap")}
    failures = tuple(failure for case in found if (failure := failure_of(case, extractor)) is not None)
    return CheckReport(counts["example"], counts["reject"], counts["gap"], failures)


def failure_of(case: Case, extractor: Extractor) -> Failure | None:
    """How the case fails; None for one that comes out as it should."""
    if case.stem == "pages":
        failure = _page_failure(case, extractor.page_forms)
    else:
        failure = _figure_failure(case, extractor)
    if case.kind != "gap":
        return failure
    if failure is not None:
        return None
    return Failure(
        case, "promote", f"a failure in {_shown(case.content['text'])}", "that it works: make it an example"
    )


def _figure_failure(case: Case, extractor: Extractor) -> Failure | None:
    """The marked figure with its fields; for a reject no figure at a mark, or none at all without one."""
    text, marks = unmarked(case.content["text"])
    title, title_marks = unmarked(case.content.get("title", ""))
    article = Article(source="", index=1, title=title, text=text, published=case.content.get("published", ""))
    figures = extractor.figures(article)
    marked = [*((span, False) for span in marks), *((span, True) for span in title_marks)]
    written = _shown(_written(article, marked))
    came_out = _shown(_written(article, [(figure.quantity.span, figure.in_title) for figure in figures]))
    if case.kind == "reject":
        noisy = [
            figure for figure in figures if not marked or any(_overlaps(figure, mark) for mark in marked)
        ]
        return (
            Failure(case, "noisy", f"no figure {'at the marks of ' if marked else 'in '}{written}", came_out)
            if noisy
            else None
        )
    span, in_title = marked[0]
    figure = next((it for it in figures if it.quantity.span == span and it.in_title == in_title), None)
    if figure is None:
        return Failure(case, "missing", written, came_out)
    wrong = [
        (name, expected, _cell(name, figure))
        for name, expected in case.content.items()
        if name not in _NOT_FIELDS and not _same(expected, _cell(name, figure))
    ]
    # A gap is of the tables as they come out, whatever could have been chosen.
    judged = [name for name, _, _ in wrong if name in _JUDGED and case.kind != "gap"]
    if judged and (evidence := extractor.evidence(article)) is not None:
        number = figures.index(figure)
        wrong = [one for one in wrong if one[0] not in _JUDGED or not evidence.holds(one[0], number, one[1])]
    if not wrong:
        return None
    return Failure(
        case,
        "wrong " + ", ".join(name for name, _, _ in wrong),
        ", ".join(f"{name} '{expected}'" for name, expected, _ in wrong) + f" in {written}",
        ", ".join(f"'{cell}'" for _, _, cell in wrong),
    )


def _page_failure(case: Case, forms: PageForms) -> Failure | None:
    """The titles, bylines and texts of the articles that the lines become, as far as the case names them."""
    articles = read_page(Page(source="", text=case.content["text"]), forms)
    found: Mapping[str, list[str]] = {
        "titles": [article.title for article in articles],
        "bylines": [article.byline for article in articles],
        "texts": [article.text for article in articles],
    }
    wrong = [name for name in found if case.content.get(name) not in (None, found[name])]
    if not wrong:
        return None
    name = wrong[0]
    expected = f"{_listed(case.content[name])} from {_shown(case.content['text'].rstrip())}"
    return Failure(case, "wrong " + ", ".join(wrong), expected, _listed(found[name]))


_CELLS: Mapping[str, Callable[[Figure], object]] = {
    "value": lambda figure: figure.quantity.value,
    "value_max": lambda figure: figure.quantity.value_max,
    "unit": lambda figure: figure.quantity.unit,
    "dimension": lambda figure: figure.quantity.dimension,
    "bound": lambda figure: figure.quantity.bound,
    "per": lambda figure: figure.quantity.per,
    "change": lambda figure: figure.change,
    "aggregate": lambda figure: figure.aggregate,
    "modality": lambda figure: figure.modality,
    "canonical": lambda figure: figure.canonical,
    "canonical_zone": lambda figure: figure.canonical_zone,
    "canonical_program": lambda figure: figure.canonical_program,
    "period": lambda figure: figure.name_of("period") or (figure.period.words if figure.period else ""),
    "period_start": lambda figure: figure.period.start if figure.period else None,
    "period_end": lambda figure: figure.period.end if figure.period else None,
}
"""How a field of an example is read from a figure; the others are names of edges."""


def _cell(name: str, figure: Figure) -> str:
    """The field as the tables show it: numbers plain, dates ISO, empty for what the text does not say."""
    value = _CELLS[name](figure) if name in _CELLS else figure.name_of(name)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _same(expected: str, cell: str) -> bool:
    try:
        return expected == cell or Decimal(expected) == Decimal(cell)
    except InvalidOperation:
        return False


def _overlaps(figure: Figure, mark: tuple[Span, bool]) -> bool:
    span, in_title = mark
    return figure.in_title == in_title and figure.quantity.span.overlaps(span)


def _written(article: Article, marked: Sequence[tuple[Span, bool]]) -> str:
    """The text with `[[ ]]` around the spans, after the title and a bar where there is one."""
    text = _marked(article.text, [span for span, in_title in marked if not in_title])
    title = _marked(article.title, [span for span, in_title in marked if in_title])
    return f"{title} | {text}" if title else text


def _marked(text: str, spans: Sequence[Span]) -> str:
    def pieces() -> Iterator[str]:
        last = 0
        for span in sorted(spans):
            yield f"{text[last : span.start]}[[{span.of(text)}]]"
            last = span.end
        yield text[last:]

    return "".join(pieces())


def _listed(texts: Sequence[str]) -> str:
    return " + ".join(_shown(text) for text in texts) or "no article"


def _shown(text: str) -> str:
    return f"“{text}”".replace("\n", _LINE_FEED)
