"""How often a piece of Chinese news is read right: windows of text in six encodings, whole and damaged.

    python benchmarks/encodings.py [PATH ...]

Prints the share that comes back as it was, for each length and encoding. Without PATH, the corpus. Of a Big5
text that was cut in the middle of a character, the first ten may be lost: what is left of the first pair of
bytes reads as well as a letter. Leaves with 1 where a share is below 0.99.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from extractor.sources.encoding import decode
from extractor.text.fold import simplify

LENGTHS = (50, 200, 1500)
WINDOWS = 200
ENOUGH = 0.99
LOST = 10  # characters; most sentences have a digit, a blank or a line end sooner
CORPUS = Path(__file__).parent.parent / "corpus" / "articles"


def whole(encoding: str) -> Callable[[str, random.Random], tuple[bytes, str]]:
    """The window's bytes, and the text that must come back."""
    return lambda window, _: (window.encode(encoding), window)


def cut(encoding: str) -> Callable[[str, random.Random], tuple[bytes, str]]:
    """The bytes without the first and the last: characters cut in the middle, as in a part of a download."""
    return lambda window, _: (window.encode(encoding)[1:-1], window[1:-1])


def broken(encoding: str) -> Callable[[str, random.Random], tuple[bytes, str]]:
    """The bytes with one in the middle that no text holds; all before it and behind must come back."""

    def make(window: str, chance: random.Random) -> tuple[bytes, str]:
        at = chance.randrange(len(window) // 4, 3 * len(window) // 4)
        before, after = window[:at].encode(encoding), window[at:].encode(encoding)
        return before + b"\xff" + after, window

    return make


WAYS: dict[str, Callable[[str, random.Random], tuple[bytes, str]]] = {
    "utf-8": whole("utf-8"),
    "gb18030": whole("gb18030"),
    "big5": whole("big5"),
    "utf-16-le": whole("utf-16-le"),
    "utf-16-be": whole("utf-16-be"),
    "utf-8 with a mark": whole("utf-8-sig"),
    "utf-8 cut": cut("utf-8"),
    "gb18030 cut": cut("gb18030"),
    "big5 cut": cut("big5"),
    "utf-8 broken": broken("utf-8"),
    "gb18030 broken": broken("gb18030"),
}


def windows(texts: Sequence[str], length: int, count: int, chance: random.Random) -> Iterable[str]:
    """Pieces of the texts, each `length` characters long, over the ends of articles, too."""
    joined = "\n".join(texts)
    for _ in range(count):
        at = chance.randrange(max(len(joined) - length, 1))
        yield joined[at : at + length]


def is_right(data: bytes, text: str, lost: int) -> bool:
    """Whether the text comes back, but for what was broken and for the `lost` characters at its beginning."""
    decoded = decode(data)
    found = decoded.text.replace("\ufffd", "") if decoded else ""
    return found.endswith(text[lost:]) and len(found) <= len(text) + 1


def traditional(texts: Sequence[str]) -> list[str]:
    """The texts in traditional characters, without the few that Big5 lacks."""
    from opencc import OpenCC

    converter = OpenCC("s2tw")  # costs more than what it converts
    return [converter.convert(text).encode("big5", "ignore").decode("big5") for text in texts]


def shares(texts: Sequence[str], lengths: Sequence[int], count: int) -> dict[tuple[str, int], float]:
    """The share of windows that come back, by encoding and length; the same for the same texts."""
    chance = random.Random(7)
    old = traditional(texts)
    found = {}
    for way, make in WAYS.items():
        for length in lengths:
            pieces = list(windows(old if "big5" in way else texts, length, count, chance))
            lost = LOST if way == "big5 cut" else 0
            right = sum(is_right(*make(piece, chance), lost) for piece in pieces)
            found[way, length] = right / len(pieces)
    return found


def main(paths: Sequence[str]) -> int:
    """Prints one line an encoding; 1 where a share is too low."""
    files = [Path(path) for path in paths] or sorted(CORPUS.glob("*.txt"))
    texts = [simplify(decode(file.read_bytes()).text) for file in files]
    found = shares(texts, LENGTHS, WINDOWS)
    lines = [f"{WINDOWS} windows each of {', '.join(map(str, LENGTHS))} characters, share read right"]
    lines += [f"{way:18} " + "  ".join(f"{found[way, length]:6.3f}" for length in LENGTHS) for way in WAYS]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(min(found.values()) < ENOUGH)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
