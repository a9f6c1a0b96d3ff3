"""Report: a run as one HTML file that needs no network, no script and no program but a browser.

Tables, charts and the articles with their figures marked; printed, it is A4 with its table heads repeated.
"""

from __future__ import annotations

import base64
import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from extractor.review import charts, labels
from extractor.review.labels import Lang
from extractor.review.report_content import Content, Limits, content_of
from extractor.review.signs import visible
from extractor.runs.export import export
from extractor.sinks.drafts import Drafts
from extractor.store.sqlite import NAME as STORE
from extractor.store.store import Store, default_url

NAME = "report.html"


@dataclass(frozen=True, slots=True)
class Reported:
    """What the report holds: facts and articles listed of all, and whether decisions are in it."""

    facts: int
    all_facts: int
    articles: int
    all_articles: int
    decisions: int


def write_report(folder: Path, out: Path, lang: Lang = "zh", limits: Limits = Limits()) -> Reported:  # noqa: B008
    """Writes the report on the run in `folder` to the file `out`, with its store's decisions if it has any.

    Raises UsageError where the folder holds no run, or `out` cannot be written.
    """
    with tempfile.TemporaryDirectory() as scratch:
        tables, states = _decided(folder, Path(scratch))
        content = content_of(tables, folder, lang, states, limits)
        with Drafts(out.parent) as drafts:
            handle = drafts.open(out.name)
            for piece in rendered(content):
                handle.write(piece)
    left = content.left
    facts, articles = content.counted["facts"], content.counted["articles"]
    return Reported(facts - left["facts"], facts, articles - left["articles"], articles, sum(states.values()))


def rendered(content: Content) -> Iterator[str]:
    """The report, piece by piece: no word in it is markup, and no mark in it is hidden."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("extractor.review"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    css = "".join(_static(name) for name in ("base.css", "report.css"))
    stream = environment.get_template("report.html").stream(
        view=content,
        t=labels.words(content.lang),
        charts=charts,
        labels=labels,
        css=Markup(css),
        digest=f"sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}",
    )
    stream.enable_buffering(64)
    yield from stream


def _static(name: str) -> str:
    return files("extractor.review").joinpath("static", name).read_text(encoding="utf-8")


def _seen(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _decided(folder: Path, scratch: Path) -> tuple[Path, Mapping[str, int]]:
    """Where the tables to report on are, and how many figures are in each state of the review.

    Those of the run, or, where its store holds decisions, such as they make of them, written to `scratch`.
    """
    if not (folder / STORE).is_file():
        return folder, {}
    from extractor.review.revise import revised
    from extractor.review.taking import decisions_taken

    with Store.open(default_url(folder)) as store:
        if not any(not one.undone_by for one in store.decisions()):
            return folder, {}
        with store.engine.connect() as base:
            decisions = decisions_taken(base)
    export(folder, scratch, revise=revised(decisions))
    states: Counter[str] = Counter(standing.state for standing in decisions.standings.values())
    return scratch, {**states, "added": len(decisions.added)}
