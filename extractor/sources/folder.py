"""Folder: files and folders as they are given → every file below them, each with its source name, sorted.

Hidden files are left out; links that leave their folder are refused; nothing is opened here.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from extractor.errors import UsageError
from extractor.sources.encoding import decode
from extractor.sources.left_out import PARTS, is_hidden, is_part_of_page
from extractor.sources.reading import Refusal


@dataclass(frozen=True, slots=True)
class Found:
    """A file at `path` to be read under the name `source`, or a `refusal`: why it is not to be opened."""

    path: Path
    source: str
    refusal: str = ""

    def refused(self) -> Refusal:
        """The row of refusals.csv for a file that is not to be opened."""
        return Refusal(self.source, "", self.refusal)


def walk(paths: Sequence[Path], out: Path | None = None, own: Container[str] = ()) -> list[Found]:
    """All files of `paths`, once each, sorted by source; what a run left in `out` is no input.

    The source is the path below the folder that was given, with `/`; for a file that was given, its name.
    Where two files would share a source, both get more of their path in front. `out` is not entered; where
    it is itself given, the file names in `own` are left out. Raises UsageError where a path does not exist,
    or where there is no file at all.
    """
    results = out.resolve() if out and out.is_dir() else None
    found: dict[Path, Found] = {}
    for path in paths:
        for file in _files_of(path, results, own):
            found.setdefault(file.path, file)
    if not found:
        where = ", ".join(map(str, paths)) or "no path given"
        raise UsageError(f"no input: {where} holds no files; give a file or a folder that does")
    return sorted(_told_apart(found.values()), key=lambda file: file.source)


def _files_of(path: Path, results: Path | None, own: Container[str]) -> Iterator[Found]:
    if not path.exists():
        raise UsageError(f"no input: {path} does not exist; give a file or a folder that does")
    place = path.resolve()
    if not place.is_dir():
        yield Found(place, _readable(path.name))
        return
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
