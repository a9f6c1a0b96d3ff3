"""Page and Article: what a reader hands over, and what the mender makes of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from hashlib import blake2b

from extractor.model.span import Span


@dataclass(frozen=True, slots=True)
class Page:
    """One readable unit of a source: decoded text, and what the file itself says about it.

    `source` is the path below the input folder, with `/`. `headings` are spans of `text` that the
    format marks as headings (empty for plain text). `place` says where in the source the page stands
    (`page 2`, `Sheet1 row 12`), empty for a whole file; `whole` that the page is one article, as a row of an
    export is. `ends` are the offsets at which the format says that a paragraph ends: the line that ends there
    does not go on in the next one, whatever it ends with. Other fields are empty where the file is silent.
    """

    source: str
    text: str
    title: str = ""
    byline: str = ""
    publisher: str = ""
    published: str = ""
    headings: tuple[Span, ...] = ()
    place: str = ""
    whole: bool = False
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Characters `start` to `end` of a mended text stand, in order, in one line of the page's text.

    `line` is the line's number and `column` the place of the first of them in it, both from 1, as an editor
    counts them.
    """

    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Article:
    """One mended article: paragraphs and subheadings of `text` are lines, joined by `\\n`.

    `text` holds no title, byline, caption or furniture. `headings` are the spans of the subheading
    lines in `text`; `origin` and `title_origin` tell where each character stands in the page's text
    (a character that the mender added, such as a joining line feed, has no origin; neither has a title that
    the format gives apart from the text). `place` is the page's place in the source.
    `captions` are the lines that were taken out of the text, as written.
    """

    source: str
    index: int
    title: str
    text: str
    byline: str = ""
    publisher: str = ""
    published: str = ""
    headings: tuple[Span, ...] = ()
    captions: tuple[str, ...] = ()
    origin: tuple[Origin, ...] = ()
    title_origin: tuple[Origin, ...] = ()
    place: str = ""

    @property
    def article_id(self) -> str:
        """Twelve hexadecimal digits from the title and the text: the same article, the same id."""
        return content_id(self.title, self.text)

    def stands_at(self, offset: int, *, in_title: bool = False) -> tuple[int, int] | None:
        """Line and column of character `offset` of the text (or title) in the page; None for an added one."""
        runs = self.title_origin if in_title else self.origin
        at = bisect_right(runs, offset, key=lambda run: run.start) - 1
        if at < 0 or offset >= runs[at].end:
            return None
        return runs[at].line, runs[at].column + offset - runs[at].start


def content_id(*parts: str) -> str:
    """Twelve hexadecimal digits of BLAKE2b over the parts, kept apart by a character no text holds."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
