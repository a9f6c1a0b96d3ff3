"""Security: what every request must pass and every answer carries, whatever route it takes.

Host, origin, size, token and CSRF token are looked at here, before any route is; a route cannot forget them.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.review.links import url
from extractor.review.session import LANGS, Sessions, Visitor

LONGEST_BODY = 64 * 1024
LONGEST_QUERY = 8 * 1024

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser sends a form of our own with Origin null, which is nobody's page.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""What every answer says; one that says otherwise itself (a static file, on Cache-Control) keeps its own."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = ("/login", "/static/")
"""What one sees without the token."""

_STRANGE = "This name does not lead here. Open the address that the program printed.\n"

Refuse = Callable[[Scope, int, str], Response]
"""Scope, status and a code → the refusal as a page, or as JSON for a program."""


@dataclass(frozen=True, slots=True)
class Doors:
    """By which names the page may be called: a name that is not known may be another site's, led here.

    An address in digits cannot be led anywhere, so where the page is not for this machine alone
    (`loopback_only`), every address will do.
    """

    names: frozenset[str] = frozenset()
    loopback_only: bool = True

    @classmethod
    def of(cls, host: str, names: Iterable[str] = ()) -> Doors:
        """The doors of a server that listens at `host`, and is also called by these names."""
        alone = is_loopback(host)
        return cls(frozenset(name.lower() for name in (host, *names) if name), alone)

    def open_to(self, header: str) -> bool:
        """Whether a Host header names this page.

        >>> [Doors().open_to(host) for host in ("localhost:1", "[::1]:1", "evil.example", "a@localhost")]
        [True, True, False, False]
        >>> [Doors.of("0.0.0.0").open_to(host) for host in ("10.0.0.7:8000", "evil.example")]
        [True, False]
        """
        name = name_of(header)
        if name is None:
            return False
        return name in _LOOPBACK or name in self.names or (not self.loopback_only and _is_address(name))


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens there.

    >>> [is_loopback(host) for host in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "example.org", "")]
    [True, True, True, False, False, False]
    """
    if host in _LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def name_of(host: str) -> str | None:
    """The name in a Host header, without its port; None where it is no such header.

    >>> name_of("[::1]:8000"), name_of("Localhost:1"), name_of("a b"), name_of("")
    ('::1', 'localhost', None, None)
    """
    if not host or any(char in host for char in "@/\\?# \t,") or not host.isascii():
        return None
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname or None


def is_same_origin(origin: str, host: str) -> bool:
    """Whether an Origin header names the page that the Host header names.

    >>> is_same_origin("http://localhost:8000", "localhost:8000"), is_same_origin("null", "localhost:8000")
    (True, False)
    """
    scheme, found, rest = origin.partition("://")
    return bool(found) and scheme in {"http", "https"} and rest.lower() == host.lower()


