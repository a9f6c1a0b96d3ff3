"""docs/readers.md names the limits that the readers hold."""

import pytest

from extractor.sources import archive, pdf, readers, record_pages, scan, web


@pytest.mark.parametrize(
    "limit",
    [
        f"{readers.MOST_BYTES >> 20} MB |",
        f"{archive.MOST_BYTES_IN_ALL >> 20} MB; {archive.MOST_MEMBERS:,} |",
        f"{pdf.MOST_PAGES:,} pages, {pdf.MOST_CHARACTERS:,} characters, {pdf.MOST_ON_PAGE:,} on one page",
        f"{scan.MOST_SCANS} scanned pages |",
        f"{scan.MOST_DOTS:,} dots |",
        f"{web.MOST_CHARACTERS:,} characters, {web.MOST_ELEMENTS:,} elements |",
        f"| {record_pages._MOST_REFUSALS:,}, and how many more",
    ],
)
def test_the_page_names_the_limit(checkout, limit):
    assert limit in (checkout / "docs/readers.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [*readers.DOCUMENTS, *readers.RECORDS])
def test_the_page_names_every_suffix(checkout, suffix):
    assert suffix in (checkout / "docs/readers.md").read_text(encoding="utf-8")
