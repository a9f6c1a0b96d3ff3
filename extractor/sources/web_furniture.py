"""Web furniture: lines of a web page that no newspaper has, so that pages/ need not know them.

Buttons, footers of sites, and the line below the title with its clicks and editors. Bylines, sources and
dates stay: they are the mender's.
"""

from __future__ import annotations

import regex

from extractor.sources.web_blocks import bare

_CHROME = regex.compile(
    r"(?:分享|分享到|分享至|分享给朋友|收藏|点赞|在看|打印|打印本页|关闭|关闭窗口|返回|返回顶部|返回列表|"
    r"微信|微博|QQ空间|朋友圈|复制链接|点击收听|阅读全文|展开全文|[大中小](?:\s[大中小])*|A[+-]|评论|发表评论|登录|注册|"
    r"(?:微信|长按|扫描|识别).{0,12}二维码.{0,20}|(?:微信)?扫一扫.{0,20}|点击.{0,4}蓝字.{0,12}|.{0,6}关注我们|"
    r"使用小程序|轻触阅读原文|阅读原文|继续滑动看下一个|预览时标签不可点|正文|0\d|PART\s?\.?\s?\d+|NO\.\s?\d+)[:：]?"
)
_SITE_FOOT = regex.compile(
    r"^(?:Copyright|©|版权所有|网站标识码|友情链接|技术支持)|ICP备|公网安备|(?:主办|承办|版权).*技术支持|"
    r"All Rights Reserved",
    regex.IGNORECASE,
)
_LONGEST_FOOT = 160
# Pieces of the line below the title: whoever put it up, and how often it was looked at.
_KEY = r"(?:^|(?<=[\s|】\]]))"
_PIECE = regex.compile(
    _KEY + r"(?:发布人|发布者|发布员|录入|上传|责任编辑|责编|编辑|审核|校对|点击|浏览|阅读|访问|人气|"
    r"字号|字体|分享|打印|收藏|评论)"
    r"(?:数|量|次数|人|者)?\s?[:：]\s?(?:[【\[]?[大中小](?:\s?[大中小]){0,2}[】\]]?|[^\s|【\[]{0,12})"
)
_CLOCK = regex.compile(r"\d{4}\D\d{1,2}\D\d{1,2}\D?|\d{1,2}:\d{2}(?::\d{2})?")
_NOTHING = regex.compile(r"[\W_]*")
_LONGEST_INFO = 120


def is_chrome(line: str) -> bool:
    """Whether the whole line is a button of the page, a section's ornament, or the footer of its site.

    >>> is_chrome("分享到："), is_chrome("版权所有：榆原市总工会"), is_chrome("分享会开了12场")
    (True, True, False)
    """
    words = line.strip()
    return bool(_CHROME.fullmatch(words)) or (
        len(words) <= _LONGEST_FOOT and "。" not in words and bool(_SITE_FOOT.search(words))
    )


def without_clicks(line: str) -> str:
    """The line below the title without the pieces that say who put it up and how often it was read.

    >>> without_clicks("发布日期：2024/11/5　　发布人：admin　　阅读：1234次")
    '发布日期：2024/11/5'
    """
    if len(line) > _LONGEST_INFO or "。" in line:
        return line
    return _PIECE.sub("", line).strip() if _PIECE.search(line) else line


def is_known(line: str, known: frozenset[str]) -> bool:
    """Whether the line says nothing but names that the page's head says as well, and a date.

    >>> is_known("云岭工会 云岭新区总工会", frozenset({"云岭工会", "云岭新区总工会"}))
    True
    """
    rest = bare(line) if len(line) <= _LONGEST_INFO else line
    for name in sorted(known, key=len, reverse=True):
        rest = rest.replace(bare(name), "")
    return rest != bare(line) and bool(_NOTHING.fullmatch(_CLOCK.sub("", rest)))
