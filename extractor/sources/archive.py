"""Archives: .zip files of news → the pages of their members, read in memory; nothing is written anywhere.

A member's source is `archive.zip/inner/name.txt`. Whatever in an archive cannot or must not be read is a
refusal of that member, and the rest goes on.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from extractor.errors import UnreadableSourceError
from extractor.model import Page
from extractor.sources.encoding import decode
from extractor.sources.left_out import PARTS, is_hidden, is_part_of_page
from extractor.sources.reading import Reading, Refusal
from extractor.text import kept_re as re

MOST_BYTES = 64 * 1024 * 1024
"""Of one member, unpacked."""
MOST_BYTES_IN_ALL = 4 * MOST_BYTES
MOST_MEMBERS = 10_000
MOST_RATIO = 200  # text packs to a tenth of its size, a table of zeros to a thousandth
_RATIO_FROM = 1024 * 1024
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_DIRECTORY_ENTRY = b"PK\x01\x02"
_DRIVE = re.compile(r"[A-Za-z]:")
MOST_DEPTH = 2
_TOO_DEEP = "it is an archive inside an archive inside an archive; unpack it and give what it holds"
_TOO_MANY = f"it holds more than {MOST_MEMBERS} files; split it"
_TOO_LARGE = f"the archive unpacks to more than {MOST_BYTES_IN_ALL >> 20} MB; split it"


@dataclass(frozen=True, slots=True)
class Members:
    """How members are read: `check` raises UnreadableSourceError for a suffix that nobody reads."""

    check: Callable[[str], None]
    read: Callable[[bytes, str], Reading]


def read_archive(data: bytes, source: str, members: Members) -> Reading:
    """The pages of all members in the order of their names; hidden ones are left out.

    Raises UnreadableSourceError where the archive is damaged or holds too much.
    """
    unpacking = _Unpacking(members, MOST_BYTES_IN_ALL, MOST_MEMBERS)
    unpacking.read(data, source)
    if not unpacking.pages and not unpacking.refusals:
        raise UnreadableSourceError(source, "the archive holds no files")
    return Reading(source, tuple(unpacking.pages), tuple(unpacking.refusals))


@dataclass(slots=True)
class _Unpacking:
    members: Members
    left: int  # bytes
    left_members: int
    pages: list[Page] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def read(self, data: bytes, source: str, depth: int = 1) -> None:
        """Reads an archive that lies in `depth` - 1 others.

        Raises UnreadableSourceError where it is damaged, or holds too much.
        """
        taken: set[str] = set()
        with _opened(data, source) as archive:
            infos = archive.infolist()
            _check_places(infos, source)
            self.left_members -= len(infos)
            if self.left_members < 0:
                raise UnreadableSourceError(source, _TOO_MANY)
            names = _names(infos)
            named = frozenset(names)
            for name, info in sorted(zip(names, infos, strict=True), key=_order):
                if name.endswith("/") or _is_hidden(name):
                    continue
                place = f"{source}/{name}"
                folder = _page_folder(name, named)
                if folder:
                    if folder not in taken:
                        self.refusals.append(Refusal(f"{source}/{folder}", "", PARTS))
                        taken.add(folder)
                    continue
                try:
                    _check(info, name, taken, place)
                    self._read_member(archive, info, place, depth)
                except UnreadableSourceError as error:
                    self.refusals.append(Refusal.of(error))

    def _read_member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, depth: int) -> None:
        nested = PurePosixPath(place).suffix.lower() == ".zip"
        if nested and depth == MOST_DEPTH:
            raise UnreadableSourceError(place, _TOO_DEEP)
        if not nested:
            self.members.check(place)
        content = self._unpacked(archive, info, place)
        if nested and content:
            self.read(content, place, depth + 1)
            return
        reading = self.members.read(content, place)
        self.pages += reading.pages
        self.refusals += reading.refusals

    def _unpacked(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str) -> bytes:
        most = min(MOST_BYTES, self.left)
        _check_size(info, most, place)
        try:
            with archive.open(info) as handle:
                content = handle.read(most + 1)
        except NotImplementedError as error:
            what = f"it is packed in a way that cannot be read ({error}); pack the archive again as plain ZIP"
            raise UnreadableSourceError(place, what) from error
        except Exception as error:
            # (zipfile and the decompressors raise a dozen kinds on damaged bytes)
            raise UnreadableSourceError(place, f"it is damaged ({error}); pack the archive again") from error
        if len(content) > most:
            raise UnreadableSourceError(place, _TOO_LARGE)
        self.left -= len(content)
        return content


def _opened(data: bytes, source: str) -> zipfile.ZipFile:
    # A million entries would be made into objects before anyone could count them.
    if data.count(_DIRECTORY_ENTRY) > 2 * MOST_MEMBERS:
        raise UnreadableSourceError(source, _TOO_MANY)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:
        what = f"it is a damaged or incomplete archive ({error}); fetch or pack it again"
        raise UnreadableSourceError(source, what) from error


def _check_places(infos: Sequence[zipfile.ZipInfo], source: str) -> None:
    """Raises where members share their bytes: one packed file under a thousand names unpacks to gigabytes."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            what = "its files lie upon each other, as no program packs them; pack the archive again"
            raise UnreadableSourceError(source, what)
        end = info.header_offset + info.compress_size


