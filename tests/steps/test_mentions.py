"""Which figures of one article tell the same fact again, and which are parts of a total."""

import pytest

from extractor.model import Article


@pytest.fixture
def links(extractor):
    """The surfaces of the figures with the surface that each restates, or is a part of; None for neither."""

    def of(text, title="", link="restates"):
        figures = extractor.figures(Article("", 1, title, text))
        by_id = {figure.figure_id: figure for figure in figures}
        return [
            (figure.raw, by_id[target].raw if (target := getattr(figure, link)) else None)
            for figure in figures
        ]

    return of


@pytest.mark.parametrize(
    "text",
    [
        "镇江经开区建成工匠学院4家。4家工匠学院开设课程。",
        "镇江经开区建成工匠学院4家。城东、城西等4家工匠学院开设课程。",
        "镇江经开区设立维权服务示范点33家。33个维权服务示范点覆盖全区。",
        "镇江经开区培训职工2300余人次。其间，镇江经开区培训职工2312人次。",
        "镇江经开区工会筹集帮扶资金1.5亿元。镇江经开区工会筹集帮扶资金15023万元。",
    ],
)
def test_a_number_told_again_restates_the_first(links, text):
    first, again = links(text)
    assert again == (again[0], first[0])


@pytest.mark.parametrize(
    "text",
    [
        "镇江经开区甲方机械有限公司培训职工300人。镇江经开区乙方重工有限公司培训职工300人。",
        "去年，镇江经开区培训职工300人。今年，镇江经开区培训职工300人。",
        "2023年，镇江经开区培训职工300人。2024年，镇江经开区培训职工300人。",
        "镇江经开区培训职工300人。明年，镇江经开区力争培训职工300人。",
        "镇江经开区培训职工300人。镇江经开区慰问劳模300人。",
        "镇江经开区建成职工书屋5个、职工书屋5个。",
        "镇江经开区培训职工300人。镇江经开区培训职工331人。",
        "镇江经开区培训职工300人。镇江经开区培训职工增长300人。",
        "镇江经开区慰问职工300人，人均500元。镇江经开区发放慰问金500元。",
    ],
)
def test_nothing_else_restates(links, text):
    assert all(target is None for _, target in links(text))


def test_a_headline_is_told_again_by_its_text(links):
    found = links("截至目前，镇江经开区产生创新成果4.2万项。", title="镇江经开区产生创新成果4万余项")
    assert found[1] == ("4.2万项", "4万余项")


def test_a_part_is_no_retelling_of_a_rounded_headline(links):
    found = links("镇江经开区有产业工人3.7万人，其中女产业工人1.1万人。", title="镇江经开区万余名产业工人")
    assert found[2] == ("1.1万人", None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("完成项目2317项，其中1589项取得成果、143项申请专利。", {"1589项": "2317项", "143项": "2317项"}),
        ("服务企业12家、职工3000人，其中农民工1200人。", {"1200人": "3000人"}),
        ("覆盖技术工人2300余人次，其中1318人通过培训。", {"1318人": "2300余人次"}),
        ("培训职工3000人次。其中，农民工1200人次。", {"1200人次": "3000人次"}),
        ("新建基层工会52家，其中25人以上企业工会31家。", {"31家": "52家"}),
        (
            "首期规模500万元，其中工会出资120万元，企业认缴380万元。",
            {"120万元": "500万元", "380万元": "500万元"},
        ),
        (
            "有会员71.4万人；其中女会员29.8万人，占41.7%；农民工会员24.6万人。",
            {"29.8万人": "71.4万人", "24.6万人": "71.4万人"},
        ),
        ("收到建议1860条，其中被采纳2140条。", {"2140条": "1860条"}),
    ],
)
def test_among_them_names_the_total(links, text, parts):
    assert {raw: target for raw, target in links(text, link="part_of") if target} == parts


@pytest.mark.parametrize(
    "text",
    [
        "建档3785人，开展培训94期，其中夜间班41场，帮助2312人就业。",
        "发放助学款12.6万元，其中高中生每人1500元。",
        "会员增加1.05万人，其中农民工会员24.6万人。",
        "培训职工3000人次。工会慰问农民工1200人次，其中有人落泪。",
        "培训职工3000人次。今年开局良好。其中，农民工1200人次。",
    ],
)
def test_nothing_else_is_a_part(links, text):
    assert all(target is None for _, target in links(text, link="part_of"))
