"""Columns of an export: which column holds the title, the text, the date of an article.

They are found by their usual names, or given by hand. Reading the files is records.py's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.errors import UsageError
from extractor.text.fold import fold

FIELDS = ("title", "text", "published", "publisher", "byline")
"""What a column may hold; `text` is the one that an article needs."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The usual headings of each field, the likeliest first; and the headings given, which go before them."""

    usual: Mapping[str, Sequence[str]] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]], given: str = "") -> Columns:
        """The columns from the rows of names/columns.csv (name, field), and from `title=题名,text=全文`.

        Raises UsageError where what is given cannot be understood.
        """
        usual: dict[str, list[str]] = {name: [] for name in FIELDS}
        for row in rows:
            if row["field"] in usual:
                usual[row["field"]].append(plain_heading(row["name"]))
        return cls(usual, _given(given))

    def found_in(self, headings: Sequence[str]) -> dict[str, int]:
        """The place of each field's column among the headings; fields without a column are left out."""
        plain = [plain_heading(heading) for heading in headings]
        found: dict[str, int] = {}
        for name in FIELDS:
            wanted = [plain_heading(self.given[name])] if name in self.given else self.usual.get(name, ())
            place = next((plain.index(heading) for heading in wanted if heading in plain), None)
            if place is not None:
                found[name] = place
        return found


def plain_heading(heading: str) -> str:
    """The heading as it is compared: folded, in lower case, without blanks, brackets and underscores.

    >>> [plain_heading(heading) for heading in ("標題", "Pub_Date", "【正文】 ")]
    ['标题', 'pubdate', '正文']
    """
    return "".join(char for char in fold(heading).lower() if char.isalnum())


def _given(words: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in words.replace("，", ",").split(","))):
        name, equals, heading = (part.strip() for part in pair.partition("="))
        if not equals or not heading or name not in FIELDS:
            message = f"--columns {pair!r}; expected FIELD=COLUMN, FIELD one of {', '.join(FIELDS)}"
            raise UsageError(message)
        if name in found:
            raise UsageError(f"--columns gives {name} twice; expected each field once")
        found[name] = heading
    return found
