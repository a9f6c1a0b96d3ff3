"""THIRD_PARTY_NOTICES.md from requirements.txt and the metadata of what is installed here.

    python docs/notices.py requirements.txt THIRD_PARTY_NOTICES.md

What the lock wants on other systems only is not installed here: its licence is kept from the page as it was.
`make notices` writes the page; tests/test_notices.py holds that it fits the lock.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

HEAD = """\
# Third-party notices

Written by `make notices`. This program is under the MIT licence (see [LICENSE](LICENSE)). It is installed
together with the packages below, which are not part of it and come under their own licences; each brings the
text of its licence with it. The versions are those of `requirements.txt`.

| package | version | licence |
|---|---|---|
"""
UNKNOWN = "not said"
LONGEST = 60  # a longer field is a licence's whole text


def document(lock: str, licences: Callable[[str], str | None], known: Mapping[str, str]) -> str:
    """The page for a lock; `licences` says what is installed, `known` what an earlier page said else."""
    rows = []
    for name, versions in sorted(pins(lock).items()):
        licence = licences(name) or known.get(name, UNKNOWN)
        rows.append(f"| {name} | {', '.join(versions)} | {licence} |\n")
    return HEAD + "".join(rows)


def pins(lock: str) -> dict[str, list[str]]:
    """The versions of each package of a lock; several where they depend on the Python version."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", lock, re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


def installed(name: str) -> str | None:
    """The licence of an installed package, in its own words; None where it is not installed."""
    try:
        return licence_of(distribution(name).metadata)  # type: ignore[arg-type]
    except PackageNotFoundError:
        return None


def licence_of(metadata: Message) -> str:
    """What the metadata say: the expression, else the licence if it is a name, else the classifiers."""
    expression = metadata.get("License-Expression")
    if expression:
        return str(expression)
    named = str(metadata.get("License") or "").strip()
    if named and "\n" not in named and len(named) <= LONGEST:
        return named
    classes = [
        it.rpartition(" :: ")[2] for it in metadata.get_all("Classifier") or () if it.startswith("License ::")
    ]
    return ", ".join(classes) or UNKNOWN


def known_of(page: str) -> dict[str, str]:
    """The licences that an earlier page gives."""
    return dict(re.findall(r"^\| ([^|]+) \| [0-9][^|]* \| ([^|]+) \|$", page, re.MULTILINE))


if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    earlier = known_of(target.read_text(encoding="utf-8")) if target.is_file() else {}
    page = document(source.read_text(encoding="utf-8"), installed, earlier)
    target.write_text(page, encoding="utf-8", newline="\n")
