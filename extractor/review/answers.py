"""Answers: what a route gives back: a page, a fragment of one, or a refusal, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from sqlalchemy import Connection
from starlette.types import Scope

from extractor.review.links import query_of
from extractor.review.rendering import Renderer
from extractor.review.room import Room
from extractor.review.saying import said, worded
from extractor.review.security import is_for_programs
from extractor.review.session import Sessions, Visitor
from extractor.review.views import Page, Problem, Progress, Wrong
from extractor.store.wanted import Filter

_CODES: Mapping[str, str] = {
    "not_found": "there is no such page, article or figure",
    "invalid": "the request cannot be understood",
    "conflict": "somebody else decided first",
    "forbidden": "reload the page and try again",
    "origin": "the request comes from another page",
    "unauthorized": "give the token that the program printed",
    "too_large": "more than the page takes: 64 KB",
    "method": "this address takes no such request",
    "unavailable": "something went wrong here; what was decided before is kept",
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What every answer is made with."""

    room: Room
    renderer: Renderer
    sessions: Sessions

    def page(
        self,
        request: Request,
        base: Connection,
        template: str,
        view: object,
        here: str,
        wanted: Filter | None = None,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The view as a page, or as the fragment that the template's name says."""
        page = self._page(request.scope, here, wanted or Filter(), self.room.progress(base))
        html = self.renderer.html(template, page, view)
        return HTMLResponse(html, status, headers=dict(headers or {}) | {"Vary": "HX-Request, Cookie"})

    def plain(self, request: Request, template: str, view: object, here: str, status: int = 200) -> Response:
        """The same without a look into the store."""
        page = self._page(request.scope, here, Filter(), Progress())
        return HTMLResponse(self.renderer.html(template, page, view), status)

    def refusal(
        self,
        scope: Scope,
        status: int,
        code: str,
        problems: Sequence[Wrong] = (),
        detail: Wrong | None = None,
    ) -> Response:
        """Why a request is refused, as JSON for a program, as a fragment or a page for a person."""
        programs = is_for_programs(scope)
        visitor: Visitor | None = scope.get("state", {}).get("visitor")
        lang = "en" if programs or visitor is None else visitor.lang
        one = detail or Wrong("", _CODES[code])
        words = said(one.message, one.given, lang)
        shown = tuple(worded(wrong, lang) for wrong in problems)
        if programs:
            listed = [{"field": wrong.field, "message": wrong.message} for wrong in shown]
            return JSONResponse({"error": code, "detail": words, "problems": listed}, status)
        headers = dict(scope.get("headers", ()))
        template = "fragments/problem.html" if b"hx-request" in headers else "error.html"
        page = self._page(scope, "", Filter(), Progress())
        return HTMLResponse(self.renderer.html(template, page, Problem(status, code, words, shown)), status)

    def back(self, path: str) -> Response:
        """To another page of ours."""
        return RedirectResponse(path, 303)

    def _page(self, scope: Scope, here: str, wanted: Filter, progress: Progress) -> Page:
        visitor: Visitor = scope.get("state", {}).get("visitor") or self.sessions.newcomer()
        return Page(
            lang="en" if visitor.lang == "en" else "zh",
            csrf=self.sessions.csrf(visitor),
            reviewer=visitor.who,
            folder=self.room.folder.absolute().name,
            progress=progress,
            path=scope["path"],
            query=query_of(wanted),
            here=here,
            protected=self.sessions.protected,
        )


def visitor_of(request: Request) -> Visitor:
    """Who asks."""
    visitor: Visitor = request.state.visitor
    return visitor


def is_fragment(request: Request) -> bool:
    """Whether only a part of the page is wanted."""
    return "hx-request" in request.headers


def triggered(**said_: object) -> dict[str, str]:
    """The header that tells the page's scripts what happened."""
    return {"HX-Trigger": json.dumps(said_)}
