"""Glyphs: single characters with their places → pieces of lines.

Only the places count, not the order in which a file draws its characters: a column may be drawn letter by
letter, from below, or twice for the look of bold type.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import regex

from extractor.sources.boxes import Box, Rule, body_size


@dataclass(frozen=True, slots=True)
class Glyph:
    """A visible character, `size` high; `index` is its number in the file.

    `after` is the number of the character before it where the file writes blanks between the two, else -1.
    """

    char: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    index: int
    after: int = -1


_REACH = 0.6  # of a letter: the widest white inside a line that was stretched to the edge
_REACH_OF_LARGE = 1.25  # body letters; headlines side by side stand no further apart than columns
_BLANK = 2.2  # letters: the widest white that a written blank bridges
_SAME = 0.15  # of a letter: a character drawn again so near is the same
_MOST_NEAR = 40  # characters looked at behind one: more stand only in a heap
_OPENING, _CLOSING, _HALF = frozenset("“‘（《【「『"), frozenset("，。、；：！？”’）》】」』"), 0.45
_WORD = regex.compile(r"[A-Za-z0-9]")
_HAN = regex.compile(r"\p{Han}")
_SPACED = regex.compile(r"[^\s\d〇零一二三四五六七八九十百千万亿]")


def boxes_of(glyphs: Sequence[Glyph], rules: Sequence[Rule] = ()) -> list[Box]:
    """The pieces of lines that the characters form; white as wide as a gutter parts them, and so do rules."""
    if not glyphs:
        return []
    linker = _Linker(glyphs, rules)
    return _united([_box(chain) for chain in linker.chains()])


class _Linker:
    def __init__(self, glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> None:
        self._glyphs = sorted(glyphs, key=lambda glyph: (glyph.left, glyph.top, glyph.index))
        self._next = {glyph.after: at for at, glyph in enumerate(self._glyphs) if glyph.after >= 0}
        self._body = median(glyph.size for glyph in glyphs)
        self._walls = sorted((rule.left, rule.top, rule.bottom) for rule in rules if not rule.lies)
        self._height = max(self._body, 1.0)
        self._buckets: dict[int, list[int]] = {}
        for at, glyph in enumerate(self._glyphs):
            self._buckets.setdefault(self._bucket(glyph.top + glyph.bottom), []).append(at)
        self._lefts = {
            bucket: [self._glyphs[at].left for at in places] for bucket, places in self._buckets.items()
        }

    def _bucket(self, twice: float) -> int:
        return int(twice / 2 // self._height)

    def chains(self) -> list[list[Glyph]]:
        """Characters one behind the other, each character once."""
        gone = self._drawn_again()
        before: dict[int, tuple[float, int]] = {}
        for at, glyph in enumerate(self._glyphs):
            if at in gone:
                continue
            following = self._following(at, glyph, gone)
            if following is None:
                continue
            gap = self._glyphs[following].left - glyph.right
            # Of two that lead to the same character the nearer one does.
            if following not in before or gap < before[following][0]:
                before[following] = (gap, at)
        after = {at: following for following, (_, at) in before.items()}
        chains = []
        for at in range(len(self._glyphs)):
            if at in gone or at in before:
                continue
            chain, place = [], at
            while True:
                chain.append(self._glyphs[place])
                if place not in after:
                    break
                place = after[place]
            chains.append(chain)
        return chains

    def _drawn_again(self) -> frozenset[int]:
        seen: dict[str, list[Glyph]] = {}
        gone = set()
        for at, glyph in enumerate(self._glyphs):
            before = seen.setdefault(glyph.char, [])
            for other in before[: -_MOST_NEAR - 1 : -1]:
                if glyph.left - other.left > _SAME * glyph.size:
                    before.append(glyph)
                    break
                if _same(other, glyph):
                    gone.add(at)
                    break
            else:
                before.append(glyph)
        return frozenset(gone)

    def _following(self, at: int, glyph: Glyph, gone: frozenset[int]) -> int | None:
        best: tuple[float, float, int] | None = None
        low = glyph.left + 0.3 * (glyph.right - glyph.left)
        high = glyph.right + _REACH * min(glyph.size, _REACH_OF_LARGE * self._body)
        for bucket in range(self._bucket(2 * glyph.top), self._bucket(2 * glyph.bottom) + 1):
            places = self._buckets.get(bucket)
            if places is None:
                continue
            first = bisect_left(self._lefts[bucket], low)
            last = bisect_right(self._lefts[bucket], high)
            for other in places[first : min(last, first + _MOST_NEAR)]:
                found = self._glyphs[other]
                if other == at or other in gone or not _level(glyph, found):
                    continue
                gap = found.left - glyph.right
                if gap > _REACH * min(found.size, _REACH_OF_LARGE * self._body):
                    continue
                # A mark that hangs over the edge comes close to the next column.
                if gap > _SAME * glyph.size and glyph.char in _CLOSING and found.index != glyph.index + 1:
                    continue
                rank = (found.left, abs(found.bottom - glyph.bottom), other)
                if best is None or rank < best:
                    best = rank
        following = best[2] if best else self._behind_blank(glyph, gone)
        if following is None or self._is_walled(glyph, self._glyphs[following]):
            return None
        return following

    def _behind_blank(self, glyph: Glyph, gone: frozenset[int]) -> int | None:
        # The character that the file writes next, behind a blank.
        other = self._next.get(glyph.index)
        if other is None or other in gone:
            return None
        found = self._glyphs[other]
        near = -0.1 * glyph.size <= found.left - glyph.right <= _BLANK * min(found.size, glyph.size)
        return other if near and _level(glyph, found) else None

    def _is_walled(self, one: Glyph, other: Glyph) -> bool:
        low, high = (one.left + one.right) / 2, (other.left + other.right) / 2
        middle = (one.top + one.bottom) / 2
        at = bisect_left(self._walls, (low, float("-inf"), 0.0))
        while at < len(self._walls) and self._walls[at][0] <= high:
            if self._walls[at][1] <= middle <= self._walls[at][2]:
                return True
            at += 1
        return False


def _level(one: Glyph, other: Glyph) -> bool:
    """Whether two characters stand on one line: their heights overlap by half of the smaller."""
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap >= 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _same(one: Glyph, other: Glyph) -> bool:
    near = _SAME * min(one.size, other.size)
    return abs(one.left - other.left) <= near and abs(one.top - other.top) <= near


def _box(chain: Sequence[Glyph]) -> Box:
    size = median(glyph.size for glyph in chain)
    # Stretched lines have white between all their characters; more than that is a blank.
    gaps = [max(0.0, right.left - left.right) for left, right in pairwise(chain)]
    usual = median(gaps) if len(gaps) > 2 else 0.0
    parts = [chain[0].char]
    for (left, right), gap in zip(pairwise(chain), gaps, strict=True):
        parts += (_blank(left, right, gap, usual), right.char)
    # Half of a mark's square is white, and it may hang over the edge of its column.
    first, last = chain[0], chain[-1]
    return Box(
        first.left + (_HALF * (first.right - first.left) if first.char in _OPENING else 0.0),
        min(glyph.top for glyph in chain),
        last.right - (_HALF * (last.right - last.left) if last.char in _CLOSING else 0.0),
        max(glyph.bottom for glyph in chain),
        "".join(parts),
        size,
        spaced=first.after >= 0,
    )


def _blank(left: Glyph, right: Glyph, gap: float, usual: float) -> str:
    size = min(left.size, right.size)
    written = right.after == left.index
    if written and gap >= 0.75 * size:
        return "\u3000"
    if _WORD.match(left.char) and _WORD.match(right.char):
        return " " if written or gap > usual + 0.2 * size else ""
    if written and gap >= 0.1 * size:
        return " "
    # Between Chinese characters and others there is a little white that nobody wrote.
    least = 0.18 if _HAN.match(left.char) and _HAN.match(right.char) else 0.35
    return " " if gap > usual + least * size else ""


def _united(boxes: list[Box]) -> list[Box]:
    """The boxes again, a headline of single characters at equal distances as one box."""
    body = body_size(boxes)
    single = [box for box in boxes if len(box.text) == 1 and _SPACED.match(box.text)]
    single.sort(key=lambda box: (round(box.middle / max(body, 1e-3)), box.left))
    taken: set[int] = set()
    found: list[Box] = []
    at = 0
    while at < len(single):
        end = at + 1
        while end < len(single) and _in_step(single[at:end], single[end]):
            end += 1
        if end - at >= 3:
            run = single[at:end]
            taken.update(map(id, run))
            found.append(
                Box(
                    run[0].left,
                    min(box.top for box in run),
                    run[-1].right,
                    max(box.bottom for box in run),
                    "".join(box.text for box in run),
                    run[0].size,
                )
            )
        at = end
    return [*(box for box in boxes if id(box) not in taken), *found]


def _in_step(run: Sequence[Box], box: Box) -> bool:
    last = run[-1]
    step = box.left - last.left
    if abs(box.middle - last.middle) > 0.2 * last.size or abs(box.size - last.size) > 0.1 * last.size:
        return False
    if len(run) == 1:
        return 0 < step <= 5 * last.size
    return abs(step - (last.left - run[-2].left)) <= 0.2 * last.size
