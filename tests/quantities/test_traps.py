"""What looks like a figure and is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Writer = Callable[[str], list[str]]


@pytest.mark.parametrize(
    "text",
    [
        *("收拾队伍", "三位一体", "五一劳动奖章", "三八红旗手", "双一流高校", "一线职工", "一系列活动"),
        *("一名师傅带一个徒弟", "一心一意", "五湖四海", "千家万户", "成千上万职工", "四通八达", "七上八下"),
        *("“三个一”行动", "“四个意识”", "两个维护", "“1+3+5”模式", "1+N", "“百千万”工程", "一站式服务"),
        *("一对一帮扶", "一人一策", "一企一策", "三方共赢", "十分感谢", "千方百计", "八九不离十"),
    ],
)
def test_set_phrases_count_nothing(text: str, written: Writer) -> None:
    assert written(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("第三批职工", "第1至3名", "第一、二批", "首届大赛", "三级工会", "前三名", "前10强", "1号车间"),
        *(
            "基地（二期）项目部",
            "国家级二类竞赛",
            "三年行动计划",
            "12351职工热线",
            "2024职工运动会",
            "36路公交车",
        ),
        *("三伏时节", "三九严寒"),
        *("平台2.0版", "二期工程", "十四届四次全委会议", "世界500强", "4K直播", "5A级景区"),
    ],
)
def test_ordinals_ranks_and_editions_count_nothing(text: str, written: Writer) -> None:
    assert written(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2025年",
            "二〇二四年的春天",
            "2025-03-05",
            "3月5日至8日",
            "20世纪90年代",
            "’95后职工",
            "50后、90后",
        ),
        *("早上8:30分集合", "下午3点20分", "早上七时许", "一季度", "上半年", "“十四五”时期", "今年1至8月"),
    ],
)
def test_dates_and_clock_times_count_nothing(text: str, written: Writer) -> None:
    assert written(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("电话0592-1234567", "12351热线", "厦工发〔2024〕15号", "比分3:2", "GDP", "COVID-19", "H7N9"),
        *(
            "www.a1b2.com/3家",
            "ISO9001认证",
            "GB/T 19001",
            "5G基站",
            "3D打印",
            "T3航站楼",
            "身份证号350203199001011234",
        ),
    ],
)
def test_numbers_of_documents_and_latin_names_count_nothing(text: str, written: Writer) -> None:
    assert written(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "五家渠市总工会",
        "三门峡市",
        "南京市六合区",
        "七台河",
        "五台县",
        "三元区",
        "双城区",
        "三里屯",
        "五台山",
        "八盘岭工业园区",
        "新坝四里村",
    ],
)
def test_names_of_places_count_nothing(text: str, written: Writer) -> None:
    assert written(text) == []


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("五家企业", "五家"),
        ("三门课程", "三门"),
        ("三元钱", "三元钱"),
        ("五台机器", "五台"),
        ("1人获评全国劳模", "1人"),
        ("两家企业", "两家"),
        ("举办三期培训班", "三期"),
        ("“参加的有300多人！”他说", "300多人"),
        ("五家渠市有3家工会", "3家"),
        ("给这3家工作室补助", "3家"),
        ("200职工参加比武", "200"),
        ("上万职工参与", "上万"),
        ("八集微电影", "八集"),
    ],
)
def test_their_near_neighbours_do(text: str, raw: str, written: Writer) -> None:
    assert [line.split(" = ")[0] for line in written(text)] == [raw]
