"""Page furniture: mastheads, page numbers, editors, telephones, dates, the source line of a web page.

A line is furniture when nothing of its own is left after its pieces are taken away.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.pages.forms import PageForms
from extractor.text import kept_re as re

_SEPARATORS = " \t|/·•■□●○◆◇★▲▼►▶◎-—_,;:()【】[]<>《》"
_LETTERS = re.compile(r"[A-Za-z0-9'.&]+")
_OWN_WORDS = re.compile(r"[,。;:!?“”‘’]")
_SENTENCE = re.compile(r"[,。;!?“”‘’]")
_LONGEST = 160
_LONGEST_WORD = 8  # 产改·园区, the name of a page
_MOST_WORDS = 20  # characters, in a line that holds pieces of furniture besides


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line of furniture says about its page: who published it, and when (as written).

    `is_source` tells that the line speaks of one article (来源：…) rather than of the page.
    """

    publisher: str = ""
    published: str = ""
    is_source: bool = False


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Found:
    """The facts of a line, and what is left of it, beginning at `at`, when its pieces are taken away."""

    facts: Facts
    rest: str
    at: int

    @property
    def is_only_date(self) -> bool:
        """Whether the line holds a date and nothing else that speaks."""
        return bool(self.facts.published) and not self.rest and not self.facts.publisher

    @property
    def is_furniture(self) -> bool:
        """Whether what is left are a few words such as the name of a page, in Chinese or in letters."""
        words = [word for word in self.rest.split() if not _LETTERS.fullmatch(word)]
        return (
            not _OWN_WORDS.search(self.rest)
            and sum(map(len, words)) <= _MOST_WORDS
            and all(len(word) <= _LONGEST_WORD for word in words)
        )


def furniture_in(text: str, forms: PageForms) -> Found | None:
    """The furniture that the line `text` (folded) holds, and what is left of it; None where there is none."""
    if len(text) > _LONGEST:
        return None
    if forms.notice.match(text):
        return Found(NO_FACTS, "", 0)
    if _SENTENCE.search(text):
        return None
    if forms.masthead.fullmatch(text):
        return Found(Facts(publisher=text), "", 0)
    said: dict[str, str] = {}
    blanked = text
    for form in forms.furniture:
        for piece in form.finditer(blanked):
            said = {name: words for name, words in piece.groupdict().items() if words} | said
            blanked = blanked[: piece.start()] + " " * len(piece.group()) + blanked[piece.end() :]
    if blanked == text:
        return None
    rest = blanked.strip(_SEPARATORS)
    if rest and blanked.strip()[0] == "(":
        rest = blanked.strip()  # brackets around names are part of the byline
    publisher = said.get("publisher", "")
    first = rest.split()[0] if rest else ""
    is_source = bool(publisher) or "release" in said
    if first and not publisher and forms.masthead.fullmatch(first.strip(_SEPARATORS)):
        publisher = first.strip(_SEPARATORS)
    facts = Facts(publisher, said.get("published", ""), is_source)
    return Found(facts, rest, blanked.find(rest) if rest else 0)
