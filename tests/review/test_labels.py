"""Labels: every word of the templates is there, in both languages."""

import re
from importlib.resources import files

import pytest

from extractor.model.table import AGGREGATES, BOUNDS, CHANGES_OF, DIMENSIONS, KINDS, MODALITIES
from extractor.review import labels
from extractor.review.wording import PAGE, REPORT, VALUES

ROOT = files("extractor.review").joinpath("templates")
TEMPLATES = {
    one.name: one.read_text(encoding="utf-8")
    for folder in (ROOT, ROOT.joinpath("fragments"))
    for one in folder.iterdir()
    if one.name.endswith(".html")
}
STATES = ("open", "accepted", "corrected", "rejected", "added")
VERDICTS = ("matched", "value_differs", "unit_differs", "attachment_differs", "missing", "spurious")


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_key_of_a_template_has_words(name):
    used = set(re.findall(r"""\bt\(["']([\w.]+)["']\s*\)""", TEMPLATES[name]))
    assert used <= labels.known()


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_marks_anything_as_safe_or_styles_inline(name):
    text = TEMPLATES[name]
    assert not re.search(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b", text)
    assert not re.search(r'\sstyle\s*=|\son[a-z]+="|hx-on|javascript:', text)
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", text)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_names_another_host(name):
    assert "://" not in TEMPLATES[name]


@pytest.mark.parametrize(
    "value", [*BOUNDS, *CHANGES_OF, *DIMENSIONS, *AGGREGATES, *MODALITIES, *KINDS, *STATES, *VERDICTS]
)
def test_every_value_of_the_tables_has_words(value):
    assert labels.words("zh")(value) != value
    assert value in labels.known()


def test_no_key_is_worded_twice():
    assert not PAGE.keys() & REPORT.keys()
    assert not (PAGE.keys() | REPORT.keys()) & VALUES.keys()


@pytest.mark.parametrize("key", sorted(labels.known()))
def test_both_languages_say_something_and_leave_the_same_places_open(key):
    chinese, english = (labels.words(lang)(key) for lang in labels.LANGS)
    assert chinese.strip()
    assert english.strip()
    assert chinese.count("{}") == english.count("{}")


def test_an_unknown_key_stands_for_itself():
    assert labels.words("zh")("no.such") == "no.such"


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_is_marked_as_one_of_four_kinds(dimension):
    assert labels.kind_of(dimension) in {"count", "money", "percent", "measure"}


def test_kinds_and_states_have_signs_of_their_own():
    signs = [sign for sign in labels.SIGNS.values() if sign]
    assert len(signs) == len(set(signs))
