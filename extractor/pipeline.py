"""The order of the steps, written once, and the batch driver.

`Extractor` holds what the patterns say, ready for use; `figures` runs the steps over one article.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from extractor.candidates.ground import Ground
from extractor.candidates.periods import WidePeriods
from extractor.candidates.programs import WideNames
from extractor.candidates.zones import WideZones
from extractor.evidence.article import ArticleEvidence, Wide, article_evidence
from extractor.evidence.statements import Statements, find_statements
from extractor.grammar import Patterns
from extractor.grammar.divisions import read_places
from extractor.grammar.tokens import WordClasses
from extractor.judge.attach import attach
from extractor.judge.judge import Judge
from extractor.judge.reasons import Reasons, reasons
from extractor.judge.weights import read_weights
from extractor.lexicon.bounds import Bounds
from extractor.lexicon.canonical import Canonical
from extractor.lexicon.places import Places
from extractor.lexicon.units import Units
from extractor.model import Article, Edge, Figure, Quantity, Reach, Span
from extractor.pages import PageForms
from extractor.steps.cells import Cell, find_cells
from extractor.steps.columns import cell_indicator, cell_of, row_edges
from extractor.steps.figures import build_figure, counted
from extractor.steps.indicators import IndicatorRules
from extractor.steps.marks import MarkRules
from extractor.steps.mentions import link_mentions
from extractor.steps.organization_edges import main_enterprise, organization_edge
from extractor.steps.organizations import OrganizationForms, find_organizations
from extractor.steps.periods import PeriodForms, find_periods
from extractor.steps.program_forms import ProgramForms
from extractor.steps.programs import find_programs
from extractor.steps.quantities import Exclusions, find_quantities, read_number
from extractor.steps.scene import Scene
from extractor.steps.zone_forms import ZoneForms
from extractor.steps.zones import find_zones
from extractor.text.dates import read_date
from extractor.text.fold import fold
from extractor.text.numerals import HANZI
from extractor.text.sentences import Sentence, split_sentences
from extractor.text.words import Engine, Segmenter, segmenter


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the values that it requires, by name, and the name of the value that it returns."""

    name: str
    function: Callable[..., Any]
    requires: tuple[str, ...]
    assigns: str


class Knowledge:
    """What the patterns say, each part built when it is first used."""

    def __init__(self, patterns: Patterns, engine: Engine = "rjieba") -> None:
        self._patterns = patterns
        self.words: Segmenter = segmenter(engine)

    @cached_property
    def units(self) -> Units:
        """units.yaml"""
        return Units.of(self._patterns.entries("units"))

    @cached_property
    def bounds(self) -> Bounds:
        """bounds.yaml"""
        return Bounds.of(self._patterns.entries("bounds"))

    @cached_property
    def exclusions(self) -> Exclusions:
        """exclusions.yaml"""
        names = self.places.starting_with_numeral(HANZI)  # 五家渠市 and 三门峡 are no quantities
        return Exclusions.of(self._patterns.entries("exclusions"), names)

    @cached_property
    def periods(self) -> PeriodForms:
        """periods.yaml"""
        return PeriodForms.of(self._patterns.entries("periods"))

    @cached_property
    def zones(self) -> ZoneForms:
        """zones.yaml and names/zones.csv"""
        return ZoneForms.of(self._patterns.entries("zones"), self._patterns.names("zones"))

    @cached_property
    def places(self) -> Places:
        """The administrative divisions."""
        return read_places()

    @cached_property
    def organizations(self) -> OrganizationForms:
        """organizations.yaml"""
        return OrganizationForms.of(self._patterns.entries("organizations"))

    @cached_property
    def programs(self) -> ProgramForms:
        """programs.yaml"""
        return ProgramForms.of(self._patterns.entries("programs"))

    @cached_property
    def indicators(self) -> IndicatorRules:
        """words.yaml and indicators.yaml"""
        return IndicatorRules.of(
            self._patterns.entries("indicators"), WordClasses.of(self._patterns.entries("words"))
        )

    @cached_property
    def canonical(self) -> Canonical:
        """canonical.yaml, names/zones.csv and names/programs.csv"""
        patterns = self._patterns
        return Canonical.of(
            patterns.entries("canonical"), patterns.names("zones"), patterns.names("programs")
        )

    @cached_property
    def wide(self) -> Wide:
        """What zones.yaml, programs.yaml and periods.yaml say of candidates that only the judge sees."""
        entries = self._patterns.entries
        return Wide(
            WideZones.of(entries("zones")),
            WideNames.of(entries("programs")),
            WidePeriods.of(entries("periods")),
        )

    @cached_property
    def judge(self) -> Judge:
        """judge/weights.npz"""
        return Judge(read_weights(self._patterns.weights, "judge/weights.npz"))

    @cached_property
    def marks(self) -> MarkRules:
        """marks.yaml"""
        return MarkRules.of(self._patterns.entries("marks"))

    @cached_property
    def page_forms(self) -> PageForms:
        """pages.yaml"""
        return PageForms.of(self._patterns.entries("pages"), self._patterns.macros("pages"))


