import pytest


@pytest.fixture
def outputs(extractor, news, tmp_path):
    extractor("run", news, "--out", tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def figure_id(outputs):
    lines = (outputs / "figures.csv").read_text(encoding="utf-8-sig").splitlines()
    return lines[1].split(",")[0]


def test_a_figure_is_explained_as_a_tree(extractor, outputs, figure_id):
    status, out, err = extractor("explain", outputs, figure_id)
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "30人 = 30 人"
    for line in (
        "a.txt, article 1: 甲乙区工会",
        "慰问【30人】，走访5家。",
        "zone: 甲乙区",
        "rule title-zone, in the title: “甲乙区” at 0 to 3 of the title",
        "program: not said",
    ):
        assert line in out


def test_an_article_that_stands_in_two_files_is_explained_where_its_row_says(extractor, outputs, figure_id):
    table = outputs / "articles.csv"
    head, row = table.read_text(encoding="utf-8-sig").split("\n", 1)
    table.write_text(f"{head}\n{row.replace('a.txt', '0.txt')}{row}", encoding="utf-8-sig")
    assert "a.txt, article 1: 甲乙区工会" in extractor("explain", outputs, figure_id)[1]


def test_other_patterns_than_those_of_the_run_are_mentioned(extractor, outputs, figure_id, patterns_digest):
    patterns_digest["patterns"] = "def"
    status, out, err = extractor("explain", outputs, figure_id)
    assert (status, "30人" in out) == (0, True)
    assert err == "the patterns are not those of the run; this is how they read it now\n"


def test_a_cell_that_was_edited_is_mentioned(extractor, outputs, figure_id):
    table = outputs / "figures.csv"
    table.write_text(table.read_text(encoding="utf-8-sig").replace("甲乙区,", "丙区,"), encoding="utf-8-sig")
    assert "other than in the run: zone" in extractor("explain", outputs, figure_id)[2]


def test_a_figure_that_is_found_no_more_is_shown_as_it_was_written(extractor, outputs, figure_id):
    table = outputs / "figures.csv"
    table.write_text(table.read_text(encoding="utf-8-sig").replace(figure_id, "old"), encoding="utf-8-sig")
    status, out, err = extractor("explain", outputs, "old")
    assert status == 1
    assert "the patterns find this figure no more" in err
    assert "raw: 30人" in out


@pytest.mark.parametrize(
    ("folder", "figure", "said"),
    [("out", "none", "extractor: no figure none in "), ("gone", "none", "extractor: cannot read ")],
)
def test_an_unknown_figure_or_folder_is_wrong_usage(extractor, outputs, tmp_path, folder, figure, said):
    status, _, err = extractor("explain", tmp_path / folder, figure)
    assert status == 2
    assert err.startswith(said)
