"""Organizations: who owns a figure, and who only speaks of it."""

from collections.abc import Callable

import pytest

from extractor.model import Figure

Owned = Callable[..., Figure]


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("恒岳重机制造(江北)有限公司修复工时减少[[70%]]。", "恒岳重机制造(江北)有限公司"),
        ("味满园（泸州）方便食品有限公司存在用工缺口[[150余人]]。", "味满园(泸州)方便食品有限公司"),
        ("潍坊市总工会投入[[200万元]]。", "潍坊市总工会"),
        ("张建国创新工作室申请专利[[8件]]。", "张建国创新工作室"),
        ("各级创新工作室申请专利[[8件]]。", ""),
        ("“培训了[[300人]]。”鲁瓷新材料有限公司总经理介绍。", ""),
        ("鲁瓷新材料有限公司总经理王强介绍，培训了[[300人]]。", ""),
        ("记者从潍坊市总工会获悉，服务职工[[300人]]。", ""),
    ],
)
def test_the_owner_is_the_one_that_acts(owned: Owned, text: str, organization: str) -> None:
    assert owned(text).name_of("organization") == organization


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("3月，市总工会投入[[200万元]]。", "市总工会"),
        ("奖金由市总工会承担，共[[200万元]]。", "市总工会"),
        ("榆原高新区总工会成立三年，区总工会发展会员[[900名]]。", "榆原高新区总工会"),
        ("榆原高新区总工会、禾山高新区总工会结对，区总工会发展会员[[900名]]。", "区总工会"),
    ],
)
def test_a_union_named_by_its_level_takes_the_one_fuller_name_before_it(
    owned: Owned, text: str, organization: str
) -> None:
    assert owned(text).name_of("organization") == organization


@pytest.mark.parametrize(
    "text",
    [
        "招聘会邀请春晖纺织有限公司、长禾电子有限公司等32家企业进场，提供岗位[[3000个]]。",
        "与多家保险公司合作，赔付职工[[62人次]]。",
        "职工到定点医院体检，查出患者[[18人]]。",
    ],
)
def test_examples_and_kinds_without_a_name_own_nothing(owned: Owned, text: str) -> None:
    assert owned(text).name_of("organization") == ""


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("长禾电子有限公司推行班组竞赛。\n一年来，产能提升[[12%]]。", "长禾电子有限公司"),
        ("长禾电子有限公司推行班组竞赛。\n一年来，春晖纺织有限公司也来学习。\n产能提升[[12%]]。", ""),
        ("榆原市总工会走访长禾电子有限公司。\n一年来，全市产能提升[[12%]]。", ""),
    ],
)
def test_the_only_enterprise_of_a_report_owns_its_figures(owned: Owned, text: str, organization: str) -> None:
    assert owned(text).name_of("organization") == organization
