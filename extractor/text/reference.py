"""The reference engine: jieba's own words, with the tags of its dictionary.

jieba keeps its prepared dictionary under a guessable name in the shared temporary folder, where anyone may
put another. Here it is kept in the user's cache folder, under the digest of the dictionary that it came from.
"""

from __future__ import annotations

import marshal
import re
import sys
import warnings
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import ModuleType

from extractor.kept import keep, recall
from extractor.text.words import Tagged, Tagger, plain_tag

_CHINESE = re.compile("[\u4e00-\u9fd5]")
_IMPOSSIBLE = -3.14e100  # jieba's logarithm of a probability of nought


def jieba_tagger() -> Tagger:
    """jieba.lcut with tags: the dictionary's, or the likeliest one by jieba.posseg's model.

    jieba.posseg itself cuts otherwise than jieba.lcut, so its words are of no use here. rjieba's model knows
    some 3,000 traditional and variant characters more than jieba's, so the tags (never the words) of the two
    engines differ on unknown words in these; text that was folded to simplified characters has hardly any.
    """
    with warnings.catch_warnings():
        # Python 3.12 on warns of jieba's own escapes and of setuptools.
        warnings.simplefilter("ignore")
        import jieba

    frequencies, total, tags = _dictionary(Path(jieba.__file__).with_name("dict.txt").read_bytes())
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, total, True
    tag_of = cache(_guess)

    def tagged(text: str) -> Tagged:
        return [(word, tags.get(word) or tag_of(word)) for word in tokenizer.cut(text)]

    return tagged


def _dictionary(source: bytes) -> tuple[dict[str, int], int, dict[str, str]]:
    """The frequency of each word and each beginning of one (0), their sum, and the tag of each word."""
    # marshal's format belongs to one version of Python.
    key = blake2b(source, digest_size=12, person=sys.implementation.cache_tag.encode()[:16]).hexdigest()
    name = f"jieba-{key}.marshal"
    kept = recall(name)
    if kept is not None:
        frequencies, total, tags = marshal.loads(kept)
        return frequencies, total, tags
    frequencies, tags, total = {}, {}, 0
    for line in source.decode("utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        frequencies[word] = int(frequency)
        total += int(frequency)
        tags[word] = tag
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
    keep(name, marshal.dumps((frequencies, total, tags)), newest=1)
    return frequencies, total, tags


def _guess(word: str) -> str:
    """The tag that jieba.posseg's model finds likeliest: of the word's parts, the longest's, the last's."""
    if _CHINESE.search(word) is None:
        return plain_tag(word)
    best = ("", "x")
    for part, tag in _parts(word):
        if len(part) >= len(best[0]):
            best = (part, tag)
    return best[1]


def _parts(word: str) -> list[tuple[str, str]]:
    """Viterbi over jieba.posseg's tables; where no path goes through, the word is an x, as rjieba has it."""
    model = _model()
    scores: dict[tuple[str, str], float] = {}
    back: list[dict[tuple[str, str], tuple[str, str]]] = []
    for place, character in enumerate(word):
        reached: dict[tuple[str, str], float] = {}
        came: dict[tuple[str, str], tuple[str, str]] = {}
        for state in model.char_state_tab_P.get(character, ()):
            emitted = model.emit_P[state].get(character, _IMPOSSIBLE)
            if place == 0:
                score = model.start_P[state] + emitted
            else:
                score, came[state] = max(
                    (
                        (scores[before] + model.trans_P[before].get(state, _IMPOSSIBLE) + emitted, before)
                        for before in scores
                    ),
                    default=(_IMPOSSIBLE, state),
                )
            if score > _IMPOSSIBLE:
                reached[state] = score
        scores = reached
        back.append(came)
    ends = [(score, state) for state, score in scores.items() if state[0] in "ES"]
    if not ends:
        return [(word, "x")]
    state = max(ends)[1]
    path = [state]
    for came in reversed(back[1:]):
        state = came[state]
        path.append(state)
    parts = []
    start = 0
    for place, (position, tag) in enumerate(reversed(path), start=1):
        if position in "ES":
            parts.append((word[start:place], tag))
            start = place
    return parts


def _model() -> ModuleType:
    # Half a second to import: only a text with a word that the dictionary lacks needs it.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba.posseg

    posseg: ModuleType = jieba.posseg
    return posseg
