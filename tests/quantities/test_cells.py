"""Cells of a table whose unit stands in the header."""

from __future__ import annotations

from typing import Any

import pytest

PIPES = """情况见下表：
| 序号 | 单位 | 新建工会（家） | 发放慰问金（万元） | 满意率（%） | 备注 |
| --- | --- | --- | --- | --- | --- |
| 1 | 衡山镇 | 9 | 18.6 | 98.5 | 2024 |
| 2 | 佛子岭镇 | 约4 | 6.9万元 | — | |
从表中看，3家。"""

TABS = "类别\t藏书（册）\t人次\n示范书屋\t42,800\t15,600\n企业书屋\t6余\t9\n"


def _rows(reader: Any, text: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            cell.row.of(text) if cell.row else "",
            cell.header.of(text),
            cell.span.of(text),
            f"{cell.quantity.value.normalize():f}",
            cell.quantity.unit + ("" if cell.quantity.bound == "exact" else f" {cell.quantity.bound}"),
        )
        for cell in reader.cells(text)
        if cell.quantity is not None
    ]


def test_cells_between_strokes_take_the_unit_of_their_header(reader: Any) -> None:
    assert _rows(reader, PIPES) == [
        ("衡山镇", "新建工会（家）", "9", "9", "家"),
        ("衡山镇", "发放慰问金（万元）", "18.6", "186000", "元"),
        ("衡山镇", "满意率（%）", "98.5", "98.5", "%"),
        ("佛子岭镇", "新建工会（家）", "约4", "4", "家 about"),
    ]


def test_cells_between_tabs_take_the_unit_of_their_header(reader: Any) -> None:
    assert _rows(reader, TABS) == [
        ("示范书屋", "藏书（册）", "42,800", "42800", "册"),
        ("示范书屋", "人次", "15,600", "15600", "人次"),
        ("企业书屋", "藏书（册）", "6余", "6", "册 over"),
        ("企业书屋", "人次", "9", "9", "人次"),
    ]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元\n| 单位 | 投入 |\n|---|---|\n| 甲 | 3 |", "元"),
        ("| 指标 | 2024年 |\n|---|---|\n| 培训（人次） | 3 |", "人次"),
        ("| 指标 | 计量单位 | 数量 |\n|---|---|---|\n| 培训 | 人次 | 3 |\n| 班组 | 个 | 4 |", "人次"),
        ("| 单位 | 入会人数 |\n|---|---|\n| 甲 | 3 |", "人"),
        ("| 单位 | 补贴金额 |\n|---|---|\n| 甲 | 3 |", "元"),
        ("| 单位 | 企业数 |\n|---|---|\n| 甲 | 3 |", ""),
    ],
)
def test_the_unit_may_stand_elsewhere(text: str, unit: str, reader: Any) -> None:
    first = next(cell.quantity for cell in reader.cells(text) if cell.quantity is not None)
    assert first.unit == unit


@pytest.mark.parametrize("header", ["序号", "联系电话", "年份", "排名", "备注"])
def test_columns_of_numbers_that_count_nothing(header: str, reader: Any) -> None:
    text = f"单位：人\n| 单位 | {header} |\n|---|---|\n| 甲 | 3 |"
    assert _rows(reader, text) == []


def test_a_cell_with_its_own_unit_is_left_to_the_text(reader: Any) -> None:
    cells = reader.cells(PIPES)
    own = next(cell for cell in cells if cell.span.of(PIPES) == "6.9万元")
    assert own.quantity is None
    assert own.header.of(PIPES) == "发放慰问金（万元）"


@pytest.mark.parametrize(
    "text", ["没有表格。", "甲\t3", "| 甲 | 3 |", "", "\t\t\t", "|||\n|||", "|\n|", "a|b\n1|2"]
)
def test_a_single_row_is_no_table(text: str, reader: Any) -> None:
    assert _rows(reader, text) == []


def test_a_rule_tells_that_another_table_begins(reader: Any) -> None:
    text = "| 单位 | 入会（人） |\n|---|---|\n| 甲 | 3 |\n| 单位 | 投入（万元） |\n|---|---|\n| 乙 | 4 |"
    assert _rows(reader, text) == [
        ("甲", "入会（人）", "3", "3", "人"),
        ("乙", "投入（万元）", "4", "40000", "元"),
    ]


@pytest.mark.parametrize("rule", ["|---|---|", "+---+---+"])
def test_rules_between_all_rows_part_nothing(rule: str, reader: Any) -> None:
    text = f"\n{rule}\n".join(["| 单位 | 入会（人） |", "| 甲 | 3 |", "| 乙 | 4 |", ""])
    assert [row[2] for row in _rows(reader, text)] == ["3", "4"]
