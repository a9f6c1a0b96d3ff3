"""Verb objects: what a verb paid or drew before, for the sums that it later states without a noun.

领取工资补贴最多的是甲公司，共领取8000万元: the second 领取 has the object of the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.grammar.tokens import WordClasses
from extractor.model import Dimension, Quantity
from extractor.steps.respective import Indicator
from extractor.steps.tokens import Tokens

_OBJECT = ("noun", "people", "serve", "quote")
_NO_OBJECT = "indicator.verb"  # the pattern that finds nothing but the verb


def with_objects(
    text: str,
    tokens: Tokens,
    quantities: Sequence[Quantity],
    found: Sequence[Indicator | None],
    earlier: Mapping[str, str],
    classes: WordClasses,
) -> tuple[list[Indicator | None], dict[str, str]]:
    """The indicators, a sum after a bare verb with that verb's last object; and the objects up to here."""
    objects = dict(earlier)
    ahead = _objects(text, tokens, classes)
    named = list(found)
    for number, quantity in enumerate(quantities):
        while ahead and ahead[0][0] < tokens.figures[number]:
            _, verb, noun = ahead.pop(0)
            objects[verb] = noun
        held = named[number]
        if held is None or held.rule != _NO_OBJECT or quantity.dimension is not Dimension.MONEY:
            continue
        if held.name in objects:
            named[number] = replace(held, name=objects[held.name], span=None, rule="indicator.same-verb")
    objects.update((verb, noun) for _, verb, noun in ahead)
    return named, objects


def _objects(text: str, tokens: Tokens, classes: WordClasses) -> list[tuple[int, str, str]]:
    """Each verb with an object that names a sum: its place, the verb, the object."""
    sums, spending = (classes.marks.get(name, frozenset()) for name in ("sum", "spending"))
    act, particle = classes.codes["act"], classes.codes["particle"]
    nominal = {classes.codes[name] for name in _OBJECT}
    found: list[tuple[int, str, str]] = []
    place = -1
    while (place := tokens.codes.find(act, place + 1)) >= 0:
        if tokens.word(place, text) in spending:
            continue
        first = place + 1
        while first < len(tokens.codes) and tokens.codes[first] == particle:
            first += 1
        last = first
        while last < len(tokens.codes) and tokens.codes[last] in nominal:
            last += 1
        if last > first:
            words = [tokens.word(at, text) for at in range(first, last)]
            if words[-1] in sums or words[-1][-1] in sums:
                found.append((place, tokens.word(place, text), "".join(words).strip('“”"')))
    return found
