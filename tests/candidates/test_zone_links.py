"""Links: what a list gives each of its numbers."""

import pytest

from extractor.grammar import load
from extractor.model import Article
from extractor.pipeline import Extractor


@pytest.fixture(scope="module")
def linked():
    extractor = Extractor(load())

    def of(text):
        evidence = extractor.evidence(Article("", 1, "", text))
        column = evidence.tables["zone"].columns["linked"]
        return [
            {
                evidence.name("zone", pair)
                for pair in range(len(column))
                if evidence.tables["zone"].figure[pair] == number and column[pair] == 1
            }
            for number in range(len(evidence.stated))
        ]

    return of


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("绵阳高新区、德阳经开区分别培训268人次、305人次。", [{"绵阳高新区"}, {"德阳经开区"}]),
        ("绵阳高新区、德阳经开区同步行动，两地合格率均超过96%。", [{"绵阳高新区、德阳经开区"}]),
        ("绵阳高新区培训268人次。", [set()]),
    ],
)
def test_a_number_of_a_list_has_its_own_zone(linked, text, zones):
    assert linked(text) == zones
