"""Web main: which lines of a web page are its article.

trafilatura finds the text; the element that holds it is then read whole, because the library leaves out
lines that look too short or repeated to it, and a line left out is a figure lost. Navigation and lists of
links inside that element go. Where the library finds next to nothing (a notice of three lines), whatever is
neither navigation nor links is the article.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence

import regex
from lxml.html import HtmlElement

from extractor.sources.web_blocks import WebBlock, bare
from extractor.sources.web_furniture import is_chrome

# What the library may take; long pages cost it minutes, and are read without it.
_MOST_ELEMENTS = 12_000
_MOST_CHARACTERS = 300_000
_SHORTEST = 50
_DISTINCT = 12  # characters; shorter lines may stand inside others by chance
_MOST_LINES_ABOVE = 5
_LONGEST_LINE_ABOVE = 60
_HOLDS = 0.9  # the share of the found text that the article's element must hold
_ENOUGH = 0.5  # the share of the visible text that is not too little
_MOST_AROUND = 0.3
_MOST_ABOVE = 0.2
_LINKED = 0.6
_FEWEST_LINKS = 3
_LONGEST_INFO = 120
_LONGEST_LINK_HEAD = 16
# Lines between the title and the text that say who wrote it, where and when.
_INFO = regex.compile(
    r"来源|稿源|出处|作者|记者|通讯员|撰文|文[/:：]|发布|时间|日期|供稿|\d{4}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}"
)
_NEIGHBOUR = regex.compile(
    r"^[【\[<《]?(?:上一[篇条页]|下一[篇条页]|上篇|下篇|返回|打印|关闭|分享|收藏|更多|首页)"
)
# 相关新闻: whatever is linked below stands on another page, be it one line.
_RELATED = regex.compile(
    r"[【\[■●▶]?(?:相关|延伸|推荐|热门|热点|更多|往期)(?:新闻|阅读|链接|文章|报道|推荐|信息|资讯|内容|稿件|回顾)[】\]]?[：:]?"
)
_DAY = regex.compile(
    r"[\[(（]?(?:\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}日?(?:\d{1,2}:\d{2}(?::\d{2})?)?[\])）]?$"
)
_LINK_HEAD = regex.compile(r"相关|推荐|热点|热门|更多|延伸|链接|排行|阅读|猜你|专题")


def main_blocks(
    root: HtmlElement, blocks: Sequence[WebBlock], title: WebBlock | None
) -> tuple[WebBlock, ...]:
    """The blocks of the article in order, its title's line and the lines below it that speak of it first."""
    found = _library_lines(root, blocks)
    text = "".join(found)
    lines = set(found)
    marked = {
        block
        for block in blocks
        if block.bare in lines or (len(block.bare) >= _DISTINCT and block.bare in text)
    }
    candidates = _without_links([block for block in blocks if not block.around])
    kept = _kept(root, blocks, marked) if marked else candidates
    if _size(kept) < _ENOUGH * _size(candidates):
        kept = candidates
    if not any(block.text for block in kept):
        kept = _without_links(blocks) or list(blocks)
    return tuple(block for block in _with_title(blocks, kept, title) if not is_chrome(block.text))


def _library_lines(root: HtmlElement, blocks: Sequence[WebBlock]) -> list[str]:
    # The lines that the library takes for the article, without blanks.
    size = _size(blocks)
    elements = [len(element.attrib) for element in root.iter()]
    if not 0 < size <= _MOST_CHARACTERS or len(elements) + sum(elements) // 8 > _MOST_ELEMENTS:
        return []
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    # It warns of every page without text, which is our reader's to say.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    config = use_config()
    # Below this many characters it takes the whole page; a Chinese notice is complete in fifty.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    try:
        document = bare_extraction(root, include_comments=False, favor_recall=True, config=config)
    except Exception:  # noqa: BLE001 (whatever the library stumbles over, the page can be read without it)
        return []
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    elements = document.body.iter("p", "head", "item", "cell", "quote", "code")
    lines = [line for element in elements for line in "".join(element.itertext()).split("\n")]
    return [bare(line) for line in [*lines, "".join(document.body.itertext())] if line.strip()]


