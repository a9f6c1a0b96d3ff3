"""Explain: why a figure came out so, as a tree of short lines that a reader of the tables understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extractor.evidence.sentences import Said
from extractor.judge.reasons import Reasons
from extractor.model import Article, Bound, Edge, Figure, Modality, Quantity, Reach, Span

_REACHES = {
    Reach.CLAUSE: "in its own clause",
    Reach.SENTENCE: "in its own sentence",
    Reach.PARAGRAPH: "in its own paragraph",
    Reach.SECTION: "in its section",
    Reach.ARTICLE: "elsewhere in the article",
    Reach.TITLE: "in the title",
}
_NEIGHBOURS = 20
_LONG = 40  # characters; a newspaper's line is shorter, a paragraph that was never wrapped longer
_TARGETS = ("zone", "organization", "program", "indicator", "action", "period")


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the derivation, and the lines that bear it out."""

    line: str
    twigs: tuple[Branch, ...] = ()

    def drawn(self) -> list[str]:
        """The lines of the tree, from its root down."""
        lines = [self.line]
        for number, twig in enumerate(self.twigs, 1):
            first, more = ("└── ", "    ") if number == len(self.twigs) else ("├── ", "│   ")
            lines += [(more if below else first) + line for below, line in enumerate(twig.drawn())]
        return lines


def derivation(figure: Figure, article: Article, why: Mapping[str, Reasons] | None = None) -> Branch:
    """Where the figure stands, how its value was read, and each edge with its rule, its cue and its reach.

    `why` are the judge's reasons by field: what decided, and what the field would be else.
    """
    place = f"{article.source}, article {article.index}"
    return Branch(
        f"{figure.raw} = {_stated(figure.quantity)}",
        (
            Branch(f"{place}: {article.title}", _where(figure, article)),
            Branch("quantity", _quantity(figure)),
            Branch("attached", tuple(_target(name, figure, article, why or {}) for name in _TARGETS)),
            *_links(figure),
            Branch(f"confidence {figure.confidence:.2f}"),
        ),
    )


def _where(figure: Figure, article: Article) -> tuple[Branch, ...]:
    span = figure.quantity.span
    text = article.title if figure.in_title else article.text
    at = f"characters {span.start} to {span.end} of the {'title' if figure.in_title else 'text'}"
    section = (Branch(f"under the heading {figure.section}"),) if figure.section else ()
    return (
        Branch(at),
        _source_place(figure, article),
        *section,
        Branch(_marked(figure.sentence, text, span)),
    )


def _source_place(figure: Figure, article: Article) -> Branch:
    """Page, line and column in the source, with the lines as they stand there."""
    span = figure.quantity.span
    part = f"{article.place}, " if article.place else ""
    place = article.stands_at(span.start, in_title=figure.in_title)
    if place is None:
        why = "as the source gives the title, apart from the text" if figure.in_title else "line not known"
        return Branch(f"in the source: {part}{why}")
    lines = (Branch(line) for line in _source_lines(article, span, in_title=figure.in_title))
    inside = " of its text" if article.place else ""
    return Branch(f"in the source: {part}line {place[0]}{inside}, column {place[1]}", tuple(lines))


def _source_lines(article: Article, span: Span, *, in_title: bool) -> list[str]:
    """The lines of the source that hold the span, as they stand there but for what is no article's (…)."""
    pieces: dict[int, list[tuple[int, str]]] = {}
    held: set[int] = set()
    for runs, text, marks in (
        (article.title_origin, article.title, in_title),
        (article.origin, article.text, not in_title),
    ):
        for run in runs:
            inner = Span(max(run.start, span.start), min(run.end, span.end))
            shown = text[run.start : run.end]
            if marks and inner.start < inner.end:
                held.add(run.line)
                before, after = text[run.start : inner.start], text[inner.end : run.end]
                shown = f"{_shortened(before[::-1])[::-1]}【{inner.of(text)}】{_shortened(after)}"
            pieces.setdefault(run.line, []).append((run.column, shown))
    return ["…".join(shown for _, shown in sorted(pieces[line])) for line in sorted(held)]


def _shortened(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[:_NEIGHBOURS]}…"


