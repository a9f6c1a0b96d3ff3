"""Legend: what the workbook's sheet 说明 says of its sheets, columns and words; Chinese data, no code.

A meaning stands under its column's name, or under table.column where a column means something else there.
"""

from __future__ import annotations

from extractor.model.table import Column, Table

SUMMARY_SHEET, FIGURES_SHEET, AUDIT_SHEET, LEGEND_SHEET = "汇总", "明细", "待核", "说明"
NO_ZONE = "未注明区域"

SHEETS = (
    (SUMMARY_SHEET, "每行一个事实：几处提及说的是同一件事时合并为一行，重复提及只算一次"),
    ("各区域", "每个区域一张表，按报刊、年鉴的写法列出项目、指标、数值、时期和出处"),
    (FIGURES_SHEET, "每行一处提及：文中出现的每个数字，连同归属、依据和原句，按阅读顺序排列"),
    (AUDIT_SHEET, "需要人工核对的地方：矛盾、标题与正文不一致、部分大于总数、数值可疑、没有归属、置信度低"),
    (LEGEND_SHEET, "本页：各表各列的含义、版本、数量、没有读入的文件和没有写入的内容"),
)

NOTES = (
    ("空单元格", "文中没有说，不是零"),
    (
        "数值",
        "一律换算成基本单位：280万元写作 2800000，单位写“元”；千分位只是显示格式，可以直接求和",
    ),
    ("百分数", "按数字填写，单位列写“%”：45% 写作 45，不是 0.45；成数、分数也换算成百分数，三分之一为 33.33"),
    ("范围", "3至5个：数值为 3，上限为 5"),
    ("多于 15 位的数", "Excel 只能准确保存 15 位数字，更长的数按文本写入，一位不少，但不参加求和"),
    (
        "链接",
        "蓝色的编号可以点击：从事实到明细中的首次提及，从明细回到汇总；汇总中的区域指向该区域的表",
    ),
    ("隐藏的列", "编号、位置一类的列收在列标上方的“+”里，点开即可看到"),
    ("公式", "本工作簿没有公式；以 = + - @ 开头的文字按文本保存"),
)

WORDS = (
    ("限定", "exact", "确数，文中就是这个数"),
    ("限定", "over", "多于：余、多、超、超过、逾、突破、以上、上（百）、不少于"),
    ("限定", "under", "少于：不足、不到、以内、以下"),
    ("限定", "nearly", "接近：近、将近、接近"),
    ("限定", "about", "大约：约、大约、左右、上下"),
    ("限定", "up_to", "至多：最高、至多、不超过"),
    ("变化", "level", "水平：达到的数"),
    ("变化", "increase", "增加的量：提升45%、新增30家"),
    ("变化", "decrease", "减少的量：减少70%、缩短3天"),
    ("统计", "total", "合计、累计"),
    ("统计", "average", "平均"),
    ("统计", "per", "每一个：人均、户均、每家"),
    ("性质", "reported", "报道为事实"),
    ("性质", "planned", "计划、力争、预计、目标"),
    ("量纲", "count", "个数：人、家、项、场次"),
    ("量纲", "money", "金额"),
    ("量纲", "percent", "百分数、百分点"),
    ("量纲", "ratio", "倍数、番"),
    ("量纲", "duration", "时长、年龄"),
    ("量纲", "area", "面积"),
    ("量纲", "length", "长度"),
    ("量纲", "mass", "重量"),
    ("量纲", "energy", "能量"),
    ("量纲", "other", "其他"),
    ("类别", "conflict", "矛盾：同一区域、项目、指标、时期有两个不同的数"),
    ("类别", "headline_differs", "标题中的数与正文不同"),
    ("类别", "part_exceeds_total", "其中的部分大于总数"),
    ("类别", "implausible", "单位或数值不合常理，如占比超过 100%"),
    ("类别", "unattached", "没有找到归属的区域或指标"),
    ("类别", "low_confidence", "置信度低，请对照原句"),
)

