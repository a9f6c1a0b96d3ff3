"""The tables that only a comparison writes; comparison.csv stands with the others in model.table."""

from __future__ import annotations

from extractor.model.table import COMPARISON, REFUSALS, Column, Table

SCORES = Table(
    "scores",
    "one row for all figures, for each field, zone, unit and source",
    (
        Column(
            "by",
            "分组",
            "text",
            "what the figures are counted by",
            ("all", "field", "zone", "unit", "source"),
        ),
        Column("name", "名称", "text", "the field, zone, unit or source; empty for all"),
        Column("manual", "手工数", "integer", "required figures that the manual side has"),
        Column("extracted", "提取数", "integer", "figures that were extracted"),
        Column("right", "正确数", "integer", "of those, how many are right"),
        Column("precision", "精确率", "number", "of what was extracted, how much is right"),
        Column("recall", "召回率", "number", "of what is there, how much was extracted rightly"),
        Column("f1", "F1", "number", "both together"),
    ),
)

DIFFERENCES = Table(
    "differences",
    "one row for every figure in which two runs are not the same",
    (
        Column("what", "结果", "text", "what became of it", ("appeared", "vanished", "changed", "moved")),
        Column("figure_id", "编号", "text", "in the earlier run; in the later one where it appeared"),
        Column("later_id", "新编号", "text", "in the later run, where it is another one"),
        Column("source", "来源文件", "text", "path below the input folder, with /"),
        Column("article_index", "篇序", "integer", "the article's place in its source, from 1"),
        Column("raw", "原文", "text", "exactly as written"),
        Column("field", "字段", "text", "the column that differs; empty where the whole figure does"),
        Column("earlier", "原值", "text", "what the earlier run says"),
        Column("later", "新值", "text", "what the later run says"),
        Column("sentence", "原句", "text", "the evidence, of the later run where it has the figure"),
    ),
)

SUGGESTIONS = Table(
    "suggestions",
    "one row for every suggestion: what it would teach, where it is written, what it rests on",
    (
        Column("id", "编号", "text", "the entry's id in the file; a list of names has none"),
        Column(
            "kind",
            "类别",
            "text",
            "what it is",
            ("unit", "zone", "alias", "program", "organization", "reject", "gap"),
        ),
        Column("file", "文件", "text", "the pattern file in the folder of suggestions"),
        Column("name", "内容", "text", "the name, unit or words"),
        Column("stands_for", "对应", "text", "for an alias, the name that it stands for"),
        Column(
            "mends", "改正数", "integer", "verdicts that it sets right; none for a gap, which only records"
        ),
        Column(
            "figure_ids", "编号依据", "text", "the extracted figures that it rests on, joined by one space"
        ),
        Column("manual_places", "手工依据", "text", "where the manual figures stand, joined by semicolons"),
        Column("sentence", "原句", "text", "the evidence"),
    ),
)

BOOK, PAGE, FOLDER = "comparison.xlsx", "comparison.html", "suggestions"

WRITTEN = frozenset(
    {*(f"{table.name}.csv" for table in (COMPARISON, SCORES, DIFFERENCES, SUGGESTIONS, REFUSALS)), BOOK, PAGE}
)
"""The files that a comparison writes: never the input of a run in the same folder."""
