import pytest

from extractor.compare.headings import Headings
from extractor.compare.manual import read_manual
from extractor.errors import UsageError


@pytest.fixture(scope="module")
def read(knowledge):
    def reading(*sheets, columns=()):
        return read_manual(sheets, Headings.of(knowledge, columns), knowledge)

    return reading


def told(manual):
    """What each figure says: zone, indicator, value, unit, period."""

    def said(figure, name):
        return figure.fields.get(name, ("",))[0]

    return [
        (
            said(one, "zone"),
            said(one, "indicator"),
            one.amount.shown,
            "|".join(one.units),
            said(one, "period"),
        )
        for one in manual.figures
    ]


LONG = ("云岭高新区", "职工", "300", "人", "2024年")


@pytest.mark.parametrize(
    "header",
    [
        ("园区", "指标", "数值", "单位", "时期"),
        ("区域", "指标名称", "数量", "计量单位", "年度"),
        ("zone", "indicator", "value", "unit", "period"),
        ("【所属园区】", " 统计指标", "完成数", "量词", "时间"),
    ],
)
@pytest.mark.parametrize("turn", [0, 2, 3])
def test_usual_headings_are_known_in_any_order(read, sheet, header, turn):
    rows = [(*cells[turn:], *cells[:turn]) for cells in (header, LONG)]
    assert told(read(sheet(*rows))) == [LONG]


def test_other_headings_are_given_by_hand(read, sheet):
    page = sheet(("哪里", "多少", "数值", "啥"), ("云岭高新区", "300人", "7", "职工"))
    manual = read(page, columns=["zone=哪里,value=多少", "indicator=啥"])
    assert told(manual) == [("云岭高新区", "职工", "300", "人", "")]
    assert manual.unused == ("数值",)


def test_a_table_of_years_has_one_row_a_zone_and_one_column_an_indicator(read, sheet):
    page = sheet(
        ("2024年各园区工会数据（单位：家）",) * 4,
        ("序号", "园区", "新建工会", "投入资金（万元）"),
        ("1", "云岭高新区", "12", "约280"),
        ("2", "麦溪经开区", "—", "1.5亿"),
        ("合计", "", "12", "15280"),
        ("注：数据来自各园区总工会",),
        copies=[(0, 1), (0, 2), (0, 3)],
    )
    manual = read(page)
    assert told(manual) == [
        ("云岭高新区", "新建工会", "12", "家", "2024年"),
        ("云岭高新区", "投入资金", "2800000", "元", "2024年"),
        ("麦溪经开区", "投入资金", "150000000", "元", "2024年"),
    ]
    assert [(one.place, one.reason) for one in manual.unread] == [
        ("row 5, column C", "a total of other rows; it is not compared")
    ]
    assert all(figure.by_heading for figure in manual.figures)


def test_two_rows_of_headings_are_read_as_one(read, sheet):
    page = sheet(
        ("园区", "2023年", "2023年", "2024年", "2024年"),
        ("园区", "培训（人次）", "投入（万元）", "培训（人次）", "投入（万元）"),
        ("云岭高新区", "100", "2", "120", "3"),
        copies=[(1, 0), (0, 2), (0, 4)],
    )
    assert told(read(page)) == [
        ("云岭高新区", "培训", "100", "人次", "2023年"),
        ("云岭高新区", "投入", "20000", "元", "2023年"),
        ("云岭高新区", "培训", "120", "人次", "2024年"),
        ("云岭高新区", "投入", "30000", "元", "2024年"),
    ]


def test_years_as_columns_give_the_period(read, sheet):
    page = sheet(("园区", "指标", "单位", "2023年", "2024年"), ("云岭高新区", "会员", "人", "10", "12"))
    assert told(read(page)) == [
        ("云岭高新区", "会员", "10", "人", "2023年"),
        ("云岭高新区", "会员", "12", "人", "2024年"),
    ]


def test_a_merged_name_holds_for_its_rows_and_a_merged_value_counts_once(read, sheet):
    page = sheet(
        ("园区", "指标", "数值"),
        ("云岭高新区", "职工", "300人"),
        ("云岭高新区", "企业", "12家"),
        ("云岭高新区", "工会", "12家"),
        copies=[(2, 0), (3, 0), (3, 2)],
    )
    assert [row[:3] for row in told(read(page))] == [
        ("云岭高新区", "职工", "300"),
        ("云岭高新区", "企业", "12"),
    ]


