"""Rendering: a view and a template → HTML in which every word is escaped and every hidden mark is seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extractor.model.table import FIGURES
from extractor.review import charts, labels
from extractor.review.fields import EDITABLE
from extractor.review.links import url
from extractor.review.signs import visible
from extractor.review.views import Page

_HERE = Path(__file__).parent
_TYPES = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
        ".png": "image/png",
        ".txt": "text/plain; charset=utf-8",
    }
)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages use, whole: its type, its content, and what it is known by."""

    kind: str
    content: bytes
    tag: str


def assets() -> dict[str, Asset]:
    """All static files by name, read once: no name from a request ever is a path."""
    found = {}
    for path in sorted((_HERE / "static").iterdir()):
        if path.is_file() and path.suffix in _TYPES:
            content = path.read_bytes()
            found[path.name] = Asset(_TYPES[path.suffix], content, f'"{sha256(content).hexdigest()[:16]}"')
    return found


class Renderer:
    """The templates, ready for use."""

    def html(self, template: str, page: Page, view: object) -> str:
        """The page, or the fragment, that shows the view."""
        words = labels.words("en" if page.lang == "en" else "zh")
        # Rows that are fetched alone lead on as the page does that they are put into.
        way = page.here if page.here == "queue" else "figures"
        return _environment().get_template(template).render(page=page, view=view, t=words, way=way)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        url=url,
        charts=charts,
        labels=labels,
        columns={column.name: column for column in FIGURES.columns},
        editable=EDITABLE,
    )
    return environment


def _seen(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
