"""Zones: the place that a figure describes is among its candidates."""

from collections.abc import Callable
from typing import Any

import pytest

Candidates = Callable[..., Any]


@pytest.mark.parametrize(
    ("title", "text", "zone"),
    [
        ("昌平区快递员", "城南街道摸排辖区[[22个]]快递网点。昌平区组建党支部18个。", "城南街道"),
        ("昌平区快递员", "城南街道摸排网点。据悉，昌平区组建党支部[[18个]]。", "昌平区"),
        ("", "走进株洲市芦淞区建宁街道，建宁街道[[34名]]居民参加培训。", "株洲市芦淞区建宁街道"),
        ("", "富平县总工会服务快递员。淡村镇新建驿站[[2个]]。", "淡村镇"),
    ],
)
def test_a_town_that_acts_owns_its_figures(candidates: Candidates, title: str, text: str, zone: str) -> None:
    assert candidates(text, title).holds("zone", zone)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("甘肃省总工会投入资金。天水市设超市6处，全市职工兑换物资[[7.8万件]]。", "天水市"),
        ("襄阳高新区总工会成立联盟。今年，该区培训职工[[213名]]。", "襄阳高新区"),
        ("襄阳高新区总工会成立联盟。园区培训职工[[213名]]。", "襄阳高新区"),
        ("遂宁高新区采取新模式。宜宾高新区也是。园区入驻企业[[119户]]。", "宜宾高新区"),
    ],
)
def test_a_general_word_stands_for_the_zone_of_its_kind(candidates: Candidates, text: str, zone: str) -> None:
    assert candidates(text).holds("zone", zone)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("绵阳高新区、德阳经开区分别培训[[268人次]]、305人次。", "绵阳高新区"),
        ("绵阳高新区、德阳经开区分别培训268人次、[[305人次]]。", "德阳经开区"),
        ("绵阳高新区、德阳经开区同步行动，两地合格率均[[超过96%]]。", "绵阳高新区、德阳经开区"),
        ("成都高新区、天府新区三年同行。活动分别由两地出资10万元、[[15万元]]。", "天府新区"),
        ("绵阳高新区、德阳经开区都有行动。德阳经开区培训[[305人次]]。", "德阳经开区"),
    ],
)
def test_zones_share_a_figure_or_take_it_in_turn(candidates: Candidates, text: str, zone: str) -> None:
    assert candidates(text).holds("zone", zone)


@pytest.mark.parametrize(
    "text",
    [
        "本报北京7月7日电 威海高新区总工会服务职工[[34名]]。",
        "威海高新区今年组织职工赴江苏省考察[[3次]]。",
        "威海高新区总工会培训职工[[34名]]，来自四川省的职工最多。",
        "威海高新区不断发展。恒岳重机(江北)有限公司培训职工[[34名]]。",
        "威海高新区新增会员占山东省的[[47%]]。",
    ],
)
def test_a_place_that_only_qualifies_owns_nothing(candidates: Candidates, text: str) -> None:
    assert candidates(text).holds("zone", "威海高新区")


def test_the_short_name_takes_the_fullest_form_of_the_article(candidates: Candidates) -> None:
    assert candidates(
        "长兴经济技术开发区（以下简称“长兴经开区”）总工会有新招。长兴经开区新建工会[[52家]]。"
    ).holds("zone", "长兴经济技术开发区")


def test_a_county_named_by_a_common_word_needs_its_city_before_it(candidates: Candidates) -> None:
    assert candidates("牟平区总工会推出“城区一刻钟”，签约商户[[22家]]。").holds("zone", "牟平区")
    assert candidates("晋城市城区总工会签约商户[[22家]]。").holds("zone", "晋城市城区")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("近日，赣州各地助学。\n石城县总工会资助学生[[4名]]。\n赣州蓉江新区总工会资助6名。", "石城县"),
        ("近日，赣州各地助学。\n石城县总工会资助学生4名。\n赣州蓉江新区总工会资助[[6名]]。", "赣州蓉江新区"),
        ("山阳县和丹凤县慰问职工[[42户]]。", "山阳县、丹凤县"),
    ],
)
def test_a_zone_named_last_does_not_reach_back(candidates: Candidates, text: str, zone: str) -> None:
    assert candidates(text).holds("zone", zone)


@pytest.mark.parametrize(
    "text",
    [
        "“平安白银行”活动启动，参与职工[[300人]]。",  # inside a brand
        "女职工安康保险开始缴费，参保[[300人]]。",  # a common word
        "甘肃恒远物流有限公司设驿站，服务司机[[300人]]。",  # in the name of an enterprise
        "各级工会深入渭南、商洛、西安等3个市慰问职工[[300人]]。",  # examples
        "全区14个市州和兰州新区开展竞赛[[320项]]。",  # only a part of the whole
        "住行问题制约高新区发展，反映的职工有[[300人]]。",  # 制约 is no name
        "蹲点组指导开发区发展，服务职工[[300人]]。",  # nor is 指导
        "成立全省首家联合会，入会职工[[300人]]。",  # a rank
        "鹰潭市总工会、鹰潭市职业学院等7家单位承办，参赛职工[[300人]]。",  # the hosts
    ],
)
def test_a_place_named_in_passing_owns_nothing(candidates: Candidates, text: str) -> None:
    assert candidates(text, "富平县工会在行动").holds("zone", "富平县")


def test_a_zone_whose_full_name_is_nowhere_keeps_its_short_one(candidates: Candidates) -> None:
    assert candidates("松林社区有了歇脚处，高新区总工会共建驿站[[26家]]。").holds("zone", "高新区")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("元江县总工会慰问职工[[48户]]。", "元江县"),  # an autonomous county without its peoples
        ("石狮总工会帮扶职工[[86人次]]。", "石狮"),
        ("甘肃省工会在行动。随州供电公司一名职工带徒[[3人]]。", "甘肃省"),
        ("主席一行深入八盘岭工业园区调研。该园区入园企业[[32家]]。", "八盘岭工业园区"),
        ("奎屯—独山子经济技术开发区培训职工[[32人]]。", "奎屯—独山子经济技术开发区"),
        ("在天长市总工会举办的招聘会上，企业提供岗位[[2800个]]。", "天长市"),
    ],
)
def test_a_place_is_found_by_its_words(candidates: Candidates, text: str, zone: str) -> None:
    assert candidates(text).holds("zone", zone)


def test_a_venue_owns_nothing(candidates: Candidates) -> None:
    assert candidates("6月27日，决赛在贵阳开幕，参赛选手[[1007人]]。", "贵州省举办职工技能大赛").holds(
        "zone", "贵州省"
    )
