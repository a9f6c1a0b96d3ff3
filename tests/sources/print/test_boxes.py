"""Boxes by hand: rows, columns, tables; one character is ten points wide and high."""

import random
from dataclasses import replace

import pytest

from extractor.sources.boxes import Box, Rule, are_rows, rows_of
from extractor.sources.glyphs import Glyph, boxes_of
from extractor.sources.grids import GridCell
from extractor.sources.ruled import with_tables
from extractor.sources.xycut import columns_of


def at(x, y, text, size=10.0):
    return Box(x, y, x + size * len(text), y + 0.9 * size, text, size)


def lines(x, y, *texts, leading=15):
    return [at(x, y + number * leading, text) for number, text in enumerate(texts)]


def column(x, y, name, count, letters=8):
    return lines(x, y, *(f"{name}{number:02}".ljust(letters, "文") for number in range(count)))


def read(boxes, rules=()):
    return [box.text for found in columns_of(boxes, rules) for row in found.rows for box in row]


def names(boxes, rules=()):
    """The columns in order, by the first letters of their lines."""
    found = []
    for text in read(boxes, rules):
        if not found or found[-1] != text[0]:
            found.append(text[0])
    return "".join(found)


def test_columns_are_read_one_after_the_other():
    assert names([*column(0, 0, "甲", 6), *column(95, 0, "乙", 6), *column(190, 0, "丙", 6)]) == "甲乙丙"


def test_the_order_of_the_boxes_does_not_matter():
    boxes = [*column(0, 0, "甲", 6), *column(95, 0, "乙", 6), at(20, -40, "大标题", 30)]
    whole = read(boxes)
    random.Random(3).shuffle(boxes)
    assert read(boxes) == whole


def test_lines_of_columns_need_not_stand_level():
    assert names([*column(0, 0, "甲", 6), *column(95, 4, "乙", 6), *column(190, 9, "丙", 6)]) == "甲乙丙"


def test_a_headline_across_columns_begins_another_set_of_columns():
    boxes = [
        *column(0, 0, "甲", 5), *column(95, 0, "乙", 5),
        at(30, 77, "标题标题", 24),
        *column(0, 106, "丙", 5), *column(95, 106, "丁", 5),
    ]  # fmt: skip
    assert names(boxes) == "甲乙标丙丁"


def test_a_column_beside_a_headline_over_two_others_comes_last():
    boxes = [
        at(10, 0, "标题标题", 30),
        *column(0, 40, "甲", 5),
        *column(95, 40, "乙", 5),
        *column(190, 0, "丙", 8),
    ]
    assert names(boxes) == "标甲乙丙"


def test_a_wide_gap_parts_before_the_gutters_do():
    boxes = [
        *column(0, 0, "甲", 4),
        *column(95, 0, "乙", 4),
        *column(0, 90, "丙", 4),
        *column(95, 90, "丁", 4),
    ]
    assert names(boxes) == "甲乙丙丁"


def test_the_gap_below_headlines_side_by_side_parts_nothing():
    boxes = [at(0, 0, "天地", 24), at(95, 0, "玄黄", 24)]
    boxes += [*column(0, 50, "甲", 5), *column(95, 50, "乙", 5)]
    assert names(boxes) == "天甲玄乙"


def test_a_rule_from_edge_to_edge_parts_as_well():
    boxes = [
        *column(0, 0, "甲", 4),
        *column(95, 0, "乙", 4),
        *column(0, 62, "丙", 4),
        *column(95, 62, "丁", 4),
    ]
    assert names(boxes) == "甲丙乙丁"
    assert names(boxes, [Rule(0, 58, 175, 58)]) == "甲乙丙丁"


def test_columns_run_past_a_caption_that_lies_across_them():
    boxes = [
        *column(0, 0, "甲", 20), *column(95, 0, "乙", 6), *column(190, 0, "丙", 6),
        at(100, 170, "图为职工正在学习技能"),
        *column(95, 200, "乙", 6), *column(190, 200, "丙", 6),
    ]  # fmt: skip
    assert names(boxes) == "甲乙丙图"


