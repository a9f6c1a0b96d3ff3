"""Plan: which files a run must read, by the digests of their bytes and of the settings they depend on.

Every file that the store knows is hashed, none is read as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractor.errors import UnreadableSourceError
from extractor.runs.settings import Settings
from extractor.sources.folder import Found
from extractor.sources.readers import digest_of as digest_of_file
from extractor.sources.reading import Refusal
from extractor.store.store import digest_of, path_text
from extractor.store.values import Known


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do with its files.

    `read`: those that are new, changed, or were read with other settings (`again`: how many with which, and
    one of them, by the digest of the settings). `back`: name and path of unchanged files that were removed,
    or lay elsewhere. `removed`: names of files that are gone. `instead_of`: for a file to be read, the names
    that it had until now; `renamed`: such names of files that need not be read.
    """

    read: Sequence[Found]
    unchanged: int
    again: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    back: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    instead_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    renamed: tuple[str, ...] = ()


def plan(
    files: Sequence[Found],
    given: Iterable[Path],
    known: Mapping[str, Known],
    settings: Settings,
) -> Plan:
    """What to do with `files`, which are all that lies below the folders `given`."""
    if not known:  # all is new; a first run may have very many files
        return Plan(read=files, unchanged=0)
    here: dict[str, str] = {}
    closed: set[str] = set()
    for file in files:
        here[place := path_text(file.path)] = file.source
        if file.refusal:
            closed.add(place)
    read: list[Found] = []
    back: list[tuple[str, str]] = []
    again: dict[str, tuple[int, str]] = {}
    wanted: set[str] = set()
    for file in files:
        file, digest = _told_apart(file, known, here)
        before = known.get(file.source)
        wanted.add(file.source)
        if before is None or before.digest != digest:
            read.append(file)
        elif before.settings != settings.digest(file.source):
            again[before.settings] = (again.get(before.settings, (0, ""))[0] + 1, file.source)
            read.append(file)
        elif (before.path, before.state) != (path_text(file.path), "present"):
            back.append((file.source, path_text(file.path)))
    to_read = {file.source for file in read}
    instead_of: dict[str, tuple[str, ...]] = {}
    renamed: list[str] = []
    removed: list[str] = []
    folders = {path_text(path.resolve()) for path in given}
    for name, one in known.items():
        if name in wanted:
            continue
        if (now := here.get(one.path)) is not None:
            if now in to_read:
                instead_of[now] = (*instead_of.get(now, ()), name)
            else:
                renamed.append(name)
        elif one.state == "present" and _is_gone(one.path, folders, closed):
            removed.append(name)
    return Plan(
        read=tuple(read),
        unchanged=len(files) - len(read),
        again=again,
        back=tuple(back),
        removed=tuple(removed),
        instead_of=instead_of,
        renamed=tuple(renamed),
    )


def _told_apart(file: Found, known: Mapping[str, Known], here: Mapping[str, str]) -> tuple[Found, str]:
    """The file with its digest; refused where another one has its name in the tables and is still there."""
    before = known.get(file.source)
    if before is None:
        return file, ""
    digest = _digest(file)
    path = path_text(file.path)
    if before.path == path or before.digest == digest or before.path in here or not _exists(before.path):
        return file, digest
    reason = (
        f"{before.path} has the same name in the tables ({file.source}) and is still there; give both "
        "folders in one run, or another --out"
    )
    refused = replace(file, source=file.path.as_posix(), refusal=reason)
    return refused, _digest(refused)


def _digest(file: Found) -> str:
    if file.refusal:
        return _refused(file.refused())
    try:
        return digest_of_file(file.path, file.source)
    except UnreadableSourceError as error:
        return _refused(Refusal.of(error))


def _refused(refusal: Refusal) -> str:
    return digest_of("", [(refusal.source, refusal.place, refusal.reason)])


def _exists(path: str) -> bool:
    return Path(path).exists()


def _is_gone(path: str, folders: set[str], closed: set[str]) -> bool:
    """Whether the file lay below one of the folders, and below none that could not be opened."""
    above = {str(parent) for parent in Path(path).parents}
    return bool(above & folders) and not above & closed
