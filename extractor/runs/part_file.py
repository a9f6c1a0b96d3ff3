"""Part file: parts one after the other in a file, read back one at a time, so that memory is that of one."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from extractor.runs.part import Part, decode, encode

if TYPE_CHECKING:
    from gzip import GzipFile

_LENGTH = 8  # bytes before each part that say how long it is


def write_parts(file: IO[bytes] | GzipFile, parts: Iterable[Part], *, repeatable: bool = False) -> None:
    """Writes the parts to a file, or to whatever takes bytes."""
    for part in parts:
        data = encode(part, repeatable=repeatable)
        file.write(len(data).to_bytes(_LENGTH, "big"))
        file.write(data)


def read_parts(file: IO[bytes] | GzipFile) -> Iterator[Part]:
    """The parts that `write_parts` wrote."""
    while length := file.read(_LENGTH):
        yield decode(file.read(int.from_bytes(length, "big")))


def packed(parts: Iterable[Part]) -> bytes:
    """The parts as a file of about a fifth of their size; the same bytes for equal parts."""
    import gzip

    data = io.BytesIO()
    with gzip.GzipFile(fileobj=data, mode="wb", compresslevel=1, mtime=0) as file:
        write_parts(file, parts, repeatable=True)
    return data.getvalue()


def unpacked(file: IO[bytes]) -> Iterator[Part]:
    """The parts that `packed` made the file of."""
    import gzip

    with gzip.GzipFile(fileobj=file, mode="rb") as whole:
        yield from read_parts(whole)


def each_part(path: Path) -> Iterator[Part]:
    """The parts in the file at `path`."""
    with path.open("rb") as file:
        yield from read_parts(file)
