"""Extended: patterns with some more entries and names, in memory, to try what a file of them would do."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from extractor.grammar.lists import merged
from extractor.grammar.patterns import WEIGHTS_PART, Patterns, stored

TESTS = {"examples", "rejects", "gaps"}


def extended(
    patterns: Patterns,
    entries: Mapping[str, Sequence[Mapping[str, Any]]],
    names: Mapping[str, Sequence[Mapping[str, str]]],
) -> Patterns:
    """The patterns with entries added to files, and rows to lists, by their stems.

    The entries are checked as those of a file are, but for their expressions: those must hold no macros.
    """
    from extractor.grammar.schema import FILES

    parts: dict[str, object] = {WEIGHTS_PART: b64encode(patterns.weights).decode("ascii")}
    for stem, model in FILES.items():
        own: list[Any] = patterns.entries(stem)
        listed = next(name for name in model.model_fields if name != "macros")
        (entry_model,) = get_args(model.model_fields[listed].annotation)
        for entry in entries.get(stem, ()):
            made = entry_model.model_validate(dict(entry))
            own.append(made.model_dump(mode="json", exclude=TESTS))
        if own:
            parts[f"entries/{stem}"] = own
        if macros := patterns.macros(stem):
            parts[f"macros/{stem}"] = macros
    for stem in (*patterns.name_lists, *names):
        rows = [dict(row) for row in names.get(stem, ())]
        parts[f"names/{stem}"] = merged(patterns.names(stem), rows)
    return Patterns.of(stored(parts), f"{patterns.digest}+")
