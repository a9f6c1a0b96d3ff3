"""Programs: the scheme, facility or activity that produced a figure is among its candidates."""

from collections.abc import Callable
from typing import Any

import pytest

Candidates = Callable[..., Any]


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
def test_a_scheme_takes_the_figures_of_its_sentence(candidates: Candidates, text: str, program: str) -> None:
    assert candidates(text).holds("program", program)


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("全区布点“红星驿站”46座。驿站志愿者[[近百名]]。", "红星驿站"),
        ("设立“匠心创新基金”。目前，基金支持项目[[24个]]。", "匠心创新基金"),
        ("成立跨境电商工会联合会。联合会发展会员[[2649人]]。", "跨境电商工会联合会"),
        ("全总打造工会驿站。建起智慧驿站1.06万个。驿站汇集物品[[12.98万件]]。", "工会驿站"),
        ("启动“算力蓝领”成长行动。参加行动的企业增至[[48家]]。", "算力蓝领成长行动"),
    ],
)
def test_a_kind_alone_stands_for_the_fuller_name_before_it(
    candidates: Candidates, text: str, program: str
) -> None:
    assert candidates(text).holds("program", program)


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
def test_what_is_counted_is_a_program_of_its_own_figure(
    candidates: Candidates, text: str, program: str
) -> None:
    assert candidates(text).holds("program", program)


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("园区投入[[96万元]]开展“健康护航”专项体检。", "健康护航专项体检"),
        ("用一名新员工，给[[800元]]一次性用工补助。", "一次性用工补助"),
        ("按快递业基准费率购买工伤保险，[[300人]]受益。", "工伤保险"),
    ],
)
def test_a_scheme_named_after_the_figure_takes_it(candidates: Candidates, text: str, program: str) -> None:
    assert candidates(text).holds("program", program)


def test_a_counted_facility_yields_to_the_brand_that_the_article_is_about(candidates: Candidates) -> None:
    text = "高新区推行“师带徒”培养体系。截至目前，打造创新工作室15家，产生成果[[4.2万项]]。"
    assert candidates(text, "“师带徒”催生创新成果").holds("program", "师带徒培养体系")
    assert candidates(text.replace("“师带徒”培养体系", "新办法")).holds("program", "创新工作室")


def test_a_semicolon_ends_the_reach_of_an_activity(candidates: Candidates) -> None:
    text = "夏日送清凉活动陆续启动，发放慰问金60万元；新建工会驿站2个，服务职工[[85名]]。"
    assert candidates(text).holds("program", "工会驿站")


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("榆原市成立纺织再就业服务中心，托管职工[[9200人]]。", "纺织再就业服务中心"),
        ("园区开设新就业形态职工子女专班，报名[[28名]]。", "新就业形态职工子女专班"),
        ("集中开展新就业形态建会入会行动，吸纳[[3200名]]骑手。", "新就业形态建会入会行动"),
        ("将启动国家通用语言普及和质量提升行动，帮助[[5200人]]。", "国家通用语言普及和质量提升行动"),
        ("5月，区总工会开展集中入会暨普惠活动，发展会员[[510人]]。", "集中入会暨普惠活动"),
        ("市总工会举办首届青瓷烧制技艺技能竞赛，[[110名]]选手参加。", "首届青瓷烧制技艺技能竞赛"),
        ("组织实施“工”益同“新”专项行动，走访骑手[[300人]]。", "工益同新专项行动"),
        (
            "举办“奋进新时代、建功‘智造谷’”职工技能大赛，[[210名]]选手参赛。",
            "奋进新时代、建功智造谷职工技能大赛",
        ),
    ],
)
def test_a_name_is_whole(candidates: Candidates, text: str, program: str) -> None:
    assert candidates(text).holds("program", program)


def test_a_title_of_honour_does_not_end_the_reach_of_who_won_it(candidates: Candidates) -> None:
    text = "陈立创新工作室是“国家级技能大师工作室”和“省级示范性工作室”，已培训职工[[600人次]]。"
    assert candidates(text).holds("program", "陈立创新工作室")


