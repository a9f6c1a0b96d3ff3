"""Periods: which of the stated times is a figure's."""

from collections.abc import Callable

import pytest

from extractor.model import Figure
from extractor.steps.periods import PeriodForms, find_periods

Owned = Callable[..., Figure]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("去年7月出台办法，技师每月津贴[[不低于500元]]。", "去年7月"),
        ("2024年，办好暑期爱心托管班[[11个]]。", "2024年"),
        ("2024年，提出建议1.57万条，全年节水[[87万吨]]。", "2024年"),
        ("今年以来，1318人取得证书，较去年同期增加[[402人]]。", "今年以来"),
        ("今年春节前，职工领到[[1000元]]奖补资金。", "今年春节前"),
        ("自2008年设立以来，今年已经是第9个年头，发放奖学金[[48万元]]。", "自2008年设立以来"),
        ("第十届大赛将于2026年8月举办，赛项增至[[12个]]。", "2026年8月"),
        ("2024年，一家企业一年最多可领[[50万元]]。", "一年"),
        ("今年增长13.5%，而去年同期这一增速为[[3.7%]]。", "去年同期"),
        ("目前，返岗3万人，占去年底务工人数的[[103%]]。", "目前"),
        ("仅政策实施以来，兑现奖励[[1126万元]]。", "政策实施以来"),
        ("每月接待职工[[5000人次]]。", "每月"),
        ("与2023年相比，2024年新增会员[[300人]]。", "2024年"),
        ("9月3日，云溪县总工会举行2023年“圆梦助学”仪式，资助学生[[4名]]。", "9月3日"),
        ("9月3日，总工会举行2023年“圆梦助学”仪式。资助学生[[4名]]。", "9月3日"),
        ("2024年“金秋助学”开始后，资助学生[[4名]]。", "2024年"),
        ("截至2022年底，组建工会5548个（其中当年新建210个），发展会员[[64.2万人]]。", "截至2022年底"),
        ("今年，对近两年来患病的女职工实施救助，发放[[2000元]]。", "今年"),
        ("4月6日，今年70多岁的职工领到[[100元]]。", "4月6日"),
        ("今年2月中旬至3月中旬，调查企业[[600多个]]。", "今年2月中旬至3月中旬"),
        ("“双节”前后，筹集资金[[45万元]]。", "“双节”前后"),
        ("自“工会+监察”联动模式落地以来，调解争议[[235件]]。", "自“工会+监察”联动模式落地以来"),
        ("本报讯 去年以来，帮扶职工[[3806人]]。", "去年以来"),
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
    assert owned("该区[[3万多]]返乡工人节后返岗。").name_of("period") == "节后"


@pytest.mark.parametrize("expressions", [[], [""], ["x*"], ["$"], ["(?=今)", "$"]])
def test_an_expression_that_matches_nothing_does_not_hang(expressions: list[str]) -> None:
    forms = PeriodForms.of([{"id": "period.empty", "match": expressions, "resolve": ""}])
    assert find_periods("今年以来，服务职工300人。", forms, None) == ()
