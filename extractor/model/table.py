"""Column and Table: the columns of every table that the house writes, in order, with their headings.

Only names, types and meanings live here; tables.* fills the rows, sinks.* writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Type = Literal["text", "integer", "number", "date"]
Cell = str | int | Decimal | date | None
"""What a cell of a row may be before it is written; None and the empty string are an empty cell."""
Cells = tuple[Cell, ...]
"""A row, in the order of its table's columns."""

BOUNDS = ("exact", "over", "under", "nearly", "about", "up_to")
CHANGES_OF = ("level", "increase", "decrease")
DIMENSIONS = (
    "count", "money", "percent", "ratio", "duration", "area", "length", "mass", "energy", "other",
)  # fmt: skip
AGGREGATES = ("total", "average", "per")
MODALITIES = ("reported", "planned")
DOUBTS = ("zone", "program", "indicator", "period")
KINDS = (
    "conflict", "headline_differs", "part_exceeds_total", "implausible", "unattached", "low_confidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its Chinese heading, what its cells hold; an empty cell is “not said”.

    `values` are all that a cell may hold, where those are few and known; none where it may hold anything.
    """

    name: str
    heading: str
    type: Type
    about: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its file's stem, with its columns in the order in which they are written."""

    name: str
    about: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns' Chinese headings, in order."""
        return tuple(column.heading for column in self.columns)


FIGURES = Table(
    "figures",
    "one row a mention, in reading order",
    (
        Column("figure_id", "编号", "text", "from article_id, start and end; the same in every run"),
        Column("source", "来源文件", "text", "path below the input folder, with /"),
        Column("article_index", "篇序", "integer", "the article's place in its source, from 1"),
        Column("article_id", "文章编号", "text", "from the article's title and text"),
        Column("title", "标题", "text", "kicker and headline, joined by one space"),
        Column("published", "日期", "text", "ISO, or as far as the source says"),
        Column("section", "小标题", "text", "the subheading that it stands under"),
        Column("start", "起", "integer", "first character, from 0, in articles.csv's text, or in the title"),
        Column("end", "止", "integer", "the character after the last"),
        Column("in_title", "在标题", "integer", "1 where start and end are offsets into the title, else 0"),
        Column("raw", "原文", "text", "exactly as written"),
        Column("value", "数值", "number", "in the base unit; the low end of a range"),
        Column("value_max", "上限", "number", "the high end of a range"),
        Column("unit", "单位", "text", "base unit, in simplified characters"),
        Column("dimension", "量纲", "text", "what kind of thing the unit measures", DIMENSIONS),
        Column("bound", "限定", "text", "on which side of the number the true value lies", BOUNDS),
        Column("change", "变化", "text", "a level, or the amount of a change", CHANGES_OF),
        Column("aggregate", "统计", "text", "a sum, a mean, or a rate for each", AGGREGATES),
        Column("per", "每", "text", "what a rate is per: 人, 家, 月"),
        Column("modality", "性质", "text", "whether it is reported as a fact or as a plan", MODALITIES),
        Column("zone", "区域", "text", "the place described, in the fullest form that the article gives"),
        Column("organization", "单位名称", "text", "who owns the figure, where narrower than the zone"),
        Column("program", "项目", "text", "the scheme that produced it, without its quotation marks"),
        Column("indicator", "指标", "text", "the noun phrase counted, as the sentence gives it"),
        Column("canonical", "统一指标", "text", "the indicator's canonical name, where the list knows it"),
        Column("action", "动作", "text", "the verb that governs it"),
        Column("period", "时期", "text", "the words that set its time"),
        Column("period_start", "时期起", "date", "first day, against `published`"),
        Column("period_end", "时期止", "date", "last day, against `published`"),
        Column("restates", "重复", "text", "figure_id of the first mention of the same fact in the article"),
        Column("part_of", "其中", "text", "figure_id of the total that it is a part of"),
        Column("confidence", "置信度", "number", "0 to 1: how likely all fields are right, on unseen texts"),
        Column("because", "依据", "text", "the edges in words: zone=title; program=heading"),
        Column("sentence", "原句", "text", "the evidence"),
        Column("canonical_zone", "统一区域", "text", "the zone's short name, where the list knows it"),
        Column("canonical_program", "统一项目", "text", "the program's common name, where the list knows it"),
        Column("doubt", "存疑", "text", "the field that is least sure, empty where all are over 0.9", DOUBTS),
        Column("runner_up", "次选", "text", "what that field would be else; - where it would be empty"),
    ),
)

ARTICLES = Table(
    "articles",
    "one row an article",
    (
        Column("article_id", "文章编号", "text", "from the article's title and text"),
        Column("source", "来源文件", "text", "path below the input folder, with /"),
        Column("article_index", "篇序", "integer", "the article's place in its source, from 1"),
        Column("title", "标题", "text", "kicker and headline, joined by one space, as written"),
        Column("byline", "作者", "text", "names only, joined by one space"),
        Column("publisher", "来源", "text", "who published it, as far as the source says"),
        Column("published", "日期", "text", "ISO, or as far as the source says"),
        Column("zone", "区域", "text", "the zone that most of its figures have"),
        Column("figures", "数字数", "integer", "how many figures it has, its title's included"),
        Column("text", "正文", "text", "the mended article without title, byline, captions and furniture"),
        Column("headings", "小标题位置", "text", "offsets of the subheadings in the text: 120-131 340-352"),
        Column("place", "位置", "text", "where in the source it stands: page 2, Sheet1 row 12"),
        Column("origin", "原处", "text", "its lines in the source: 0-33@4:1 is line 4 from column 1"),
    ),
)

REFUSALS = Table(
    "refusals",
    "one row for every file or part of a file that was not read",
    (
        Column("source", "来源文件", "text", "path below the input folder, with /"),
        Column("place", "位置", "text", "line, sheet or article in it; empty for the whole file"),
        Column("reason", "原因", "text", "why it was not read, and what may help"),
    ),
)

COMPARISON = Table(
    "comparison",
    "one row a manual figure, and one for each extracted figure that no manual row has",
    (
        Column(
            "verdict",
            "结论",
            "text",
            "matched, value_differs, unit_differs, attachment_differs, missing, spurious",
        ),
        Column("manual_file", "手工·文件", "text", "the source's name without its suffix"),
        Column("manual_article", "手工·篇序", "integer", "the article's place in its source, from 1"),
        Column("manual_order", "手工·序号", "integer", "reading order inside the article"),
        Column("manual_raw", "手工·原文", "text", "as written"),
        Column("manual_value", "手工·数值", "text", "a decimal, or a range low..high"),
        Column("manual_unit", "手工·单位", "text", "alternatives separated by |, as in the other cells"),
        Column("manual_bound", "手工·限定", "text", ""),
        Column("manual_change", "手工·变化", "text", ""),
        Column("manual_zone", "手工·区域", "text", ""),
        Column("manual_organization", "手工·单位名称", "text", ""),
        Column("manual_program", "手工·项目", "text", ""),
        Column("manual_indicator", "手工·指标", "text", ""),
        Column("manual_period", "手工·时期", "text", ""),
        Column("manual_kind", "手工·类别", "text", "required or optional"),
        Column("figure_id", "编号", "text", "the extracted figure's id"),
        Column("source", "来源文件", "text", "path below the input folder, with /"),
        Column("article_index", "篇序", "integer", "the article's place in its source, from 1"),
        Column("raw", "原文", "text", "exactly as written"),
        Column("value", "数值", "number", "in the base unit; the low end of a range"),
        Column("value_max", "上限", "number", "the high end of a range"),
        Column("unit", "单位", "text", "base unit"),
        Column("bound", "限定", "text", ""),
        Column("change", "变化", "text", ""),
        Column("zone", "区域", "text", ""),
        Column("organization", "单位名称", "text", ""),
        Column("program", "项目", "text", ""),
        Column("indicator", "指标", "text", ""),
        Column("period", "时期", "text", ""),
        Column("sentence", "原句", "text", "the evidence"),
        Column("differs", "差异", "text", "the fields that differ, joined by one space"),
        Column("tolerated", "容差", "text", "what was let pass: rounding, a bound, a period inside another"),
        Column("manual_place", "手工·位置", "text", "sheet, row and column of the manual table"),
        Column("manual_title", "手工·标题", "text", "the article's title, as the manual side gives it"),
    ),
)

SUMMARY = Table(
    "summary",
    "one row a fact: what the mentions that agree say together; restated mentions count once",
    (
        Column("zone", "区域", "text", "its canonical name where the list knows it, else as written"),
        Column("program", "项目", "text", "its canonical name where the list knows it, else as written"),
        Column("indicator", "指标", "text", "its canonical name where the list knows it, else as written"),
        Column("unit", "单位", "text", "base unit"),
        Column("period", "时期", "text", "the words that set its time"),
        Column("value", "数值", "number", "of the mention that says it most exactly"),
        Column("value_max", "上限", "number", "the high end of a range"),
        Column("bound", "限定", "text", "on which side of the number the true value lies", BOUNDS),
        Column("change", "变化", "text", "a level, or the amount of a change", CHANGES_OF),
        Column("mentions", "提及次数", "integer", "how often it is stated"),
        Column("articles", "篇数", "integer", "in how many articles"),
        Column("conflict", "矛盾", "integer", "1 where another fact of this table contradicts it, else 0"),
        Column("figure_ids", "编号", "text", "its mentions, the first one first, joined by one space"),
        Column("shown", "读法", "text", "the number as one reads it: 约280万元, 2300余人次"),
        Column("organization", "单位名称", "text", "who owns it, where narrower than the zone"),
        Column("written", "原词", "text", "the indicator as the first mention writes it"),
        Column("action", "动作", "text", "the verb that governs it"),
        Column("aggregate", "统计", "text", "a sum, a mean, or a rate for each", AGGREGATES),
        Column("per", "每", "text", "what a rate is per"),
        Column("modality", "性质", "text", "whether it is reported as a fact or as a plan", MODALITIES),
        Column("period_start", "时期起", "date", "first day"),
        Column("period_end", "时期止", "date", "last day"),
        Column("part_of", "其中", "text", "the fact that it is a part of: the first of its figure_ids"),
        Column("superseded_by", "更新为", "text", "the later fact that takes its place: the first figure_id"),
        Column("conflicts_with", "矛盾编号", "text", "the facts that contradict it: their first figure_ids"),
        Column("published", "日期", "text", "of the first mention's article"),
        Column("title", "出处", "text", "of the first mention's article"),
        Column("source", "来源文件", "text", "of the first mention"),
    ),
)

AUDIT = Table(
    "audit",
    "one row for everything that an analyst should look at",
    (
        Column("kind", "类别", "text", "what is the matter", KINDS),
        Column("article_id", "文章编号", "text", "where it stands; several are joined by one space"),
        Column("figure_ids", "编号", "text", "the figures in question, joined by one space"),
        Column("message", "说明", "text", "what is the matter, where, and what to do"),
        Column("source", "来源文件", "text", "of the first figure"),
        Column("article_index", "篇序", "integer", "of the first figure"),
        Column("zone", "区域", "text", "of the first figure"),
    ),
)

CHANGES = Table(
    "changes",
    "one row for a fact and the same fact of the period before, where both are known",
    (
        Column("zone", "区域", "text", "as in summary.csv"),
        Column("organization", "单位名称", "text", "who owns it, where narrower than the zone"),
        Column("program", "项目", "text", "as in summary.csv"),
        Column("indicator", "指标", "text", "as in summary.csv"),
        Column("unit", "单位", "text", "base unit"),
        Column("earlier_period", "前期", "text", "the dates, or the words, of the earlier period"),
        Column("earlier_value", "前期数值", "number", "in the base unit"),
        Column("later_period", "后期", "text", "the dates, or the words, of the later period"),
        Column("later_value", "后期数值", "number", "in the base unit"),
        Column("difference", "增减", "number", "later less earlier"),
        Column("percent", "增幅", "number", "the difference in percent of the earlier value, two decimals"),
        Column("approximate", "约数", "integer", "1 where one of the values is bounded (余, 约, 近), else 0"),
        Column("figure_ids", "编号", "text", "the earlier fact's first figure_id, then the later one's"),
    ),
)

ZONE = Table(
    "zone",
    "one zone's facts as a newspaper or a yearbook prints them",
    (
        Column("program", "项目", "text", "as in summary.csv"),
        Column("indicator", "指标", "text", "as in summary.csv"),
        Column("shown", "数值", "text", "with bound and unit, as one reads it"),
        Column("period", "时期", "text", "the words that set its time"),
        Column("provenance", "出处", "text", "the first mention's article: title and date"),
        Column("note", "备注", "text", "owner, plan, part, conflict, later value"),
        Column("figure_ids", "编号", "text", "its mentions, joined by one space"),
    ),
)

WIDE = Table(
    "wide",
    "one row a zone; after the zone, one column an indicator with its unit, in the order of the names",
    (Column("zone", "区域", "text", "as in summary.csv"),),
)

TABLES = (ARTICLES, FIGURES, REFUSALS, COMPARISON, SUMMARY, AUDIT, CHANGES, WIDE)
