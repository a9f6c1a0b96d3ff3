"""Words: a text cut as jieba cuts it, each word with its offsets and its part of speech.

Two engines give the same words: rjieba (jieba's algorithm in Rust, the default) and jieba itself (the
reference, in text.reference); the tags are the same, too, on simplified text. Words are evidence: `万余人次`
is one word, so no word may measure a figure.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from extractor.model import Span
from extractor.text import kept_re as re

if TYPE_CHECKING:
    from rjieba import Jieba

Engine = Literal["rjieba", "jieba"]
Tagged = list[tuple[str, str]]
Tagger = Callable[[str], Tagged]

# What rjieba takes for Chinese and jieba does not: 㐀, 龦, 豈, everything astral. To jieba each of them is a
# word that ends its block, so cutting the text between them changes no word and hides them from rjieba. Lone
# surrogates, at which rjieba raises, go the same way.
_FOREIGN = re.compile("([\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\ud800-\udfff\U00010000-\U0010ffff])")
# The characters that rjieba joins and jieba does not: 3-5, ab_c, example.com.
_JOINED = re.compile(r"[-+#&._%]")
_PLAIN = re.compile(r"[-a-zA-Z0-9+#&._%]{2,}")
# jieba.finalseg's rule for them: 1.5 and 99% are one word, 3-5 is three.
_SKIP = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")


class Word(NamedTuple):
    """A word of a text: characters `start` to `end`, its surface, its tag in jieba's terms: n, v, ns, m.

    A NamedTuple, because a frozen dataclass that holds a Span takes longer than the cutting itself.
    """

    start: int
    end: int
    text: str
    tag: str

    @property
    def span(self) -> Span:
        """The offsets as a Span."""
        return Span(self.start, self.end)


class Segmenter(Protocol):
    """Whatever cuts a text, or one sentence of it, into words."""

    @property
    def name(self) -> str:
        """The engine's name, as `--segmenter` has it."""

    def cut(self, text: str, offset: int = 0) -> list[Word]:
        """The words of `text`, in order and without gaps; `offset` is the place of `text` in its article."""

    def tagged(self, text: str) -> Tagged:
        """The same words as pairs of surface and tag, for whoever counts the places himself."""


def segmenter(name: Engine = "rjieba") -> Segmenter:
    """The engine of that name; it loads its dictionary with its first cut."""
    return rjieba_segmenter() if name == "rjieba" else jieba_segmenter()


def rjieba_segmenter() -> Segmenter:
    """jieba's words by rjieba: 0.1 s to load, then 2 million characters a second."""
    return _Engine("rjieba", _rjieba_tagger)


def jieba_segmenter() -> Segmenter:
    """jieba's words by jieba itself: 0.5 to 1 s to load, then 0.2 million characters a second."""

    def tagger() -> Tagger:
        from extractor.text.reference import jieba_tagger

        return jieba_tagger()

    return _Engine("jieba", tagger)


class _Engine:
    """A segmenter around a tagger that is made when the first text comes."""

    def __init__(self, name: str, make: Callable[[], Tagger]) -> None:
        self._name = name
        self._make = make
        self._tagger: Tagger | None = None

    @property
    def name(self) -> str:
        return self._name

    def cut(self, text: str, offset: int = 0) -> list[Word]:
        words = []
        start = offset
        for surface, tag in self.tagged(text):
            end = start + len(surface)
            words.append(Word(start, end, surface, tag))
            start = end
        return words

    def tagged(self, text: str) -> Tagged:
        if self._tagger is None:
            self._tagger = self._make()
        return self._tagger(text)

    def __reduce__(self) -> tuple[Callable[[Engine], Segmenter], tuple[str]]:
        # A worker process makes its own: a dictionary in Rust cannot be sent.
        return segmenter, (self._name,)


def _rjieba_tagger() -> Tagger:
    """rjieba's words and tags, mended where they differ from jieba's."""
    engine = _own_rjieba()

    def tagged(text: str) -> Tagged:
        pairs = engine.tag(text)
        if _JOINED.search(text) is None:
            return pairs
        mended: Tagged = []
        for pair in pairs:
            word = pair[0]
            # `C#` and `AT&T` stand in the dictionary, and jieba keeps them whole, too.
            if _PLAIN.fullmatch(word) and _JOINED.search(word) and not engine.has_word(word):
                mended += [(part, plain_tag(part)) for part in _SKIP.split(word) if part]
            else:
                mended.append(pair)
        return mended

    def tagged_between(text: str) -> Tagged:
        if _FOREIGN.search(text) is None:
            return tagged(text)
        found: Tagged = []
        for place, part in enumerate(_FOREIGN.split(text)):
            found += [(part, "x")] if place % 2 else tagged(part)
        return found

    return tagged_between


def plain_tag(word: str) -> str:
    """The tag of a word without Chinese characters: m for digits, eng for letters, x for signs."""
    signs = [character for character in word if character.isascii() and character.isalnum()]
    if not signs:
        return "x"
    return "m" if all(character.isdigit() for character in signs) else "eng"


def _own_rjieba() -> Jieba:
    """An rjieba tokenizer that nobody else can add words to.

    `import rjieba` loads a global tokenizer first, which costs as much again (0.11 s) and may be changed by
    anyone; so the extension module is loaded without its package.
    """
    package = find_spec("rjieba")
    path = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec("rjieba.rjieba", path) if path else None
    if spec is None or spec.loader is None:
        import rjieba

        return rjieba.Jieba()
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    own: Jieba = module.Jieba()
    return own
