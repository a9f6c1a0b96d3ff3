"""Session: who looks at the page, in a cookie that only we can have written; the token that lets one in.

Nothing is kept on our side: a cookie is its own content and a signature by a secret of this process.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie

LANGS = ("zh", "en")
LONGEST_NAME = 60
LEAST_TOKEN = 16
"""Characters of a token that somebody chooses; ours has 43."""

_LONGEST_COOKIE = 2_000


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser, or one program that sends the token: its name for decisions, its language.

    `trusted` is true for a program: no page of another site can make it send the token, so it needs no CSRF
    token. `let_in` says whether it gave the token, where one is needed.
    """

    id: str
    who: str
    lang: str
    let_in: bool = True
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Sessions:
    """The secret of this process, the token (empty where none is needed), what a new visitor is called."""

    token: str = ""
    who: str = ""
    lang: str = "zh"
    port: int = 0
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def cookie(self) -> str:
        """The cookie's name; browsers share cookies among the ports of a host."""
        return f"extractor_review_{self.port}"

    @property
    def protected(self) -> bool:
        """Whether a token is needed."""
        return bool(self.token)

    def is_token(self, given: str) -> bool:
        """Whether it is the token; takes as long for a wrong one."""
        return self.protected and hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())

    def visitor(self, cookies: str, authorization: str) -> Visitor | None:
        """Who sent these headers; None for somebody new, or with a cookie that is not ours."""
        kind, _, given = authorization.partition(" ")
        if kind.lower() == "bearer" and self.is_token(given.strip()):
            return Visitor("", self.who, self.lang, trusted=True)
        return self._read(cookies)

    def newcomer(self) -> Visitor:
        """A visitor who was never here."""
        return Visitor(secrets.token_urlsafe(16), self.who, self.lang, let_in=not self.protected)

    def let_in(self, visitor: Visitor, who: str) -> Visitor:
        """The visitor with a new id, who gave the token and a name."""
        return replace(visitor, id=secrets.token_urlsafe(16), who=named(who) or visitor.who, let_in=True)

    def renamed(self, visitor: Visitor, who: str, lang: str) -> Visitor:
        """The visitor under another name, or in another language."""
        return replace(visitor, who=named(who) or visitor.who, lang=lang if lang in LANGS else visitor.lang)

    def csrf(self, visitor: Visitor) -> str:
        """What a form of this visitor must send back."""
        return hmac.new(self.secret, f"csrf {visitor.id}".encode(), sha256).hexdigest()

    def is_csrf(self, visitor: Visitor, given: str) -> bool:
        """Whether it is what a form of this visitor sends."""
        return hmac.compare_digest(self.csrf(visitor).encode(), given.encode("utf-8", "replace"))

    def header(self, visitor: Visitor) -> str:
        """The Set-Cookie header that makes a browser this visitor."""
        content = json.dumps([visitor.id, visitor.who, visitor.lang, visitor.let_in])
        data = base64.urlsafe_b64encode(content.encode()).decode("ascii")
        value = f"{data}.{self._signature(data)}"
        return f"{self.cookie}={value}; Path=/; HttpOnly; SameSite=Strict"

    def _read(self, cookies: str) -> Visitor | None:
        try:
            held = SimpleCookie(cookies).get(self.cookie)
        except CookieError:
            return None
        if held is None or len(held.value) > _LONGEST_COOKIE:
            return None
        data, _, signature = held.value.partition(".")
        if not hmac.compare_digest(signature.encode("utf-8", "replace"), self._signature(data).encode()):
            return None
        try:
            id_, who, lang, let_in = json.loads(base64.urlsafe_b64decode(data))
        except (binascii.Error, ValueError, TypeError):
            return None
        return Visitor(str(id_), str(who), str(lang), let_in=bool(let_in) or not self.protected)

    def _signature(self, data: str) -> str:
        return hmac.new(self.secret, f"cookie {data}".encode(), sha256).hexdigest()


def named(who: str) -> str:
    """The name as it is stored: one line, no longer than LONGEST_NAME, nothing hidden.

    >>> named("  王 敏" + chr(0x202E) + " ")
    '王 敏'
    """
    return " ".join("".join(char for char in who if char.isprintable()).split())[:LONGEST_NAME]


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(32)
