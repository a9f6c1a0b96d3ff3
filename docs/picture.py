"""docs/figures.svg: a sentence of the corpus with its figures, what one of them is attached to, and its row.

    python docs/picture.py docs/figures.svg

Everything in the picture is what the extractor finds. The same article gives the same bytes; `make docs`
writes it, and tests/test_picture.py holds that it is current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import extractor
from extractor.model import Article, Figure, Span
from extractor.model.table import FIGURES
from extractor.tables.tidy import figure_row

SOURCE = Path(__file__).parent.parent / "corpus" / "articles" / "01-tongxun-baoji.txt"
RAW = "1.96万人次"
TARGETS = ("period", "zone", "program", "indicator")
COLOURS: Mapping[str, str] = {
    "figure": "#b3261e", "period": "#00639b", "zone": "#2e7d32", "program": "#7b3fa0", "indicator": "#9a5b00",
}  # fmt: skip
CELLS = ("raw", "value", "unit", "zone", "program", "indicator", "period")

WIDTH, MARGIN = 960, 24
SIZE, LINE = 20, 60  # of the sentence's characters; from one line to the next, with room for arrows
TOP = 100
ROW = 34
FONT = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where each character of a sentence stands: its line, its left edge and its width."""

    places: tuple[tuple[int, float, float], ...]
    lines: int

    @classmethod
    def of(cls, text: str) -> Sheet:
        """Characters in lines as wide as the picture; Latin ones take half the room of Chinese ones."""
        places = []
        line, x = 0, float(MARGIN)
        for char in text:
            width = SIZE * (0.5 if char.isascii() else 1)
            if x + width > WIDTH - MARGIN:
                line, x = line + 1, float(MARGIN)
            places.append((line, x, width))
            x += width
        return cls(tuple(places), line + 1)

    def boxes(self, span: Span) -> Iterator[tuple[float, float, float]]:
        """(left, baseline, width) of a span, one for each line that it stands in."""
        for line in range(self.lines):
            held = [(x, width) for at, x, width in self.places[span.start : span.end] if at == line]
            if held:
                yield held[0][0], TOP + line * LINE, held[-1][0] + held[-1][1] - held[0][0]


