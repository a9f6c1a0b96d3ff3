"""What a token pattern needs before it can match."""

import pytest

from extractor.grammar.needs import Needs, bits_of

A, B, C, F = "\ue001", "\ue002", "\ue003", "\ue000"


@pytest.mark.parametrize(
    ("expression", "before", "after", "met"),
    [
        (f"[{A}][{F}]", A, "", True),
        (f"[{A}][{F}]", "", A, False),
        (f"[{F}][{A}]", "", A, True),
        (f"[{F}][{A}]", A, "", False),
        (f"[{A}{B}][{F}]", B, "", True),
        (f"[{A}{B}][{F}]", C, "", False),
        (f"[{A}]*[{B}]?[{F}]", "", "", True),
        (f"(?:[{A}][{B}])?[{F}]", "", "", True),
        (f"(?P<indicator>[{A}]*[{B}])[{F}]", A, "", False),
        (f"(?:[{A}]|[{B}])[{F}]", "", "", True),
        (f"(?:^|[{A}])[{F}]", "", "", True),
        (f"[{F}](?![{A}])", "", "", True),
        (f"[^{A}][{F}]", "", "", True),
        (f"[{A}]{{0,3}}[{B}]{{1,2}}[{F}]", B, "", True),
        (f"[{A}]{{0,3}}[{B}]{{1,2}}[{F}]", A, "", False),
        (f"[{A}]|[{F}]", "", "", True),
    ],
)
def test_a_pattern_is_tried_where_its_classes_stand(
    expression: str, before: str, after: str, met: bool
) -> None:
    needs = Needs.of(expression, F)
    present = bits_of(before, after)
    assert (not needs.every & ~present and all(bits & present for bits in needs.one_of)) is met
