"""Exporting: the tables of the run, with or without decisions, into its folder or as one file."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Literal

from extractor.errors import UsageError
from extractor.review.revise import revised
from extractor.review.room import Room
from extractor.review.taking import decisions_taken
from extractor.review.views import Exported
from extractor.runs.export import Exported as Counts
from extractor.runs.export import export
from extractor.sinks.csv import Headers
from extractor.sinks.formats import WORKBOOK, Format

FOLDER = "reviewed"
"""Where tables with decisions stand, in the folder of the run."""

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
"""The types of what can be taken away."""

_WRITING = Lock()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written: with decisions or without, in which formats, with which headings."""

    decisions: bool
    formats: tuple[Format, ...]
    headers: Headers
    to: Literal["folder", "zip", "xlsx"]


def write_folder(room: Room, wish: Wish) -> Exported:
    """Writes the tables into the folder of reviewed ones."""
    out = room.folder / FOLDER
    with one_at_a_time():
        counts = _export(room, wish, out, wish.formats)
        names = tuple(path.name for path in _files(out))
    return Exported(FOLDER, names, counts.facts, counts.audit)


def packed(room: Room, wish: Wish) -> tuple[str, str, bytes]:
    """Name, type and content of one file that holds the tables: the workbook, or an archive of all."""
    with tempfile.TemporaryDirectory(prefix="extractor-") as folder:
        out = Path(folder) / "tables"
        if wish.to == "xlsx":
            _export(room, wish, out, ("csv", "xlsx"))
            return WORKBOOK, KINDS["xlsx"], (out / WORKBOOK).read_bytes()
        _export(room, wish, out, wish.formats)
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in _files(out):
                archive.write(path, path.name)
        return "tables.zip", KINDS["zip"], data.getvalue()


def _files(out: Path) -> list[Path]:
    """The files in a folder, without what programs hide in it."""
    return sorted(path for path in out.iterdir() if path.is_file() and not path.name.startswith("."))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """One export at a time: each may take all the memory that a run takes."""
    if not _WRITING.acquire(timeout=60):
        raise UsageError("another export is being written; try again when it is done")
    try:
        yield
    finally:
        _WRITING.release()


def _export(room: Room, wish: Wish, out: Path, formats: Sequence[Format]) -> Counts:
    if not wish.decisions:
        return export(room.folder, out, formats, wish.headers)
    with room.shelf.reading() as base:
        taken = decisions_taken(base)
    return export(room.folder, out, formats, wish.headers, revised(taken))