def test_a_quoted_formula_is_no_name_but_its_kind_after_a_classifier_is(candidates: Candidates) -> None:
    text = "依托小学开设“12+2”个爱心暑托班，[[716名]]子女参加。"
    assert candidates(text).holds("program", "爱心暑托班")


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("“暖心行动”分两步。一是走访300户。二是慰问职工[[900名]]。", "暖心行动"),
        ("匠心讲堂开讲12期；听讲职工[[900名]]。", "匠心讲堂"),
        (
            "安丰机械有限公司开办匠心讲堂，听讲60人。鼎力重工有限公司开展走访，慰问职工[[90名]]。",
            "",
        ),
    ],
)
def test_a_parallel_segment_ends_the_reach(candidates: Candidates, text: str, program: str) -> None:
    assert candidates(text).holds("program", program)


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("建成43家匠心驿站、[[39家]]康乃馨服务站。", "康乃馨服务站"),
        ("新建200家“职工学堂”、升级[[300家]]“爱心接力点”。", "爱心接力点"),
        ("新建200家“职工学堂”、补贴[[8.5万名]]职工疗休养和4万名职工健康体检。", "职工疗休养"),
        ("新建200家“职工学堂”、组织[[30万名]]职工参加“公益乐学”。", "公益乐学"),
        ("“陈立创新工作室”等[[3家]]创新工作室入选。", "创新工作室"),
    ],
)
def test_each_number_of_a_list_has_its_own_program(candidates: Candidates, text: str, program: str) -> None:
    assert candidates(text).holds("program", program)


def test_money_takes_what_the_next_clause_spends_it_on(candidates: Candidates) -> None:
    text = "市总工会筹措资金[[300万元]]，为女职工进行“两癌”公益筛查。"
    assert candidates(text).holds("program", "两癌公益筛查")


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("各级工会推进送温暖工程，慰问职工[[380名]]。", "送温暖工程"),
        ("建成职工技能培训基地[[3个]]。", "职工技能培训基地"),
        (
            "市总工会启动困难职工救助专项行动。此次行动发放补助[[40万元]]。",
            "困难职工救助专项行动",
        ),
        ("大力开展职工技能竞赛，参赛[[900人]]。", "职工技能竞赛"),
        ("发挥创新工作室作用，各级创新工作室已有[[3600家]]。", "创新工作室"),
        ("按计划，超[[400万元]]将用于“暖心氧吧”项目。", "暖心氧吧项目"),
        ("构建起“党委领导、工会主抓、职工参与”的互助保障格局。参保职工[[9000人次]]。", "互助保障"),
        ("区总工会办起“绣娘带头人”研修班。两年来，研修班结业学员[[480人]]。", "绣娘带头人研修班"),
        ("“建功新时代，岗位做先锋”主题活动深入开展，参与职工[[3000人]]。", "建功新时代,岗位做先锋主题活动"),
    ],
)
def test_a_name_that_joins_several_kinds_is_one(candidates: Candidates, text: str, program: str) -> None:
    assert candidates(text).holds("program", program)


@pytest.mark.parametrize(
    "rest",
    [
        "本届大赛设置焊工等[[6个]]赛项。",
        "大赛对标全国职工技能大赛，设[[9个]]特色产业竞赛项目。",
        "共有[[1007人]]参加省级总决赛。",
        "此次竞赛设一等奖[[1名]]。",
    ],
)
def test_stages_and_parts_of_a_contest_are_that_contest(candidates: Candidates, rest: str) -> None:
    text = "6月27日，榆原省第三届职工厨艺大赛决赛在榆原市开幕。\n"
    assert candidates(text + rest).holds("program", "第三届职工厨艺大赛")


def test_a_contest_that_is_counted_among_other_work_is_its_own(candidates: Candidates) -> None:
    text = "区总工会组织开展劳动竞赛。\n全年举办岗位技能比武[[26场]]。"
    assert candidates(text).holds("program", "岗位技能比武")


def test_what_one_part_only_counts_says_nothing_of_the_next(candidates: Candidates) -> None:
    text = "2019年开展“匠心”创新活动。提合理化建议1600条，创效益80万元；革新项目[[64项]]。"
    assert candidates(text).holds("program", "匠心创新活动")


def test_a_program_of_one_year_does_not_reach_the_next(candidates: Candidates) -> None:
    text = "1997年开展“双增”竞赛，参赛2900人。2000年，走访职工[[300户]]。"
    assert candidates(text, "“暖心”行动结硕果").holds("program", "暖心行动")


