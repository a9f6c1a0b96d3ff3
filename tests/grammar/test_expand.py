"""Macros: they stand for their expressions, and for nothing else in braces."""

import pytest

from extractor.grammar.expand import MacroError, compiled_problem, expanded

MACROS = {"d": "[0-9]", "year": "{d}{4}年", "loop": "{loop}"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{d}", "(?:[0-9])"),
        ("{year}以来", "(?:(?:[0-9]){4}年)以来"),
        ("{d}{2,4}", "(?:[0-9]){2,4}"),
        (r"\p{Han}+{d}", r"\p{Han}+(?:[0-9])"),
        (r"\{d}", r"\{d}"),
        (r"[\]]{d}", r"[\]](?:[0-9])"),
        ("[]a]{d}", "[]a](?:[0-9])"),
        ("[^]a]{d}", "[^]a](?:[0-9])"),
        ("[[]{d}", "[[](?:[0-9])"),
        ("没有宏", "没有宏"),
    ],
)
def test_only_a_name_in_braces_is_expanded(source: str, expected: str) -> None:
    assert expanded(source, MACROS) == expected
    assert compiled_problem(expected) == ""


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{loop}", "contains itself: loop → loop"),
        ("{x}", "unknown macro {x}; expected one of d, loop, year"),
        ("[a{d}]", "inside [ ]"),
        ("[[]a{d}", ""),
    ],
)
def test_what_cannot_be_expanded_says_why(source: str, message: str) -> None:
    if not message:
        expanded(source, MACROS)
        return
    with pytest.raises(MacroError, match=message.replace("[", r"\[").replace("{", r"\{")):
        expanded(source, MACROS)
