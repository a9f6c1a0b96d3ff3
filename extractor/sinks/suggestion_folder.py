"""Suggestion folder: an overlay of pattern files for an analyst to edit; an edited one is kept."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from extractor.errors import UsageError

_STAMP = "README.md"
_ABOUT = """\
# 建议 / Suggestions

这里的文件由 `extractor compare` 写成，可直接用作自己的模式文件夹：

    extractor check 本文件夹
    extractor run … --patterns 本文件夹
    extractor compare … --patterns 本文件夹

每条注明依据。不接受的，删去该条。改过以后再次对照，这个文件夹会改名保留（suggestions.1 …）。

Each entry says what it rests on. Delete what you do not accept. A folder that was edited is kept under
another name when the next comparison writes its own.

"""


def write_folder(
    folder: Path, files: Mapping[str, str], base: Mapping[str, bytes] | None = None
) -> Path | None:
    """Writes the files, put after those of `base` where both have one; where an edited folder was moved to.

    Without files no folder is left. Raises UsageError where the folder cannot be written.
    """
    try:
        moved = _make_room(folder)
        if not files:
            return moved
        texts = dict(files)
        for name, data in (base or {}).items():
            own = data.decode("utf-8-sig")
            texts[name] = _joined(name, own, files[name]) if name in files else own
        draft = folder.with_name(f".{folder.name}.{os.getpid()}.part")
        shutil.rmtree(draft, ignore_errors=True)
        for name, text in texts.items():
            place = draft / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="")
        (draft / _STAMP).write_text(f"{_ABOUT}{_digest(draft)}\n", encoding="utf-8", newline="")
        draft.replace(folder)
    except OSError as error:
        raise UsageError(
            f"cannot write to {folder}: {error.strerror or error}; give another folder with --out"
        ) from error
    return moved


def _make_room(folder: Path) -> Path | None:
    """Where the folder went that somebody changed; one that is as we wrote it is removed, and gives None."""
    if not folder.exists():
        return None
    stamp = folder / _STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8", errors="replace").split()[-1:] == [
        _digest(folder)
    ]:
        shutil.rmtree(folder)
        return None
    number = 1
    while (aside := folder.with_name(f"{folder.name}.{number}")).exists():
        number += 1
    folder.replace(aside)
    return aside


def _digest(folder: Path) -> str:
    total = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != _STAMP:
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _joined(name: str, own: str, more: str) -> str:
    """An analyst's own file with our entries, or rows, at its end; their comments stay."""
    if name.endswith(".csv"):
        return _joined_rows(own, more)
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 10_000
    held, added = yaml.load(own), yaml.load(more)
    for key, entries in added.items():
        known = {entry["id"] for entry in entries}
        held[key] = held.get(key, [])
        for at in reversed([at for at, entry in enumerate(held[key]) if entry["id"] in known]):
            del held[key][at]
        held[key].extend(entries)
    text = io.StringIO()
    yaml.dump(held, text)
    return text.getvalue()


def _joined_rows(own: str, more: str) -> str:
    rows = {(row["name"], row.get("parent", "")): row for row in csv.DictReader(io.StringIO(own, newline=""))}
    for row in csv.DictReader(io.StringIO(more, newline="")):
        rows[row["name"], row.get("parent", "")] = row
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows.values())
    return text.getvalue()
