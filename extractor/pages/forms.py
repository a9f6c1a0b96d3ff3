"""The forms of lines, compiled from pages.yaml: what a byline, a caption, a page header looks like.

Knows how to match only; every word and expression stands in the pattern file. All expressions meet
folded text: half-width, simplified, of the same length as the page's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.errors import PlacedError
from extractor.text import kept_regex as regex
from extractor.text.expressions import compiled
from extractor.text.fold import fold

_MACRO = regex.compile(r"\{([a-z_]+)\}")
_NEVER = "(?!)"
# Roles whose expressions are one compiled alternation; roles whose entries are tried one by one, each only
# where one of its words stands; roles that are words alone.
_EXPRESSIONS = (
    "dateline",
    "byline-mark",
    "credit",
    "scene",
    "note",
    "notice",
    "masthead",
    "heading",
    "item",
    "opening",
    "sentence",
    "kicker",
    "signature",
    "closing",
    "cut",
    "leaning",
    "measure",
    "table",
)
_HINTED = ("byline-role", "caption", "furniture")
_WORDS = ("surname", "no-name")


@dataclass(frozen=True, slots=True)
class Form:
    """An expression, and words of which one must stand in the text before it is worth a try."""

    pattern: regex.Pattern[str]
    hints: tuple[str, ...] = ()

    def may_stand_in(self, text: str) -> bool:
        """Whether one of the hints does; True where there are none."""
        for hint in self.hints:  # a loop, since any() with a generator costs three times as much here
            if hint in text:
                return True
        return not self.hints

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[regex.Match[str]]:
        """The places of the expression in the text, in order."""
        if not self.may_stand_in(text):
            return iter(())
        return self.pattern.finditer(text, start, len(text) if end is None else end)

    def found_in(self, text: str) -> bool:
        """Whether the expression stands anywhere in the text."""
        return self.may_stand_in(text) and bool(self.pattern.search(text))


@dataclass(frozen=True, slots=True)
class PageForms:
    """The compiled forms, by role; build it once, it is read only."""

    dateline: regex.Pattern[str]
    byline_role: Form
    byline_mark: regex.Pattern[str]
    credit: regex.Pattern[str]
    caption: Form
    scene: regex.Pattern[str]
    note: regex.Pattern[str]
    furniture: tuple[Form, ...]
    notice: regex.Pattern[str]
    masthead: regex.Pattern[str]
    heading: regex.Pattern[str]
    item: regex.Pattern[str]
    opening: regex.Pattern[str]
    sentence: regex.Pattern[str]
    kicker: regex.Pattern[str]
    signature: regex.Pattern[str]
    closing: regex.Pattern[str]
    cut: regex.Pattern[str]
    leaning: regex.Pattern[str]
    measure: regex.Pattern[str]
    table: regex.Pattern[str]
    surname: frozenset[str]
    no_name: tuple[str, ...]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]], macros: Mapping[str, str]) -> PageForms:
        """The forms of pages.yaml's entries; `{name}` in an expression stands for the macro of that name."""
        expressions: dict[str, list[str]] = {role: [] for role in _EXPRESSIONS}
        hinted: dict[str, list[Form]] = {role: [] for role in _HINTED}
        words: dict[str, list[str]] = {role: [] for role in _WORDS}
        for entry in entries:
            role = entry["role"]
            matches = [_expanded(match, macros) for match in _listed(entry.get("match"))]
            named = [fold(word) for word in _listed(entry.get("words"))]
            if role in words:
                words[role] += named
            elif role in hinted:
                hinted[role].append(Form(_compiled(matches), tuple(named)))
            elif role in expressions:
                expressions[role] += matches + [regex.escape(word) for word in named]
            else:
                message = (
                    f"entry {entry['id']!r} has the unknown role {role!r}; "
                    f"expected one of {', '.join((*_EXPRESSIONS, *_HINTED, *_WORDS))}"
                )
                raise PlacedError("pages.yaml", message)
        return cls(
            surname=frozenset(words["surname"]),
            no_name=tuple(words["no-name"]),
            furniture=tuple(hinted["furniture"]),
            byline_role=_united(hinted["byline-role"]),
            caption=_united(hinted["caption"]),
            **{role.replace("-", "_"): _compiled(parts) for role, parts in expressions.items()},
        )


def _united(forms: list[Form]) -> Form:
    hints = tuple(hint for form in forms for hint in form.hints)
    return Form(_compiled([form.pattern.pattern for form in forms]), hints)


def _compiled(parts: list[str]) -> regex.Pattern[str]:
    return compiled("|".join(f"(?:{part})" for part in parts) or _NEVER)


def _listed(value: object) -> list[str]:
    if value is None:
        return []
    return [str(part) for part in value] if isinstance(value, (list, tuple)) else [str(value)]


def _expanded(expression: str, macros: Mapping[str, str]) -> str:
    # Macros may name macros; a chain longer than this is a circle.
    for _ in range(8):
        expanded = _MACRO.sub(lambda found: macros.get(found[1], found[0]), expression)
        if expanded == expression:
            break
        expression = expanded
    return expression
