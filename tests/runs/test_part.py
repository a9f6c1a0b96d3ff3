import marshal

import pytest

from extractor.runs.part import Part, decode, encode, read_part
from extractor.sources.folder import Found


def test_a_part_comes_back_from_its_bytes():
    part = Part(
        "甲.txt",
        "/news/甲.txt",
        "ab",
        (("a", "b"),),
        ((("1", "2"), ("3", "4")),),
        (("甲.txt", "", "why"),),
        1,
    )
    assert decode(encode(part)) == part


def test_bytes_of_another_version_are_not_read():
    with pytest.raises(ValueError, match="another version"):
        decode(marshal.dumps((0, ())))


def test_a_part_holds_the_rows_of_its_articles_one_after_the_other(tmp_path, extraction):
    path = tmp_path / "甲.txt"
    path.write_text("甲乙区慰问30人，走访5家。\n慰问7人。\n")
    part = read_part(Found(path, "甲.txt"), extraction)
    assert [[row[10] for row in rows] for rows in part.figures] == [["30人", "5家"], ["7人"]]
    assert (len(part.articles), part.with_zone, part.refusals) == (2, 2, ())


def test_a_file_that_is_not_to_be_opened_gives_its_refusal(tmp_path, extraction):
    part = read_part(Found(tmp_path / "x", "x", "it is a link that leads nowhere"), extraction)
    assert part == Part(
        "x", str(tmp_path / "x"), "", refusals=(("x", "", "it is a link that leads nowhere"),)
    )