def test_an_empty_zone_stays_empty(read, sheet):
    page = sheet(("园区", "指标", "数值"), ("云岭高新区", "职工", "300人"), ("", "企业", "12家"))
    assert [row[0] for row in told(read(page))] == ["云岭高新区", ""]


def test_every_sheet_is_read(read, sheet):
    pages = [sheet(("园区", "数值"), (zone, "3家"), name=zone) for zone in ("云岭高新区", "麦溪经开区")]
    manual = read(*pages, sheet(("",), name="空"))
    assert [figure.place for figure in manual.figures] == [
        "sheet 云岭高新区, row 2, column B",
        "sheet 麦溪经开区, row 2, column B",
    ]


def test_what_cannot_be_read_is_named_with_sheet_row_and_column(read, sheet):
    head = ("园区", "指标", "数值")
    page = sheet(
        head,
        ("云岭高新区", "职工", "很多"),
        ("云岭高新区", "企业", ""),
        ("云岭高新区", "工会", "12家"),
        head,
        ("备注：略",),
        name="一季度",
    )
    manual = read(page, sheet(("随笔",), ("今天开会",), name="杂"))
    assert len(manual.figures) == 1
    assert [(one.source, one.place) for one in manual.unread] == [
        ("m.xlsx", "sheet 一季度, row 2, column C"),
        ("m.xlsx", "sheet 一季度, row 3, column C"),
        ("m.xlsx", "sheet 杂"),
    ]


def test_danwei_is_a_unit_or_an_enterprise_by_what_stands_below_it(read, sheet):
    rows = [
        ("单位", "指标", "数值"),
        ("麦田机械有限公司", "职工", "300人"),
        ("禾苗食品有限公司", "职工", "20人"),
    ]
    manual = read(sheet(*rows))
    assert [figure.fields["organization"] for figure in manual.figures] == [
        ("麦田机械有限公司",),
        ("禾苗食品有限公司",),
    ]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (["zone"], "--columns 'zone'; expected FIELD=COLUMN"),
        (["colour=园区"], "FIELD one of value, unit, bound"),
        (["zone=甲,zone=乙"], "--columns gives zone twice"),
        (["zone=县市"], "--columns zone=县市: no sheet has that heading; the headings are 园区, 数值"),
    ],
)
def test_columns_that_cannot_be_meant_are_wrong_usage(read, sheet, columns, said):
    with pytest.raises(UsageError) as caught:
        read(sheet(("园区", "数值"), ("云岭高新区", "3家")), columns=columns)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("cells", "place", "said"),
    [
        (
            {"value": "很多"},
            "row 3, column E",
            "value '很多' is not a number; write 2300, 0.5, or a range as 3..5",
        ),
        (
            {"value": "NaN"},
            "row 3, column E",
            "value 'NaN' is not a number; write 2300, 0.5, or a range as 3..5",
        ),
        ({"article": "一"}, "row 3, column B", "article '一' is not its place on the page; write 1, 2, …"),
        ({"kind": "maybe"}, "row 3, column N", "kind 'maybe' is not known; expected required or optional"),
    ],
)
def test_a_bad_row_of_our_own_form_is_refused_and_the_others_stay(read, ours, cells, place, said):
    manual = read(ours(("3人", "3", "人"), ("4人", "4", "人", cells), ("5人", "5", "人")))
    assert len(manual.figures) == 2
    assert [(one.place, one.reason) for one in manual.unread] == [(place, said)]


def test_our_own_form_keeps_ranges_and_alternatives(read, ours):
    row = ("3至5个", "3..5", "个|所", {"organization": "高新区总工会|", "kind": "optional"})
    (figure,) = read(ours(row)).figures
    assert (figure.amount.shown, figure.units, figure.required) == ("3..5", ("个", "所"), False)
    assert figure.fields == {"organization": ("高新区总工会", "")}


def test_a_table_without_a_figure_is_wrong_usage(read, sheet):
    with pytest.raises(UsageError, match=r"no figure in m\.xlsx: .*row 2, column B: '很多' is not a number"):
        read(sheet(("园区", "数值"), ("云岭高新区", "很多")))
