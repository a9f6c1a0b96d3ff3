"""Knowledge: what a comparison asks the house: how words are read as numbers, dates and zones.

The functions are handed in, so that this room neither reads pattern files nor knows the order of the steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from extractor.model import Quantity
from extractor.text.fold import fold

Dates = tuple[date | None, date | None]
"""The first and the last day of a period; None where it does not say one, as 截至6月底 says no first."""
ZoneForm = tuple[str, str]
"""The kind of a zone and its own name: 襄阳高新技术开发区 is (高新, 襄阳)."""


def _nothing(_text: str) -> list[Quantity]:
    return []


def _undated(_text: str) -> Dates | None:
    return None


def _formless(_text: str) -> ZoneForm | None:
    return None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the house knows. `zones` and `programs` map every listed name and alias to the listed name.

    `headings` maps the usual names of columns, as `plain_heading` writes them, to their fields.
    """

    quantities: Callable[[str], Sequence[Quantity]] = _nothing
    dates: Callable[[str], Dates | None] = _undated
    zone_form: Callable[[str], ZoneForm | None] = _formless
    zones: Mapping[str, str] = field(default_factory=dict)
    programs: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)


def listed_names(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Every name and alias of a list with the listed name; one that stands for two names is left out."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for row in rows:
        for name in (row["name"], *filter(None, (row.get("aliases") or "").split("|"))):
            name = fold(name)
            if found.setdefault(name, row["name"]) != row["name"]:
                shared.add(name)
    return {name: listed for name, listed in found.items() if name not in shared}


def plain_heading(heading: str) -> str:
    """The heading as it is compared: folded, in lower case, letters and digits alone.

    >>> [plain_heading(heading) for heading in ("數 值", "Source_File", "【单位】")]
    ['数值', 'sourcefile', '单位']
    """
    return "".join(char for char in fold(heading).lower() if char.isalnum())
