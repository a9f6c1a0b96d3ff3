"""What each figure counts: lists that 分别 shares out, cells of tables, and nouns that reach on."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "签订集体合同、开展协商培训、建立调解室分别为30份、12场和5个。",
            {"30份": "集体合同", "12场": "协商培训", "5个": "调解室"},
        ),
        (
            "高级工、技师的月工资比同岗位分别高出500元、1000元。",
            {"500元": "高级工月工资", "1000元": "技师月工资"},
        ),
        (
            "绵阳高新区、德阳经开区分别投入200万元、350万元工会经费。",
            {"200万元": "工会经费", "350万元": "工会经费"},
        ),
        (
            "签订集体合同30份，覆盖企业120家，分别增长1.3%、0.9%。",
            {"1.3%": "集体合同", "0.9%": "企业"},
        ),
    ],
)
def test_respectively_gives_each_number_its_own_noun(figures, text, expected):
    found = figures(text)
    assert {raw: found[raw].name_of("indicator") for raw in expected} == expected


TABLE = """全市情况见下表：
| 单位 | 新建工会（家） | 慰问金（万元） |
| --- | --- | --- |
| 衡山镇 | 9 | 18.6 |
| 洛阳高新区 | 16 | 13.2 |
完毕。"""


@pytest.mark.parametrize(
    ("raw", "value", "unit", "indicator", "zone"),
    [
        ("9", "9", "家", "新建工会", "衡山镇"),
        ("18.6", "186000", "元", "慰问金", "衡山镇"),
        ("16", "16", "家", "新建工会", "洛阳高新区"),
    ],
)
def test_a_cell_takes_unit_and_noun_from_the_header_and_its_zone_from_the_row(
    figures, raw, value, unit, indicator, zone
):
    figure = figures(TABLE)[raw]
    assert (figure.quantity.value, figure.quantity.unit) == (int(value), unit)
    assert (figure.name_of("indicator"), figure.name_of("zone")) == (indicator, zone)


@pytest.mark.parametrize(
    ("text", "raw", "indicator"),
    [
        ("征集建议6048条，采纳实施2211条。", "2211条", "建议"),
        ("组织疗休养36批次、1620人。", "1620人", "疗休养"),
        ("惠及职工820人，占21%。", "21%", "职工"),
    ],
)
def test_a_figure_without_a_noun_takes_that_of_the_figure_before(figures, text, raw, indicator):
    figure = figures(text)[raw]
    assert figure.name_of("indicator") == indicator
    assert next(edge for edge in figure.edges if edge.target == "indicator").cue is None
