"""Web blocks: the tree of a web page → its lines in reading order, each with what the tree says of it.

Which of them are the article, web_main.py decides. Scripts, forms, hidden elements and captions are taken
out of the tree first; tables of data become rows (grids.py), tables that arrange the page do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex
from lxml import etree
from lxml.html import HtmlElement

from extractor.sources.blocks import tidy
from extractor.sources.grids import GridCell, grid_lines

_DROPPED_NAMES = (
    "script style noscript template iframe frame object applet svg math canvas audio video map "
    "button select option textarea input figcaption rt rp del link meta base head title img dialog "
    "progress meter datalist"
)
_DROPPED = frozenset(_DROPPED_NAMES.split())
_BLOCKS_NAMES = (
    "html body address article aside blockquote center dd details dir div dl dt fieldset figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section "
    "summary table tbody td tfoot th thead tr ul caption marquee"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong", *_HEADINGS})
_BESIDE = frozenset({"nav", "aside", "footer", "menu", "search"})
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
_BOLD_STYLE = regex.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", regex.IGNORECASE)
# Names that page builders give to what stands around an article.
_AROUND = regex.compile(
    r"(?:^|[\s_-])(?:bd)?(?:share[ds]?|social|sns|related?|recommend(?:ed)?|bread|breadcrumbs?|crumbs?|location|"
    r"copyright|footer|foot|bottom|nav(?:bar|igation)?|menu|side(?:bar)?|comments?|reply|qr(?:code)?|erweima|"
    r"pager?|pagination|toolbar|tools?|hot(?:news)?|ranks?|ranking|links?|friendlinks?|banner|ads?|advert|"
    r"login|search|topbar|func|prev|next|prevnext|dayin|fenxiang)(?:$|[\s_-]|\d)"
)
_CAMEL = regex.compile(r"(?<=[a-z])(?=[A-Z])")
_DATE = regex.compile(r"[\[(（]?(?:\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}")
_BARE = regex.compile(r"\s+")
_SUPERSCRIPT = str.maketrans("23", "²³")
_LONGEST_HEAD_CELL = 32  # characters; lines of a longer cell stay apart
_MOST_HIDDEN = 0.5
_MOST_SHOWN = 5  # elements that hold most of the text although they are hidden


@dataclass(slots=True, eq=False)
class WebBlock:
    """One line, or the rows of one table: its text, and the element that holds it.

    `heading` is the name of the heading element around it (h1 to h6), `bold` tells that all of it is bold,
    `linked` is the share of its characters that lead elsewhere, in `links` pieces; `around` tells that its
    place in the tree is one for navigation, `ends` that an element ends with it and no mere `<br>`. `bare` is
    its text without blanks, as the tree holds it.
    """

    text: str
    element: HtmlElement
    heading: str = ""
    bold: bool = False
    linked: float = 0.0
    links: int = 0
    around: bool = False
    table: bool = False
    ends: bool = True
    bare: str = field(default="", repr=False)


def bare(text: str) -> str:
    """The text without any blanks, for comparing."""
    return _BARE.sub("", text)


def prune(root: HtmlElement) -> None:
    """Take out of the tree what is no text of the page: scripts, forms' fields, captions, what is hidden."""
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    for element in _hidden_elements(root):
        element.drop_tree()


def web_blocks(root: HtmlElement) -> list[WebBlock]:
    """The lines of a pruned tree in document order; a blank line is a block without text."""
    return _Walk(root).blocks()


def _hidden_elements(root: HtmlElement) -> list[HtmlElement]:
    # The outermost ones. A page that shows its text by a script hides it in the file: what holds most of the
    # text is not hidden.
    found: list[HtmlElement] = []
    most, shown = -1.0, 0
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is root or shown > _MOST_SHOWN or not _is_hidden(element):
            continue
        if most < 0:
            most = _MOST_HIDDEN * _length(root)
        if _length(element) <= most:
            found.append(element)
            walk.skip_subtree()
        else:
            shown += 1
    return found


def _length(element: HtmlElement) -> int:
    return len(bare("".join(element.itertext())))


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


@dataclass(slots=True)
class _Open:
    # What holds inside the element that is open, and inside those around it.
    element: HtmlElement
    heading: str = ""
    bold: bool = False
    linked: bool = False
    around: bool = False
    raised: bool = False
    written: bool = False  # line ends count


def _run_together(parts: Sequence[tuple[str, bool, bool]]) -> str:
    # In a list of news the date floats at the end of its line: …慰问职工300人</a><span>2025-01-08</span>.
    written: list[str] = []
    for at, (part, _, linked) in enumerate(parts):
        floats = at > 0 and parts[at - 1][2] and not linked and _DATE.match(part)
        written.append(" " + part if floats else part)
    return "".join(written)


