"""Adapter: the steps of pipeline.py as a spaCy Language, with the same figures as the batch driver.

The only importer of spaCy; import it only where a Language is asked for. Each step is a component
`union_<name>` for this program's Language and for anyone's; docs/spacy.md tells how to use them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Optional

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from extractor.adapter import stored, values
from extractor.adapter.components import GIVEN, PLAIN, PREFIX, Component
from extractor.adapter.tokens import Words, make_words
from extractor.errors import UsageError
from extractor.grammar import Patterns
from extractor.model import Article
from extractor.pipeline import STEPS, Step
from extractor.text.words import Engine

__all__ = ["FACTORIES", "Component", "Words", "doc_of", "make_doc", "make_words", "pipeline"]


def pipeline(patterns: Patterns | None = None, engine: Engine = "rjieba") -> Language:
    """A Chinese Language with our words as tokens and our steps as components: `nlp(text)._.figures`."""
    tokenizer = {"@tokenizers": "union_words.v1", "engine": engine}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    for step in STEPS:
        component = nlp.add_pipe(PREFIX + step.name, config={"engine": engine})
        if patterns is not None and isinstance(component, Component):
            component.patterns = patterns
    return nlp


def make_doc(nlp: Language, article: Article) -> Doc:
    """The article's text as a Doc that knows its title, headings and date; `nlp` or `nlp.pipe` takes it."""
    doc = nlp.make_doc(article.text)
    doc._.article = article
    return doc


def doc_of(nlp: Language, article: Article) -> Doc:
    """The article's text as a Doc that went through the pipeline with its title, headings and date."""
    return nlp(make_doc(nlp, article))


def _factory(step: Step) -> Callable[..., Component]:
    needed = [name for name in step.requires if name not in GIVEN | PLAIN]

    # spaCy checks the settings by these types, which it must find as types: Optional, and no alias of ours.
    def make(
        nlp: Language,  # noqa: ARG001  spaCy passes it by name
        name: str,
        patterns: Optional[str],  # noqa: UP045
        engine: Literal["rjieba", "jieba"],
        spans_key: Optional[str],  # noqa: UP045
        alignment_mode: Literal["expand", "contract", "strict"],
        complete: bool,
    ) -> Component:
        values.register()
        others = values.taken(step.assigns)
        if others:
            message = (
                f"{name} cannot be added: something else in this program has defined {', '.join(others)}; "
                "rename that extension, or take it away (remove_extension) before this component is added"
            )
            raise UsageError(message)
        return Component(
            step,
            name,
            patterns,
            engine=engine,
            spans_key=spans_key,
            alignment_mode=alignment_mode,
            complete=complete,
        )

    Language.factory(
        PREFIX + step.name,
        assigns=[f"doc._.{step.assigns}"],
        requires=[f"doc._.{name}" for name in needed],
        default_config={
            "patterns": None,
            "engine": "rjieba",
            "spans_key": None,
            "alignment_mode": "expand",
            "complete": False,
        },
        func=make,
    )
    return make


# spaCy finds what is registered here by entry points, which import this module.
values.register()
stored.register()
registry.tokenizers("union_words.v1", func=make_words)
FACTORIES = {PREFIX + step.name: _factory(step) for step in STEPS}


def __getattr__(name: str) -> Any:
    """The factory of the component of that name, for spaCy's entry points."""
    if name in FACTORIES:
        return FACTORIES[name]
    raise AttributeError(name)