_MEANINGS = {
    "figure_id": "由文章编号和位置得出，每次运行都相同",
    "source": "输入文件夹以下的路径",
    "article_index": "该文在来源文件中的次序，从 1 起",
    "article_id": "由标题和正文得出",
    "title": "引题和主题，中间一个空格",
    "published": "见报日期，来源写到哪一级就到哪一级",
    "section": "所在的小标题",
    "start": "第一个字在正文（或标题）中的位置，从 0 起",
    "end": "最后一个字之后的位置",
    "in_title": "1 表示数字在标题中",
    "raw": "文中的写法，一字不改",
    "value": "以基本单位计；范围取下限",
    "value_max": "范围的上限，没有范围则空",
    "unit": "基本单位，简体字",
    "dimension": "单位量的是什么",
    "bound": "真实数值在这个数的哪一边",
    "change": "水平，还是增减的量",
    "aggregate": "合计、平均或每一个",
    "per": "比率中“每”的对象：人、家、月",
    "modality": "报道为事实，还是计划",
    "zone": "数字说的是哪里，用文中最完整的名称",
    "organization": "比区域更小的单位：工会、企业、学校、工作室",
    "program": "产生这个数字的行动、品牌、活动或设施",
    "indicator": "数的是什么，用原句中的词语",
    "canonical": "指标表中的统一名称，表中没有则空",
    "action": "支配数字的动词：建成、培养、发放",
    "period": "限定时间的词语",
    "period_start": "时期的第一天，按见报日期推算，推算不出则空",
    "period_end": "时期的最后一天，推算不出则空",
    "restates": "同一篇中首次说这件事的数字的编号",
    "part_of": "所属总数的编号",
    "confidence": "0 到 1，越大越可靠",
    "because": "各项归属是由哪条规则得出的",
    "sentence": "数字所在的句子",
    "canonical_zone": "区域表中的统一名称，表中没有则空",
    "canonical_program": "项目表中的统一名称，表中没有则空",
    "doubt": "最没把握的一项：zone 区域，program 项目，indicator 指标，period 时期；都有把握则空",
    "runner_up": "这一项的第二种可能；- 表示也可能没有",
    "mentions": "共提及几次",
    "articles": "出现在几篇文章中",
    "conflict": "1 表示本表中另有一个事实与它矛盾",
    "figure_ids": "各处提及的编号，首次提及在前",
    "shown": "读出来的样子：约280万元、2300余人次",
    "written": "首次提及所用的指标原词",
    "superseded_by": "后来更新它的事实的首个编号",
    "conflicts_with": "与它矛盾的事实的首个编号",
    "kind": "是什么问题",
    "message": "问题在哪里，怎么处理",
    "provenance": "首次提及的文章标题和日期",
    "note": "所属单位、计划、部分、矛盾、后来的数",
    "summary.zone": "区域表中的统一名称；表中没有则用文中的名称",
    "summary.program": "项目表中的统一名称；表中没有则用文中的名称",
    "summary.indicator": "指标表中的统一名称；表中没有则用原句中的词语",
    "summary.value": "说得最确切的那一处的数；以基本单位计",
    "summary.part_of": "所属总数那个事实的首个编号",
    "summary.published": "首次提及的文章的见报日期",
    "summary.title": "首次提及的文章的标题",
    "summary.source": "首次提及的来源文件",
    "audit.article_id": "所在文章，有几篇时用空格隔开",
    "audit.figure_ids": "有关数字的编号，用空格隔开",
    "audit.source": "第一个数字的来源文件",
    "audit.article_index": "第一个数字的篇序",
    "audit.zone": "第一个数字的区域",
    "zone.shown": "连同限定和单位，照文中的读法",
}


def meaning(table: Table, column: Column) -> str:
    """What the column's cells mean in that table, in Chinese; empty where nobody has written it yet."""
    return _MEANINGS.get(f"{table.name}.{column.name}", _MEANINGS.get(column.name, ""))
