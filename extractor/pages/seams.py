"""Does this line go on there? Evidence at the seam between two pieces of text.

Quotation marks that must close, numbers that were cut, marks that no sentence begins with, and pairs of
characters that the page itself uses elsewhere (联合培 | 训: 培训 stands in another line).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from operator import add

from extractor.pages.forms import PageForms
from extractor.text import kept_re as re

_PAIRS = {"“": "”", "‘": "’", "(": ")", "《": "》", "【": "】"}
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
_MARKS = re.compile(r"[“”‘’()《》【】]")
_NEVER_FIRST = re.compile(r"[,。、;:!?”’)》】〉%\]…]")
_LETTER_OR_DIGIT = re.compile(r"[0-9A-Za-z.]$")
_REACH = 400  # characters looked at on each side: a quotation longer than that is not waited for


def unclosed(text: str) -> str:
    """The marks opened in the last characters of `text` that it does not close, outermost first.

    >>> unclosed("开展“师傅出题、徒弟答")
    '“'
    """
    stack: list[str] = []
    for char in _MARKS.findall(text[-_REACH:]):
        if char in _PAIRS:
            stack.append(char)
        elif char in _CLOSERS and _CLOSERS[char] in stack:
            while stack.pop() != _CLOSERS[char]:
                pass
    return "".join(stack)


def closes(text: str, mark: str) -> bool:
    """Whether `text` closes a `mark` opened before it: its closing mark comes where none is open."""
    depth = 0
    for char in _MARKS.findall(text[:_REACH]):
        if char == mark:
            depth += 1
        elif char == _PAIRS[mark]:
            if depth == 0:
                return True
            depth -= 1
    return False


class Pairs:
    """The pairs of characters that stand side by side within the lines of one page."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    @cached_property
    def _known(self) -> frozenset[str]:
        # Counted only where a line asks for them: most pages never do.
        return frozenset(chain.from_iterable(map(add, line, line[1:]) for line in self._lines))

    def joint(self, before: str, after: str) -> bool:
        """Whether the page knows the pair that the two pieces of text form where they meet."""
        return before[-1] + after[0] in self._known

    def one_word(self, before: str, after: str) -> bool:
        """The same for two Chinese characters: marks and digits meet in any two lines."""
        return _is_chinese(before[-1]) and _is_chinese(after[0]) and self.joint(before, after)


class Seams:
    """Evidence for and against one piece of text going on in another, on one page."""

    def __init__(self, pairs: Pairs, forms: PageForms) -> None:
        self._pairs = pairs
        self._forms = forms

    def score(self, before: str, after: str) -> float:
        """How well `after` goes on where `before` stops: above 0 speaks for it, below 0 against it."""
        if not before or not after:
            return 0.0
        score = 0.0
        waiting = unclosed(before)
        if waiting:
            score += 3.0 if closes(after, waiting[-1]) else -1.5
        elif _closes_nothing(after):
            score -= 2.0
        if _NEVER_FIRST.match(after) or self._forms.leaning.match(after):
            score += 2.0
        if _LETTER_OR_DIGIT.search(before):
            score += 2.0 if self._forms.measure.match(after) else -2.0
        elif _is_chinese(before[-1]):
            score += 2.0 if self._pairs.joint(before, after) else -0.5
        return score


def _closes_nothing(text: str) -> bool:
    return closes(text, "“") or closes(text, "(")


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
