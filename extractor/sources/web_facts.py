"""Web facts: what a web page says of itself in its head → title, byline, publisher, date.

Meta tags (those that Chinese government sites must carry among them), Open Graph, JSON-LD, the title
element, and the account and time of a WeChat article. What stands in the page's text, the mender reads.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex
from lxml.html import HtmlElement

from extractor.pages.metadata import iso_date
from extractor.sources.blocks import tidy
from extractor.sources.web_blocks import WebBlock, bare

_TITLES = ("articletitle", "og:title", "headline", "twitter:title", "dc.title", "citation_title")
_AUTHORS = ("author", "article:author", "og:article:author", "dc.creator", "citation_author", "byl")
_SOURCES = ("contentsource", "mediaid", "source", "og:article:source")
_SITES = ("sitename", "og:site_name", "publisher", "dc.publisher", "application-name")
_DATES = (
    "pubdate", "publishdate", "publish_date", "publishtime", "article:published_time", "datepublished",
    "firstpublishedtime", "og:published_time", "og:release_date", "weibo:article:create_at", "dc.date",
    "citation_date", "date",
)  # fmt: skip

_LONGEST = 200  # characters of a title or a name
_MOST_JSON = 300_000
_MOST_NODES = 2000
# What ends the title element: the site or the channel, after a stroke.
_SUFFIX = regex.compile(r"^(?P<title>.{4,}?)\s*[-–_|｜»]+\s*(?P<tail>[^-–_|｜»]{2,30})$")
_STROKES = "-–_|｜»"
_SITE = regex.compile(
    r"(?:网|网站|报|报社|工会|在线|频道|动态|要闻|新闻|资讯|门户|官网|平台|客户端|首页|政府|公众号|信息|专栏|头条)$"
    r"|\.(?:com|cn|org|net)$"
)
_NAME_OF_SITE = regex.compile(r"(?<!情|通|捷|喜|海|公|战|周)(?:网|网站|报|日报社|工会|在线|门户|客户端)$")
_ROLE = regex.compile(
    r"(?:本报|本网|本刊|特约|通讯员|[\p{Han}]{0,4}记者|作者|撰稿人?|撰文|采写|供稿|文)\s*[:：/]?\s*"
)
_NAME = regex.compile(
    r"\p{Han}{2,3}|(?:欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|夏侯)\p{Han}{2}"
    r"|\p{Han}{1,8}·\p{Han}{1,8}"
)
_NO_NAME = regex.compile(
    r"(?:网|报|社|会|部|处|科|室|局|办|台|站|中心|编辑|员|公司|集团|小编|区|市|县|省|版|讯|佚名|匿名|未知|不详|原创|转载|本站|"
    r"管理|系统|测试|综合|来源|发布|宣传|工会|总工|无)$"
)
_ANNOUNCED = regex.compile(r"记者|通讯员|作者|撰文|采写|文[/:：|]|[■□►●▲◎]\s*\p{Han}{2,4}\s*$")
_SOURCE_LINE = regex.compile(
    r"(?:来源|稿源|出处|转自|发布单位|发布机构|供稿单位)\s*[:：|]\s*(?!本站|本网|原创|网络|互联网|转载|未知)"
)
_NO_SOURCE = frozenset({"本站", "本网", "本网站", "原创", "网络", "互联网", "转载", "未知", "本站原创"})
_PROSE = regex.compile(r"。|^(?:本报|本刊|本网)")
_KICKER = regex.compile(r"yin_?ti|intro-?title|kicker|jian_?ti|pre-?title|shoulder|eyebrow", regex.IGNORECASE)
_WECHAT_TIME = regex.compile(r"\bct\s*=\s*[\"'](\d{10})[\"']")
_CHINA = datetime.timezone(datetime.timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class WebFacts:
    """What the head says, each empty where it is silent; `titles` best first, `head` the title element.

    `said` are all names of authors, sources and sites as they are written, persons or not.
    """

    titles: tuple[str, ...] = ()
    head: str = ""
    names: tuple[str, ...] = ()
    source: str = ""
    site: str = ""
    published: str = ""
    said: frozenset[str] = frozenset()


def web_facts(root: HtmlElement) -> WebFacts:
    """What an unpruned tree says of its article."""
    said = _metas(root) | _wechat(root)
    for name, words in _linked_data(root).items():
        said.setdefault(name, words)
    title = root.find(".//title")
    head = _short(title.text_content()) if title is not None else ""
    site = _first(said, _SITES) or _tail(head)
    titles = (said[name] for name in _TITLES if name in said)
    return WebFacts(
        titles=tuple(dict.fromkeys(_without_site(words, site) for words in titles if words != site)),
        head=head,
        names=_names(_first(said, _AUTHORS)),
        source=_publisher(_first(said, _SOURCES)),
        site=site if _NAME_OF_SITE.search(site) else "",
        published=next((day for name in _DATES if (day := iso_date(said.get(name, "")))), ""),
        said=frozenset(said[name] for name in (*_AUTHORS, *_SOURCES, *_SITES) if name in said),
    )


def title_of(facts: WebFacts, blocks: Sequence[WebBlock]) -> tuple[str, WebBlock | None]:
    """The article's title, and the line of the page that shows it.

    What the page shows goes before what its head says: there it is often cut, or carries the site's name.
    A title element that no line confirms holds only where the page has no heading and begins with prose.
    """
    shown = [block for block in blocks if block.text and not block.table and len(block.text) <= _LONGEST]
    for said in facts.titles:
        found = _showing(said, shown)
        if found:
            return _with_kicker(found, blocks), found
    tops = [block for block in shown if block.heading == "h1" and not block.around and not block.linked]
    heads = _showing(facts.head, shown)
    if heads and len(heads.bare) >= 5:
        return _with_kicker(heads, blocks), heads
    if facts.titles:
        return facts.titles[0], None
    if len(tops) == 1:
        return _with_kicker(tops[0], blocks), tops[0]
    first = next((block for block in shown if not block.around and block.linked < 0.5), None)
    # A list of links has no title of its own, and neither has a page that begins with a sentence.
    if facts.head and not tops and (first is None or _PROSE.search(first.text) or len(first.text) > 60):
        return _without_site(facts.head, facts.site), None
    return "", None


def byline_of(facts: WebFacts, text: str) -> str:
    """The names that the head gives, unless the text announces its reporters itself: it knows them better."""
    lines = text.split("\n")
    ends = [line for line in (*lines[:6], *lines[-6:]) if len(line) <= 80]
    tails = [line[-40:] for line in (*lines[:6], *lines[-6:])]
    if not facts.names or any(_ANNOUNCED.search(line) for line in ends + tails):
        return ""
    return " ".join(facts.names)


def publisher_of(facts: WebFacts, text: str) -> str:
    """The source that the head names, else the site's name, unless a line of the text names the source."""
    if facts.source:
        return facts.source
    return "" if _SOURCE_LINE.search(text) else facts.site


