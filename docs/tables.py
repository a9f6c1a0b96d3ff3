"""docs/tables.md from the schema; `make docs` writes it, tests/test_docs_tables.py holds it current."""

import sys
from pathlib import Path

from extractor.tables.described import document

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(), encoding="utf-8", newline="\n")