def test_a_rule_lets_columns_stand_closer():
    boxes = [*column(0, 0, "甲", 6), *column(84, 0, "乙", 6)]
    assert names(boxes) != "甲乙"
    assert names(boxes, [Rule(82, 0, 82, 90)]) == "甲乙"


def test_the_numbers_of_a_list_are_no_column():
    boxes = [*lines(0, 0, "1.", "2.", "3.", "4."), *column(35, 0, "甲", 4)]
    assert read(boxes)[:4] == ["1.", "甲00文文文文文", "2.", "甲01文文文文文"]


def test_articles_around_each_other_stay_whole():
    # Like the sails of a windmill: neither white nor gap runs through the page.
    boxes = [
        *column(0, 0, "甲", 6, letters=17), *column(190, 0, "乙", 12),
        *column(0, 90, "丙", 12), *column(95, 180, "丁", 6, letters=17), *column(95, 90, "戊", 6),
    ]  # fmt: skip
    order = read(boxes)
    for name in "甲乙丙丁":
        places = [number for number, text in enumerate(order) if text[0] == name]
        assert places == list(range(places[0], places[0] + len(places))), name


def test_rows_are_read_from_left_to_right():
    rows = rows_of([at(50, 1, "右"), at(0, 0, "左"), at(0, 15, "下")])
    assert [[box.text for box in row] for row in rows] == [["左", "右"], ["下"]]


def test_a_table_is_a_row_by_itself():
    table = Box(0, 0, 90, 60, "", 10, table=((GridCell("甲镇"), GridCell("30")),))
    rows = rows_of([table, at(100, 2, "旁注"), at(150, 2, "一则")])
    assert [[box.text for box in row] for row in rows] == [["旁注", "一则"], [""]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["单位", "投入（万元）"], ["甲镇", "18.6"], ["乙镇", "约20"]], True),
        ([["项目", "数量"], ["培训", "30期"]], True),
        ([["今年慰问职工三百人，", "去年培训职工两百人。"]] * 3, False),
        ([["甲", "乙"], ["丙", "丁"]], False),
    ],
)
def test_a_table_has_short_cells_with_numbers_below_its_first_row(rows, expected):
    assert are_rows(
        [[at(90 * x, 20 * y, cell) for x, cell in enumerate(row)] for y, row in enumerate(rows)]
    ) == (expected)


def test_an_aligned_table_is_found_between_lines_of_text():
    text = "为了让大家看得清楚特将今年的情况一一列出如下所示"
    cells = [("单位", "人数", "金额"), ("甲镇", "30", "1.5"), ("乙镇", "40", "2.5")]
    boxes = [*lines(0, 0, text, "如下："), *lines(0, 75, text)]
    boxes += [at(80 * x, 30 + 15 * y, cell) for y, row in enumerate(cells) for x, cell in enumerate(row)]
    found = [box for part in columns_of(boxes) for row in part.rows for box in row]
    assert [box.text for box in found] == [text, "如下：", "", text]
    assert [tuple(cell.text for cell in row) for row in found[2].table] == cells


