"""Tokens: a sentence as classed words, with figures, periods, names and quotations as one token each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.grammar.tokens import WordClasses
from extractor.model import Span
from extractor.steps.names import Cutter

_QUOTED = re.compile(r"“[^“”,。;:!?\n]{1,18}”|《[^《》\n]{1,40}》|‘[^‘’,。;:!?\n]{1,14}’")

_JOINED = frozenset("达为超近约逾有共由占")


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
    """The sentence's tokens; `names` are spans with their class, of which an earlier one goes first."""
    atoms: list[tuple[Span, str]] = [(span, classes.codes["other"]) for span in figures]
    taken = sorted(span for span, _ in atoms)
    for span, name in [*names, *((span, "quote") for span in quoted_names(text, sentence))]:
        if sentence.contains(span) and not any(span.overlaps(other) for other in taken):
            atoms.append((span, classes.codes[name]))
            taken.append(span)
    if classes.carved is not None:
        for match in classes.carved.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken):
                atoms.append((span, classes.code(match[0], "n")))
                taken.append(span)
    atoms.sort()
    spans: list[Span] = []
    codes: list[str] = []
    places: list[int] = []
    at = sentence.start

    joining = frozenset(
        classes.codes[name]
        for name in ("noun", "people", "serve", "occur", "act", "verb", "change")
        if name in classes.codes
    )
    suffix, noun = classes.codes.get("suffix", ""), classes.codes["noun"]

    def push(start: int, end: int, code: str) -> None:
        if code == suffix:
            code = noun
            if codes and codes[-1] in joining and spans[-1].end == start:  # 解决|率, 培训|站
                spans[-1] = Span(spans[-1].start, end)
                codes[-1] = code
                return
        spans.append(Span(start, end))
        codes.append(code)

    def cut(until: int, before_figure: bool) -> None:
        for word in words.cut(text[at:until], at):
            surface = word.text
            if surface.isspace():
                continue
            last = before_figure and word.end == until and len(surface) > 1
            if last and surface[-1] in _JOINED and surface not in classes.by_word:
                # 体检|率达 before a number: 达 is no part of the noun
                push(word.start, word.end - 1, classes.code(surface[:-1], "n"))
                push(word.end - 1, word.end, classes.code(surface[-1], "v"))
            else:
                push(word.start, word.end, classes.code(surface, word.tag))

    for span, code in atoms:
        if at < span.start:
            cut(span.start, code == classes.codes["other"])
        if code == classes.codes["other"]:
            places.append(len(spans))
        push(span.start, span.end, code)
        at = span.end
    if at < sentence.end:
        cut(sentence.end, False)
    return Tokens(tuple(spans), "".join(codes), tuple(places))
