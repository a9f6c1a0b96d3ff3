"""Web: the pages of the review, and the forms on them, which work with and without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection

from extractor.review import acting, lists, models, reading
from extractor.review.adding import Selection
from extractor.review.answers import Answers, is_fragment, triggered, visitor_of
from extractor.review.api import download
from extractor.review.comparing import compare_decisions
from extractor.review.exporting import FOLDER, Wish, packed, write_folder
from extractor.review.links import url
from extractor.review.models import Id, Mark, Wanted
from extractor.review.overview import overview
from extractor.review.refusal import InvalidError, NotThereError
from extractor.review.session import named
from extractor.review.views import ArticlePage, Conflict, ExportPage, Login, Wrong
from extractor.sinks.formats import FORMATS
from extractor.store.deciding import Overtaken
from extractor.store.wanted import Filter

_SET = "set-"
_MOST_FIELDS = 100

Asked = Annotated[Wanted, Query()]
ArticleId = Annotated[Id, Path()]
FigureId = Annotated[Id, Path()]
Form = Mapping[str, list[str]]
M = TypeVar("M", bound=BaseModel)


class Paged(Wanted):
    """A filter, and where the page begins."""

    after: Mark = ""


class Way(Wanted):
    """A filter, the figure that is selected, and what next and previous mean."""

    figure: Annotated[str, Query(pattern="^([0-9a-f]{12})?$")] = ""
    way: Annotated[str, Query(pattern="^(article|queue|figures)?$")] = "article"


async def form_of(request: Request) -> Form:
    """The fields of a form; the body was measured before."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise InvalidError([Wrong("", "the request cannot be understood")]) from error
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        # A browser sends the line ends of a text field as two characters.
        fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return fields


Fields = Annotated[Form, Depends(form_of)]


