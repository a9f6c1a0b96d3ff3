"""Loading: the patterns of this program, with an analyst's own over them, kept ready between runs.

What was read and checked is kept as JSON in the user's cache folder, under a digest of all the files and
of the code of this room. Taking it from there imports neither pydantic nor ruamel.yaml, which start slowly.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from extractor.grammar.folder import Folder, collect, digest
from extractor.grammar.patterns import Patterns
from extractor.kept import keep, recall


def load(overlay: Path | None = None, *, base: Path | None = None) -> Patterns:
    """All pattern files, checked and merged; all that is wrong with them is one PatternError.

    An entry of `overlay` takes the place of the one with the same id, or is added. `base` stands in for this
    program's own patterns.
    """
    folders = folders_of(overlay, base)
    name = digest(*folders)
    file = f"patterns-{name}{_code()}.json"
    stored = recall(file) if not any(folder.problems for folder in folders) else None
    if stored is None:
        from extractor.grammar.reading import content

        stored = content(folders)
        keep(file, stored, newest=8)
    return Patterns.of(stored, name)


def own_folder() -> Path:
    """The patterns of this program: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_patterns"
    return installed if installed.is_dir() else package.parent / "patterns"


def folders_of(overlay: Path | None, base: Path | None) -> tuple[Folder, ...]:
    """The folder of the base (this program's own, unless another is given), and the overlay's."""
    path = base or own_folder()
    own = collect(path, base.as_posix() if base else "patterns")
    if overlay is None or overlay.resolve() == path.resolve():
        return (own,)
    return own, collect(overlay, overlay.as_posix())


@cache
def _code() -> str:
    """A digest of this room's code, so that a changed schema never meets what an older one kept."""
    total = blake2b(digest_size=4)
    for module in sorted(Path(__file__).parent.glob("*.py")):
        total.update(module.read_bytes())
    return total.hexdigest()
