"""A folder of pattern files: its bytes, and what is wrong before anything is parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from extractor.errors import PlacedError

WEIGHTS = "judge/weights.npz"
"""Where a folder has the judge's weights; they are bytes to this room."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Files by their place in the folder (`units.yaml`, `names/zones.csv`); messages call it `shown`."""

    shown: str
    files: Mapping[str, bytes]
    problems: tuple[PlacedError, ...] = ()

    def shown_as(self, name: str) -> str:
        """What messages call the file `name`."""
        return f"{self.shown}/{name}"


def collect(path: Path, shown: str) -> Folder:
    """The YAML files of a folder, the CSV files of its `names`, and the judge's weights."""
    if not path.is_dir():
        return Folder(shown, {}, (PlacedError(shown, "no such folder; expected a folder of pattern files"),))
    found = [file for file in path.iterdir() if file.suffix.lower() in {".yaml", ".yml"}]
    found += [file for file in path.glob("names/*") if file.suffix.lower() == ".csv"]
    found += path.glob(WEIGHTS)
    files = {}
    problems = []
    for file in found:
        if file.name.startswith("."):
            continue
        name = file.relative_to(path).as_posix()
        try:
            files[name] = file.read_bytes()
        except OSError as error:
            problems.append(PlacedError(f"{shown}/{name}", f"cannot be read: {error.strerror}"))
    if not files and not problems:
        problems.append(
            PlacedError(shown, "holds no pattern file; expected such as units.yaml, names/zones.csv")
        )
    return Folder(shown, dict(sorted(files.items())), tuple(problems))


def digest(*folders: Folder) -> str:
    """Sixteen hexadecimal digits of what the folders hold, the same with either kind of line end."""
    total = blake2b(digest_size=8)
    for folder in folders:
        total.update(b"\x1d")
        for name, content in folder.files.items():
            content = content.replace(b"\r\n", b"\n")
            total.update(f"{name}\x1f{len(content)}\x1f".encode())
            total.update(content)
    return total.hexdigest()


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8; a ValueError with line and reason otherwise."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotUtf8Error(line, content[error.start]) from error


class NotUtf8Error(ValueError):
    """A byte that is no UTF-8, and its line."""

    def __init__(self, line: int, byte: int) -> None:
        self.line = line
        super().__init__(f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8")
