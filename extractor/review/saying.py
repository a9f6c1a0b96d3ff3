"""Saying: refusals in the language of the page, by their English words."""

from __future__ import annotations

from extractor.review.signs import one_line
from extractor.review.views import Wrong

_CHINESE = {
    "longer than {} characters": "超过 {} 个字",
    "it holds a character that cannot be seen": "含有看不见的字符",
    "{} is not known; expected {}": "不认识“{}”；应为 {}",
    "{} is not a day; write it as 2025-01-31": "“{}”不是日期；请写成 2025-01-31",
    "it cannot be empty": "不能为空",
    "this column cannot be corrected": "这一列不能更正",
    "{} is no number; write 2800000 or 280万元": "“{}”不是数字；请写 2800000 或 280万元",
    "{} is {}; write the value in {}": "{} 是 {}；请以 {} 为单位填写数值",
    "the upper value must be above the value": "上限应大于数值",
    "the last day is before the first": "时期止早于时期起",
    "nothing is changed; accept the figure as it is, or change a field": "没有改动；可直接认可，或改一个字段",
    "the selection is no place of this article": "所选不在这篇文章里",
    "select one number: at most {} characters": "请只选一个数字，最多 {} 个字",
    "select one number, in one line": "请在一行里选一个数字",
    "the selection holds several numbers: {}; select one": "所选有几个数字：{}；请只选一个",
    "this figure is there already; correct it instead": "这个数字已经有了；请更正它",
    "no number was read here; write the value": "这里没有读出数字；请填写数值",
    "the request cannot be understood": "请求无法理解",
    "there is no such page, article or figure": "没有这个页面、文章或数字",
    "somebody else decided first": "别人已先作了决定",
    "reload the page and try again": "请刷新页面再试",
    "the request comes from another page": "请求来自别的页面",
    "give the token that the program printed": "请输入程序给出的口令",
    "more than the page takes: 64 KB": "内容过多，最多 64 KB",
    "this address takes no such request": "这个地址不接受这种请求",
    "the store cannot be used now: {}": "数据库暂时不能用：{}",
    "something went wrong here; what was decided before is kept": "出了错；先前的决定都还在",
    "nothing was decided yet": "还没有任何决定",
}


def said(message: str, given: tuple[str, ...], lang: str) -> str:
    """The message in that language, whole, and without what cannot be seen.

    >>> said("longer than {} characters", ("9",), "zh")
    '超过 9 个字'
    """
    words = _CHINESE.get(message, message) if lang == "zh" else message
    parts = words.split("{}")
    values = [*map(one_line, given), *[""] * len(parts)]
    return "".join(part + value for part, value in zip(parts, [*values[: len(parts) - 1], ""], strict=True))


def worded(wrong: Wrong, lang: str) -> Wrong:
    """The same with its message whole."""
    return Wrong(one_line(wrong.field)[:60], said(wrong.message, wrong.given, lang))
