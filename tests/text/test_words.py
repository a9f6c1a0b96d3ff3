"""Words: both engines cut alike, whatever the text; offsets hold; nothing is loaded or shared unasked."""

import marshal
import pickle
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.sources.encoding import decode
from extractor.text.fold import fold
from extractor.text.words import Segmenter, Word, jieba_segmenter, rjieba_segmenter, segmenter

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"


@pytest.fixture(scope="module")
def rust() -> Segmenter:
    return rjieba_segmenter()


@pytest.fixture(scope="module")
def reference() -> Segmenter:
    return jieba_segmenter()


def surfaces(engine: Segmenter, text: str) -> list[str]:
    return [word.text for word in engine.cut(text)]


def test_the_corpus_has_the_same_words_from_both_engines(rust: Segmenter, reference: Segmenter) -> None:
    texts = [decode(path.read_bytes()).text for path in sorted(CORPUS.glob("*.txt"))]
    assert texts
    for text in texts:
        assert surfaces(rust, text) == surfaces(reference, text)


def test_the_folded_corpus_has_the_same_tags_from_both_engines(rust: Segmenter, reference: Segmenter) -> None:
    texts = [fold(decode(path.read_bytes()).text) for path in sorted(CORPUS.glob("*.txt"))]
    assert texts
    for text in texts:
        assert rust.cut(text) == reference.cut(text)


# Each row is a place where rjieba by itself cuts otherwise than jieba, or raises.
TRAPS = [
    ("选出3-5名职工", ["选出", "3", "-", "5", "名", "职工"]),
    ("版本1.2.3发布", ["版本", "1.2", ".", "3", "发布"]),
    ("邮箱a_b@example.com", ["邮箱", "a", "_", "b", "@", "example", ".", "com"]),
    ("电话0533-8888000转", ["电话", "0533", "-", "8888000", "转"]),
    ("合格率99.5%以上", ["合格率", "99.5%", "以上"]),
    ("投入1.5亿元", ["投入", "1.5", "亿元"]),
    ("学习C++和AT&T", ["学习", "C++", "和", "AT&T"]),
    ("李\U00020bb7职工", ["李", "\U00020bb7", "职工"]),
    ("㐀龦豈工会", ["㐀", "龦", "豈", "工会"]),
    ("坏\ud800字工会", ["坏", "\ud800", "字", "工会"]),
    ("工会\r\n职工\n\n", ["工会", "\r\n", "职工", "\n", "\n"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TRAPS, ids=[ascii(text) for text, _ in TRAPS])
@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_a_trap_is_cut_as_jieba_cuts_it(
    name: str, text: str, expected: list[str], rust: Segmenter, reference: Segmenter
) -> None:
    assert surfaces(rust if name == "rjieba" else reference, text) == expected


TAGS = [
    ("高新区工会", ["nr", "n"]),
    ("3-5名", ["m", "x", "m", "q"]),
    ("AT&T的e_mail", ["nz", "uj", "eng", "x", "eng"]),
    ("\U00020bb7、", ["x", "x"]),
    ("荆楚智造", ["nr", "n"]),  # two words that the dictionary lacks
]


@pytest.mark.parametrize(("text", "expected"), TAGS, ids=[ascii(text) for text, _ in TAGS])
@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_a_word_has_the_tag_of_the_dictionary_or_the_likeliest_one(
    name: str, text: str, expected: list[str], rust: Segmenter, reference: Segmenter
) -> None:
    assert [word.tag for word in (rust if name == "rjieba" else reference).cut(text)] == expected


ALPHABET = (
    "0123456789.%-_+#&@aABcCT高新区工会人次万余百千亿元约超近 \n\r\t\u3000\u00a0\u2028\u0085，。、“”·×…"
    "㐀龦豈\U00020bb7\U0001f600\ud800\udc00①½²٣γé〇"
)
FUZZED = st.text(
    st.one_of(st.sampled_from(ALPHABET), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))
)


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(FUZZED, st.text(st.characters(codec=None))))
def test_any_text_has_the_same_words_from_both_engines(text: str) -> None:
    ours, jiebas = ENGINES
    assert surfaces(ours, text) == surfaces(jiebas, text)


