"""Markdown for the tests: the fenced blocks of a page, with the lines at which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

NOT_RUN = re.compile(r"<!-- not run: (?P<why>\S.*) -->")
FILE = re.compile(r".*`(?P<file>[\w./-]+\.\w+)`:")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language (empty where it names none), its text, the line it begins at (from 1).

    `not_run` is why it is not run, from the comment on the line before it; `prints` is the text block that
    follows it, with nothing but the word “prints” between, or None; `file` is the path that the line before
    it ends with, as in “goes into `mine/units.yaml`:”.
    """

    line: int
    language: str
    text: str
    not_run: str = ""
    prints: str | None = None
    file: str = ""


def blocks(page: Path) -> list[Block]:
    """The blocks of a page in order; a printed text counts to its program and is no block of its own."""
    found: list[Block] = []
    between: list[str] = []
    for fence, line, lines in _parts(page.read_text(encoding="utf-8").split("\n")):
        if fence is None:
            between = [text for text in lines if text.strip()]
            continue
        text = "".join(f"{it}\n" for it in lines)
        follows = between in (["prints"], ["输出"])
        last = found[-1] if found else None
        if fence == "text" and last is not None and last.language in {"python", "bash"} and follows:
            found[-1] = replace(last, prints=text)
            continue
        before = between[-1].strip() if between else ""
        why, file = NOT_RUN.fullmatch(before), FILE.fullmatch(before)
        found.append(Block(line, fence, text, why["why"] if why else "", file=file["file"] if file else ""))
        between = []
    return found


def _parts(lines: list[str]) -> Iterator[tuple[str | None, int, list[str]]]:
    """(language or None for what stands between fences, first line, lines), in order."""
    held: list[str] = []
    language: str | None = None
    start = 1
    for number, line in enumerate(lines, start=1):
        fence = re.fullmatch(r"```(\S*)", line.strip())
        if fence is None:
            held.append(line[_indent(lines[start - 1]) :] if language is not None else line)
            continue
        yield language, start, held
        held, start = [], number
        language = fence[1] if language is None else None
    yield language, start, held


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