def routes(answers: Answers) -> APIRouter:
    """All pages."""
    router = APIRouter(include_in_schema=False)
    room = answers.room

    @router.get("/")
    def get_overview(request: Request) -> Response:
        with room.shelf.reading() as base:
            return answers.page(request, base, "overview.html", overview(base, room), "overview")

    @router.get("/articles")
    def get_articles(request: Request, asked: Annotated[Paged, Query()]) -> Response:
        wanted = asked.filter()
        template = "fragments/article_rows.html" if is_fragment(request) else "articles.html"
        with room.shelf.reading() as base:
            view = lists.articles(base, room, wanted, asked.after)
            return answers.page(request, base, template, view, "articles", wanted)

    @router.get("/figures")
    def get_figures(request: Request, asked: Annotated[Paged, Query()]) -> Response:
        wanted = asked.filter()
        template = "fragments/figure_rows.html" if is_fragment(request) else "figures.html"
        with room.shelf.reading() as base:
            view = lists.figures(base, room, wanted, asked.after)
            return answers.page(request, base, template, view, "figures", wanted)

    @router.get("/queue")
    def get_queue(request: Request, asked: Annotated[Paged, Query()]) -> Response:
        wanted = asked.filter()
        template = "fragments/queue_rows.html" if is_fragment(request) else "queue.html"
        with room.shelf.reading() as base:
            view = lists.queue(base, room, wanted, asked.after)
            return answers.page(request, base, template, view, "queue", wanted)

    @router.get("/queue/next")
    def get_next(asked: Asked, after: Annotated[str, Query(pattern="^([0-9a-f]{12})?$")] = "") -> Response:
        wanted = asked.filter()
        with room.shelf.reading() as base:
            held = lists.next_in_queue(base, room, wanted, after)
        if held is None:
            return answers.back("/queue")
        article_id, figure_id = held.cells["article_id"], held.cells["figure_id"]
        return answers.back(reading.figure_link(article_id, figure_id, wanted, "queue"))

    @router.get("/articles/{article_id}")
    def get_article(request: Request, article_id: ArticleId, asked: Annotated[Way, Query()]) -> Response:
        with room.shelf.reading() as base:
            view = _article(base, answers, article_id, asked.filter(), asked.figure, asked.way)
            template = "fragments/article_body.html" if is_fragment(request) else "article.html"
            return answers.page(request, base, template, view, "articles", asked.filter())

    @router.get("/articles/{article_id}/figures/{figure_id}")
    def get_figure(request: Request, article_id: ArticleId, figure_id: FigureId) -> Response:
        with room.shelf.reading() as base:
            view = reading.figure_page(base, article_id, figure_id)
            if view is None:
                raise NotThereError
            return answers.page(request, base, "fragments/figure.html", view, "articles")

    @router.get("/history")
    def get_history(request: Request, after: Annotated[Mark, Query()] = "") -> Response:
        template = "fragments/history_rows.html" if is_fragment(request) else "history.html"
        with room.shelf.reading() as base:
            return answers.page(request, base, template, lists.history(base, after), "history")

    @router.get("/export")
    def get_export(request: Request) -> Response:
        with room.shelf.reading() as base:
            return answers.page(request, base, "export.html", ExportPage(FORMATS, folder=FOLDER), "export")

    @router.post("/articles/{article_id}/decisions")
    def post_decision(request: Request, article_id: ArticleId, fields: Fields) -> Response:
        way = _way_of(request)
        try:
            decision_id, figure_id, kind = _decide(answers, article_id, fields, visitor_of(request).who)
        except Overtaken as overtaken:
            return _conflict(request, answers, fields, overtaken)
        if not is_fragment(request):
            return answers.back(reading.figure_link(article_id, figure_id, way.filter(), way.way))
        with room.shelf.reading() as base:
            view = _article(base, answers, article_id, way.filter(), figure_id, way.way)
            told = triggered(
                decided={
                    "decision_id": decision_id,
                    "figure_id": figure_id,
                    "article_id": article_id,
                    "kind": kind,
                    "next": _figure_in(view.next_url),
                    "next_url": view.next_url,
                }
            )
            return answers.page(
                request, base, "fragments/article_body.html", view, "articles", way.filter(), headers=told
            )

    @router.post("/articles/{article_id}/selection")
    def post_selection(request: Request, article_id: ArticleId, fields: Fields) -> Response:
        asked = _read(models.Select, {name: _one(fields, name) for name in ("start", "end")}
                      | {"in_title": _one(fields, "in_title") == "1"})  # fmt: skip
        selection = Selection(asked.start, asked.end, asked.in_title)
        with room.shelf.reading() as base:
            view = acting.selected(base, room, article_id, selection)
            return answers.page(request, base, "fragments/add.html", view, "articles")

    @router.post("/export")
    def post_export(request: Request, fields: Fields) -> Response:
        asked = _read(models.Export, {
            "decisions": _one(fields, "decisions") or "with", "formats": fields.get("format", ["csv"]),
            "headers": _one(fields, "headers") or "en", "to": _one(fields, "to") or "folder",
        })  # fmt: skip
        wish = Wish(asked.decisions == "with", tuple(dict.fromkeys(asked.formats)), asked.headers, asked.to)
        if wish.to != "folder":
            return download(*packed(room, wish))
        done = write_folder(room, wish)
        with room.shelf.reading() as base:
            view = ExportPage(FORMATS, done=done, folder=FOLDER)
            return answers.page(request, base, "export.html", view, "export")

    @router.post("/compare")
    def post_compare(request: Request) -> Response:
        compared = compare_decisions(room)
        with room.shelf.reading() as base:
            view = ExportPage(FORMATS, compared=compared, folder=FOLDER)
            return answers.page(request, base, "export.html", view, "export")

    return router


def door(answers: Answers) -> APIRouter:
    """The pages that say who somebody is."""
    router = APIRouter(include_in_schema=False)
    sessions = answers.sessions

    @router.get("/login")
    def get_login(request: Request) -> Response:
        if visitor_of(request).let_in:
            return answers.back("/")
        return answers.plain(request, "login.html", Login(), "login")

    @router.post("/login")
    def post_login(request: Request, fields: Fields) -> Response:
        if not sessions.is_token(_one(fields, "token").strip()):
            return answers.plain(request, "login.html", Login(wrong=True), "login", 403)
        visitor = sessions.let_in(visitor_of(request), _one(fields, "name"))
        response = answers.back("/")
        response.headers["Set-Cookie"] = sessions.header(visitor)
        return response

    @router.post("/session")
    def post_session(request: Request, fields: Fields) -> Response:
        visitor = visitor_of(request)
        lang = _one(fields, "lang")
        name = named(_one(fields, "name"))
        if not name:
            raise InvalidError([Wrong("name", "it cannot be empty")])
        changed = sessions.renamed(visitor, name, lang)
        response = answers.back(own_path(_one(fields, "back")))
        response.headers["Set-Cookie"] = sessions.header(changed)
        return response

    return router


