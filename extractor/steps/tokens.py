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
    """The sentence's tokens; `names` are spans with their class, the earlier ones first where they overlap."""
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

    joining = frozenset(classes.codes[name] for name in ("noun", "people", "serve", "act", "verb", "change") if name in classes.codes)
    suffix = classes.codes.get("suffix", "")

    def cut(until: int, before_figure: bool) -> None:
        for word in words.cut(text[at:until], at):
            if word.text.isspace():
                continue
            joined = before_figure and word.end == until and len(word.text) > 1 and word.text[-1] in _JOINED and word.text not in classes.by_word
            if joined:  # 体检|率达 before a number: 达 is no part of the noun
                spans.append(Span(word.start, word.end - 1))
                codes.append(classes.code(word.text[:-1], "n"))
                spans.append(Span(word.end - 1, word.end))
                codes.append(classes.code(word.text[-1], "v"))
                continue
            code = classes.code(word.text, word.tag)
            if code == suffix:
                code = classes.codes["noun"]
                if codes and codes[-1] in joining and spans[-1].end == word.start:  # 解决|率, 培训|站
                    spans[-1] = Span(spans[-1].start, word.end)
                    codes[-1] = code
                    continue
            spans.append(Span(word.start, word.end))
            codes.append(code)

    for span, code in atoms:
        if at < span.start:
            cut(span.start, code == classes.codes["other"])
        if code == classes.codes["other"]:
            places.append(len(spans))
        spans.append(span)
        codes.append(code)
        at = span.end
    if at < sentence.end:
        cut(sentence.end, False)
    return Tokens(tuple(spans), "".join(codes), tuple(places))
