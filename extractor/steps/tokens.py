"""Tokens: a sentence as classed words, with figures, periods, names and quotations as one token each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.grammar.tokens import WordClasses
from extractor.model import Span
from extractor.steps.names import Cutter

_QUOTED = re.compile(r"“[^“”,。;:!?\n]{1,18}”|《[^《》\n]{1,40}》|‘[^‘’,。;:!?\n]{1,14}’")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one sentence: their places, and their classes as a string of one character each."""

    spans: tuple[Span, ...]
    codes: str
    figures: tuple[int, ...]  # places of the figures among the tokens

    def at(self, position: int) -> int:
        """The index of the first token that does not end before character `position`."""
        low, high = 0, len(self.spans)
        while low < high:
            middle = (low + high) // 2
            if self.spans[middle].end <= position:
                low = middle + 1
            else:
                high = middle
        return low


def quoted_names(text: str, within: Span) -> list[Span]:
    """Quoted names and book titles, with their marks; what holds a comma or a stop is speech, and no name."""
    return [Span(*match.span()) for match in _QUOTED.finditer(text, within.start, within.end)]


def classed_tokens(
    text: str,
    sentence: Span,
    figures: Iterable[Span],
    names: Iterable[tuple[Span, str]],
    classes: WordClasses,
    words: Cutter,
) -> Tokens:
    """The sentence's tokens; `names` are spans with their class, the earlier ones first where they overlap."""
    atoms: list[tuple[Span, str]] = [(span, classes.codes["other"]) for span in figures]
    taken = sorted(span for span, _ in atoms)
    for span, name in [*names, *((span, "quote") for span in quoted_names(text, sentence))]:
        if sentence.contains(span) and not any(span.overlaps(other) for other in taken):
            atoms.append((span, classes.codes[name]))
            taken.append(span)
    atoms.sort()
    spans: list[Span] = []
    codes: list[str] = []
    places: list[int] = []
    at = sentence.start

    def cut(until: int) -> None:
        for word in words.cut(text[at:until], at):
            if not word.text.isspace():
                spans.append(Span(word.start, word.end))
                codes.append(classes.code(word.text, word.tag))

    for span, code in atoms:
        if at < span.start:
            cut(span.start)
        if code == classes.codes["other"]:
            places.append(len(spans))
        spans.append(span)
        codes.append(code)
        at = span.end
    if at < sentence.end:
        cut(sentence.end)
    return Tokens(tuple(spans), "".join(codes), tuple(places))
