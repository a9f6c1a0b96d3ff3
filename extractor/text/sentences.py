"""Sentences: where a text's sentences and clauses begin and end, paragraph by paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model import Span
from extractor.text import kept_re as re

_END = re.compile(r"[。!?！？]+[”’」』)）]*|\n+")
_CLAUSE = re.compile(r"[,，;；:：。!?！？\n]")
# Nobody writes a longer sentence; a list without an end, or a file without marks, is taken in pieces, so that
# what is looked for around a figure stays near it.
LONGEST = 2000
_PIECE = re.compile(r".*[;；,，、:：\s]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text: its span, its paragraph's number, and the subheading it stands under.

    `heading` is the span of the nearest subheading line above it (itself, for a subheading), or None.
    """

    span: Span
    paragraph: int
    heading: Span | None = None
    is_heading: bool = False


def split_sentences(text: str, headings: Sequence[Span] = ()) -> tuple[Sentence, ...]:
    """Sentences of a text whose paragraphs are lines, left to right; blanks around them are left out.

    One of more than LONGEST characters comes in pieces, each up to a mark where there is one.

    >>> [s.span.of("建站4家。惠及两人！\\n下一段") for s in split_sentences("建站4家。惠及两人！\\n下一段")]
    ['建站4家。', '惠及两人！', '下一段']
    """
    starts = [span.start for span in headings]
    found: list[Sentence] = []
    start = paragraph = 0
    for mark in _END.finditer(text):
        line_ends = mark[0][0] == "\n"
        end = mark.start() if line_ends else mark.end()
        _add(found, text, start, end, paragraph, headings, starts)
        start = mark.end()
        paragraph += line_ends
    _add(found, text, start, len(text), paragraph, headings, starts)
    return tuple(found)


def _add(
    found: list[Sentence],
    text: str,
    start: int,
    end: int,
    paragraph: int,
    headings: Sequence[Span],
    starts: Sequence[int],
) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    while end - start > LONGEST:
        mark = _PIECE.match(text, start, start + LONGEST)
        cut = mark.end() if mark else start + LONGEST
        _add(found, text, start, cut, paragraph, headings, starts)
        start = cut
    at = bisect_right(starts, start) - 1
    heading = headings[at] if at >= 0 else None
    found.append(Sentence(Span(start, end), paragraph, heading, heading is not None and start < heading.end))


def clause_marks(text: str, sentence: Span) -> list[int]:
    """Where the marks stand in `sentence` that end a clause, in order."""
    return [mark.start() for mark in _CLAUSE.finditer(text, sentence.start, sentence.end)]


def clause_of(marks: Sequence[int], sentence: Span, position: int) -> Span:
    """The clause of `sentence`, whose marks these are, that holds character `position`."""
    at = bisect_left(marks, position)
    return Span(marks[at - 1] + 1 if at else sentence.start, marks[at] if at < len(marks) else sentence.end)
