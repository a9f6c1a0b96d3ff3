"""A page in, its articles out: lines, kinds, passages, drafts, articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Article, Origin, Page, Span
from extractor.pages.blocks import lines_of
from extractor.pages.bylines import given_names
from extractor.pages.forms import PageForms
from extractor.pages.furniture import Facts
from extractor.pages.kinds import Kind
from extractor.pages.looks import judge
from extractor.pages.mend import Passage, mend
from extractor.pages.metadata import iso_date
from extractor.pages.quotes import without_pull_quotes
from extractor.pages.seams import Pairs
from extractor.pages.split import Draft, merged, split
from extractor.pages.stitch import Stitching, line_starts
from extractor.text import kept_regex as regex
from extractor.text.fold import fold

_BLANK = regex.compile(r"\s+")


def read_page(page: Page, forms: PageForms) -> tuple[Article, ...]:
    """The articles of a page in reading order, mended; none where it holds no text but furniture."""
    lines = lines_of(page.text, page.headings, page.ends)
    pairs = Pairs([line.text for line in lines])
    titled = bool(page.title.strip())
    passages = mend(judge(lines, forms, pairs, titled=titled), forms, pairs)
    parted = split(passages, page.text, forms, titled=titled, whole=page.whole)
    drafts = [_settled(draft, forms) for draft in parted]
    drafts = [draft for draft in drafts if draft.body]
    starts = line_starts(page.text)
    page = replace(page, byline=given_names(page.byline, forms)) if page.byline else page
    alone = len(drafts) == 1
    return tuple(_article(page, index, draft, starts, alone=alone) for index, draft in enumerate(drafts, 1))


def _settled(draft: Draft, forms: PageForms) -> Draft:
    # The date and the organization that sign a document leave its text; a page of titles alone is text.
    while draft.body and draft.body[-1].kind is Kind.DATE:
        draft.learn(draft.body.pop().lines[0].facts)
    last = draft.body[-1] if draft.body else None
    signed = forms.closing.fullmatch(last.text) if last and last.kind is Kind.LABEL else None
    if last and signed and len(draft.body) > 1:
        draft.body.pop()
        draft.learn(Facts(publisher=signed["publisher"]))
    without_pull_quotes(draft)
    if not draft.body:
        draft.title, draft.body = [], draft.title
    return draft


def _article(page: Page, index: int, draft: Draft, starts: Sequence[int], *, alone: bool) -> Article:
    title, title_origin, others = _title(page, draft, starts, first=index == 1)
    text = Stitching(page.text, starts)
    headings: list[Span] = []
    parts = (*others, *draft.body)
    for at, passage in enumerate(parts):
        if text.length:
            text.add("\n")
        start = text.length
        text.take_lines(passage.lines, apart=passage.kind is Kind.LABEL)
        if passage.kind is Kind.LABEL and not _heads_nothing(at, parts):
            headings.append(Span(start, text.length))
    facts = merged(draft.facts, draft.page)
    names = " ".join(draft.names)
    return Article(
        source=page.source,
        index=index,
        title=title,
        text=text.text,
        byline=(page.byline or names) if alone else (names or page.byline),
        publisher=page.publisher or facts.publisher,
        published=page.published or iso_date(facts.published),
        headings=tuple(headings),
        captions=tuple(
            "".join(one.line.span.of(page.text) for one in passage.lines) for passage in draft.captions
        ),
        origin=text.origin,
        title_origin=title_origin,
        place=page.place,
    )


def _title(
    page: Page, draft: Draft, starts: Sequence[int], *, first: bool
) -> tuple[str, tuple[Origin, ...], list[Passage]]:
    # The title with its places; and what stood in its place but is none, where the format knows better.
    found = Stitching(page.text, starts)
    found.take_lines([one for passage in draft.title for one in passage.lines], apart=True)
    given = page.title.strip() if first else ""
    if not given or _bare(given) == _bare(found.text):
        return found.text, found.origin, []
    if _bare(found.text) in _bare(given):
        return given, (), []
    others = []
    for passage in draft.title:
        lines = [one for one in passage.lines if _bare(one.text) not in _bare(fold(given))]
        others += [Passage(passage.kind, lines, passage.inside)] if lines else []
    return given, (), others


def _heads_nothing(at: int, parts: Sequence[Passage]) -> bool:
    # A label below the last paragraph, with nothing under it; a list of labels alone is one of headlines.
    return 0 < at == len(parts) - 1 and parts[at - 1].kind is not Kind.LABEL


def _bare(text: str) -> str:
    return _BLANK.sub("", text)
