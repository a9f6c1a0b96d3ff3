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
def test_respectively_gives_each_number_its_own_noun(proposed, text, expected):
    found = proposed(text)
    assert {raw: found[raw].name for raw in expected} == expected


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
def test_a_figure_without_a_noun_takes_that_of_the_figure_before(proposed, text, raw, indicator):
    noun = proposed(text)[raw]
    assert (noun.name, noun.span) == (indicator, None)


@pytest.mark.parametrize(
    ("text", "raw", "indicator"),
    [
        ("检查企业236家。", "236家", "企业"),
        ("开展安全监督检查36次。", "36次", "安全监督检查"),
        ("新增改造项目12个。", "12个", "改造项目"),
        ("组建联合工会12个。", "12个", "联合工会"),
        ("开展推广活动18场。", "18场", "推广活动"),
        ("平台关注人数达9300人。", "9300人", "平台关注人数"),
        ("发放职工技能提升补贴580万元。", "580万元", "职工技能提升补贴"),
        ("日产量提升45%。", "45%", "日产量"),
    ],
)
def test_a_verb_is_a_modifier_inside_a_noun_phrase_and_a_verb_before_its_object(
    proposed, text, raw, indicator
):
    assert proposed(text)[raw].name == indicator


@pytest.mark.parametrize(
    ("text", "raw", "indicator"),
    [
        ("开展宣讲、讲座、培训等80场。", "80场", "宣讲、讲座、培训"),
        ("走访困难劳模、困难职工86人。", "86人", "困难劳模、困难职工"),
        ("为120名环卫工人、快递小哥体检。", "120名", "环卫工人、快递小哥"),
        ("举办焊工、电工等技能竞赛26场。", "26场", "技能竞赛"),
        ("建成劳模创新工作室8个、职工书屋5家。", "8个", "劳模创新工作室"),
        ("建成劳模创新工作室8个、职工书屋5家。", "5家", "职工书屋"),
    ],
)
def test_a_list_before_its_number_is_one_noun(proposed, text, raw, indicator):
    assert proposed(text)[raw].name == indicator


@pytest.mark.parametrize(
    ("text", "raw", "indicator"),
    [
        ("建成职工服务中心（站）32个。", "32个", "职工服务中心(站)"),
        ("评出传统工艺（手艺）大师16名。", "16名", "传统工艺(手艺)大师"),
        ("表彰“园区工匠”20名。", "20名", "园区工匠"),
        ("工会组织技能竞赛18场。", "18场", "技能竞赛"),
        ("工会组织覆盖率达94%。", "94%", "工会组织覆盖率"),
    ],
)
def test_words_are_joined_and_parted_as_a_reader_does(proposed, text, raw, indicator):
    assert proposed(text)[raw].name == indicator


@pytest.mark.parametrize(
    ("text", "raw", "indicator"),
    [
        ("发放助学金最多的是甲县，发放86万元。其次是乙县，发放52万元。", "52万元", "助学金"),
        ("发放防暑用品300份。另发放52万元。", "52万元", "发放"),
        ("投入竞赛资金30万元。企业投入52万元。", "52万元", "投入"),
    ],
)
def test_a_sum_after_a_bare_verb_has_the_object_that_the_verb_had_before(proposed, text, raw, indicator):
    assert proposed(text)[raw].name == indicator


@pytest.mark.parametrize(
    ("text", "raw", "indicator"),
    [
        ("看望了6户负担特别沉重的职工家庭。", "6户", "职工家庭"),
        ("为10名来自一线的优秀职工颁奖。", "10名", "优秀职工"),
        ("3名职工参加了市里举办的竞赛。", "3名", "职工"),
        ("共有9家劳模创新工作室光荣入选。", "9家", "劳模创新工作室"),
        ("共有160名员工进入总决赛。", "160名", "员工"),
        ("企业为160名前来应聘的人员提供岗位。", "160名", "人员"),
        ("产业工人比重突出，共计373名。", "373名", "产业工人"),
        ("966人将获2022年度劳动奖章。", "966人", "劳动奖章"),
        ("全县工会驿站累计数量突破60家。", "突破60家", "工会驿站"),
        ("已有10家航运企业响应倡议。", "10家", "航运企业"),
        ("与19家社会组织集体签约。", "19家", "社会组织"),
        ("360人参加了决赛。", "360人", "参加决赛"),
        ("全市300名会员中有80名参与了竞赛。", "80名", "会员"),
        ("3人被评为省先进工作者。", "3人", "省先进工作者"),
        ("开展60项形式多样的关爱活动。", "60项", "关爱活动"),
        ("工匠、企业科技骨干等100人参加会议。", "100人", "工匠、企业科技骨干"),
    ],
)
def test_the_noun_after_a_number_ends_where_the_predicate_begins(proposed, text, raw, indicator):
    assert proposed(text)[raw].name == indicator


def test_the_noun_of_another_segment_is_not_taken_over(proposed):
    found = proposed("新建工会12个；计划升级9个。")
    assert found["9个"].name == "升级"


@pytest.mark.parametrize(
    ("text", "raw", "action"),
    [
        ("共培训职工500人次。", "500人次", "培训"),
        ("发放慰问金300万元。", "300万元", "发放"),
        ("职工领到理赔金19万元。", "19万元", "领到"),
        ("投保金额131万元。", "131万元", ""),
    ],
)
def test_the_action_is_the_verb_that_governs_and_no_part_of_the_noun(figures, text, raw, action):
    assert figures(text)[raw].name_of("action") == action
