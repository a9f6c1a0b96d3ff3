"""Tokens: a spaCy tokenizer that makes our words tokens. Any other tokenizer gives the same figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from extractor.text.words import Engine, segmenter


class Words(DummyTokenizer):
    """A tokenizer that makes our words tokens; a space belongs to the token before it, as spaCy has it."""

    def __init__(self, vocab: Vocab, engine: Engine) -> None:
        self.vocab = vocab
        self.engine = engine
        self.segmenter = segmenter(engine)

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


def make_words(engine: str = "rjieba") -> Callable[[Language], Words]:
    """What a Language's config calls `union_words.v1`: makes its tokenizer."""
    return lambda nlp: Words(nlp.vocab, cast("Engine", engine))
