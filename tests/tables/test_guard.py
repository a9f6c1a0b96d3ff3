import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.tables.guard import guarded, unguarded


@pytest.mark.parametrize(
    "cell", ["=1+1", "+86", "-3℃", "@me", "\tx", "\rx", "＝1", "＋1", "－3", "＠x", "'=1"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(cell):
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "高新区", "3-5名", "'引号", " =1", "“=1”", "□"])
def test_any_other_cell_stays(cell):
    assert guarded(cell) == cell


@given(st.text(alphabet="'=+-@\t\r＝－a字", max_size=6))
def test_what_was_guarded_reads_back(cell):
    assert unguarded(guarded(cell)) == cell
