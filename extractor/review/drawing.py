"""Drawing: bars, columns and shares as inline SVG, pure functions without style attributes, sized in percent.

Lengths along the line are percents and letters are pixels, so that one chart fits a desk, a phone and a sheet
of paper without its letters shrinking. Colours come from the page's style sheet, by class. What a chart says
by colour it says by a pattern or a sign as well.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from extractor.review.signs import one_line

_ROW, _TEXT, _THICK = 36, 14, 8
_HIGH, _FOOT = 150, 38
_LONGEST = 44
"""Half-width columns of a label that fit beside its number on a phone; the rest is in its title."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its value, and how much of that wants a look.

    `shown` is what stands at its end, the value itself where it is empty; `href` leads to what it counts.
    """

    label: str
    value: float
    part: float = 0
    shown: str = ""
    href: str = ""
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """One piece of a whole: the class that colours it, its name, its sign, how much it is."""

    kind: str
    label: str
    sign: str
    value: int


def bars(rows: Sequence[Bar], name: str, *, whole: float = 0, part: str = "", empty: str = "") -> Markup:
    """Bars that lie under their labels, the longest first as given; hatched as far as `part` says.

    `whole` is the value of a full bar, the greatest of them where it is 0. `name` is what a screen reader
    calls the chart; `part` names the hatched share; `empty` is said where there are no rows.
    """
    if not rows:
        return nothing(empty)
    full = whole or max(row.value for row in rows) or 1
    height = len(rows) * _ROW
    fill = _stripes_of(name)
    drawn = Markup("").join(_bar(row, at * _ROW, full, part, fill) for at, row in enumerate(rows))
    drawn = _stripes(rows, fill) + drawn
    said = "；".join(_said(row, part) for row in rows)
    return _chart("bars", height, name, said, drawn, linked=any(row.href for row in rows))


def columns(rows: Sequence[Bar], name: str, *, part: str = "", empty: str = "") -> Markup:
    """Columns beside each other, in the order of time; a label's lines are parted by a line feed."""
    if not rows:
        return nothing(empty)
    full = max(row.value for row in rows) or 1
    width = 100 / len(rows)
    fill = _stripes_of(name)
    drawn = Markup("").join(_column(row, at * width, width, full, part, fill) for at, row in enumerate(rows))
    drawn = _stripes(rows, fill) + drawn
    line = _tag("line", {"class": "axis", "x1": "0", "x2": "100%", "y1": _HIGH + 16, "y2": _HIGH + 16})
    said = "；".join(_said(row, part) for row in rows)
    linked = any(row.href for row in rows)
    return _chart("columns", _HIGH + 16 + _FOOT, name, said, drawn + line, linked=linked)


def shares(pieces: Iterable[Share], name: str, *, empty: str = "") -> Markup:
    """One bar cut into its pieces; those of nothing are left out, a thin one is still seen."""
    held = [piece for piece in pieces if piece.value > 0]
    whole = sum(piece.value for piece in held)
    if not whole:
        return nothing(empty)
    drawn, at = Markup(""), 0.0
    for piece in held:
        width = 100 * piece.value / whole
        rect = _tag(
            "rect",
            {
                "class": f"share {piece.kind}",
                "x": _percent(at),
                "y": 0,
                "width": _percent(width),
                "height": 28,
            },
            _title(f"{piece.label} {number(piece.value)}（{piece.value / whole:.0%}）"),
        )
        drawn += rect
        if width >= 7:
            place = {
                "class": f"on-share {piece.kind}",
                "x": _percent(at + width / 2),
                "y": 19,
                "text-anchor": "middle",
            }
            drawn += _tag("text", place, escape(f"{piece.sign} {number(piece.value)}"))
        at += width
    said = "；".join(f"{piece.label} {number(piece.value)}" for piece in held)
    return _chart("shares", 28, name, said, drawn)


def number(value: float) -> str:
    """The number with a comma after every third digit, at most one decimal.

    >>> number(12345), number(0.5), number(3.0)
    ('12,345', '0.5', '3')
    """
    text = f"{Decimal(str(round(value, 1))):,}"
    return text.removesuffix(".0")


def cut(label: str, longest: int = _LONGEST) -> str:
    """The label, ended by … where it is wider than `longest` columns, a Chinese character being two.

    >>> cut("湖北自由贸易试验区", 9), cut("abc", 9)
    ('湖北自由…', 'abc')
    """
    if sum(map(_columns, label)) <= longest:
        return label
    room, kept = longest - 1, 0
    for char in label:
        room -= _columns(char)
        if room < 0:
            break
        kept += 1
    return label[:kept] + "…"