def _showing(said: str, shown: Sequence[WebBlock]) -> WebBlock | None:
    # The line that the words begin with, or that they are the cut beginning of; a heading before others.
    words = bare(said)
    cut = words.rstrip("….")
    if len(words) < 4:
        return None
    fitting = [
        block
        for block in shown
        if len(block.bare) >= 4
        and (
            words == block.bare
            or (words.startswith(block.bare) and words[len(block.bare)] in _STROKES)
            or (words.startswith(block.bare) and 2 * len(block.bare) > len(words))
            or (cut != words and block.bare.startswith(cut))
        )
    ]
    return max(fitting, key=lambda b: (len(b.bare), b.heading == "h1", not b.around), default=None)


def _with_kicker(title: WebBlock, blocks: Sequence[WebBlock]) -> str:
    at = next(at for at, block in enumerate(blocks) if block is title)
    parts = [title.text.strip()]
    for block in reversed(blocks[max(at - 3, 0) : at]):
        names = f"{block.element.get('class', '')} {block.element.get('id', '')}"
        if block.text and _KICKER.search(names):
            parts.insert(0, block.text.strip())
    return " ".join(parts)


def _without_site(title: str, site: str) -> str:
    # 标题 - 工会新闻 - 榆原市总工会: strokes and names of sites and channels at the end.
    while True:
        found = _SUFFIX.match(title)
        if not found or not (found["tail"] == site or _SITE.search(found["tail"])):
            return title
        title = found["title"]


