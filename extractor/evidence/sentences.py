"""Sentences: what a family of facts says of a pair, in an analyst's words, Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from extractor.evidence import place
from extractor.evidence.article import ArticleEvidence


class Said(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str


_FAMILY_OF = {
    "place": (
        "relation", "turn", "distance", "figures_between", "rivals_between", "recency", "opens", "nearest",
        "follows", "follows_by", "figures_until",
    ),
    "often": (
        "count", "most_named", "first_named", "paragraphs", "in_paragraph", "written", "candidates",
        "of_kind",
    ),
    "title": ("in_title", "in_lead", "like_title", "like_heading", "title_kind", "first_kind"),
    "kind": ("kind", "trait", "trait_after", "form", "last_kind", "length", "last_char", "last_chars",
    "last_word"), "words": ("char_before", "char_after", "word_before", "word_after", "first_word"),
    "counted": ("counted",),
    "linked": ("linked",),
    "gap": (
        "side", "gap", "gap_commas", "gap_figures", "gap_words", "gap_verbs", "number_before",
        "number_behind", "class_number_before", "class_number_behind",
    ),
    "pattern": ("pattern", "overlaps_pattern", "starts_pattern", "ends_pattern", "source", "ordinal"),
    "classes": (
        "first_class", "last_class", "class_before", "class_after", "words", "holds_of", "holds_verbs",
        "begins_verb", "more_before", "more_after",
    ),
}  # fmt: skip
_FAMILIES = {column: family for family, columns in _FAMILY_OF.items() for column in columns}
_RELATIONS = {
    place.CLAUSE: Said("在同一分句里、数字之前", "in its clause, before it"),
    place.CLAUSE_BEFORE: Said("在前一分句", "in the clause before"),
    place.SENTENCE: Said("在同一句的前面", "earlier in its sentence"),
    place.SENTENCE_BEFORE: Said("在前一句", "in the sentence before"),
    place.PARAGRAPH: Said("在本段前面", "earlier in its paragraph"),
    place.HEADING: Said("在小标题里", "in the heading over it"),
    place.PARAGRAPH_BEFORE: Said("在前一段", "in the paragraph before"),
    place.NEAR: Said("在前两三段", "two or three paragraphs before"),
    place.FAR: Said("在前面很远", "far before it"),
    place.NOT_BEFORE: Said("只在数字之后", "only after it"),
    place.TITLE: Said("只在标题里", "in the title only"),
    place.NONE: Said("附近没有更合适的", "nothing near that fits better"),
}


def family_of(template: tuple[str, ...]) -> str:
    """The family that a template's weight is told under: that of its last fact of the candidate."""
    own = [_FAMILIES[name] for name in template if name in _FAMILIES]
    return own[-1] if own else "figure"


def sentence(evidence: ArticleEvidence, target: str, pair: int, family: str) -> Said:
    """What a family of facts says of a pair."""
    table = evidence.tables[target]
    facts = {name: int(column[pair]) for name, column in table.columns.items()}
    figure = evidence.stated[int(table.figure[pair])]
    unit = figure.quantity.unit or "无单位"
    name = evidence.name(target, pair)
    told: Mapping[str, Said] = {
        "figure": Said(f"这类数字（{unit}）", f"a figure of this sort ({unit})"),
        "linked": Said("句法上就归它（分别、并列）", "grammar gives it the figure (a list shared out)"),
        "counted": Said("它就是所数的东西，或与之相连", "it is what is counted, or joined to it"),
        "kind": Said(f"“{name}”这样的名称", f"a name such as “{name}”"),
        "words": Said("它前后的词", "the words beside it"),
        "gap": Said("它与数字之间的词和距离", "the words and the distance between it and the number"),
        "pattern": Said("句式（indicators.yaml）这样读", "a pattern of indicators.yaml reads it so"),
        "classes": Said("它由什么词组成", "the sorts of words that it is made of"),
    }
    if family == "place" and "relation" in facts:
        return _RELATIONS[facts["relation"]]
    if family == "often":
        times = _named(evidence, target, pair)
        return Said(f"文中提到{times}次", f"named {times} times in the article")
    if family == "title":
        inside = facts.get("in_title")
        return (
            Said("标题点名", "named in the title")
            if inside
            else Said("标题没有点名", "not named in the title")
        )
    return told.get(family, told["figure"])


def _named(evidence: ArticleEvidence, target: str, pair: int) -> int:
    pairs = evidence.pairs.get(target)
    candidate = int(pairs.candidate[pair]) if pairs is not None else -1
    return len(pairs.held[candidate]) if pairs is not None and candidate >= 0 else 0
