"""Program forms: what programs.yaml says, as expressions and word lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from extractor.lexicon.listed import Listed
from extractor.text.expressions import compiled

_KINDS = ("plan", "fund", "facility", "activity", "weak")
_GAP = r"[一-鿿]{0,10}?"


@dataclass(frozen=True, slots=True)
class ProgramForms:
    """What programs.yaml says, as expressions and word lists."""

    after_quote: regex.Pattern[str]
    inside_quote: regex.Pattern[str]
    listed: Listed  # the words that `scanned` may begin with
    scanned: regex.Pattern[str]
    opened: regex.Pattern[str]
    opened_before: regex.Pattern[str]
    launched: regex.Pattern[str]
    document: regex.Pattern[str]
    rule_of: Mapping[str, tuple[str, str]]  # last word → (kind, id)
    facilities: tuple[str, ...]
    bare: frozenset[str]
    modifiers: frozenset[str]
    generic: frozenset[str]
    leading: frozenset[str]
    never: frozenset[str]
    openers: tuple[str, ...]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> ProgramForms:
        """Forms from the entries of programs.yaml."""
        suffixes: dict[str, list[str]] = {}
        words: dict[str, list[str]] = {}
        stops: list[str] = []
        unnamed: set[str] = set()
        rule_of: dict[str, tuple[str, str]] = {}
        for entry in entries:
            kind = entry["kind"]
            suffixes.setdefault(kind, []).extend(entry["suffixes"])
            words.setdefault(kind, []).extend(entry.get("words") or ())
            if kind == "brand":
                unnamed.update(entry["stops"])
            else:
                stops += entry["stops"]
            if kind in _KINDS:
                for suffix in entry["suffixes"]:
                    rule_of.setdefault(suffix, (kind, entry["id"]))
        plain = [suffix for kind in _KINDS for suffix in suffixes.get(kind, ())]
        after = _either([*suffixes.get("brand", ()), *plain])
        inside = _either({*suffixes.get("brand", ()), *plain} - unnamed)
        named = _either([*plain, *suffixes.get("bare", ())])
        launching = _either(words.get("launching", ()))
        verbs = _either([*words.get("opening", ()), *words.get("launching", ())])
        return cls(
            compiled(rf"{_GAP}(?:{after})(?:[一-鿿]{{0,2}}?(?:{after}))*"),
            compiled(rf"[“‘](?:[一-鿿\d+、A-Z]{{2,}}?(?:{inside})|(?:{inside})(?<=.{{5}}))[”’]$"),
            Listed([*stops, *plain, *suffixes.get("bare", ())]),
            compiled(rf"(?P<stop>{_either(stops)})|(?P<name>(?:{named})(?:{named}|班|会(?!员|议|上))*)"),
            compiled(rf"(?:{verbs})(?:了|好|起|出|名为|一个|首个)?$|(?:{launching})了?[一-鿿]{{0,4}}$"),
            compiled(rf"(?:{verbs})[^,。;:!?“”的]{{0,6}}$"),
            compiled(rf"(?:{launching})了?([一-鿿]{{2,8}})$"),
            compiled(
                rf"^(?:关于)?(.*?(?:{_either(plain)}))(?:管理|评审|实施)*(?:办法|方案|意见|细则|规定|通知|指引)"
            ),
            rule_of,
            tuple(suffixes.get("facility", ())),
            frozenset(suffixes.get("bare", ())),
            frozenset(words.get("modifier", ())),
            frozenset(words.get("generic", ())),
            frozenset(words.get("leading", ())),
            frozenset(words.get("never", ())),
            (*words.get("opening", ()), *words.get("launching", ())),
        )


def _either(words: Iterable[str]) -> str:
    # Sorted to the last word, so that every run compiles the same expression, and finds it kept.
    return "|".join(map(regex.escape, sorted(set(words), key=lambda word: (-len(word), word)))) or "(?!)"
