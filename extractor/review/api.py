"""API: the review as JSON, described by /openapi.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Connection

from extractor.review import acting, lists, models, reading
from extractor.review.adding import Selection
from extractor.review.answers import Answers, visitor_of
from extractor.review.comparing import compare_decisions
from extractor.review.exporting import KINDS, Wish, packed, write_folder
from extractor.review.models import Id, Limit, Mark, Number, Wanted, Words
from extractor.review.overview import overview
from extractor.review.refusal import NotThereError
from extractor.review.room import Room
from extractor.review.rows import decided_of
from extractor.store import lookup
from extractor.store.totals import names
from extractor.store.values import Decision

_R: Mapping[int, str] = {
    401: "the token is missing or wrong",
    403: "the Host, Origin or CSRF token is wrong",
    404: "there is no such article, figure or decision",
    409: "somebody else decided first; `current` is what holds now",
    413: "the body is longer than 64 KB",
    414: "the address is longer than 8 KB",
    422: "something in the request cannot be taken; `problems` name it",
    503: "the store cannot be used now",
}

_BINARY = {"type": "string", "format": "binary"}


def _refusals(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {
        code: {"model": models.Refused, "description": _R[code]}
        for code in (401, 403, 413, 414, 422, 503, *codes)
    }


Asked = Annotated[Wanted, Query()]
After = Annotated[Mark, Query(description="`after` of the page before")]
Most = Annotated[Limit, Query(description="how many rows at most")]
ArticleId = Annotated[Id, Path(description="as in articles.csv")]
FigureId = Annotated[Id, Path(description="as in figures.csv")]


class Page(Wanted):
    """A filter, and which page of what it finds."""

    after: Mark = ""
    limit: Limit = lists.LIMIT


Paged = Annotated[Page, Query()]


def routes(answers: Answers) -> APIRouter:
    """All routes below /api."""
    router = APIRouter(prefix="/api", responses=_refusals())
    _read_lists(router, answers.room)
    _read_one(router, answers)
    _decide(router, answers.room)
    _export(router, answers.room)
    return router


def _read_lists(router: APIRouter, room: Room) -> None:
    @router.get("/overview", summary="The run at a glance", response_model=models.Overview, tags=["read"])
    def get_overview() -> object:
        with room.shelf.reading() as base:
            return _overview(overview(base, room))

    @router.get(
        "/facets", summary="Names that a filter may ask for", response_model=models.Facets, tags=["read"]
    )
    def get_facets(
        kind: Annotated[str, Query(pattern="^(zone|program|indicator)$", description="which names")],
        text: Annotated[Words, Query(description="a part of the names")] = "",
        limit: Most = 50,
    ) -> object:
        with room.shelf.reading() as base:
            found = facets(room, base, kind, text.strip(), limit)
        return {"values": [{"name": name, "count": number} for name, number in found]}

    @router.get("/articles", summary="Articles, in the order of articles.csv", response_model=models.Articles,
                tags=["read"])  # fmt: skip
    def get_articles(asked: Paged) -> object:
        with room.shelf.reading() as base:
            return models.Articles.model_validate(
                lists.articles(base, room, asked.filter(), asked.after, asked.limit)
            )

    @router.get("/figures", summary="Figures, in reading order", response_model=models.Figures, tags=["read"])
    def get_figures(asked: Paged) -> object:
        with room.shelf.reading() as base:
            found = lists.figures(base, room, asked.filter(), asked.after, asked.limit)
        return models.Figures.model_validate(found)

    @router.get("/queue", summary="Open figures, what needs a look first", response_model=models.Figures,
                tags=["read"])  # fmt: skip
    def get_queue(asked: Paged) -> object:
        with room.shelf.reading() as base:
            found = lists.queue(base, room, asked.filter(), asked.after, asked.limit)
        return models.Figures.model_validate(found)

    @router.get(
        "/decisions", summary="Decisions, the newest first", response_model=models.History, tags=["read"]
    )
    def get_decisions(
        figure_id: Annotated[
            str, Query(pattern="^([0-9a-f]{12})?$", description="those about one figure")
        ] = "",
        after: After = "",
        limit: Most = lists.LIMIT,
    ) -> object:
        with room.shelf.reading() as base:
            return models.History.model_validate(lists.history(base, after, limit, figure_id=figure_id))


def _read_one(router: APIRouter, answers: Answers) -> None:
    room = answers.room

    @router.get("/articles/{article_id}", summary="One article with its figures",
                response_model=models.ArticleDetail, responses=_refusals(404), tags=["read"])  # fmt: skip
    def get_article(article_id: ArticleId) -> object:
        with room.shelf.reading() as base:
            copies = lookup.article(base, article_id)
            if not copies:
                raise NotThereError
            rows = reading.rows_of(base, copies[0])
        cells = copies[0].cells
        return {
            **{name: cells[name] for name in models.ArticleDetail.model_fields if name in cells},
            "copies": [copy.cells["source"] for copy in copies[1:]],
            "figures": [models.FigureRow.model_validate(row) for row in rows],
        }

    @router.get("/figures/{figure_id}", summary="One figure with all decisions about it",
                response_model=models.FigureDetail, responses=_refusals(404), tags=["read"])  # fmt: skip
    def get_figure(figure_id: FigureId) -> object:
        with room.shelf.reading() as base:
            row = acting.figure_now(base, figure_id)
            page = reading.figure_page(base, row.article_id, figure_id)
        if page is None:
            raise NotThereError
        return {
            "figure": models.FigureRow.model_validate(page.figure),
            "place": page.place,
            "because": dict(page.because),
            "history": [models.Decided.model_validate(one) for one in page.history],
        }

    @router.get("/session", summary="Who you are, and your CSRF token", response_model=models.Session,
                tags=["session"])  # fmt: skip
    def get_session(request: Request) -> object:
        visitor = visitor_of(request)
        return {"reviewer": visitor.who, "lang": visitor.lang, "csrf": answers.sessions.csrf(visitor)}


def _decide(router: APIRouter, room: Room) -> None:
    @router.post("/decisions", summary="Accept, correct, reject or add a figure", status_code=201,
                 response_model=models.DecisionMade, responses=_refusals(404, 409),
                 tags=["decide"])  # fmt: skip
    def post_decision(
        request: Request,
        asked: Annotated[models.Decide | models.AddFigure, Body(discriminator="kind")],
    ) -> object:
        who = visitor_of(request).who
        if isinstance(asked, models.AddFigure):
            selection = Selection(asked.start, asked.end, asked.in_title)
            wish = acting.AskedToAdd(asked.article_id, selection, asked.changes, asked.note)
            decision_id, figure_id = acting.add(room, wish, who)
        else:
            figure_id = asked.figure_id
            change = acting.Asked(figure_id, asked.kind, asked.seen, asked.changes, asked.note)
            decision_id = acting.decide(room, change, who)
        return made(room, decision_id, figure_id)

    @router.post("/decisions/{decision_id}/undo", summary="Take a decision back",
                 response_model=models.DecisionMade, responses=_refusals(404, 409),
                 tags=["decide"])  # fmt: skip
    def post_undo(
        request: Request, decision_id: Annotated[Number, Path(description="as /api/decisions gives it")]
    ) -> object:
        decision = acting.undo(room, decision_id, visitor_of(request).who)
        return made(room, decision_id, decision.figure_id)

    @router.post("/articles/{article_id}/selection", summary="What a selection of the text would add",
                 response_model=models.Addition, responses=_refusals(404), tags=["decide"])  # fmt: skip
    def post_selection(article_id: ArticleId, asked: models.Select) -> object:
        selection = Selection(asked.start, asked.end, asked.in_title)
        with room.shelf.reading() as base:
            return models.Addition.model_validate(acting.selected(base, room, article_id, selection))


def _export(router: APIRouter, room: Room) -> None:
    @router.post("/exports", summary="Write the tables, or take them away", status_code=201,
                 response_model=models.Exported, tags=["export"],
                 responses={**_refusals(), 200: {
                     "description": "the workbook, or an archive of the tables",
                     "content": {kind: {"schema": _BINARY} for kind in KINDS.values()},
                 }})  # fmt: skip
    def post_export(asked: models.Export) -> object:
        wish = Wish(asked.decisions == "with", tuple(dict.fromkeys(asked.formats)), asked.headers, asked.to)
        if wish.to == "folder":
            return models.Exported.model_validate(write_folder(room, wish))
        return download(*packed(room, wish))

    @router.post("/comparisons", summary="Decisions as manual figures against the run", status_code=201,
                 response_model=models.Compared, tags=["export"])  # fmt: skip
    def post_comparison() -> object:
        done = compare_decisions(room)
        ratios = [{"name": name, "value": value} for name, value in done.ratios]
        counts = [models.Count.model_validate(one) for one in done.verdicts]
        return {
            "folder": done.folder, "verdicts": counts, "ratios": ratios, "suggestions": done.suggestions,
            "gaps": done.gaps,
        }  # fmt: skip


def made(room: Room, decision_id: int, figure_id: str) -> dict[str, object]:
    """What a decision came to: its figure as it is now, and how far the review is."""
    with room.shelf.reading() as base:
        try:
            row = models.FigureRow.model_validate(acting.figure_now(base, figure_id))
        except NotThereError:
            row = None
        progress = models.Progress.model_validate(room.progress(base))
    return {"decision_id": decision_id, "figure": row, "progress": progress}


def facets(room: Room, base: Connection, kind: str, text: str, limit: int) -> list[tuple[str, int]]:
    """The most frequent names in a column; of all, those that are known by heart."""
    if not text:
        return room.totals(base).names[kind][:limit]
    return names(base, kind, limit, text)


def conflict(current: Decision | None) -> Response:
    """409, with what somebody else decided."""
    shown = models.Decided.model_validate(decided_of(current)).model_dump() if current else None
    content: dict[str, object] = {
        "error": "conflict",
        "detail": "somebody else decided first",
        "problems": [],
        "current": shown,
    }
    return JSONResponse(content, 409)


def download(name: str, kind: str, content: bytes) -> Response:
    """A file to take away."""
    return Response(content, 200, {"Content-Disposition": f'attachment; filename="{name}"'}, kind)


def _overview(view: Any) -> dict[str, object]:
    agreement = view.agreement
    shown = {
        name: [models.Count.model_validate(one) for one in getattr(view, name)]
        for name in ("zones", "programs", "indicators", "periods", "audit", "confidence", "reviewers")
    }
    return {
        "sources": view.sources,
        "articles": view.articles,
        "facts": view.facts,
        "refusals": view.refusals,
        "progress": models.Progress.model_validate(view.progress),
        **shown,
        "agreement": agreement
        and {
            "verdicts": [models.Count.model_validate(one) for one in agreement.verdicts],
            "ratios": [{"name": name, "value": value} for name, value in agreement.ratios],
        },
    }
