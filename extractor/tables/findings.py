"""Finding: one thing that an analyst should look at; its words for figures and their places."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.table import Cells
from extractor.tables.mention import Mention

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of audit.csv; source, article and zone are those of its first figure."""

    kind: str
    article_ids: tuple[str, ...]
    figure_ids: tuple[str, ...]
    message: str
    source: str
    article_index: int
    zone: str

    @property
    def cells(self) -> Cells:
        """The cells in the order of model.table.AUDIT."""
        ids = " ".join(self.article_ids), " ".join(self.figure_ids)
        return self.kind, *ids, self.message, self.source, self.article_index, self.zone


def about(kind: str, mention: Mention, message: str, *others: Mention) -> Finding:
    """What is the matter with one figure, and the figures of its article that bear on it."""
    ids = (mention.figure_id, *(other.figure_id for other in others))
    return Finding(kind, (mention.article_id,), ids, message, mention.source, mention.order[1], mention.zone)


def place_of(mention: Mention) -> str:
    """Where the figure stands: source, article, character.

    Characters are counted from 1, as a person counts.
    """
    part = "标题" if mention.in_title else "正文"
    return f"{mention.source} 第{mention.order[1]}篇 {part}第{mention.order[3] + 1}字"


def words_of(mention: Mention) -> str:
    """The figure's place and its sentence, cut where it is long, but never inside the figure."""
    return f"{place_of(mention)}：「{_cut(mention)}」"


def both(one: Mention, other: Mention) -> str:
    """The places of two figures with their sentences; one that they share is quoted once."""
    if one.sentence == other.sentence and one.source == other.source:
        return f"{place_of(one)}、第{other.order[3] + 1}字：「{_cut(one)}」"
    return f"{words_of(one)}；{words_of(other)}"


def _cut(mention: Mention) -> str:
    sentence = " ".join(mention.sentence.split())
    at = sentence.find(mention.raw)
    if len(sentence) <= _LONGEST or at < 0:
        return sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST] + "…"
    start = max(0, min(at - _LONGEST // 2, len(sentence) - _LONGEST))
    end = max(start + _LONGEST, at + len(mention.raw))
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")
