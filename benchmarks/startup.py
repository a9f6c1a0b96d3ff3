"""How long a command takes to start, against importing pandas and against importing typer and rich.

    python benchmarks/startup.py

Processor time of whole processes, run in turns; the best of each counts. The first turn lets the extractor
keep its patterns and expressions in the user's cache folder, as every first run does.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 7
ARTICLE = "威海高新区总工会今年服务职工300余人次，发放慰问金12万元。\n"


def main() -> None:
    """Prints a line for each command."""
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder, "page.txt"), Path(folder, "out")
        page.write_text(ARTICLE, encoding="utf-8")
        commands = {
            "import pandas": ["-c", "import pandas"],
            "import typer, rich": ["-c", "import typer, rich"],
            "extractor --help": ["-m", "extractor", "--help"],
            "extractor run": ["-m", "extractor", "run", str(page), "--out", str(out)],
        }
        for command in commands.values():
            _seconds(command)
        best = dict.fromkeys(commands, float("inf"))
        for _ in range(ROUNDS):
            for name, command in commands.items():
                best[name] = min(best[name], _seconds(command))
    lines = [
        f"{name:19} {taken:5.2f} s  {taken / best['import pandas']:5.2f} x pandas"
        f"  {taken / best['import typer, rich']:5.2f} x typer and rich"
        for name, taken in best.items()
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def _seconds(arguments: list[str]) -> float:
    """Processor seconds of one Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
