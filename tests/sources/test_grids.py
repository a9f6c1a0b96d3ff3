"""Tables of documents as rows of text: merged cells, header rows, what stands outside, what is no table."""

import pytest

from extractor.sources.grids import GridCell, grid_lines

RULE2, RULE3, RULE5 = (f"| {' | '.join(['---'] * columns)} |" for columns in (2, 3, 5))


def cells(*words):
    """One row; `词*2` takes two columns, `词^2` two rows."""
    row = []
    for word in words:
        text, _, rows = word.partition("^")
        text, _, columns = text.partition("*")
        row.append(GridCell(text, int(columns or 1), int(rows or 1)))
    return row


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            [cells("单位", "投入（万元）"), cells("甲", "3")],
            ["| 单位 | 投入（万元） |", RULE2, "| 甲 | 3 |"],
        ),
        (
            [cells("单位^2", "投入（万元）*2"), cells("2023年", "2024年"), cells("甲", "3", "4")],
            ["| 单位 | 投入2023年（万元） | 投入2024年（万元） |", RULE3, "| 甲 | 3 | 4 |"],
        ),
        (
            [
                cells("", "上半年*2", "下半年*2"),
                cells("单位", "家数", "人数", "家数", "人数"),
                cells("甲", "1", "2", "3", "4"),
            ],
            ["| 单位 | 上半年家数 | 上半年人数 | 下半年家数 | 下半年人数 |", RULE5, "| 甲 | 1 | 2 | 3 | 4 |"],
        ),
        (
            [cells("区", "街道", "人数"), cells("甲区^2", "东桥", "3"), cells("西溪", "4")],
            ["| 区 | 街道 | 人数 |", RULE3, "| 甲区 | 东桥 | 3 |", "| 甲区 | 西溪 | 4 |"],
        ),
        (
            [cells("街道", "人数", "投入"), cells("东桥", "3", "120万元^2"), cells("西溪", "4")],
            ["| 街道 | 人数 | 投入 |", RULE3, "| 东桥 | 3 | 120万元 |", "| 西溪 | 4 |  |"],
        ),
        (
            [cells("情况表（家）*2"), cells("街道", "数量"), cells("东桥", "3"), cells("注：不含园区*2")],
            ["情况表（家）", "| 街道 | 数量 |", RULE2, "| 东桥 | 3 |", "注：不含园区"],
        ),
        (
            [cells("街道", "数量"), cells("一、城区*2"), cells("东桥", "3")],
            ["| 街道 | 数量 |", RULE2, "| 一、城区 |  |", "| 东桥 | 3 |"],
        ),
        ([cells("新建工会", "37家"), cells("会员", "5人")], ["新建工会：37家", "会员：5人"]),
        (
            [cells("新建工会", "37家", "41家"), cells("会员", "5人", "6人")],
            ["|  |  |  |", RULE3, "| 新建工会 | 37家 | 41家 |", "| 会员 | 5人 | 6人 |"],
        ),
        (
            [cells("单位", "2023", "2024"), cells("甲", "3", "4")],
            ["| 单位 | 2023 | 2024 |", RULE3, "| 甲 | 3 | 4 |"],
        ),
        (
            [cells("单位", "", "人数"), cells("甲", "", "3"), cells("", "", "")],
            ["| 单位 | 人数 |", RULE2, "| 甲 | 3 |"],
        ),
        ([cells("单位", "投入|万元"), cells("甲", "3")], ["| 单位 | 投入/万元 |", RULE2, "| 甲 | 3 |"]),
    ],
    ids=[
        "plain", "header over two rows", "corner", "name over two rows", "figure over two rows",
        "title and note", "line across", "indicators", "no header", "years", "empty", "stroke",
    ],
)  # fmt: skip
def test_every_cell_stands_below_its_header(rows, lines):
    assert grid_lines(rows) == lines


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [cells("单位", "人数")],
        [cells("单位"), cells("甲")],
        [cells("", ""), cells("", "")],
        [cells("长" * 200, "文" * 200), cells("长" * 200, "文" * 200)],
        [cells("目录", "长" * 700), cells("甲", "乙")],
    ],
    ids=["empty", "one row", "one column", "blank", "columns of prose", "an article"],
)
def test_what_only_arranges_the_page_is_no_table(rows):
    assert grid_lines(rows) is None


@pytest.mark.parametrize(
    "rows",
    [[cells("甲*999999^999999", "乙")] * 3000, [cells(*"甲" * 120)] * 3],
    ids=["absurd spans", "120 columns"],
)
def test_cells_that_find_no_column_are_left_to_be_read_one_by_one(rows):
    assert grid_lines(rows) is None
