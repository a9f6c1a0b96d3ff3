"""Every example of pages.yaml, one test each; and the file has the shape that the schema gives it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from extractor.errors import PlacedError
from extractor.grammar.schema import PagesFile
from extractor.model import Page
from extractor.pages import PageForms, read_page

LOADED: dict[str, Any] = YAML(typ="safe").load(Path(__file__).parents[2] / "patterns" / "pages.yaml")


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(example, id=f"{entry['id']}-{at}")
        for entry in LOADED["pages"]
        for at, example in enumerate(entry.get(kind, []), 1)
    ]


def _as_read(example: dict[str, Any], forms: PageForms) -> dict[str, list[str]]:
    articles = read_page(Page("example.txt", example["text"]), forms)
    found = {
        "titles": [article.title for article in articles],
        "bylines": [article.byline for article in articles],
        "texts": [article.text for article in articles],
    }
    return {field: values for field, values in found.items() if field in example}


@pytest.mark.parametrize("example", _cases("examples") + _cases("rejects"))
def test_an_example_reads_as_it_says(example: dict[str, Any], forms: PageForms) -> None:
    expected = {field: example[field] for field in ("titles", "bylines", "texts") if field in example}
    assert expected, "an example without expectation cannot fail"
    assert _as_read(example, forms) == expected


def test_the_file_has_the_shape_of_its_schema() -> None:
    assert PagesFile.model_validate(LOADED).pages


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(PlacedError, match="unknown role 'byline'"):
        PageForms.of([{"id": "page.x", "role": "byline", "match": ["x"]}], {})


def test_a_macro_may_name_a_macro() -> None:
    entries = [{"id": "page.x", "role": "masthead", "match": ["{name}报"]}]
    forms = PageForms.of(entries, {"name": "{han}{2,4}", "han": "\\p{Han}"})
    assert forms.masthead.fullmatch("榆原报")
    assert not forms.masthead.fullmatch("AB报")
