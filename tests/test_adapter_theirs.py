"""Adapter in a pipeline that is not ours: their tokens, components before and after, storage."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from extractor import adapter
from extractor.errors import PatternError, UsageError
from extractor.grammar import load
from extractor.model import Article
from extractor.pipeline import STEPS, Extractor, run_steps

TEXT = "2025年以来，榆原高新区总工会开设课程253门，惠及职工2300余人次，投入1.5亿元。\n其中工匠学院4家。"
TABLE = "榆原高新区工会今年工作如下。\n单位\t课程（门）\t职工（人次）\n青禾机械公司\t12\t340\n"


def chinese(segmenter: str = "char") -> Language:
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})


@pytest.fixture(scope="module")
def batch() -> Extractor:
    return Extractor(load())


@Language.component("their_first_sentence_only")
def their_first_sentence_only(doc: Doc) -> Doc:
    doc.spans["theirs"] = [next(doc.sents)]
    return doc


TOKENIZERS = {
    "characters": lambda: chinese("char"),
    "jieba": lambda: chinese("jieba"),
    "blanks, of another language": lambda: spacy.blank("xx"),
    "English": lambda: spacy.blank("en"),
}


@pytest.mark.parametrize("make", TOKENIZERS.values(), ids=TOKENIZERS)
def test_one_component_finds_quantities_over_any_tokens(make) -> None:
    nlp = make()
    nlp.add_pipe("union_quantities")
    doc = nlp(TEXT)
    found = [span._.union.span.of(TEXT) for span in doc.spans["quantities"]]
    assert found == [quantity.span.of(TEXT) for quantity in doc._.quantities.body]
    assert {"253门", "2300余人次", "1.5亿元", "4家"} <= set(found)


@pytest.mark.parametrize("make", TOKENIZERS.values(), ids=TOKENIZERS)
@pytest.mark.parametrize("text", [TEXT, TABLE, "", " \n", "没有数字。"])
def test_one_complete_component_finds_the_figures(make, text: str, batch: Extractor) -> None:
    nlp = make()
    nlp.add_pipe("union_figures", config={"complete": True})
    doc = nlp(text)
    assert doc._.figures == batch.figures(Article("", 1, "", text))
    assert [span.id_ for span in doc.spans["figures"]] == [figure.figure_id for figure in doc._.figures]
    assert [span._.union for span in doc.spans["figures"]] == list(doc._.figures)


def test_other_components_stand_before_between_and_after() -> None:
    nlp = chinese("jieba")
    nlp.add_pipe("sentencizer", config={"punct_chars": ["。"]})
    nlp.add_pipe("union_quantities")
    nlp.add_pipe("their_first_sentence_only")
    nlp.add_pipe("union_periods")
    nlp.add_pipe("union_counted")
    ruler = nlp.add_pipe("span_ruler")
    ruler.add_patterns([{"label": "WORD", "pattern": "职工"}])
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["theirs"]] == [TEXT.partition("\n")[0]]
    assert [span.label_ for span in doc.spans["ruler"]] == ["WORD"]
    assert [span._.union.span.of(TEXT) for span in doc.spans["counted"]] == [
        "253门", "2300余人次", "1.5亿元", "4家",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (["union_counted"], ["union_quantities", "union_periods"]),
        (["union_quantities", "union_counted", "union_periods"], ["union_periods"]),
        (["union_zones"], ["union_quantities", "union_periods", "union_counted", "union_organizations"]),
        (
            ["union_quantities", "union_periods", "union_counted", "union_zones"],
            ["union_organizations"],
        ),
        (
            ["union_figures"],
            [
                "union_quantities", "union_periods", "union_counted", "union_organizations", "union_zones",
                "union_programs",
            ],
        ),
    ],
)  # fmt: skip
def test_a_component_says_which_ones_must_stand_before_it(names: list[str], missing: list[str]) -> None:
    nlp = chinese()
    for name in names:
        nlp.add_pipe(name)
    with pytest.raises(UsageError) as refused:
        nlp(TEXT)
    assert f"needs what {', '.join(missing)} would have found before it" in str(refused.value)


def test_following_what_the_refusal_says_mends_the_pipeline() -> None:
    nlp = chinese()
    nlp.add_pipe("union_figures")
    with pytest.raises(UsageError) as refused:
        nlp(TEXT)
    calls = str(refused.value).partition("; add ")[2].partition("; or let")[0]
    for call in calls.split("; "):
        exec(call, {"nlp": nlp})
    assert [figure.raw for figure in nlp(TEXT)._.figures] == ["253门", "2300余人次", "1.5亿元", "4家"]


def test_their_pipeline_analyses_without_problems() -> None:
    nlp = chinese()
    for name in ("quantities", "periods", "counted"):
        nlp.add_pipe(f"union_{name}")
    assert not any(nlp.analyze_pipes()["problems"].values())
    nlp.remove_pipe("union_periods")
    assert nlp.analyze_pipes()["problems"]["union_counted"] == ["doc._.periods"]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("expand", ["253门课", "2300余人次", "1.5亿元"]),
        ("contract", ["253", "2300余人次", "1.5亿元"]),
        ("strict", ["2300余人次", "1.5亿元"]),
    ],
)
def test_a_find_inside_a_token_is_aligned_as_asked_and_keeps_its_own_place(
    mode: str, expected: list[str]
) -> None:
    words = ["开设", "253", "门课", "程", "，", "2300", "余人次", "，", "1.5", "亿元", "。"]
    nlp = chinese()
    component = nlp.add_pipe("union_quantities", config={"alignment_mode": mode})
    doc = component(Doc(nlp.vocab, words=words, spaces=[False] * len(words)))
    assert [span.text for span in doc.spans["quantities"]] == expected
    exact = ["253门", "2300余人次", "1.5亿元"]
    assert [quantity.span.of(doc.text) for quantity in doc._.quantities.body] == exact
    for span in doc.spans["quantities"]:
        assert span.id_ == f"{span._.union.span.start}-{span._.union.span.end}"
        assert span._.union.span.of(doc.text) in exact


def test_two_finds_in_one_token_stay_two() -> None:
    nlp = spacy.blank("en")  # a sentence without blanks is one token, or nearly so
    nlp.add_pipe("union_quantities")
    doc = nlp("慰问职工300人资助学生20名")
    assert len(doc) == 1
    assert [str(span._.union.value) for span in doc.spans["quantities"]] == ["300", "20"]


def test_a_group_takes_the_name_that_is_asked_for() -> None:
    nlp = chinese()
    nlp.add_pipe("union_quantities", config={"spans_key": "sc"})
    nlp.add_pipe("union_periods", config={"spans_key": ""})
    doc = nlp(TEXT)
    assert set(doc.spans) == {"sc"}
    assert [span._.union.unit for span in doc.spans["sc"]][-4:] == ["门", "人次", "元", "家"]
    assert [period.words for period in doc._.periods.body] == ["2025年以来"]


def test_a_span_that_is_not_ours_stands_for_nothing() -> None:
    nlp = chinese()
    nlp.add_pipe("union_quantities")
    doc = nlp(TEXT)
    assert Span(doc, 0, 2, label="PERSON")._.union is None
    assert Span(doc, 0, 2, label="quantities")._.union is None


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"alignment_mode": "loose"}, "alignment_mode"),
        ({"engine": "pkuseg"}, "engine"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_setting_is_refused_when_the_component_is_added(settings: dict, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        chinese().add_pipe("union_quantities", config=settings)


def test_own_patterns_are_a_setting(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text(
        "units:\n  - {id: unit.own, about: own, dimension: count, names: 喵}\n", "utf-8"
    )
    nlp = chinese()
    nlp.add_pipe("union_quantities", config={"patterns": str(tmp_path)})
    nlp.add_pipe("union_quantities", name="ours", config={"spans_key": "ours"})
    doc = nlp("工会今年送出35喵。")
    assert [span._.union.unit for span in nlp("工会今年送出35喵。").spans["ours"]] != ["喵"]
    assert "35喵" in [span.text for span in doc.spans["quantities"]]


def test_wrong_patterns_are_refused_when_the_component_is_added(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text("units:\n  - {id: unit.own, abuot: own}\n", "utf-8")
    with pytest.raises(PatternError, match=r"units\.yaml:2:"):
        chinese().add_pipe("union_quantities", config={"patterns": str(tmp_path)})


def test_a_folder_of_patterns_that_is_not_there_is_refused_with_the_first_text(tmp_path: Path) -> None:
    nlp = chinese()
    nlp.add_pipe("union_quantities", config={"patterns": str(tmp_path / "none")})
    with pytest.raises(PatternError, match="no such folder"):
        nlp(TEXT)


def test_title_and_date_come_with_the_article() -> None:
    nlp = chinese()
    nlp.add_pipe("union_figures", config={"complete": True})
    article = Article(
        "", 1, "榆原高新区建成职工之家12个", "今年以来，工会慰问职工300人。", published="2025-06-01"
    )
    (doc,) = nlp.pipe([adapter.make_doc(nlp, article)])
    assert [figure.raw for figure in doc._.figures] == ["12个", "300人"]
    assert [span.text for span in doc.spans["figures"]] == ["300人"]
    assert str(doc._.figures[1].period.start) == "2025-01-01"


def test_a_new_article_makes_what_was_found_in_the_old_one_void() -> None:
    nlp = chinese()
    nlp.add_pipe("union_figures", config={"complete": True})
    doc = nlp("今年以来，工会慰问职工300人。")
    doc._.article = Article("", 1, "", doc.text, published="2025-06-01")
    assert doc._.figures is None
    assert str(nlp(doc)._.figures[0].period.start) == "2025-01-01"


def test_an_article_with_another_text_is_refused() -> None:
    nlp = chinese()
    nlp.add_pipe("union_quantities")
    doc = nlp.make_doc("慰问职工300人。")
    doc._.article = Article("", 1, "", "慰问职工300人")
    with pytest.raises(UsageError, match="another text than the Doc"):
        nlp(doc)


def every_value(doc: Doc) -> dict:
    return {step.assigns: getattr(doc._, step.assigns) for step in STEPS}


@pytest.mark.parametrize("text", [TEXT, TABLE, "没有数字。"])
@pytest.mark.parametrize("way", ["bytes", "DocBin", "pickle"])
def test_a_stored_doc_has_the_same_values_and_spans(text: str, way: str, batch: Extractor) -> None:
    nlp = adapter.pipeline()
    article = Article("a.txt", 2, "榆原高新区去年培训10人", text, published="2025-06-01")
    doc = adapter.doc_of(nlp, article)
    if way == "bytes":
        again = Doc(spacy.blank("zh").vocab).from_bytes(doc.to_bytes())
    elif way == "DocBin":
        stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
        (again,) = DocBin().from_bytes(stored).get_docs(spacy.blank("zh").vocab)
    else:
        again = pickle.loads(pickle.dumps(doc))
    values = run_steps(article, batch.knowledge)
    assert every_value(again) == {step.assigns: values[step.assigns] for step in STEPS}
    assert [type(value) for value in every_value(again).values()] == [
        type(value) for value in every_value(doc).values()
    ]
    assert again._.article == article
    for key, group in doc.spans.items():
        assert [(span.text, span._.union) for span in again.spans[key]] == [
            (span.text, span._.union) for span in group
        ]


def test_a_doc_stored_by_another_version_is_refused_in_words() -> None:
    nlp = chinese()
    nlp.add_pipe("union_quantities")
    data = nlp(TEXT).to_bytes().replace(b"value_max", b"value_top")
    with pytest.raises(UsageError, match="of another version of extractor; run the pipeline over it anew"):
        Doc(nlp.vocab).from_bytes(data)


def test_a_stored_doc_makes_no_class_that_is_not_listed() -> None:
    nlp = chinese()
    nlp.add_pipe("union_quantities")
    data = nlp(TEXT).to_bytes()
    assert b"Quantity" in data
    with pytest.raises(UsageError):
        Doc(nlp.vocab).from_bytes(data.replace(b"Quantity", b"Popen\x20\x20\x20"))


@pytest.mark.parametrize("way", ["disk", "bytes"])
def test_their_pipeline_can_be_stored(way: str, tmp_path: Path) -> None:
    own = tmp_path / "mine"
    own.mkdir()
    (own / "units.yaml").write_text(
        "units:\n  - {id: unit.own, about: own, dimension: count, names: 喵}\n", "utf-8"
    )
    nlp = chinese("jieba")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("union_quantities", config={"patterns": str(own), "spans_key": "sc"})
    text = "工会今年送出35喵。"
    if way == "disk":
        nlp.to_disk(tmp_path / "model")
        own.rename(tmp_path / "moved")  # as if the model had gone to another machine
        again = spacy.load(tmp_path / "model")
    else:
        again = chinese("jieba")
        again.add_pipe("sentencizer")
        again.add_pipe("union_quantities", config={"spans_key": "sc"})
        again.from_bytes(nlp.to_bytes())
    assert again.pipe_names == nlp.pipe_names
    assert [span.text for span in again(text).spans["sc"]] == ["35喵"]


def test_a_pipeline_with_patterns_from_memory_keeps_them_on_disk(tmp_path: Path) -> None:
    own = tmp_path / "mine"
    own.mkdir()
    (own / "units.yaml").write_text(
        "units:\n  - {id: unit.own, about: own, dimension: count, names: 喵}\n", "utf-8"
    )
    adapter.pipeline(load(own)).to_disk(tmp_path / "model")
    found = spacy.load(tmp_path / "model")("高新区总工会今年送出35喵。")._.figures
    assert [figure.quantity.unit for figure in found] == ["喵"]


def test_a_component_can_be_sent_to_another_process(tmp_path: Path) -> None:
    nlp = chinese()
    component = nlp.add_pipe("union_figures", config={"complete": True})
    component(nlp.make_doc(TEXT))  # with everything built that cannot be sent
    again = pickle.loads(pickle.dumps(component))
    assert again(nlp.make_doc(TEXT))._.figures == nlp(TEXT)._.figures


@pytest.mark.slow
def test_two_processes_give_what_one_gives() -> None:
    nlp = chinese()
    nlp.add_pipe("union_figures", config={"complete": True})
    texts = [TEXT, TABLE, "没有数字。", "慰问职工300人。"] * 3
    assert [doc._.figures for doc in nlp.pipe(texts, n_process=2, batch_size=2)] == [
        doc._.figures for doc in nlp.pipe(texts)
    ]


def test_many_texts_go_through_with_their_context() -> None:
    nlp = chinese()
    nlp.add_pipe("union_quantities")
    pairs = [("慰问职工300人。", 1), ("没有。", 2), ("资助学生20名。", 3)]
    found = [(len(doc.spans["quantities"]), at) for doc, at in nlp.pipe(pairs, as_tuples=True)]
    assert found == [(1, 1), (0, 2), (1, 3)]


def test_a_fresh_program_needs_to_import_nothing_but_spacy() -> None:
    script = (
        "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('union_quantities'); "
        "doc = nlp('慰问职工300余人。'); print([str(span._.union.value) for span in doc.spans['quantities']])"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "['300']"


def test_a_name_that_something_else_has_taken_is_said() -> None:
    script = """
import spacy
from spacy.tokens import Doc
Doc.set_extension("zones", default="theirs")
nlp = spacy.blank("zh")
nlp.add_pipe("union_quantities")
try:
    nlp.add_pipe("union_zones", config={"complete": True})
except Exception as error:
    print(error)
Doc.remove_extension("zones")
nlp.add_pipe("union_zones", config={"complete": True})
print([zone.name for zone in nlp("榆原高新区慰问职工300人。")._.zones.body])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    refusal, after = done.stdout.splitlines()
    assert refusal.startswith(
        "union_zones cannot be added: something else in this program has defined doc._.zones"
    )
    assert after == "['榆原高新区']"
