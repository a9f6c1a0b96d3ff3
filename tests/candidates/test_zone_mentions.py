"""Zones are found widely: the nation and its bodies, regions, brackets, groups, general words."""

import pytest


def named(found):
    return {mention.name for mention in found}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我国技能人才已有2亿人。", "我国"),
        ("人力资源社会保障部介绍，返还资金552亿元。", "全国"),  # its bodies speak of the nation
        ("长三角新增岗位31万个。", "长三角"),
        ("云津高新区(滨湖)新建驿站12家。", "云津高新区(滨湖)"),
        ("山阳县、丹凤县慰问职工42户。", "山阳县、丹凤县"),
    ],
)
def test_a_zone_is_among_the_mentions(mentions, text, name):
    assert name in named(mentions("zone", text))


@pytest.mark.parametrize(
    ("text", "word", "key_of"),
    [
        ("襄阳高新区总工会成立联盟。今年，该区培训职工213名。", "该区", "襄阳高新区"),
        ("甘肃省总工会投入资金。天水市设超市6处，全市职工兑换物资7万件。", "全市", "天水市"),
    ],
)
def test_a_general_word_is_one_more_mention_of_the_last_zone_of_its_kind(mentions, text, word, key_of):
    found = mentions("zone", text)
    general = next(m for m in found if m.form == f"general {word}")
    assert general.key == next(m.key for m in found if m.name == key_of)


def test_a_general_word_that_no_zone_fits_stays_what_it_is(mentions):
    (found,) = mentions("zone", "全省慰问职工300人。")
    assert (found.kind, found.name) == ("general", "全省")


def test_the_name_that_says_its_level_is_the_fullest(mentions):
    found = mentions("zone", "四川昭觉来了新队员。昭觉县共选派干部506人。")
    assert {m.name for m in found if m.key == next(x.key for x in found if x.name == "昭觉县")} == {"昭觉县"}
