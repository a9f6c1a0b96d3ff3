"""The store costs a plain run nothing that it does not use: SQLAlchemy and drivers stay asleep."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["sqlalchemy", "psycopg"])
def test_a_run_over_the_usual_store_does_not_import(module, tmp_path):
    (tmp_path / "a.txt").write_text("高新区工会慰问职工300人。", encoding="utf-8")
    code = (
        "import sys; from extractor.cli.app import call; status = call(sys.argv[1:]); "
        f"print('{module}' in sys.modules); sys.exit(status)"
    )
    said = ""
    for out in ("one", "two"):  # the first one may have to compile the statements
        command = [sys.executable, "-c", code, "run", str(tmp_path / "a.txt"), "--out", str(tmp_path / out)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said == "False\n"
