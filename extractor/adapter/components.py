"""Components: a step of pipeline.py as a component of anyone's spaCy pipeline.

A component takes what its step requires from the Doc, leaves what the step returns there, and puts its finds
into `doc.spans`. The steps see characters; a token border is only where a spaCy span may begin or end.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from spacy.tokens import Doc, Span

from extractor.adapter.values import ARTICLE, article_of, found, held, hold
from extractor.errors import UsageError
from extractor.grammar import Patterns, load
from extractor.pipeline import STEPS, Knowledge, Step
from extractor.text.words import Engine

PREFIX = "union_"
Alignment = Literal["expand", "contract", "strict"]

PLAIN = frozenset({"texts", "sentences", "cells"})
"""Values that follow from the text alone: a component makes them itself where no other has left them."""
GIVEN = frozenset({ARTICLE, "knowledge"})
_FILE = "patterns"
_STEP_OF = {step.assigns: step for step in STEPS}


class Component:
    """A step as a component; docs/spacy.md says what its settings mean."""

    def __init__(
        self,
        step: Step,
        name: str,
        folder: str | None = None,
        *,
        engine: Engine = "rjieba",
        spans_key: str | None = None,
        alignment_mode: Alignment = "expand",
        complete: bool = False,
    ) -> None:
        self.step = step
        self.name = name
        self.folder = folder
        self.engine = engine
        self.spans_key = spans_key
        self.alignment_mode = alignment_mode
        self.complete = complete
        self._patterns: Patterns | None = None
        # A wrong pattern is refused now. A folder that is not there may be another machine's, where this
        # pipeline was stored: then from_disk brings the patterns.
        if folder is None or Path(folder).is_dir():
            self._patterns = _from(folder)

    @property
    def patterns(self) -> Patterns:
        """The patterns in use: this program's own, with those of the folder put over them."""
        if self._patterns is None:
            self._patterns = _from(self.folder)
        return self._patterns

    @patterns.setter
    def patterns(self, patterns: Patterns) -> None:
        self._patterns = patterns

    @property
    def knowledge(self) -> Knowledge:
        """What the patterns say; components with the same patterns share it."""
        return _knowledge(self.patterns, self.engine)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with the step's value and its group of spans.

        Raises errors.UsageError where a component that must come before this one has left nothing.
        """
        article = article_of(doc)
        missing = [] if self.complete else _missing(doc, self.step)
        if missing:
            raise UsageError(self._refusal(missing))
        self._run(doc, self.step, article, {})
        return doc

    def _run(self, doc: Doc, step: Step, article: Any, plain: dict[str, Any]) -> Any:
        """The step's value, left in the Doc; what it lacks is made first, in `plain` where it is plain."""
        values: list[Any] = []
        for name in step.requires:
            if name == ARTICLE:
                values.append(article)
            elif name == "knowledge":
                values.append(self.knowledge)
            else:
                value = plain[name] if name in plain else held(doc, name)
                if value is None:
                    value = self._run(doc, _STEP_OF[name], article, plain)
                values.append(value)
        value = step.function(*values)
        if step is not self.step and step.assigns in PLAIN:
            plain[step.assigns] = value
            return value
        hold(doc, step.assigns, value)
        key = self.spans_key if step is self.step and self.spans_key is not None else step.assigns
        if key and step.assigns != "texts":
            doc.spans[key] = list(self._spans(doc, step.name, value))
        return value

    def _spans(self, doc: Doc, label: str, value: Any) -> Iterable[Span]:
        for place, name, _ in found(value):
            span = doc.char_span(
                place.start, place.end, label=label, alignment_mode=self.alignment_mode, span_id=name
            )
            if span is not None:
                yield span

    def _refusal(self, missing: list[Step]) -> str:
        before = ", ".join(PREFIX + step.name for step in missing)
        calls = "; ".join(f"nlp.add_pipe('{PREFIX}{step.name}', before='{self.name}')" for step in missing)
        return (
            f"{self.name} needs what {before} would have found before it; add {calls}; or let {self.name} do "
            f"their work itself: nlp.add_pipe('{PREFIX}{self.step.name}', config={{'complete': True}})"
        )

    def __getstate__(self) -> dict[str, Any]:
        # Worker processes on some systems are started afresh: they load this program's patterns themselves.
        return {**self.__dict__, "step": self.step.name, "_patterns": None, "bytes": self.to_bytes()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        step = next(step for step in STEPS if step.name == state["step"])
        data = state.pop("bytes")
        self.__dict__.update({**state, "step": step, "_patterns": None if data else _from(None)})
        self.from_bytes(data)

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002  spaCy passes it
        """The patterns, where they are not this program's own; else nothing, for every program has those."""
        if self.patterns == _from(None):
            return b""
        return self.patterns.digest.encode() + b"\n" + self.patterns.stored()

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> Component:  # noqa: ARG002
        """The component with the patterns that were written."""
        digest, _, content = data.partition(b"\n")
        if content:
            self.patterns = Patterns.of(content, digest.decode())
        return self

    def to_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Writes a folder with the patterns, where they are not this program's own."""
        data = self.to_bytes()
        if data:
            Path(path).mkdir(parents=True, exist_ok=True)
            (Path(path) / _FILE).write_bytes(data)

    def from_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> Component:  # noqa: ARG002
        """The component with the patterns that were written."""
        file = Path(path) / _FILE
        return self.from_bytes(file.read_bytes()) if file.is_file() else self


def _missing(doc: Doc, step: Step) -> list[Step]:
    """The steps that must come before this one and have left nothing, in their order."""
    wanted: set[str] = set()

    def want(of: Step) -> None:
        for name in of.requires:
            if name not in GIVEN | PLAIN | wanted and held(doc, name) is None:
                wanted.add(name)
                want(_STEP_OF[name])

    want(step)
    return [other for other in STEPS if other.assigns in wanted]


@lru_cache
def _from(folder: str | None) -> Patterns:
    """This program's patterns, with those of the folder put over them; read once."""
    return load(Path(folder)) if folder is not None else load()


@lru_cache
def _knowledge(patterns: Patterns, engine: Engine) -> Knowledge:
    return Knowledge(patterns, engine)
