"""Drafts: files written under a temporary name beside their place, renamed together when all are whole.

One process at a time writes to a folder; what a killed one left there, the next one takes away.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable
from hashlib import file_digest
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from extractor.errors import UsageError

LOCK = ".lock"
"""The file by which processes know that one of them writes to the folder; it stays, and is empty."""
_WAIT = 600.0  # seconds
_DRAFT = re.compile(r"\..+\.\d+\.part", re.ASCII)


class Drafts:
    """The files of one folder that appear together at the `with` block's end, or, after an error, not at all.

    The block waits until no other process writes there. Raises UsageError, with what to do, where the folder
    cannot be made or written, or another process does not end.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: list[tuple[IO[str] | None, Path, Path]] = []
        self._scratch = folder / f".scratch.{os.getpid()}.part"
        self._lock: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._refused(error) from error
        self._wait()
        for left in self._folder.glob(".*.part"):
            if _DRAFT.fullmatch(left.name):
                # Whoever wrote it is gone: the lock is ours.
                _remove_any(left)
        return self

    def open(self, name: str, *, encoding: str = "utf-8") -> IO[str]:
        """A handle for the file `name`; it keeps the line ends it is given."""
        place, draft = self._places(name)
        try:
            handle = draft.open("w", encoding=encoding, newline="")
        except OSError as error:
            raise self._refused(error) from error
        self._open.append((handle, draft, place))
        return handle

    def path(self, name: str) -> Path:
        """Where to write the file `name`, for a writer that opens and closes it by itself."""
        place, draft = self._places(name)
        self._open.append((None, draft, place))
        return draft

    def whole(self, name: str) -> Path:
        """Where the draft of `name` can be read, all of it; nothing more may be written to it."""
        handle, draft = next(
            (handle, draft) for handle, draft, place in self._open if place == self._folder / name
        )
        if handle is not None and not handle.closed:
            _close(handle)
        return draft

    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file by its name, all of them whole; nothing more may be written to them."""
        found = {}
        for _, _, place in self._open:
            with self.whole(place.name).open("rb") as draft:
                found[place.name] = file_digest(draft, "sha256").hexdigest()
        return found

    def drop_all_but(self, names: Iterable[str]) -> None:
        """Forgets every file but those of these names."""
        kept = {self._folder / name for name in names}
        dropped = [one for one in self._open if one[2] not in kept]
        self._open = [one for one in self._open if one[2] in kept]
        _remove(dropped)

    def scratch(self) -> Path:
        """A folder for files that nobody keeps; it goes when the drafts are published or dropped."""
        try:
            self._scratch.mkdir(exist_ok=True)
        except OSError as error:
            raise self._refused(error) from error
        return self._scratch

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._publish()
        except OSError as failure:
            raise self._refused(failure) from failure
        finally:
            self._discard()
            self._release()
        if isinstance(error, OSError) and error.filename is None:
            # Nothing that opens a file fails without naming it: this is a write, to a full disk for one.
            raise self._refused(error) from error

    def _wait(self) -> None:
        # SQLite's locks are the same on every platform, and gone with the process that held them.
        try:
            self._lock = sqlite3.connect(self._folder / LOCK, timeout=_WAIT, isolation_level=None)
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._release()
            if "locked" in str(error):
                message = f"another process writes to {self._folder} and does not end; wait for it, or end it"
                raise UsageError(message) from error
            raise self._refused(PermissionError(13, "no file can be made there")) from error
        except sqlite3.DatabaseError as error:
            self._release()
            message = f"{self._folder / LOCK} is not ours; move it away, or give another --out"
            raise UsageError(message) from error

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _places(self, name: str) -> tuple[Path, Path]:
        place = self._folder / name
        if place.is_dir():
            raise self._refused(IsADirectoryError(21, "is a folder", str(place)))
        return place, self._folder / f".{name}.{os.getpid()}.part"

    def _publish(self) -> None:
        for handle, draft, _ in self._open:
            if handle is None:
                with draft.open("r+b") as written:
                    os.fsync(written.fileno())
            elif not handle.closed:
                _close(handle)
        for _, draft, place in self._open:
            draft.replace(place)
        _sync_folder(self._folder)

    def _discard(self) -> None:
        _remove(self._open)
        self._open.clear()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _refused(self, error: OSError) -> UsageError:
        why = error.strerror or str(error)
        return UsageError(f"cannot write to {self._folder}: {why}; give another folder with --out")


def _close(handle: IO[str]) -> None:
    handle.flush()
    os.fsync(handle.fileno())
    handle.close()


def _remove(files: Iterable[tuple[IO[str] | None, Path, Path]]) -> None:
    for handle, draft, _ in files:
        if handle is not None:
            with contextlib.suppress(OSError):
                handle.close()
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _remove_any(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    # A rename is on the disk only when its folder is; Windows cannot open a folder, and need not.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
