"""Adapter: spaCy is one of two drivers, and both give the same figures."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin

from extractor import adapter
from extractor.grammar import load
from extractor.model import Article, Page
from extractor.pages import read_page
from extractor.pipeline import STEPS, Extractor
from extractor.sources.encoding import decode

CHECKOUT = Path(__file__).parents[1]
CORPUS = sorted((CHECKOUT / "corpus" / "articles").glob("*.txt"))
TEXT = "2025年以来，高新区总工会开设课程253门，惠及职工2300余人次， 投入1.5亿元。\n其中工匠学院4家。"


@pytest.fixture(scope="module")
def batch() -> Extractor:
    return Extractor(load())


@pytest.fixture(scope="module")
def nlp() -> Language:
    return adapter.pipeline()


@pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
def test_an_article_has_the_same_figures_from_both_drivers(
    path: Path, batch: Extractor, nlp: Language
) -> None:
    articles = read_page(Page(path.name, decode(path.read_bytes()).text), batch.page_forms)
    assert articles
    for article in articles:
        assert adapter.doc_of(nlp, article)._.figures == batch.figures(article)


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_a_plain_text_is_an_article_without_title(engine: str, batch: Extractor) -> None:
    found = adapter.pipeline(engine="jieba" if engine == "jieba" else "rjieba")(TEXT)._.figures
    assert [figure.raw for figure in found] == ["253门", "2300余人次", "1.5亿元", "4家"]
    assert found == batch.figures(Article(source="", index=1, title="", text=TEXT))


def test_spacy_finds_every_step_after_what_it_requires(nlp: Language) -> None:
    assert nlp.pipe_names == [f"union_{step.name}" for step in STEPS]
    assert {name: problems for name, problems in nlp.analyze_pipes()["problems"].items() if problems} == {}


def test_other_patterns_give_other_figures(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text(
        "units:\n  - {id: unit.own, about: own, dimension: count, names: 喵}\n", "utf-8"
    )
    text = "高新区总工会今年送出35喵。"
    assert [figure.quantity.unit for figure in adapter.pipeline()(text)._.figures] != ["喵"]
    assert [figure.quantity.unit for figure in adapter.pipeline(load(tmp_path))(text)._.figures] == ["喵"]


def test_tokens_are_the_words_and_a_space_belongs_to_the_token_before_it(nlp: Language) -> None:
    assert [token.text_with_ws for token in nlp.make_doc("高新区 工会  职工\n")] == [
        "高新区 ",
        "工会 ",
        " ",
        "职工",
        "\n",
    ]


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.one_of(st.sampled_from(" \n\t\u3000高新区工会3-5名"), st.characters(codec="utf-8"))))
def test_a_doc_has_exactly_its_text(text: str) -> None:
    assert BLANK.make_doc(text).text == text


BLANK = adapter.pipeline()


def test_figures_and_names_are_spans_of_the_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["figures"]] == ["253门", "2300余人次", "1.5亿元", "4家"]
    assert [span.text for span in doc.spans["periods"]] == ["2025年以来"]
    assert {span.label_ for span in doc.spans["figures"]} == {"figures"}


def test_a_figure_of_the_title_is_no_span_of_the_text(nlp: Language) -> None:
    doc = adapter.doc_of(nlp, Article("", 1, "高新区建成职工之家12个", "高新区工会说，职工很满意。"))
    assert [figure.raw for figure in doc._.figures] == ["12个"]
    assert not list(doc.spans["figures"])


def test_docs_can_be_stored_for_training(nlp: Language) -> None:
    stored = DocBin(docs=[nlp(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert [span.text for span in doc.spans["figures"]] == ["253门", "2300余人次", "1.5亿元", "4家"]


def test_a_language_read_from_disk_gives_the_same_figures(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(TEXT)._.figures == nlp(TEXT)._.figures


def test_the_steps_give_the_same_figures_over_any_tokens(nlp: Language) -> None:
    other = spacy.blank("zh")
    for step in STEPS:
        other.add_pipe(f"union_{step.name}")
    assert len(other.make_doc(TEXT)) != len(nlp.make_doc(TEXT))
    assert other(TEXT)._.figures == nlp(TEXT)._.figures


def test_every_component_has_its_entry_point() -> None:
    declared = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert declared["spacy_factories"] == {name: f"extractor.adapter:{name}" for name in adapter.FACTORIES}
    assert declared["spacy_tokenizers"] == {"union_words.v1": "extractor.adapter:make_words"}
    assert all(callable(getattr(adapter, name)) for name in adapter.FACTORIES)


@pytest.mark.parametrize("before", ["pass", "extractor.quantities('300人')", "import extractor.pipeline"])
def test_the_front_door_gives_a_language_whatever_was_imported_before(before: str) -> None:
    script = f"import extractor; {before}; print(len(extractor.pipeline()('慰问职工300人。')._.figures))"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "1"


def test_the_module_of_the_same_name_stays_a_module() -> None:
    script = "import extractor.pipeline as module; print(module.Extractor.__name__, module.__name__)"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == (
        "Extractor extractor.pipeline"
    )


def test_the_batch_driver_does_not_import_spacy() -> None:
    script = (
        "import sys, extractor.pipeline, extractor.grammar, extractor.check; print('spacy' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "False"
