"""Plain text: .txt in any Chinese encoding → one Page; what other readers of text share."""

from __future__ import annotations

from extractor.errors import UnreadableSourceError
from extractor.model import Page
from extractor.sources.encoding import decode
from extractor.sources.reading import Reading, Refusal


def read_plain(data: bytes, source: str) -> Reading:
    """The file as one page with `\\n` line ends; broken bytes stand as `�` and are refused one by one.

    Raises UnreadableSourceError where the bytes are empty or no text.
    """
    text, refusals = text_of(data, source)
    return Reading(source, (Page(source, text),), refusals)


def text_of(data: bytes, source: str) -> tuple[str, tuple[Refusal, ...]]:
    """The bytes as text with `\\n` line ends, and the refusal of what in them cannot be read.

    Raises UnreadableSourceError where they are empty or no text.
    """
    decoded = decode(data)
    if decoded is None:
        raise UnreadableSourceError(source, "it is binary, not text; save it as text in UTF-8")
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\u3000"):
        raise UnreadableSourceError(source, "it is empty")
    if not decoded.broken:
        return text, ()
    line = text[: text.index("\ufffd")].count("\n") + 1
    what = f"{decoded.broken} characters cannot be read as {decoded.encoding}; they stand as �"
    return text, (Refusal(source, str(line), what),)