@dataclass(frozen=True, slots=True)
class Texts:
    """An article's title and text, folded; the day that relative times are reckoned against."""

    title: str
    body: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A value of the title and the same of the body."""

    title: Any
    body: Any


def fold_article(article: Article) -> Texts:
    """The title and the text, folded, and the date of publication."""
    return Texts(fold(article.title), fold(article.text), read_date(fold(article.published)))


def article_sentences(article: Article) -> Pair:
    """Sentences of the title (one) and of the text."""
    title = (Sentence(Span(0, len(article.title)), 0),) if article.title else ()
    return Pair(title, split_sentences(article.text, article.headings))


def article_cells(texts: Texts, knowledge: Knowledge) -> tuple[Cell, ...]:
    """The cells of the text's tables."""
    return find_cells(texts.body, knowledge.units, knowledge.bounds, knowledge.exclusions)


def article_quantities(texts: Texts, cells: tuple[Cell, ...], knowledge: Knowledge) -> Pair:
    """Quantities of the title and of the text; a cell that holds a number alone takes its header's unit."""

    def of(text: str) -> tuple[Quantity, ...]:
        return tuple(find_quantities(text, knowledge.units, knowledge.bounds, knowledge.exclusions))

    body = of(texts.body)
    in_cells = [cell.quantity for cell in cells if cell.quantity is not None]
    if in_cells:
        held = [q for q in body if (cell := cell_of(cells, q.span)) is None or cell.quantity is None]
        body = tuple(sorted([*held, *in_cells], key=lambda quantity: quantity.span))
    return Pair(of(texts.title), body)


def article_periods(texts: Texts, knowledge: Knowledge) -> Pair:
    """Time expressions of the title and of the text."""
    forms = knowledge.periods
    return Pair(
        find_periods(texts.title, forms, texts.published), find_periods(texts.body, forms, texts.published)
    )


def counted_quantities(texts: Texts, quantities: Pair, periods: Pair) -> Pair:
    """The quantities that are figures."""
    return Pair(
        counted(quantities.title, periods.title, texts.title),
        counted(quantities.body, periods.body, texts.body),
    )


def article_zones(texts: Texts, figures: Pair, organizations: Pair, knowledge: Knowledge) -> Pair:
    """Zones of the title and of the text; none where there is no figure."""
    if not figures.title and not figures.body:
        return Pair((), ())
    firms = tuple(
        frozenset(o.span.start for o in held if o.kind in {"enterprise", "institution"})
        for held in (organizations.title, organizations.body)
    )
    zones = find_zones(
        texts.title, texts.body, knowledge.zones, knowledge.places, knowledge.words, (firms[0], firms[1])
    )
    return Pair(tuple(z for z in zones if z.in_title), tuple(z for z in zones if not z.in_title))


