"""Made stores: as many articles and figures as a test asks for, all invented, the same each time."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.model.article import content_id
from extractor.model.table import ARTICLES, FIGURES
from extractor.store import Store, schema

PLACES = ("青岭", "临溪", "石浦", "云洲", "南陵", "东垣", "白鹭", "广源", "北禾", "永宁")
KINDS = ("高新技术产业开发区", "经济技术开发区", "工业园区", "综合保税区")
SHORT = {"高新技术产业开发区": "高新区", "经济技术开发区": "经开区"}
PROGRAMS = ("金秋助学", "送清凉", "技能大赛", "求学圆梦行动", "职工书屋建设", "冬送温暖", "劳模工作室", "")
INDICATORS = (
    ("职工", "人", "帮扶"),
    ("劳模工作室", "个", "建成"),
    ("培训班", "期", "举办"),
    ("慰问金", "元", "发放"),
)
AUDITED = ("unattached", "low_confidence", "implausible", "conflict")


@dataclass(frozen=True)
class Made:
    """One made article: its row, and the rows of its figures."""

    article: tuple[str, ...]
    figures: tuple[tuple[str, ...], ...]


def made_articles(number: int, figures: int, seed: int = 7) -> Iterator[Made]:
    """So many articles with so many figures each."""
    chance = random.Random(seed)
    for at in range(number):
        yield _article(at, figures, chance)


def made_store(path: Path, number: int, figures: int = 10, seed: int = 7) -> None:
    """A SQLite store with these articles, one a file, and a finding for every twentieth figure."""
    Store.open(f"sqlite:///{path}").close()
    base = sqlite3.connect(path)
    found = []
    base.execute("BEGIN")
    for at, made in enumerate(made_articles(number, figures, seed)):
        file = f"{at:06}.txt"
        base.execute(_insert("files"), (file, file, f"{at:064x}", "", "present", 1))
        base.execute(_insert("articles"), (file, 0, *made.article))
        for place, row in enumerate(made.figures):
            base.execute(_insert("figures"), (file, place, 0, *row))
            if (at * figures + place) % 20 == 0:
                kind = AUDITED[(at + place) % len(AUDITED)]
                found.append((len(found), row[0], row[3], kind, f"请核对“{row[10]}”"))
    base.executemany(_insert("findings"), found)
    base.commit()
    base.close()


def _insert(table: str) -> str:
    columns = schema.metadata.tables[table].columns
    names = ", ".join(f'"{column.name}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def _article(at: int, number: int, chance: random.Random) -> Made:
    zone = f"{chance.choice(PLACES)}{at % 40 or ''}{chance.choice(KINDS)}"
    program = chance.choice(PROGRAMS)
    year = 2019 + at % 7
    title = f"{zone}工会服务职工第{at}号"
    sentences, told = [], []
    for _ in range(number):
        indicator, unit, action = chance.choice(INDICATORS)
        value = chance.randrange(2, 9000)
        raw = f"{value}{unit}"
        lead = f"{year}年{chance.randrange(1, 13)}月，{program or '园区工会'}在车间一线{action}{indicator}"
        filler = "工会干部走进企业听取职工意见，把服务送到岗位，" * chance.randrange(1, 5)
        told.append((len(filler) + len(lead), raw, value, unit, indicator, action))
        sentences.append(f"{filler}{lead}{raw}。")
    text = "\n".join(sentences)
    source, article_id = f"{at:06}.txt", content_id(title, text)
    cells = dict.fromkeys(ARTICLES.names, "") | {
        "article_id": article_id, "source": source, "article_index": "1", "title": title, "zone": zone,
        "published": f"{year}-{at % 12 + 1:02}-11", "figures": str(number), "text": text,
        "origin": f"0-{len(text)}@3:1",
    }  # fmt: skip
    rows, start = [], 0
    for sentence, (before, raw, value, unit, indicator, action) in zip(sentences, told, strict=True):
        first = start + before
        rows.append(
            _figure(cells, first, raw, program, chance.random(), year) | {
                "value": str(value), "unit": unit, "indicator": indicator, "action": action, "zone": zone,
                "dimension": "money" if unit == "元" else "count", "sentence": sentence,
            }
        )  # fmt: skip
        start += len(sentence) + 1
    order: Sequence[str] = FIGURES.names
    return Made(
        tuple(cells[name] for name in ARTICLES.names),
        tuple(tuple(row[name] for name in order) for row in rows),
    )


def _figure(
    article: dict[str, str], start: int, raw: str, program: str, sure: float, year: int
) -> dict[str, str]:
    zone = article["zone"]
    long = next((kind for kind in SHORT if zone.endswith(kind)), "")
    cells = dict.fromkeys(FIGURES.names, "")
    shared = ("source", "article_index", "article_id", "title", "published")
    cells |= {name: article[name] for name in shared}
    return cells | {
        "figure_id": content_id(article["article_id"], str(start), str(start + len(raw)), "0"),
        "start": str(start), "end": str(start + len(raw)), "in_title": "0", "raw": raw,
        "bound": "exact", "change": "level", "modality": "reported", "program": program,
        "canonical_zone": zone.removesuffix(long) + SHORT[long] if long else "",
        "period": f"{year}年", "period_start": f"{year}-01-01", "period_end": f"{year}-12-31",
        "confidence": f"{sure:.3f}".rstrip("0").rstrip("."),
        "because": "zone=zone.generic; period=period.year",
    }  # fmt: skip