def rules_of(xs, ys):
    return [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def test_a_ruled_table_joins_the_lines_of_a_cell():
    boxes = [at(2, 2, "单位"), at(52, 2, "投入"), at(2, 32, "甲镇"), at(2, 44, "工会"), at(52, 38, "18")]
    (table,) = with_tables(boxes, rules_of((0, 50, 100), (0, 30, 60)))
    assert [[cell.text for cell in row] for row in table.table] == [["单位", "投入"], ["甲镇工会", "18"]]


def test_a_cell_reaches_as_far_as_no_rule_ends_it():
    rules = [
        *(Rule(0, y, 150, y) for y in (0, 60, 90)), Rule(50, 30, 150, 30),
        *(Rule(x, 0, x, 90) for x in (0, 50, 150)), Rule(100, 30, 100, 90),
    ]  # fmt: skip
    boxes = [
        at(2, 25, "单位"), at(80, 10, "投入"), at(52, 40, "去年"), at(102, 40, "今年"),
        at(2, 70, "甲镇"), at(52, 70, "18"), at(102, 70, "20"),
    ]  # fmt: skip
    (table,) = with_tables(boxes, rules)
    first = [(cell.text, cell.columns, cell.rows) for cell in table.table[0]]
    assert first == [("单位", 1, 2), ("投入", 2, 1)]


def test_a_page_whose_columns_stand_between_rules_is_no_table():
    boxes = [
        *column(5, 5, "甲", 30, 12),
        *column(135, 5, "乙", 30, 12),
        at(5, -20, "工友日报"),
        at(135, -20, "要闻"),
    ]
    assert with_tables(boxes, rules_of((0, 130, 260), (-30, 0, 460))) == boxes


def glyphs(x, y, text, size=10.0, step=None, index=0):
    found = []
    for number, char in enumerate(text):
        left = x + number * (step or size)
        found.append(Glyph(char, left, y, left + size, y + 0.9 * size, size, index + number))
    return found


def texts(found, rules=()):
    return sorted(box.text for box in boxes_of(found, rules))


def test_characters_become_lines_whatever_their_order():
    found = [*glyphs(0, 0, "慰问职工", index=0), *glyphs(0, 15, "三百人次", index=4)]
    random.Random(1).shuffle(found)
    assert texts(found) == ["三百人次", "慰问职工"]


def test_white_as_wide_as_a_gutter_parts_a_line():
    assert texts([*glyphs(0, 0, "慰问"), *glyphs(28, 0, "职工", index=2)]) == ["慰问", "职工"]


def test_a_rule_parts_a_line():
    found = [*glyphs(0, 0, "慰问"), *glyphs(24, 0, "职工", index=2)]
    assert texts(found) == ["慰问 职工"]
    assert texts(found, [Rule(22, -5, 22, 20)]) == ["慰问", "职工"]


def test_a_stretched_line_gets_no_blanks():
    assert texts(glyphs(0, 0, "慰问职工三百", step=14)) == ["慰问职工三百"]


def test_single_letters_at_equal_distances_are_one_headline():
    assert texts(glyphs(0, 0, "工会要闻", size=20, step=60)) == ["工会要闻"]


def test_single_numbers_at_equal_distances_are_cells():
    assert texts(glyphs(0, 0, "3579", size=10, step=60)) == ["3", "5", "7", "9"]


def test_a_written_blank_bridges_more_white_than_there_is_in_a_gutter():
    first, second = glyphs(0, 0, "韩雪"), glyphs(30, 0, "祁安", index=3)
    second[0] = replace(second[0], after=1)
    assert texts([*first, *second]) == ["韩雪\u3000祁安"]


def test_letters_drawn_twice_for_bold_type_stand_once():
    assert texts([*glyphs(0, 0, "慰问职工"), *glyphs(0.4, 0.2, "慰问职工", index=4)]) == ["慰问职工"]


def test_the_same_letter_twice_in_a_word_stands_twice():
    assert texts(glyphs(0, 0, "天天人人")) == ["天天人人"]


def test_a_mark_that_hangs_over_the_edge_does_not_fill_the_gutter():
    (box,) = boxes_of(glyphs(0, 0, "慰问，"))
    assert box.right < 26


def test_sentences_side_by_side_are_no_table_although_one_ends_with_a_number():
    left = lines(0, 0, "工会建成爱心驿", "站9座，受到好评。")
    right = lines(200, 0, "开放，配有设备", "设备11种。")
    assert not are_rows(rows_of([*left, *right]))
    cells = [at(0, 0, "单位"), at(200, 0, "设备"), at(0, 15, "驿站"), at(200, 15, "设备11种")]
    assert are_rows(rows_of(cells))
