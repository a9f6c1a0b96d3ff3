"""Knowing: the patterns → what a comparison asks the house: numbers, dates, zones, names of columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.compare.knowledge import Dates, Knowledge, ZoneForm
    from extractor.grammar import Patterns
    from extractor.pipeline import Extractor

_HALF = re.compile(r"(\d{4})-?H([12])")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")
_MONTHS = re.compile(r"(\d{4})-(\d{1,2})(?:/(\d{4})-(\d{1,2}))?")


def knowledge_of(patterns: Patterns, extractor: Extractor) -> Knowledge:
    """What the house knows, each reading as the extractor itself does it."""
    from extractor.compare.knowledge import Knowledge, listed_names, plain_heading

    return Knowledge(
        quantities=extractor.quantities,
        dates=lambda words: _dates(words, extractor),
        zone_form=lambda name: _zone_form(name, extractor),
        zones=listed_names(patterns.names("zones")),
        programs=listed_names(patterns.names("programs")),
        headings={plain_heading(row["name"]): row["field"] for row in patterns.names("manual_columns")},
    )


def _dates(words: str, extractor: Extractor) -> Dates | None:
    """The first and last day of an analyst's period: 2024, 2024年上半年, 2024-H1, 2024-01/2024-06."""
    from extractor.steps.periods import find_periods
    from extractor.text.fold import fold

    text = _spelt(fold(words).strip())
    found = [it for it in find_periods(text, extractor.knowledge.periods, None) if it.end is not None]
    return (found[0].start, found[0].end) if len(found) == 1 else None


def _spelt(text: str) -> str:
    """The short forms in words: 2024-H1 is 2024年上半年.

    >>> [_spelt(text) for text in ("2024", "2024-H1", "2024Q3", "2024-05", "2024-01/2024-06", "今年")]
    ['2024年', '2024年上半年', '2024年第3季度', '2024年5月', '2024年1月至2024年6月', '今年']
    """
    if text.isdecimal() and len(text) == 4:
        return f"{text}年"
    if match := _HALF.fullmatch(text):
        return f"{match[1]}年{'上' if match[2] == '1' else '下'}半年"
    if match := _QUARTER.fullmatch(text):
        return f"{match[1]}年第{match[2]}季度"
    if match := _MONTHS.fullmatch(text):
        first = f"{match[1]}年{int(match[2])}月"
        return f"{first}至{match[3]}年{int(match[4])}月" if match[3] else first
    return text.removesuffix("度") if text.endswith("年度") else text


def _zone_form(name: str, extractor: Extractor) -> ZoneForm | None:
    """The kind and the own name of a zone, where the whole of `name` is one."""
    from extractor.steps.zones import find_zones

    known = extractor.knowledge
    zones = [
        zone for zone in find_zones("", name, known.zones, known.places, known.words) if not zone.generic
    ]
    if len(zones) != 1 or zones[0].span.start or zones[0].span.end != len(name):
        return None
    kind, _, core = zones[0].key.partition(":")
    return kind, core
