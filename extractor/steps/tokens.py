"""Tokens: a sentence as classed words, with figures, periods, names and quotations as one token each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.grammar.tokens import WordClasses
from extractor.model import Span
from extractor.steps.names import Cutter
from extractor.steps.verbal_nouns import settled
from extractor.text import kept_re as re

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


class _Row:
    """The words of a sentence while they are put together."""

    __slots__ = (
        "classes",
        "codes",
        "ends",
        "nominal",
        "noun",
        "people",
        "spaced",
        "starts",
        "stems",
        "suffix",
        "text",
    )

    def __init__(self, text: str, classes: WordClasses, spaced: bool) -> None:
        self.text = text
        self.spaced = spaced  # whether a blank parts clauses, as in a headline
        self.classes = classes
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.codes: list[str] = []
        self.noun = classes.codes["noun"]
        self.people = classes.codes["people"]
        self.suffix = classes.codes.get("suffix")
        self.stems = classes.codes_of(_STEMS)
        self.nominal = classes.codes_of(_NOMINAL)

    def push(self, start: int, end: int, code: str) -> None:
        """Add a word, or join it to the word before it."""
        ends = self.ends
        if not ends:
            before = None
            if code == self.suffix:
                code = self._alone(start, end)
        else:
            before = self.codes[-1] if ends[-1] == start else None
            if before is not None and code in self.nominal:
                self._part_union(start, end)
            if code == self.suffix:
                code = self._alone(start, end)
                if before in self.stems:  # 解决|率, 培训|站, 困难|户
                    return self._join(end, self.classes.code(self.text[self.starts[-1] : end], "n"))
            if code == self.noun and end - start == 2 and self._is_rate(end):
                return self._join(end, code)  # 处|结率
        if code == _BRACKETED:
            if before is not None and before in self.nominal:
                return self._join(end, before)
            code = self.classes.codes["comma"]
        self.starts.append(start)
        ends.append(end)
        self.codes.append(code)
        return None

    def _alone(self, start: int, end: int) -> str:
        """The class of a suffix that no stem stands before."""
        return self.people if self.text[start:end] == "人员" else self.noun

    def _join(self, end: int, code: str) -> None:
        self.ends[-1] = end
        self.codes[-1] = code or self.noun

    def _is_rate(self, end: int) -> bool:
        """Whether the last word is half of the one that ends here: 处|结率."""
        last = self.starts[-1]
        return self.text[end - 1] == "率" and self.ends[-1] - last == 1 and "一" <= self.text[last] <= "鿿"

    def _part_union(self, start: int, end: int) -> None:
        """工会组织 is two words where a noun follows that it does not modify: 工会|组织|职工疗养."""
        first, last = self.starts[-1], self.ends[-1]
        if last - first != 4 or self.text[first:last] != "工会组织":
            return
        if self.text[start:end] not in self.classes.marks.get("of-union", frozenset()):
            self.ends[-1] = first + 2
            self.starts.append(first + 2)
            self.ends.append(last)
            self.codes[-1:] = [self.noun, self.classes.code("组织", "v")]

    def cut(self, start: int, end: int, words: Cutter, before_figure: bool) -> None:
        """Add the words of the text between two names or figures."""
        classes = self.classes
        by_word, code_of = classes.by_word, classes.code
        for surface, tag in words.tagged(self.text[start:end]):
            size = len(surface)
            stop = start + size
            listed = by_word.get(surface)
            if listed is not None and surface[0] != "率":
                self.push(start, stop, listed)
            elif surface.isspace():
                if self.spaced and self.ends:
                    self.push(start, stop, classes.codes["comma"])
            elif (
                before_figure
                and stop == end
                and size > 1
                and surface[-1] in _JOINED
                and surface not in by_word
            ):
                # 体检|率达 before a number: 达 is no part of the noun
                self.push(start, stop - 1, code_of(surface[:-1], "n"))
                self.push(stop - 1, stop, code_of(surface[-1], "v"))
            elif size == 2 and surface[0] == "率" and surface[1] in by_word:
                self.push(start, start + 1, code_of("率", "n"))  # 建制|率均
                self.push(start + 1, stop, by_word[surface[1]])
            elif size == 4 and classes.is_two_words(surface):
                self.push(start, start + 2, by_word[surface[:2]])
                self.push(start + 2, stop, code_of(surface[2:], "n"))
            else:
                self.push(start, stop, code_of(surface, tag))
            start = stop


def classed_tokens(
    text: str,
    sentence: Span,
    figures: Iterable[Span],
    names: Iterable[tuple[Span, str]],
    classes: WordClasses,
    words: Cutter,
    spaced: bool = False,
) -> Tokens:
    """The sentence's tokens; `names` are spans with their class, of which an earlier one goes first.

    `spaced` is a text in which blanks part clauses, as they do in a headline.
    """
    row = _Row(text, classes, spaced)
    places: list[int] = []
    at = sentence.start
    figure = classes.codes["other"]
    for start, end, code in _atoms(text, sentence, figures, names, classes):
        if at < start:
            row.cut(at, start, words, code == figure)
        if code == figure:
            places.append(len(row.starts))
        row.push(start, end, code)
        at = end
    if at < sentence.end:
        row.cut(at, sentence.end, words, False)
    codes = settled(text, row.starts, row.ends, row.codes, classes)
    return Tokens(row.starts, row.ends, "".join(codes), tuple(places))


def _atoms(
    text: str,
    sentence: Span,
    figures: Iterable[Span],
    names: Iterable[tuple[Span, str]],
    classes: WordClasses,
) -> list[tuple[int, int, str]]:
    """What is one word whatever the segmenter says: figures, names, quotations, carved words."""
    first, last = sentence.start, sentence.end
    atoms: list[tuple[int, int, str]] = []

    def take(start: int, end: int, code: str) -> None:
        if first <= start and end <= last:
            for begins, stops, _ in atoms:
                if start < stops and begins < end:
                    return
            atoms.append((start, end, code))

    for span in figures:
        take(span.start, span.end, classes.codes["other"])
    carved = []
    if classes.carved is not None:
        carved = [word.span() for word in classes.carved.finditer(text, first, last)]
    quoted = [quotation.span() for quotation in _QUOTED.finditer(text, first, last)]
    for span, name in names:
        start, end = span.start, span.end
        # Not a name that cuts a carved word, nor a part of a quoted name: 园区 in “园区工匠”.
        for begins, stops in carved:
            if start < stops and begins < end and not (start <= begins and stops <= end):
                break
        else:
            for begins, stops in quoted:
                if begins < start and end < stops and end - start + 2 < stops - begins:
                    break
            else:
                take(start, end, classes.codes[name])
    for start, end in quoted:
        take(start, end, classes.codes["quote"])
    for start, end in carved:
        take(start, end, classes.code(text[start:end], "n"))
    for variant in _VARIANT.finditer(text, first, last):
        take(*variant.span(), _BRACKETED)
    return sorted(atoms)