def test_two_studios_in_one_sentence_keep_their_own(candidates: Candidates) -> None:
    text = "“林成创新工作室”解决难题6项；“孙越创新工作室”实施创新项目[[33项]]。"
    assert candidates(text).holds("program", "孙越创新工作室")


def test_a_mode_that_is_carried_out_is_a_program(candidates: Candidates) -> None:
    assert candidates("园区推行“双师模式”，培训职工[[800人次]]。").holds("program", "双师模式")


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("园区启动“匠心”行动，培训500人。\n一年来，吸引企业[[12家]]。", "匠心行动"),
    ],
)
def test_a_program_named_once_reaches_until_the_text_turns_to_another(
    candidates: Candidates, text: str, program: str
) -> None:
    assert candidates(text).holds("program", program)


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("实施“匠心”行动。园区对[[500名]]职工进行免费培训。", "匠心行动"),
        ("2024年度职工技能大赛历时一月，共有选手[[57名]]获奖。", "职工技能大赛"),
        ("百日竞赛中，[[21个]]班组同台打擂。", "百日竞赛"),
        ("区总工会举办了全国职工职业技能大赛[[3届]]。", "全国职工职业技能大赛"),
    ],
)
def test_general_words_years_and_unions_are_no_names(candidates: Candidates, text: str, program: str) -> None:
    assert candidates(text).holds("program", program)


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("启动职工读书节。送出[[300张]]电子职工书屋读书卡。", "职工读书节"),
        ("启动职工读书节。新建[[3家]]电子职工书屋。", "电子职工书屋"),
    ],
)
def test_a_place_is_counted_by_a_places_classifier(candidates: Candidates, text: str, program: str) -> None:
    assert candidates(text).holds("program", program)


@pytest.mark.parametrize(
    ("title", "program"),
    [("“湖畔”驿站暖人心", "技能培训"), ("实施“湖畔”培育工程", "湖畔培育工程")],
)
def test_a_plan_holds_what_is_counted_under_it_and_a_place_does_not(
    candidates: Candidates, title: str, program: str
) -> None:
    name = "“湖畔”驿站" if "驿站" in title else "“湖畔”培育工程"
    text = f"园区有{name}。\n今年，区总工会开展技能培训[[62期]]。"
    assert candidates(text, title).holds("program", program)


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("园区新建工会驿站172家，其中能开展技能培训的有12家，有咨询员的有[[10家]]。", "工会驿站"),
        ("助力实施“攀登行动”，今年市总工会将组织[[1.8万名]]职工疗休养。", "职工疗休养"),
        ("启动“穗岁平安”慰问活动。榆原市工人文化宫承办。[[400名]]职工参加。", "穗岁平安慰问活动"),
        ("去年，区总工会举办的联谊活动，为[[90名]]职工搭建平台。", "联谊活动"),
    ],
)
def test_one_thing_of_many_a_goal_a_host_and_a_subset_do_not_govern(
    candidates: Candidates, text: str, program: str
) -> None:
    assert candidates(text).holds("program", program)


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("至今，周明创新工作室完成专利2项，攻关活动[[3项]]，节约工期2个月。", "周明创新工作室"),
        ("各县开展集体协商要约行动，覆盖单位[[1290家]]。", "集体协商要约行动"),
        ("投入资金[[30万元]]开展夏送清凉活动。", "夏送清凉活动"),
        ("举办“有你促发展，有我促共赢”观摩实训活动。[[40名]]职工参加。", "有你促发展,有我促共赢"),
        ("启动“匠心”行动。发挥“会员基地”平台作用，走访企业[[40家]]。", "匠心行动"),
        ("启动“匠心”行动。\n据统计，共有[[70名]]骑手参与。", "匠心行动"),
    ],
)
def test_a_name_is_whole_and_its_subject_governs(candidates: Candidates, text: str, program: str) -> None:
    assert candidates(text).holds("program", program)


def test_an_activity_that_the_list_names_needs_no_verb_in_quotation_marks(candidates: Candidates) -> None:
    assert candidates("七月，工会为[[7600名]]职工“送清凉”。").holds("program", "送清凉")
