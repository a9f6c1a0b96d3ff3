import pytest

from extractor.text.sentences import LONGEST, split_sentences


@pytest.mark.parametrize("piece", ["慰问职工30人，", "建站4家；", "甲 ", "甲乙丙丁"])
def test_a_sentence_without_an_end_comes_in_pieces_that_end_with_a_mark(piece):
    text = piece * LONGEST + "圆满完成。"
    found = [sentence.span for sentence in split_sentences(text)]
    assert "".join(span.of(text) for span in found).replace(" ", "") == text.replace(" ", "")
    assert max(span.end - span.start for span in found) <= LONGEST
    mark = piece[-1]
    if mark in "，；":
        assert {span.of(text)[-1] for span in found} == {mark, "。"}


def test_a_sentence_as_long_as_any_is_whole():
    text = "慰问职工30人，" * (LONGEST // 8 - 1) + "完。"
    assert [sentence.span.of(text) for sentence in split_sentences(text)] == [text]