def _kept(root: HtmlElement, blocks: Sequence[WebBlock], marked: set[WebBlock]) -> list[WebBlock]:
    inside = set(_holder(root, marked).iter())
    held = [block for block in blocks if block.element in inside]
    around = [block for block in held if block.around and block not in marked]
    if _size(around) > _MOST_AROUND * _size(held):
        around = []
    chosen = {*held, *marked} - set(around)
    whole = [block for block in blocks if block in chosen]
    return _without_links(whole) or whole


def _holder(root: HtmlElement, marked: set[WebBlock]) -> HtmlElement:
    # The innermost element that holds nearly all of the found text.
    weights: Counter[HtmlElement] = Counter()
    for block in marked:
        weights[block.element] += len(block.bare)
    elements = list(root.iter())
    for element in reversed(elements):
        parent = element.getparent()
        if parent is not None and element is not root and weights[element]:
            weights[parent] += weights[element]
    least = _HOLDS * _size(marked)
    # Whatever holds so much lies in a line, one inside the other.
    return [element for element in elements if weights[element] >= least][-1]


def _without_links(blocks: Sequence[WebBlock]) -> list[WebBlock]:
    # Three links in a row are a list of other pages, with the short line above that announces it.
    kept: list[WebBlock] = []
    run: list[WebBlock] = []
    for block in [*blocks, None]:
        if block is not None and (not block.text or _leads_away(block)):
            run.append(block)
            continue
        links = sum(one.links for one in run)
        last = next((one for one in reversed(kept) if one.text), None)
        if links >= _FEWEST_LINKS or (links and last and _RELATED.fullmatch(last.bare)):
            while kept and not kept[-1].text:
                kept.pop()
            if kept and len(kept[-1].text) <= _LONGEST_LINK_HEAD and _LINK_HEAD.search(kept[-1].text):
                kept.pop()
        else:
            kept += [one for one in run if not (one.text and _NEIGHBOUR.match(one.text.strip()))]
        run = []
        if block is not None and not (block.linked and _NEIGHBOUR.match(block.text.strip())):
            kept.append(block)
    return kept


def _leads_away(block: WebBlock) -> bool:
    if block.table or not block.linked or "。" in block.text:
        return False
    # The day behind a headline is no text of its own: 榆原表彰先进80人 2025-05-20.
    words = len(_DAY.sub("", block.bare)) or 1
    return block.linked * len(block.bare) >= _LINKED * words


def _with_title(
    blocks: Sequence[WebBlock], kept: Sequence[WebBlock], title: WebBlock | None
) -> list[WebBlock]:
    # The title's line first, then what stands between it and the text and speaks of the article. What stands
    # above the title is navigation, unless it is so much that the title must be that of a later article.
    if title is None:
        return [*_above(blocks, kept), *kept]
    start = blocks.index(title)
    above, text = set(blocks[:start]), set(kept)
    below = [block for block in kept if block is not title and block not in above]
    if _size(above & text) > _MOST_ABOVE * _size(text):
        return list(kept)
    first = next((at for at in range(start + 1, len(blocks)) if blocks[at] in text), start)
    info = [
        block
        for block in blocks[start + 1 : first]
        if len(block.text) <= _LONGEST_INFO and block.linked < _LINKED and _INFO.search(block.text)
    ]
    return [title, *info, *below]


def _above(blocks: Sequence[WebBlock], kept: Sequence[WebBlock]) -> list[WebBlock]:
    # Where nothing says what the title is, it stands in the short lines above the text, before any links.
    found: list[WebBlock] = []
    first = blocks.index(kept[0]) if kept else 0
    for block in reversed(blocks[:first]):
        if block.around or block.linked or len(block.text) > _LONGEST_LINE_ABOVE:
            break
        found.insert(0, block)
        if len(found) == _MOST_LINES_ABOVE:
            break
    return found


def _size(blocks: Sequence[WebBlock] | set[WebBlock]) -> int:
    return sum(len(block.bare) for block in blocks)
