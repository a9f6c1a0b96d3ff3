"""Column and Table: the columns of every table that the house writes, in order, with their headings.

Only names, types and meanings live here; tables.* fills the rows, sinks.* writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "integer", "number", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its Chinese heading, what its cells hold; an empty cell is “not said”."""

    name: str
    heading: str
    type: Type
    about: str


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
        Column(
            "dimension",
            "量纲",
            "text",
            "count, money, percent, ratio, duration, area, length, mass, energy, other",
        ),
        Column("bound", "限定", "text", "exact, over, under, nearly, about, up_to"),
        Column("change", "变化", "text", "level, increase, decrease"),
        Column("aggregate", "统计", "text", "total, average, per"),
        Column("per", "每", "text", "what a rate is per: 人, 家, 月"),
        Column("modality", "性质", "text", "reported, or planned"),
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
        Column("confidence", "置信度", "number", "0 to 1, calibrated on the corpus"),
        Column("because", "依据", "text", "the edges in words: zone=title; program=heading"),
        Column("sentence", "原句", "text", "the evidence"),
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
    ),
)

TABLES = (ARTICLES, FIGURES, REFUSALS, COMPARISON)
