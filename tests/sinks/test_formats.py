import sys

import pytest

from extractor.errors import UsageError
from extractor.sinks.formats import formats_of


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("csv", ("csv",)),
        ("xlsx", ("csv", "xlsx")),
        (" JSONL , csv,xlsx", ("csv", "xlsx", "jsonl")),
        ("", ("csv",)),
    ],
)
def test_csv_is_always_among_the_formats(names, expected):
    assert formats_of(names) == expected


def test_an_unknown_format_is_refused_with_the_known_ones():
    with pytest.raises(
        UsageError, match="--format xls,pdf: no format pdf, xls; known are csv, xlsx, parquet, jsonl"
    ):
        formats_of("xls,pdf")


def test_parquet_without_its_extra_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r'install "extractor\[parquet\]"'):
        formats_of("parquet")
