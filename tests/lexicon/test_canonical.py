"""Canonical names: what is one thing under several names, and what only looks like it."""

import pytest

from extractor.grammar import load
from extractor.lexicon.canonical import Beside, Canonical


@pytest.fixture(scope="module")
def names():
    patterns = load()
    return Canonical.of(patterns.entries("canonical"), patterns.names("zones"), patterns.names("programs"))


@pytest.mark.parametrize(
    ("indicator", "unit", "beside", "expected"),
    [
        ("职工", "人次", {"lead": "培训"}, "培训职工"),
        ("职工培训人次", "人次", {}, "培训职工"),
        ("培训职工", "人", {}, "培训职工"),
        ("技术工人", "人次", {"action": "覆盖", "program": "专项技能培训"}, "培训职工"),
        ("职工", "人", {"action": "惠及", "program": "特色培训"}, "培训职工"),
        ("职工", "人", {"program": "职工技能培训活动"}, "培训职工"),
        ("职工", "人", {"program": "专项技能培训", "action": "慰问"}, "慰问职工"),
        ("职工", "人", {"tail": "参加安全培训"}, "培训职工"),
        ("职工", "人", {"lead": "慰问", "tail": "参加培训"}, "慰问职工"),
        ("职工", "人", {}, ""),
        ("职工", "人", {"program": "工匠培训站"}, ""),
        ("职工", "人", {"action": "惠及"}, "惠及职工"),
        ("职工", "家", {"lead": "培训"}, ""),
        ("培训机构", "家", {}, ""),
        ("培训合格率", "%", {}, ""),
        ("企业", "家", {}, ""),
        ("企业", "家", {"program": "集体协商要约行动"}, "集体协商企业"),
        ("各级创新工作室", "家", {}, "创新工作室"),
        ("劳模工匠创新工作室联盟", "个", {}, ""),
        ("合理化建议", "条", {"action": "征集"}, "合理化建议"),
        ("合理化建议", "条", {"action": "实施"}, "采纳合理化建议"),
        ("会员", "人", {"action": "发展"}, "新增会员"),
        ("会员", "人", {}, "工会会员"),
        ("女会员", "人", {}, "女会员"),
        ("基层工会", "家", {"action": "新建"}, "新建工会"),
        ("基层工会", "家", {"action": "整顿"}, ""),
        ("生产难题", "项", {"action": "收集"}, ""),
        ("生产难题", "项", {"action": "破解"}, "解决难题"),
        ("成本", "元", {"action": "节约"}, "节约成本"),
        ("成本", "元", {}, ""),
        ("奖学金", "元", {}, ""),
    ],
)
def test_an_indicator_has_its_name(names, indicator, unit, beside, expected):
    assert names.indicator(indicator, unit, Beside(**beside))[0] == expected


def test_the_list_is_long_enough_to_compare_zones():
    assert len({entry["name"] for entry in load().entries("canonical")}) >= 40


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("威海火炬高技术产业开发区", "威海火炬高新区"),
        ("威海高新区", "威海火炬高新区"),
        ("威海火炬高新区", "威海火炬高新区"),
        ("德阳经济技术开发区、绵阳高新区", "德阳经开区、绵阳高新区"),
        ("无名高新技术产业开发区", "无名高新区"),
        ("霍山县", ""),
        ("", ""),
    ],
)
def test_a_zone_has_its_short_name(names, zone, expected):
    assert names.zone(zone) == expected


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("师带徒模式", "师带徒"),
        ("送温暖活动", "送温暖"),
        ("“四季送关怀”活动".replace("“", "").replace("”", ""), "四季送关怀"),
        ("职工技能大赛", "技能竞赛"),
        ("第九届职工技能大赛", ""),
        ("职工书屋", "职工书屋"),
        ("海岸驿家", ""),
    ],
)
def test_a_program_has_its_common_name(names, program, expected):
    assert names.program(program) == expected


def test_an_alias_of_two_zones_stands_for_neither():
    rows = [{"name": "甲高新区", "aliases": "高新区"}, {"name": "乙高新区", "aliases": "高新区"}]
    assert Canonical.of([], rows).zone("高新区") == ""


def test_an_analysts_own_entry_is_used():
    entry = {
        "id": "x",
        "name": "巡诊",
        "words": ["巡诊"],
        "needs": [],
        "unless": [],
        "units": [],
        "weak": False,
    }
    assert Canonical.of([entry]).indicator("名医巡诊", "次", Beside()) == ("巡诊", "x")
