"""Every form in which the news writes a number: the raw words, the value, the unit, the bound."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Writer = Callable[[str], list[str]]


def _table(rows: str) -> list[object]:
    """`text | raw = value unit | …`, a row a line."""
    cases = []
    for row in rows.strip().splitlines():
        text, *expected = (cell.strip() for cell in row.split("|"))
        cases.append(pytest.param(text, expected, id=text))
    return cases


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        建成课堂253门 | 253门 = 253 门
        开展改进2 317 项 | 2 317 项 = 2317 项
        培训1，062名职工 | 1，062名 = 1062 名
        培训1,062名职工 | 1,062名 = 1062 名
        帮扶３１８人 | ３１８人 = 318 人
        投入1.5亿元 | 1.5亿元 = 150000000 元
        受理1,100万件 | 1,100万件 = 11000000 件
        党员2018名 | 2018名 = 2018 名
        建成2 处驿站 | 2 处 = 2 处
    """),
)
def test_arabic_numerals(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        捐款壹佰万元 | 壹佰万元 = 1000000 元
        捐款伍仟圆整 | 伍仟圆 = 5000 元
        选树廿八名 | 廿八名 = 28 名
        走访两千家 | 两千家 = 2000 家
        一百零五件 | 一百零五件 = 105 件
        两百五十名 | 两百五十名 = 250 名
        三万五千元 | 三万五千元 = 35000 元
        一万零八百人 | 一万零八百人 = 10800 人
        二〇二五名 | 二〇二五名 = 2025 名
        零点八公里 | 零点八公里 = 0.8 公里
        提高半个百分点 | 半个百分点 = 0.5 百分点
        幫扶困難職工三百五十二戶 | 三百五十二戶 = 352 户
    """),
)
def test_chinese_numerals(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        服务3万4000人 | 3万4000人 = 34000 人
        创效1亿2000万元 | 1亿2000万元 = 120000000 元
        惠及3.5万余人次 | 3.5万余人次 = 35000 人次 over
        惠及1万3千余人 | 1万3千余人 = 13000 人 over
        服務職工2萬3千餘人次 | 2萬3千餘人次 = 23000 人次 over
    """),
)
def test_mixed_numerals(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        活动20余场 | 20余场 = 20 场 over
        发放72万余元 | 72万余元 = 720000 元 over
        发放二百余万元 | 二百余万元 = 2000000 元 over
        惠及万余人次 | 万余人次 = 10000 人次 over
        百余名职工 | 百余名 = 100 名 over
        十几家企业 | 十几家 = 10 家 over
        十几万余人 | 十几万余人 = 100000 人 over
        二十来名学员 | 二十来名 = 20 名 about
        数十场 | 数十场 = 10 场 over
        几百人 | 几百人 = 100 人 over
        3000多欧元 | 3000多欧元 = 3000 欧元 over
        3年多时间 | 3年多 = 3 年 over
        2倍多 | 2倍多 = 2 倍 over
        一个多月 | 一个多月 = 1 个月 over
        3个多小时 | 3个多小时 = 3 小时 over
        阅读量10万+ | 10万+ = 100000 over
        吸引5000+人 | 5000+人 = 5000 人 over
        培训300名来自一线的职工 | 300名 = 300 名
    """),
)
def test_more_than_the_numeral_says(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        上百人参加 | 上百人 = 100 人 over
        近千户家庭 | 近千户 = 1000 户 nearly
        超万人次 | 超万人次 = 10000 人次 over
        过亿元 | 过亿元 = 100000000 元 over
        逾百亿元 | 逾百亿元 = 10000000000 元 over
        逾万职工参与 | 逾万 = 10000 over
        上百万职工 | 上百万 = 1000000 over
        产业工人900多万 | 900多万 = 9000000 over
        1.2亿职工 | 1.2亿 = 120000000
        街上百姓 |
        捐助百名学子 | 百名 = 100 名
        讨回欠薪千万元。 | 千万元 = 10000000 元
        亿元企业 |
        最近三批 | 三批 = 3 批
    """),
)
def test_round_numbers_without_a_digit_or_a_unit(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == [line for line in expected if line]


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        3至5个 | 3至5个 = 3..5 个
        20—30家 | 20—30家 = 20..30 家
        3－5名 | 3－5名 = 3..5 名
        3～5名 | 3～5名 = 3..5 名
        2%~3% | 2%~3% = 2..3 %
        5%-10 | 5%-10 = 5..10 %
        100万至200万元 | 100万至200万元 = 1000000..2000000 元
        3万元—5万元 | 3万元—5万元 = 30000..50000 元
        8500到3万港元 | 8500到3万港元 = 8500..30000 港元
        9000元至1.2万元 | 9000元至1.2万元 = 9000..12000 元
        18岁至25岁 | 18岁至25岁 = 18..25 岁
        5万元至5000元不等 | 5万元至5000元 = 5000..50000 元
        三到五名 | 三到五名 = 3..5 名
        五六十人 | 五六十人 = 50..60 人
        三五百人 | 三五百人 = 300..500 人
        二三十家 | 二三十家 = 20..30 家
        三四个 | 三四个 = 3..4 个
        百分之三十至四十 | 百分之三十至四十 = 30..40 %
        七八成 | 七八成 = 70..80 %
        由20%提高到35% | 20% = 20 % | 35% = 35 %
        前两届50家、30家 | 50家 = 50 家 | 30家 = 30 家
    """),
)
def test_ranges(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        合格率达99.5% | 99.5% = 99.5 %
        百分之六十三点二 | 百分之六十三点二 = 63.2 %
        百分之九十多 | 百分之九十多 = 90 % over
        百分之百 | 百分之百 = 100 %
        三分之一 | 三分之一 = 33.33 %
        千分之五 | 千分之五 = 0.5 %
        0.5‰ | 0.5‰ = 0.05 %
        1/3的职工 | 1/3 = 33.33 %
        八成五 | 八成五 = 85 %
        八成以上 | 八成以上 = 80 % over
        一半以上 | 一半以上 = 50 % over
        近半职工 | 近半 = 50 % nearly
        过半数 | 过半数 = 50 % over
        两倍 | 两倍 = 2 倍
        翻一番 | 一番 = 1 番
        3个百分点 | 3个百分点 = 3 百分点
        0.5百分点 | 0.5百分点 = 0.5 百分点
    """),
)
def test_shares_and_multiples(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        12元5角 | 12元5角 = 12.5 元
        3块5毛 | 3块5毛 = 3.5 元
        人民币3万元 | 人民币3万元 = 30000 元
        ￥3,000 | ￥3,000 = 3000 元
        US$300 | US$300 = 300 美元
        HK$500 | HK$500 = 500 港元
        5000万港元 | 5000万港元 = 50000000 港元
        20亿日元 | 20亿日元 = 2000000000 日元
        約280萬元 | 約280萬元 = 2800000 元 about
    """),
)
def test_money(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        奖励50元/篇 | 50元/篇 = 50 元 /篇
        补助80元/人·天 | 80元/人·天 = 80 元 /人·天
        每人500元 | 500元 = 500 元 /人
        每人每年缴纳60元 | 60元 = 60 元 /人·年
        每名职工补贴200元 | 200元 = 200 元 /名
        人均3000元 | 3000元 = 3000 元 /人
        户均补助1500元 | 1500元 = 1500 元 /户
        每年培训3000人次 | 3000人次 = 3000 人次 /年
        产业工人均已持证，300人 | 300人 = 300 人
        每户500元，共30户 | 500元 = 500 元 /户 | 30户 = 30 户
    """),
)
def test_rates(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        超过1.5亿元 | 超过1.5亿元 = 150000000 元 over
        不少于3次 | 不少于3次 = 3 次 over
        不足400名 | 不足400名 = 400 名 under
        将近900个 | 将近900个 = 900 个 nearly
        最高10万元 | 最高10万元 = 100000 元 up_to
        不超过3次 | 不超过3次 = 3 次 up_to
        高达99% | 高达99% = 99 %
        1000人以上 | 1000人以上 = 1000 人 over
        3000元出头 | 3000元出头 = 3000 元 over
        30%以内 | 30%以内 = 30 % under
        3天内 | 3天内 = 3 天 under
        20人左右 | 20人左右 = 20 人 about
        5000元封顶 | 5000元封顶 = 5000 元 up_to
        约占总数的60% | 60% = 60 % about
        最高补助5000元 | 5000元 = 5000 元 up_to
        节约5万元 | 5万元 = 50000 元
        附近3家企业 | 3家 = 3 家
    """),
)
def test_bounds_before_behind_and_apart(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        分别不低于90%、80%、70% | 不低于90% = 90 % over | 80% = 80 % over | 70% = 70 % over
        分别超过3亿元和2亿元 | 超过3亿元 = 300000000 元 over | 2亿元 = 200000000 元 over
        分别达到95%、93%以上 | 95% = 95 % over | 93%以上 = 93 % over
        入会95%，分别超过3家 | 95% = 95 % | 超过3家 = 3 家 over
        分别为90%、80% | 90% = 90 % | 80% = 80 %
        超过300人、20家 | 超过300人 = 300 人 over | 20家 = 20 家
        分别超过30%，其中2家、3家 | 超过30% = 30 % over | 2家 = 2 家 | 3家 = 3 家
    """),
)
def test_a_bound_behind_respectively_holds_for_each(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        同比-5% | -5% = -5 %
        增速负3% | 负3% = -3 %
        为企业减负300万元 | 300万元 = 3000000 元
        零下12℃ | 零下12℃ = -12 ℃
        20-30家 | 20-30家 = 20..30 家
        第一组-3人 | 3人 = 3 人
    """),
)
def test_negatives(text: str, expected: list[str], written: Writer) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _table("""
        2600平方米 | 2600平方米 = 2600 平方米
        300千瓦时 | 300千瓦时 = 300 千瓦时
        2亿千瓦时 | 2亿千瓦时 = 200000000 千瓦时
        两年半 | 两年半 = 2.5 年
        一个半小时 | 一个半小时 = 1.5 小时
        317台（套） | 317台（套） = 317 台（套）
        7.8万件（套） | 7.8万件（套） = 78000 件（套）
        1300余名单身职工 | 1300余名 = 1300 名 over
        30户外来务工人员家庭 | 30户 = 30 户
        开行专列35趟次 | 35趟次 = 35 趟次
        微视频12集 | 12集 = 12 集
        组成15路慰问团 | 15路 = 15 路
        市人社局等7部门 | 7部门 = 7 部门
        半个多世纪的历程 | 半个多世纪 = 0.5 个世纪 over
    """),
)
def test_measures_and_compound_classifiers(text: str, expected: list[str], written: Writer) -> None:
    # The list spells one of them 台(套), which the tables fold to the same.
    assert [line.replace("(", "（").replace(")", "）") for line in written(text)] == expected