def article_organizations(texts: Texts, figures: Pair, knowledge: Knowledge) -> Pair:
    """Organizations of the title and of the text."""
    if not figures.title and not figures.body:
        return Pair((), ())
    forms, words = knowledge.organizations, knowledge.words
    return Pair(find_organizations(texts.title, forms, words), find_organizations(texts.body, forms, words))


def article_programs(texts: Texts, figures: Pair, knowledge: Knowledge) -> Pair:
    """Programs of the title and of the text."""
    if not figures.title and not figures.body:
        return Pair((), ())
    forms, words = knowledge.programs, knowledge.words
    programs = find_programs(texts.title, texts.body, forms, words)
    return Pair(tuple(p for p in programs if p.in_title), tuple(p for p in programs if not p.in_title))


def article_statements(
    texts: Texts,
    sentences: Pair,
    figures: Pair,
    periods: Pair,
    zones: Pair,
    organizations: Pair,
    programs: Pair,
    knowledge: Knowledge,
) -> Statements | None:
    """The figures in their sentences, with what patterns say of them; None where there is none."""
    if not figures.title and not figures.body:
        return None
    title, body = (
        Scene(text, in_title, *(getattr(held, part) for held in (
            sentences, zones, programs, organizations, periods, figures,
        )))
        for text, in_title, part in ((texts.title, True, "title"), (texts.body, False, "body"))
    )  # fmt: skip
    return find_statements(title, body, knowledge.indicators, knowledge.marks, knowledge.words)


def evidence_of(
    texts: Texts, sentences: Pair, statements: Statements | None, knowledge: Knowledge
) -> ArticleEvidence | None:
    """All candidates of all figures with what speaks for them; None where there is no figure."""
    if statements is None or not statements.each:
        return None
    classes = knowledge.indicators.classes
    ground = Ground(texts.title, texts.body, sentences.body, knowledge.words)
    return article_evidence(
        ground,
        statements.stated(ground),
        statements.rows,
        statements.title,
        statements.body,
        statements.links(),
        knowledge.wide,
        classes,
        texts.published,
    )


def article_figures(
    article: Article,
    texts: Texts,
    sentences: Pair,
    figures: Pair,
    periods: Pair,
    zones: Pair,
    organizations: Pair,
    programs: Pair,
    cells: tuple[Cell, ...],
    knowledge: Knowledge,
) -> tuple[Figure, ...]:
    """Every figure of the article, the title's first, in reading order."""
    statements = article_statements(
        texts, sentences, figures, periods, zones, organizations, programs, knowledge
    )
    evidence = evidence_of(texts, sentences, statements, knowledge)
    if statements is None or evidence is None:
        return ()
    judge = knowledge.judge
    enterprise = main_enterprise(statements.title, statements.body)
    article_id = article.article_id
    found = []
    for one, attached in zip(statements.each, attach(evidence, judge), strict=True):
        scene, span = one.scene, one.quantity.span
        cell = None if scene.in_title else cell_of(cells, span)
        edges = attached.edges
        sure = attached.sure
        owner = organization_edge(scene, one.sentence, span.start, enterprise)
        if cell is not None:
            noun = cell_indicator(cell, scene.text)
            edges["indicator"] = Edge("indicator", noun.name, noun.rule, Reach.CLAUSE, noun.span, False)
            sure["indicator"] = 1.0
            row = row_edges(cell, scene)
            sure.update((target, 1.0) for target in row if target in sure)
            owner = row.pop("organization", owner)
            edges.update(row)
        in_order = (
            edges.get("zone"), owner, edges.get("program"), edges.get("indicator"),
            one.action if cell is None else None,
            edges.get("period"),
        )  # fmt: skip
        figure = build_figure(
            article, article_id, scene, one.sentence, one.quantity, one.marks,
            tuple(edge for edge in in_order if edge is not None), attached.period, knowledge.canonical,
        )  # fmt: skip
        doubt = attached.doubt()
        found.append(
            replace(
                figure,
                confidence=judge.confidence(sure.values()),
                doubt=doubt,
                runner_up=attached.runners_up[doubt] if doubt else "",
            )
        )
    return link_mentions(found, texts.body)


