"""Patterns: every example, reject and gap of every pattern file is a test of its own."""

import pytest

from extractor.check import failure_of
from extractor.grammar import Case, cases, load
from extractor.pipeline import Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(load())


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])
def test_the_case_comes_out_as_its_pattern_says(case: Case, extractor: Extractor) -> None:
    failure = failure_of(case, extractor)
    assert failure is None, failure.line