def _marked(sentence: str, text: str, span: Span) -> str:
    """The sentence with the figure in brackets; the figure with its neighbours, should it not be in it."""
    start = text.rfind(sentence, 0, span.start + len(sentence))
    if not 0 <= start <= span.start or start + len(sentence) < span.end:
        start = max(0, span.start - _NEIGHBOURS)
        sentence = text[start : span.end + _NEIGHBOURS]
    inner = span.shifted(-start)
    return f"{sentence[: inner.start]}【{inner.of(sentence)}】{sentence[inner.end :]}"


def _quantity(figure: Figure) -> tuple[Branch, ...]:
    quantity = figure.quantity
    said = [
        f"value {_number(quantity)}",
        f"unit {quantity.unit or 'none'}, dimension {quantity.dimension.value}",
        f"bound {quantity.bound.value}",
        f"change {figure.change.value}",
    ]
    if figure.aggregate:
        said.append(f"aggregate {figure.aggregate}")
    if quantity.per:
        said.append(f"per {quantity.per}")
    if figure.modality is not Modality.REPORTED:
        said.append(f"modality {figure.modality.value}")
    return tuple(map(Branch, said))


def _target(name: str, figure: Figure, article: Article, why: Mapping[str, Reasons]) -> Branch:
    edges = [edge for edge in figure.edges if edge.target == name]
    judged = why.get(name)
    reasons = _judged(judged) if judged is not None and (not edges or edges[0].name == judged.name) else ()
    if not edges:
        return Branch(f"{name}: not said", reasons)
    if name != "period" or figure.period is None:
        dates: tuple[Branch, ...] = ()
    else:
        days = (figure.period.start, figure.period.end)
        known = [day.isoformat() if day else "?" for day in days]
        dates = (Branch(f"{known[0]} to {known[1]}"),) if any(days) else (Branch("dates not known"),)
    return Branch(
        f"{name}: {edges[0].name}", (*(Branch(_because(edge, article)) for edge in edges), *dates, *reasons)
    )


def _judged(reasons: Reasons) -> tuple[Branch, ...]:
    """How likely the judge holds the name, what decided, and the runner-up with what spoke for it."""
    likely = Branch(f"likely {reasons.probability:.2f}", tuple(_said(reasons.decided)))
    if not reasons.runner_up:
        return (likely,)
    other = f"else {reasons.runner_up}, likely {reasons.runner_up_probability:.2f}"
    return likely, Branch(other, tuple(_said(reasons.for_runner_up)))


def _said(decided: Iterable[tuple[Said, float]]) -> Iterator[Branch]:
    for said, weight in decided:
        yield Branch(f"{weight:+.2f} {said.en} ({said.zh})")


def _because(edge: Edge, article: Article) -> str:
    because = f"rule {edge.rule}, {_REACHES[edge.reach]}"
    if edge.cue is None:
        return because
    where = " of the title" if edge.cue_in_title else ""
    words = edge.cue.of(article.title if edge.cue_in_title else article.text)
    return f"{because}: “{words}” at {edge.cue.start} to {edge.cue.end}{where}"


def _links(figure: Figure) -> tuple[Branch, ...]:
    links = []
    if figure.canonical:
        rules = [Branch(f"rule {edge.rule}") for edge in figure.edges if edge.target == "canonical"]
        links.append(Branch(f"canonical indicator: {figure.canonical}", tuple(rules)))
    if figure.canonical_program:
        links.append(Branch(f"canonical program: {figure.canonical_program}"))
    if figure.canonical_zone:
        links.append(Branch(f"canonical zone: {figure.canonical_zone}"))
    if figure.restates:
        links.append(Branch(f"restates {figure.restates}"))
    if figure.part_of:
        links.append(Branch(f"part of {figure.part_of}"))
    return tuple(links)


def _stated(quantity: Quantity) -> str:
    bound = "" if quantity.bound is Bound.EXACT else f"{quantity.bound.value} "
    return f"{bound}{_number(quantity)} {quantity.unit}".rstrip()


def _number(quantity: Quantity) -> str:
    low = f"{quantity.value:f}"
    return low if quantity.value_max is None else f"{low} to {quantity.value_max:f}"
