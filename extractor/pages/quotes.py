"""Pull quotes: a line of the article set large a second time, between two of its paragraphs.

They hold nothing that the text does not say, so they leave it.
"""

from __future__ import annotations

import regex

from extractor.pages.kinds import Kind
from extractor.pages.mend import Passage
from extractor.pages.split import Draft
from extractor.pages.stitch import joined

_QUOTED = regex.compile(r"[“‘]([^”’]{6,80}?)[。!?,]?[”’][。!?]?(?:[—-]{0,2}[^。]{0,40})$")
_SHORTEST = 10  # characters of a line without quotation marks: a shorter one may repeat by chance
_LONGEST = 100
_MOST = 200  # lines compared on one page, so that the cost stays linear


def without_pull_quotes(draft: Draft) -> None:
    """Move the draft's pull quotes from its text to its captions."""
    candidates = [at for at, passage in enumerate(draft.body) if _core(passage)][:_MOST]
    if not candidates:
        return
    text = "\n".join(joined(passage.lines) for passage in draft.body)
    quotes = [at for at in candidates if text.count(_core(draft.body[at])) > 1]
    # Of two equal lines the first may stay: it is text, the second repeats it.
    kept = {joined(draft.body[at].lines) for at in quotes if _only_equals(draft, at)}
    for at in reversed(quotes):
        line = joined(draft.body[at].lines)
        if line in kept and all(joined(other.lines) != line for other in draft.body[:at]):
            continue
        draft.captions.append(draft.body.pop(at))


def _core(passage: Passage) -> str:
    # What of the passage must stand elsewhere too, if it is a pull quote.
    if passage.kind not in (Kind.LABEL, Kind.PROSE) or len(passage.lines) > 5 or passage.lines[0].numbered:
        return ""
    line = joined(passage.lines)
    if len(line) > _LONGEST:
        return ""
    quoted = _QUOTED.match(line)
    if quoted:
        return quoted[1]
    bare = line.rstrip("。!?")
    return bare if len(bare) >= _SHORTEST else ""


def _only_equals(draft: Draft, at: int) -> bool:
    line = joined(draft.body[at].lines)
    core = _core(draft.body[at])
    return all(
        core not in other or other == line for other in (joined(passage.lines) for passage in draft.body)
    )
