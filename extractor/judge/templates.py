"""Templates: which facts are weighed, alone and together, for each target.

A weight belongs to a template and the values of its facts: `relation` with `unit` is one number for 元 in the
clause before and another for 家. Names are those of the columns of extractor.evidence.
"""

from __future__ import annotations

Template = tuple[str, ...]

_FIGURE = (
    "unit", "verb", "noun", "noun_char", "bound", "change", "planned", "aggregate", "ordinal", "titled",
    "figures", "paragraph", "before", "behind", "headed", "spoken", "owner", "owner_at", "unions", "firms",
)  # fmt: skip
_ALONE = (
    "relation", "distance", "figures_between", "rivals_between", "recency", "follows", "follows_by",
    "figures_until",
    "opens", "count", "most_named", "first_named", "in_title", "in_lead", "paragraphs", "in_paragraph",
    "like_title",
    "like_heading", "written", "kind", "trait", "trait_after", "form", "char_before", "char_after",
    "word_before",
    "word_after", "last_word", "last_char", "last_chars", "length", "of_kind", "counted", "none", "turn",
)  # fmt: skip
_WITH_RELATION = (
    "distance", "figures_between", "rivals_between", "recency", "count", "in_title", "kind", "figure_unit",
    "char_before", "char_after", "last_char", "length", "trait", "form", "figure_titled", "opens", "follows",
    "figure_paragraph", "in_paragraph", "most_named", "figure_ordinal", "figure_bound", "figure_planned",
    "figure_change", "figure_headed", "figure_spoken", "figure_aggregate", "counted", "like_title",
    "like_heading", "written", "word_before", "word_after", "last_word", "last_chars",
)  # fmt: skip
_WITH_KIND = (
    "last_kind", "title_kind", "first_kind", "figure_unions", "figure_owner", "figure_firms", "figure_titled",
    "figure_planned", "figure_change", "figure_unit", "figure_noun_char", "figure_verb", "follows_by",
    "count", "in_title", "recency", "counted",
)  # fmt: skip

MENTIONS: tuple[Template, ...] = (
    *((name,) for name in _ALONE),
    *(("relation", name) for name in _WITH_RELATION),
    *(("none", name) for name in ("nearest", "candidates", "last_kind", "title_kind", "first_kind")),
    *(("none", f"figure_{name}") for name in _FIGURE),
    *(("kind", name) for name in _WITH_KIND),
    ("last_char", "figure_unit"), ("last_char", "figure_noun_char"), ("last_char", "figure_noun"),
    ("last_char", "figure_verb"), ("last_word", "figure_unit"), ("last_word", "figure_noun_char"),
    ("follows", "figure_unit"), ("follows_by", "figure_unit"), ("recency", "figures_between"),
    ("turn", "relation"), ("turn", "kind"), ("turn", "count"), ("turn", "recency"), ("turn",
    "figures_between"), ("counted", "figure_unit"), ("counted", "follows"), ("counted", "last_word"),
    ("count", "in_title", "relation"), ("kind", "relation", "figure_unit"), ("relation", "distance", "kind"),
    ("figure_owner", "figure_owner_at", "none"), ("figure_owner", "figure_owner_at", "relation"),
    ("kind", "last_kind", "relation"), ("kind", "title_kind", "in_title"),
)  # fmt: skip
"""The templates of zones, programs and periods."""

LINKS: tuple[Template, ...] = (("linked",), ("linked", "relation"), ("linked", "kind"))
"""The templates of what grammar alone says, for zones."""

_NOUN_ALONE = (
    "source", "side", "gap", "gap_commas", "gap_figures", "gap_words", "gap_verbs", "first_class",
    "last_class",
    "class_before", "class_after", "first_word", "last_word", "last_char", "word_before", "word_after",
    "length",
    "words", "holds_of", "holds_verbs", "begins_verb", "more_before", "more_after", "overlaps_pattern",
    "ends_pattern", "starts_pattern", "none",
)  # fmt: skip

NOUNS: tuple[Template, ...] = (
    *((name,) for name in _NOUN_ALONE),
    *(("side", name) for name in (
        "gap", "gap_commas", "gap_figures", "gap_words", "word_before", "word_after", "first_word", "words",
        "length", "holds_verbs", "begins_verb", "holds_of", "gap_verbs", "number_before", "number_behind",
        "overlaps_pattern", "pattern",
    )),
    *(("figure_unit", name) for name in ("last_word", "last_char", "begins_verb", "source", "none")),
    ("side", "gap", "figure_unit"), ("side", "gap_words", "figure_unit"), ("figure_unit", "last_class",
    "side"), ("figure_unit", "side", "gap_commas"), ("figure_unit", "side", "gap_verbs"),
    ("first_class", "class_before"), ("last_class", "class_after"), ("first_class", "last_class"),
    ("class_before", "first_class", "side"), ("last_class", "class_after", "side"), ("word_before",
    "first_class"),
    ("word_after", "last_class"), ("overlaps_pattern", "pattern"), ("ends_pattern", "pattern"),
    ("starts_pattern", "pattern"), ("starts_pattern", "ends_pattern", "pattern"), ("more_before",
    "first_class"),
    ("more_before", "class_before", "first_class"), ("more_after", "last_class"), ("begins_verb", "words"),
    ("begins_verb", "last_char"), ("class_number_before", "side", "gap"), ("class_number_behind", "side",
    "gap"), ("number_before", "side", "gap"), ("figure_verb", "side"), ("figure_verb", "last_char"),
    ("source", "overlaps_pattern"), ("source", "ordinal"), ("pattern", "source"), ("side", "gap",
    "last_class"), ("side", "gap", "first_class"), ("holds_of", "first_class"), ("holds_of", "words"),
    ("side", "gap", "gap_commas", "gap_figures"), ("word_before", "first_word"), ("last_word", "word_after"),
)  # fmt: skip
"""The templates of indicators."""

TEMPLATES: dict[str, tuple[Template, ...]] = {
    "zone": (*MENTIONS, *LINKS),
    "program": MENTIONS,
    "period": MENTIONS,
    "indicator": NOUNS,
}
"""The templates of each target."""
