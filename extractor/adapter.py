"""Adapter: the steps of pipeline.py as a spaCy Language, with the same figures as the batch driver.

The only importer of spaCy; import it only where a Language is asked for. Each step is a component
`union_<name>` that leaves its value in `doc._`, and in `doc.spans` where the value has places in the text.
A Doc's own words do not take part: the steps see the text, so any spaCy tokenizer gives the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from extractor.grammar import Patterns, load
from extractor.model import Article, Figure, Span
from extractor.pipeline import STEPS, Knowledge, Step
from extractor.text.words import Engine, segmenter

PREFIX = "union_"
_GIVEN = frozenset({"article", "knowledge"})


def pipeline(patterns: Patterns | None = None, engine: Engine = "rjieba") -> Language:
    """A Chinese Language with our words as tokens and our steps as components: `nlp(text)._.figures`."""
    tokenizer = {"@tokenizers": "union_words.v1", "engine": engine}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    cast("Words", nlp.tokenizer).knowledge = (
        Knowledge(patterns, engine) if patterns else _own_knowledge(engine)
    )
    for step in STEPS:
        nlp.add_pipe(PREFIX + step.name)
    return nlp


def doc_of(nlp: Language, article: Article) -> Doc:
    """The article's text as a Doc that went through the steps with its title, headings and date."""
    doc = nlp.make_doc(article.text)
    doc._.article = article
    return nlp(doc)


class Words(DummyTokenizer):
    """A tokenizer that makes our words tokens; a space belongs to the token before it, as spaCy has it."""

    def __init__(self, vocab: Vocab, engine: Engine, knowledge: Knowledge | None = None) -> None:
        self.vocab = vocab
        self.engine = engine
        self.segmenter = segmenter(engine)
        self.knowledge = knowledge

    def __call__(self, text: str) -> Doc:
        """The text as a Doc; `doc.text` is exactly `text`."""
        words: list[str] = []
        spaces: list[bool] = []
        for word in self.segmenter.cut(text):
            if word.text == " " and spaces and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(word.text)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


class Component:
    """A step as a component: takes what it requires from `doc._`, and leaves what it returns there."""

    def __init__(self, step: Step, knowledge: Knowledge) -> None:
        self.step = step
        self.knowledge = knowledge

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with the step's value."""
        if doc._.article is None:
            doc._.article = Article(source="", index=1, title="", text=doc.text)
        value = self.step.function(
            *(self.knowledge if name == "knowledge" else doc._.get(name) for name in self.step.requires)
        )
        doc._.set(self.step.assigns, value)
        spans = [
            doc.char_span(span.start, span.end, label=self.step.name, alignment_mode="expand")
            for span in _spans(value)
        ]
        if spans:
            doc.spans[self.step.assigns] = [span for span in spans if span is not None]
        return doc


def _spans(value: Any) -> Iterator[Span]:
    """The places in the text of what a step returned: a pair's body, or the figures outside the title."""
    for item in getattr(value, "body", value if isinstance(value, tuple) else ()):
        if isinstance(item, Figure):
            if not item.in_title:
                yield item.quantity.span
        elif hasattr(item, "span"):
            yield item.span


@lru_cache
def _own_knowledge(engine: Engine) -> Knowledge:
    return Knowledge(load(), engine)


def _factory(step: Step) -> Callable[[Language, str], Component]:
    def make(nlp: Language, name: str) -> Component:  # noqa: ARG001  spaCy passes both by name
        # A Language that was read from disk, or put together by hand, has this program's own patterns.
        words = nlp.tokenizer if isinstance(nlp.tokenizer, Words) else None
        knowledge = words.knowledge if words else None
        return Component(step, knowledge or _own_knowledge(words.engine if words else "rjieba"))

    Language.factory(
        PREFIX + step.name,
        assigns=[f"doc._.{step.assigns}"],
        requires=[f"doc._.{name}" for name in step.requires if name not in _GIVEN],
        func=make,
    )
    return make


def make_words(engine: str = "rjieba") -> Callable[[Language], Words]:
    """What a Language's config calls `union_words.v1`: makes its tokenizer."""
    return lambda nlp: Words(nlp.vocab, cast("Engine", engine))


# spaCy finds what is registered here by entry points, which import this module.
registry.tokenizers("union_words.v1", func=make_words)
FACTORIES = {PREFIX + step.name: _factory(step) for step in STEPS}
for _name in ("article", *(step.assigns for step in STEPS)):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def __getattr__(name: str) -> Any:
    """The factory of the component of that name, for spaCy's entry points."""
    if name in FACTORIES:
        return FACTORIES[name]
    raise AttributeError(name)
