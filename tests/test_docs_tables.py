"""docs/tables.md says what extractor.model.table says."""

from extractor.model.table import AUDIT, CHANGES, COMPARISON, FIGURES, REFUSALS, SUMMARY, ZONE
from extractor.tables.described import document

MAKE = "write what extractor.tables.described.document() returns to docs/tables.md, in UTF-8"


def test_the_page_is_what_the_schema_makes(checkout):
    assert (checkout / "docs/tables.md").read_text(encoding="utf-8") == document(), MAKE


def test_every_column_stands_on_the_page():
    text = document()
    for table in (FIGURES, SUMMARY, AUDIT, CHANGES, ZONE, REFUSALS, COMPARISON):
        for column in table.columns:
            assert f"| {column.name} | {column.heading} |" in text
