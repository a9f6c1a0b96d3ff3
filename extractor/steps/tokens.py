"""Tokens: a sentence as classed words, with figures, periods, names and quotations as one token each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.grammar.tokens import WordClasses
from extractor.model import Span
from extractor.steps.names import Cutter

_QUOTED = re.compile(r"“[^“”,。;:!?\n]{1,18}”|《[^《》\n]{1,40}》|‘[^‘’,。;:!?\n]{1,14}’")

_JOINED = frozenset("达为超近约逾有共由占")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one sentence: their places, and their classes as a string of one character each.

    Places are two lists of numbers: most of them nobody asks for.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    codes: str
    figures: tuple[int, ...]  # places of the figures among the tokens

    def span(self, at: int) -> Span:
        """The characters of one token."""
        return Span(self.starts[at], self.ends[at])

    def word(self, at: int, text: str) -> str:
        """The surface of one token."""
        return text[self.starts[at] : self.ends[at]]


def classed_tokens(
    text: str,
    sentence: Span,
    figures: Iterable[Span],
    names: Iterable[tuple[Span, str]],
    classes: WordClasses,
    words: Cutter,
) -> Tokens:
    """The sentence's tokens; `names` are spans with their class, of which an earlier one goes first."""
    first, last = sentence.start, sentence.end
    figure = classes.codes["other"]
    atoms = [(span.start, span.end, figure) for span in figures]

    def take(start: int, end: int, code: str) -> None:
        if first <= start and end <= last:
            for begins, stops, _ in atoms:
                if start < stops and begins < end:
                    return
            atoms.append((start, end, code))

    for span, name in names:
        take(span.start, span.end, classes.codes[name])
    for quotation in _QUOTED.finditer(text, first, last):
        take(*quotation.span(), classes.codes["quote"])
    if classes.carved is not None:
        for word in classes.carved.finditer(text, first, last):
            take(*word.span(), classes.code(word[0], "n"))
    atoms.sort()
    line = _Line(text, classes, words)
    at = first
    for start, end, code in atoms:
        if at < start:
            line.cut(at, start, code == figure)
        line.add(start, end, code, code == figure)
        at = end
    if at < last:
        line.cut(at, last, False)
    return Tokens(line.starts, line.ends, "".join(line.codes), tuple(line.figures))


class _Line:
    """The tokens of one sentence as far as they are known."""

    __slots__ = ("_classes", "_text", "_words", "codes", "ends", "figures", "starts")

    def __init__(self, text: str, classes: WordClasses, words: Cutter) -> None:
        self._text = text
        self._classes = classes
        self._words = words
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.codes: list[str] = []
        self.figures: list[int] = []

    def add(self, start: int, end: int, code: str, is_figure: bool = False) -> None:
        """One token more; a suffix makes one noun with the word that it follows."""
        if is_figure:
            self.figures.append(len(self.starts))
        classes = self._classes
        if code == classes.suffix:
            code = classes.codes["noun"]
            # 解决|率, 培训|站
            if self.codes and self.codes[-1] in classes.joining and self.ends[-1] == start:
                self.ends[-1] = end
                self.codes[-1] = code
                return
        self.starts.append(start)
        self.ends.append(end)
        self.codes.append(code)

    def cut(self, start: int, end: int, before_figure: bool) -> None:
        """The words of a stretch without names."""
        classes = self._classes
        code_of = classes.code
        for surface, tag in self._words.tagged(self._text[start:end]):
            stop = start + len(surface)
            if surface.isspace():
                pass
            elif (
                before_figure
                and stop == end
                and surface[-1] in _JOINED
                and len(surface) > 1
                and surface not in classes.by_word
            ):
                # 体检|率达 before a number: 达 is no part of the noun
                self.add(start, stop - 1, code_of(surface[:-1], "n"))
                self.add(stop - 1, stop, code_of(surface[-1], "v"))
            else:
                self.add(start, stop, code_of(surface, tag))
            start = stop
