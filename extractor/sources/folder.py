"""Folder: files and folders as they are given → every file below them, each with its source name, sorted.

Hidden files are left out; links that leave their folder are refused; nothing is opened here.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import overload

from extractor.errors import NoInputError, UsageError
from extractor.sources.encoding import decode
from extractor.sources.left_out import PARTS, is_hidden, is_part_of_page
from extractor.sources.reading import Refusal

_TOGETHER = 1000  # names


@dataclass(frozen=True, slots=True)
class Found:
    """A file at `path` to be read under the name `source`, or a `refusal`: why it is not to be opened."""

    path: Path
    source: str
    refusal: str = ""

    def refused(self) -> Refusal:
        """The row of refusals.csv for a file that is not to be opened."""
        return Refusal(self.source, "", self.refusal)


class Files(Sequence[Found]):
    """The files of one folder, sorted by source: an archive has very many, so only their names are kept.

    Names stand together in texts of a thousand; a file whose path does not follow from its name is kept.
    """

    __slots__ = ("_last", "_length", "_odd", "_root", "_texts")

    def __init__(self, root: Path, found: Iterable[Found]) -> None:
        self._root = str(root) + os.sep
        kept = [
            file.source if not file.refusal and str(file.path) == self._root + file.source else file
            for file in found
        ]
        kept.sort(key=_source)
        self._length = len(kept)
        self._odd = {at: file for at, file in enumerate(kept) if isinstance(file, Found)}
        # No name holds the character that stands between them.
        self._texts = [
            "\0".join(map(_source, kept[at : at + _TOGETHER])) for at in range(0, len(kept), _TOGETHER)
        ]
        self._last: tuple[int, list[str]] = (-1, [])

    @property
    def sources(self) -> Iterator[str]:
        """The source of each file."""
        return map(self._name, range(self._length))

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Found: ...

    @overload
    def __getitem__(self, at: slice) -> list[Found]: ...

    def __getitem__(self, at: int | slice) -> Found | list[Found]:
        places = range(self._length)[at]
        return self._found(places) if isinstance(places, int) else [self._found(it) for it in places]

    def __iter__(self) -> Iterator[Found]:
        return map(self._found, range(self._length))

    def _found(self, at: int) -> Found:
        odd = self._odd.get(at)
        if odd is not None:
            return odd
        name = self._name(at)
        return Found(Path(self._root + name), name)

    def _name(self, at: int) -> str:
        text, place = divmod(at, _TOGETHER)
        last = self._last
        if last[0] != text:
            self._last = last = (text, self._texts[text].split("\0"))
        return last[1][place]


def _source(kept: str | Found) -> str:
    return kept if isinstance(kept, str) else kept.source


def walk(paths: Sequence[Path], out: Path | None = None, own: Container[str] = ()) -> Sequence[Found]:
    """All files of `paths`, once each, sorted by source; what a run left in `out` is no input.

    The source is the path below the folder that was given, with `/`; for a file that was given, its name.
    Where two files would share a source, both get more of their path in front. `out` is not entered; where
    it is itself given, the file names in `own` are left out. Raises UsageError where a path does not exist,
    or where there is no file at all.
    """
    results = out.resolve() if out and out.is_dir() else None
    if len(paths) == 1 and paths[0].is_dir():
        files = Files(paths[0].resolve(), _files_of(paths[0], results, own))
        if files and not any(one == two for one, two in pairwise(files.sources)):
            return files
    found: dict[Path, Found] = {}
    for path in paths:
        for file in _files_of(path, results, own):
            found.setdefault(file.path, file)
    if not found:
        where = ", ".join(map(str, paths)) or "no path given"
        raise NoInputError(f"no input: {where} holds no files; give a file or a folder that does")
    return sorted(_told_apart(found.values()), key=lambda file: file.source)


def _files_of(path: Path, results: Path | None, own: Container[str]) -> Iterator[Found]:
    if not path.exists():
        raise UsageError(f"no input: {path} does not exist; give a file or a folder that does")
    place = path.resolve()
    if not place.is_dir():
        yield Found(place, _readable(path.name))
        return
    if results and not (results.is_relative_to(place) or place.is_relative_to(results)):
        results = None
    for file in _below(place, place):
        if not (results and _is_result(file, place, results, own)):
            yield file


def _is_result(file: Found, given: Path, results: Path, own: Container[str]) -> bool:
    if not file.path.is_relative_to(results):
        return False
    # A folder that was given inside the results is meant, and so are files that stand beside them.
    return file.source in own if given == results else results.is_relative_to(given)


def _below(folder: Path, root: Path) -> Iterator[Found]:
    # No recursion: a folder may lie deeper than Python's stack is high.
    waiting = [(folder, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except OSError as error:
            reason = f"the folder cannot be opened: {error.strerror or error}"
            yield Found(folder, prefix.rstrip("/") or _readable(folder.name), reason)
            continue
        names = {entry.name for entry in entries}
        for entry in entries:
            if is_hidden(entry.name):
                continue
            path, source = folder / entry.name, prefix + _readable(entry.name)
            if entry.is_symlink():
                yield _link(path, root, source)
            elif entry.is_dir(follow_symlinks=False) and is_part_of_page(entry.name, names):
                yield Found(path, source, PARTS)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((path, source + "/"))
            else:
                yield Found(path, source)


def _link(path: Path, root: Path, source: str) -> Found:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return Found(path, source, "it is a link that leads nowhere")
    if not target.is_relative_to(root):
        return Found(path, source, "it is a link that leaves the folder; copy the file into it")
    if target.is_dir():
        return Found(path, source, "it is a link to a folder, whose files are read where they stand")
    return Found(path, source)


def _readable(name: str) -> str:
    """The name as text: one that is not UTF-8 (an old archive's GBK names) is decoded as its files are."""
    try:
        name.encode()
    except UnicodeEncodeError:
        data = os.fsencode(name)
        decoded = decode(data)
        return decoded.text if decoded else data.decode("utf-8", "replace")
    return name


def _told_apart(found: Iterable[Found]) -> list[Found]:
    """The files with sources that differ: equal ones get one folder more in front, while there is one."""
    rest = [(file, len(PurePosixPath(file.source).parts)) for file in found]
    while True:
        many = Counter(file.source for file, _ in rest)
        longer = [
            (replace(file, source=_last_parts(file.path, parts + 1)), parts + 1)
            if many[file.source] > 1 and parts + 1 < len(file.path.parts)
            else (file, parts)
            for file, parts in rest
        ]
        if longer == rest:
            return [file for file, _ in rest]
        rest = longer


def _last_parts(path: Path, count: int) -> str:
    return "/".join(map(_readable, path.parts[-count:]))
