"""Tokens: a sentence as classed words, with figures, periods, names and quotations as one token each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.grammar.tokens import WordClasses
from extractor.model import Span
from extractor.steps.names import Cutter
from extractor.steps.verbal_nouns import settled

_QUOTED = re.compile(r"“[^“”,。;:!?\n]{1,18}”|《[^《》\n]{1,40}》|‘[^‘’,。;:!?\n]{1,14}’")

# 传统工艺(手艺)大师, 职工服务中心(站): a bracketed variant inside a noun is part of it.
_VARIANT = re.compile(r"(?<=[一-鿿])[(（][一-鿿、]{1,6}[)）]")
_BRACKETED = ""  # the code of a variant until the word before it is known
_JOINED = frozenset("达为超近约逾有共由占")
# A suffix makes one noun with a word of these classes before it.
_STEMS = ("noun", "people", "serve", "occur", "act", "verb", "change", "adverb", "compound", "either")
_NOMINAL = ("noun", "people", "serve", "quote")


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


def _inside(span: Span, quote: Span) -> bool:
    """Whether a name is a part of a quoted one: 园区 in “园区工匠”."""
    return quote.start < span.start and span.end < quote.end and len(span) + 2 < len(quote)


def _is_rate(text: str, last: Span, start: int, end: int) -> bool:
    return end - start == 2 and text[end - 1] == "率" and len(last) == 1 and "一" <= text[last.start] <= "鿿"


class _Row:
    """The words of a sentence while they are put together."""

    def __init__(self, text: str, classes: WordClasses) -> None:
        self.text = text
        self.classes = classes
        self.spans: list[Span] = []
        self.codes: list[str] = []
        self.noun = classes.codes["noun"]
        self.stems = {classes.codes[name] for name in _STEMS if name in classes.codes}
        self.nominal = {classes.codes[name] for name in _NOMINAL if name in classes.codes}
        self.of_union = classes.marks.get("of-union", frozenset())

    def push(self, start: int, end: int, code: str) -> None:
        """Add a word, or join it to the word before it."""
        before = self.codes[-1] if self.codes and self.spans[-1].end == start else None
        if code in self.nominal and before is not None:
            self._part_union(start, end)
        if code == self.classes.codes.get("suffix"):
            code = self.noun
            if before in self.stems:  # 解决|率, 培训|站, 困难|户
                return self._join(end, self.classes.code(self.text[self.spans[-1].start : end], "n"))
        if code == self.noun and self.spans and _is_rate(self.text, self.spans[-1], start, end):
            return self._join(end, code)  # 处|结率
        if code == _BRACKETED:
            if before in self.nominal:
                return self._join(end, before)
            code = self.classes.codes["comma"]
        self.spans.append(Span(start, end))
        self.codes.append(code)
        return None

    def _join(self, end: int, code: str | None) -> None:
        self.spans[-1] = Span(self.spans[-1].start, end)
        self.codes[-1] = code or self.noun

    def _part_union(self, start: int, end: int) -> None:
        """工会组织 is two words where a noun follows that it does not modify: 工会|组织|职工疗养."""
        last = self.spans[-1]
        if last.of(self.text) == "工会组织" and self.text[start:end] not in self.of_union:
            self.spans[-1:] = [Span(last.start, last.start + 2), Span(last.start + 2, last.end)]
            self.codes[-1:] = [self.noun, self.classes.code("组织", "v")]

    def cut(self, start: int, end: int, words: Cutter, before_figure: bool) -> None:
        """Add the words of the text between two names or figures."""
        classes = self.classes
        for word in words.cut(self.text[start:end], start):
            surface = word.text
            if surface.isspace():
                continue
            last = before_figure and word.end == end and len(surface) > 1
            if last and surface[-1] in _JOINED and surface not in classes.by_word:
                # 体检|率达 before a number: 达 is no part of the noun
                self.push(word.start, word.end - 1, classes.code(surface[:-1], "n"))
                self.push(word.end - 1, word.end, classes.code(surface[-1], "v"))
            elif len(surface) == 2 and surface[0] == "率" and surface[1] in classes.by_word:
                self.push(word.start, word.start + 1, classes.code("率", "n"))  # 建制|率均
                self.push(word.start + 1, word.end, classes.by_word[surface[1]])
            elif classes.is_two_words(surface):
                self.push(word.start, word.start + 2, classes.by_word[surface[:2]])
                self.push(word.start + 2, word.end, classes.code(surface[2:], "n"))
            else:
                self.push(word.start, word.end, classes.code(surface, word.tag))


def classed_tokens(
    text: str,
    sentence: Span,
    figures: Iterable[Span],
    names: Iterable[tuple[Span, str]],
    classes: WordClasses,
    words: Cutter,
) -> Tokens:
    """The sentence's tokens; `names` are spans with their class, of which an earlier one goes first."""
    row = _Row(text, classes)
    places: list[int] = []
    at = sentence.start
    figure = classes.codes["other"]
    for span, code in _atoms(text, sentence, figures, names, classes):
        if at < span.start:
            row.cut(at, span.start, words, code == figure)
        if code == figure:
            places.append(len(row.spans))
        row.push(span.start, span.end, code)
        at = span.end
    if at < sentence.end:
        row.cut(at, sentence.end, words, False)
    codes = settled(text, row.spans, row.codes, classes)
    return Tokens(tuple(row.spans), "".join(codes), tuple(places))


def _atoms(
    text: str,
    sentence: Span,
    figures: Iterable[Span],
    names: Iterable[tuple[Span, str]],
    classes: WordClasses,
) -> list[tuple[Span, str]]:
    """What is one word whatever the segmenter says: figures, names, quotations, carved words."""
    atoms: list[tuple[Span, str]] = []
    taken: list[Span] = []

    def take(span: Span, code: str) -> None:
        if sentence.contains(span) and not any(span.overlaps(other) for other in taken):
            atoms.append((span, code))
            taken.append(span)

    for span in figures:
        take(span, classes.codes["other"])
    carved: list[Span] = []
    if classes.carved is not None:
        carved = [
            Span(*found.span()) for found in classes.carved.finditer(text, sentence.start, sentence.end)
        ]
    quoted = quoted_names(text, sentence)
    for span, name in names:
        cuts = any(span.overlaps(word) and not span.contains(word) for word in carved)
        if not cuts and not any(_inside(span, quote) for quote in quoted):
            take(span, classes.codes[name])
    for span in quoted:
        take(span, classes.codes["quote"])
    for span in carved:
        take(span, classes.code(span.of(text), "n"))
    for variant in _VARIANT.finditer(text, sentence.start, sentence.end):
        take(Span(*variant.span()), _BRACKETED)
    return sorted(atoms)
