"""Links among the mentions of one article, and the fields that the words of a clause set."""

import pytest

from extractor.model import Article


def test_a_number_told_again_restates_its_first_mention(extractor):
    article = Article("", 1, "镇江经开区建成驿站32座", "今年，镇江经开区建成驿站32座。驿站32座全部开放。")
    first, *others = extractor.figures(article)
    assert first.in_title
    assert [figure.restates for figure in others] == [first.figure_id] * 2


@pytest.mark.parametrize(
    "text",
    [
        "完成改进项目2317项，其中1589项取得成果、143项申请专利。",
        "创新成果2317项，其中1589项获奖、143项申请专利。",
    ],
)
def test_among_them_makes_parts_of_the_total(extractor, text):
    total, *parts = extractor.figures(Article("", 1, "", text))
    assert [part.part_of for part in parts] == [total.figure_id] * 2
    assert not total.part_of


@pytest.mark.parametrize(
    "text",
    [
        "建成驿站32座。其中10家企业参与。",  # another sentence
        "建成驿站32座，其中10家企业参与。",  # another unit
        "建成驿站32座，另有小屋10座。",  # no 其中
    ],
)
def test_nothing_else_is_a_part(extractor, text):
    assert not any(figure.part_of for figure in extractor.figures(Article("", 1, "", text)))


@pytest.mark.parametrize(
    ("text", "raw", "change"),
    [
        ("合格率由96.2%提高到98.7%。", "98.7%", "level"),
        ("合格率提高2.5个百分点。", "2.5个百分点", "increase"),
        ("事故同比减少12起，降幅达37.5%。", "12起", "decrease"),
        ("事故同比减少12起，降幅达37.5%。", "37.5%", "decrease"),
        ("租金比市场价低四成左右。", "四成左右", "decrease"),
        ("平均提升生产效率18%。", "18%", "increase"),
        ("新增会员占全县总数的47.1%。", "47.1%", "level"),
        ("建成驿站32座。", "32座", "level"),
    ],
)
def test_change(figures, text, raw, change):
    assert figures(text)[raw].change == change


@pytest.mark.parametrize(
    ("text", "raw", "field", "value"),
    [
        ("明年，力争新建驿站40座。", "40座", "modality", "planned"),
        ("今年新建驿站40座。", "40座", "modality", "reported"),
        ("累计投入资金300万元。", "300万元", "aggregate", "total"),
        ("慰问职工12人，人均500元。", "500元", "aggregate", "per"),
        ("平均工龄达12.5年，月均收入5200元。", "5200元", "aggregate", "average"),
    ],
)
def test_marks(figures, text, raw, field, value):
    assert getattr(figures(text)[raw], field) == value


def test_a_time_that_only_sets_a_period_is_no_figure(figures):
    assert set(figures("五年来，工会服务职工300人，为期5天。")) == {"300人", "5天"}


def test_an_article_without_figures_gives_none(extractor):
    assert extractor.figures(Article("", 1, "工会再出发", "新的一年，工会再出发。")) == ()


def test_ids_are_the_same_in_every_run(extractor):
    article = Article("", 1, "", "镇江经开区建成驿站32座、小屋10间。")
    first = [figure.figure_id for figure in extractor.figures(article)]
    assert first == [figure.figure_id for figure in extractor.figures(article)]
    assert len(set(first)) == 2