def _order(file: tuple[str, zipfile.ZipInfo]) -> tuple[str, int]:
    return file[0], file[1].header_offset


def _check(info: zipfile.ZipInfo, name: str, taken: set[str], place: str) -> None:
    """Raises where the member must not, or cannot, be opened; its name is added to those `taken`."""
    parts = name.split("/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in parts or not all(parts):
        raise UnreadableSourceError(place, "its name leads out of the archive; pack the archive again")
    if name in taken:
        raise UnreadableSourceError(place, "the archive holds another file of this name; that one was read")
    taken.add(name)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableSourceError(place, "it is a link; pack the file itself")
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise UnreadableSourceError(place, "it is protected by a password; pack it without one")


def _check_size(info: zipfile.ZipInfo, most: int, place: str) -> None:
    size = info.file_size
    if size > MOST_BYTES:
        what = f"it is too large ({size >> 20} MB, at most {MOST_BYTES >> 20}); split it"
        raise UnreadableSourceError(place, what)
    if size > most:
        raise UnreadableSourceError(place, _TOO_LARGE)
    if size > _RATIO_FROM and size > MOST_RATIO * info.compress_size:
        ratio = size // max(info.compress_size, 1)
        raise UnreadableSourceError(
            place, f"it unpacks to {ratio} times its size, as no text does; unpack it"
        )


def _names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The members' names; those that are not marked as UTF-8 are decoded together: one program wrote them."""
    raw = [info.orig_filename.encode("cp437", "replace") for info in infos]
    unmarked = [at for at, info in enumerate(infos) if not info.flag_bits & _UTF8_FLAG]
    decoded = _decoded([raw[at] for at in unmarked])
    names = [info.orig_filename for info in infos]
    for at, name in zip(unmarked, decoded, strict=True):
        names[at] = name
    # Old Windows programs part folders with a backslash; a NUL ends a name.
    return [name.split("\0")[0].replace("\\", "/").removeprefix("./") for name in names]


def _decoded(names: Sequence[bytes]) -> list[str]:
    together = decode(b"\n".join(names))
    words = together.text.split("\n") if together and not together.broken else []
    if len(words) == len(names):
        return words
    return [found.text if (found := decode(name)) else name.decode("utf-8", "replace") for name in names]


def _is_hidden(name: str) -> bool:
    return any(part != ".." and is_hidden(part) for part in name.split("/"))


def _page_folder(name: str, names: Container[str]) -> str:
    # The folder of a saved page in which the member lies, or nothing.
    parts = name.split("/")[:-1]
    for depth, folder in enumerate(parts):
        before = "".join(f"{part}/" for part in parts[:depth])
        if is_part_of_page(before + folder, names):
            return before + folder
    return ""
