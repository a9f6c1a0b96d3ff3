"""The forms of patterns/pages.yaml, and a page as a test writes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from extractor.model import Article, Page
from extractor.pages import PageForms, read_page

PATTERNS = Path(__file__).parents[2] / "patterns" / "pages.yaml"
CORPUS = Path(__file__).parents[2] / "corpus"

Read = Callable[..., tuple[Article, ...]]


@lru_cache(maxsize=1)
def patterns() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(PATTERNS)
    return loaded


@lru_cache(maxsize=1)
def page_forms() -> PageForms:
    loaded = patterns()
    return PageForms.of(loaded["pages"], loaded["macros"])


@pytest.fixture(scope="session")
def forms() -> PageForms:
    return page_forms()


@pytest.fixture(scope="session")
def read(forms: PageForms) -> Read:
    def read(*lines: str, **known: Any) -> tuple[Article, ...]:
        return read_page(Page("page.txt", "\n".join(lines), **known), forms)

    return read