STEPS: tuple[Step, ...] = (
    Step("fold", fold_article, ("article",), "texts"),
    Step("sentences", article_sentences, ("article",), "sentences"),
    Step("cells", article_cells, ("texts", "knowledge"), "cells"),
    Step("quantities", article_quantities, ("texts", "cells", "knowledge"), "quantities"),
    Step("periods", article_periods, ("texts", "knowledge"), "periods"),
    Step("counted", counted_quantities, ("texts", "quantities", "periods"), "counted"),
    Step("organizations", article_organizations, ("texts", "counted", "knowledge"), "organizations"),
    Step("zones", article_zones, ("texts", "counted", "organizations", "knowledge"), "zones"),
    Step("programs", article_programs, ("texts", "counted", "knowledge"), "programs"),
    Step(
        "figures",
        article_figures,
        (
            "article",
            "texts",
            "sentences",
            "counted",
            "periods",
            "zones",
            "organizations",
            "programs",
            "cells",
            "knowledge",
        ),
        "figures",
    ),
)
"""The steps in order; the batch driver and the spaCy adapter run this one list."""


def run_steps(article: Article, knowledge: Knowledge) -> Mapping[str, Any]:
    """All values of one article by name, `figures` last."""
    values: dict[str, Any] = {"article": article, "knowledge": knowledge}
    for step in STEPS:
        values[step.assigns] = step.function(*(values[name] for name in step.requires))
    return values


class Extractor:
    """The batch driver: patterns in, figures of articles out; one for each process."""

    def __init__(self, patterns: Patterns, segmenter: Engine = "rjieba") -> None:
        self.knowledge = Knowledge(patterns, segmenter)

    @property
    def page_forms(self) -> PageForms:
        """What pages.yaml says, for `pages.read_page`."""
        return self.knowledge.page_forms

    def figures(self, article: Article) -> tuple[Figure, ...]:
        """Every figure of the article, the title's first, in reading order."""
        found: tuple[Figure, ...] = run_steps(article, self.knowledge)["figures"]
        return found

    def evidence(self, article: Article) -> ArticleEvidence | None:
        """All that could be attached to the article's figures, for learning; None where it has no figure."""
        values: dict[str, Any] = {"article": article, "knowledge": self.knowledge}
        for step in STEPS[:-1]:
            values[step.assigns] = step.function(*(values[name] for name in step.requires))
        statements = article_statements(
            values["texts"],
            values["sentences"],
            values["counted"],
            values["periods"],
            values["zones"],
            values["organizations"],
            values["programs"],
            self.knowledge,
        )
        return evidence_of(values["texts"], values["sentences"], statements, self.knowledge)

    def reasons(self, article: Article, figure_id: str) -> Mapping[str, Reasons]:
        """Why a figure belongs to what it does, by field; empty for another article's figure."""
        evidence = self.evidence(article)
        numbers = [number for number, one in enumerate(self.figures(article)) if one.figure_id == figure_id]
        return reasons(evidence, self.knowledge.judge, numbers[0]) if evidence and numbers else {}

    def quantities(self, text: str) -> list[Quantity]:
        """Every quantity of a text; a text that is nothing but a numeral gives one without a unit."""
        folded = fold(text)
        whole = read_number(folded.strip())
        if whole is not None:
            start = len(folded) - len(folded.lstrip())
            return [
                Quantity(
                    whole.span.shifted(start), whole.value, whole.value_max, "", whole.bound, whole.dimension
                )
            ]
        knowledge = self.knowledge
        return find_quantities(folded, knowledge.units, knowledge.bounds, knowledge.exclusions)
