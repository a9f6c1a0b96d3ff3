"""Columns: what the header and the row's name of a table say of the figure in a cell."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Edge, Reach, Span
from extractor.steps.cells import Cell
from extractor.steps.respective import Indicator
from extractor.steps.scene import Scene
from extractor.text import kept_re as re

_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]|\*|/[^/]{1,6}$|[ \t]")
# A header that says no more than "value": the row's name says what is counted.
_VALUE = re.compile(
    r"^(?:数值|数量|数据|数|值|金额|完成数|完成情况|完成值|指标值|本年|本期|全年|合计|总计|总量|实际|实绩)?$"
)
_RANKED = re.compile(r"^(?:合计|总计|小计|全市|全县|全区|全省|\d+)$")


def cell_of(cells: Sequence[Cell], span: Span) -> Cell | None:
    """The cell that holds a quantity's span, or None for a figure in prose."""
    low, high = 0, len(cells)
    while low < high:
        middle = (low + high) // 2
        if cells[middle].span.end <= span.start:
            low = middle + 1
        else:
            high = middle
    return cells[low] if low < len(cells) and cells[low].span.overlaps(span) else None


def cell_indicator(cell: Cell, text: str) -> Indicator:
    """What a cell counts: its header without the unit; the row's name, where the header is a time or 数值."""
    header = _ASIDE.sub("", cell.header.of(text))
    names_time = (
        re.fullmatch(r"(?:19|20)\d\d年?(?:度|上半年|下半年)?|\d{1,2}月|.{0,4}季度", header) is not None
    )
    if cell.row is not None and (_VALUE.match(header) or names_time):
        return Indicator(_ASIDE.sub("", cell.row.of(text)), cell.row, "indicator.row")
    return Indicator(header, cell.header, "indicator.header")


def row_edges(cell: Cell, scene: Scene) -> dict[str, Edge]:
    """The zone, organization or facility that names the cell's row, by target; empty for another row."""
    if cell.row is None:
        return {}
    name = cell.row.of(scene.text)
    for zone in scene.zones:
        if cell.row.contains(zone.span) and zone.span.end == cell.row.end and not zone.generic:
            return {"zone": Edge("zone", zone.name, "zone.row", Reach.CLAUSE, zone.span, scene.in_title)}
    for organization in scene.organizations:
        if cell.row.overlaps(organization.span):
            return {
                "organization": Edge(
                    "organization", name, "organization.row", Reach.CLAUSE, cell.row, scene.in_title
                )
            }
    if _RANKED.match(name) or len(name) < 2:
        return {}
    return (
        {"program": Edge("program", name, "program.row", Reach.CLAUSE, cell.row, scene.in_title)}
        if name.endswith(_FACILITY)
        else {}
    )


_FACILITY = (
    "书屋",
    "驿站",
    "工作室",
    "之家",
    "学院",
    "基地",
    "活动",
    "竞赛",
    "培训",
    "中心",
    "行动",
    "计划",
    "工程",
)
