"""Canonical names of a figure's indicator, zone and program, beside the words as written."""

from __future__ import annotations

from extractor.lexicon.canonical import Beside, Canonical
from extractor.model import Edge, Quantity, Reach, Span
from extractor.text import kept_re as re

_LEAD = 10
_BREAK = re.compile(r"[,;:。!?、\n0-9]")


def canonical_names(
    edges: tuple[Edge, ...], quantity: Quantity, names: Canonical, text: str
) -> tuple[tuple[Edge, ...], str, str, str]:
    """The edges, with one more where the indicator is known; then the indicator, the zone, the program.

    Each is the canonical name that the lists know, or the empty string.
    """
    cues = {edge.target: edge for edge in edges}
    named, program, zone = cues.get("indicator"), cues.get("program"), cues.get("zone")
    common = names.program(program.name) if program is not None else ""
    short = names.zone(zone.name) if zone is not None else ""
    if named is None or not names.knows(named.name):
        return edges, "", short, common
    action = cues.get("action")
    lead, tail = _around(quantity.span, named.cue, text)
    beside = Beside(action.name if action else "", lead, tail, program.name if program else "")
    name, rule = names.indicator(named.name, quantity.unit, beside)
    if not name:
        return edges, "", short, common
    edge = Edge("canonical", name, rule, Reach.CLAUSE, named.cue, named.cue_in_title)
    return (*edges, edge), name, short, common


def _around(figure: Span, cue: Span | None, text: str) -> tuple[str, str]:
    """The words of the clause before and behind the indicator and its figure: 培训 before 职工3400人."""
    start, end = figure.start, figure.end
    if cue is not None and cue.end <= start:
        start = cue.start
    elif cue is not None and cue.start >= end:
        end = cue.end
    before, behind = text[max(0, start - _LEAD) : start], text[end : end + _LEAD]
    return _BREAK.split(before)[-1].rstrip("了过的"), _BREAK.split(behind, maxsplit=1)[0]
