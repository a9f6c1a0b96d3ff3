"""Cluster worker: what the machines of a cluster do. A shard comes in, its parts go out or are put away.

Whatever happens twice gives the same: a shard's name says what is in its files and how they were read.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from distributed import WorkerPlugin
from fsspec import url_to_fs  # type: ignore[import-untyped]
from fsspec.implementations.local import LocalFileSystem  # type: ignore[import-untyped]

from extractor.errors import UnreadableSourceError
from extractor.runs.part import Extraction, Part, read_part
from extractor.runs.part_file import packed
from extractor.sources.folder import Found
from extractor.sources.readers import MOST_BYTES, digest_of

SUFFIX = ".parts.gz"


class WorkerError(Exception):
    """What is wrong with a worker itself, so that the run has to stop; a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as a worker finds it: at `place`, a path of its own or a URL; at `path` for the client."""

    place: str
    source: str
    path: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How all shards of a run are read: `make` builds it, `depends` is what it must say of itself then."""

    name: str
    make: Callable[[], Extraction]
    depends: Mapping[str, str]


class Recipes(WorkerPlugin):
    """Brings a recipe to every worker, to those that join later, too."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self.name = f"extractor-{recipe.name}"

    def setup(self, worker: object) -> None:  # noqa: ARG002 (how the worker calls it)
        """Keeps the recipe; nothing is built before it is needed."""
        _RECIPES[self._recipe.name] = self._recipe

    def teardown(self, worker: object) -> None:  # noqa: ARG002
        """Forgets the recipe."""
        _RECIPES.pop(self._recipe.name, None)


_RECIPES: dict[str, Recipe] = {}
# Threads of one worker would only wait for each other; what they read with is made for one at a time.
_ONE_AT_A_TIME = threading.Lock()


def depends_of(extraction: Extraction) -> dict[str, str]:
    """All that the rows depend on, by name, Python among it."""
    python = ".".join(map(str, sys.version_info[:2]))
    return {**extraction.settings, **extraction.depends, "python": python}


def read_shard(recipe: str, files: Sequence[Seen], parts: str) -> bytes | str:
    """The packed parts of the files; where `parts` is a URL, they are put there, and this is their place.

    Raises WorkerError where this worker has another version or other patterns, or sees no such files.
    """
    with _ONE_AT_A_TIME:
        extraction = _built(recipe)
        with _at_hand(files) as near:
            if not parts:
                return packed(_read(files, near, extraction))
            place = f"{parts.rstrip('/')}/{_name_of(files, near, _RECIPES[recipe])}{SUFFIX}"
            system, path = url_to_fs(place)
            # Another worker may have done it and died before it could say so; or this run was begun before.
            if not system.exists(path):
                _put(system, path, packed(_read(files, near, extraction)))
            return place


@lru_cache(maxsize=1)
def _built(name: str) -> Extraction:
    recipe = _RECIPES.get(name)
    if recipe is None:
        raise WorkerError(f"the worker on {_here()} was never told how to read; start it anew")
    try:
        extraction = recipe.make()
    except Exception as error:
        raise WorkerError(f"the worker on {_here()} cannot read: {error}") from error
    mine = depends_of(extraction)
    differing = [
        f"{key} is {mine.get(key) or 'missing'} there and {recipe.depends.get(key) or 'missing'} here"
        for key in sorted({*mine, *recipe.depends})
        if mine.get(key) != recipe.depends.get(key)
    ]
    if differing:
        what = "; ".join(differing)
        raise WorkerError(f"the worker on {_here()} would read otherwise: {what}; install the same on both")
    return extraction


def _read(files: Sequence[Seen], near: Sequence[Found], extraction: Extraction) -> Iterator[Part]:
    for seen, found in zip(files, near, strict=True):
        yield replace(read_part(found, extraction), path=seen.path)


def _name_of(files: Sequence[Seen], near: Sequence[Found], recipe: Recipe) -> str:
    """A name that stands for what the files hold, what they are called and how they are read."""
    total = sha256(repr(sorted(recipe.depends.items())).encode())
    for seen, found in zip(files, near, strict=True):
        total.update(repr((seen.source, seen.path, _digest(found))).encode())
    return total.hexdigest()


def _digest(found: Found) -> str:
    try:
        return found.refusal or digest_of(found.path, found.source)
    except UnreadableSourceError as error:
        return error.message


@contextmanager
def _at_hand(files: Sequence[Seen]) -> Iterator[list[Found]]:
    """The files where this process can open them: those at URLs are brought into a folder for a while."""
    if not any("://" in seen.place for seen in files):
        _check_reach(files)
        yield [Found(Path(seen.place), seen.source, seen.refusal) for seen in files]
        return
    with TemporaryDirectory(prefix="extractor-") as folder:
        yield [_brought(seen, Path(folder, str(number))) for number, seen in enumerate(files)]


def _check_reach(files: Sequence[Seen]) -> None:
    """A folder that is not there at all is no fault of its files: they are not refused one by one."""
    opened = [seen for seen in files if not seen.refusal]
    if opened and not any(os.path.lexists(seen.place) for seen in opened):
        folder = Path(opened[0].place).parent
        if not folder.is_dir():
            raise WorkerError(
                f"the worker on {_here()} has no folder {folder}; say with --shared where the workers see it"
            )


def _brought(seen: Seen, folder: Path) -> Found:
    path = folder.with_suffix(PurePosixPath(seen.source).suffix)
    if seen.refusal:
        return Found(path, seen.source, seen.refusal)
    try:
        system, place = url_to_fs(seen.place)
        size = system.size(place)
        if size is not None and size > MOST_BYTES:
            # As large as what would be refused, without the bytes.
            with path.open("wb") as file:
                file.truncate(size)
        else:
            system.get_file(place, str(path))
    except OSError as error:
        return Found(path, seen.source, f"it cannot be opened: {error.strerror or error}")
    return Found(path, seen.source)


def _put(system: Any, path: str, data: bytes) -> None:
    """Writes the bytes so that nobody ever sees a part of them; stores do so by themselves."""
    if isinstance(system, LocalFileSystem):
        place = Path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.{socket.gethostname()}.{os.getpid()}")
        draft.write_bytes(data)
        draft.replace(place)
        return
    system.pipe_file(path, data)


def _here() -> str:
    return socket.gethostname()
