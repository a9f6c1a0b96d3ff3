"""Paragraphs as news writes them, in which numbers of one thing stand side by side and contradict nothing."""

import pytest

from extractor.grammar import load
from extractor.model import Article
from extractor.model.table import AUDIT, FIGURES
from extractor.pipeline import Extractor
from extractor.tables.audit import audit_rows
from extractor.tables.facts import facts, keyed
from extractor.tables.tidy import figure_row


@pytest.fixture(scope="module")
def audit():
    """What the audit finds in a text of 凯里经开区, its doubts about attachments left out."""
    extractor = Extractor(load())

    def of(text, title="凯里经开区工会服务到身边"):
        article = Article("a.txt", 1, title, text)
        rows = [
            dict(zip(FIGURES.names, figure_row(figure, article), strict=True))
            for figure in extractor.figures(article)
        ]
        told = facts(sorted(keyed(rows), key=lambda pair: pair[0]))
        found = [dict(zip(AUDIT.names, cells, strict=True)) for cells in audit_rows(rows, told)]
        return [row["kind"] for row in found if row["kind"] not in {"unattached", "low_confidence"}]

    return of


@pytest.mark.parametrize(
    "text",
    [
        "凯里经开区建成职工书屋42家。东城社区建成职工书屋12家。西城社区建成职工书屋14家。南关街道建成职工书屋16家。",
        "第一车间提出合理化建议120条。第二车间提出合理化建议135条。电机分厂提出合理化建议128条。",
        "一季度，全区培训职工1200人次。二季度，全区培训职工1380人次。三季度，全区培训职工1420人次。",
        "首期培训班培训职工60人。第二期培训班培训职工72人。",
        "去年，全区发放慰问金86万元。前年，全区发放慰问金79万元。2022年，全区发放慰问金71万元。",
        "“我们厂去年培训职工320人。”天源机械负责人说。“我们培训职工350人。”瑞丰电子负责人说。",
        "男职工参赛420人，女职工参赛380人。焊工组参赛职工96人。电工组参赛职工88人。",
        "技能竞赛一等奖奖励5000元。技能竞赛二等奖奖励4000元。",
        "目前，工会会员4.2万人。到年底，工会会员将达到4.8万人。",
        "春节期间，慰问困难职工210户。国庆期间，慰问困难职工260户。",
        "张师傅带出徒弟12名。李师傅带出徒弟15名。",
        "火车站驿站接待户外劳动者1.2万人次。汽车站驿站接待户外劳动者1.4万人次。",
        "1月，受理劳动争议31件。2月，受理劳动争议28件。3月，受理劳动争议33件。",
        "工会举办招聘会12场。其中线上招聘会5场。线下招聘会7场。",
        "工会为职工办理法律援助案件86件。工会律师团代理法律援助案件79件。",
        "A区投入资金300万元。B区投入资金320万元。",
        "经调解，甲公司追回劳动报酬58万元。经仲裁，乙公司追回劳动报酬62万元。",
        "高级工达1800人。技师达1600人。",
        "全区合格率达98.2%。二车间合格率达97.1%。",
        "工会经费收入1200万元。工会经费支出1180万元。",
        "全区建成创新工作室40家。今年，全区新建创新工作室38家。",
        "全区培训职工2300余人次。全区培训职工2312人次。",
    ],
)
def test_nothing_is_contradicted(audit, text):
    assert audit(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("截至目前，凯里经开区建成创新工作室331家。313家创新工作室撑起一片天。", "conflict"),
        ("凯里经开区建成工匠学院4家。4家工匠学院开设课程。如今，5家工匠学院联成网。", "conflict"),
        ("凯里经开区完成改进项目2317项，其中2589项取得成果。", "part_exceeds_total"),
        ("凯里经开区职工满意率达118%。", "implausible"),
    ],
)
def test_what_is_wrong_is_found(audit, text, kind):
    assert audit(text) == [kind]


def test_a_headline_is_held_against_its_text(audit):
    assert audit("凯里经开区产生创新成果4.2万项。", "凯里经开区产生创新成果2.4万项") == ["headline_differs"]
