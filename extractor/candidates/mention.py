"""Mention: one place at which a text names something that a figure may belong to."""

from __future__ import annotations

from typing import NamedTuple

from extractor.model import Period


class Mention(NamedTuple):
    """Characters `start` to `end` of the ground name a candidate.

    `key` joins the mentions of one candidate; `name` is what a table would hold. `kind` says what sort of
    thing
    it is, `form` how it is written (a quotation, a short form, a general word), `trait` is one more fact of
    the finder's own, `rule` the pattern entry that found it. `period` is set where the candidate is a time.
    """

    start: int
    end: int
    key: str
    name: str
    kind: str
    form: str = ""
    trait: int = 0
    rule: str = ""
    period: Period | None = None


MARKS = str.maketrans("", "", "“”‘’\"'「」『』《》 \u3000")


def key_of(name: str) -> str:
    """A name without quotation marks and blanks: what joins its mentions.

    >>> key_of("“师带徒”培养体系")
    '师带徒培养体系'
    """
    return name.translate(MARKS)
