"""Which of an article's labels is its headline, where none stands above its text.

A headline names its place, has a kicker, repeats what the text says, is longer than the subheadings; one
that stands inside a sentence can be nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.pages.forms import PageForms
from extractor.pages.kinds import Kind
from extractor.pages.mend import Passage
from extractor.pages.stitch import joined
from extractor.text import kept_regex as regex

_ENOUGH = 3.0
_MOST = 30  # labels looked at: a headline does not stand behind the thirtieth subheading
REACH = 4000  # characters of an article that are compared with a headline
_QUOTED = regex.compile(r"“([^”]{2,12})”")
_LONG = 10


def place_of(passage: Passage, forms: PageForms) -> str:
    """The place that the first line of a headline names as its kicker, or the empty string."""
    found = forms.kicker.match(passage.lines[0].text)
    return found.group().rstrip(" :—-") if found else ""


def late_title(
    body: Sequence[Passage], forms: PageForms, *, dated: bool, after_another: bool
) -> Passage | None:
    """The passage of `body` that is the headline although it stands behind some of the text, or None.

    `dated` tells that the text begins with a dateline, `after_another` that another article stands before:
    then a headline is to be expected.
    """
    labels = [passage for passage in body if passage.kind is Kind.LABEL and not passage.lines[0].numbered]
    if not labels:
        return None
    labels = labels[:_MOST]
    prose = (joined(passage.lines) for passage in body[:40] if passage.kind is not Kind.LABEL)
    text = "\n".join(prose)[:REACH]
    expected = 1.0 * dated + 1.0 * after_another
    best, score = labels[0], 0.0
    for label in labels:
        alike = any(other is not label and not other.inside and _alike(other, label) for other in labels)
        its = expected + _looks(label, text, forms) + 3.0 * label.inside - 1.0 * alike
        if its > score:
            best, score = label, its
    return best if score >= _ENOUGH else None


def shared(headline: str, text: str) -> int:
    """How many three-character pieces of the headline stand in the text."""
    return sum(headline[at : at + 3] in text for at in range(len(headline) - 2))


def _alike(one: Passage, other: Passage) -> bool:
    # Subheadings of one article have the same number of lines and about the same length.
    shorter, longer = sorted((len(one.text), len(other.text)))
    return len(one.lines) == len(other.lines) and 2 * longer <= 3 * shorter


def _looks(label: Passage, text: str, forms: PageForms) -> float:
    words = label.text
    place = place_of(label, forms)
    return (
        2.0 * bool(place and place[-4:] in text)
        + 1.0 * (len(label.lines) > 1)
        + 1.0 * (len(words) > _LONG)
        + 1.0 * any(term in text for term in _QUOTED.findall(words))
        + 1.0 * any(words[at : at + 4] in text for at in range(len(words) - 3))
    )
