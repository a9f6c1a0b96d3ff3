"""Patterns: what all pattern files say, checked and merged, as plain values.

A value knows nothing of files. Each part is decoded when it is asked for, so that a run pays only for the
lists it uses; the caller gets values of its own.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

WEIGHTS_PART = "judge/weights"


@dataclass(frozen=True, slots=True)
class Patterns:
    """The content of the pattern files; `digest` names exactly this content."""

    digest: str
    _content: bytes = field(repr=False, compare=False)
    _places: Mapping[str, tuple[int, int]] = field(repr=False, compare=False)

    @classmethod
    def of(cls, stored: bytes, digest: str) -> Patterns:
        """Patterns from what `stored` once returned."""
        head, _, content = stored.partition(b"\n")
        return cls(digest, content, {part: (start, end) for part, start, end in json.loads(head)})

    def stored(self) -> bytes:
        """What `of` makes the same Patterns from again."""
        head = [(part, start, end) for part, (start, end) in self._places.items()]
        return json.dumps(head).encode("utf-8") + b"\n" + self._content

    def entries(self, name: str) -> list[dict[str, Any]]:
        """The entries of `name`.yaml in order, every field filled in and every macro expanded.

        Examples, rejects and gaps are left out. A number that must be exact (`factor`) is a string.
        """
        found: list[dict[str, Any]] = self._part(f"entries/{name}", [])
        return found

    def macros(self, name: str) -> dict[str, str]:
        """The macros of `name`.yaml, each expanded to a whole expression."""
        found: dict[str, str] = self._part(f"macros/{name}", {})
        return found

    def names(self, stem: str) -> list[dict[str, str]]:
        """The rows of names/`stem`.csv by column; empty where there is no such list."""
        found: list[dict[str, str]] = self._part(f"names/{stem}", [])
        return found

    @property
    def weights(self) -> bytes:
        """The bytes of judge/weights.npz; none where no folder has the file."""
        return b64decode(self._part(WEIGHTS_PART, ""))

    @property
    def name_lists(self) -> tuple[str, ...]:
        """The stems of the lists in names/."""
        return tuple(part.removeprefix("names/") for part in self._places if part.startswith("names/"))

    def digests(self) -> dict[str, str]:
        """For each file (units.yaml, names/zones.csv) a digest of what it says, its examples left out."""
        found: dict[str, str] = {}
        for part, (start, end) in sorted(self._places.items()):
            kind, _, stem = part.partition("/")
            file = {"names": f"names/{stem}.csv", "judge": f"judge/{stem}.npz"}.get(kind, f"{stem}.yaml")
            content = self._content[start:end]
            found[file] = blake2b(found.get(file, "").encode() + content, digest_size=8).hexdigest()
        return found

    def _part(self, part: str, default: Any) -> Any:
        if part not in self._places:
            return default
        start, end = self._places[part]
        return json.loads(self._content[start:end])


def stored(parts: Mapping[str, object]) -> bytes:
    """The parts as bytes: one line that says where each part lies, then the parts as JSON."""
    head = []
    content = bytearray()
    for part, value in sorted(parts.items()):
        start = len(content)
        content += json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        head.append((part, start, len(content)))
    return json.dumps(head).encode("utf-8") + b"\n" + bytes(content)