def own_path(path: str) -> str:
    """The path where it leads to a page of ours, else the first page: no form may lead elsewhere.

    >>> [own_path(path) for path in ("/queue?zone=a", "//evil.example", "https://evil.example", "/\\\\evil")]
    ['/queue?zone=a', '/', '/', '/']
    """
    safe = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return (
        url(urlsplit(path).path, **dict(parse_qsl(urlsplit(path).query)))
        if safe and path.isprintable()
        else "/"
    )


def _article(
    base: Connection, answers: Answers, article_id: str, wanted: Filter, figure_id: str, way: str
) -> ArticlePage:
    view = reading.article_page(base, answers.room, article_id, wanted, figure_id, way or "article")
    if view is None:
        raise NotThereError
    return view


def _decide(answers: Answers, article_id: str, fields: Form, who: str) -> tuple[int, str, str]:
    """Number, figure and kind of the decision that a form asks for."""
    room = answers.room
    kind = _one(fields, "kind")
    changes = {name.removeprefix(_SET): some[-1] for name, some in fields.items() if name.startswith(_SET)}
    note = _one(fields, "note").strip()
    if kind == "undo":
        number = _one(fields, "decision_id")
        if not number.isdecimal() or len(number) > 9:
            raise NotThereError
        decision = acting.undo(room, int(number), who)
        return decision.decision_id, decision.figure_id, kind
    if kind == "add":
        new = _read(models.AddFigure, {
            "kind": kind, "article_id": article_id, "start": _one(fields, "start"),
            "end": _one(fields, "end"), "in_title": _one(fields, "in_title") == "1",
            "changes": changes, "note": note,
        })  # fmt: skip
        selection = Selection(new.start, new.end, new.in_title)
        asked = acting.AskedToAdd(article_id, selection, new.changes, note)
        return *acting.add(room, asked, who), kind
    one = _read(models.Decide, {
        "kind": kind, "figure_id": _one(fields, "figure_id"), "seen": _one(fields, "seen") or "0",
        "changes": changes if kind == "correct" else {}, "note": note,
    })  # fmt: skip
    change = acting.Asked(one.figure_id, one.kind, one.seen, one.changes, note)
    return acting.decide(room, change, who), one.figure_id, kind


def _conflict(request: Request, answers: Answers, fields: Form, overtaken: Overtaken) -> Response:
    from extractor.review.rows import decided_of

    current = overtaken.current
    figure_id = current.figure_id if current else _one(fields, "figure_id")
    with answers.room.shelf.reading() as base:
        row = acting.figure_now(base, figure_id)
        tried = _one(fields, "kind")
        view = Conflict(row, decided_of(current) if current else None, tried)
        if is_fragment(request):
            return answers.page(request, base, "fragments/conflict.html", view, "articles", status=409)
    return answers.refusal(request.scope, 409, "conflict")


def _way_of(request: Request) -> Way:
    """Where the form's page was: what its action says, else the page's own address."""
    query = request.url.query or urlsplit(request.headers.get("hx-current-url", "")).query
    asked: dict[str, Any] = {name: value for name, value in parse_qsl(query) if name in Way.model_fields}
    try:
        return Way.model_validate(asked)
    except ValidationError:
        return Way()


def _figure_in(link: str) -> str:
    return dict(parse_qsl(urlsplit(link).query)).get("figure", "")


def _one(fields: Form, name: str) -> str:
    return fields.get(name, [""])[-1]


def _read(model: type[M], given: Mapping[str, object]) -> M:
    """What a form says, as the API would take it."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise InvalidError(
            [wrong_of(one) for one in error.errors(include_input=False, include_url=False)]
        ) from None


def wrong_of(error: Mapping[str, Any]) -> Wrong:
    """A finding of pydantic as a field that is wrong; what was given is not said back."""
    place = ".".join(str(part) for part in error["loc"] if part not in {"body", "query", "path"})
    return Wrong(place.removeprefix("changes."), str(error["msg"]))
