import codecs
import gzip
import importlib.util
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.sources.encoding import decode
from extractor.text.fold import simplify

SIMPLE = "宝鸡高新区总工会今年以来累计投入260余万元，开设“机台课堂”214个，培训一线职工1.96万人次。"
TRADITIONAL = "廈門火炬高新區總工會今年以來投入經費三百萬元，為職工開設課程，參加培訓的產業工人超過三千名。"
ENCODINGS = ["utf-8", "gbk", "gb18030", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_simplified_text_is_read_in_every_encoding(encoding):
    assert decode(SIMPLE.encode(encoding)).text == SIMPLE


@pytest.mark.parametrize("encoding", [*ENCODINGS, "big5"])
def test_traditional_text_is_read_in_every_encoding(encoding):
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize("line", ["高新区工会", "开发区工会慰问职工300人", "保稅區工會關懷職工"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_one_short_line_is_enough(line, encoding):
    assert decode(line.encode(encoding)).text == line


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_decides_and_is_no_part_of_the_text(mark, encoding):
    decoded = decode(mark + SIMPLE.encode(encoding))
    assert (decoded.text, decoded.encoding) == (SIMPLE, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_broken_byte_costs_its_place_only(encoding):
    data = SIMPLE.encode(encoding)
    place = len("宝鸡高新区总工会今年以来累计投入260".encode(encoding))
    decoded = decode(data[:place] + b"\xff" + data[place:])
    assert decoded.text == SIMPLE.replace("260", "260\ufffd")
    assert (decoded.encoding, decoded.broken) == (encoding, 1)


@pytest.mark.parametrize(
    ("text", "encoding"), [(SIMPLE, "gb18030"), (TRADITIONAL, "big5"), (SIMPLE, "utf-8")]
)
def test_a_text_cut_in_the_middle_of_a_character_is_read(text, encoding):
    assert text[1:-1] in decode(text.encode(encoding)[1:-1]).text


@pytest.mark.parametrize(
    "text", ["助学123万元，发给困难职工。", "员（罗朝晖）在机房里", "下降5.1%，惠及职工十万人次。"]
)
def test_a_short_piece_before_the_first_digit_is_read_although_it_is_cut(text):
    assert decode(text.encode("gb18030")[1:]).text == "\ufffd" + text[1:]


@pytest.mark.parametrize(
    "data",
    [
        random.Random(1).randbytes(4000),
        gzip.compress(SIMPLE.encode() * 50, mtime=0),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + random.Random(2).randbytes(2000),
        b"\x7fELF\x02\x01\x01" + bytes(3000),
        bytes(range(32)) * 20,
    ],
    ids=["noise", "gzip", "png", "elf", "controls"],
)
def test_what_is_no_text_is_refused(data):
    assert decode(data) is None


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_utf_8_comes_back_as_it_went(text):
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data):
    decoded = decode(data)
    assert decoded is None or isinstance(decoded.text, str)


def test_windows_of_news_are_read_right_in_every_encoding(checkout):
    script = checkout / "benchmarks" / "encodings.py"
    if not script.exists():
        pytest.skip("the benchmarks are not here")
    spec = importlib.util.spec_from_file_location("encodings_benchmark", script)
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    files = sorted((checkout / "corpus" / "articles").glob("*.txt"))
    texts = [simplify(decode(file.read_bytes()).text) for file in files]
    shares = benchmark.shares(texts, benchmark.LENGTHS, 12)
    assert {way: share for way, share in shares.items() if share < 0.9} == {}
    assert sum(shares.values()) / len(shares) >= 0.99
