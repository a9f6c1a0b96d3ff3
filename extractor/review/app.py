"""App: the review of one store as an ASGI application: routes, refusals, and the guard before all of them."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from extractor.errors import ExtractorError
from extractor.review import api, web
from extractor.review.answers import Answers
from extractor.review.lists import BadMarkError
from extractor.review.refusal import InvalidError, NotThereError
from extractor.review.rendering import Renderer, assets
from extractor.review.room import Room
from extractor.review.security import Doors, Guard
from extractor.review.session import Sessions
from extractor.review.views import Wrong
from extractor.store.deciding import Overtaken

_ABOUT = """\
What an extractor found in a collection of news, and what people decided about it.

Figures are mentions: rows of figures.csv. A decision names the last decision that its maker saw (`seen`);
where somebody else decided in between, nothing is stored and 409 says what holds now. Every offset counts
code points. A program sends `Authorization: Bearer TOKEN`; a browser its session's cookie, and its CSRF token
with every POST.
"""
_TAGS = [
    {"name": "read", "description": "What there is."},
    {"name": "decide", "description": "Accept, correct, reject, add, undo."},
    {"name": "export", "description": "Tables and comparisons with decisions."},
    {"name": "session", "description": "Who you are."},
]
_CODES = {401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method", 413: "too_large"}

log = logging.getLogger("extractor.review")


def create_app(room: Room, doors: Doors, sessions: Sessions, version: str = "0") -> ASGIApp:
    """The application; its `docs` would load scripts from elsewhere, so there is only the schema."""
    answers = Answers(room, Renderer(), sessions)
    app = FastAPI(
        title="extractor review",
        version=version,
        description=_ABOUT,
        openapi_tags=_TAGS,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.include_router(web.routes(answers))
    app.include_router(web.door(answers))
    app.include_router(api.routes(answers))
    _serve_assets(app)
    _refuse(app, answers)
    return Guard(app, doors, sessions, answers.refusal)


def _serve_assets(app: FastAPI) -> None:
    held = assets()

    @app.get("/static/{name}", include_in_schema=False)
    def get_asset(request: Request, name: str) -> Response:
        asset = held.get(name)
        if asset is None:
            raise NotThereError
        headers = {"ETag": asset.tag, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == asset.tag:
            return Response(status_code=304, headers=headers)
        return Response(asset.content, media_type=asset.kind, headers=headers)


def _refuse(app: FastAPI, answers: Answers) -> None:
    """What is answered where a route raises."""

    def refused(status: int, code: str) -> Any:
        return lambda request, _error: answers.refusal(request.scope, status, code)

    def invalid(request: Request, error: InvalidError) -> Response:
        return answers.refusal(request.scope, 422, "invalid", error.problems)

    def unread(request: Request, error: RequestValidationError) -> Response:
        return answers.refusal(request.scope, 422, "invalid", [web.wrong_of(one) for one in error.errors()])

    def overtaken(_request: Request, error: Overtaken) -> Response:
        return api.conflict(error.current)

    def unavailable(request: Request, error: ExtractorError) -> Response:
        detail = Wrong("", "the store cannot be used now: {}", (str(error),))
        return answers.refusal(request.scope, 503, "unavailable", (), detail)

    def other(request: Request, error: HTTPException) -> Response:
        # What no parser takes (a body of three thousand brackets) is as invalid as what no model does.
        status = 422 if error.status_code == 400 else error.status_code
        return answers.refusal(request.scope, status, _CODES.get(status, "invalid"))

    def failed(request: Request, error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return answers.refusal(request.scope, 500, "unavailable")

    app.add_exception_handler(NotThereError, refused(404, "not_found"))
    app.add_exception_handler(BadMarkError, refused(422, "invalid"))
    app.add_exception_handler(InvalidError, invalid)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, unread)  # type: ignore[arg-type]
    app.add_exception_handler(Overtaken, overtaken)  # type: ignore[arg-type]
    app.add_exception_handler(ExtractorError, unavailable)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, other)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, failed)
