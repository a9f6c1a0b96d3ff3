import pytest

from extractor.errors import UsageError
from extractor.model.table import ARTICLES, REFUSALS
from extractor.sinks.csv import open_table
from extractor.sinks.drafts import Drafts
from extractor.sources.table import read_rows, read_table


@pytest.mark.parametrize("headers", ["en", "zh"])
def test_a_table_reads_back_what_was_written(tmp_path, headers):
    row = ("=a.txt", "'-1", 'a "b",\nc')
    with Drafts(tmp_path) as drafts:
        open_table(drafts, REFUSALS, headers)(row)
    (cells,) = read_table(tmp_path / "refusals.csv", REFUSALS)
    assert tuple(cells.values()) == row


def test_a_cell_longer_than_the_csv_modules_limit_is_read(tmp_path):
    text = "高" * 200_000
    with Drafts(tmp_path) as drafts:
        open_table(drafts, ARTICLES)([text if name == "text" else "x" for name in ARTICLES.names])
    assert read_table(tmp_path / "articles.csv", ARTICLES)[0]["text"] == text


def test_a_file_that_is_not_the_table_is_refused_with_the_columns_it_lacks(tmp_path):
    (tmp_path / "a.csv").write_text("source,why\na,b\n")
    with pytest.raises(UsageError, match=r"a\.csv is no table of refusals: no column place, reason"):
        read_table(tmp_path / "a.csv", REFUSALS)


@pytest.mark.parametrize("data", [None, b"\xff\xfe\x00", b'a,b\n"x'])
def test_a_file_that_cannot_be_read_is_refused_by_its_name(tmp_path, data):
    if data is not None:
        (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(UsageError, match=r"cannot read .*a\.csv: "):
        read_rows(tmp_path / "a.csv")
