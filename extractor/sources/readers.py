"""Readers by suffix: which module reads which file, within which size.

A reader takes a file's bytes and its source name; it raises UnreadableSourceError for a file that it
must refuse whole.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from extractor.errors import UnreadableSourceError
from extractor.model import Page
from extractor.sources.reading import Reading, Refusal

Reader = Callable[[bytes, str], Reading]

# A year of a daily newspaper is about 20 MB of text; more in one file is a dump that should be split.
MOST_BYTES = 64 * 1024 * 1024


def _plain(data: bytes, source: str) -> Reading:
    from extractor.sources.plain import read_plain

    return read_plain(data, source)


READERS: Mapping[str, Reader] = MappingProxyType({".txt": _plain, ".md": _plain})
"""The reader of each suffix, in lower case; each imports what it needs when it is called."""


def load(path: Path, source: str) -> Reading:
    """What the file at `path` gives under the name `source`; one that cannot be read gives a refusal."""
    digest = ""
    try:
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            known = " ".join(READERS)
            raise UnreadableSourceError(
                source, f"no reader for {path.suffix or 'a name without suffix'}; read: {known}"
            )
        data = _bytes_of(path, source)
        digest = sha256(data).hexdigest()
        reading = reader(data, source)
    except UnreadableSourceError as error:
        return Reading(source, refusals=(Refusal.of(error),), digest=digest)
    return Reading(source, reading.pages, reading.refusals, digest)


def read(path: Path | str) -> list[Page]:
    """The pages of one file, its name as their source; raises UnreadableSourceError where it gives none."""
    place = Path(path)
    reading = load(place, place.name)
    if not reading.pages:
        refusal = reading.refusals[0]
        raise UnreadableSourceError(str(path), refusal.reason)
    return list(reading.pages)


def _bytes_of(path: Path, source: str) -> bytes:
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise UnreadableSourceError(source, "it is not a file")
        if before.st_size > MOST_BYTES:
            size, most = before.st_size >> 20, MOST_BYTES >> 20
            raise UnreadableSourceError(source, f"it is too large ({size} MB, at most {most}); split it")
        with path.open("rb") as handle:
            data = handle.read(MOST_BYTES + 1)
            after = path.stat()
    except OSError as error:
        raise UnreadableSourceError(source, f"it cannot be opened: {error.strerror or error}") from error
    if len(data) != after.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise UnreadableSourceError(source, "it changed while it was read; run again when it is complete")
    if not data:
        raise UnreadableSourceError(source, "it is empty")
    return data
