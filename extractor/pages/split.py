"""Passages in, drafts of articles out: where one article ends and the next begins.

An article begins with a dateline (本报讯), with a headline above a byline or a dateline, and after the
byline that ended the one before. A headline may stand behind a part of its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.model import Span
from extractor.pages.bylines import Byline, dateline_names, tail_byline
from extractor.pages.forms import PageForms
from extractor.pages.furniture import NO_FACTS, Facts
from extractor.pages.kinds import Kind
from extractor.pages.mend import Passage
from extractor.pages.stitch import cut, joined, written
from extractor.pages.titles import REACH, late_title, place_of, shared
from extractor.text import kept_regex as regex

_ASIDE = (Kind.CAPTION, Kind.NOTE, Kind.FURNITURE, Kind.DATE)
_NO_TEXT = (*_ASIDE, Kind.BYLINE, Kind.SIGNATURE)
_SUBTITLE = regex.compile(r"[—-]{1,2}\S")
_SHORTEST_HEADLINE = 6
_FIRST_LINES = 200  # lines of a paragraph that are compared with a headline
_HEAD = 240  # characters at the start of a paragraph in which a dateline and its byline stand


@dataclass(slots=True)
class Draft:
    """An article in the making: its passages, sorted by what they are for.

    `has_text` tells whether anything but headings has been read, `closed` that its byline ended it, `dated`
    that it begins with a dateline, `after_another` that another article stands before it.
    """

    title: list[Passage] = field(default_factory=list)
    body: list[Passage] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    captions: list[Passage] = field(default_factory=list)
    facts: Facts = NO_FACTS
    page: Facts = NO_FACTS
    has_text: bool = False
    closed: bool = False
    dated: bool = False
    after_another: bool = False

    def opening(self) -> str:
        """The folded characters of its first paragraphs, for comparing names."""
        parts: list[str] = []
        length = 0
        for passage in self.body:
            for one in passage.lines:
                if length >= REACH:
                    return "".join(parts)
                parts.append(one.text)
                length += len(one.text)
        return "".join(parts)

    def learn(self, facts: Facts) -> None:
        """Keep what a line says about this article, unless it was said before."""
        self.facts = merged(self.facts, facts)

    def sign(self, names: Sequence[str]) -> None:
        """Add the names of a byline that are not there yet."""
        self.names += [name for name in names if name not in self.names]


def merged(one: Facts, other: Facts) -> Facts:
    """The facts of `one`, and of `other` where `one` is silent."""
    return replace(
        one, publisher=one.publisher or other.publisher, published=one.published or other.published
    )


def split(
    passages: Sequence[Passage], raw: str, forms: PageForms, *, titled: bool = False, whole: bool = False
) -> list[Draft]:
    """The articles of a page in reading order.

    `titled` tells that the format gives the first one's title, so that none is looked for among its
    subheadings; `whole` that the page is one article, whatever stands in it.
    """
    splitter = _Splitter(passages, raw, forms, titled=titled, whole=whole)
    for at in range(len(passages)):
        splitter.read(at)
    return splitter.drafts()


class _Splitter:
    def __init__(
        self, passages: Sequence[Passage], raw: str, forms: PageForms, *, titled: bool, whole: bool
    ) -> None:
        self._passages = passages
        self._raw = raw
        self._forms = forms
        self._titled = titled
        self._whole = whole
        text = (at for at in range(len(passages), 0, -1) if passages[at - 1].kind not in _NO_TEXT)
        self._end_of_text = next(text, 0)
        self._draft = Draft()
        self._drafts = [self._draft]
        self._page = NO_FACTS
        self._new_page = False
        # Headlines found inside a sentence of an article that has its own, with that article.
        self._strays: list[tuple[Passage, Draft]] = []

    def drafts(self) -> list[Draft]:
        for draft in self._drafts:
            draft.page = merged(draft.page, self._page)
            self._entitle(draft)
        for stray, draft in self._strays:
            draft.captions.append(stray)
        return [draft for draft in self._drafts if draft.title or draft.body]

    def _entitle(self, draft: Draft) -> None:
        if not draft.title and not (self._titled and draft is self._drafts[0]):
            title = late_title(draft.body, self._forms, dated=draft.dated, after_another=draft.after_another)
            draft.title = [title] if title else []
        # Whatever else stood inside a sentence is no part of the text.
        draft.captions += [passage for passage in draft.body if passage.inside and passage not in draft.title]
        draft.body = [passage for passage in draft.body if not passage.inside and passage not in draft.title]

    def read(self, at: int) -> None:
        passage = self._passages[at]
        match passage.kind:
            case Kind.LABEL:
                self._read_label(at, passage)
            case Kind.PROSE:
                self._read_prose(at, passage)
            case Kind.ITEM | Kind.TABLE:
                self._read_text(passage)
            case Kind.BYLINE:
                self._read_byline(passage)
            case Kind.CAPTION:
                self._draft.captions.append(passage)
            case Kind.NOTE:
                self._read_note(at, passage)
            case Kind.FURNITURE | Kind.DATE:
                self._read_furniture(at, passage)
            case Kind.SIGNATURE:
                self._draft.learn(self._facts(passage))
                self._draft.closed = self._draft.has_text

    # -- headlines ------------------------------------------------------------------------------

    def _read_label(self, at: int, passage: Passage) -> None:
        draft = self._draft
        if passage.inside:
            if draft.title:
                self._strays.append((passage, draft))
            else:
                draft.body.append(passage)
        elif passage.lines[0].numbered:
            draft.body.append(passage)
        elif not draft.body:
            self._read_top(at, passage)
        elif self._begins_an_article(at, passage):
            self._begin(titled=True)
            self._read_top(at, passage)
        else:
            draft.body.append(passage)

    def _read_top(self, at: int, passage: Passage) -> None:
        # Kicker and headline may stand apart; below the byline only a subtitle still belongs to the title.
        draft, lines = self._draft, passage.lines
        after = self._passages[at + 1] if at + 1 < len(self._passages) else None
        above = bool(draft.title) or len(lines) > 1
        last = lines[-1].text
        # 各基层工会： greets the reader; a kicker with a colon has its headline below.
        greeting = above and last[-1] == ":" and after is not None and after.kind is not Kind.LABEL
        publisher = above and bool(self._forms.signature.fullmatch(last))
        rest = lines[:-1] if greeting or publisher else lines
        signed = bool(draft.names) and at > 0 and self._passages[at - 1].kind is Kind.BYLINE
        if draft.title and signed and rest and not _SUBTITLE.match(passage.text):
            draft.body.append(Passage(Kind.LABEL, rest))
        elif rest:
            draft.title.append(Passage(Kind.LABEL, rest))
        if publisher:
            draft.learn(Facts(publisher=lines[-1].line.span.of(self._raw)))
        elif greeting:
            self._read_text(Passage(Kind.ITEM, lines[-1:]))

    def _begins_an_article(self, at: int, passage: Passage) -> bool:
        draft = self._draft
        if not draft.has_text or self._whole:
            return False
        after = self._after(at)
        if after is not None and _signs(after) and self._end_of_text <= at + 1:
            return False  # nothing stands behind the name: it signs what is above
        late = self._waits_for_title() and self._is_mine(passage, after)
        if draft.closed or self._new_page:
            return not late
        if after is not None and after.kind is Kind.BYLINE:
            return True
        if after is not None and (self._is_dated(after) or _is_source(after)):
            return not late
        return self._names_another_place(at, passage, after)

    def _waits_for_title(self) -> bool:
        draft = self._draft
        return not draft.title and not any(passage.inside for passage in draft.body)

    def _is_mine(self, passage: Passage, after: Passage | None) -> bool:
        # Whether the headline repeats more of the article before it than of the one that follows.
        if after is None:
            return False
        return shared(passage.text, self._draft.opening()) > shared(passage.text, _start_of(after))

    def _names_another_place(self, at: int, passage: Passage, after: Passage | None) -> bool:
        # A page of short articles, each below its place: 甲高新区 / headline / text. In a round-up the
        # title names no place, and the places are its subheadings.
        draft = self._draft
        if after is None or after.kind is not Kind.PROSE or not draft.title:
            return False
        mine, other = place_of(draft.title[0], self._forms), place_of(passage, self._forms)
        title = joined(one for part in draft.title for one in part.lines)
        parted = at + 1 < len(self._passages) and self._passages[at + 1].kind is Kind.LABEL
        if not (
            mine and other and _has_headline(title, mine) and (parted or _has_headline(passage.text, other))
        ):
            return False
        return other not in draft.opening() + title and other in _start_of(after)

    # -- text -----------------------------------------------------------------------------------

    def _read_prose(self, at: int, passage: Passage) -> None:
        dated = dateline_names(joined(passage.lines[:12])[:_HEAD], self._forms)
        if self._draft.has_text and (dated or self._draft.closed):
            self._begin()
        if dated:
            self._draft.dated = self._draft.dated or not self._draft.has_text
            self._draft.sign([written(self._raw, passage.lines, name) for name in dated[1]])
        self._read_text(passage)
        tail = tail_byline(passage.text, self._forms, _breaks(passage))
        if tail is None:
            return
        start, byline = tail
        if (
            byline.sure
            or len(byline.names) > 1
            or (self._ends_here(at) and not self._tells_of(byline, passage))
        ):
            self._draft.sign([written(self._raw, passage.lines, name) for name in byline.names])
            self._draft.body[-1] = Passage(passage.kind, cut(passage.lines, start), passage.inside)
            self._draft.closed = True

    def _tells_of(self, byline: Byline, passage: Passage) -> bool:
        # A bare name that the text itself speaks of is not its reporter's.
        return self._draft.opening().count(byline.names[0].of(passage.text)) > 1

    def _read_text(self, passage: Passage) -> None:
        if self._draft.closed:
            self._begin()
        self._draft.body.append(passage)
        self._draft.has_text = True
        self._new_page = False

    def _read_byline(self, passage: Passage) -> None:
        draft = self._draft
        names = [name.of(one.line.span.of(self._raw)) for one in passage.lines for name in one.names]
        draft.sign([name.replace(" ", "").replace("\u3000", "") for name in names])
        draft.learn(self._facts(passage))
        below_label = bool(draft.body) and draft.body[-1].kind is Kind.LABEL
        if draft.has_text and not passage.inside and not below_label:
            draft.closed = True

    def _read_note(self, at: int, passage: Passage) -> None:
        after = self._after(at)
        if self._draft.title and not self._draft.body and after is not None and not passage.inside:
            self._draft.body.append(passage)
        else:
            self._draft.captions.append(passage)

    def _read_furniture(self, at: int, passage: Passage) -> None:
        facts = self._facts(passage)
        draft = self._draft
        if passage.kind is Kind.DATE and draft.has_text and not passage.inside:
            if self._beside_furniture(at):
                self._page = merged(self._page, facts)
            else:
                draft.body.append(passage)
            return
        if facts.is_source or (passage.kind is Kind.DATE and draft.title):
            draft.learn(facts)
            return
        if draft.has_text and not passage.inside:
            self._new_page = True
        if facts.publisher and facts.published:
            self._page = merged(facts, self._page)
        else:
            self._page = merged(self._page, facts)
        if not draft.has_text:
            draft.page = self._page

    def _facts(self, passage: Passage) -> Facts:
        # What the line says, as the page writes it.
        one = passage.lines[0]
        at = one.text.find(one.facts.publisher)
        written_so = Span(at, at + len(one.facts.publisher)).shifted(one.line.span.start).of(self._raw)
        return replace(one.facts, publisher=written_so if at >= 0 else one.facts.publisher)

    # -- what stands around ---------------------------------------------------------------------

    def _begin(self, *, titled: bool = False) -> None:
        if self._whole:
            return
        title = [] if titled or not self._strays else [self._strays.pop(0)[0]]
        self._draft = Draft(title=title, page=self._page, after_another=self._draft.has_text)
        self._drafts.append(self._draft)
        self._new_page = False

    def _after(self, at: int) -> Passage | None:
        # The next passage that is text or a byline, over headlines and what stands aside.
        for passage in self._passages[at + 1 : at + 8]:
            if passage.kind is Kind.LABEL or (passage.kind in _ASIDE and not _is_source(passage)):
                continue
            return passage
        return None

    def _ends_here(self, at: int) -> bool:
        for passage in self._passages[at + 1 : at + 8]:
            if passage.kind in (Kind.CAPTION, Kind.FURNITURE):
                continue
            return passage.kind is Kind.LABEL or self._is_dated(passage)
        return True

    def _is_dated(self, passage: Passage) -> bool:
        return passage.kind is Kind.PROSE and bool(self._forms.dateline.match(passage.lines[0].text))

    def _beside_furniture(self, at: int) -> bool:
        around = [self._passages[place] for place in (at - 1, at + 1) if 0 <= place < len(self._passages)]
        return any(passage.kind is Kind.FURNITURE for passage in around)


def _is_source(passage: Passage) -> bool:
    return passage.kind is Kind.FURNITURE and passage.lines[0].facts.is_source


def _signs(passage: Passage) -> bool:
    return passage.kind is Kind.BYLINE or _is_source(passage)


def _start_of(passage: Passage) -> str:
    return joined(passage.lines[:_FIRST_LINES])[:REACH]


def _has_headline(words: str, place: str) -> bool:
    return len(words) >= len(place) + _SHORTEST_HEADLINE


def _breaks(passage: Passage) -> list[int]:
    # Where the last lines of a paragraph were joined.
    places, at = [], sum(len(one.text) for one in passage.lines)
    for one in reversed(passage.lines[-4:]):
        at -= len(one.text)
        places.append(at)
    return places
