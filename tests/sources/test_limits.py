"""docs/readers.md says what the readers do: their suffixes, their advice, and every limit with its number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.sources import (
    archive,
    grids,
    pdf,
    readers,
    record_pages,
    scan,
    web,
    word_package,
    workbook_guard,
)

MB = 1024 * 1024
# The rows of the table of limits, in order, with the constants that they tell.
LIMITS = {
    "a file": readers.MOST_BYTES / MB,
    "a web page": web.MOST_CHARACTERS,
    "elements of a web page": web.MOST_ELEMENTS,
    "attributes of one element of a web page": web.MOST_ATTRIBUTES,
    "a Word file, its text unpacked": word_package.MOST_BYTES / MB,
    "elements of a Word file": word_package.MOST_ELEMENTS,
    "parts of a Word file": word_package.MOST_PARTS,
    "pages of a PDF": pdf.MOST_PAGES,
    "characters of a PDF": pdf.MOST_CHARACTERS,
    "characters and blanks on one page of a PDF": pdf.MOST_ON_PAGE,
    "pictures of one file read by OCR": scan.MOST_SCANS,
    "dots of one picture": scan.MOST_DOTS,
    "dots along the longer side of a picture, which is made smaller": scan.MOST_SIDE,
    "a workbook unpacked": workbook_guard.MOST_BYTES / MB,
    "cells of a sheet, from the first to the last": workbook_guard.MOST_CELLS,
    "parts of a workbook": workbook_guard.MOST_PARTS,
    "a file in an archive, unpacked": archive.MOST_BYTES / MB,
    "an archive unpacked": archive.MOST_BYTES_IN_ALL / MB,
    "files in an archive": archive.MOST_MEMBERS,
    "times that a file in an archive may unpack to its size, from 1 MB on": archive.MOST_RATIO,
    "archives inside each other": archive.MOST_DEPTH,
    "rows and records of one file refused by name; the others are counted": record_pages.MOST_REFUSALS,
    "columns of a table in a document": grids.MOST_COLUMNS,
    "cells of a table in a document": grids.MOST_CELLS,
}


@pytest.fixture(scope="module")
def page(checkout: Path) -> str:
    return (checkout / "docs" / "readers.md").read_text(encoding="utf-8")


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its header."""
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.split("\n") if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_limit_is_told_with_its_number(page: str) -> None:
    said = {name: float(re.sub(r"[^\d.]", "", number)) for name, number in rows(page, "Limits")}
    assert said == LIMITS


def test_every_suffix_that_is_read_is_told_and_no_other(page: str) -> None:
    said = {suffix for files, *_ in rows(page, "What is read") for suffix in files.split()}
    assert said == {*readers.DOCUMENTS, *readers.RECORDS, readers.ARCHIVE}


def test_what_to_do_with_other_files_is_what_the_messages_say(page: str) -> None:
    told = [
        (files.split(), advice) for files, advice in rows(page, "What is refused") if files.startswith(".")
    ]
    assert len(told) >= 5
    for suffixes, advice in told:
        for suffix in suffixes:
            assert readers.INSTEAD[suffix].split()[-1] == advice.split()[-1]
