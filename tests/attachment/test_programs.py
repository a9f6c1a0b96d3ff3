"""Programs: which scheme, facility or activity produced a figure."""

from collections.abc import Callable

import pytest

from extractor.model import Figure

Owned = Callable[..., Figure]


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("实施“安全工匠”培育工程，建成装置[[8套]]。", "安全工匠培育工程"),
        ("出台技能人才“薪十条”，[[320家]]企业参照执行。", "薪十条"),
        ("把‘师带徒’与产业融合。推行“师带徒”模式，解决难题[[20余项]]。", "师带徒模式"),
        ("以“智造之星”劳动竞赛为主线，举办竞赛[[18场]]。", "智造之星劳动竞赛"),
        ("园区开通12351职工服务热线，接听来电[[2764通]]。", "12351职工服务热线"),
        ("《薪火工匠培育工程实施办法》印发，每年培育[[200名]]工匠。", "薪火工匠培育工程"),
        ("实施赋能成长行动，培训职工[[830人次]]。", "赋能成长行动"),
        ("设立疫情防控专项资金，为[[162家]]企业减负。", "疫情防控专项资金"),
        ("通过线上议事、线下包联，解决问题[[60余项]]。", "线上议事、线下包联"),
    ],
)
def test_a_scheme_takes_the_figures_of_its_sentence(owned: Owned, text: str, program: str) -> None:
    assert owned(text).name_of("program") == program


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("给化工一线一份“安全感”", "今年收到隐患[[2983条]]。"),
        ("1800名“蓝工装”上岸", "职工有[[1800名]]。"),
        ("", "他“扑通”一声摔倒，花了[[1.9万元]]。"),
        ("", "台籍工程师林某组成[[5人]]小组。"),
        ("", "明年，高新区总工会计划投入[[500万元]]。"),
        ("", "公司投入工会专项资金[[60万元]]。"),
        ("", "公司给每人每天补贴[[80元]]。"),
        ("", "双方开展“一对一”结对，共有[[80人]]。"),
    ],
)
def test_a_metaphor_a_verb_and_money_without_a_name_are_no_program(
    owned: Owned, title: str, text: str
) -> None:
    assert owned(text, title).name_of("program") == ""


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("全区布点“红星驿站”46座。驿站志愿者[[近百名]]。", "红星驿站"),
        ("设立“匠心创新基金”。目前，基金支持项目[[24个]]。", "匠心创新基金"),
        ("成立跨境电商工会联合会。联合会发展会员[[2649人]]。", "跨境电商工会联合会"),
        ("全总打造工会驿站。建成智能化驿站1.18万个。驿站汇集物品[[12.98万件]]。", "工会驿站"),
        ("启动“算力蓝领”成长行动。参加行动的企业增至[[48家]]。", "算力蓝领成长行动"),
    ],
)
def test_a_kind_alone_stands_for_the_fuller_name_before_it(owned: Owned, text: str, program: str) -> None:
    assert owned(text).name_of("program") == program


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("建成工匠学院[[4家]]、驿站5家。", "工匠学院"),
        ("举办了[[12场]]外出务工人员专场招聘会。", "外出务工人员专场招聘会"),
        ("建成“心晴小屋”3间，提供心理咨询[[260余人次]]。", "心晴小屋"),
        ("开设“公益课程”200余节，组织文化体育活动[[100场次]]。", "文化体育活动"),
        ("新建劳模工匠创新工作室8家，完成攻关[[296项]]。", "劳模工匠创新工作室"),
        ("实施“稀土工匠”计划，建设“工匠工坊”22个，选聘导师[[105名]]。", "稀土工匠计划"),
    ],
)
def test_what_is_counted_is_a_program_of_its_own_figure(owned: Owned, text: str, program: str) -> None:
    assert owned(text).name_of("program") == program


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("园区投入[[96万元]]开展“健康护航”专项体检。", "健康护航专项体检"),
        ("按每人[[500元]]给予一次性用工补助。", "一次性用工补助"),
        ("按快递业基准费率购买工伤保险，[[300人]]受益。", "工伤保险"),
    ],
)
def test_a_scheme_named_after_the_figure_takes_it(owned: Owned, text: str, program: str) -> None:
    assert owned(text).name_of("program") == program


def test_a_counted_facility_yields_to_the_brand_that_the_article_is_about(owned: Owned) -> None:
    text = "高新区推行“师带徒”培养体系。截至目前，打造创新工作室15家，产生成果[[4.2万项]]。"
    assert owned(text, "“师带徒”催生创新成果").name_of("program") == "师带徒培养体系"
    assert owned(text.replace("“师带徒”培养体系", "新办法")).name_of("program") == "创新工作室"


def test_a_semicolon_ends_the_reach_of_an_activity(owned: Owned) -> None:
    text = "夏日送清凉活动陆续启动，发放慰问金60万元；新建工会驿站2个，服务职工[[85名]]。"
    assert owned(text).name_of("program") == "工会驿站"


def test_a_line_of_a_list_says_nothing_of_the_next(owned: Owned) -> None:
    assert owned("“鹊桥”联谊15场\n普惠商家[[210余家]]").name_of("program") == ""