def _bar(row: Bar, top: int, full: float, part: str, fill: str) -> Markup:
    width = max(100 * row.value / full, 0.4) if row.value else 0
    label = one_line(row.label)
    short = cut(label)
    at_end = {"class": "value", "x": "100%", "y": top + _TEXT, "text-anchor": "end"}
    words = _tag("text", {"class": "label", "x": 0, "y": top + _TEXT}, escape(short))
    words += _tag("text", at_end, escape(row.shown or number(row.value)))
    place = {"x": 0, "y": top + _TEXT + 6, "height": _THICK, "rx": 2}
    drawn = _tag("rect", {"class": "track", **place, "width": "100%"})
    drawn += _tag(
        "rect", {"class": "bar strong" if row.emphasis else "bar", **place, "width": _percent(width)}
    )
    if row.part:
        thin = max(100 * row.part / full, 0.4)
        drawn += _tag(
            "rect", {"class": "part", "fill": f"url(#{fill})", **place, "width": _percent(min(thin, width))}
        )
    return _linked(row, _title(_said(row, part)) + words + drawn)


def _column(row: Bar, left: float, width: float, full: float, part: str, fill: str) -> Markup:
    height = max(_HIGH * row.value / full, 1) if row.value else 0
    middle, inner = left + width / 2, min(width * 0.72, 9)
    foot = _HIGH + 16
    place = {"x": _percent(middle - inner / 2), "width": _percent(inner), "rx": 2}
    drawn = _tag("rect", {"class": "bar", **place, "y": _length(foot - height), "height": _length(height)})
    if row.part:
        low = min(max(_HIGH * row.part / full, 1), height)
        hatched = {"class": "part", "fill": f"url(#{fill})", **place}
        drawn += _tag("rect", {**hatched, "y": _length(foot - low), "height": _length(low)})
    at = {"x": _percent(middle), "text-anchor": "middle"}
    shown = escape(row.shown or number(row.value))
    drawn += _tag("text", {"class": "value", **at, "y": _length(foot - height - 5)}, shown)
    for line, words in enumerate(row.label.split("\n")[:2]):
        place_of = {"class": "tick", **at, "y": foot + 15 + 14 * line}
        drawn += _tag("text", place_of, escape(cut(one_line(words), 8)))
    return _linked(row, _title(_said(row, part)) + drawn)


def _stripes_of(name: str) -> str:
    # Several charts stand on one page, and an id must stand there once.
    return f"stripes-{zlib.crc32(name.encode()):08x}"


def _stripes(rows: Sequence[Bar], fill: str) -> Markup:
    if not any(row.part for row in rows):
        return Markup("")
    line = _tag("path", {"class": "stripe", "d": "M-1 1l2-2M0 6l6-6M5 7l2-2"})
    ground = _tag("rect", {"class": "stripe-ground", "width": 6, "height": 6})
    size = {"id": fill, "width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    return _tag("defs", {}, _tag("pattern", size, ground + line))


def _linked(row: Bar, drawn: Markup) -> Markup:
    return _tag("a", {"href": row.href}, drawn) if row.href else _tag("g", {}, drawn)


def _said(row: Bar, part: str) -> str:
    said = f"{one_line(' '.join(row.label.split()))} {row.shown or number(row.value)}"
    return f"{said}（{part} {number(row.part)}）" if row.part and part else said


def _chart(kind: str, height: int, name: str, said: str, drawn: Markup, *, linked: bool = False) -> Markup:
    # An image hides its links from a screen reader; a group does not, and its links read their own titles.
    names = (
        {"role": "group", "aria-label": name} if linked else {"role": "img", "aria-label": f"{name}：{said}"}
    )
    return _tag("svg", {"class": f"chart {kind}", "width": "100%", "height": height, **names}, drawn)


def nothing(words: str) -> Markup:
    """What stands in a chart's place where there is nothing to draw."""
    return Markup('<p class="nothing">{}</p>').format(words)


def _title(words: str) -> Markup:
    return _tag("title", {}, escape(words))


def _tag(name: str, attributes: dict[str, object], inner: Markup = Markup("")) -> Markup:  # noqa: B008
    written = Markup("").join(_attributes(attributes))
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), written, inner)


def _attributes(attributes: dict[str, object]) -> Iterator[Markup]:
    for name, value in attributes.items():
        yield Markup(' {}="{}"').format(name, one_line(str(value)))


def _percent(value: float) -> str:
    return f"{_length(value)}%"


def _length(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1
