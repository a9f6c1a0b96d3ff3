"""A page in, its articles out: lines, kinds, passages, drafts, articles."""

from __future__ import annotations

import regex

from extractor.model import Article, Origin, Page, Span
from extractor.pages.blocks import lines_of
from extractor.pages.forms import PageForms
from extractor.pages.furniture import Facts
from extractor.pages.kinds import Kind
from extractor.pages.looks import judge
from extractor.pages.mend import Passage, mend
from extractor.pages.metadata import iso_date
from extractor.pages.quotes import without_pull_quotes
from extractor.pages.seams import Pairs
from extractor.pages.split import Draft, merged, split
from extractor.pages.stitch import Stitching, joined
from extractor.text.fold import fold

_BLANK = regex.compile(r"\s+")


def read_page(page: Page, forms: PageForms) -> tuple[Article, ...]:
    """The articles of a page in reading order, mended; none where it holds no text but furniture."""
    lines = lines_of(page.text, page.headings)
    pairs = Pairs([line.text for line in lines])
    passages = mend(judge(lines, forms, pairs), forms, pairs)
    drafts = [_settled(draft, forms) for draft in split(passages, page.text, forms)]
    drafts = [draft for draft in drafts if draft.body]
    alone = len(drafts) == 1
    return tuple(_article(page, index, draft, alone=alone) for index, draft in enumerate(drafts, 1))


def _settled(draft: Draft, forms: PageForms) -> Draft:
    # The date and the organization that sign a document leave its text; a page of titles alone is text.
    while draft.body and draft.body[-1].kind is Kind.DATE:
        draft.learn(draft.body.pop().lines[0].facts)
    last = draft.body[-1] if draft.body else None
    if last and last.kind is Kind.LABEL and len(draft.body) > 1 and forms.signature.fullmatch(last.text):
        draft.body.pop()
        draft.learn(Facts(publisher=last.text))
    without_pull_quotes(draft)
    if not draft.body:
        draft.title, draft.body = [], draft.title
    return draft


def _article(page: Page, index: int, draft: Draft, *, alone: bool) -> Article:
    title, title_origin, others = _title(page, draft, first=index == 1)
    text = Stitching(page.text)
    headings: list[Span] = []
    for passage in (*others, *draft.body):
        if text.length:
            text.add("\n")
        start = text.length
        text.take_lines(passage.lines, apart=passage.kind is Kind.LABEL)
        if passage.kind is Kind.LABEL:
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
    )


def _title(page: Page, draft: Draft, *, first: bool) -> tuple[str, tuple[Origin, ...], list[Passage]]:
    # The title with its places; and what stood in its place but is none, where the format knows better.
    found = Stitching(page.text)
    found.take_lines([one for passage in draft.title for one in passage.lines], apart=True)
    given = page.title.strip() if first else ""
    if not given or _bare(given) == _bare(found.text):
        return found.text, found.origin, []
    if _bare(found.text) in _bare(given):
        return given, (), []
    parts = [passage for passage in draft.title if _bare(joined(passage.lines)) not in _bare(fold(given))]
    return given, (), parts


def _bare(text: str) -> str:
    return _BLANK.sub("", text)
