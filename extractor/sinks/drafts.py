"""Drafts: files written under a temporary name beside their place, renamed together when all are whole."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from extractor.errors import UsageError


class Drafts:
    """The files of one folder that appear together at the `with` block's end, or, after an error, not at all.

    Raises UsageError, with what to do, where the folder cannot be made or written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: list[tuple[IO[str], Path, Path]] = []

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._refused(error) from error
        return self

    def open(self, name: str, *, encoding: str = "utf-8") -> IO[str]:
        """A handle for the file `name`; it keeps the line ends it is given."""
        place = self._folder / name
        draft = self._folder / f".{name}.{os.getpid()}.part"
        try:
            if place.is_dir():
                raise IsADirectoryError(21, "is a folder", str(place))
            handle = draft.open("w", encoding=encoding, newline="")
        except OSError as error:
            raise self._refused(error) from error
        self._open.append((handle, draft, place))
        return handle

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
        if isinstance(error, OSError) and error.filename is None:
            # Nothing that opens a file fails without naming it: this is a write, to a full disk for one.
            raise self._refused(error) from error

    def _publish(self) -> None:
        for handle, _, _ in self._open:
            handle.flush()
            os.fsync(handle.fileno())
            handle.close()
        for _, draft, place in self._open:
            draft.replace(place)
        _sync_folder(self._folder)

    def _discard(self) -> None:
        for handle, draft, _ in self._open:
            with contextlib.suppress(OSError):
                handle.close()
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
        self._open.clear()

    def _refused(self, error: OSError) -> UsageError:
        why = error.strerror or str(error)
        return UsageError(f"cannot write to {self._folder}: {why}; give another folder with --out")


def _sync_folder(folder: Path) -> None:
    # A rename is on the disk only when its folder is; Windows cannot open a folder, and need not.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