class Guard:
    """The ASGI application that lets through what may pass, with the visitor in `scope["state"]`."""

    def __init__(self, app: ASGIApp, doors: Doors, sessions: Sessions, refuse: Refuse) -> None:
        self._app = app
        self._doors = doors
        self._sessions = sessions
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        visitor = self._sessions.visitor(headers.get("cookie", ""), headers.get("authorization", ""))
        new = visitor is None
        visitor = visitor or self._sessions.newcomer()
        scope.setdefault("state", {})["visitor"] = visitor
        if not self._named(headers):
            # Whoever calls us by another name is told nothing, and gets no cookie.
            await PlainTextResponse(_STRANGE, 403)(scope, receive, _dressed(send, ""))
            return
        answer = _dressed(send, self._sessions.header(visitor) if new else "")
        code = self._wrong(scope, headers)
        if code:
            await self._answer(scope, receive, answer, *code)
            return
        if scope["method"] not in _SAFE:
            body = await _whole(receive)
            if body is None:
                await self._answer(scope, receive, answer, 413, "too_large")
                return
            receive = _again(body, receive)
            if not self._may_change(headers, body, visitor, new=new):
                await self._answer(scope, receive, answer, 403, "forbidden")
                return
        if not visitor.let_in and not scope["path"].startswith(_OPEN):
            await self._let_in(scope, receive, send, visitor)
            return
        if lang := _lang_of(scope):
            visitor = self._sessions.renamed(visitor, "", lang)
            answer = _dressed(send, self._sessions.header(visitor))
            await RedirectResponse(_without_lang(scope), 303)(scope, receive, answer)
            return
        await self._app(scope, receive, answer)

    def _named(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        return len(hosts) == 1 and self._doors.open_to(hosts[0])

    def _wrong(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Status and code of what is wrong with a request, whoever sends it."""
        if len(scope.get("query_string", b"")) > LONGEST_QUERY:
            return 414, "too_large"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > LONGEST_BODY:
            return 413, "too_large"
        if scope["method"] not in _SAFE:
            origin = headers.get("origin")
            if origin is not None and not is_same_origin(origin, headers["host"]):
                return 403, "origin"
            if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
                return 403, "origin"
        return None

    def _may_change(self, headers: Headers, body: bytes, visitor: Visitor, *, new: bool) -> bool:
        """Whether the request comes from a form of ours, or from a program with the token."""
        if visitor.trusted:
            return True
        if new:
            return False
        given = headers.get("x-csrf-token", "")
        if not given and headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            try:
                fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=200)
            except ValueError:
                return False
            given = fields.get("csrf", [""])[0]
        return self._sessions.is_csrf(visitor, given)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send, visitor: Visitor) -> None:
        """To the page without the token in its address, for one that has it; to the door for any other."""
        given = parse_qs(scope.get("query_string", b"").decode("ascii", "replace")).get("token", [""])[0]
        if scope["method"] == "GET" and self._sessions.is_token(given):
            visitor = self._sessions.let_in(visitor, "")
            answer = _dressed(send, self._sessions.header(visitor))
            await RedirectResponse(scope["path"] if scope["path"].startswith("/a") else "/", 303)(
                scope, receive, answer
            )
            return
        answer = _dressed(send, self._sessions.header(visitor))
        if scope["method"] in {"GET", "HEAD"} and not is_for_programs(scope):
            await RedirectResponse("/login", 303)(scope, receive, answer)
            return
        await self._answer(scope, receive, answer, 401, "unauthorized")

    async def _answer(self, scope: Scope, receive: Receive, send: Send, status: int, code: str) -> None:
        await self._refuse(scope, status, code)(scope, receive, send)


def _lang_of(scope: Scope) -> str:
    """The language that a link to a page asks for; empty without one."""
    if scope["method"] != "GET" or is_for_programs(scope) or b"lang=" not in scope.get("query_string", b""):
        return ""
    given = parse_qs(scope["query_string"].decode("ascii", "replace")).get("lang", [""])[0]
    return given if given in LANGS else ""


def _without_lang(scope: Scope) -> str:
    pairs = parse_qsl(scope["query_string"].decode("ascii", "replace"))
    # The path is that of a page of ours or of none: two slashes would be the name of another host.
    path = "/" + scope["path"].lstrip("/")
    return url(path, **{name: value for name, value in pairs if name != "lang"})


def is_for_programs(scope: Scope) -> bool:
    """Whether the answer is read by a program: JSON."""
    return bool(scope["path"].startswith("/api/") or scope["path"] == "/openapi.json")


def _dressed(send: Send, cookie: str) -> Send:
    """A `send` that adds what every answer says."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if cookie and "set-cookie" not in headers:
                headers.append("Set-Cookie", cookie)
        await send(message)

    return dressed


async def _whole(receive: Receive) -> bytes | None:
    """The body; None where it is too long, of which no more is read."""
    parts: list[bytes] = []
    length = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > LONGEST_BODY:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """A `receive` that gives the body once, then what comes next."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
