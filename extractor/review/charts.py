"""Charts: what the overview and the report draw, from their counts; how a number is written in them.

Templates call these with `t`, which words a key. Every label is escaped, and shown with its hidden marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from markupsafe import Markup

from extractor.review import drawing
from extractor.review.drawing import Bar, Share, number
from extractor.review.labels import sign
from extractor.review.views import Count, Progress

__all__ = ["amount", "audits", "counts", "meter", "number", "percent", "progress", "ratios", "times", "total"]

Words = Callable[[str], str]

MOST_BARS, MOST_COLUMNS = 12, 12
_SCORES = ("precision", "recall", "f1")


def counts(found: Sequence[Count], name: str, column: str, t: Words, *, linked: bool = True) -> Markup:
    """Figures by zone, program or indicator: the largest as bars, the others in one line below them."""
    shown = found[:MOST_BARS]
    rows = [
        Bar(one.name or t(f"none.{column}"), one.count, one.flagged, href=_list(column, one, linked))
        for one in shown
    ]
    drawn = drawing.bars(rows, name, part=t("flagged"), empty=t("chart.none"))
    others = found[MOST_BARS:]
    if others:
        said = t("chart.others").format(number(len(others)), number(total(others)))
        drawn += Markup('<p class="quiet">{}</p>').format(said)
    return drawn


def times(found: Sequence[Count], name: str, t: Words) -> Markup:
    """Figures by year or by month, in the order of time; the oldest in one column where there are many."""
    dated = [one for one in found if one.name]
    older = dated[: -MOST_COLUMNS + 1] if len(dated) > MOST_COLUMNS else []
    rows = [Bar(_moment(one.name, t), one.count, one.flagged) for one in dated[len(older) :]]
    if older:
        rows.insert(0, Bar(t("chart.earlier"), total(older), sum(one.flagged for one in older)))
    drawn = drawing.columns(rows, name, part=t("flagged"), empty=t("chart.none"))
    undated = total(one for one in found if not one.name)
    if undated:
        drawn += Markup('<p class="quiet">{}</p>').format(t("chart.undated").format(number(undated)))
    return drawn


def audits(found: Sequence[Count], name: str, t: Words, *, linked: bool = True) -> Markup:
    """What an analyst should look at, by kind; hatched as far as nobody has decided yet."""
    rows = [
        Bar(t(one.name), one.count, one.flagged, href=_list("audit", one, linked))
        for one in found
        if one.count
    ]
    return drawing.bars(rows, name, part=t("open"), empty=t("chart.clean"))


def ratios(found: Sequence[tuple[str, float]], name: str, t: Words) -> Markup:
    """Agreement with the manual figures: ratios on one scale from 0 to 100 %."""
    rows = [
        Bar(t(f"score.{one}"), ratio, shown=percent(ratio), emphasis=one in _SCORES) for one, ratio in found
    ]
    return drawing.bars(rows, name, whole=1, empty=t("agreement.none"))


def progress(held: Progress, t: Words) -> Markup:
    """What became of the figures, as one bar, and a list that says the same in words."""
    pieces = [
        Share(state, t(state), sign(state) or "○", value)
        for state, value in (
            ("accepted", held.accepted),
            ("corrected", held.corrected),
            ("rejected", held.rejected),
            ("added", held.added),
            ("open", held.open),
        )
    ]
    listed = Markup("").join(
        Markup('<li><span class="state {}" aria-hidden="true">{}</span> {} <b>{}</b></li>').format(
            one.kind, one.sign, one.label, number(one.value)
        )
        for one in pieces
    )
    drawn = drawing.shares(pieces, t("progress"), empty=t("chart.none"))
    return drawn + Markup('<ul class="legend states">{}</ul>').format(listed)


def meter(done: int, whole: int, name: str) -> Markup:
    """How far a row is, as a small bar and in numbers."""
    if not whole:
        return Markup('<span class="none">—</span>')
    said = f"{number(done)}/{number(whole)}"
    width = round(100 * done / whole)
    svg = Markup(
        '<svg class="meter" width="64" height="8" role="img" aria-label="{} {}">'
        '<rect class="track" width="100%" height="8" rx="4"/>'
        '<rect class="done" width="{}%" height="8" rx="4"/></svg>'
    ).format(name, said, width)
    return svg + Markup(' <span class="quiet">{}</span>').format(said)


def amount(cell: str) -> str:
    """A value as a table writes it: a comma after every third digit, no digit lost.

    >>> amount("2800000"), amount("-1234.50"), amount("")
    ('2,800,000', '-1,234.50', '')
    """
    try:
        return f"{Decimal(cell):,f}" if cell else ""
    except InvalidOperation:
        return cell


def percent(ratio: float) -> str:
    """A ratio in percent, one decimal; only what is all of it is 100 %.

    >>> percent(0.9977), percent(1), percent(0.99996)
    ('99.8%', '100%', '99.9%')
    """
    if ratio >= 1:
        return "100%"
    return f"{min(ratio * 100, 99.9):.1f}%".replace(".0%", "%")


def total(found: Iterable[Count]) -> int:
    """How many there are in all."""
    return sum(one.count for one in found)


def _moment(name: str, t: Words) -> str:
    year, _, month = name.partition("-")
    return f"{t('chart.month').format(int(month))}\n{year}" if month.isdigit() else year


def _list(column: str, one: Count, linked: bool) -> str:
    return f"/figures?{urlencode({column: one.value})}" if linked and one.value else ""
