"""Periods: which of the stated times is a figure's."""

from collections.abc import Callable

import pytest

from extractor.model import Figure

Owned = Callable[..., Figure]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("去年7月出台办法，技师每月津贴[[不低于500元]]。", "去年7月"),
        ("2024年，办好暑期爱心托管班[[11个]]。", "2024年"),
        ("2024年，提出建议1.57万条，全年节水[[87万吨]]。", "2024年"),
        ("今年以来，1318人取得证书，较去年同期增加[[402人]]。", "今年以来"),
        ("今年春节前，职工领到[[1000元]]奖补资金。", "今年春节前"),
        ("自2000年开展以来，今年已经是第13个年头，发放助学款[[650余万元]]。", "自2000年开展以来"),
        ("第十届大赛将于2026年8月举办，赛项增至[[12个]]。", "2026年8月"),
        ("2024年，一家企业一年最多可领[[50万元]]。", "一年"),
        ("今年增长13.5%，而去年同期这一增速为[[3.7%]]。", "去年同期"),
        ("目前，返岗3万人，占去年底务工人数的[[103%]]。", "目前"),
        ("仅政策实施以来，兑现奖励[[1126万元]]。", "政策实施以来"),
        ("每月接待职工[[5000人次]]。", "每月"),
        ("与2023年相比，2024年新增会员[[300人]]。", "2024年"),
    ],
)
def test_the_time_of_the_clause_or_sentence_is_the_figures(owned: Owned, text: str, period: str) -> None:
    assert owned(text).name_of("period") == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("今年以来，举办擂台赛6场。\n截至6月底，93条实现转化。\n建设公寓[[860套]]。", "今年以来"),
        ("2024年，人均多拿2万元，一年下来挣5万元。索赔降至[[95万元]]。", "2024年"),
        ("2024年，投入3亿元。\n“今年，我市要把标准提高。”主席说。\n开办培训班[[16期]]。", "2024年"),
        ("2024年，投入3亿元。\n这是2023年启动的行动。\n开办培训班[[16期]]。", "2024年"),
        ("截至2024年底，建成驿站18万个，全年服务8亿人次。最美驿站有[[3万个]]。", "截至2024年底"),
        ("截至目前，覆盖企业86家。其中民营企业[[20家]]。", "截至目前"),
    ],
)
def test_only_a_lasting_time_governs_later_paragraphs(owned: Owned, text: str, period: str) -> None:
    assert owned(text).name_of("period") == period


def test_a_time_in_the_figures_clause_may_follow_it(owned: Owned) -> None:
    assert owned("经开区有[[4万多]]返乡人员节后返厂。").name_of("period") == "节后"
