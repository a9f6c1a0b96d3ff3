"""Pull quotes: a line of the article set large a second time, between two of its paragraphs.

They hold nothing that the text does not say, so they leave it.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice

from extractor.pages.kinds import Kind
from extractor.pages.mend import Passage
from extractor.pages.split import Draft
from extractor.pages.stitch import joined
from extractor.text import kept_regex as regex

_QUOTED = regex.compile(r"[“‘]([^”’]{6,80}?)[。!?,]?[”’][。!?]?(?:[—-]{0,2}[^。]{0,40})$")
_SHORTEST = 10  # characters of a line without quotation marks: a shorter one may repeat by chance
_LONGEST = 100
_MOST = 200  # lines compared on one page, so that the cost stays linear


def without_pull_quotes(draft: Draft) -> None:
    """Move the draft's pull quotes from its text to its captions."""
    cores = {at: core for at, passage in enumerate(draft.body) if (core := _core(passage))}
    if not cores:
        return
    lines = [joined(passage.lines) for passage in draft.body]
    alike = Counter(lines)
    text = "\n".join(lines)
    dropped = []
    for at, core in islice(cores.items(), _MOST):
        repeats = text.count(core)
        # Of equal lines that stand in no longer one the first is text.
        if repeats > alike[lines[at]] or (repeats > 1 and lines[at] in lines[:at]):
            dropped.append(at)
    for at in reversed(dropped):
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
