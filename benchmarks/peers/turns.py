"""One side of the comparison, as a process of its own: reads the texts once for each line that it is given.

    python turns.py SIDE FOLDER

Says on stdout what it took to start, then for each round seconds of processor and of clock, how much was
found and the peak of memory; one JSON object a line. It knows only its own library, whichever Python runs it.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

Turn = Callable[[], int]
WORDS = "今年服务职工300人，发放慰问金12万元，增长5%。"


def jieba_cut(texts: list[str], _folder: Path) -> tuple[str, Turn]:
    """Cutting into words, and nothing else."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.lcut(WORDS)
    return f"jieba {version('jieba')}", lambda: sum(len(jieba.lcut(text)) for text in texts)


def spacy_rules(texts: list[str], _folder: Path) -> tuple[str, Turn]:
    """Sentences, numbers with units and names of zones by token patterns; nothing is attached."""
    import spacy

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    logging.getLogger("jieba").setLevel(logging.ERROR)
    nlp.add_pipe("sentencizer", config={"punct_chars": ["。", "！", "？", "；"]})
    number = {"TEXT": {"REGEX": r"^([\d.,]+|[一二三四五六七八九十百千万亿两零]+)[万亿余多]*$"}}
    unit = {"TEXT": {"REGEX": r"^[余多]?[万亿]?(元|人|名|家|个|项|次|场|人次|万元|亿元|%|％|平方米|公里)$"}}
    zone = {"TEXT": {"REGEX": "(高新区|开发区|示范区|经开区|产业园|园区|新区)$"}}
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "QUANTITY", "pattern": [number, unit]},
            {"label": "QUANTITY", "pattern": [number, {"TEXT": {"IN": ["余", "多", "万", "亿"]}}, unit]},
            {"label": "ZONE", "pattern": [{"IS_ALPHA": True, "OP": "?"}, zone]},
        ]
    )
    nlp(WORDS)
    return f"spaCy {version('spacy')}", lambda: sum(len(nlp(text).ents) for text in texts)


def recognizers(texts: list[str], _folder: Path) -> tuple[str, Turn]:
    """Numbers, percentages, currency and dimensions, each by the model for Chinese."""
    from ms_recognizers_number import NumberRecognizer
    from ms_recognizers_number_with_unit import NumberWithUnitRecognizer
    from ms_recognizers_text import Culture

    plain, units = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    models = (
        plain.get_number_model(),
        plain.get_percentage_model(),
        units.get_currency_model(),
        units.get_dimension_model(),
    )

    def turn() -> int:
        return sum(len(model.parse(text)) for text in texts for model in models)

    for model in models:
        model.parse(WORDS)
    return f"ms-recognizers-text-suite {version('ms-recognizers-text-suite')}", turn


def jionlp_money(texts: list[str], _folder: Path) -> tuple[str, Turn]:
    """Sums of money, without their values."""
    import jionlp

    def turn() -> int:
        return sum(len(jionlp.ner.extract_money(text, with_parsing=False)) for text in texts)

    jionlp.ner.extract_money(WORDS, with_parsing=False)
    return f"JioNLP {version('jionlp')}", turn


def extractor(workers: int) -> Callable[[list[str], Path], tuple[str, Turn]]:
    """Files to all tables, with every attachment, in a new folder each time."""

    def side(_texts: list[str], folder: Path) -> tuple[str, Turn]:
        from functools import partial

        from extractor.cli.wiring import extraction
        from extractor.model import Page
        from extractor.runs import pool
        from extractor.runs.local import run

        reading = extraction(None, "rjieba")
        for article in reading.articles_of(Page("start.txt", f"高新区工会{WORDS}\n")):
            reading.figures_of(article)
        produce = partial(pool.parts, extraction=reading, workers=workers)

        def turn() -> int:
            with tempfile.TemporaryDirectory() as out:
                return run([folder], Path(out), reading, produce=produce).figures

        return f"extractor {version('extractor')}", turn

    return side


SIDES: dict[str, Callable[[list[str], Path], tuple[str, Turn]]] = {
    "jieba": jieba_cut,
    "spacy": spacy_rules,
    "recognizers": recognizers,
    "jionlp": jionlp_money,
    "extractor-1": extractor(1),
    "extractor-2": extractor(2),
}


def main(side: str, folder: Path) -> None:
    """Starts, says so, and takes a turn for each line of stdin."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    # What a library prints must not stand between the answers.
    answers, sys.stdout = sys.stdout, sys.stderr

    def say(**values: object) -> None:
        answers.write(json.dumps(values) + "\n")
        answers.flush()

    name, turn = SIDES[side](texts, folder)
    say(name=name, start=_seconds())
    for _ in sys.stdin:
        seconds, clock = _seconds(), time.perf_counter()
        found = turn()
        took = {"seconds": _seconds() - seconds, "clock": time.perf_counter() - clock}
        say(found=found, megabytes=_megabytes(), **took)


def _seconds() -> float:
    """Processor seconds of this process and of its workers that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _megabytes() -> float:
    """The peak of this process, or of its largest worker."""
    both = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(both) / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
