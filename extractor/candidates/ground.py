"""Ground: an article's title and text as one row of characters, and where its parts begin.

Here a place is one number: the title comes first, then a line feed, then the text. Candidates and evidence
count in these places; spans of the tables count in the title or in the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from extractor.model import Span
from extractor.text import kept_re as re
from extractor.text.sentences import Sentence
from extractor.text.words import Segmenter, Word

_BETWEEN_CELLS = " \t|"
_CELL = 6  # characters; so many blanks at most
_CLAUSE = re.compile(r"[,，;；:：。!?！？\n]")


class Ground:
    """Where sentences, clauses and paragraphs begin; sentence 0 is the title, in paragraph -1."""

    def __init__(self, title: str, text: str, sentences: Sequence[Sentence], words: Segmenter) -> None:
        self.title = title
        self.shift = len(title) + 1
        self.text = f"{title}\n{text}"
        self._segmenter = words
        self.sentences = [0]
        self.paragraphs = [-1]
        self.headings = [-1]  # the sentence that is the heading over each sentence, or -1
        number_of: dict[int, int] = {}
        for sentence in sentences:
            start = sentence.span.start + self.shift
            number_of[start] = len(self.sentences)
            self.sentences.append(start)
            self.paragraphs.append(sentence.paragraph)
            heading = sentence.heading
            self.headings.append(-1 if heading is None else number_of.get(heading.start + self.shift, -1))
        ends = [match.end() for match in _CLAUSE.finditer(self.text)]
        self.clauses = sorted({*self.sentences, *ends})

    @cached_property
    def words(self) -> Sequence[Word]:
        """The words of title and text."""
        return self._segmenter.cut(self.text)

    @cached_property
    def word_starts(self) -> Sequence[int]:
        """Where each word begins."""
        return [word.start for word in self.words]

    def place(self, span: Span, *, in_title: bool) -> tuple[int, int]:
        """Start and end of a span of the title, or of the text, in this row."""
        return (span.start, span.end) if in_title else (span.start + self.shift, span.end + self.shift)

    def span(self, start: int, end: int) -> tuple[Span, bool]:
        """The span of the title (true) or of the text that stands at these places."""
        if start < self.shift:
            return Span(start, end), True
        return Span(start - self.shift, end - self.shift), False

    def sentence_of(self, place: int) -> int:
        """The number of the sentence that holds a place."""
        return bisect_right(self.sentences, place) - 1

    def clause_of(self, place: int) -> int:
        """The number of the clause that holds a place."""
        return bisect_right(self.clauses, place) - 1

    def sentence_end(self, sentence: int) -> int:
        """Where a sentence ends: where the next one begins."""
        after = sentence + 1
        return self.sentences[after] if after < len(self.sentences) else len(self.text)

    @cached_property
    def _paragraph_ends(self) -> dict[int, int]:
        return {paragraph: self.sentence_end(number) for number, paragraph in enumerate(self.paragraphs)}

    def paragraph_end(self, sentence: int) -> int:
        """Where the paragraph of a sentence ends."""
        return self._paragraph_ends[self.paragraphs[sentence]]

    def char_before(self, place: int) -> str:
        """The character before a place, past the blanks and strokes that part the cells of a table."""
        return self.text[max(0, place - _CELL) : place].rstrip(_BETWEEN_CELLS)[-1:]

    def char_after(self, place: int) -> str:
        """The first character at a place, past the blanks and strokes that part the cells of a table."""
        return self.text[place : place + _CELL].lstrip(_BETWEEN_CELLS)[:1]

    def word_before(self, place: int) -> str:
        """The word that ends at a place or before it; empty at the start."""
        at = bisect_left(self.word_starts, place) - 1
        return self.words[at].text if at >= 0 else ""

    def word_after(self, place: int) -> str:
        """The first word that begins at a place or after it; empty at the end."""
        at = bisect_left(self.word_starts, place)
        return self.words[at].text if at < len(self.words) else ""
