"""Several expressions searched as if they were one."""

import pytest
import regex

from extractor.grammar.leftmost import Leftmost, lead_of

LED = "(?=[0-9一二].{0,4}年)"
SOURCES = [
    f"{LED}[0-9]{{4}}年[0-9]月",
    f"(?:{LED})[0-9一二]+年",
    "每年|全年",
    "年底",
    "[^,]{1,3}期间",
    "[0-9]+月",
]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "今年没有数字",
        "2024年3月,全年建站4家,春节期间慰问,2023年底,一年",
        "到2024年底,12月,每年2次,年年年底",
        "国庆期间期间",
    ],
)
def test_matches_are_those_of_one_alternation(text: str) -> None:
    together = regex.compile("|".join(f"({source})" for source in SOURCES))
    expected = [(m.start(), m.lastindex - 1, m.end()) for m in together.finditer(text)]
    assert list(Leftmost(SOURCES).matches(text)) == expected


@pytest.mark.parametrize(
    "source",
    ["[0-9](?=年)年", "(?=年)年|月", "(?:(?=年)|月)年", "(?!年)月", "(?:(?=年)月)年"],
)
def test_an_expression_that_may_begin_otherwise_has_no_lead(source: str) -> None:
    assert lead_of(source) == ""
