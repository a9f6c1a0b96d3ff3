"""Cases: the examples, rejects and gaps that entries carry, each with its place in its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Kind = Literal["example", "reject", "gap"]


@dataclass(frozen=True, slots=True)
class Case:
    """One test of one entry: `number` counts within its kind, `content` holds the fields that it sets."""

    file: str
    line: int
    stem: str
    entry: str
    kind: Kind
    number: int
    content: dict[str, Any]

    @property
    def name(self) -> str:
        """What a report calls it: `units.yaml:unit.person:0`, `units.yaml:unit.person:reject-0`."""
        number = str(self.number) if self.kind == "example" else f"{self.kind}-{self.number}"
        return f"{self.stem}.yaml:{self.entry}:{number}"


def cases(overlay: Path | None = None, *, base: Path | None = None) -> tuple[Case, ...]:
    """The cases of all entries that hold, in the order of the files; those of a replaced entry are out.

    Read from the files each time, for a run does not keep them.
    """
    from extractor.grammar.loading import folders_of
    from extractor.grammar.reading import read, valid_entries
    from extractor.grammar.schema import FILES

    reading = read(folders_of(overlay, base))

    def found() -> Iterator[Case]:
        for stem in FILES:
            for file, entry in valid_entries(reading, stem):
                at = _place_in(file.entries, entry.id)
                for kind, field in (("example", "examples"), ("reject", "rejects"), ("gap", "gaps")):
                    for number, test in enumerate(getattr(entry, field)):
                        line = file.document.place((file.listed, at, field, number)).line
                        content = test.model_dump(exclude_unset=True)
                        yield Case(file.shown, line, stem, entry.id, kind, number, content)  # type: ignore[arg-type]

    return tuple(found())


def _place_in(entries: Any, name: str) -> int:
    return next(int(path[1]) for path, entry in entries if entry.get("id") == name)
