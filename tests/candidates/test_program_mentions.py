"""Programs are found widely: quotations, titles, runs of nouns with a head, long and short."""

import pytest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("推出“复工贷”，惠及企业1200家。", "复工贷"),
        ("《重点群体创业推进行动方案》出台，扶持1.2万人次。", "重点群体创业推进行动方案"),
        ("发放一次性扩岗补助的企业有31家。", "一次性扩岗补助"),
        ("推行以工代赈，吸纳劳动者1400余人。", "以工代赈"),
        ("打造劳模和工匠人才创新工作室15家。", "劳模和工匠人才创新工作室"),
        ("实施优秀农民工回引培养工程，回引5000余人。", "优秀农民工回引培养工程"),
    ],
)
def test_a_scheme_is_among_the_mentions(mentions, text, name):
    assert any(name in mention.name for mention in mentions("program", text))


def test_a_name_does_not_run_over_a_figure(mentions):
    found = mentions("program", "服务站12家企业培训基地投用。")
    assert not any("12家" in mention.name for mention in found)


def test_mentions_of_one_name_are_one_candidate_with_and_without_its_marks(mentions):
    found = mentions("program", "“师带徒”活动启动。师带徒活动结对300对。")
    keys = {m.key for m in found if m.name.replace("“", "").replace("”", "") == "师带徒活动"}
    assert len(keys) == 1
