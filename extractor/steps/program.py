"""Program: one mention of a scheme, brand, activity or facility, and how much it is one by its form.

Mentions are found in steps.programs; steps.program_recall says what a kind alone stands for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from extractor.model import Span

BREAK = "break"  # the kind of a mark that is no program: here begins a segment, see steps.segments


class Rank(IntEnum):
    """How much a mention is a program by its form."""

    NONE = 0  # a metaphor, a kind alone
    WEAK = 1  # an activity where nothing else is named
    NAMED = 2  # a facility, an activity, a fund with a name
    BRAND = 3  # a brand or a plan, which governs its paragraph


@dataclass(frozen=True, slots=True)
class Program:
    """One mention of a program.

    `key` joins the mentions of one brand; `kind` is its list in programs.yaml. It is a `subject` where it
    begins its clause, `opened` by a verb before it, `counted` by a figure (建成工匠学院4家), and `held`
    where only its kind stands for it (驿站 for 红星驿站).
    """

    span: Span
    name: str
    key: str
    kind: str
    rule: str
    rank: Rank
    in_title: bool = False
    quoted: bool = False
    whole: bool = False  # the mention is one noun phrase, whatever a segmenter makes of it
    subject: bool = False
    opened: bool = False
    alone: bool = False  # an activity that is named by its kind, with nothing else: 送教下乡
    counted: bool = False
    held: bool = False
    listed: bool = False  # a member of a list: 送温暖、金秋助学等活动
    example: bool = False  # a list of kinds that goes on to name what they are: 书屋、驿站等项目762个

    @property
    def governs(self) -> bool:
        """Whether the words after it are likely to be about it."""
        return self.subject or self.opened or self.alone
