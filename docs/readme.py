"""The printed parts of README.md and README.zh.md from what the commands print.

    python docs/readme.py README.md README.zh.md

`make docs` writes them; tests/test_readme.py holds that they are current. The commands run in a folder of
their own, so that `outputs/` stays as it is. How many seconds a run took stays as it is written, for it is
never twice the same.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
EXPLAINED = ("09-yeban-jingchu.txt", "4200人以上")
SECONDS = re.compile(r"(?m)^(  seconds +)\S+$")


def printed(folder: Path) -> tuple[str, str]:
    """What `make run` prints in the folder, and a call of `extractor explain` with what it prints."""
    (folder / "corpus").symlink_to(CHECKOUT / "corpus")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    recipe = "".join(re.findall(r"(?m)^run: .*\n((?:\t.*\n)+)", makefile)).replace("\t@", "")
    run = _run(recipe.replace("$(BIN)", ".venv/bin").replace("$(OUT)", "outputs"), folder)
    with (folder / "outputs" / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        figures = [
            row["figure_id"] for row in csv.DictReader(file) if (row["source"], row["raw"]) == EXPLAINED
        ]
    call = f"extractor explain outputs {figures[0]}"
    return run, f"$ {call}\n{_run(f'.venv/bin/{call} 2>/dev/null', folder)}"


def renewed(page: str, run: str, explained: str) -> str:
    """The page with the two blocks as they are printed today."""
    seconds = SECONDS.search(page)
    if seconds:
        run = SECONDS.sub(seconds[0], run)
    page = re.sub(r"(?s)(?<=\n```text\n)  files .*?(?=```\n)", lambda _: run, page)
    return re.sub(r"(?s)(?<=\n```console\n)\$ extractor explain .*?(?=```\n)", lambda _: explained, page)


def _run(commands: str, folder: Path) -> str:
    return subprocess.run(
        ["bash", "-euc", commands],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="readme-") as work:
        parts = printed(Path(work))
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(renewed(path.read_text(encoding="utf-8"), *parts), encoding="utf-8", newline="\n")