def _tail(head: str) -> str:
    # The site that the title element names last: 标题_工会动态_榆原市总工会.
    found = _SUFFIX.match(head)
    tail = found["tail"].strip() if found else ""
    while found and (found := _SUFFIX.match(tail)):
        tail = found["tail"].strip()
    return tail if _NAME_OF_SITE.search(tail) else ""


def _metas(root: HtmlElement) -> dict[str, str]:
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop")
        content = _short(meta.get("content"))
        if name and content:
            said.setdefault(name.strip().lower().replace(" ", ""), content)
    return said


def _wechat(root: HtmlElement) -> dict[str, str]:
    # An article of an official account names the account in js_name, and when it appeared in a script.
    said: dict[str, str] = {}
    account = root.find(".//*[@id='js_name']")
    if account is None:
        return said
    said["contentsource"] = _short(account.text_content())
    shown = root.find(".//*[@id='publish_time']")
    if shown is not None and iso_date(_short(shown.text_content())):
        said["pubdate"] = _short(shown.text_content())
    for script in root.iter("script"):
        found = _WECHAT_TIME.search(script.text or "")
        if found:
            said["pubdate"] = datetime.datetime.fromtimestamp(int(found[1]), _CHINA).date().isoformat()
    return said


def _linked_data(root: HtmlElement) -> dict[str, str]:
    said: dict[str, str] = {}
    for script in root.iter("script"):
        if script.get("type", "").strip().lower() != "application/ld+json":
            continue
        written = (script.text or "").strip()
        if len(written) > _MOST_JSON:
            continue
        try:
            data = json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            kind = str(thing.get("@type", ""))
            if "headline" in thing or "Article" in kind or "Posting" in kind:
                for key, name in (
                    ("headline", "headline"), ("datePublished", "datepublished"), ("author", "author"),
                    ("publisher", "publisher"),
                ):  # fmt: skip
                    words = _named(thing.get(key))
                    if words:
                        said.setdefault(name, words)
    return said


def _things(data: object) -> Iterator[Mapping[str, object]]:
    # The objects of JSON-LD, those inside @graph and lists, too.
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting += thing[:_MOST_NODES]
        elif isinstance(thing, dict):
            yield thing
            waiting += [thing["@graph"]] if "@graph" in thing else []


def _named(value: object) -> str:
    if isinstance(value, list):
        return " ".join(filter(None, (_named(one) for one in value[:20] if not isinstance(one, list))))
    if isinstance(value, dict):
        return _named(value.get("name")) if not isinstance(value.get("name"), dict) else ""
    return _short(value) if isinstance(value, str) else ""


def _first(said: Mapping[str, str], names: Sequence[str]) -> str:
    return next((said[name] for name in names if said.get(name)), "")


def _short(words: str | None) -> str:
    text = tidy(words or "").strip()
    return text if len(text) <= _LONGEST else ""


def _publisher(words: str) -> str:
    # A reference is no name.
    name = words.strip("【】[]()（） ")
    return "" if "/" in words or "." in words or name in _NO_SOURCE else name


def _names(words: str) -> tuple[str, ...]:
    # Names of persons only: a meta tag more often names whoever put the page up.
    parts = regex.split(r"[\s、,，;；/|&]+", _ROLE.sub(" ", words).strip("()（）【】[] "))
    parts = [part for part in parts if part]
    if parts and all(_NAME.fullmatch(part) and not _NO_NAME.search(part) for part in parts):
        return tuple(dict.fromkeys(parts))
    return ()