@settings(max_examples=200, deadline=None)
@given(text=FUZZED, offset=st.integers(0, 10_000))
def test_the_words_cover_the_text_and_know_their_places(text: str, offset: int) -> None:
    words = ENGINES[0].cut(text, offset)
    assert "".join(word.text for word in words) == text
    assert [word.start for word in words] == [offset, *(word.end for word in words)][: len(words)]
    assert all(word.span.shifted(-offset).of(text) == word.text for word in words)


ENGINES = (rjieba_segmenter(), jieba_segmenter())


def test_eight_thousand_texts_of_shuffled_words_have_the_same_words_and_tags(
    rust: Segmenter, reference: Segmenter
) -> None:
    import jieba

    chance = random.Random(20250501)
    lines = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()
    dictionary = [line.split(" ")[0] for line in chance.sample(lines, 4000)]
    common = [*"职工会区人年月日在和了与为新"]
    common += [word for word in dictionary if len(word) == 1 or word.isascii()]
    for _ in range(8000):
        pieces = [
            chance.choice(chance.choice([dictionary, common, list("0123456789.%-_+#&aAcC，。")]))
            for _ in range(chance.randint(1, 12))
        ]
        text = "".join(pieces)
        assert surfaces(rust, text) == surfaces(reference, text)
        folded = fold(text)
        assert rust.cut(folded) == reference.cut(folded)


@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_a_sentence_by_itself_has_the_words_that_it_has_in_its_text(
    name: str, rust: Segmenter, reference: Segmenter
) -> None:
    engine = rust if name == "rjieba" else reference
    first, second = "高新区总工会投入1.5亿元。", "全年服务职工2300余人次！"
    assert engine.cut(first) + engine.cut(second, offset=len(first)) == engine.cut(first + second)


def test_a_word_added_to_the_global_tokenizers_changes_nothing(rust: Segmenter, reference: Segmenter) -> None:
    import jieba
    import rjieba

    before = surfaces(rust, "区总工会投入资金")
    rjieba.add_word("区总工会投", 10**8, "n")
    jieba.dt.FREQ["区总工会投"] = 10**8
    assert "区总工会投" in rjieba.cut("区总工会投入资金")
    assert surfaces(rjieba_segmenter(), "区总工会投入资金") == before
    assert surfaces(reference, "区总工会投入资金") == before


def test_importing_and_naming_an_engine_loads_no_dictionary() -> None:
    script = (
        "import sys; from extractor.text.words import segmenter; segmenter('rjieba'); segmenter('jieba');"
        "print(sorted({'rjieba', 'rjieba.rjieba', 'jieba'} & set(sys.modules)))"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"


def test_rjieba_loads_its_dictionary_once() -> None:
    script = (
        "import sys; from extractor.text.words import segmenter; segmenter('rjieba').cut('工会');"
        "print('rjieba' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "False"


@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_an_engine_can_be_sent_to_another_process(name: str) -> None:
    engine = segmenter("rjieba" if name == "rjieba" else "jieba")
    assert pickle.loads(pickle.dumps(engine)).name == name


@pytest.mark.parametrize("harm", ["none", "cut off", "altered", "unwritable"])
def test_jiebas_dictionary_is_kept_in_the_users_cache_folder_and_never_trusted(
    harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    if harm == "unwritable":
        cache.write_text("a file where the folder should be")
    monkeypatch.setattr("extractor.kept.cache_folder", lambda: cache)
    first = surfaces(jieba_segmenter(), "区总工会投入1.5亿元")
    kept = list(cache.glob("jieba-*.marshal"))
    assert len(kept) == (0 if harm == "unwritable" else 1)
    if harm == "cut off":
        kept[0].write_bytes(kept[0].read_bytes()[:-100])
    if harm == "altered":
        kept[0].write_bytes(kept[0].read_bytes()[:16] + marshal.dumps(({}, 1, {})))
    assert surfaces(jieba_segmenter(), "区总工会投入1.5亿元") == first
    assert list(tmp_path.rglob("unfinished-*")) == []


def test_a_word_is_a_place_a_surface_and_a_tag(rust: Segmenter) -> None:
    assert rust.cut("高新区工会", offset=7) == [Word(7, 10, "高新区", "nr"), Word(10, 12, "工会", "n")]
