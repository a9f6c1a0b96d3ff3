"""Canonical names of a figure's indicator, zone and program, beside the words as written."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.lexicon.canonical import Beside, Canonical
from extractor.model import Edge, Figure, Reach

_LEAD = 10
_BREAK = re.compile(r"[,;:。!?、\n0-9]")


def name_figure(figure: Figure, names: Canonical, text: str) -> Figure:
    """The figure of `text` with the canonical names that the lists know."""
    program, zone = figure.name_of("program"), figure.name_of("zone")
    indicator = figure.name_of("indicator")
    name, rule = "", ""
    if indicator and names.knows(indicator):
        beside = Beside(figure.name_of("action"), *_around(figure, text), program)
        name, rule = names.indicator(indicator, figure.quantity.unit, beside)
    common = names.program(program) if program else ""
    short = names.zone(zone) if zone else ""
    if not (name or common or short):
        return figure
    edges = figure.edges
    if name:
        cue = next(edge for edge in edges if edge.target == "indicator")
        edges = (*edges, Edge("canonical", name, rule, Reach.CLAUSE, cue.cue, cue.cue_in_title))
    return replace(figure, edges=edges, canonical=name, canonical_zone=short, canonical_program=common)


def _around(figure: Figure, text: str) -> tuple[str, str]:
    """The words of the clause before and behind the indicator and its figure: 培训 before 职工3400人."""
    start, end = figure.quantity.span.start, figure.quantity.span.end
    cue = next((edge.cue for edge in figure.edges if edge.target == "indicator"), None)
    if cue is not None and cue.end <= start:
        start = cue.start
    elif cue is not None and cue.start >= end:
        end = cue.end
    before, behind = text[max(0, start - _LEAD) : start], text[end : end + _LEAD]
    return _BREAK.split(before)[-1].rstrip("了过的"), _BREAK.split(behind, maxsplit=1)[0]
