"""Reading: one article with its figures marked, and one figure in full, from the store, ready to be shown."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from extractor.model import Article, Span
from extractor.model.article import content_id
from extractor.review import lists
from extractor.review.links import asked, joined
from extractor.review.marked import paragraphs, sentence_of, title_of, window_of
from extractor.review.room import Room
from extractor.review.rows import decided_of, in_reading_order, mark_of
from extractor.review.views import ArticlePage, FigurePage, FigureRow
from extractor.store import deciding, lookup, queries
from extractor.store.queries import Held
from extractor.store.values import Decision
from extractor.store.wanted import Filter
from extractor.tables.tidy import article_of
from extractor.text.sentences import split_sentences

WAYS = ("article", "queue", "figures")
_AROUND = 200
_MOST_ROWS = 2_000


def article_page(
    base: Connection, room: Room, article_id: str, wanted: Filter, figure_id: str = "", way: str = "article"
) -> ArticlePage | None:
    """The article, the figure selected (the first one where none is asked for); None where there is none."""
    copies = lookup.article(base, article_id)
    if not copies:
        return None
    held = copies[0]
    article = article_of(dict(held.cells))
    rows = rows_of(base, held, figure_id)
    selected = next((row for row in rows if row.selected), None)
    at = int(selected.cells["start"]) if selected and selected.cells["in_title"] != "1" else 0
    window = window_of(article.text, at)
    in_text = [mark_of(row) for row in rows if row.cells["in_title"] != "1"]
    in_title = [mark_of(row) for row in rows if row.cells["in_title"] == "1"]
    following, before = _ways(base, room, wanted, rows, selected, way, article_id)
    beside = _beside(base, room, wanted, held)
    if not following and way == "article":
        following = beside[1]
    return ArticlePage(
        article_id=article_id,
        source=article.source,
        article_index=held.cells["article_index"],
        title=title_of(article.title, in_title, place_of(article, 0, in_title=True)),
        byline=article.byline,
        publisher=article.publisher,
        published=article.published,
        zone=held.cells["zone"],
        place=article.place,
        paragraphs=paragraphs(
            article.text, in_text, article.headings, lambda offset: place_of(article, offset), window
        ),
        figures=tuple(rows[:_MOST_ROWS]),
        captions=tuple(line for line in held.cells.get("captions", "").split("\n") if line),
        copies=tuple(_named(copy) for copy in copies[1:]),
        selected=_figure_page(base, selected, article) if selected else None,
        wanted=wanted,
        way=way,
        next_url=following,
        previous_url=before,
        next_article=beside[1],
        previous_article=beside[0],
        left_out=(window.start, len(article.text) - window.end),
    )


def figure_page(base: Connection, article_id: str, figure_id: str) -> FigurePage | None:
    """The figure of that article in full; None where there is none."""
    copies = lookup.article(base, article_id)
    if not copies:
        return None
    rows = rows_of(base, copies[0], figure_id)
    selected = next((row for row in rows if row.figure_id == figure_id), None)
    return _figure_page(base, selected, article_of(dict(copies[0].cells))) if selected else None


def rows_of(base: Connection, held: Held, figure_id: str = "") -> list[FigureRow]:
    """All figures of the article, added ones among them, numbered, one of them selected."""
    found = queries.figures_of(base, held)
    adds = deciding.adds_of(base, held.cells["article_id"])
    some: list[Held | tuple[Decision, dict[str, str]]] = [*found]
    some += [(add, dict(held.cells)) for add in adds]
    rows = in_reading_order(lists.shown_rows(base, some))
    chosen = figure_id if any(row.figure_id == figure_id for row in rows) else ""
    chosen = chosen or next((row.figure_id for row in rows), "")
    return [
        replace(row, number=number, selected=row.figure_id == chosen) for number, row in enumerate(rows, 1)
    ]


def place_of(article: Article, offset: int, *, in_title: bool = False) -> str:
    """Where a character stands in the source: page, line, column, as far as they are known."""
    place = article.stands_at(offset, in_title=in_title)
    line = f"{place[0]}:{place[1]}" if place else ""
    return " ".join(filter(None, (article.place, line)))


def sentence_span(article: Article, span: Span, *, in_title: bool) -> Span:
    """The sentence that holds the span, cut where it is very long."""
    if in_title:
        return _near(Span(0, len(article.title)), span)
    # Sentences end at line feeds: the line is enough to look at.
    first = article.text.rfind("\n", 0, span.start) + 1
    last = article.text.find("\n", span.end)
    line = Span(first, last if last >= 0 else len(article.text))
    if len(line) > 10 * _AROUND:
        line = _near(line, span)
    for sentence in split_sentences(line.of(article.text), ()):
        whole = sentence.span.shifted(line.start)
        if whole.contains(span):
            return whole
    return _near(line, span)


def _near(whole: Span, span: Span) -> Span:
    return Span(max(whole.start, span.start - _AROUND), min(whole.end, span.end + _AROUND))


def _figure_page(base: Connection, row: FigureRow, article: Article) -> FigurePage:
    in_title = row.cells["in_title"] == "1"
    mark = mark_of(row)
    text = article.title if in_title else article.text
    around = _near(sentence_span(article, mark.span, in_title=in_title), mark.span)
    history = deciding.decisions_of(base, [row.figure_id]).get(row.figure_id, [])
    because = [part.partition("=") for part in row.found.get("because", "").split("; ") if part]
    return FigurePage(
        figure=row,
        sentence=sentence_of(text, mark, around),
        place=place_of(article, mark.span.start, in_title=in_title),
        because=tuple((name, rule) for name, _, rule in because),
        history=tuple(decided_of(one) for one in reversed(history)),
    )


def _ways(
    base: Connection,
    room: Room,
    wanted: Filter,
    rows: list[FigureRow],
    selected: FigureRow | None,
    way: str,
    article_id: str,
) -> tuple[str, str]:
    """The links to the next and the previous figure, along the way."""
    if selected is None:
        return "", ""
    if way == "queue":
        following = lists.next_in_queue(base, room, wanted, selected.figure_id)
        before = _decided_before(base, selected)
        return _link(following, wanted, way), figure_link(*before, wanted, way) if before else ""
    if way == "figures":
        key = _key_of(base, selected)
        moved = room.moved(base, wanted)
        ahead = queries.figures_page(base, wanted, moved, key, 2) if key else []
        back = queries.figures_page(base, wanted, moved, key, 1, backwards=True) if key else []
        following = next((one for one in ahead if one.cells["figure_id"] != selected.figure_id), None)
        return _link(following, wanted, way), _link(back[0] if back else None, wanted, way)
    at = rows.index(selected)
    links = [figure_link(article_id, row.figure_id, wanted, way) for row in rows]
    return links[at + 1] if at + 1 < len(rows) else "", links[at - 1] if at else ""


def _key_of(base: Connection, row: FigureRow) -> queries.Key | None:
    held = queries.figure(base, row.figure_id)
    return held.key if held else None


def _decided_before(base: Connection, selected: FigureRow) -> tuple[str, str] | None:
    """Article and figure of the decision before the one about this figure, or of the newest one."""
    before = selected.seen or None
    for one in deciding.decisions_page(base, before, 20):
        if one.figure_id != selected.figure_id and not one.undone_by:
            return one.article_id, one.figure_id
    return None


def _beside(base: Connection, room: Room, wanted: Filter, held: Held) -> tuple[str, str]:
    """The links to the article before and the one behind, of those that the filter finds."""
    moved = room.moved(base, wanted)
    links = []
    for backwards in (True, False):
        found = queries.articles_page(base, wanted, moved, held.key, 1, backwards=backwards)
        parameters = {**asked(wanted)}
        links.append(joined(f"/articles/{found[0].cells['article_id']}", parameters) if found else "")
    return links[0], links[1]


def _link(held: Held | None, wanted: Filter, way: str) -> str:
    if held is None:
        return ""
    return figure_link(held.cells["article_id"], held.cells["figure_id"], wanted, way)


def figure_link(article_id: str, figure_id: str, wanted: Filter, way: str) -> str:
    """The link to a figure in its article, going the same way on."""
    parameters = {"figure": figure_id, "way": "" if way == "article" else way, **asked(wanted)}
    return joined(f"/articles/{article_id}", parameters)


def _named(copy: Held) -> str:
    return f"{copy.cells['source']} ({copy.cells['article_index']})"


def added_id(article_id: str, start: int, end: int, *, in_title: bool) -> str:
    """The id of the figure at that place: the same as the extractor would give it."""
    return content_id(article_id, str(start), str(end), str(int(in_title)))
