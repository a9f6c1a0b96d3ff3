"""PDFium: one page of an open document → its characters and rules with their places, upright.

Every raw call stands here. Text that is printed upwards or downwards is turned, each direction by itself, so
that nobody above has to know of it.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any

from extractor.sources.boxes import Rule
from extractor.sources.glyphs import Glyph

_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 400
_FEW_PATHS = 40
_MOST_RULES = 3000
_THIN = 2.5  # points: a filled box that is no thicker is drawn as a line
_SHORT = 8.0  # points: a shorter line is no rule
_SLANT = 0.15  # radians off the upright, or off a quarter turn
_DEEPEST = 4  # forms within forms
_ABOVE, _BELOW = 0.8, 0.1  # of a letter, from the line it stands on
# Characters that show nothing; the first is what PDFium makes of a hyphen at the end of a line.
_INVISIBLE = frozenset("\x02\xad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Direction:
    """What is printed in one direction on a page, turned upright; y grows downwards."""

    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Print:
    """What a page holds.

    `unmapped` counts the characters of which the file does not say what they are, `slanted` those of a
    watermark; `filled` is the share of the page under its largest picture, `drawn` tells whether there is a
    picture, or so many lines that they may be letters.
    """

    directions: tuple[Direction, ...]
    characters: int
    unmapped: int
    slanted: int
    filled: float
    drawn: bool


def print_of(page: Any, most_characters: int) -> Print | int:
    """What the page holds, or the number of its characters where they are more than `most_characters`."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(textpage.raw)
        if count > most_characters:
            return int(count)
        turned, unmapped, slanted = _glyphs(raw, textpage.raw, max(count, 0))
    finally:
        textpage.close()
    rules, filled, drawn = _drawn(raw, page)
    order = sorted(turned, key=lambda quarter: (-len(turned[quarter]), quarter))
    return Print(
        tuple(
            Direction(tuple(turned[quarter]), tuple(_turned_rule(rule, quarter) for rule in rules))
            for quarter in order
        ),
        sum(map(len, turned.values())),
        unmapped,
        slanted,
        filled,
        drawn,
    )


def _glyphs(raw: Any, textpage: Any, count: int) -> tuple[dict[int, list[Glyph]], int, int]:
    turned: dict[int, list[Glyph]] = {}
    unmapped = slanted = 0
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    last, blank = -1, False
    text_object: object = None
    set_so: tuple[float, int] | None = None
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        char = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if char.isspace():
            blank = True
            continue
        if char in _INVISIBLE:
            continue
        known = char.isprintable() and char != "\ufffd"
        if not known or raw.FPDFText_HasUnicodeMapError(textpage, index) == 1:
            unmapped += 1
            char = "\ufffd"
        if not raw.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        if not raw.FPDFText_GetCharOrigin(textpage, index, x, y):
            continue
        this = raw.FPDFText_GetTextObject(textpage, index)
        address = ctypes.cast(this, ctypes.c_void_p).value if this else None
        if address is None or address != text_object:
            text_object = address
            set_so = _set_so(raw, textpage, index, matrix)
        if set_so is None:
            slanted += 1
            continue
        size, quarter = set_so
        turned.setdefault(quarter, []).append(
            _glyph(char, index, last if blank else -1, box, (x.value, y.value), size, quarter)
        )
        last, blank = index, False
    return turned, unmapped, slanted


def _set_so(raw: Any, textpage: Any, index: int, matrix: Any) -> tuple[float, int] | None:
    """The height of the letters, and the quarter turns of their direction; None for a slanting one."""
    size = raw.FPDFText_GetFontSize(textpage, index)
    if not raw.FPDFText_GetMatrix(textpage, index, matrix):
        return (size or 1.0), 0
    size *= math.hypot(matrix.c, matrix.d)
    if not math.isfinite(size):
        return None
    angle = math.atan2(matrix.b, matrix.a)
    quarter = round(angle / (math.pi / 2))
    if abs(angle - quarter * math.pi / 2) > _SLANT:
        return None
    return max(abs(size), 0.1), quarter % 4


def _glyph(
    char: str, index: int, after: int, box: Any, origin: tuple[float, float], size: float, quarter: int
) -> Glyph:
    left, _, right, _ = _turned((box.left, box.bottom, box.right, box.top), quarter)
    _, line, _, _ = _turned((*origin, *origin), quarter)
    return Glyph(char, left, line - _ABOVE * size, right, line + _BELOW * size, size, index, after)


def _turned(box: tuple[float, float, float, float], quarter: int) -> tuple[float, float, float, float]:
    """Left, top, right, bottom, seen by a reader; the file counts y upwards."""
    left, bottom, right, top = box
    if quarter == 0:
        return left, -top, right, -bottom
    if quarter == 1:
        return bottom, left, top, right
    if quarter == 2:
        return -right, bottom, -left, top
    return -top, -right, -bottom, -left


def _turned_rule(rule: Rule, quarter: int) -> Rule:
    return Rule(*_turned((rule.left, rule.top, rule.right, rule.bottom), quarter))


def _drawn(raw: Any, page: Any) -> tuple[list[Rule], float, bool]:
    """The rules of the page (in the file's own measure), the share under its largest picture, any drawing."""
    rules: list[Rule] = []
    drawn = False
    largest, paths = 0.0, 0
    left, bottom, right, top = page.get_bbox()
    area = max((right - left) * (top - bottom), 1.0)
    seen = 0
    stack = [(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, 0)]
    while stack:
        parent, count_objects, get_object, depth = stack.pop()
        for place in range(count_objects(parent)):
            seen += 1
            if seen > _MOST_OBJECTS:
                return rules, largest, drawn
            part = get_object(parent, place)
            if not part:
                continue
            kind = raw.FPDFPageObj_GetType(part)
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                form = (part, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1)
                stack.append(form)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                paths += 1
                drawn = drawn or paths > _FEW_PATHS
                if depth == 0 and len(rules) < _MOST_RULES:
                    rules += _rules_of(raw, part)
            elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
                drawn = True
                if depth == 0:
                    low, floor, high, ceiling = _bounds(raw, part)
                    largest = max(largest, (high - low) * (ceiling - floor) / area)
                else:
                    largest = max(largest, 1.0)  # how a form is scaled is not known here
    return rules, min(largest, 1.0), drawn


def _bounds(raw: Any, part: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(part, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return left.value, bottom.value, right.value, top.value


def _rules_of(raw: Any, path: Any) -> list[Rule]:
    left, bottom, right, top = _bounds(raw, path)
    width, height = right - left, top - bottom
    if not (math.isfinite(width) and math.isfinite(height)):
        return []
    if min(width, height) <= _THIN:
        return [Rule(left, bottom, right, top)] if max(width, height) >= _SHORT else []
    fills, strokes = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fills, strokes) or not strokes.value:
        return []
    count = raw.FPDFPath_CountSegments(path)
    if not 0 < count <= _MOST_SEGMENTS:
        return []
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(path, matrix):
        return []
    return _strokes(raw, path, count, matrix)


def _strokes(raw: Any, path: Any, count: int, matrix: Any) -> list[Rule]:
    """The lines of a path that lie or stand."""
    rules: list[Rule] = []
    begun = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()

    def line(one: tuple[float, float], other: tuple[float, float]) -> None:
        (a, b), (c, d) = one, other
        if min(abs(a - c), abs(b - d)) <= 0.5 and max(abs(a - c), abs(b - d)) >= _SHORT:
            rules.append(Rule(min(a, c), min(b, d), max(a, c), max(b, d)))

    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            line(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            line(last, begun)
    return rules
