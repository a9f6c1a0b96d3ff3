"""Shards: the files of a run in runs of neighbours, small enough to be shared out and large enough to pay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.sources.folder import Found


@dataclass(frozen=True, slots=True)
class Limits:
    """At most so many files and bytes a shard; only a file that is larger alone goes beyond, by itself."""

    files: int
    bytes: int


def shards(files: Sequence[Found], limits: Limits, share: int = 1) -> Iterator[Sequence[Found]]:
    """The files in their order, cut into shards within the limits.

    A shard takes no more than one in `share` of the files that are left, so that the last ones are small
    and nobody waits long for them. Sizes are looked up as the shards are taken.
    """
    start = 0
    while start < len(files):
        most = max(1, min(limits.files, (len(files) - start) // share))
        end = start + 1
        size = size_of(files[start])
        while end - start < most and (size := size + size_of(files[end])) <= limits.bytes:
            end += 1
        yield files[start:end]
        start = end


def size_of(file: Found) -> int:
    """The bytes of the file; 0 where it is not to be opened, or not there."""
    if file.refusal:
        return 0
    try:
        return file.path.stat().st_size
    except OSError:
        return 0
