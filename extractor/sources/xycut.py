"""The XY-cut: the boxes of a page → columns in the order in which a reader takes them.

A region is cut along the white that crosses it, first where a wide gap or a rule lies across all of it, then
between its columns, then where a line across the columns (a headline) ends one set of columns and begins
another. Nothing here knows of files, fonts or language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.sources.boxes import Box, Rule, are_rows, body_size, extent, rows_of, table_box
from extractor.sources.grids import GridCell


@dataclass(frozen=True, slots=True)
class Column:
    """Rows of boxes in one column, top down; `goes_on` where it follows from the column to its left."""

    rows: tuple[tuple[Box, ...], ...]
    goes_on: bool = False
    columns: int = 1


Region = Sequence[Box]
Gap = tuple[float, float]

_GUTTER = 0.7  # of a letter: the least white between two columns
_RULED_GUTTER = 0.1  # the same, where a rule stands in it
_NARROWEST = 4.5  # letters: what is narrower is no column but the numbers of a list
_FEWEST_ROWS = 3
_WIDE_GAP = 0.8  # of a letter more than between lines: it parts what stands above from what stands below
_WIDEST_INDENT = 3.0  # letters
_ACROSS = 0.8  # of a region's width: a rule that parts it
_CAPTION = (1, 2, 3, 4)  # lines
_PICTURE = 3.0  # letters: the least height of a picture
_MOST_PICTURES = 12
_LARGE = 1.15  # of the size of the text: a heading
_SAME_EDGE = 1.2  # letters: one column's lines begin and end there
_DEEPEST = 60
_MOST_BANDS = 1500  # a page of small print has 250 lines


def columns_of(boxes: Sequence[Box], rules: Sequence[Rule] = ()) -> list[Column]:
    """The boxes of a page in reading order."""
    if not boxes:
        return []
    cutter = _Cutter(boxes, rules)
    return cutter.whole(cutter.blocks(list(boxes), 0))


def _cells(row: Sequence[Box], gutters: Sequence[Gap]) -> list[GridCell]:
    cells = [""] * (len(gutters) + 1)
    for box in sorted(row, key=lambda box: box.left):
        at = sum((box.left + box.right) / 2 > (low + high) / 2 for low, high in gutters)
        cells[at] = f"{cells[at]} {box.text}".strip()
    return [GridCell(text) for text in cells]


@dataclass(frozen=True, slots=True)
class _Band:
    """Boxes between two gaps that lie across a region, and the white beside and between them."""

    boxes: tuple[Box, ...]
    top: float
    bottom: float
    white: tuple[Gap, ...]


class _Cutter:
    def __init__(self, boxes: Region, rules: Sequence[Rule]) -> None:
        self._body = body_size(boxes)
        self._lying = sorted((rule for rule in rules if rule.lies), key=lambda rule: rule.top)
        self._standing = sorted((rule for rule in rules if not rule.lies), key=lambda rule: rule.left)
        gaps = sorted(_gaps_below(boxes))
        near = [gap for gap in gaps if gap <= 1.5 * self._body]
        self._line_gap = median(near) if near else 0.5 * self._body
        self._wide = self._line_gap + _WIDE_GAP * self._body
        # Where paragraphs stand apart, the same gap may lie in several columns by chance.
        parting = [round(gap, 1) for gap in gaps if self._wide * 0.8 <= gap <= 3 * self._wide]
        usual = max(set(parting), key=parting.count, default=0.0)
        if parting.count(usual) >= max(3, 0.04 * len(gaps)):
            self._wide = max(self._wide, 1.3 * usual)

    def blocks(self, region: list[Box], depth: int) -> list[Column]:
        if len(region) == 1 or depth > _DEEPEST:
            return [Column(rows_of(region))]
        bands = self._bands(region)
        if len(bands) > _MOST_BANDS:
            return [Column(rows_of(region))]
        inserts = self._inserts(bands)
        if inserts:
            return self._around(region, inserts, depth)
        parted = self._parted(bands)
        if len(parted) > 1:
            return self._below(parted, depth)
        table = self._table(bands)
        if table is not None:
            return [Column(((table,),))]
        if self._gutters(bands):
            return self._beside_each_other(region, bands, depth)
        runs = self._runs(bands)
        if len(runs) > 1:
            return self._below(runs, depth)
        return [Column(rows_of(region))]

    def whole(self, columns: Sequence[Column]) -> list[Column]:
        """The columns again, each with what goes on right below it, wherever the cut had put that.

        Where articles lie around each other like the sails of a windmill, no cut keeps all of them whole.
        """
        whole: list[Column] = []
        for column in columns:
            above = next((at for at, one in enumerate(whole) if self._goes_on_below(one, column)), None)
            if above is None:
                whole.append(column)
            else:
                one = whole[above]
                rows = (*one.rows, *column.rows)
                whole[above] = Column(rows, one.goes_on, max(one.columns, column.columns))
        return whole

    def _goes_on_below(self, one: Column, other: Column) -> bool:
        above, below = one.rows[-1], other.rows[0]
        if any(box.table or box.size > _LARGE * self._body for row in (above, below) for box in row):
            return False
        bottom, top = max(box.bottom for box in above), min(box.top for box in below)
        if not -0.1 * self._body <= top - bottom < self._wide:
            return False
        left, right = extent(box for row in one.rows for box in row)
        low, high = extent(box for row in other.rows for box in row)
        if max(abs(left - low), abs(right - high)) > _SAME_EDGE * self._body:
            return False
        return not self._is_ruled(bottom, top, left, right)

    # -- one below the other --------------------------------------------------------------------

    def _below(self, parts: Sequence[Sequence[_Band]], depth: int) -> list[Column]:
        blocks: list[Column] = []
        for part in parts:
            blocks += self.blocks([box for band in part for box in band.boxes], depth + 1)
        return blocks

    def _bands(self, region: Region) -> list[_Band]:
        left, right = min(box.left for box in region), max(box.right for box in region)
        bands: list[_Band] = []
        held: list[Box] = []
        bottom = 0.0
        for box in sorted(region, key=lambda box: box.top):
            if held and box.top > bottom - 0.05 * self._body:
                bands.append(_band(held, left, right))
                held = []
            bottom = max(bottom, box.bottom) if held else box.bottom
            held.append(box)
        bands.append(_band(held, left, right))
        return bands

    def _parted(self, bands: Sequence[_Band]) -> list[list[_Band]]:
        # A gap wider than between paragraphs, or a rule from edge to edge, across the whole region; but not
        # the gap below headlines that stand side by side.
        parts = [[bands[0]]]
        left, right = extent(box for band in bands for box in band.boxes)
        for at, (above, below) in enumerate(pairwise(bands), 1):
            wide = below.top - above.bottom >= self._wide
            ruled = self._is_ruled(above.bottom, below.top, left, right)
            headed = wide and self._are_headlines(parts[-1], bands[at : at + _FEWEST_ROWS])
            if (ruled or (wide and not headed)) and not are_rows([above.boxes, below.boxes]):
                parts.append([])
            parts[-1].append(below)
        return parts

    def _are_headlines(self, bands: Sequence[_Band], below: Sequence[_Band]) -> bool:
        # Whether the last bands are headlines, with a byline at most, each above a column of its own.
        last = bands[-_FEWEST_ROWS:]
        large = any(box.size > _LARGE * self._body and not box.table for band in last for box in band.boxes)
        return large and bool(self._white([*last, *below]))

    def _is_ruled(self, top: float, bottom: float, left: float, right: float) -> bool:
        slack = 0.3 * self._body
        covered = sum(
            max(0.0, min(rule.right, right) - max(rule.left, left))
            for rule in self._lying
            if top - slack <= rule.top and rule.bottom <= bottom + slack
        )
        return covered >= _ACROSS * (right - left)

    def _runs(self, bands: Sequence[_Band]) -> list[list[_Band]]:
        # Tables; bands that share a gutter, as many as follow each other; and what lies between.
        runs: list[list[_Band]] = []
        plain = False
        at = 0
        while at < len(bands):
            end = self._end_of_table(bands, at)
            if end == at:
                end = self._end_of_run(bands, at)
            structured = self._is_structured(bands[at:end])
            if not structured:
                end = at + 1
            if runs and plain and not structured:
                runs[-1] += bands[at:end]
            else:
                runs.append(list(bands[at:end]))
            plain = not structured
            at = end
        return runs

    def _end_of_table(self, bands: Sequence[_Band], at: int) -> int:
        # Rows of several boxes between which the same white runs down; a box alone may name some rows.
        if len(bands[at].boxes) < 2 or not are_rows([band.boxes for band in bands[at : at + 2]]):
            return at
        white: Sequence[Gap] = bands[at].white
        last, end = at, at + 1
        left, right = extent(bands[at].boxes)
        while end < len(bands) and end - last <= 2:
            low, high = extent(bands[end].boxes)
            shared = _shared(white, bands[end].white)
            if not any(
                min(left, low) < gap[0] and gap[1] < max(right, high) and self._is_gutter(gap)
                for gap in shared
            ):
                break
            white, left, right = shared, min(left, low), max(right, high)
            last = end if len(bands[end].boxes) > 1 else last
            end += 1
        return last + 1 if last > at and self._table(bands[at : last + 1]) is not None else at

    def _end_of_run(self, bands: Sequence[_Band], at: int) -> int:
        white: tuple[Gap, ...] = bands[at].white
        left, right = extent(bands[at].boxes)
        end = at + 1
        while end < len(bands):
            if self._end_of_table(bands, end) > end:
                break
            shared = _shared(white, bands[end].white)
            low, high = extent(bands[end].boxes)
            low, high = min(left, low), max(right, high)
            inner = [gap for gap in shared if low < gap[0] and gap[1] < high and self._is_gutter(gap)]
            if not inner:
                break
            white, left, right, end = tuple(shared), low, high, end + 1
        return end

    def _is_structured(self, bands: Sequence[_Band]) -> bool:
        return bool(self._gutters(bands)) or self._table(bands) is not None

    # -- side by side ---------------------------------------------------------------------------

    def _gutters(self, bands: Sequence[_Band]) -> list[Gap]:
        """The white between columns that runs through all bands."""
        boxes = [box for band in bands for box in band.boxes]
        left, right = extent(boxes)
        found = self._white(bands)
        # The numbers of a list are no column, however far they stand from their text.
        while found:
            edges = [left, *((low + high) / 2 for low, high in found), right]
            widths = [high - low for low, high in pairwise(edges)]
            narrow = min(range(len(widths)), key=widths.__getitem__)
            if widths[narrow] >= _NARROWEST * self._body:
                break
            del found[min(narrow, len(found) - 1)]
        if not found:
            return []
        columns = _columns(boxes, found)
        return found if max(len(rows_of(column)) for column in columns) >= _FEWEST_ROWS else []

    def _white(self, bands: Sequence[_Band]) -> list[Gap]:
        left, right = extent(box for band in bands for box in band.boxes)
        white: Sequence[Gap] = ((left, right),)
        for band in bands:
            white = _shared(white, band.white)
        top, bottom = bands[0].top, bands[-1].bottom
        return [
            gap for gap in white if left < gap[0] and gap[1] < right and self._is_gutter(gap, top, bottom)
        ]

    def _table(self, bands: Sequence[_Band]) -> Box | None:
        """The bands as one box with the rows of a table, where they are one."""
        if len(bands) < 2 or not are_rows([band.boxes for band in bands]):
            return None
        gutters = self._white(bands)
        if not gutters:
            return None
        rows = [_cells(band.boxes, gutters) for band in bands]
        return table_box([box for band in bands for box in band.boxes], rows)

    def _is_gutter(self, gap: Gap, top: float = 0, bottom: float = 0) -> bool:
        width = gap[1] - gap[0]
        if width >= _GUTTER * self._body:
            return True
        return width >= _RULED_GUTTER * self._body and any(
            gap[0] - 1 <= rule.left and rule.right <= gap[1] + 1
            for rule in self._standing
            if min(rule.bottom, bottom) - max(rule.top, top) >= 0.5 * (bottom - top)
        )

    def _beside_each_other(self, region: Region, bands: Sequence[_Band], depth: int) -> list[Column]:
        columns = _columns(region, self._gutters(bands))
        blocks: list[Column] = []
        for number, column in enumerate(columns):
            for place, block in enumerate(self.blocks(column, depth + 1)):
                goes_on = block.goes_on or (number > 0 and place == 0)
                blocks.append(Column(block.rows, goes_on, max(block.columns, len(columns))))
        return blocks

    # -- across columns -------------------------------------------------------------------------

    def _inserts(self, bands: Sequence[_Band]) -> list[Box]:
        """The lines of a caption, beside a picture, that lie across columns which go on below it."""
        gaps = [below.top - above.bottom for above, below in pairwise(bands)]
        pictures = [at for at, gap in enumerate(gaps, 1) if gap >= self._wide + _PICTURE * self._body]
        if len(pictures) > _MOST_PICTURES:
            return []
        for at in pictures:
            # The picture stands above its caption, or below.
            below, above = ((at, at + rows) for rows in _CAPTION), ((at - rows, at) for rows in _CAPTION)
            for start, end in (*below, *above):
                if 0 < start < end < len(bands):
                    crossing = self._crossing(bands, start, end)
                    if crossing:
                        return crossing
        return []

    def _crossing(self, bands: Sequence[_Band], start: int, end: int) -> list[Box]:
        # The boxes of these bands that lie across a gutter of all the others, if they are small print.
        inside = [box for band in bands[start:end] for box in band.boxes]
        if any(box.size > 1.1 * self._body or box.table for box in inside):
            return []
        gutters = self._gutters([*bands[:start], *bands[end:]])
        if not (gutters and self._gutters(bands[:start]) and self._gutters(bands[end:])):
            return []
        return [box for box in inside if any(box.left < low and high < box.right for low, high in gutters)]

    def _around(self, region: Region, inserts: Sequence[Box], depth: int) -> list[Column]:
        taken = set(map(id, inserts))
        rest = [box for box in region if id(box) not in taken]
        return [*self._beside_each_other(rest, self._bands(rest), depth), Column(rows_of(inserts))]


def _gaps_below(boxes: Region) -> list[float]:
    """For each box the white down to the next one in its column."""
    found: list[float] = []
    ordered = sorted(boxes, key=lambda box: box.top)
    for at, box in enumerate(ordered):
        # The last word of a paragraph does not reach as far as the next one is indented.
        right = max(box.right, box.left + _WIDEST_INDENT * box.size)
        for other in ordered[at + 1 : at + 60]:
            end = max(other.right, other.left + _WIDEST_INDENT * other.size)
            if other.top >= box.bottom - 0.3 * box.size and other.left < right and box.left < end:
                found.append(max(0.0, other.top - box.bottom))
                break
    return found


def _band(boxes: Sequence[Box], left: float, right: float) -> _Band:
    white: list[Gap] = []
    at = left
    for box in sorted(boxes, key=lambda box: box.left):
        if box.left > at:
            white.append((at, box.left))
        at = max(at, box.right)
    if at < right:
        white.append((at, right))
    return _Band(tuple(boxes), min(box.top for box in boxes), max(box.bottom for box in boxes), tuple(white))


def _shared(one: Sequence[Gap], other: Sequence[Gap]) -> list[Gap]:
    """The white that two bands have in common."""
    shared: list[Gap] = []
    first = second = 0
    while first < len(one) and second < len(other):
        low, high = max(one[first][0], other[second][0]), min(one[first][1], other[second][1])
        if low < high:
            shared.append((low, high))
        if one[first][1] < other[second][1]:
            first += 1
        else:
            second += 1
    return shared


def _columns(boxes: Region, gutters: Sequence[Gap]) -> list[list[Box]]:
    columns: list[list[Box]] = [[] for _ in range(len(gutters) + 1)]
    for box in boxes:
        middle = (box.left + box.right) / 2
        columns[sum(middle > (low + high) / 2 for low, high in gutters)].append(box)
    return [column for column in columns if column]
