"""Kept files: what a run worked out and the next run may take over, in the user's own cache folder.

A kept file is never trusted: it carries a digest of its content, and whatever is missing, cut off, altered or
unreadable counts as not kept. A folder that cannot be written costs time, never a result.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_APP = "extractor"
_MARK = 16  # bytes of digest before the content


def cache_folder() -> Path | None:
    """This program's folder among the user's caches, as the platform has it; None without a home."""
    variable = {"win32": "LOCALAPPDATA", "darwin": ""}.get(sys.platform, "XDG_CACHE_HOME")
    usual = {"win32": "AppData/Local", "darwin": "Library/Caches"}.get(sys.platform, ".cache")
    root = Path(os.environ.get(variable, ""))
    # The XDG rule: a relative path is to be ignored.
    if root.is_absolute():
        return root / _APP
    try:
        return Path.home() / usual / _APP
    except RuntimeError:
        return None


def recall(name: str) -> bytes | None:
    """The content kept under `name`, if it is there and whole."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        stored = (folder / name).read_bytes()
    except OSError:
        return None
    content = stored[_MARK:]
    return content if stored[:_MARK] == _digest(content) else None


def keep(name: str, content: bytes, newest: int = 4) -> None:
    """Keeps `content` under `name`, and of the files whose names begin alike (up to the `-`) only the newest.

    The file is written beside its place and moved there, so that of two writers at once either wins whole.
    """
    folder = cache_folder()
    if folder is None:
        return
    import tempfile  # slower to import than all the rest: only who writes needs it

    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="unfinished-", delete=False) as file:
            unfinished = Path(file.name)
            try:
                file.write(_digest(content) + content)
            except BaseException:
                file.close()
                unfinished.unlink(missing_ok=True)
                raise
        try:
            unfinished.replace(folder / name)
        except OSError:  # Windows: another process has the file open
            unfinished.unlink(missing_ok=True)
        alike = sorted(folder.glob(name.split("-")[0] + "-*"), key=_age, reverse=True)
        for old in alike[newest:]:
            old.unlink(missing_ok=True)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_MARK).digest()


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