def picture(article: Article, figures: list[Figure], raw: str) -> str:
    """The SVG for the sentence in which `raw` stands, with the attachments of that figure and its row."""
    figure = next(figure for figure in figures if figure.raw == raw and not figure.in_title)
    start = article.text.index(figure.sentence)
    whole = Span(start, start + len(figure.sentence))
    sheet = Sheet.of(figure.sentence)
    cues = {
        edge.target: edge.cue.shifted(-start)
        for edge in figure.edges
        if edge.target in TARGETS and edge.cue and not edge.cue_in_title and whole.contains(edge.cue)
    }
    others = [it.quantity.span for it in figures if not it.in_title and whole.contains(it.quantity.span)]
    table = TOP + sheet.lines * LINE - 16
    height = table + 2 * ROW + MARGIN
    frame = {"viewBox": f"0 0 {WIDTH} {height}", "width": WIDTH, "height": height}
    parts = [
        _open("svg", xmlns="http://www.w3.org/2000/svg", **frame, font_family=FONT, role="img"),
        _tag("title", figure.sentence),
        _tag("rect", width=WIDTH, height=height, rx=8, fill="#ffffff"),
        *(_box(sheet, span.shifted(-start), "figure", span == figure.quantity.span) for span in others),
        *(_box(sheet, cue, target, True) for target, cue in cues.items()),
        *_sentence(sheet, figure.sentence),
        *(_arrow(sheet, figure.quantity.span.shifted(-start), cue, target) for target, cue in cues.items()),
        *_row(article, figure, table),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _open(name: str, **attributes: object) -> str:
    """The opening tag; `fill_opacity` is written `fill-opacity`, and numbers as short as they are."""
    written = "".join(
        f" {key.replace('_', '-') if key != 'viewBox' else key}="
        f'"{f"{value:.6g}" if isinstance(value, float) else escape(str(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>"


def _tag(name: str, text: str = "", /, **attributes: object) -> str:
    opened = _open(name, **attributes)
    return f"{opened}{escape(text)}</{name}>" if text else f"{opened[:-1]}/>"


def _box(sheet: Sheet, span: Span, kind: str, strong: bool) -> str:
    colour = COLOURS[kind]
    faint = {"fill_opacity": 0.16 if strong else 0.05, "stroke_opacity": 1 if strong else 0.45}
    return "".join(
        _tag("rect", x=x, y=y - SIZE, width=width, height=SIZE + 7, rx=4, fill=colour, stroke=colour, **faint)
        for x, y, width in sheet.boxes(span)
    )


def _sentence(sheet: Sheet, text: str) -> Iterator[str]:
    """Each line as one text whose characters stand where the sheet says, whatever the font."""
    for line in range(sheet.lines):
        held = [(x, char) for (at, x, _), char in zip(sheet.places, text, strict=True) if at == line]
        places = " ".join(f"{x:g}" for x, _ in held)
        words = "".join(char for _, char in held)
        yield _tag("text", words, x=places, y=TOP + line * LINE, font_size=SIZE, fill="#1c1b1f")


def _arrow(sheet: Sheet, figure: Span, cue: Span, target: str) -> str:
    """A curve above the lines from the figure to the cue, with what the cue is."""
    x, y, width = next(sheet.boxes(figure))
    to_x, to_y, to_width = next(sheet.boxes(cue))
    from_x, end_x = x + width / 2, to_x + to_width / 2
    top = min(y, to_y) - SIZE
    lift = 24 + abs(from_x - end_x) * 0.09  # the farther, the higher, so that no two cross
    colour = COLOURS[target]
    heading = next(column.heading for column in FIGURES.columns if column.name == target)
    tip = to_y - SIZE - 1
    bend = top - lift
    curve = f"M{from_x:g} {y - SIZE:g} C{from_x:g} {bend:g} {end_x:g} {bend:g} {end_x:g} {tip:g}"
    head = f"M{end_x - 4:g} {tip - 7:g} L{end_x:g} {tip:g} L{end_x + 4:g} {tip - 7:g}"
    line = {"fill": "none", "stroke": colour, "stroke_width": 1.5}
    label = {"x": end_x, "y": to_y + 24, "font_size": 13, "text_anchor": "middle", "fill": colour}
    return (
        _tag("path", d=curve, **line)
        + _tag("path", d=head, **line)
        + _tag("text", f"{heading} {target}", **label)
    )


def _row(article: Article, figure: Figure, top: float) -> Iterator[str]:
    """The figure's row of figures.csv under its headings."""
    row = dict(zip(FIGURES.names, figure_row(figure, article), strict=True))
    shown = {name: str(row[name]) for name in CELLS}
    headings = {column.name: column.heading for column in FIGURES.columns}
    needed = {name: max(_width(shown[name]), _width(headings[name] + name) * 0.8) + 1.4 for name in CELLS}
    scale = (WIDTH - 2 * MARGIN) / sum(needed.values())
    x = float(MARGIN)
    for name in CELLS:
        width = needed[name] * scale
        colour = COLOURS.get("figure" if name in {"raw", "value", "unit"} else name, "#1c1b1f")
        cells = ((f"{headings[name]} {name}", "#eef1f5", 13), (shown[name], "#ffffff", 16))
        for line, (text, fill, size) in enumerate(cells):
            y = top + line * ROW
            frame = {"width": round(width, 1), "height": ROW, "fill": fill, "stroke": "#9aa3ad"}
            yield _tag("rect", x=round(x, 1), y=y, **frame)
            yield _tag("text", text, x=round(x + 8, 1), y=y + 22, font_size=size, fill=colour)
        x += width


def _width(text: str) -> float:
    return sum(0.55 if char.isascii() else 1 for char in text)


def drawn() -> str:
    """The picture of the README."""
    (article, *_) = extractor.read(SOURCE)
    return picture(article, extractor.extract(article), RAW)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(drawn(), encoding="utf-8", newline="\n")
