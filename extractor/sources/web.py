"""Web pages: .html, .htm, .xhtml and .mhtml in any Chinese encoding → one Page.

The bytes decide the encoding, not the charset that the page declares; the article is told from what stands
around it, and what the head says of it becomes the page's metadata.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from extractor.errors import UnreadableSourceError
from extractor.model import Page
from extractor.sources.blocks import (
    Block,
    Written,
    is_bold_heading,
    is_marked_heading,
    page_text,
    with_line_ends,
)
from extractor.sources.encoding import Decoded, decode
from extractor.sources.reading import Reading, Refusal
from extractor.sources.web_blocks import WebBlock, prune, web_blocks
from extractor.sources.web_facts import WebFacts, byline_of, publisher_of, title_of, web_facts
from extractor.sources.web_furniture import is_known, without_clicks
from extractor.sources.web_main import main_blocks

# A long article with its page is 300 KB; a page of 8 MB without its pictures is a dump.
MOST_CHARACTERS = 8_000_000
MOST_ELEMENTS = 300_000
MOST_ATTRIBUTES = 500  # of one element

_SCRIPTS = regex.compile(rb"<(/?)(?:script|style)\b", regex.IGNORECASE)
_TAGS = regex.compile(rb"<[^<>]*+>|[\x00-\x7f]{40,}+")
_PICTURES = regex.compile(r"data:[\w/+.;=-]{0,80},[A-Za-z0-9+/=%]{100,}+")
_MARKUP = regex.compile(r"<(?:[a-zA-Z]|!|/|\?)")
# A tag with its attributes; the parser compares each of them with all before it.
_TAG = regex.compile(r"<[a-zA-Z](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_QUOTED = regex.compile(r"\"[^\"]*+\"|'[^']*+'")
_BETWEEN = regex.compile(r"[\s/]++")
_UNREADABLE = regex.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_XML = regex.compile(r"\s*<\?xml\b[^>]*+>")
# In XML an element may close itself; HTML would take all that follows for its content.
_SELF_CLOSED = regex.compile(r"<(script|style|title|div|p|span|a|iframe|textarea|td|li)\b([^<>]*+)(?<=/)>")
_DATELINE = regex.compile(r"^\s*【?本(?:报|网|刊)讯", regex.MULTILINE)
_FRAMES = regex.compile(r"<frameset\b", regex.IGNORECASE)
_MOST_BOLD = 0.4  # where more of the text is bold, bold marks no heading
_LINKED = 0.5


def read_web(data: bytes, source: str) -> Reading:
    """The article of a web page as one page, its headings marked, tables as rows.

    Raises UnreadableSourceError where the bytes are no web page, hold no text, or would take too long.
    """
    decoded = _decoded(_archived(data, source))
    if decoded is None:
        raise UnreadableSourceError(source, "it is binary, not a web page; save the page as HTML in UTF-8")
    html = _PICTURES.sub("", _UNREADABLE.sub("", decoded.text))
    if len(html) > MOST_CHARACTERS:
        size = f"{len(html) / 1e6:.0f} million characters, at most {MOST_CHARACTERS // 1_000_000}"
        raise UnreadableSourceError(source, f"it is too large for a web page ({size}); split it")
    if not _MARKUP.search(html):
        raise UnreadableSourceError(source, "it holds no HTML; if it is plain text, rename it to .txt")
    if any(_attributes(tag[0]) > MOST_ATTRIBUTES for tag in _TAG.finditer(html)):
        what = f"one of its elements has more than {MOST_ATTRIBUTES:,} attributes"
        raise UnreadableSourceError(source, f"{what}; save the page again as HTML")
    page = _page(_tree(html, source), source)
    if not page.text.strip():
        what = "it only frames other pages; give those" if _FRAMES.search(html) else _EMPTY
        raise UnreadableSourceError(source, what)
    return Reading(source, (page,), _broken(page, decoded, source))


def read_fragment(html: str, source: str) -> Written:
    """The text of a piece of HTML that is all article (a cell of an export), with its headings and ends.

    Raises UnreadableSourceError where it would take too long.
    """
    root = _tree(f"<div>{_UNREADABLE.sub('', _PICTURES.sub('', html))}</div>", source)
    prune(root)
    return page_text(with_line_ends(_lines(web_blocks(root), None)))


_EMPTY = "it holds no text (pictures, or scripts that fetch it); save the page again when it is complete"


def _archived(data: bytes, source: str) -> bytes:
    # The page of a web archive (.mhtml): the first part that is HTML.
    if not source.lower().endswith((".mht", ".mhtml")):
        return data
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return content
    raise UnreadableSourceError(source, "it is no web archive, or it holds no page; save the page as .html")


def _decoded(data: bytes) -> Decoded | None:
    # Markup and scripts are ASCII, which every encoding reads alike: only what is left can tell them apart.
    plain = decode(data)
    if plain is None or not plain.broken or b"\x00" in data[:4096]:
        return plain
    words = decode(_TAGS.sub(b" ", b" ".join(_without_scripts(data))))
    if words is None:
        return plain
    text = data.decode(words.encoding, "replace")
    return Decoded(text, words.encoding, text.count("\ufffd"))


def _without_scripts(data: bytes) -> Iterator[bytes]:
    start, inside = 0, False
    for found in _SCRIPTS.finditer(data):
        closes = bool(found[1])
        if not inside and not closes:
            yield data[start : found.start()]
            inside = True
        elif inside and closes:
            start, inside = found.start(), False
    if not inside:
        yield data[start:]


def _attributes(tag: str) -> int:
    # At most so many attributes; most tags are too short for more.
    if len(tag) <= MOST_ATTRIBUTES:
        return 0
    names = _QUOTED.sub("", tag)
    return max(names.count("="), sum(1 for _ in _BETWEEN.finditer(names)))


def _tree(html: str, source: str) -> HtmlElement:
    declared = _XML.match(html)
    if declared:
        html = _SELF_CLOSED.sub(r"<\1\2></\1>", html[declared.end() :])
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableSourceError(source, _EMPTY) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableSourceError(source, "its elements are nested too deep; save the page again as HTML")
    elements = sum(1 for _ in root.iter())
    if elements > MOST_ELEMENTS:
        size = f"{elements:,} elements, at most {MOST_ELEMENTS:,}"
        raise UnreadableSourceError(source, f"it is too large for a web page ({size}); split it")
    return root


def _page(root: HtmlElement, source: str) -> Page:
    facts = web_facts(root)
    prune(root)
    blocks = web_blocks(root)
    title, shown = title_of(facts, blocks)
    kept = main_blocks(root, blocks, shown)
    text, headings, ends = page_text(with_line_ends(_lines(list(_told(kept, shown, facts)), shown)))
    return Page(
        source,
        text,
        title=title,
        byline=byline_of(facts, text),
        publisher=publisher_of(facts, text),
        published=facts.published,
        headings=headings,
        ends=ends,
        whole=bool(facts.titles) and len(_DATELINE.findall(text)) < 2,
    )


def _told(kept: Sequence[WebBlock], title: WebBlock | None, facts: WebFacts) -> Iterator[WebBlock]:
    # The lines between the title and the first sentence say who and when: without clicks and buttons, and
    # without what the head says in better order.
    above = True
    for block in kept:
        if block is title or block.table or not above:
            yield block
            continue
        above = "。" not in block.text
        text = without_clicks(block.text)
        if above and is_known(text, facts.said):
            continue
        if text or not block.text:
            yield replace(block, text=text)


def _lines(kept: Sequence[WebBlock], title: WebBlock | None) -> Iterator[Block]:
    size = sum(len(block.bare) for block in kept)
    bold_marks = sum(len(block.bare) for block in kept if block.bold) <= _MOST_BOLD * size
    linked = False
    for block in kept:
        # Links one below the other are headlines, each for itself.
        if linked and block.linked >= _LINKED:
            yield Block("")
        linked = block.linked >= _LINKED
        if block.table:
            yield from (Block(line, ends=True) for line in block.text.split("\n"))
            continue
        heading = block is title or (
            is_marked_heading(block.text)
            if block.heading
            else block.bold and bold_marks and is_bold_heading(block.text)
        )
        yield Block(block.text, heading=bool(block.text) and heading, ends=block.ends)


def _broken(page: Page, decoded: Decoded, source: str) -> tuple[Refusal, ...]:
    broken = page.text.count("\ufffd")
    if not broken:
        return ()
    at = decoded.text.find("\ufffd")
    line = str(decoded.text[:at].count("\n") + 1) if at >= 0 else ""
    what = f"{broken} characters cannot be read as {decoded.encoding}; they stand as �"
    return (Refusal(source, line, what),)
