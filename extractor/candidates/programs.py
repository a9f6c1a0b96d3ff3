"""Programs as candidates: every scheme, facility, activity and document that a text may mean.

steps.programs finds names by the lists of programs.yaml; here they are joined by every quotation, every
title in 《》, and every run of nouns that ends in a head such as 行动, 补贴 or 基地, long and short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.candidates.ground import Ground
from extractor.candidates.mention import Mention, key_of
from extractor.steps.program import BREAK, Program
from extractor.text import kept_re as re

_QUOTED = re.compile(r"[“\"‘「『]([^“”\"‘’「」『』\n]{1,40})[”\"’」』]")
_TITLED = re.compile(r"《([^《》\n]{2,60})》")
_QUOTE = "“"  # the tag of a quotation in a row of words
_PARTS = frozenset("nvjblaixefszgqmthk")  # jieba's tags of what a name is made of, by their first letter
_PARTICLES = frozenset(
    [
        "的",
        "了",
        "在",
        "是",
        "有",
        "为",
        "与",
        "等",
        "将",
        "对",
        "向",
        "从",
        "于",
        "被",
        "把",
        "让",
        "使",
        "其",
        "这",
        "那",
        "该",
        "此",
        "各",
        "每",
        "就",
        "也",
        "都",
        "还",
        "又",
        "再",
        "已",
        "并",
        "而",
        "但",
        "或",
        "及",
    ]
)
_OTHER_PARTS = frozenset(("一次性", "以", "面向"))  # 一次性补贴, 以工代赈
_JOINTS = frozenset("和与及暨·")
_SIGNS = frozenset("《》()、,。;:!?—…·“”‘’【】.")
_LONGEST = 26
_BUCKET = 64


@dataclass(frozen=True, slots=True)
class WideNames:
    """Heads in which a scheme's name may end, verbs that open one, and verbs that never stand inside one."""

    heads: frozenset[str]
    longest_head: int
    openers: frozenset[str]
    strong: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> WideNames:
        """The words of the entries of these kinds in programs.yaml."""
        words: dict[str, set[str]] = {"head": set(), "opener": set(), "strong": set()}
        for entry in entries:
            if entry["kind"] in words:
                words[entry["kind"]].update(entry.get("words") or ())
        heads = frozenset(words["head"])
        longest = max(map(len, heads), default=0)
        return cls(heads, longest, frozenset(words["opener"] | words["strong"]), frozenset(words["strong"]))

    def ends_name(self, word: str, alone: bool) -> bool:
        """Whether a word ends in a head; a head of one character is none where it stands `alone`."""
        for size in range(min(self.longest_head, len(word)), 0, -1):
            if word[-size:] in self.heads:
                return size > 1 or len(word) > 1 or not alone
        return False


def program_mentions(
    ground: Ground,
    title: Sequence[Program],
    body: Sequence[Program],
    figures: Sequence[tuple[int, int]],
    wide: WideNames,
) -> list[Mention]:
    """Every mention of what may be a program, left to right; a name never runs over a figure."""
    found: list[Mention] = []
    held: set[tuple[int, str]] = set()
    for program in (*title, *body):
        if program.kind == BREAK:
            continue
        start, end = ground.place(program.span, in_title=program.in_title)
        key = key_of(program.name)
        trait = (
            1 + program.subject + 2 * program.opened + 4 * program.counted + 8 * program.alone
            + 16 * program.held + 32 * (program.listed or program.example)
        )  # fmt: skip
        form = f"rank {int(program.rank)}"
        found.append(Mention(start, end, key, program.name, program.kind, form, trait, program.rule))
        held.update(((start, key), (end, key)))
    for start, end, name, form in _names(ground, figures, wide):
        key = key_of(name)
        if key and (start, key) not in held and (end, key) not in held:
            held.add((start, key))
            found.append(Mention(start, end, key, name, form, "", 64, f"program.{form}"))
    return sorted(found, key=lambda mention: (mention.start, mention.end, mention.key))


def _names(
    ground: Ground, figures: Sequence[tuple[int, int]], wide: WideNames
) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, name and form of quotations, titles, and runs of nouns with a head."""
    text = ground.text
    for match in _TITLED.finditer(text):
        yield match.start(), match.end(), match[1], "document"
    quotations = {match.start(): match for match in _QUOTED.finditer(text)}
    for start, match in quotations.items():
        yield start, match.end(), match[1], "quotation"
    row = _row(ground, quotations)
    barred = _barred(figures)
    run: list[int] = []
    for at, (start, end, word, tag) in enumerate(row):
        if tag != _QUOTE and not _is_part(start, end, word, tag, barred):
            run = []
            continue
        run.append(at)
        if tag != _QUOTE and wide.ends_name(word, len(run) == 1):
            yield from _of_run(text, row, run, end, wide)


def _row(ground: Ground, quotations: Mapping[int, re.Match[str]]) -> list[tuple[int, int, str, str]]:
    """The words, a quotation as one of them: start, end, surface, tag."""
    row: list[tuple[int, int, str, str]] = []
    free = 0
    for start, end, word, tag in ground.words:
        if start < free:
            continue
        quotation = quotations.get(start)
        if quotation is None:
            row.append((start, end, word, tag))
        else:
            free = quotation.end()
            row.append((start, free, quotation[0], _QUOTE))
    return row


def _barred(figures: Sequence[tuple[int, int]]) -> dict[int, list[tuple[int, int]]]:
    """The figures by the stretch of text that they stand in."""
    barred: dict[int, list[tuple[int, int]]] = {}
    for start, end in figures:
        for bucket in range(start // _BUCKET, end // _BUCKET + 1):
            barred.setdefault(bucket, []).append((start, end))
    return barred


def _is_part(start: int, end: int, word: str, tag: str, barred: Mapping[int, list[tuple[int, int]]]) -> bool:
    if word in _PARTICLES or word[0] in _SIGNS or not (tag[0] in _PARTS or word in _OTHER_PARTS):
        return False
    return not any(first < end and start < last for first, last in barred.get(start // _BUCKET, ()))


def _of_run(
    text: str, row: Sequence[tuple[int, int, str, str]], run: Sequence[int], end: int, wide: WideNames
) -> Iterator[tuple[int, int, str, str]]:
    """The names that a run of words ends with: behind its last verb, and behind its last strong one."""
    near = far = 0
    for place in range(len(run) - 2, -1, -1):
        start, _, word, tag = row[run[place]]
        if tag != _QUOTE and not near and word in wide.openers and tag[0] != "n":
            near = place + 1
        if (tag != _QUOTE and word in wide.strong) or end - start > _LONGEST:
            far = place + 1
            break
    near = max(near, far)
    if far < near:
        start = row[run[far]][0]
        yield start, end, text[start:end], "long"
    start = row[run[near]][0]
    quoted = any(row[place][3] == _QUOTE for place in run[near:])
    form = "tail" if quoted else "head" if near < len(run) - 1 else "bare"
    yield start, end, text[start:end], form
    before = run[far] - 1
    if far == 0 and before > 0 and row[before][2] in _JOINTS and row[before - 1][3][0] in "nvj“":
        start = row[before - 1][0]  # 劳模和|工匠人才创新工作室
        yield start, end, text[start:end], "joint"