class _Walk:
    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self._found: list[WebBlock] = []
        self._open: list[_Open] = []
        self._holders: list[HtmlElement] = [root]  # the blocks that are open
        self._parts: list[tuple[str, bool, bool]] = []  # text, bold, linked

    def blocks(self) -> list[WebBlock]:
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element.tag == "table" and element is not self._root and self._table(element):
                    walk.skip_subtree()
                    self._open.append(_Open(element))
                else:
                    self._start(element)
            else:
                self._end(element)
        self._flush()
        return self._found

    def _start(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            self._holders.append(element)
        elif tag == "br":
            self._flush(blank=True, ends=False)
        self._open.append(self._inside(element))
        self._add(element.text)

    def _inside(self, element: HtmlElement) -> _Open:
        tag = element.tag
        outer = self._open[-1] if self._open else _Open(element)
        return _Open(
            element,
            heading=tag if tag in _HEADINGS else outer.heading,
            bold=outer.bold or tag in _BOLD or bool(_BOLD_STYLE.search(element.get("style", ""))),
            linked=outer.linked or (tag == "a" and bool(element.get("href"))),
            around=outer.around or is_around(element),
            raised=outer.raised or tag == "sup",
            written=outer.written or tag == "pre",
        )

    def _end(self, element: HtmlElement) -> None:
        if element.tag in _BLOCKS and self._holders[-1] is element:
            self._flush(blank=element.tag == "p")
            self._holders.pop()
        self._open.pop()
        if element is not self._root:
            self._add(element.tail, of=self._open[-1])

    def _add(self, text: str | None, of: _Open | None = None) -> None:
        if not text:
            return
        state = of or self._open[-1]
        if state.raised:
            if state.linked or text.strip().startswith("["):
                return  # a footnote's mark
            text = text.translate(_SUPERSCRIPT)
        if not state.written:
            self._parts.append((text, state.bold, state.linked))
            return
        for at, line in enumerate(text.split("\n")):
            if at:
                self._flush(blank=True, ends=False)
            self._parts.append((line, state.bold, state.linked))

    def _flush(self, *, blank: bool = False, ends: bool = True) -> None:
        parts, self._parts = self._parts, []
        text = tidy(_run_together(parts))
        holder = self._holders[-1]
        state = self._open[-1] if self._open else _Open(holder)
        words = bare(text)
        if not words:
            if (blank or ends) and self._found and self._found[-1].text:
                self._found[-1].ends = True
            if blank and self._found and self._found[-1].text:
                self._found.append(WebBlock("", holder, around=state.around))
            return
        sizes = [(len(bare(part)), bold, linked) for part, bold, linked in parts]
        self._found.append(
            WebBlock(
                text,
                holder,
                heading=state.heading,
                bold=all(bold for size, bold, _ in sizes if size),
                linked=sum(size for size, _, linked in sizes if linked) / len(words),
                links=sum(linked for size, _, linked in sizes if size),
                around=state.around,
                ends=ends,
                bare=words,
            )
        )

    def _table(self, table: HtmlElement) -> bool:
        # Add a table of data; False where the table arranges the page, whose cells are read one by one.
        self._flush()
        if next(table.iterdescendants("table"), None) is not None:
            return False
        rows, header_rows = _rows_of(table)
        lines = grid_lines(rows, header_rows)
        if lines is None:
            return False
        around = bool(self._open and self._open[-1].around) or is_around(table)
        caption = table.find("caption")
        if caption is not None:
            lines = [tidy(" ".join(caption.itertext())), *lines]
        text = "\n".join(line for line in lines if line)
        words = bare("".join(table.itertext()))
        links = sum(len(bare("".join(link.itertext()))) for link in table.iterdescendants("a"))
        share = links / len(words) if words else 0.0
        self._found.append(WebBlock(text, table, linked=share, around=around, table=True, bare=words))
        return True


def is_around(element: HtmlElement) -> bool:
    """Whether the element's name, class or id says that it stands around an article."""
    if element.tag in _BESIDE:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return len(names) > 1 and bool(_AROUND.search(_CAMEL.sub("-", names[:200]).lower()))


def _rows_of(table: HtmlElement) -> tuple[list[list[GridCell]], int]:
    rows: list[list[GridCell]] = []
    header_rows = 0
    for row in table.iterdescendants("tr"):
        cells = [_cell(cell) for cell in row.iterchildren("td", "th")]
        if not cells:
            continue
        rows.append(cells)
        parent = row.getparent()
        if parent is not None and parent.tag == "thead" and header_rows == len(rows) - 1:
            header_rows = len(rows)
    return rows, header_rows


def _cell(cell: HtmlElement) -> GridCell:
    lines = [block.text.strip() for block in _Walk(cell).blocks() if block.text]
    short = sum(map(len, lines)) <= _LONGEST_HEAD_CELL
    text = ("" if short else " ").join(lines)
    return GridCell(text, _number(cell.get("colspan")), _number(cell.get("rowspan")), header=cell.tag == "th")


def _number(written: str | None) -> int:
    digits = (written or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < len(digits) < 5 else 1
