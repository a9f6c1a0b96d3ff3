"""Organizations: who owns a figure, and who only speaks of it."""

from collections.abc import Callable

import pytest

from extractor.model import Figure

Owned = Callable[..., Figure]


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("小松机械制造(山东)有限公司修复工时减少[[70%]]。", "小松机械制造(山东)有限公司"),
        ("味满园（泸州）方便食品有限公司存在用工缺口[[150余人]]。", "味满园(泸州)方便食品有限公司"),
        ("潍坊市总工会投入[[200万元]]。", "潍坊市总工会"),
        ("张建国创新工作室申请专利[[8件]]。", "张建国创新工作室"),
        ("各级创新工作室申请专利[[8件]]。", ""),
        ("“培训了[[300人]]。”鲁瓷新材料有限公司总经理介绍。", ""),
        ("鲁瓷新材料有限公司总经理王强介绍，培训了[[300人]]。", ""),
        ("记者从潍坊市总工会获悉，服务职工[[300人]]。", ""),
    ],
)
def test_the_owner_is_the_one_that_acts(owned: Owned, text: str, organization: str) -> None:
    assert owned(text).name_of("organization") == organization
