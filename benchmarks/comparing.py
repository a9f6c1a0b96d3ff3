"""How long a comparison takes, and how much memory: 20,000 manual figures against 20,000 extracted rows.

    python benchmarks/comparing.py [spread | one-zone | same-value] [ROWS]

`spread` has two hundred zones; `one-zone` has one, with values that many rows share; `same-value` has one
zone and one value, so that names alone tell the rows apart. A tenth of the rows holds an error. Each
kind runs in a process of its own, so that the peak of memory is its own.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections import Counter
from decimal import Decimal

from extractor.compare.amount import Amount
from extractor.compare.knowledge import Knowledge
from extractor.compare.manual import ManualFigure
from extractor.compare.verdicts import compare

ROWS = 20_000
KINDS = ("spread", "one-zone", "same-value")
INDICATORS = ("职工", "企业", "工会", "站点", "课程", "工匠", "困难职工", "农民工", "项目", "场地")
UNITS = ("人", "家", "个", "门", "项")


def both_sides(kind: str, rows: int) -> tuple[list[ManualFigure], list[dict[str, str]]]:
    """Manual figures and extracted rows of the same facts, a tenth of the rows with an error."""
    chance = random.Random(7)
    manual, found = [], []
    for number in range(rows):
        zone = f"第{number % 200}号高新区" if kind == "spread" else "云岭高新区"
        value = {"spread": chance.randint(1, 9999), "one-zone": chance.randint(1, 60), "same-value": 12}[kind]
        indicator = chance.choice(INDICATORS) + (str(number) if kind == "same-value" else "")
        unit = chance.choice(UNITS)
        program = f"“{chance.randint(1, 40)}号”行动"
        fields = {"zone": (zone,), "indicator": (indicator,), "program": (program,)}
        manual.append(ManualFigure(Amount(Decimal(value)), (unit,), fields, place=f"row {number + 2}"))
        row = {
            "figure_id": f"{number:012x}", "source": "a.txt", "article_index": "1", "start": str(number),
            "in_title": "0", "raw": f"{value}{unit}", "value": str(value), "value_max": "", "unit": unit,
            "bound": "exact", "zone": zone, "indicator": indicator, "program": program, "title": "",
            "sentence": "", "restates": "", "period": "",
        }  # fmt: skip
        if number % 10 == 0:
            error = chance.choice(("value", "unit", "zone", "indicator"))
            row[error] = {"value": "77777", "unit": "场", "zone": "他处高新区", "indicator": "别的"}[error]
        found.append(row)
    chance.shuffle(found)
    for place, row in enumerate(found):
        row["start"] = str(place)
    return manual, found


def measure(kind: str, rows: int) -> str:
    """One line: seconds, seconds of the processor, peak memory, verdicts."""
    manual, found = both_sides(kind, rows)
    started, worked = time.perf_counter(), time.process_time()
    comparison = compare(found, manual, Knowledge())
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    verdicts = Counter(one.verdict.value for one in comparison.verdicts)
    counted = ", ".join(f"{number} {name}" for name, number in sorted(verdicts.items()))
    return f"{kind:11} {rows} rows  {seconds:6.1f} s ({work:.1f} of the processor)  {peak:6.0f} MB  {counted}"


def main(arguments: list[str]) -> None:
    """Runs the kinds that are asked for, all without arguments."""
    rows = next((int(word) for word in arguments if word.isdecimal()), ROWS)
    kinds = [word for word in arguments if word in KINDS]
    if len(kinds) == 1:
        sys.stdout.write(measure(kinds[0], rows) + "\n")
        return
    for kind in kinds or KINDS:
        subprocess.run([sys.executable, __file__, kind, str(rows)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
